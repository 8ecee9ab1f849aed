"""Draft files for the tests, and hypothesis strategies that make any draft a file can hold."""

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from drafting.compose.content import PartialDate, Signatory
from drafting.compose.kinds import Asks, Citations, Kind, Proposer, Register, Role, Strength
from drafting.compose.style import COVER_BLOCKS
from drafting.intake.draft_file import (
    AddresseeEntry,
    ArgumentEntry,
    DemandEntry,
    DemandItemEntry,
    DraftFile,
    OwnEntry,
    OwnSource,
    QuotationEntry,
)

FOLDER = Path(__file__).parent.parent / "drafts"
LEAST: dict[str, Any] = {"format": "ikensho-draft/1", "kind": "opinion", "assembly": "", "title": "", "body": []}
FULL: dict[str, Any] = {
    "format": "ikensho-draft/1",
    "kind": "petition",
    "proposer": "members",
    "assembly": "131121",
    "bill_number": "3",
    "title": "健康保険証の復活を求める請願書",
    "date": "2026-12-10",
    "letter_date": "2026-12",
    "register": "polite",
    "signatories": [
        {
            "role": "petitioner",
            "name": "葛󠄀城 髙志",
            "title": "代表",
            "organisation": "会",
            "address": "世田谷区",
            "others": 551,
        }
    ],
    "presiding_officer": "山田 太郎",
    "summary": "一行目\n二行目",
    "reasons": "理由",
    "preamble": "はじめに",
    "body": [
        {
            "id": "b1",
            "argument": "a-one",
            "version": 3,
            "register": "plain",
            "text": "直した文{here}",
            "cites": ["f-one"],
        },
        {
            "id": "own",
            "text": "自分の文",
            "cites": ["f-two", "s-three"],
            "sources": [{"title": "調査", "issuer": "会", "date": "2026-09", "url": "https://example.jp/a"}],
        },
        {"id": "b3", "quotation": "q-one", "version": 1, "text": "答弁の語"},
    ],
    "lead": "次のことを求めます。",
    "demands": [
        {"id": "d1", "demand": "d-one", "version": 2, "strength": "soft", "text": "一部を改めること。"},
        {
            "id": "d2",
            "strength": "standard",
            "text": "見直すこと。",
            "items": [{"id": "i1", "text": "窓口を置くこと。"}],
        },
    ],
    "asks": "own",
    "addressees": [{"office": "内閣総理大臣", "name": "某"}, {"office": "総務大臣", "name": ""}],
    "citations": "endnotes",
    "style": {
        "cover": "combined",
        "closing": None,
        "letter_title_spaced": True,
        "signatory_labels": ["提出者", "賛成者"],
        "petition_sections": [["summary+body", "趣旨"], ["demands", "事項"]],
        "supporters_required": 2,
        "page": {"chars_per_line": 40, "font_size_pt": 10.5, "margins": {"left": 25.5}, "vertical": False},
    },
}


def example(name: str) -> bytes:
    return (FOLDER / f"{name}.json").read_bytes()


def changed(**keys: Any) -> dict[str, Any]:
    return json.loads(json.dumps(LEAST)) | keys


_UNSAFE = [chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029, 0xFFFE, 0xFFFF)]
_safe = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=_UNSAFE)
_line = st.text(_safe, max_size=12)
_text = st.text(_safe | st.just("\n"), max_size=30)
_slug = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
_version = st.none() | st.integers(1, 2**31 - 1)
_pinned = st.none() | _text
_day = st.sampled_from(["", "0001", "1947-05-03", "2024-02-29", "2026", "2026-12", "9999-12-31"]).map(PartialDate.parse)
_url = st.sampled_from(["", "https://example.jp/?a=1#b", "http://例え.jp/頁"])
_sources = st.lists(st.builds(OwnSource, title=_line, issuer=_line, date=_day, url=_url), max_size=2).map(tuple)
_backing = {"cites": st.lists(_slug, max_size=2).map(tuple), "sources": _sources}
_registers = st.none() | st.sampled_from(Register)
_styles = st.fixed_dictionaries(
    {},
    optional={
        "closing": st.none() | _line,
        "cover_order": st.lists(st.sampled_from(COVER_BLOCKS)),
        "issuer_spaced": st.booleans(),
        "introducers_max": st.none() | st.integers(0, 9),
        "page": st.fixed_dictionaries({}, optional={"chars_per_line": st.integers(10, 42), "vertical": st.booleans()}),
    },
)


def _entry(block_id: str) -> st.SearchStrategy[Any]:
    name = st.just(block_id)
    argument = st.builds(
        ArgumentEntry, id=name, argument=_slug, version=_version, register=_registers, text=_pinned, **_backing
    )
    quotation = st.builds(QuotationEntry, id=name, quotation=_slug, version=_version, text=_pinned)
    return argument | quotation | st.builds(OwnEntry, id=name, text=_text, **_backing)


def _demand(block_id: str) -> st.SearchStrategy[DemandEntry]:
    items = st.lists(_text, max_size=2).map(
        lambda texts: tuple(DemandItemEntry(f"{block_id}-{n}", text) for n, text in enumerate(texts))
    )
    named = {"id": st.just(block_id), "strength": st.sampled_from(Strength), "items": items}
    library = st.builds(DemandEntry, demand=_slug, version=_version, text=_pinned, **named)
    return library | st.builds(DemandEntry, text=_text, **named)


def _numbered(letter: str, make: Any) -> st.SearchStrategy[Any]:
    return st.integers(0, 3).flatmap(lambda n: st.tuples(*(make(f"{letter}{i}") for i in range(n))))


drafts = st.builds(
    DraftFile,
    kind=st.sampled_from(Kind),
    assembly=_line,
    title=_line,
    body=_numbered("p", _entry),
    proposer=st.sampled_from(Proposer),
    bill_number=_line,
    date=_day,
    letter_date=_day,
    register=st.sampled_from(Register),
    signatories=st.lists(
        st.builds(
            Signatory,
            role=st.sampled_from(Role),
            name=_line,
            title=_line,
            organisation=_line,
            address=_line,
            others=st.integers(0, 2**31 - 1),
        ),
        max_size=2,
    ).map(tuple),
    presiding_officer=_line,
    summary=_text,
    reasons=_text,
    preamble=_text,
    lead=_text,
    demands=_numbered("q", _demand),
    asks=st.sampled_from(Asks),
    addressees=st.lists(st.builds(AddresseeEntry, office=_line, name=_line), max_size=2).map(tuple),
    citations=st.sampled_from(Citations),
    style=_styles,
)
