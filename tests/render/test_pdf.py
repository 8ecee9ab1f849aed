"""The printed paper: its grid, its right edge, its notes and numbers, and what a reader's software needs to know."""

from __future__ import annotations

import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pypdfium2
import pypdfium2.raw
import pytest

from drafting.compose.document import Document, Heading, Paragraph, SignatoryLine, SignatoryList, Title
from drafting.compose.kinds import Citations
from drafting.compose.style import Margins, Page
from drafting.render.fonts import missing_glyphs
from drafting.render.to_images import page_count, page_image
from drafting.render.to_pdf import Printed, block_boxes, fit, to_pdf
from tests.render.documents import NOTES, SAMPLES, sheet_of, texts_of
from tests.render.glyphs import everything_unpacked, lines, page_texts, pages, pitches, plain, text_of

PAGES = {
    "42 x 40, 11 pt": Page(),
    "40 x 36, 12 pt": Page(40, 36, 12, Margins(25, 20, 25, 20)),
    "35 x 30, 12 pt, wide margins": Page(35, 30, 12, Margins(30, 30, 30, 30)),
}


def paragraphs(count: int) -> list[Paragraph]:
    return [Paragraph(f"国民皆保険の{number}", id=f"p{number}") for number in range(count)]


@pytest.mark.parametrize("grid", PAGES.values(), ids=PAGES)
def test_a_page_holds_exactly_the_lines_and_characters_of_its_grid(grid: Page) -> None:
    letters = grid.chars_per_line * (grid.lines_per_page + 3) - 1
    *rows, number = lines(pages(to_pdf(sheet_of(Paragraph("国" * letters), page=grid)))[0])
    assert text_of(number) == "－1－"
    assert len(rows) == grid.lines_per_page
    first, *rest = [len(row) for row in rows]
    assert first == grid.chars_per_line - 1  # 一字下げ
    assert set(rest) == {grid.chars_per_line}


@pytest.mark.parametrize("grid", PAGES.values(), ids=PAGES)
def test_lines_stand_at_the_pitch_of_the_grid_and_inside_the_margins(grid: Page) -> None:
    letters = "国" * (grid.chars_per_line * grid.lines_per_page - 1)
    rows = lines(pages(to_pdf(sheet_of(Paragraph(letters), page=grid)))[0])
    baselines = [row[0].baseline for row in rows]
    assert baselines[-1] - baselines[0] == pytest.approx((grid.lines_per_page - 1) * grid.line_pitch_mm, abs=0.1)
    assert grid.margins.top < baselines[0] < grid.margins.top + grid.line_pitch_mm
    assert rows[1][0].left == pytest.approx(grid.margins.left, abs=0.1)
    assert rows[0][0].left == pytest.approx(grid.margins.left + grid.text_width_mm / grid.chars_per_line, abs=0.1)


MIXED = "資格確認書（令和7年12月2日まで）は、12,735医療機関のうち70.1％が「トラブルがあった」と答えた、という。"


@pytest.mark.parametrize(
    "text", [MIXED, MIXED + "𠮷田髙志さんは槗本さんと、", "第99条の規定により、" * 3], ids=["mixed", "names", "law"]
)
def test_full_lines_end_at_the_right_edge(text: str) -> None:
    rows = lines(pages(to_pdf(sheet_of(Paragraph(text * 9))))[0])
    edges = [row[-1].right for row in rows[:-1]]
    assert len(edges) > 5
    assert edges == pytest.approx([193.0] * len(edges), abs=0.5)


def test_figures_are_not_torn_apart_when_a_line_is_filled() -> None:
    row = next(row for row in lines(pages(to_pdf(sheet_of(Paragraph(MIXED * 9))))[0]) if "735" in text_of(row)[5:-5])
    at = text_of(row).index("735")
    half = Page().text_width_mm / 42 / 2
    assert pitches(row[at : at + 3]) == pytest.approx([half] * 2, abs=0.06)


@pytest.mark.parametrize("mark", "、。，．）」』】〉》々ゝーっゃゅょァッ％！？・：；…～〜")
def test_no_line_begins_with_a_mark_that_must_not(mark: str) -> None:
    rows = lines(pages(to_pdf(sheet_of(Paragraph("国" * 41 + mark + "国" * 41 + mark + "国"))))[0])
    assert not [row for row in rows if row[0].char == mark]


@pytest.mark.parametrize("mark", "（「『【〈《〔")
def test_no_line_ends_with_an_opening_bracket(mark: str) -> None:
    rows = lines(pages(to_pdf(sheet_of(Paragraph("国" * 40 + mark + "国" * 50))))[0])
    assert rows[0][-1].char != mark


@pytest.mark.parametrize("name", ["佐藤　一郎", "𠮷田　髙志", "髙橋　槗子", "林　実", "勅使河原　一郎", "那須　円"])
def test_names_are_spread_evenly_over_seven_characters(name: str) -> None:
    row = lines(pages(to_pdf(sheet_of(SignatoryList((SignatoryLine("", "", name),)))))[0])[0]
    gaps = pitches(row)
    assert gaps == pytest.approx([sum(gaps) / len(gaps)] * len(gaps), abs=0.1)
    assert row[-1].right - row[0].left == pytest.approx(7 * Page().text_width_mm / 42, abs=0.3)


@pytest.mark.parametrize("document", SAMPLES.values(), ids=SAMPLES)
def test_every_character_has_its_glyph(document: Document, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        to_pdf(document)
    assert [record.getMessage() for record in caplog.records] == []
    assert missing_glyphs("".join(texts_of(document))) == set()


def test_the_same_document_gives_the_same_bytes_in_another_process_too() -> None:
    source = (
        "import hashlib; from tests.render.documents import SAMPLES; from drafting.render.to_pdf import to_pdf;"
        "print(hashlib.sha256(to_pdf(SAMPLES['long_opinion'])).hexdigest())"
    )
    run = [subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True) for _ in "12"]
    assert run[0].stdout == run[1].stdout
    assert to_pdf(SAMPLES["opinion"]) == to_pdf(SAMPLES["opinion"])


def test_threads_print_at_the_same_time_without_harm() -> None:
    names = ["opinion", "petition", "appeal", "opinion_with_endnotes"]
    alone = [to_pdf(SAMPLES[name]) for name in names]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda name: to_pdf(SAMPLES[name]), names * 4))
    assert together == alone * 4


def test_each_footnote_stands_on_the_page_of_its_call() -> None:
    printed = Printed(SAMPLES["long_opinion"])
    texts = page_texts(printed.pdf)
    calls = {1: "p0-b1", 2: "p2-b2", 3: "p2-b2", 4: "p4-b3"}
    for note in NOTES:
        page = max(box.page for box in printed.boxes if box.id == calls[note.number])
        assert [number for number, text in enumerate(texts, start=1) if plain(note.text) in text] == [page]


def noted(lines_above: int) -> Document:
    """So many lines, then a paragraph with two notes, then long ones: the notes meet the foot of the page somewhere."""
    call = Paragraph("国民皆保険を守る。" * 9, id="call", marks=(2, 3))
    document = sheet_of(*paragraphs(lines_above), call, *[Paragraph("市民の不安に応える。" * 11) for _ in range(6)])
    return replace(document, citations=Citations.FOOTNOTES, notes=NOTES)


@pytest.mark.parametrize("lines_above", range(28, 41))
def test_a_footnote_stays_with_its_call_wherever_the_page_ends(lines_above: int) -> None:
    printed = Printed(noted(lines_above))
    call = max(box.page for box in printed.boxes if box.id == "call")
    texts = page_texts(printed.pdf)
    assert [plain(note.text) in texts[call - 1] for note in NOTES[1:3]] == [True, True]
    assert sum(text.count("市民の不安に応える") for text in texts) >= 65


def test_footnotes_stand_at_the_foot_under_the_text() -> None:
    rows = lines(pages(to_pdf(SAMPLES["opinion"]))[1])
    assert text_of(rows[-1]).startswith("4令和５年法律第48号附則")
    assert 265 < rows[-1][0].baseline < 297 - 25 + 0.5


def test_only_sheets_of_several_pages_bear_numbers_and_each_counts_from_one() -> None:
    document = replace(
        SAMPLES["long_opinion"], sheets=(SAMPLES["opinion"].sheets[0], *SAMPLES["long_opinion"].sheets * 2)
    )
    printed = Printed(document)
    numbers = [text[-3:] for text in page_texts(printed.pdf)]
    assert printed.sheet_of_page == [0, 1, 1, 1, 2, 2, 2]
    assert numbers == ["議長様", *["-1-", "-2-", "-3-"] * 2]


def test_the_file_is_tagged_and_names_its_title_and_language() -> None:
    pdf = to_pdf(SAMPLES["petition"])
    with pypdfium2.PdfDocument(pdf) as document:
        assert document.get_metadata_dict()["Title"] == SAMPLES["petition"].title
        assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
    unpacked = everything_unpacked(pdf)
    assert b"/Lang (ja)" in unpacked
    assert b"pdfuaid:part" in unpacked
    assert b"/DisplayDocTitle true" in unpacked


def test_a_document_without_a_title_is_named_by_its_kind() -> None:
    with pypdfium2.PdfDocument(to_pdf(SAMPLES["bare"])) as document:
        assert document.get_metadata_dict()["Title"] == "意見書"


def test_sheets_begin_on_pages_of_their_own() -> None:
    assert Printed(SAMPLES["petition"]).sheet_of_page == [0, 1, 2]
    assert page_count(to_pdf(SAMPLES["petition"])) == 3


def test_a_vertical_style_says_that_the_pdf_is_horizontal() -> None:
    assert "このPDFは横書き" in page_texts(to_pdf(SAMPLES["resolution"]))[0]
    assert "横書き" not in page_texts(to_pdf(SAMPLES["opinion"]))[0]


@pytest.mark.parametrize("count", [1, 20, 40])
def test_fit_counts_the_lines_left_on_the_one_page(count: int) -> None:
    assert str(fit(sheet_of(*paragraphs(count)))) == f"1枚に収まっています（残り{40 - count}行）"


@pytest.mark.parametrize(("count", "expected"), [(41, (2, 1)), (60, (2, 20)), (80, (2, 40)), (81, (3, 41))])
def test_fit_counts_the_lines_over_one_page(count: int, expected: tuple[int, int]) -> None:
    found = fit(sheet_of(*paragraphs(count)))
    assert (found.pages, found.lines_over) == expected
    assert str(found) == f"{expected[0]}枚になります（あと{expected[1]}行減らすと1枚）"


def test_fit_leaves_room_for_the_footnotes() -> None:
    opinion = SAMPLES["opinion"]
    left = fit(opinion).lines_left

    def with_lines(count: int) -> Document:
        letter = opinion.sheets[1]
        more = replace(letter, blocks=(*letter.blocks[:2], *paragraphs(count), *letter.blocks[2:]))
        return replace(opinion, sheets=(opinion.sheets[0], more))

    assert fit(with_lines(left)).pages == 1
    assert fit(with_lines(left + 1)).pages == 2


@pytest.mark.parametrize("lines_above", [17, 25, 31, 38])
def test_as_many_lines_fewer_as_fit_says_make_one_page(lines_above: int) -> None:
    def without(count: int) -> Document:
        document = noted(lines_above)
        blocks = document.sheets[0].blocks
        return replace(document, sheets=(replace(document.sheets[0], blocks=blocks[count:]),))

    found = fit(noted(lines_above))
    assert [fit(without(found.lines_over)).pages, fit(without(found.lines_over - 1)).pages] == [1, 2]


def test_blocks_are_found_where_they_stand() -> None:
    boxes = block_boxes(SAMPLES["long_opinion"])
    assert {box.id for box in boxes} == {f"p{turn}-b{block}" for turn in range(8) for block in range(1, 5)} | {
        "d1",
        "d2",
        "d3",
    }
    first = boxes[0]
    assert (first.id, first.page, first.x, first.width) == ("p0-b1", 1, 30.0, 163.0)
    assert first.y == pytest.approx(25 + 3 * 6.175, abs=0.05)
    assert first.height == pytest.approx(4 * 6.175, abs=0.05)


def test_a_block_over_two_pages_has_a_box_on_each() -> None:
    boxes = block_boxes(sheet_of(Paragraph("国" * 42 * 45, id="long")))
    assert [(box.id, box.page) for box in boxes] == [("long", 1), ("long", 2)]


@pytest.mark.parametrize(
    "text", ["国" * 500, "A" * 500, "https://example.com/" + "a" * 300, "「" * 50, "a\x01b", "一行目\n二行目"]
)
def test_strange_text_stays_on_the_paper(text: str) -> None:
    pdf = to_pdf(replace(sheet_of(Paragraph(text)), title=text))
    rights = [glyph.right for page in pages(pdf) for row in lines(page) for glyph in row]
    assert max(rights) < 193.6


# --- forms of kanji that a register holds: each as its font has it ---------------------------------------------------

# In BIZ UDMincho: 葛󠄀, 辻󠄀; in IPAmj Mincho alone: 邊󠄈, 邉󠄑, 㐂 without a form of its own, 𩸽󠄂.
REGISTERED = "葛\U000e0100 辻\U000e0100 邊\U000e0108 邉\U000e0111 㐂 𩸽\U000e0102 𠮷 髙 \ufa11 \ufa19"


def drawn(text: str) -> bytes:
    """The picture of the first page."""
    return page_image(to_pdf(sheet_of(Paragraph(text))), 1, dpi=96)


@pytest.mark.parametrize("form", ["葛\U000e0100", "邊\U000e0108", "邉\U000e0111", "𩸽\U000e0102"])
def test_each_form_is_drawn_otherwise_than_the_ordinary_one(form: str) -> None:
    assert drawn(f"国{form}国") != drawn(f"国{form[0]}国")


def test_a_form_that_no_font_has_is_drawn_as_the_ordinary_one() -> None:
    assert drawn("国邊\U000e0106国") == drawn("国邊国")


@pytest.mark.parametrize("block", [Paragraph, Title, Heading])
def test_the_text_of_the_file_holds_every_form_in_its_order(block: Any) -> None:
    pdf = to_pdf(sheet_of(block(f"前{REGISTERED}後")))
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage().get_text_bounded()
    assert "".join(text.split()).startswith(f"前{REGISTERED}後".replace(" ", ""))


def test_a_name_with_forms_is_spread_over_its_column_like_any_other() -> None:
    plain, registered = (
        pages(to_pdf(sheet_of(SignatoryList((SignatoryLine("提出者", "", name),)))))[0]
        for name in ("邊葛辻", "邊\U000e0108葛\U000e0100辻\U000e0100")
    )
    seen = [[glyph.left for glyph in page if glyph.char in "邊葛辻"] for page in (plain, registered)]
    assert len(seen[0]) == 3
    assert seen[1] == pytest.approx(seen[0], abs=0.1)
