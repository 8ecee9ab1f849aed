"""Why a draft file cannot be read: every problem with its place, what was given and what is allowed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from .shapes import UNPRINTABLE

_SHOWN = 60


@dataclass(frozen=True)
class Problem:
    """`path` as in body[2].argument; empty: the file as a whole."""

    path: str
    given: str
    allowed: str
    message: str


class Refusal(ValueError):
    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.message for problem in self.problems))


def shown(value: object) -> str:
    """A value as it stood in the file, short, and safe to print."""
    text = value if isinstance(value, str) else _as_written(value)
    clean = re.sub(f"[{UNPRINTABLE}\\n\\r]", "\N{REPLACEMENT CHARACTER}", text)
    return clean if len(clean) <= _SHOWN else clean[:_SHOWN] + "…"


def _as_written(value: object) -> str:
    if isinstance(value, list | dict):
        return f"{len(value)}件の並び" if isinstance(value, list) else f"{len(value)}件のキーのまとまり"
    return json.dumps(value, ensure_ascii=False, default=repr)
