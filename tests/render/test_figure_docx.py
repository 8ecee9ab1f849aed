"""A figure as a Word file: its picture with a description, its numbers, where they come from."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from drafting.compose.figures import Chart, Figure, Point
from drafting.render.figure_docx import figure_docx

BARS = Figure(
    "c-x", "回答した医療機関の割合", Chart.BAR, "%", (Point("2024年", 70.1), Point("2025年", 69.8)), "回答した医療機関"
)


def test_the_picture_stands_with_its_numbers_and_sources() -> None:
    file = docx.Document(BytesIO(figure_docx(BARS, ("団体の調査",))))
    assert len(file.inline_shapes) == 1
    assert BARS.title in file.inline_shapes[0]._inline.docPr.get("descr")
    assert [[cell.text for cell in row.cells] for row in file.tables[0].rows] == [
        ["項目", "値", "分母"],
        ["2024年", "70.1％", "記載なし"],
        ["2025年", "69.8％", "記載なし"],
    ]
    assert [p.text for p in file.paragraphs if p.text] == [BARS.title, BARS.note, "出典：団体の調査"]


def test_the_same_figure_gives_the_same_bytes_and_a_real_picture() -> None:
    first = figure_docx(BARS)
    assert first == figure_docx(BARS)
    with ZipFile(BytesIO(first)) as archive:
        (picture,) = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert archive.read(picture).startswith(b"\x89PNG")


def test_what_is_not_drawn_has_no_word_file() -> None:
    with pytest.raises(ValueError, match="timeline"):
        figure_docx(Figure("c-y", "年表", Chart.TIMELINE, "", (Point("2024-12-02", "停止"),)))
