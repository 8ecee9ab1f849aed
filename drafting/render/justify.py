"""A flush right edge for Japanese: replaces WeasyPrint's justify_line, which stretches U+0020 and nothing else.

It knows WeasyPrint's boxes and nothing of ours.  A test names the version of the function that is replaced."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, line_size

from .forms import RARE_FORM

ORIGINAL = inline.justify_line

# Figures and Latin words stay as they are: only what stands beside or between these characters is spread.
# A selector goes with its kanji: where an attribute ends between the two, Pango draws the common form of 葛󠄀 and 祇󠄀.
_LETTER = "[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_JAPANESE = re.compile(f"(?:{_LETTER}[\ufe00-\ufe0f\U000e0100-\U000e01ef]?)+")
_LETTERS = re.compile(_LETTER)
# A line that lacks more than this a character (a long word fell to the next line) stays ragged rather than torn apart.
_MOST = 0.25
_TOLERANCE = 0.05  # CSS pixels


def install() -> None:
    inline.justify_line = justify_line
    Stream.show_text = _show_text


def _show_text(stream: Stream, text: str) -> None:
    """Without the empty strings that WeasyPrint leaves between two shifts: at them PDFium (Chrome, Edge, our own page
    images) forgets the last shift, and what stands behind a change of font moves to the left."""
    pydyf.Stream.show_text(stream, text.replace("<>", " "))


def justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Share the missing width out among the Japanese characters of the line."""
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
    gaps = sum(len(_LETTERS.findall(box.text)) for box in texts) - 1
    if gaps < 1:
        ORIGINAL(context, line, extra_width)
    elif extra_width / gaps <= _MOST * line.style["font_size"] or line.style["text_align_last"] == "justify":
        _fill(line, line.width + extra_width, gaps, _joints(texts))


def _joints(texts: list[Any]) -> frozenset[int]:
    """Boxes of text that another one follows only because a form came from the other font: Pango leaves no gap at the
    edge of a box, where the reader sees two letters like any others."""
    return frozenset(id(box) for box, after in pairwise(texts) if RARE_FORM in (_class_of(box), _class_of(after)))


def _class_of(box: Any) -> str | None:
    found: str | None = box.element.get("class") if box.element is not None else None
    return found


def _fill(line: Any, full: float, gaps: int, joints: frozenset[int]) -> None:
    """Pango halves the space where the font or the script changes, so what is still missing is shared out again."""
    gap = 0.0
    for _ in range(4):
        missing = full - line.width
        if abs(missing) < _TOLERANCE:
            return
        gap += missing / gaps
        _spread(line, gap, 0.0, joints)


def _spread(box: Any, gap: float, advance: float, joints: frozenset[int]) -> float:
    """Move and widen a box in place; give back how far whatever follows it has moved."""
    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        return advance + _widen(box, gap, gap if id(box) in joints else 0.0)
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(advance, 0)
        return advance
    before = advance
    box.position_x += advance
    for child in box.children:
        if child.is_in_normal_flow():
            advance = _spread(child, gap, advance, joints)
    box.width += advance - before
    return advance


def _widen(box: Any, gap: float, behind: float) -> float:
    layout = _Spread(box.style, gap)
    layout.set_text(box.text)
    first_line, _ = layout.get_first_line()
    width, _ = line_size(first_line, box.style)
    layout.deactivate()
    gained: float = width + behind - box.width
    box.width, box.pango_layout = width + behind, layout
    return gained


class _Spread(Layout):  # type: ignore[misc]
    """A line of text whose Japanese characters stand `gap` further apart, also when it is drawn later."""

    def __init__(self, style: Any, gap: float) -> None:
        self.gap = gap
        super().__init__(style)

    def set_text(self, text: str, justify: bool = False) -> None:
        super().set_text(text, justify)
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        letter_spacing = self.style["letter_spacing"]
        spacing = int((self.gap + (0 if letter_spacing == "normal" else letter_spacing)) * TO_UNITS)
        for start, end in _japanese_bytes(self.text):
            attribute = pango.pango_attr_letter_spacing_new(spacing)
            attribute.start_index, attribute.end_index = start, end
            pango.pango_attr_list_change(attributes, attribute)
        pango.pango_layout_set_attributes(self.layout, attributes)


def _japanese_bytes(text: str) -> list[tuple[int, int]]:
    """Where the runs of Japanese characters stand in the UTF-8 form of the text."""
    found, at, byte = [], 0, 0
    for match in _JAPANESE.finditer(text):
        start = byte + len(text[at : match.start()].encode())
        at, byte = match.end(), start + len(match.group().encode())
        found.append((start, byte))
    return found
