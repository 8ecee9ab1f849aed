"""The Word file: what it says, how it is styled, and that nothing in it is laid out by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from math import floor
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.compose.document import Document, Paragraph, Sheet, SheetRole, Title
from drafting.compose.kinds import Kind
from drafting.compose.reference import Drawing, Table
from drafting.compose.style import Margins, Page
from drafting.render.docx_template import FIXED_DAY, template
from drafting.render.to_docx import to_docx
from tests.render.documents import SAMPLES, blocks_of, opinion, petition, resolution, texts_of
from tests.render.docx_reading import find, paragraphs, part, plain, printed, text_of, w

every_sample = pytest.mark.parametrize("document", SAMPLES.values(), ids=SAMPLES)
VARIANTS = "葛󠄀城・祇󠄀園の𠮷野さんと髙﨑さん、槗本さん〒150-0042"


def paper(*blocks: Paragraph | Title, page: Page | None = None, title: str = "題名") -> Document:
    return Document(Kind.OPINION, title, (Sheet(SheetRole.LETTER, "意見書案", blocks),), page or Page())


@every_sample
def test_every_text_stands_in_the_word_file_in_the_order_of_the_paper(document: Document) -> None:
    rest = plain(printed(to_docx(document)))
    for text in texts_of(document):
        _before, found, rest = rest.partition(plain(text))
        assert found, text


@every_sample
def test_the_same_paper_gives_the_same_bytes_with_no_date_of_today(document: Document) -> None:
    first = to_docx(document, document_id="d1")
    template.cache_clear()
    assert to_docx(document, document_id="d1") == first
    with ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {FIXED_DAY}


@every_sample
def test_python_docx_opens_the_file_and_finds_only_styles_that_are_defined(document: Document) -> None:
    written = to_docx(document)
    defined = {style.style_id for style in docx.Document(BytesIO(written)).styles}
    used = find(part(written, "word/document.xml"), "//w:pStyle/@w:val | //w:rStyle/@w:val")
    assert used
    assert set(used) <= defined


@every_sample
def test_nothing_is_laid_out_by_spaces(document: Document) -> None:
    texts = texts_of(document)
    for run in find(part(to_docx(document), "word/document.xml"), "//w:t"):
        if re.search("[ 　]{2}", run.text):
            assert any(run.text in text for text in texts), run.text


@every_sample
def test_runs_are_formatted_by_styles_alone_and_paragraphs_only_placed(document: Document) -> None:
    root = part(to_docx(document), "word/document.xml")
    placing = {"pStyle", "keepNext", "numPr", "tabs", "spacing", "ind", "sectPr"}
    assert {child.tag for child in find(root, "//w:rPr/*")} <= {w("rStyle")}
    assert {child.tag for child in find(root, "//w:pPr/*")} <= {w(name) for name in placing}
    assert not find(root, "//w:sdt | //w:pict | //w:txbxContent")
    # A table and a picture are what they are, and lay nothing else out.
    blocks = list(blocks_of(document))
    assert len(find(root, "//w:tbl")) == sum(isinstance(block, Table) for block in blocks)
    assert len(find(root, "//w:drawing")) == sum(isinstance(block, Drawing) for block in blocks)


@every_sample
def test_every_style_names_its_east_asian_font(document: Document) -> None:
    styles = part(to_docx(document), "word/styles.xml")
    fonts = find(styles, "//w:style/w:rPr/w:rFonts/@w:eastAsia")
    assert len(fonts) == len(find(styles, "//w:style"))
    assert set(fonts) == {"ＭＳ 明朝"}
    assert find(styles, "//w:docDefaults//w:lang/@w:eastAsia") == ["ja-JP"]


def test_a_secretariat_finds_japanese_names_of_styles() -> None:
    names = [style.name for style in docx.Document(BytesIO(to_docx(opinion()))).styles]
    assert {"意見書_題名", "意見書_本文", "意見書_記", "意見書_項目", "意見書_宛先"} <= set(names)


@pytest.mark.parametrize(
    ("layout", "pitch", "space"),
    [
        (Page(), 350, 4),
        (Page(40, 36, 12, Margins(25, 20, 25, 20)), 389, 194),
        (Page(40, 36, 10.5, Margins(25, 30, 25, 30)), 389, 532),
        (Page(38, 36, 10.5, Margins(25, 30, 25, 30)), 389, 2824),
    ],
)
def test_the_grid_is_that_of_the_house_style(layout: Page, pitch: int, space: int) -> None:
    grid = find(part(to_docx(paper(page=layout)), "word/document.xml"), "//w:docGrid")[0]
    assert dict(grid.attrib) == {w("type"): "linesAndChars", w("linePitch"): str(pitch), w("charSpace"): str(space)}


@given(
    chars=st.integers(20, 60),
    lines=st.integers(15, 50),
    size=st.sampled_from([9, 10, 10.5, 11, 12, 14]),
    margins=st.builds(Margins),
)
def test_word_counts_as_many_characters_and_lines_as_were_asked(
    chars: int, lines: int, size: float, margins: Margins
) -> None:
    section = find(part(to_docx(paper(page=Page(chars, lines, size, margins))), "word/document.xml"), "//w:sectPr")[0]
    sheet, edge, grid = (find(section, f"w:{name}")[0] for name in ("pgSz", "pgMar", "docGrid"))
    length, depth = (
        int(sheet.get(w(side))) - sum(int(edge.get(w(name))) for name in names)
        for side, names in (("w", ("left", "right")), ("h", ("top", "bottom")))
    )
    pitch = size + int(grid.get(w("charSpace"))) / 4096
    assert floor(length / 20 / pitch) == chars
    assert floor(depth / int(grid.get(w("linePitch")))) == lines


def test_vertical_paper_lies_on_its_side_with_its_margins_turned() -> None:
    section = find(part(to_docx(resolution()), "word/document.xml"), "//w:sectPr")[0]
    size, edge = find(section, "w:pgSz")[0], find(section, "w:pgMar")[0]
    assert find(section, "w:textDirection/@w:val") == ["tbRl"]
    assert (size.get(w("w")), size.get(w("h")), size.get(w("orient"))) == ("16838", "11906", "landscape")
    assert [edge.get(w(side)) for side in ("top", "right", "bottom", "left")] == ["1701", "1417", "964", "1417"]


def test_each_sheet_begins_on_a_page_of_its_own_and_counts_its_pages() -> None:
    sections = find(part(to_docx(petition()), "word/document.xml"), "//w:sectPr")
    assert len(sections) == 3
    assert all(find(section, "w:type/@w:val") == ["nextPage"] for section in sections)
    assert all(find(section, "w:pgNumType/@w:start") == ["1"] for section in sections)
    assert len(find(part(to_docx(petition()), "word/footer1.xml"), "//w:fldSimple[@w:instr=' PAGE ']")) == 1


def test_gaps_are_whole_lines_of_the_grid_and_no_empty_paragraphs() -> None:
    written = paragraphs(to_docx(opinion()))
    assert all(text_of(paragraph) for paragraph in written)
    assert {before for paragraph in written for before in find(paragraph, "w:pPr/w:spacing/@w:before")} == {"350"}


def test_columns_of_people_stand_at_tab_stops() -> None:
    submitter, *supporters = (p for p in paragraphs(to_docx(opinion())) if "三鷹市議会議員" in text_of(p))
    assert text_of(submitter) == "提出者\t三鷹市議会議員\t佐藤一郎"
    # 42 characters, 2 of them free at the right: label 3 + 1, title 7 + 2, name 7.
    assert find(submitter, "w:pPr/w:tabs/w:tab/@w:pos") == ["5280", "7260"]
    assert find(submitter, "w:pPr/w:ind/@w:left") == ["4400"]
    assert {find(line, "w:pPr/w:ind/@w:hanging")[0] for line in supporters[1:]} == {"1980"}


@pytest.mark.parametrize(
    ("name", "style"),
    [("佐藤　一郎", "IkenName4"), ("林　実", "IkenName2"), ("葛󠄀城　実", "IkenName3")],
)
def test_names_are_spread_by_a_style_that_leaves_the_last_letter_alone(name: str, style: str) -> None:
    document = opinion()
    cover = document.sheets[0]
    people = replace(cover.blocks[4], lines=(replace(cover.blocks[4].lines[0], name=name),))
    cover = replace(cover, blocks=(people,))
    runs = find(paragraphs(to_docx(replace(document, sheets=(cover,))))[0], "w:r")
    assert find(runs[-2], "w:rPr/w:rStyle/@w:val") == [style]
    assert text_of(runs[-2].getparent()).endswith(name.replace("　", ""))
    assert not find(runs[-1], "w:rPr")


def test_the_file_names_the_paper_and_nobody_who_wrote_it() -> None:
    properties = docx.Document(BytesIO(to_docx(opinion()))).core_properties
    assert (properties.title, properties.language) == (opinion().title, "ja")
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    with ZipFile(BytesIO(to_docx(opinion()))) as archive:
        assert not any("thumbnail" in name or "stylesWithEffects" in name for name in archive.namelist())


def test_rare_characters_and_variants_survive() -> None:
    assert VARIANTS in printed(to_docx(paper(Paragraph(VARIANTS))))


def test_what_xml_cannot_hold_is_left_out() -> None:
    written = to_docx(
        paper(Paragraph("前\x00\x0b\ud800\ufffe後\tと<&>", id="\x01"), title="題\x02名"), document_id="\x03"
    )
    assert "前後\tと<&>" in printed(written)


def test_a_title_of_500_characters_is_printed_whole() -> None:
    title = "国民皆保険を守る意見書" * 50
    assert title in printed(to_docx(paper(Title(title), title=title))).replace("\n", "")


def test_200_paragraphs_keep_their_order() -> None:
    texts = [f"第{n}段落である。" for n in range(200)]
    blocks = (Paragraph(text, id=f"p{n}") for n, text in enumerate(texts))
    assert printed(to_docx(paper(*blocks))).split("\n") == texts
