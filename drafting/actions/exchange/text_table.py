"""The items of one kind as CSV that a spreadsheet opens without broken characters and without running anything."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from drafting.models import EntryKind

from .cells import to_cell
from .columns import TABLES, Column, Holds, Table
from .items import Raw, published
from .objects import read_object
from .reading import Reading, Unreadable
from .sheets import flat_columns, read_flat

BOM = "\ufeff"
# A cell that begins so is a formula to Excel, to LibreOffice and, in full width, to a Japanese Excel.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(kind: EntryKind) -> bytes:
    table = TABLES[kind]
    file = io.StringIO()
    writer = csv.writer(file)
    columns = flat_columns(table)
    writer.writerow([column.label for column in columns])
    for raw in published(kind):
        writer.writerow([neutralised(_shown(column, raw)) for column in columns])
    return (BOM + file.getvalue()).encode()


def to_zip(kinds: Iterable[EntryKind]) -> bytes:
    """A CSV file for each kind."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for kind in kinds:
            archive.writestr(f"{TABLES[kind].file}.csv", to_csv(kind))
    return file.getvalue()


def read_csv(reading: Reading, content: bytes) -> None:
    try:
        text = content.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except UnicodeDecodeError as error:
        raise Unreadable(
            "文字コードがUTF-8ではありません。Excelでは「CSV UTF-8（コンマ区切り）」で保存してください。"
        ) from error
    except csv.Error as error:
        raise Unreadable('CSVとして読めません。引用符「"」が閉じているかを確かめてください。') from error
    for table, line in read_flat(reading, _numbered(lines)):
        _take(reading, table, line)


def neutralised(text: str) -> str:
    """With an apostrophe before what a spreadsheet would run; also before one that stood there already."""
    return "'" + text if text.startswith((*_DANGEROUS, "'")) else text


def as_written(text: str) -> str:
    """The other way round, exactly."""
    return text[1:] if text.startswith("'") and text[1:].startswith((*_DANGEROUS, "'")) else text


def _shown(column: Column, raw: Raw) -> str:
    value = raw.get(column.key)
    if column.holds is Holds.JSON:
        return json.dumps(value, ensure_ascii=False)
    shown = to_cell(column, value)
    return "" if shown is None else str(shown)


def _numbered(lines: list[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """As a spreadsheet numbers them: a text of several lines is in one."""
    for number, cells in enumerate(lines, start=1):
        yield number, [as_written(cell) for cell in cells]


def _take(reading: Reading, table: Table, line: Any) -> None:
    """What the cells hold, and the lists in them judged as those of a JSON file are."""
    found = read_object(reading, table, line.values, line.place, line.places, is_whole=not line.broken)
    found.broken |= line.broken
    reading.found.append(found)
