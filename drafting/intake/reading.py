"""One JSON value against one shape: a clean value back, and every problem on the way noted with its path."""

from __future__ import annotations

import difflib
import re
from typing import Any, TypeVar, assert_never

from ..compose.content import PartialDate
from .refusal import Problem, shown
from .shapes import (
    Choice,
    Day,
    Flag,
    Listed,
    Matching,
    Nullable,
    Number,
    Pair,
    Record,
    Shape,
    ShortOrRecord,
    Variants,
    Words,
)

Problems = list[Problem]
_Given = TypeVar("_Given")
_DATES = "2026-12-10、2026-12、または空"


class RepeatedKeys(dict[str, Any]):
    """An object in which a key stood twice."""

    def __init__(self, record: dict[str, Any], repeated: tuple[str, ...]) -> None:
        super().__init__(record)
        self.repeated = repeated


def read_shape(shape: Shape, value: object, path: str, problems: Problems) -> Any:  # noqa: C901 (one flat case a shape)
    """The value with line breaks and dates made uniform; None where a problem was noted."""
    match shape:
        case Words():
            return _words(shape, value, path, problems)
        case Matching():
            return _matching(shape, value, path, problems)
        case Day():
            return _day(value, path, problems)
        case Number():
            return _number(shape, value, path, problems)
        case Flag():
            return _typed(bool, "true か false", value, path, problems)
        case Choice():
            return _choice(shape, value, path, problems)
        case Nullable(shape=inner):
            return None if value is None else read_shape(inner, value, path, problems)
        case Listed():
            return _listed(shape, value, path, problems)
        case Pair():
            return _pair(shape, value, path, problems)
        case Record():
            return _record(shape, value, path, problems)
        case Variants():
            return _variant(shape, value, path, problems)
        case ShortOrRecord(record=record):
            return _record(record, {shape.key: value} if isinstance(value, str) else value, path, problems)
        case _:
            assert_never(shape)


def _note(problems: Problems, path: str, value: object, allowed: str, message: str) -> None:
    problems.append(Problem(path, shown(value), allowed, message))


def _typed(wanted: type[_Given], allowed: str, value: object, path: str, problems: Problems) -> _Given | None:
    # true is an int to Python, never to the writer of a file.
    if isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool)):
        return value
    place = f"「{path}」は" if path else "ファイルは"
    _note(problems, path, value, allowed, f"{place}{allowed}で書いてください（今は {shown(value)}）。")
    return None


def _text(value: object, path: str, problems: Problems) -> str | None:
    return _typed(str, "文字列", value, path, problems)


def _words(shape: Words, value: object, path: str, problems: Problems) -> str | None:
    text = _text(value, path, problems)
    if text is None:
        return None
    # Word pastes tabs and Windows CR LF; the paper knows the full-width space and the line break.
    text = re.sub("\r\n?|[\u2028\u2029]", "\n", text).replace("\t", "　")
    if bad := shape.refused.search(text):
        _unprintable(bad, path, problems)
        return None
    return text


def _unprintable(bad: re.Match[str], path: str, problems: Problems) -> None:
    place, code = f"{bad.start() + 1}文字目", f"U+{ord(bad.group()):04X}"
    if code == "U+000A":
        _note(
            problems,
            path,
            f"改行（{place}）",
            "1行の文字列",
            f"「{path}」は1行で書いてください（{place}に改行があります）。",
        )
        return
    message = f"「{path}」の{place}に、紙に書けない文字（{code}）があります。その文字を消してください。"
    _note(problems, path, f"{code}（{place}）", "制御文字のない文字列", message)


def _matching(shape: Matching, value: object, path: str, problems: Problems) -> str | None:
    text = _text(value, path, problems)
    if text is None or re.fullmatch(shape.pattern, text):
        return text
    _note(
        problems,
        path,
        text,
        shape.allowed,
        f"「{path}」の「{shown(text)}」は使えません。{shape.allowed}にしてください。",
    )
    return None


def _day(value: object, path: str, problems: Problems) -> PartialDate | None:
    text = _text(value, path, problems)
    if text is None:
        return None
    try:
        day = PartialDate.parse(text)
        # PartialDate takes 2026-00 and full-width digits too; written back they show what they are.
        if day.iso == text:
            return day
    except ValueError:
        pass
    _note(
        problems, path, text, _DATES, f"「{path}」の日付「{shown(text)}」は読めません。{_DATES}の形で書いてください。"
    )
    return None


def _number(shape: Number, value: object, path: str, problems: Problems) -> int | float | None:
    allowed = f"{shape.low:g}以上{shape.high:,.0f}以下の{'整数' if shape.whole else '数'}"
    wanted: type[int] | type[float] = float if isinstance(value, float) and not shape.whole else int
    number = _typed(wanted, allowed, value, path, problems)
    if number is None or shape.low <= number <= shape.high:
        return number
    _note(problems, path, value, allowed, f"「{path}」の {shown(value)} は使えません。{allowed}にしてください。")
    return None


def _choice(shape: Choice, value: object, path: str, problems: Problems) -> str | None:
    if isinstance(value, str) and value in shape.values:
        return value
    allowed = " ".join(f"「{choice}」" if choice else "（空）" for choice in shape.values)
    given = "（空）" if value == "" else shown(value)
    _note(problems, path, value, allowed, f"「{path}」の「{given}」は使えません。次のどれかにしてください：{allowed}")
    return None


def _listed(shape: Listed, value: object, path: str, problems: Problems) -> list[Any] | None:
    items = _typed(list, "並び（[ ]）", value, path, problems)
    if items is None:
        return None
    return [read_shape(shape.shape, item, f"{path}[{number}]", problems) for number, item in enumerate(items)]


def _pair(shape: Pair, value: object, path: str, problems: Problems) -> list[Any] | None:
    if isinstance(value, list) and len(value) == 2:
        return [
            read_shape(part, item, f"{path}[{number}]", problems)
            for number, (part, item) in enumerate(zip((shape.first, shape.second), value, strict=True))
        ]
    _note(problems, path, value, "[内容, 見出し]", f"「{path}」は [内容, 見出し] の2つで書いてください。")
    return None


def _record(shape: Record, value: object, path: str, problems: Problems) -> dict[str, Any] | None:
    record = _typed(dict, "キーのまとまり（{ }）", value, path, problems)
    if record is None:
        return None
    _keys(shape, record, path, problems)
    return {
        key: read_shape(shape.keys[key], given, _below(path, key), problems)
        for key, given in record.items()
        if key in shape.keys
    }


def _keys(shape: Record, record: dict[str, Any], path: str, problems: Problems) -> None:
    known = " ".join(shape.keys)
    for key in [key for key in record if key not in shape.keys]:
        where = _below(path, shown(key))
        _note(problems, where, key, known, f"「{where}」というキーはありません。{_meant(shown(key), shape)}")
    for key in getattr(record, "repeated", ()):
        where = _below(path, shown(key))
        _note(problems, where, key, "同じキーは一度だけ", f"「{where}」が二度書かれています。一つにしてください。")
    for key in shape.required:
        if key not in record:
            where = _below(path, key)
            _note(problems, where, "（なし）", "必ず書くキー", f"「{where}」がありません。{_empty(shape.keys[key])}")


def _meant(key: str, shape: Record) -> str:
    close = difflib.get_close_matches(key, shape.keys, n=1)
    return f"「{close[0]}」ではありませんか。" if close else "キーの名を確かめるか、消してください。"


def _empty(shape: Shape) -> str:
    match shape:
        case Words():
            return '書き加えてください（空のままなら ""）。'
        case Listed():
            return "書き加えてください（空のままなら []）。"
    return "書き加えてください。"


def _variant(shape: Variants, value: object, path: str, problems: Problems) -> dict[str, Any] | None:
    record = _typed(dict, "キーのまとまり（{ }）", value, path, problems)
    if record is None:
        return None
    for key, variant in shape.by_key:
        if key in record:
            return _record(variant, record, path, problems)
    every = Record({name: part for _, variant in shape.by_key for name, part in variant.keys.items()})
    _keys(every, record, path, problems)
    names = "、".join(f"「{key}」" for key, _ in shape.by_key)
    _note(problems, path, record, f"{names}のどれか", f"「{path}」には {names} のどれかを書いてください。")
    return None


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
