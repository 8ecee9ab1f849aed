"""Footnotes measured once: what is printed is what WeasyPrint prints by itself, with less of its work."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import weasyprint
from weasyprint.layout import LayoutContext, block, inline

from drafting.compose.document import Document, Note, Paragraph
from drafting.compose.kinds import Citations
from drafting.render import footnotes
from drafting.render.to_pdf import Printed
from tests.render.documents import SAMPLES, sheet_of

KNOWN = {
    "block_level_layout": "c1301dde9284e245",
    "_update_footnote_area": "2e317e4b066fb80c",
    "_in_flow_layout": "c2537262836dd981",
}


def test_weasyprint_still_has_the_functions_that_this_relies_on() -> None:
    """If this fails, WeasyPrint was changed: read its new code, compare printed letters, then renew the digests."""
    now = (footnotes.ORIGINAL, footnotes.ORIGINAL_UPDATE, block._in_flow_layout)
    digests = {made.__name__: hashlib.sha256(inspect.getsource(made).encode()).hexdigest()[:16] for made in now}
    assert digests == KNOWN, f"WeasyPrint {weasyprint.__version__}"
    assert block.block_level_layout is footnotes.block_level_layout
    assert LayoutContext._update_footnote_area is footnotes._update_footnote_area


def with_notes(count: int, lines_between: int = 1) -> Document:
    """A sheet on which each paragraph calls a note of its own, some of them of several lines."""
    notes = tuple(
        Note(at, f"第{at}回審議会の資料{at}頁、健康保険証の廃止に関する調査の概要。" * (1 + at % 3))
        for at in range(1, count + 1)
    )
    blocks = [
        Paragraph(f"{note.number}番目の段落である。" * 4 * lines_between, id=f"b{note.number}", marks=(note.number,))
        for note in notes
    ]
    return replace(sheet_of(*blocks), notes=notes, citations=Citations.FOOTNOTES)


@pytest.fixture
def as_it_comes() -> Iterator[Any]:
    def printed(document: Document) -> Printed:
        footnotes.uninstall()
        try:
            return Printed(document)
        finally:
            footnotes.install()

    yield printed
    footnotes.install()


@pytest.mark.parametrize("name", ["opinion", "long_opinion", "petition", "evidence"])
def test_a_paper_is_the_same_to_the_byte(name: str, as_it_comes: Any) -> None:
    assert Printed(SAMPLES[name]).pdf == as_it_comes(SAMPLES[name]).pdf


@pytest.mark.parametrize("count", [1, 2, 8, 15])
@pytest.mark.parametrize("lines_between", [1, 3])
def test_many_notes_are_the_same_to_the_byte(count: int, lines_between: int, as_it_comes: Any) -> None:
    document = with_notes(count, lines_between)
    assert Printed(document).pdf == as_it_comes(document).pdf


def test_lines_that_are_laid_out_grow_with_the_notes_and_not_with_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out = []
    original = inline.get_next_linebox
    monkeypatch.setattr(inline, "get_next_linebox", lambda *given: laid_out.append(1) or original(*given))
    few, many = (len_of(laid_out, lambda count=count: Printed(with_notes(count))) for count in (4, 16))
    assert many < 4 * few


def len_of(counted: list[int], work: Any) -> int:
    before = len(counted)
    work()
    return len(counted) - before
