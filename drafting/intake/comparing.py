"""What differs between two draft files, block by block and word by word; it knows neither rows nor the library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..compose.content import Signatory
from ..compose.differences import Piece, differences
from .draft_file import BodyEntry, DemandEntry, DraftFile

FIELDS = {
    "kind": "文書の種類",
    "proposer": "提出の形",
    "assembly": "議会",
    "title": "件名",
    "bill_number": "議案の番号",
    "date": "提出の日付",
    "letter_date": "意見書の日付",
    "register": "文体",
    "summary": "趣旨",
    "reasons": "提案理由",
    "preamble": "書き出し",
    "lead": "記の前の文",
    "asks": "求めること",
    "addressees": "宛先",
    "signatories": "提出者など",
    "presiding_officer": "議長",
    "citations": "出典の注",
    "style": "様式",
}
# The fields that stand before the body on the screen, and those that stand behind the demands.
BEFORE = ("kind", "proposer", "assembly", "title", "register", "citations", "summary", "reasons", "preamble")


@dataclass(frozen=True)
class Change:
    """One place that differs.  `what`: "added" "removed" "changed" "moved"; `block`: its id, "" for a field."""

    label: str
    what: str
    pieces: tuple[Piece, ...] = ()
    block: str = ""


def changes(old: DraftFile, new: DraftFile) -> tuple[Change, ...]:
    """In the order of the paper."""
    after = [name for name in FIELDS if name not in BEFORE and name != "lead"]
    return (
        *_fields(old, new, BEFORE),
        *_blocks(old.body, new.body, "{}番目の段落"),
        *_fields(old, new, ("lead",)),
        *_blocks(old.demands, new.demands, "記の{}"),
        *_fields(old, new, after),
    )


def _fields(old: DraftFile, new: DraftFile, names: Sequence[str]) -> Iterator[Change]:
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(FIELDS[name], "changed", differences(_said(before), _said(after)))


def _blocks(old: Sequence[BodyEntry | DemandEntry], new: Sequence[Any], label: str) -> Iterator[Change]:
    """Those of the new text in their order, those taken out behind the one that they followed."""
    before = {block.id: block for block in old}
    moved = _moved([block.id for block in old], [block.id for block in new])
    places = {block.id: place for place, block in enumerate(new, start=1)}
    for block in new:
        here = label.format(places[block.id])
        if block.id not in before:
            yield Change(here, "added", (Piece("ins", _text(block)),), block.id)
            continue
        pieces = differences(_text(before[block.id]), _text(block))
        if any(piece.change for piece in pieces):
            yield Change(here, "changed", pieces, block.id)
        elif block.id in moved:
            yield Change(here, "moved", pieces, block.id)
    for place, block in enumerate(old, start=1):
        if block.id not in places:
            yield Change(f"前の{label.format(place)}", "removed", (Piece("del", _text(block)),), block.id)


def _moved(old: list[str], new: list[str]) -> set[str]:
    """Those that stand behind others than before; the longest run that kept its order did not move."""
    common = [one for one in new if one in old]
    at = [old.index(one) for one in common]
    best: list[list[int]] = []
    for place in at:
        runs = [run for run in best if run[-1] < place]
        best.append([*max(runs, key=len, default=[]), place])
    kept = {old[place] for place in max(best, key=len, default=[])}
    return set(common) - kept


def _text(block: BodyEntry | DemandEntry) -> str:
    items = getattr(block, "items", ())
    return "\n".join([block.text or "", *(item.text for item in items)])


def _said(value: Any) -> str:
    """A field in words; where several things stand in it, one a line."""
    match value:
        case Mapping():
            return "\n".join(f"{key}：{one}" for key, one in value.items())
        case tuple():
            return "\n".join(_said(one) for one in value)
        case Signatory():
            parts = (value.role.label, value.organisation, value.title, value.name, value.address)
            return "　".join(part for part in parts if part) + (f"　外{value.others}名" if value.others else "")
        case _:
            return _plain(value)


def _plain(value: Any) -> str:
    if hasattr(value, "office"):
        return f"{value.office}　{value.name}".strip("　")
    return str(getattr(value, "label", getattr(value, "iso", value)))
