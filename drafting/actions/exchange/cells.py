"""One value of the library as a cell shows it, read back from a cell, and judged.  It knows no file format.

What is wrong is a ValueError whose message is the reason, in words for the curator.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from typing import Any

from drafting.compose.content import PartialDate, Wording
from drafting.compose.wording import Words, fill
from drafting.intake.shapes import UNPRINTABLE

from .columns import Column, Holds

YES, NO = "はい", "いいえ"
_TRUE, _FALSE = ("はい", "TRUE", "true", "1"), ("いいえ", "FALSE", "false", "0", "")
_UNPRINTABLE = re.compile(f"[{UNPRINTABLE}]")
_BETWEEN_SLUGS = re.compile(r"[\s、，,]+")
_FIGURE = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_WORDS = Words("住民", "本市", "本議会", "国", "wareki", PartialDate(2026, 11, 30))
PLACEHOLDERS = "{residents} {here} {assembly} {state} {date:2022-10-13} {month:2022-10} {years_since:2024-12-02}"


class Formula:
    """Stands for the content of a cell that holds a formula: nobody can see what it will be tomorrow."""


def to_cell(column: Column, value: Any) -> str | int | float | None:
    """What stands in the cell; None where there is nothing."""
    if column.holds is Holds.JSON:
        return _style_value(value)
    if value is None or value == "":
        return None
    if column.holds is Holds.FLAG:
        return YES if value else NO
    if column.holds is Holds.CHOICE:
        return str(dict(column.choices).get(value, value))
    if column.holds.is_list:
        return "\n".join(value) or None
    shown: str | int | float = value
    return shown


def as_text(column: Column, value: Any) -> str:
    """For reading, where a difference is shown."""
    shown = None if value is None else to_cell(column, value)
    return "" if shown is None else str(shown)


def from_cell(column: Column, cell: Any) -> Any:
    """The value that a cell stands for, not judged yet (see `check`)."""
    if isinstance(cell, Formula):
        raise ValueError("数式は読み込めません。計算した値を入れてください。")
    text = _plain(cell)
    if column.holds is Holds.CHOICE:
        return next((value for value, label in column.choices if text.strip() in (label, value)), text)
    return _READ.get(column.holds, str)(text)


def is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def check(column: Column, value: Any) -> Any:
    """The value, if it may stand in this column."""
    _CHECKS[column.holds](column, value)
    if column.required and value in ("", []):
        raise ValueError("必ず入れてください。")
    return value


def _plain(cell: Any) -> str:
    """A spreadsheet makes numbers and dates of what looks like them; back to what was meant."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, datetime.datetime | datetime.time | datetime.timedelta):
        raise ValueError("時刻として読まれました。文字列として入れ直してください。")
    return str(cell).replace("\r\n", "\n").replace("\r", "\n")


def _flag(text: str) -> Any:
    if text.strip() in _TRUE:
        return True
    return False if text.strip() in _FALSE else text


def _style_value(value: Any) -> str | None:
    """Words as they are; everything else, and words that would read as something else, as JSON."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, str) and value and _from_style_value(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)


def _from_style_value(text: str) -> Any:
    if text in (YES, NO):
        return text == YES
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _check_text(column: Column, value: Any) -> None:
    if not isinstance(value, str):
        raise ValueError("文字列ではありません。")
    if found := _UNPRINTABLE.search(value):
        raise ValueError(f"{found.start() + 1}文字目に、印刷できない制御文字があります。")
    if column.template:
        _check_placeholders(value)


def _check_placeholders(text: str) -> None:
    try:
        filled = fill(Wording(text, template=True), _WORDS)
    except ValueError as error:
        wrong = re.findall(r"\{[^{}]*\}", str(error)) or [str(error)]
        raise ValueError(f"「{wrong[0]}」という差し込みは使えません。使えるもの：{PLACEHOLDERS}") from None
    if "{" in filled or "}" in filled:
        raise ValueError("波かっこ { } が対になっていません。")


def _check_day(column: Column, value: Any) -> None:
    _check_text(column, value)
    try:
        PartialDate.parse(value)
    except ValueError:
        raise ValueError(
            f"「{value}」は日付として読めません。2026、2026-09、2026-09-30 のどれかの形にしてください。"
        ) from None


def _check_full_day(column: Column, value: Any) -> None:
    _check_day(column, value)
    if value and len(value) != len("2026-09-30"):
        raise ValueError(f"「{value}」では日が決まりません。2026-09-30 の形にしてください。")


def _check_choice(column: Column, value: Any) -> None:
    _check_text(column, value)
    if value and value not in dict(column.choices):
        allowed = "、".join(label for _, label in column.choices)
        raise ValueError(f"「{value}」は選べません。選べるもの：{allowed}")


def _check_flag(column: Column, value: Any) -> None:
    if not isinstance(value, bool):
        raise ValueError("「はい」か「いいえ」（JSONでは true か false）にしてください。")


def _check_whole(column: Column, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("0以上の整数を入れてください。")


def _check_number(column: Column, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        _check_text(column, value)


def _check_list(column: Column, value: Any) -> None:
    if not isinstance(value, list):
        raise ValueError("並び（リスト）ではありません。")
    for one in value:
        _check_text(column, one)
    if twice := next((one for at, one in enumerate(value) if one in value[:at]), None):
        raise ValueError(f"「{twice}」が2回あります。")


_READ: dict[Holds, Callable[[str], Any]] = {
    Holds.FLAG: _flag,
    Holds.WHOLE: lambda text: int(text) if text.isascii() and text.isdigit() else text,
    Holds.NUMBER: lambda text: json.loads(text) if _FIGURE.fullmatch(text) else text,
    Holds.JSON: _from_style_value,
    Holds.SLUGS: lambda text: [slug for slug in _BETWEEN_SLUGS.split(text) if slug],
    Holds.LINES: lambda text: [line.strip() for line in text.splitlines() if line.strip()],
    Holds.SLUG: str.strip,
    Holds.DAY: str.strip,
    Holds.FULL_DAY: str.strip,
}
_CHECKS: dict[Holds, Callable[[Column, Any], None]] = {
    Holds.TEXT: _check_text,
    Holds.DAY: _check_day,
    Holds.FULL_DAY: _check_full_day,
    Holds.CHOICE: _check_choice,
    Holds.FLAG: _check_flag,
    Holds.WHOLE: _check_whole,
    Holds.NUMBER: _check_number,
    Holds.JSON: lambda column, value: None,  # judged whole, with the style it belongs to
    Holds.SLUG: _check_text,
    Holds.SLUGS: _check_list,
    Holds.LINES: _check_list,
}
