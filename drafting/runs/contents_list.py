"""The contents list (一覧.xlsx): which assembly, which files, whose style, what is blank, what is to be looked at."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties

from drafting.compose.kinds import AssemblyType
from drafting.intake.shapes import UNPRINTABLE
from drafting.models import Assembly
from drafting.render.docx_template import reproducible

from .making import FORMATS, Outcome, file_name

NAME = "一覧.xlsx"
SHEET = "一覧"
# Any fixed moment: the same papers give the same list.
FIXED = datetime(2000, 1, 1)
LINE_POINTS = 18
MOST_POINTS = 409  # the most that a row can be high, by Excel's specification
# ECMA-376 Part 1, 18.8.22 (CT_Font), as a sequence.
_OF_A_FONT = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color"),
    *("name", "family", "charset", "scheme"),
)
_UNPRINTABLE = re.compile(f"[{UNPRINTABLE}]")


@dataclass(frozen=True)
class Line:
    """`outcome` None: not made yet."""

    assembly: Assembly
    outcome: Outcome | None


COLUMNS = (
    ("団体コード", 11),
    ("都道府県", 11),
    ("議会", 22),
    ("種別", 11),
    ("できたか", 14),
    ("様式", 14),
    ("空けてあるところ", 30),
    ("文に残る、もとの議会の言葉", 26),
    ("点検", 24),
    ("締切（議会の言葉。日付は計算していません）", 40),
)


def contents_list(lines: Iterable[Line], title: str, formats: Iterable[str]) -> bytes:
    formats = list(formats)
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = FIXED
    for style in _styles():
        book.add_named_style(style)
    sheet = book.create_sheet(SHEET)
    columns = [*COLUMNS, *((f"{FORMATS[one].label}のファイル", 60) for one in formats)]
    _lay_out(sheet, [width for _, width in columns])
    _append(sheet, [name for name, _ in columns], columns, "見出し")
    for line in lines:
        names = [file_name(line.assembly, title, one) for one in formats]
        _append(sheet, [*_values(line), *(names if _is_made(line) else [""] * len(names))], columns, "文")
    return _packed(book)


def _values(line: Line) -> list[str]:
    assembly, outcome = line.assembly, line.outcome
    named = [assembly.code, assembly.prefecture, assembly.value.assembly_name, AssemblyType(assembly.type).label]
    if outcome is None:
        return [*named, "まだ", "", "", "", "", ""]
    made = f"作れませんでした: {outcome.failure}" if outcome.failure else "できました"
    checked = [f"{severity.label} {count}件" for severity, count in outcome.findings.items()]
    checked += [f"紙面の書体にない文字 {outcome.unprintable}"] if outcome.unprintable else []
    return [
        *(*named, made, outcome.style.label),
        *("、".join(outcome.blanks), "、".join(outcome.local_words), "、".join(checked)),
        outcome.deadline_note,
    ]


def _is_made(line: Line) -> bool:
    return line.outcome is not None and not line.outcome.failure


def _lay_out(sheet: Any, widths: list[int]) -> None:
    sheet.freeze_panes = "D2"
    for at, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + at)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _append(sheet: Any, values: list[str], columns: list[tuple[str, int]], style: str) -> None:
    cells = []
    for value in values:
        cell: Any = WriteOnlyCell(sheet, _UNPRINTABLE.sub("", value))
        cell.style = style
        # A text that begins with = is a text, here and after the next save in Excel.
        cell.data_type, cell.quotePrefix = "s", value.startswith(("=", "+", "-", "@", "'"))
        cells.append(cell)
    lines = max(_lines_of(value, width) for value, (_, width) in zip(values, columns, strict=True))
    sheet.row_dimensions[sheet._max_row + 1].height = min(lines * LINE_POINTS + 3, MOST_POINTS)
    sheet.append(cells)


def _lines_of(text: str, width: int) -> int:
    """A full-width character is as wide as two of those in which a column's width is counted."""
    wide = sum(2 if east_asian_width(char) in "FWA" else 1 for char in text)
    return max(1, math.ceil(wide * 1.1 / width))


def _styles() -> list[NamedStyle]:
    line = Border(bottom=Side(style="thin", color="CCCCCC"))
    top = Alignment(vertical="top", wrap_text=True)
    head = PatternFill("solid", fgColor="E8F1FE")
    plain, bold = Font(name="游ゴシック", size=11), Font(name="游ゴシック", size=11, bold=True)
    return [
        NamedStyle("見出し", font=bold, fill=head, alignment=Alignment(vertical="center", wrap_text=True), border=line),
        NamedStyle("文", font=plain, alignment=top, border=line, number_format="@"),
    ]


def _packed(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return reproducible(_with_fixed_day(_with_fonts_in_order(parts)))


def _with_fonts_in_order(parts: dict[str, bytes]) -> dict[str, bytes]:
    """openpyxl writes what a font consists of in an order of its own; strict readers want the schema's."""
    styles = "xl/styles.xml"
    return parts | {styles: re.sub(rb"(?<=<font>).*?(?=</font>)", _in_order, parts[styles], flags=re.DOTALL)}


def _in_order(font: re.Match[bytes]) -> bytes:
    properties = re.findall(rb"<(\w+)([^>]*/>)", font[0])
    ordered = sorted(properties, key=lambda one: _OF_A_FONT.index(one[0].decode()))
    return b"".join(b"<" + name + rest for name, rest in ordered)


def _with_fixed_day(parts: dict[str, bytes]) -> dict[str, bytes]:
    """openpyxl writes the moment of saving, whatever it was told."""
    core = "docProps/core.xml"
    moment = rb"(<dcterms:modified[^>]*>)[^<]*"
    return parts | {core: re.sub(moment, rb"\g<1>" + f"{FIXED:%Y-%m-%dT%H:%M:%SZ}".encode(), parts[core])}
