"""The library as a workbook (XLSX): written for curators who edit in Excel, read back with the place of every cell."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import east_asian_width

from django.core.exceptions import ValidationError
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from drafting.intake.shapes import UNPRINTABLE
from drafting.models import EntryKind

from .cells import NO, YES, Formula, to_cell
from .columns import TABLES, Column, Holds, Rows, Table, spread
from .items import Raw, published
from .reading import Reading, Unreadable
from .sheets import GUIDE, ITEM, MOST_LINES, POSITION, letter, read_sheets

MOST_BYTES_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 200
MOST_COLUMNS = 60
# The most that a cell can hold, by Excel's specification.
MOST_CHARACTERS = 32_767
LINE_POINTS = 18
# The most that a row can be high, by the same.
MOST_POINTS = 409
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNPRINTABLE = re.compile(f"[{UNPRINTABLE}]")
_WIDE = {"plain", "polite", "strong", "standard", "soft", "reasoning", "text", "definition", "statement"}
# What openpyxl and what it stands on raise over a damaged or crafted book.
_BROKEN: tuple[type[Exception], ...] = (
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError, EOFError, SyntaxError),
    *(NotImplementedError, zipfile.BadZipFile),
)
_GUIDE_TEXT = (
    "ライブラリの項目を直して、読み込むためのファイルです。",
    "・ 1行が1つの項目です。値や文の並びは、別のシート（「値」「そのまま使える文」など）に、1つを1行で書きます。",
    "・ 「識別名」は変えられません。新しい項目には、新しい識別名を付けます（半角の英小文字、数字、ハイフン）。",
    "・ 別のシートでは、「項目の識別名」がどの項目のものか、「順」が並ぶ順です。",
    "・ 日付は 2026、2026-09、2026-09-30 のどれかの形です。分からないときは空けておきます。",
    "・ ほかの項目を2つ以上書く欄では、識別名を1行に1つずつ書きます（セルの中の改行は Alt + Enter）。",
    "・ 行を消しても、項目は取り下げられません。変えない項目の行は、消してかまいません（別のシートの行も一緒に）。",
    "・ 項目の行を残したまま、別のシートの行を消すと、その値や文がなくなります。",
    "・ 見出しの行、シートの名前は変えないでください。数式は読み込めません。",
    "・ 読み込むと、まず変わるところが言葉ごとに示されます。確かめて進むと「公開待ち」になり、別の編集者が公開します。",
)


def to_xlsx(kinds: Iterable[EntryKind]) -> bytes:
    """A sheet for each kind and one for each list in it; the first row, hidden, holds the keys."""
    book = Workbook(write_only=True)
    for style in _styles():
        book.add_named_style(style)
    _write_guide(book)
    for kind in kinds:
        _write_table(book, TABLES[kind], published(kind))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read_xlsx(reading: Reading, content: bytes) -> None:
    """Unreadable where the file is no workbook, or would unpack to something enormous."""
    _inspect(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheets = {sheet.title.strip(): list(_lines(sheet)) for sheet in book.worksheets}
    except _BROKEN as error:
        raise Unreadable(
            "XLSXとして読めません。Excelで開き、「Excelブック (.xlsx)」で保存し直してください。"
        ) from error
    read_sheets(reading, sheets)


def _write_guide(book: Workbook) -> None:
    sheet = book.create_sheet(GUIDE)
    sheet.column_dimensions["A"].width = 110
    _lay_out_for_printing(sheet)
    for at, line in enumerate(_GUIDE_TEXT):
        cell = WriteOnlyCell(sheet, line)
        cell.style = "見出し" if at == 0 else "説明"
        sheet.row_dimensions[at + 1].height = 2 * LINE_POINTS
        sheet.append([cell])


def _write_table(book: Workbook, table: Table, raws: list[Raw]) -> None:
    lines = [[raw.get(column.key) for column in table.columns] for raw in raws]
    _write_sheet(book, table.name, table.columns, [raw["slug"] for raw in raws], lines)
    for rows in table.rows:
        listed = [(raw["slug"], at, one) for raw in raws for at, one in enumerate(spread(rows, raw), start=1)]
        for slug, _, one in listed:
            _refuse_unknown(rows, slug, one)
        lines = [[slug, at, *(_value(column, one) for column in rows.columns)] for slug, at, one in listed]
        _write_sheet(book, rows.sheet, (ITEM, POSITION, *rows.columns), [slug for slug, _, _ in listed], lines)


class _Nothing:
    """An optional key that an object leaves out; not the same as null."""


def _value(column: Column, one: dict[str, Any]) -> Any:
    return one.get(column.key, _Nothing if column.optional else None)


def _refuse_unknown(rows: Rows, slug: str, one: dict[str, Any]) -> None:
    if unknown := set(one) - {column.key for column in rows.columns}:
        raise ValidationError(
            f"{slug}: 「{'、'.join(sorted(unknown))}」は表に書き出せません。JSONで書き出してください。"
        )


def _write_sheet(
    book: Workbook, name: str, columns: tuple[Column, ...], slugs: list[str], lines: list[list[Any]]
) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B3"
    sheet.row_dimensions[1].hidden = True
    _lay_out_for_printing(sheet)
    sheet.print_title_rows = "2:2"
    last = letter(len(columns) - 1)
    sheet.auto_filter.ref = f"A2:{last}{len(lines) + 2}"
    for at, column in enumerate(columns):
        dimension = sheet.column_dimensions[letter(at)]
        dimension.width = _width(column)
        dimension.number_format = "General" if _is_figure(column) else "@"
        if choice := _dropdown(column):
            choice.add(f"{letter(at)}3:{letter(at)}5000")
            sheet.data_validations.append(choice)
    sheet.append([_styled(sheet, column.key, "説明") for column in columns])
    sheet.append([_styled(sheet, column.label, "見出し") for column in columns])
    for number, (slug, values) in enumerate(zip(slugs, lines, strict=True), start=3):
        cells = [_cell(sheet, column, value, slug) for column, value in zip(columns, values, strict=True)]
        sheet.row_dimensions[number].height = _height(columns, cells)
        sheet.append(cells)


def _lay_out_for_printing(sheet: Any) -> None:
    """A4 across, all columns on the sheet."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _cell(sheet: Any, column: Column, value: Any, slug: str) -> Any:
    shown = None if value is _Nothing else to_cell(column, value)
    if isinstance(shown, str):
        shown = _escaped(shown)
        if len(shown) > MOST_CHARACTERS:
            raise ValidationError(f"{slug}: 「{column.label}」が長すぎて、セルに入りません。JSONで書き出してください。")
    cell = _styled(sheet, shown, "数" if _is_figure(column) else "文")
    if isinstance(shown, str):
        # A text that begins with = is a text, here and after the next save in Excel.
        cell.data_type = "s"
        cell.quotePrefix = shown.startswith(("=", "+", "-", "@", "'"))
    return cell


def _styled(sheet: Any, value: Any, style: str) -> Any:
    cell = WriteOnlyCell(sheet, value)
    cell.style = style
    return cell


def _styles() -> list[NamedStyle]:
    line = Border(bottom=Side(style="thin", color="CCCCCC"))
    top = Alignment(vertical="top", wrap_text=True)
    head = PatternFill("solid", fgColor="E8F1FE")
    font = Font(name="游ゴシック", size=11)
    bold = Font(name="游ゴシック", size=11, bold=True)
    return [
        NamedStyle("見出し", font=bold, fill=head, alignment=Alignment(vertical="center", wrap_text=True), border=line),
        NamedStyle("文", font=font, alignment=top, border=line, number_format="@"),
        NamedStyle("数", font=font, alignment=Alignment(vertical="top", horizontal="right", indent=1), border=line),
        NamedStyle("説明", font=font, alignment=top),
    ]


def _is_figure(column: Column) -> bool:
    return column.holds in (Holds.NUMBER, Holds.WHOLE)


def _width(column: Column) -> int:
    if column.key in _WIDE or column.template:
        return 60
    widths = {Holds.WHOLE: 8, Holds.FLAG: 12, Holds.DAY: 13, Holds.FULL_DAY: 13, Holds.CHOICE: 18}
    slugs = {Holds.SLUG: 26, Holds.SLUGS: 30, Holds.LINES: 26, Holds.NUMBER: 16, Holds.JSON: 40}
    return (widths | slugs).get(column.holds, 26 if column.key in ("slug", "item") else 36)


def _height(columns: tuple[Column, ...], cells: list[Any]) -> float:
    """In points.  Written out, since not every program works it out when it opens a file."""
    texts = [(str(cell.value), _width(column)) for column, cell in zip(columns, cells, strict=True) if cell.value]
    lines = max((_lines_of(text, width) for text, width in texts), default=1)
    return float(min(lines * LINE_POINTS + 3, MOST_POINTS))


def _lines_of(text: str, width: int) -> int:
    """A full-width character is as wide as two of those in which a column's width is counted."""
    wide = (sum(2 if east_asian_width(char) in "FWA" else 1 for char in line) for line in text.split("\n"))
    return sum(max(1, math.ceil(one * 1.1 / width)) for one in wide)


def _dropdown(column: Column) -> DataValidation | None:
    labels = [YES, NO] if column.holds is Holds.FLAG else [label for _, label in column.choices]
    listed = ",".join(labels)
    if not labels or len(listed) > 255:  # the most that Excel takes in a list written out
        return None
    choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    choice.errorTitle, choice.error = column.label, "一覧から選んでください。"
    return choice


def _escaped(text: str) -> str:
    """What looks like Excel's own mark for a character is marked; what no XML can hold is left out."""
    return _ESCAPED.sub(r"_x005F_x\1_", _UNPRINTABLE.sub("", text))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _inspect(content: bytes) -> None:
    """Looks at the package before anything unpacks it: a small file can hold gigabytes."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unreadable("XLSXとして読めません。パスワードの付いたファイルも読めません。") from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Unreadable("Excelのブックではありません。")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
        raise Unreadable("中身が大きすぎます。シートを分けて、いくつかのファイルにしてください。")


def _lines(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """The file's own word on how large a sheet is may be wrong, and is not asked."""
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_row=MOST_LINES + 1, max_col=MOST_COLUMNS), start=1):
        yield number, [_read(cell) for cell in cells]


def _read(cell: Any) -> Any:
    if cell.data_type in ("f", "e"):  # a formula, or what became of one
        return Formula()
    return _unescaped(cell.value) if isinstance(cell.value, str) else cell.value
