"""Places that two people changed, in the words of the screen: each side with its differences from the common start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from drafting.compose.content import PartialDate, Signatory
from drafting.compose.dates import in_calendar
from drafting.compose.differences import Piece, differences
from drafting.compose.kinds import Asks, Strength
from drafting.intake import edit
from drafting.intake.draft_file import DemandEntry, DraftFile, OwnEntry, OwnSource
from drafting.intake.edit import BlockGone, place_of
from drafting.intake.merge import Clash
from drafting.style_words import all_said

FIELDS = {
    "title": "件名",
    "assembly": "議会",
    "kind": "文書の種類",
    "proposer": "だれが提出するか",
    "bill_number": "議案の番号",
    "register": "文体",
    "presiding_officer": "議長の氏名",
    "asks": "何を求めるか",
    "citations": "出典の注",
    "signatories": "提出者",
    "addressees": "宛先",
    "date": "提出の日付",
    "letter_date": "意見書の日付",
    "preamble": "書き出し",
    "reasons": "提案理由",
    "summary": "趣旨",
    "lead": "記の前の文",
    "style": "様式",
}
OUT = "（外しました）"
# Fields of a draft file that are running text: they can be written anew with both texts in sight.
TEXTS = ("title", "preamble", "reasons", "summary", "lead")


@dataclass(frozen=True)
class Choice:
    """One place.  `rewritable`: my text, from which a third may be written; None where there is no text."""

    unit: str
    label: str
    mine: tuple[Piece, ...]
    theirs: tuple[Piece, ...]
    rewritable: str | None


def choices_of(clashes: Iterable[Clash], mine: DraftFile, theirs: DraftFile) -> list[Choice]:
    return [_choice(clash, mine, theirs) for clash in clashes]


def rewritten(file: DraftFile, unit: str, text: str) -> DraftFile:
    """The file with a third text in the place of both; `unit` names one that is there and has text."""
    if unit in TEXTS:
        changed: dict[str, Any] = {unit: text}
        return replace(file, **changed)
    try:
        block: Any = edit.block_of(file, unit)
    except BlockGone:
        return edit.add_body(file, OwnEntry(id="", text=text))
    return edit.put(file, replace(block, text=text)) if hasattr(block, "text") else file


def _choice(clash: Clash, mine: DraftFile, theirs: DraftFile) -> Choice:
    texts = [_text(side) for side in (clash.base, clash.mine, clash.theirs)]
    rewritable = str(getattr(clash.mine, "text", clash.mine)) if _is_text(clash) else None
    return Choice(
        clash.unit,
        label_of(clash.unit, mine, theirs),
        _pieces(clash, texts[0], texts[1]),
        _pieces(clash, texts[0], texts[2]),
        rewritable,
    )


def _pieces(clash: Clash, start: str, text: str) -> tuple[Piece, ...]:
    """A text that came or went as a whole shows no differences."""
    if clash.base is None or text == OUT:
        return (Piece("", text),)
    return differences(start, text)


def _is_text(clash: Clash) -> bool:
    sides = [side for side in (clash.mine, clash.theirs) if side is not None]
    is_block = len(sides) == 2 and all(getattr(side, "text", None) is not None for side in sides)
    return clash.unit in TEXTS or is_block


def label_of(unit: str, *files: DraftFile) -> str:
    """件名, 記の2, 4番目の段落: as the first of the files that has it counts."""
    if unit in FIELDS:
        return FIELDS[unit]
    for file in reversed(files):
        try:
            place = place_of(file, unit) + 1
        except BlockGone:
            continue
        return f"記の{place}" if any(demand.id == unit for demand in file.demands) else f"{place}番目の段落"
    return "この項目"


def _text(unit: Any) -> str:
    """A side of a clash in words."""
    if unit is None:
        return OUT
    if hasattr(unit, "text"):
        return "\n".join([unit.text or "", *_beside(unit)])
    if isinstance(unit, Mapping):
        return all_said(unit) or "（議会の様式のとおり）"
    if isinstance(unit, tuple):
        return "、".join(_one_of(one) for one in unit) or "（なし）"
    return _word(unit) or "（空き）"


def _beside(block: Any) -> Iterator[str]:
    """What else a block carries: where only that differs, both sides must not look alike."""
    if isinstance(block, DemandEntry):
        yield from (f"（{number}）{item.text}" for number, item in enumerate(block.items, 1))
        if block.strength is not Strength.STANDARD:
            yield f"言い方：{block.strength.label}"
    yield from (f"出典：{'　'.join(_parts(source))}" for source in getattr(block, "sources", ()))
    if cites := getattr(block, "cites", ()):
        yield f"付けた事実：{len(cites)}件"


def _parts(source: OwnSource) -> list[str]:
    return [part for part in (source.title, source.issuer, source.date.iso, source.url) if part]


def _one_of(one: Any) -> str:
    """A person with all that is signed, or an addressee."""
    if not isinstance(one, Signatory):
        return " ".join(part for part in (one.office, one.name) if part)
    others = f"外{one.others}名" if one.others else ""
    parts = (one.role.label, one.organisation, one.title, one.name, others, one.address)
    return " ".join(part for part in parts if part)


def _word(unit: Any) -> str:
    """A single value as the screens say it."""
    match unit:
        case PartialDate():
            return in_calendar(unit, "seireki") if unit else ""
        case Asks():
            return {"opinion": "国に意見書を出すこと", "own": "議会や自治体が自ら行うこと"}[unit]
        case _:
            return str(getattr(unit, "label", unit))
