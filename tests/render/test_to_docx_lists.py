"""Demands in the Word file: Word itself counts them, and to just the numbers of the paper."""

from __future__ import annotations

import pytest

from drafting.compose.document import DemandList, Document, ListItem, Paragraph, Sheet, SheetRole
from drafting.compose.kinds import Kind
from drafting.compose.style import Page
from drafting.render.to_docx import to_docx
from tests.render.docx_reading import find, list_numbers, paragraphs, part, printed, text_of

FULL_WIDTH = ("１", "２", "３", "４", "５", "６", "７", "８", "９", "１０", "１１")


def listed(*lists: DemandList) -> bytes:
    blocks = (Paragraph("次のとおり。"), *lists)
    return to_docx(Document(Kind.OPINION, "題名", (Sheet(SheetRole.LETTER, "意見書案", blocks),), Page()))


def items(*numbers: str) -> DemandList:
    return DemandList(tuple(ListItem(f"{number}の事項。", number) for number in numbers))


@pytest.mark.parametrize(
    "numbers",
    [
        FULL_WIDTH,
        ("1", "2", "3"),
        ("1.", "2.", "3."),
        ("(1)", "(2)", "(3)"),
        ("（１）", "（２）"),
        tuple(f"{number}、" for number in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")),
        ("ア", "イ", "ウ"),
    ],
    ids=lambda numbers: numbers[0],
)
def test_word_counts_to_the_numbers_of_the_paper(numbers: tuple[str, ...]) -> None:
    assert list_numbers(listed(items(*numbers))) == list(numbers)


@pytest.mark.parametrize("numbers", [("３", "４"), ("１", "３", "４"), ("１", "1.", "２"), ("一、", "一、")])
def test_a_break_in_the_sequence_is_printed_as_it_stands(numbers: tuple[str, ...]) -> None:
    assert list_numbers(listed(items(*numbers))) == list(numbers)


def test_nested_items_are_counted_below_each_item_anew() -> None:
    inner = (ListItem("甲", "ア"), ListItem("乙", "イ"))
    nested = DemandList(
        (ListItem("第一", "(1)", items=inner), ListItem("第二", "(2)"), ListItem("第三", "(3)", items=inner))
    )
    written = listed(nested)
    assert list_numbers(written) == ["(1)", "ア", "イ", "(2)", "(3)", "ア", "イ"]
    assert len(find(part(written, "word/numbering.xml"), "w:num")) == 1


def test_each_list_begins_its_own_count() -> None:
    assert list_numbers(listed(items("１", "２"), items("１", "２"))) == ["１", "２", "１", "２"]


def test_a_single_demand_is_a_paragraph_without_a_number() -> None:
    written = listed(DemandList((ListItem("国民皆保険を堅持すること。"),)))
    assert list_numbers(written) == []
    assert find(paragraphs(written)[1], "w:pPr/w:pStyle/@w:val") == ["IkenBody"]


def test_a_number_that_word_cannot_count_stands_as_text_at_a_tab_stop() -> None:
    written = listed(items("①", "②"))
    assert list_numbers(written) == []
    assert [text_of(paragraph) for paragraph in paragraphs(written)[1:]] == ["①\t①の事項。", "②\t②の事項。"]


@pytest.mark.parametrize(
    ("numbers", "hanging"), [(("１", "２"), 440), (("(1)", "(2)"), 660), (FULL_WIDTH, 660), (("一、", "二、"), 440)]
)
def test_items_hang_far_enough_for_their_longest_number(numbers: tuple[str, ...], hanging: int) -> None:
    level = find(part(listed(items(*numbers)), "word/numbering.xml"), "//w:lvl[@w:ilvl='0']")[0]
    assert find(level, "w:pPr/w:ind/@w:hanging") == [str(hanging)]


def test_numbers_and_texts_follow_each_other() -> None:
    assert "１１の事項。\n２２の事項。" in printed(listed(items("１", "２")))
