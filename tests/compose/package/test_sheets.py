"""署名用紙, 出典一覧 and 資料集: what each says of a draft, and what it must not say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafting.compose.backing import BackedBlock, Backing, DrawnFigure, Quoted, Term
from drafting.compose.citations import number_notes
from drafting.compose.content import CitedSource, DraftContent, PartialDate, Quotation
from drafting.compose.content import Origin as From
from drafting.compose.document import Block, Document, Heading, Paragraph, QuotedText, Title
from drafting.compose.figures import Chart, Figure, Point
from drafting.compose.kinds import Citations, Kind
from drafting.compose.package import LAYOUTS, PackageOptions, Part
from drafting.compose.reference import Contents, Drawing, Section, Table
from drafting.render.to_pdf import Printed
from drafting.render.to_text import to_text
from tests.compose.papers import PETITIONER, own, petition
from tests.render.glyphs import lines, pages, text_of

from .backed import BACKING, BODY, OLD_RATE, RATE, SURVEY, draft

NOTHING = Backing()
OWN_SOURCE = CitedSource(title="窓口相談の記録", issuer="原村", date=PartialDate(2026, 9), url="https://example.jp/a")
SAID = Quotation(
    "q1", "全額を負担させない。", "内閣総理大臣", From("q-said", 1), (CitedSource("s-diet", cite_as="会議録"),)
)
QUOTED = Quoted("q-said", SAID.text, SAID.speaker, compared=True, sources=SAID.sources)
RATES = Figure(
    "c-rate",
    "利用率",
    Chart.BAR,
    "%",
    (Point("2026年1月", 64.62, PartialDate(2026, 1), "確認の件数"), Point("2024年1月", 4.6, published="4.60")),
    "率の注。",
)
CHRONOLOGY = Figure(
    "c-years", "年表", Chart.TIMELINE, "", (Point("2024-12-02", "発行の停止", PartialDate(2024, 12, 2)),)
)
SIDES = Figure("c-sides", "比較", Chart.TABLE, "", (Point("申請", "保険証：不要／カード：必要"),))


def made(part: Part, given: DraftContent, backing: Backing = BACKING, sheets: int = 1) -> Document:
    return LAYOUTS[part](given, backing, PackageOptions(signature_sheets=sheets))


def blocks(document: Document) -> list[Block]:
    return [block for sheet in document.sheets for block in sheet.blocks]


def tables(document: Document) -> list[Table]:
    return [block for block in blocks(document) if isinstance(block, Table)]


def drawn(*figures: Figure) -> Backing:
    """Both arguments rest on these figures."""
    given = tuple(DrawnFigure(figure, (SURVEY,)) for figure in figures)
    return replace(BACKING, arguments=tuple(replace(one, figures=given) for one in BACKING.arguments))


# --- 署名用紙 -------------------------------------------------------------------------------------------------------


def signed(text: str, **values: object) -> Document:
    return made(Part.SIGNATURES, draft(Kind.PETITION, summary=text, **values))


def test_what_is_signed_stands_on_the_sheet_with_the_names() -> None:
    (sheet,) = signed("保険証を残してください。").sheets
    text = to_text(signed("保険証を残してください。"))
    assert [type(block) for block in sheet.blocks].count(Title) == 1
    for words in (
        "復活を求める意見書",
        "原村議会議長",
        "保険証を残してください。",
        "発行を再開すること。",
        "この請願を原村議会に",
    ):
        assert words in text


def test_without_a_gist_the_demands_are_what_is_signed() -> None:
    headings = [block.text for block in signed("").sheets[0].blocks if isinstance(block, Heading)]
    assert headings == ["請願事項"]


def test_a_long_gist_stands_alone() -> None:
    headings = [block.text for block in signed("残してください。" * 60).sheets[0].blocks if isinstance(block, Heading)]
    assert headings == ["請願の趣旨"]


def test_nobody_who_is_named_in_the_draft_is_named_on_the_sheet() -> None:
    text = to_text(signed("残してください。", signatories=(PETITIONER,)))
    assert PETITIONER.name not in text
    assert PETITIONER.address not in text


@pytest.mark.parametrize(("kind", "word"), [(Kind.PETITION, "請願"), (Kind.APPEAL, "陳情")])
def test_the_sheet_speaks_of_its_own_kind(kind: Kind, word: str) -> None:
    text = to_text(made(Part.SIGNATURES, draft(kind)))
    assert f"上記の{word}に賛同し、署名します。" in text


@pytest.mark.parametrize("length", [0, 1, 5, 12, 20, 30])
@pytest.mark.parametrize(
    "title", ["保険証を残す請願書", "健康保険証の復活と誰もが安心して受診できる制度を求める意見書の提出を求める請願書"]
)
def test_one_page_is_filled_to_its_foot(length: int, title: str) -> None:
    document = signed("健康保険証を残してください。" * length, title=title)
    pdf = Printed(document)
    assert pdf.sheet_of_page == [0]
    grid, rows = document.page, lines(pages(pdf.pdf)[0])
    (head,) = [row for row in rows if text_of(row).startswith("用紙の送り先")]
    foot = head[0].baseline + 2.5 * grid.line_pitch_mm  # the box below its head
    assert grid.HEIGHT_MM - grid.margins.bottom - 4.5 * grid.line_pitch_mm < foot
    first, *_ = tables(document)
    assert len(first.rows) >= 5
    assert first.row_lines * grid.line_pitch_mm >= 11.5


def test_a_text_of_pages_goes_over_to_the_back_with_its_rows() -> None:
    document = signed("健康保険証を残してください。" * 200)
    assert len(tables(document)[0].rows) == 8
    assert len(Printed(document).sheet_of_page) == 3


def test_rows_are_numbered_on_over_the_sheets_and_a_single_one_is_numbered_by_hand() -> None:
    document = made(Part.SIGNATURES, draft(Kind.PETITION), sheets=3)
    rows = [row[0] for table in tables(document) if len(table.columns) == 3 for row in table.rows]
    assert rows == [str(number) for number in range(1, len(rows) + 1)]
    assert [f"No.　{number}" in to_text(document) for number in (1, 2, 3)] == [True] * 3
    assert "No.\n" in to_text(signed(""))


# --- 出典一覧 -------------------------------------------------------------------------------------------------------


def listed(*body: object, backing: Backing = BACKING, **values: object) -> list[tuple[str, ...]]:
    document = made(Part.SOURCES, draft(body=body, **values), backing)
    return [row for table in tables(document) for row in table.rows]


def test_a_body_without_sources_says_so() -> None:
    assert listed(own("本区の窓口にも相談がある。")) == []
    text = to_text(made(Part.SOURCES, draft(body=(own("本区の窓口にも相談がある。"),)), NOTHING))
    assert "出典の付いた段落はありません。" in text


def test_a_source_comes_with_its_wording_its_paragraph_and_the_day_of_its_facts() -> None:
    rates = replace(BODY[0], sources=(SURVEY,))
    ((number, wording, backs, standing),) = listed(rates)
    assert number == "1"
    assert wording == "厚生労働省の調査（令和8年1月）\n（調査）"
    assert backs == "第1段落「令和8年1月の利用率は…」"
    assert standing == "令和8年1月（現在）"


def test_a_source_cited_again_keeps_its_one_row_with_both_paragraphs() -> None:
    again = own("もう一度。", "b-own", (SURVEY,))
    ((_, _, backs, _),) = listed(replace(BODY[0], sources=(SURVEY,)), again, preamble="前文。\n二つ目。")
    assert [line[:4] for line in backs.split("\n")] == ["第3段落", "第4段落"]


@pytest.mark.parametrize("citations", Citations)
def test_the_numbers_are_those_of_the_notes(citations: Citations) -> None:
    body = (own("一つ。", "b1", (OWN_SOURCE,)), replace(BODY[0], sources=(SURVEY, OWN_SOURCE)))
    given = draft(body=body, citations=citations)
    rows = [row for table in tables(made(Part.SOURCES, given)) for row in table.rows]
    notes = number_notes(replace(given, citations=Citations.FOOTNOTES)).numbers
    assert [(row[1].split("\n")[0], row[0]) for row in rows] == [(text, str(n)) for text, n in notes.items()]
    legend = "本文の注の番号" if citations is not Citations.NONE else "本文に出てくる順"
    assert legend in to_text(made(Part.SOURCES, given))


def test_the_writers_own_source_is_listed_with_its_address_once() -> None:
    ((_, wording, _, _),) = listed(own("相談がある。", "b1", (OWN_SOURCE,)))
    assert wording.count("https://example.jp/a") == 1
    assert "本人が加えた出典" in wording


@pytest.mark.parametrize(("compared", "word"), [(True, "照合済み"), (False, "未照合")])
def test_a_quotation_says_whether_it_was_held_against_the_record(compared: bool, word: str) -> None:
    quoted = replace(QUOTED, compared=compared)
    backing = Backing(blocks=(BackedBlock("q1", sources=SAID.sources, quotations=(quoted,)),))
    ((_, _, _, standing),) = listed(SAID, backing=backing)
    assert standing == f"引用：{word}"


def test_a_figure_of_ones_own_without_a_source_is_listed_as_such() -> None:
    backed, bare, quoted = (
        own("不安の声がある。", "b1"),
        own("区民の43％が不安である。", "b2"),
        own("「43％」とある。", "b3"),
    )
    ((number, wording, backs, standing),) = listed(backed, bare, quoted, backing=NOTHING)
    assert (number, wording) == ("―", "出典なし")
    assert backs == "第2段落「区民の43％が不安である。」"
    assert standing == "数や日付（43%）に、出典が付いていません。"


# --- 資料集 ---------------------------------------------------------------------------------------------------------


def test_a_draft_with_nothing_behind_it_says_so_on_one_sheet() -> None:
    document = made(Part.EVIDENCE, draft(), NOTHING)
    assert len(document.sheets) == 1
    assert "使っていません。" in to_text(document)


def test_the_contents_list_every_section_in_its_order() -> None:
    document = made(Part.EVIDENCE, draft(), replace(BACKING, terms=(Term("資格確認書", "しかく", "書面。"),)))
    (contents,) = [block for block in blocks(document) if isinstance(block, Contents)]
    sections = tuple(block for block in blocks(document) if isinstance(block, Section))
    assert contents.entries == sections
    assert [section.text for section in sections] == ["1　論点利用率", "2　論点紛失", "3　用語"]


def test_a_fact_has_its_value_denominator_day_status_and_source() -> None:
    rows = tables(made(Part.EVIDENCE, draft()))[0].rows
    assert rows[2] == (
        RATE.fact.statement,
        "利用率　64.62%（分母：オンライン資格確認の件数）",
        "令和8年1月\n2026年1月",
        "現在",
        "厚生労働省の調査（令和8年1月）",
    )
    assert rows[0][0] == f"{OLD_RATE.fact.statement}\n（その後・注意：その後は上がっている。）"
    assert [row[3] for row in rows] == ["過去の値", "要確認", "現在"]
    assert rows[1][2:] == ("記載なし", "要確認", "―")


def test_facts_that_are_events_need_no_column_of_values() -> None:
    (argument, *_) = BACKING.arguments
    backing = Backing(arguments=(replace(argument, facts=(OLD_RATE,)),))
    heads = [column.head for column in tables(made(Part.EVIDENCE, draft(), backing))[0].columns]
    assert heads == ["内容", "時点", "状態", "出典"]


def test_a_share_without_a_denominator_says_that_none_is_known() -> None:
    (argument, *_) = BACKING.arguments
    bare = replace(RATE, values=(replace(RATE.values[0], denominator=""),))
    backing = Backing(arguments=(replace(argument, facts=(bare,)),))
    assert tables(made(Part.EVIDENCE, draft(), backing))[0].rows[0][1] == "利用率　64.62%（分母：記載なし）"


def test_a_chart_is_drawn_once_with_its_numbers_as_they_were_published() -> None:
    document = made(Part.EVIDENCE, draft(), drawn(RATES))
    found = blocks(document)
    (at,) = [number for number, block in enumerate(found) if isinstance(block, Drawing)]
    numbers = found[at + 1]
    assert isinstance(numbers, Table)
    assert numbers.rows == (
        ("2026年1月", "64.62％", "令和8年（2026年）1月", "確認の件数"),
        ("2024年1月", "4.60％", "記載なし", "記載なし"),
    )
    assert numbers.below == ("出典：厚生労働省の調査（令和8年1月）",)
    assert Paragraph("図表「利用率」は、「1　論点利用率」にあります。") in found


def test_comparisons_and_chronologies_stand_once_behind_the_arguments() -> None:
    document = made(Part.EVIDENCE, draft(), drawn(CHRONOLOGY, SIDES))
    named = [table for table in tables(document) if table.caption]
    assert [table.caption for table in named] == ["年表", "比較"]
    assert named[0].rows == (("令和6年（2024年）12月2日", "発行の停止"),)
    assert [column.head for column in named[1].columns] == ["項目", "保険証", "カード"]
    assert named[1].rows == (("申請", "不要", "必要"),)


def test_what_ones_own_paragraphs_and_quotations_cite_has_a_section_of_its_own() -> None:
    cited = BackedBlock("q1", (OLD_RATE,), SAID.sources, (QUOTED,))
    document = made(Part.EVIDENCE, draft(), Backing(blocks=(cited,)))
    assert [block.text for block in blocks(document) if isinstance(block, Section)] == ["1　そのほかの段落の根拠"]
    (quotation,) = [block for block in blocks(document) if isinstance(block, QuotedText)]
    assert (quotation.text, quotation.attribution) == (SAID.text, "内閣総理大臣　会議録（照合済み）")


def test_both_sides_stand_beside_one_another() -> None:
    (sides, *_) = [table for table in tables(made(Part.EVIDENCE, draft())) if table.columns[0].head == "反対の意見"]
    assert sides.rows[0][1] == "上がっていることは事実である。選べることを求めている。"


@pytest.mark.parametrize("numerals", ["half", "full", "kanji"])
@pytest.mark.parametrize("part", [Part.SOURCES, Part.EVIDENCE])
def test_the_numbers_of_facts_stay_as_the_library_has_them(part: Part, numerals: str) -> None:
    given = draft(style={"numerals": numerals}, body=(replace(BODY[0], sources=(SURVEY,)),))
    figure = {Part.SOURCES: "令和8年1月（現在）", Part.EVIDENCE: "利用率　64.62%（分母"}[part]
    assert figure in to_text(made(part, given))


def test_a_petition_has_them_all() -> None:
    given = petition()
    for part in (Part.SIGNATURES, Part.SOURCES, Part.EVIDENCE):
        assert made(part, given, NOTHING).kind is Kind.PETITION
