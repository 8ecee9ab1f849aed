"""Objects of the fixtures read from JSON, each with the line of the file where it begins."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from json import scanner
from pathlib import PurePosixPath
from typing import Any

from .cells import check
from .columns import TABLES, Column, Rows, Table
from .reading import Found, Place, Reading, Unreadable, in_column


class Located(dict[str, Any]):
    """An object that knows at which character of the text it began."""

    start: int = 0


def read_json(reading: Reading, content: bytes, file_name: str) -> None:
    """Either a whole export, fixture files by name, or one fixture file under its own name."""
    text = _text(content)
    files = _parsed(text)
    if isinstance(files, list):
        files = {PurePosixPath(file_name.replace("\\", "/")).name: files}
    if not isinstance(files, dict):
        raise Unreadable("JSONの中身が、ファイル名ごとの項目の並びではありません。")
    for name, objects in files.items():
        _read_file(reading, name, objects, lambda start: text.count("\n", 0, start) + 1)


def read_object(
    reading: Reading,
    table: Table,
    raw: Mapping[str, Any],
    place: Place,
    places: Mapping[str, Place],
    *,
    is_whole: bool = True,
) -> Found:
    """An item, every problem of it told.  `is_whole`: a key that is not there is itself a problem."""
    found = Found(table.kind, dict(raw), place, dict(places))
    known = {column.key: column for column in table.columns} | _keys_of_rows(table)
    _check_keys(reading, found, "", raw, known, is_whole)
    for column in table.columns:
        if column.key in raw:
            found.places.setdefault(column.key, in_column(place, column))
            _check(reading, found, column.key, column, raw[column.key])
    for rows in table.rows:
        for key in rows.keys:
            if key in raw:
                _check_rows(reading, found, rows, key, raw[key])
    return found


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("文字コードがUTF-8ではありません。") from error


def _parsed(text: str) -> Any:
    try:
        return _Decoder(parse_constant=_refuse_constant).decode(text)
    except json.JSONDecodeError as error:
        raise Unreadable(f"JSONとして読めません（{error.lineno}行{error.colno}文字目）。") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("JSONとして読めません。") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


class _Decoder(json.JSONDecoder):
    """Python's own decoder, whose objects are Located."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.parse_object: Callable[..., Any] = self._located
        self.scan_once = scanner.py_make_scanner(self)  # type: ignore[attr-defined]

    @staticmethod
    def _located(state: tuple[str, int], *rest: Any) -> tuple[Located, int]:
        found, end = json.decoder.JSONObject(state, *rest)  # type: ignore[attr-defined]
        located = Located(found)
        located.start = state[1]
        return located, end


def _read_file(reading: Reading, name: str, objects: Any, line_at: Callable[[int], int]) -> None:
    stem = name.removesuffix(".json").split("/")[0]
    table = next((table for table in TABLES.values() if table.file == stem), None)
    if table is None:
        known = "、".join(table.file for table in TABLES.values())
        reading.refuse(Place(name), f"知らないファイル名です。使えるもの：{known}")
    elif not isinstance(objects, list):
        reading.refuse(Place(name), "項目の並びではありません。")
    else:
        for at, raw in enumerate(objects, start=1):
            if isinstance(raw, Located):
                place, places = Place(name, line_at(raw.start)), dict(_places(table, name, raw, line_at))
                reading.found.append(read_object(reading, table, raw, place, places))
            else:
                reading.refuse(Place(name), f"{at}番目が項目ではありません。")


def _places(table: Table, name: str, raw: Located, line_at: Callable[[int], int]) -> Iterator[tuple[str, Place]]:
    """Of the objects within an item."""
    for rows in table.rows:
        inner = raw.get(rows.key)
        for at, one in enumerate(inner if isinstance(inner, list) else []):
            if isinstance(one, Located):
                yield f"{rows.key}.{at}", Place(name, line_at(one.start), f"「{rows.sheet}」の{at + 1}番目")


def _keys_of_rows(table: Table) -> dict[str, Column]:
    return {key: Column(key, rows.sheet) for rows in table.rows for key in rows.keys}


def _check_keys(
    reading: Reading, found: Found, path: str, raw: Mapping[str, Any], known: Mapping[str, Column], is_whole: bool
) -> None:
    for key in raw:
        if key not in known:
            reading.refuse_in(found, path, f"「{key}」という項目は使えません。使えるもの：{' '.join(known)}")
    for key, column in known.items():
        if is_whole and key not in raw and not column.optional:
            reading.refuse_in(found, path, f"「{column.label}」（{key}）がありません。")


def _check(reading: Reading, found: Found, path: str, column: Column, value: Any) -> None:
    try:
        check(column, value)
    except ValueError as error:
        reading.refuse_in(found, path, str(error))


def _check_rows(reading: Reading, found: Found, rows: Rows, key: str, value: Any) -> None:
    if rows.key == "style":
        if not isinstance(value, dict):
            reading.refuse_in(found, key, f"「{key}」が、名前ごとの値（オブジェクト）ではありません。")
        return
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        reading.refuse_in(found, key, f"「{rows.sheet}」（{key}）が、オブジェクトの並びではありません。")
        return
    for at, one in enumerate(value):
        path = f"{key}.{at}"
        _check_keys(reading, found, path, one, {column.key: column for column in rows.columns}, is_whole=True)
        for column in rows.columns:
            if column.key in one:
                base = found.at(path)
                inner = f"{base.column}の「{column.label}」（{column.key}）"
                found.places.setdefault(f"{path}.{column.key}", Place(base.sheet, base.line, inner))
                _check(reading, found, f"{path}.{column.key}", column, one[column.key])
