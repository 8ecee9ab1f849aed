"""The Word file before Microsoft's own validator and in LibreOffice."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from drafting.compose.document import Document, Paragraph, Sheet, SheetRole
from drafting.compose.kinds import Kind
from drafting.compose.style import Margins, Page
from drafting.render.to_docx import to_docx
from tests.render.documents import SAMPLES, opinion
from tests.render.office import faults, printed, validated

pytestmark = pytest.mark.office

PAGES = {"opinion": 2, "long_opinion": 3, "petition": 3, "evidence": 7, "signatures": 2}
GRIDS = {
    "base": Page(),
    "twelve_points": Page(40, 36, 12, Margins(25, 20, 25, 20)),
    "wide": Page(36, 30, 11, Margins(30, 25, 30, 25)),
    "vertical": Page(vertical=True),
}


def full(page: Page, more: int = 0) -> Document:
    """Characters that fill the grid of one page, but for the one by which the paragraph is set in."""
    text = "国" * (page.chars_per_line * page.lines_per_page - 1 + more)
    return Document(Kind.OPINION, "", (Sheet(SheetRole.LETTER, "", (Paragraph(text),)),), page)


@pytest.fixture(scope="module")
def as_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All papers opened and printed by one LibreOffice."""
    grids = {f"{name}-{more}": full(page, more) for name, page in GRIDS.items() for more in (0, 1)}
    return printed({**SAMPLES, **grids}, tmp_path_factory.mktemp("office"))


def pages_of(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()


@pytest.mark.parametrize("name", SAMPLES)
def test_microsofts_validator_finds_no_fault(name: str, tmp_path: Path) -> None:
    assert faults(SAMPLES[name], tmp_path / f"{name}.docx", document_id="d1") == []


def test_the_validator_would_have_noticed(tmp_path: Path) -> None:
    path = tmp_path / "broken.docx"
    path.write_bytes(to_docx(opinion())[:-200])
    assert validated(path).returncode == 1


@pytest.mark.parametrize("name", SAMPLES)
def test_libreoffice_opens_the_paper_on_as_many_pages_as_it_has(name: str, as_pdf: Path) -> None:
    assert len(pages_of(as_pdf / f"{name}.pdf")) == PAGES.get(name, 1)


@pytest.mark.parametrize("name", GRIDS)
def test_a_page_holds_just_the_characters_of_its_grid(name: str, as_pdf: Path) -> None:
    page = GRIDS[name]
    (whole,) = pages_of(as_pdf / f"{name}-0.pdf")
    assert whole.count("国") == page.chars_per_line * page.lines_per_page - 1
    assert [text.count("国") for text in pages_of(as_pdf / f"{name}-1.pdf")] == [whole.count("国"), 1]


def test_libreoffice_counts_the_demands_as_the_paper_does(as_pdf: Path) -> None:
    text = "".join(pages_of(as_pdf / "opinion_with_endnotes.pdf"))
    assert re.findall(r"^\s*(\([12]\)|[アイ])", text, re.MULTILINE) == ["(1)", "ア", "イ", "(2)"]


def test_only_the_second_page_and_those_behind_it_are_numbered(as_pdf: Path) -> None:
    numbers = [re.findall(r"－ (\d) －", text) for text in pages_of(as_pdf / "long_opinion.pdf")]
    assert numbers == [[], ["2"], ["3"]]
