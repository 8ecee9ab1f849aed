"""Every key of a house style changes the paper, and no combination of them breaks it or loses the author's text."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.compose.composer import compose
from drafting.compose.content import Assembly, Demand, DemandItem, DraftContent, PartialDate, Signatory, Wording
from drafting.compose.document import Document, Sheet
from drafting.compose.kinds import Asks, AssemblyType, Citations, Kind, Proposer, Register, Role
from drafting.compose.style import KEYS, SECTION_CONTENTS
from tests.compose.papers import (
    HARA,
    INTRODUCER,
    LAW,
    OFFICES,
    PETITIONER,
    REPORT,
    SAGA,
    SETAGAYA,
    SIGNED,
    content,
    own,
    petition,
    said,
    wanted,
    words,
)

FULL: dict[str, Any] = {
    "body": (own("理由は12個(1)ある。"), said("引用")),
    "demands": wanted("一つ目。", "二つ目。"),
    "reasons": "わけ。",
    "addressees": OFFICES,
    "signatories": SIGNED,
    "date": PartialDate(2026, 12, 11),
}
CHANGED: dict[str, Any] = {
    "cover": "combined",
    "cover_order": ["title"],
    "letter_order": ["body"],
    "number_line": "意見案第{number}号",
    "cover_title_suffix": "について",
    "letter_title_suffix": "",
    "letter_title": "kind",
    "letter_title_spaced": True,
    "submit_sentence": "提出する。",
    "rules": "会議規則",
    "article": "第14条",
    "date_suffix": "提出",
    "presiding_honorific": "殿",
    "signatory_layout": "first_and_others",
    "signatory_labels": ["発議者"],
    "signatory_title": "議員",
    "repeat_mark": "〃",
    "seal": "印",
    "reasons_place": "cover",
    "body_heading": "理由",
    "demand_layout": "sentence",
    "demand_lead": "次を。",
    "list_heading": "",
    "list_numbers": "一、",
    "closing": "",
    "closing_register": "polite",
    "state": "政府",
    "date_calendar": "both",
    "numerals": "kanji",
    "issuer": "prefecture_and_assembly",
    "issuer_spaced": True,
    "addressee_layout": "line",
    "addressee_label": "提出先",
    "addressee_honorific": "宛て",
    "addressee_honorific_once": True,
    "addressee_names": True,
    "addressee_each": "各通",
    "page": {"vertical": True},
}
WITH: dict[str, tuple[dict[str, Any], Any]] = {
    "reasons_heading": ({"reasons_place": "cover"}, "理由"),
    "demand_sentence": ({"demand_layout": "sentence"}, "{demands}を。"),
    "addressee_collective": ({"addressee_layout": "collective"}, "国会"),
}
OF_PETITIONS: dict[str, Any] = {
    "petition_sections": [["body", "理由"]],
    "others_form": "ほか{n}人",
    "introducers_min": 2,
}
NOT_ON_PAPER = {"introducers_max", "deadline_note"}


@pytest.mark.parametrize(("key", "value"), CHANGED.items())
def test_every_key_changes_the_paper_of_a_bill(key: str, value: Any) -> None:
    assert compose(content(style={key: value}, **FULL)) != compose(content(**FULL))


@pytest.mark.parametrize("key", WITH)
def test_a_key_that_another_one_calls_for_changes_the_paper_with_it(key: str) -> None:
    needed, value = WITH[key]
    assert compose(content(style=needed | {key: value}, **FULL)) != compose(content(style=needed, **FULL))


@pytest.mark.parametrize(("key", "value"), OF_PETITIONS.items())
def test_keys_of_petitions_change_the_petition(key: str, value: Any) -> None:
    signed = (PETITIONER,)
    assert compose(petition(style={key: value}, signatories=signed)) != compose(petition(signatories=signed))


def test_the_number_of_supporters_changes_a_cover_that_nobody_supports() -> None:
    few = FULL | {"signatories": SIGNED[:1]}
    assert compose(content(style={"supporters_required": 3}, **few)) != compose(content(**few))


def test_no_key_is_forgotten() -> None:
    assert {*CHANGED, *WITH, *OF_PETITIONS, "supporters_required"} | NOT_ON_PAPER == set(KEYS)


texts_of_style = st.sampled_from(["", "{number}", "{assembly}{rules}", "{demands}を。", "{kind}(1)", "{x}{", "第3条"])


def values_of(key: str) -> st.SearchStrategy[Any]:
    kind = KEYS[key]
    if kind.type == "list" and kind.choices:
        return st.lists(st.sampled_from(kind.choices), max_size=10)
    if kind.choices and kind.type == "string":
        return st.sampled_from(kind.choices)
    of_type: dict[str, st.SearchStrategy[Any]] = {
        "string": texts_of_style,
        "boolean": st.booleans(),
        "number": st.integers(0, 5),
        "list": st.lists(texts_of_style, max_size=3),
        "sections": st.lists(st.tuples(st.sampled_from(SECTION_CONTENTS), texts_of_style), max_size=4),
        "page": st.fixed_dictionaries({}, optional={"vertical": st.booleans(), "lines_per_page": st.integers(20, 45)}),
    }
    return of_type[kind.type] | st.none() if kind.nullable else of_type[kind.type]


styles = st.fixed_dictionaries({}, optional={key: values_of(key) for key in KEYS})
dates = st.sampled_from([PartialDate(), PartialDate(2026), PartialDate(2026, 12), PartialDate(2026, 12, 11)])
people = st.builds(
    Signatory,
    st.sampled_from(Role),
    st.sampled_from(["", "𠮷田 髙志", "葛󠄀城 (1)"]),
    title=st.sampled_from(["", "代表"]),
    address=st.sampled_from(["", "原村1-2"]),
    others=st.integers(0, 3),
)
BODY = (own("本文一の文。", "b1", (LAW,)), said("引用の文。", (REPORT, LAW)), own("本文二の文。", "b2"))
DEMANDS = (
    *wanted("要求一のこと。", "要求二のこと。"),
    Demand("d3", Wording("要求三のこと。"), items=(DemandItem("i1", "小項目のこと。"),)),
)


@st.composite
def contents(draw: st.DrawFn, kinds: Iterable[Kind] = Kind, **fixed: Any) -> DraftContent:
    values: dict[str, Any] = {
        "proposer": draw(st.sampled_from(Proposer)),
        "assembly": draw(st.sampled_from([None, SETAGAYA, HARA, SAGA])),
        "title": draw(st.text(max_size=10) | st.just("復活を求める意見書")),
        "date": draw(dates),
        "letter_date": draw(dates),
        "register": draw(st.sampled_from(Register)),
        "signatories": tuple(draw(st.lists(people, max_size=4))),
        "reasons": draw(st.sampled_from(["", "提案の理由。"])),
        "summary": draw(st.sampled_from(["", "趣旨。"])),
        "body": draw(st.sampled_from([(), BODY])),
        "demands": draw(st.sampled_from([(), DEMANDS, DEMANDS[:1]])),
        "asks": draw(st.sampled_from(Asks)),
        "addressees": draw(st.sampled_from([(), OFFICES])),
        "citations": draw(st.sampled_from(Citations)),
        "style": draw(styles),
    }
    return content(draw(st.sampled_from(tuple(kinds))), **values | fixed)


def printed(sheet: Sheet) -> str:
    return "\n".join(part for block in sheet.blocks for part in words(block))


@given(contents())
def test_no_combination_of_styles_breaks_the_paper(given: DraftContent) -> None:
    document = compose(given)
    assert document.page == given.style.page
    assert document.title.strip()
    assert all(note.number == at for at, note in enumerate(document.notes, 1))


@given(contents(body=BODY, demands=DEMANDS))
def test_the_authors_text_prints_once_on_each_sheet_where_the_style_puts_it(given: DraftContent) -> None:
    for sheet in compose(given).sheets:
        text = printed(sheet)
        for words_of_block in ("本文一の文", "本文二の文", "引用の文"):
            assert text.count(words_of_block) == text.count("本文一の文") <= 1
        for words_of_block in ("要求一のこと", "要求二のこと", "要求三のこと", "小項目のこと"):
            assert text.count(words_of_block) == text.count("要求一のこと") <= 1


@given(contents(body=BODY, demands=DEMANDS), st.sampled_from(["body", "demands"]))
def test_what_the_letters_order_names_is_never_lost(given: DraftContent, name: str) -> None:
    if name in given.style.letter_order:
        text = "".join(printed(sheet) for sheet in compose(given).sheets)
        assert {"body": "本文一の文", "demands": "要求一のこと"}[name] in text


@given(contents(citations=Citations.FOOTNOTES, body=BODY))
def test_every_mark_has_its_note_and_every_note_its_mark(given: DraftContent) -> None:
    document = compose(given)
    assert marks(document) == {note.number for note in document.notes}


def marks(document: Document) -> set[int]:
    return {mark for sheet in document.sheets for block in sheet.blocks for mark in getattr(block, "marks", ())}


@pytest.mark.parametrize("type", AssemblyType)
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_composed_for_every_type_of_assembly(kind: Kind, type: AssemblyType) -> None:
    document = compose(content(kind, assembly=Assembly("原村", "長野県", type), signatories=(INTRODUCER, PETITIONER)))
    assert "原村議会" in "".join(printed(sheet) for sheet in document.sheets)


def test_the_page_is_carried_through() -> None:
    page = {"chars_per_line": 40, "vertical": True, "margins": {"left": 20}}
    made = compose(content(style={"page": page})).page
    assert (made.chars_per_line, made.lines_per_page, made.vertical) == (40, 40, True)
    assert (made.margins.left, made.margins.right) == (20, 17)
