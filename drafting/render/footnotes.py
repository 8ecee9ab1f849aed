"""Footnotes laid out once: WeasyPrint lays all notes of a page out anew for each note that is added or taken away, only
to learn how high they are.  It knows WeasyPrint's boxes and nothing of ours.

A test names the versions of the functions that this relies on."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext, block

ORIGINAL = block.block_level_layout
ORIGINAL_UPDATE = LayoutContext._update_footnote_area


def install() -> None:
    block.block_level_layout = block_level_layout
    LayoutContext._update_footnote_area = _update_footnote_area


def uninstall() -> None:
    block.block_level_layout, LayoutContext._update_footnote_area = ORIGINAL, ORIGINAL_UPDATE


def _update_footnote_area(context: Any) -> Any:
    """While it runs, what is laid out is measured and thrown away: only then may one layout serve again."""
    context.notes_measured = context.__dict__.setdefault("all_notes_measured", {})
    try:
        return ORIGINAL_UPDATE(context)
    finally:
        context.notes_measured = None


def block_level_layout(context: Any, box: Any, bottom_space: Any, skip_stack: Any, around: Any, *rest: Any) -> Any:
    """A note at a place where it was measured before is as high as it was then."""
    measured = context.__dict__.get("notes_measured")
    if measured is None or not isinstance(around, boxes.FootnoteAreaBox):
        return ORIGINAL(context, box, bottom_space, skip_stack, around, *rest)
    place = box.element, box.position_x, box.position_y, around.width, context.current_page > 1
    if place not in measured:
        measured[place] = ORIGINAL(context, box, bottom_space, skip_stack, around, *rest)
    new_box, resume_at, next_page, adjoining_margins, *more = measured[place]
    return new_box, resume_at, next_page, list(adjoining_margins), *more  # the caller adds to the margins
