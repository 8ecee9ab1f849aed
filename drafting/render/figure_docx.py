"""A figure as a Word file: its picture, its numbers as a table, where they come from.  It knows no rows."""

from __future__ import annotations

from ..compose.dates import in_calendar
from ..compose.document import Document, Sheet, SheetRole
from ..compose.figures import Figure
from ..compose.kinds import Kind
from ..compose.reference import Drawing, numbers_of
from ..compose.style import Page
from .to_docx import to_docx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def figure_docx(figure: Figure, sources: tuple[str, ...] = ()) -> bytes:
    """ValueError for a comparison or a chronology, which have no picture."""
    below = tuple(f"出典：{source}" for source in sources)
    numbers = numbers_of(figure, lambda when: in_calendar(when, "seireki"), below)
    sheet = Sheet(SheetRole.COMPANION, figure.title, (Drawing(figure), numbers))
    return to_docx(Document(Kind.OPINION, figure.title, (sheet,), Page()))
