"""compose(): from the content of a draft to its Document.  It knows no rows, no files and no format."""

from __future__ import annotations

from .citations import number_notes
from .content import DraftContent
from .document import Document
from .layouts import LAYOUTS, marks_of
from .setting import Setting
from .text_blocks import bare_title


def compose(content: DraftContent) -> Document:
    """What is missing prints as a blank; a ValueError means a faulty template in the library."""
    setting, notes = Setting(content), number_notes(content)
    sheets = LAYOUTS[content.kind](setting, notes)
    return Document(
        kind=content.kind,
        title=bare_title(setting),
        sheets=sheets,
        page=content.style.page,
        citations=content.citations,
        notes=notes.numbered(marks_of(block for sheet in sheets for block in sheet.blocks)),
    )
