"""The library's fixtures as plain objects, and what of them a reader sees.  Knows neither Django nor the database."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LIBRARY = HERE.parents[1] / "fixtures" / "library"
REGISTERS = ("plain", "polite")
STRENGTHS = ("strong", "standard", "soft")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_DATED = re.compile(r"\{(?:date|month):([\d-]+)\}")

# fixtures/README.md: keys in order; those with a question mark may be left out.
KEYS = {
    "themes": "slug title summary order",
    "sources": "slug title issuer type date date_note? law_number? egov_law_id? egov_verified? url? locator cite_as"
    " note verified",
    "facts": "slug statement themes values as_of event_date status status_note correction? next_review? citations",
    "quotations": "slug text speaker date source locator kind compared note",
    "arguments": "slug theme title claim reasoning tier parent? facts sources quotations opposing passages"
    " curator_note",
    "demands": "slug theme title texts addressees arguments note",
    "addressees": "slug office order branch",
    "terms": "slug title reading definition",
    "advice": "slug title text as_of facts note",
    "notes": "slug title kind text about",
    "figures": "slug title chart unit series facts note",
    "sets": "slug title summary subject order opening arguments demands",
    "house_styles": "slug assembly assembly_type kind proposer style keys url read_on",
}
OPPOSING = "slug claim reply written_here"
PASSAGE = "from until plain polite cites"
DEMAND_TEXT = "from until strong standard soft"
VALUE = "label value unit denominator"

Item = dict[str, Any]


@cache
def items(kind: str) -> tuple[Item, ...]:
    paths = sorted((LIBRARY / kind).glob("*.json")) if kind == "arguments" else [LIBRARY / f"{kind}.json"]
    return tuple(item for path in paths for item in json.loads(path.read_text(encoding="utf-8")))


@cache
def by_slug() -> dict[str, tuple[str, Item]]:
    """Every item with its kind; the opposing claims of the arguments are items of their own."""
    found = {item["slug"]: (kind, item) for kind in KEYS for item in items(kind)}
    return found | {opposing["slug"]: ("opposing", opposing) for opposing in all_opposing()}


def all_opposing() -> Iterator[Item]:
    return (opposing for argument in items("arguments") for opposing in argument["opposing"])


def passages() -> Iterator[tuple[str, Item]]:
    """Each passage under a name that a failing test can show."""
    for argument in items("arguments"):
        for passage in argument["passages"]:
            yield f"{argument['slug']}@{passage['from'] or '-'}", passage


def sentences(text: str) -> list[str]:
    return re.findall(r"[^。]*。", text)


def readable(text: str) -> str:
    """Placeholders as a letter in western years prints them."""
    text = _DATED.sub(lambda match: _western(match[1]), text)
    text = re.sub(r"\{years_since:[^}]*\}", "1年11か月", text)
    for name, word in {"residents": "区民", "here": "本区", "assembly": "世田谷区議会", "state": "国"}.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def seen_by_readers(item: Item) -> Iterator[str]:
    """The texts of an item; slugs, references and the curator's own note are not among them."""
    hidden = {"slug", "curator_note", "theme", "themes", "parent", "facts", "sources", "quotations", "arguments"}
    hidden |= {"about", "cites", "source", "opposing", "kind", "tier", "status", "next_review", "url", "egov_law_id"}
    for key, value in item.items():
        if key not in hidden:
            yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from seen_by_readers(value)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)
    elif not isinstance(value, bool) and value is not None:
        yield str(value)


def _western(date: str) -> str:
    return "".join(f"{int(part)}{unit}" for part, unit in zip(date.split("-"), "年月日", strict=False))
