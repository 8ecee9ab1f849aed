"""A flush right edge for Japanese: replaces WeasyPrint's justify_line, which stretches U+0020 and nothing else.

It knows WeasyPrint's boxes and nothing of ours.  A test names the version of the function that is replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.line_break import create_layout, line_size

ORIGINAL = inline.justify_line

_JAPANESE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_JOINED = re.compile("[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# A line that lacks more than this a character (a long word fell to the next line) stays ragged rather than torn apart.
_MOST = 0.2


def install() -> None:
    inline.justify_line = justify_line


def justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Share the missing width out among all characters but the last."""
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
    gaps = sum(len(_JOINED.sub("", box.text)) for box in texts) - 1
    if not any(_JAPANESE.search(box.text) for box in texts):
        ORIGINAL(context, line, extra_width)
    elif gaps > 0 and (_wants_spreading(line) or extra_width / gaps <= _MOST * line.style["font_size"]):
        _spread(context, line, extra_width / gaps, 0.0)


def _wants_spreading(line: Any) -> bool:
    return bool(line.style["text_align_last"] == "justify")


def _spread(context: Any, box: Any, gap: float, advance: float) -> float:
    """Move and widen a box in place; give back how far whatever follows it has moved."""
    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        return advance + _widen(context, box, gap)
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(advance, 0)
        return advance
    before = advance
    box.position_x += advance
    for child in _in_flow(box):
        advance = _spread(context, child, gap, advance)
    box.width += advance - before
    return advance


def _in_flow(box: Any) -> Iterator[Any]:
    return (child for child in box.children if child.is_in_normal_flow())


def _widen(context: Any, box: Any, gap: float) -> float:
    spacing = box.style["letter_spacing"]
    box.style = box.style.copy()
    box.style["letter_spacing"] = gap + (0 if spacing == "normal" else spacing)
    layout = create_layout(box.text, box.style, context, max_width=None, justification_spacing=0)
    first_line, _ = layout.get_first_line()
    wider, _ = line_size(first_line, box.style)
    layout.deactivate()
    gained: float = wider - box.width
    box.width, box.pango_layout = wider, layout
    return gained
