"""The places of a draft file that a finding can name: what stands there, and the file with other words there."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from .draft_file import ArgumentEntry, BodyEntry, DemandEntry, DraftFile, OwnEntry, to_json
from .edit import BlockGone

FIELDS = ("title", "summary", "reasons", "preamble", "lead")


def concerned(file: DraftFile, where: str) -> str:
    """All that a finding at this place looks at, as it stands in the file; "" for what stands in no file."""
    content = to_json(file)
    blocks = [*content["body"], *content["demands"]]
    items = [item for demand in content["demands"] for item in demand.get("items", ())]
    here: Any = next((one for one in (*blocks, *items) if one["id"] == where), None)
    if here is None:
        field, _, key = where.partition(".")
        here = content.get(field) if not key else content["style"].get(key)
    return json.dumps(here, ensure_ascii=False, sort_keys=True) if here else ""


def with_text(file: DraftFile, where: str, text: str) -> DraftFile:
    """`text` in the place of the words of a block, an item of a demand, or a field; BlockGone where there is none."""
    if where in FIELDS:
        changes: Any = {where: text}
        return replace(file, **changes)
    if where.startswith("style."):
        return replace(file, style=dict(file.style) | {where.removeprefix("style."): text})
    body = tuple(_said(entry, where, text) for entry in file.body)
    demands = tuple(_demand_said(demand, where, text) for demand in file.demands)
    if (body, demands) == (file.body, file.demands):
        raise BlockGone(where)
    return replace(file, body=body, demands=demands)


def _said(entry: BodyEntry, where: str, text: str) -> BodyEntry:
    return replace(entry, text=text) if entry.id == where and isinstance(entry, ArgumentEntry | OwnEntry) else entry


def _demand_said(demand: DemandEntry, where: str, text: str) -> DemandEntry:
    if demand.id == where:
        return replace(demand, text=text)
    return replace(demand, items=tuple(replace(i, text=text) if i.id == where else i for i in demand.items))
