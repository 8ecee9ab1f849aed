"""Lines of cells read as items: headings are found, each cell is judged, lists come from the sheets of their own.

It knows neither XLSX nor CSV: a sheet is a name and an iterable of lines, a line a list of cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .cells import check, from_cell, is_blank
from .columns import TABLES, Column, Holds, Rows, Table, gather
from .reading import Found, Place, Reading, in_column

Cells = Sequence[Any]
GUIDE = "はじめに"
MOST_LINES = 20_000
# What the sheet of a list has before the list's own columns.
ITEM = Column("item", "項目の識別名", required=True)
POSITION = Column("position", "順", Holds.WHOLE)


Sheets = Mapping[str, Iterable[tuple[int, Cells]]]


@dataclass
class Line:
    """A line of a sheet: the values that could be read, and where each stands."""

    place: Place
    values: dict[str, Any]
    places: dict[str, Place]
    broken: bool


Lists = dict[str, list[Line]]  # by the slug of their item


def read_sheets(reading: Reading, sheets: Sheets) -> None:
    """The sheets of a workbook; each sheet's lines with their numbers."""
    known = {table.name for table in TABLES.values()} | {rows.sheet for t in TABLES.values() for rows in t.rows}
    for name in sheets.keys() - known - {GUIDE}:
        reading.refuse(Place(name), f"知らない名前のシートです。読み込むシート：{'、'.join(_names())}")
    present = [table for table in TABLES.values() if table.name in sheets]
    if not present:
        reading.refuse(Place(""), f"読み込むシートがありません。シートの名前：{'、'.join(_names())}")
    for table in present:
        _read_table(reading, table, sheets)
    for table in set(TABLES.values()) - set(present):
        for rows in table.rows:
            if rows.sheet in sheets:
                reading.refuse(Place(rows.sheet), f"シート「{table.name}」がないので、どの項目のものか分かりません。")


def read_flat(reading: Reading, lines: Iterable[tuple[int, Cells]]) -> Iterator[tuple[Table, Line]]:
    """One table whose lists stand in cells, as in a CSV file.  Of which kind it is, its headings say."""
    numbered = iter(lines)
    head = next(numbered, (1, ()))
    kind = max(TABLES, key=lambda one: len(_shared(TABLES[one], head[1])))
    table = TABLES[kind]
    columns = flat_columns(table)
    heading = _heading(reading, Place("", head[0]), columns, head[1])
    if heading is not None:
        yield from ((table, line) for line in _lines(reading, "", heading, numbered))


def flat_columns(table: Table) -> tuple[Column, ...]:
    lists = [Column(key, _list_label(rows, key), Holds.JSON) for rows in table.rows for key in rows.keys]
    return (*table.columns, *lists)


def _list_label(rows: Rows, key: str) -> str:
    return "各項目の根拠" if key == "keys" else rows.sheet


def _shared(table: Table, head: Cells) -> set[str]:
    words = {str(cell).strip() for cell in head}
    return {column.key for column in flat_columns(table) if words & {column.key, column.label}}


def _names() -> list[str]:
    return [table.name for table in TABLES.values()]


def _read_table(reading: Reading, table: Table, sheets: Sheets) -> None:
    lines = _read_sheet(reading, table.name, table.columns, sheets[table.name])
    lists = {rows.key: _read_rows(reading, rows, sheets) for rows in table.rows}
    if lines is None:
        return
    for line in lines:
        found = Found(table.kind, line.values, line.place, line.places, line.broken)
        for rows in table.rows:
            _take(found, rows, lists[rows.key])
        reading.found.append(found)
    slugs = {str(line.values.get("slug", "")) for line in lines}
    for rows in table.rows:
        _refuse_lost(reading, table, slugs, lists[rows.key] or {})


def _read_rows(reading: Reading, rows: Rows, sheets: Sheets) -> Lists | None:
    """The lines of a list's sheet by item, in their order, a line without 順 last; None where it cannot be read."""
    if rows.sheet not in sheets:
        reading.refuse(Place(rows.sheet), "シートがありません。書き出したときのまま残してください。")
        return None
    lines = _read_sheet(reading, rows.sheet, (ITEM, POSITION, *rows.columns), sheets[rows.sheet])
    if lines is None:
        return None
    by_item: Lists = defaultdict(list)
    for line in lines:
        by_item[line.values.get("item", "")].append(line)
    for several in by_item.values():
        several.sort(key=lambda line: line.values.get("position") or MOST_LINES)
        _refuse_same_position(reading, several)
    return by_item


def _refuse_lost(reading: Reading, table: Table, slugs: set[str], lists: Lists) -> None:
    for slug in lists.keys() - slugs - {""}:
        for line in lists[slug]:
            place = line.places.get("item", line.place)
            reading.refuse(place, f"「{slug}」は、「{table.name}」のシートにありません。")


def _refuse_same_position(reading: Reading, lines: list[Line]) -> None:
    for before, line in pairwise(lines):
        position = line.values.get("position")
        if position and position == before.values.get("position"):
            line.broken = True
            reading.refuse(line.places["position"], f"順{position}が2つあります（{before.place.line}行にも）。")


def _take(found: Found, rows: Rows, lists: Lists | None) -> None:
    """Puts the lines of a list into their item; an item whose list cannot be read is not read whole."""
    # An empty text in a style is a value; left out is a cell without anything.
    optional = {column.key for column in rows.columns if column.optional and column.holds is not Holds.JSON}
    objects = []
    for at, line in enumerate((lists or {}).get(found.slug, [])):
        found.places |= {f"{rows.key}.{at}": line.place}
        found.places |= {f"{rows.key}.{at}.{key}": place for key, place in line.places.items()}
        found.broken |= line.broken
        values = line.values.items()
        objects.append({k: v for k, v in values if k not in ("item", "position") and not (k in optional and v == "")})
    found.broken |= lists is None
    if not found.broken:
        found.raw |= gather(rows, objects)


def _read_sheet(
    reading: Reading, sheet: str, columns: Sequence[Column], lines: Iterable[tuple[int, Cells]]
) -> list[Line] | None:
    """None where the headings are not as they should be."""
    numbered = iter(lines)
    head = next(numbered, (1, ()))
    heading = _heading(reading, Place(sheet, head[0]), columns, head[1])
    return None if heading is None else list(_lines(reading, sheet, heading, numbered))


def _lines(
    reading: Reading,
    sheet: str,
    heading: Sequence[Column | None],
    lines: Iterable[tuple[int, Cells]],
) -> Iterator[Line]:
    for number, cells in lines:
        if all(is_blank(cell) for cell in cells) or _is_heading(heading, cells):
            continue
        if number > MOST_LINES:
            reading.refuse(Place(sheet, number), f"多すぎます。1つのシートは{MOST_LINES}行までです。")
            return
        yield _line(reading, Place(sheet, number), heading, cells)


def _heading(reading: Reading, place: Place, columns: Sequence[Column], cells: Cells) -> list[Column | None] | None:
    """Which column stands where, by its key or its label; None, and the reasons told, where that is not clear."""
    by_word = {column.label: column for column in columns} | {column.key: column for column in columns}
    heading = [by_word.get(str(cell).strip()) for cell in cells]
    reasons = [
        f"{letter(at)}列の見出し「{cell}」は使えません。"
        for at, cell in enumerate(cells)
        if not is_blank(cell) and heading[at] is None
    ]
    reasons += [f"見出し「{column.label}」がありません。" for column in columns if column not in heading]
    reasons += [f"見出し「{column.label}」が2つあります。" for column in columns if heading.count(column) > 1]
    for reason in reasons:
        reading.refuse(place, reason)
    return None if reasons else heading


def _is_heading(heading: Sequence[Column | None], cells: Cells) -> bool:
    """The labels below the hidden keys, even if one of them was written over."""
    pairs = zip(heading, cells, strict=False)
    return sum(column is not None and str(cell).strip() == column.label for column, cell in pairs) > 1


def _line(reading: Reading, place: Place, heading: Sequence[Column | None], cells: Cells) -> Line:
    line = Line(place, {}, {}, broken=False)
    for at, cell in enumerate(cells):
        column = heading[at] if at < len(heading) else None
        if column is None:
            if not is_blank(cell):
                line.broken = True
                reading.refuse(Place(place.sheet, place.line, f"{letter(at)}列"), "見出しのない列に値があります。")
            continue
        _read_cell(reading, line, column, letter(at), cell)
    for column in heading[len(cells) :]:
        if column is not None:
            _read_cell(reading, line, column, letter(heading.index(column)), None)
    return line


def _read_cell(reading: Reading, line: Line, column: Column, name: str, cell: Any) -> None:
    place = line.places[column.key] = in_column(line.place, column, name)
    if is_blank(cell) and (column is POSITION or (column.optional and column.holds is Holds.JSON)):
        return
    try:
        line.values[column.key] = check(column, from_cell(column, cell))
    except ValueError as error:
        line.broken = True
        reading.refuse(place, str(error))


def letter(at: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    name, rest = "", at + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
