"""Charts: what is drawn, in which colour, what is never joined; the same words on screen, in PDF and as a picture."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pypdfium2
import pytest
from PIL import Image

from drafting.compose.content import PartialDate
from drafting.compose.figures import Chart, Figure, Point
from drafting.render.figures import CURRENT, PAST, to_pdf, to_png, to_svg

FIGURES = Path(__file__).parents[2] / "fixtures/library/figures.json"


def shipped() -> list[Figure]:
    return [
        Figure(
            raw["slug"], raw["title"], Chart(raw["chart"]), raw["unit"], tuple(map(point, raw["series"])), raw["note"]
        )
        for raw in json.loads(FIGURES.read_text(encoding="utf-8"))
    ]


def point(raw: dict[str, str]) -> Point:
    return Point(raw["label"], raw["value"], PartialDate.parse(raw.get("date", "")), raw.get("denominator", ""))


DRAWN = {figure.slug: figure for figure in shipped() if figure.is_drawn}
WORDS = {figure.slug: figure for figure in shipped() if not figure.is_drawn}
SURVEY = Figure(
    "c-trial",
    "試しの調査 <b>",
    Chart.BAR,
    "%",
    (
        Point("2024年", 70.1, PartialDate(2024), "回答した12,735機関"),
        Point("2025年", 35, PartialDate(2025), "回答した10,519機関", is_current=True),
    ),
)


def run(denominator: str, *values: tuple[int, float], is_current: bool = False) -> tuple[Point, ...]:
    return tuple(Point(f"{m}月", v, PartialDate(2025, m), denominator, is_current) for m, v in values)


RATE = Figure(
    "c-rate",
    "試しの率",
    Chart.LINE,
    "%",
    run("確認の件数", (1, 10.5), (4, 20.25), (10, 37.14))
    + run("請求の件数", (10, 47.26), (12, 64.62), is_current=True),
)


def drawn(figure: Figure) -> Element:
    return fromstring(to_svg(figure))


def words_in(figure: Figure) -> list[str]:
    return [element.text or "" for element in drawn(figure).iter("text")]


def bars(figure: Figure) -> list[tuple[float, str]]:
    found = [(element.get("width", ""), element.get("fill", "")) for element in drawn(figure).iter("rect")]
    return [(float(width[:-1]), fill) for width, fill in found if width.endswith("%")]


def segments(figure: Figure) -> list[tuple[str | None, ...]]:
    """The lines between points: twice as wide as those of the grid."""
    lines = (line for line in drawn(figure).iter("line") if line.get("stroke-width") == "2")
    return [tuple(line.get(name) for name in ("x1", "y1", "x2", "y2", "stroke")) for line in lines]


def printed(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    # PDFium sometimes sees a new line behind the first letter.
    return "".join(str(document[0].get_textpage().get_text_bounded()).split())


@pytest.mark.parametrize("figure", DRAWN.values(), ids=DRAWN)
def test_every_chart_says_in_words_what_it_shows(figure: Figure) -> None:
    svg = drawn(figure)
    title, desc = svg.find("title"), svg.find("desc")
    assert title is not None
    assert desc is not None
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == figure.title
    for one in figure.points:
        assert f"{one.label}は{figure.written(one)}" in (desc.text or "")


@pytest.mark.parametrize("figure", [*DRAWN.values(), SURVEY, RATE], ids=[*DRAWN, "survey", "rate"])
@pytest.mark.parametrize("on_paper", [False, True])
def test_no_chart_has_script_or_style_or_fetches_anything(figure: Figure, on_paper: bool) -> None:
    for element in fromstring(to_svg(figure, on_paper=on_paper)).iter():
        assert element.tag in {"svg", "title", "desc", "text", "rect", "line", "circle"}
        assert not {name for name in element.attrib if name.startswith("on") or name in ("style", "href")}


@pytest.mark.parametrize("figure", DRAWN.values(), ids=DRAWN)
def test_bars_carry_their_values_and_lines_those_of_their_ends(figure: Figure) -> None:
    shown = words_in(figure)
    ends = figure.points if figure.chart is Chart.BAR else [run[at] for run in figure.series for at in (0, -1)]
    for one in ends:
        assert figure.written(one) in shown


def test_a_bar_is_as_long_as_its_share_of_the_hundred() -> None:
    (first, _), (second, _) = bars(SURVEY)
    assert first / second == pytest.approx(70.1 / 35, abs=0.01)
    assert first == pytest.approx(76 * 0.701, abs=0.01)
    assert "100％" in words_in(SURVEY)


def test_counts_have_no_line_at_a_hundred_and_the_longest_bar_is_whole() -> None:
    figure = DRAWN["c-onshi-hoho"]
    assert not [word for word in words_in(figure) if "％" in word]
    assert max(width for width, _ in bars(figure)) == 76
    assert "600,000,000件" in words_in(figure)


def test_the_past_is_grey_and_what_holds_now_is_in_the_key_colour() -> None:
    assert [fill for _, fill in bars(SURVEY)] == [PAST, CURRENT]


def test_what_was_counted_in_another_way_is_never_one_line() -> None:
    lines = segments(RATE)
    assert [stroke for *_, stroke in lines] == [PAST, PAST, CURRENT]
    assert lines[0][2:4] == lines[1][:2]
    assert lines[1][2:4] != lines[2][:2]


def test_the_utilisation_rate_is_not_joined_where_its_denominator_changed() -> None:
    figure = DRAWN["c-riyoritsu"]
    by_checks, by_receipts = figure.series
    assert {one.denominator for one in by_checks} == {"オンライン資格確認の件数"}
    assert all(one.when.iso < "2025-12" for one in by_checks)
    assert {one.denominator for one in by_receipts} == {"レセプトの件数"}
    assert len(segments(figure)) == len(figure.points) - 2
    assert "分母：レセプトの件数（要確認）" in words_in(figure)


def test_a_denominator_that_comes_back_begins_a_line_of_its_own() -> None:
    points = run("甲", (1, 10), (2, 20)) + run("乙", (3, 30)) + run("甲", (4, 40))
    figure = Figure("c-three", "三つ", Chart.LINE, "%", points)
    assert len(figure.series) == 3
    assert len(segments(figure)) == 1


def test_values_stand_on_an_axis_of_time() -> None:
    (x1, *_), (x2, *_), _ = segments(RATE)
    first, second, last = (float(str(x).rstrip("%")) for x in (x1, x2, segments(RATE)[1][2]))
    assert (last - second) / (second - first) == pytest.approx(6 / 3, abs=0.01)


@pytest.mark.parametrize("figure", WORDS.values(), ids=WORDS)
def test_what_is_words_is_not_drawn(figure: Figure) -> None:
    with pytest.raises(ValueError, match=figure.chart):
        to_svg(figure)


def test_a_comparison_has_a_column_for_each_side() -> None:
    figure = WORDS["c-hikaku"]
    assert figure.columns == ["健康保険証", "マイナ保険証"]
    assert all([column for column, _ in one.cells] == figure.columns for one in figure.points)


@pytest.mark.parametrize("figure", [SURVEY, RATE, DRAWN["c-onshi-hoho"]], ids=["survey", "rate", "counts"])
def test_the_pdf_has_the_same_words_as_the_screen(figure: Figure) -> None:
    text = printed(to_pdf(figure))
    for words in words_in(figure):
        assert "".join(words.split()) in text


def test_marks_in_words_are_no_marks_of_the_page() -> None:
    assert "<b>" not in to_svg(SURVEY)
    assert drawn(SURVEY).findtext("title") == "試しの調査 <b>"


def test_the_picture_for_word_is_in_colour_and_as_wide_as_the_text() -> None:
    image = Image.open(BytesIO(to_png(SURVEY, dpi=192))).convert("RGB")
    assert image.width == 616 * 2
    counted = {colour: count for count, colour in image.getcolors(1 << 20) or []}
    assert counted[0x00, 0x17, 0xC1] > 5000
    assert counted[0x8C, 0x8C, 0x8C] > 5000
    assert counted[255, 255, 255] > image.width * image.height / 2
