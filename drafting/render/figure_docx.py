"""A figure as a Word file: its picture, its numbers as a table, where they come from.  It knows no rows."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import docx
from docx.shared import Mm

from ..compose.document import Document
from ..compose.figures import Figure
from ..compose.kinds import Kind
from ..compose.style import Page
from .docx_notes import NoteMarks
from .docx_styles import S
from .docx_template import FIXED_DAY, packed, template
from .figures import to_png

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def figure_docx(figure: Figure, sources: tuple[str, ...] = ()) -> bytes:
    """ValueError for a comparison or a chronology, which have no picture."""
    page = Page()
    file = docx.Document(BytesIO(template(page)))
    _paragraph(file, figure.title, S.TITLE)
    picture = file.add_picture(BytesIO(to_png(figure)), width=Mm(page.text_width_mm))
    picture._inline.docPr.set("descr", f"{figure.title}。数値は下の表にあります。")
    _numbers(file, figure)
    for text in (figure.note, *(f"出典：{source}" for source in sources)):
        if text:
            _paragraph(file, text, S.BODY)
    # The template's settings name the footnotes part, which every file of ours therefore has.
    NoteMarks(Document(Kind.OPINION, figure.title, (), page)).write(file.part)
    file.core_properties.title = figure.title
    file.core_properties.created = file.core_properties.modified = datetime(*FIXED_DAY)
    return packed(file)


def _paragraph(file: docx.document.Document, text: str, style: S) -> None:
    file.add_paragraph(text).style = next(one for one in file.styles if one.style_id == style)


def _numbers(file: docx.document.Document, figure: Figure) -> None:
    rows = [("項目", "値", "分母"), *((p.label, f"{p.value}{figure.unit}", p.denominator) for p in figure.points)]
    kept = [column for column in range(3) if any(row[column] for row in rows[1:])]
    table = file.add_table(rows=0, cols=len(kept))
    for row in rows:
        for cell, column in zip(table.add_row().cells, kept, strict=True):
            cell.text = row[column]
