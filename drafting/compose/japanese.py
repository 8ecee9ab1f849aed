"""How text is set on paper: width of numerals, brackets, numbers of lists.  From str to str; it knows no draft.

Names and addresses never pass through here: NFKC or a change of digits could alter a person's name (髙, 𠮷, IVS).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import combining, east_asian_width

# A selector stands behind a kanji and names the form of it that a register holds: 葛󠄀, 辻󠄀.
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SELECTOR = re.compile(f"[{SELECTORS}]")
HALF_DIGITS, FULL_DIGITS, KANJI_DIGITS = "0123456789", "０１２３４５６７８９", "〇一二三四五六七八九"
_TO_HALF = str.maketrans(FULL_DIGITS + "．，", HALF_DIGITS + ".,")
_TO_FULL = str.maketrans(HALF_DIGITS + ".,", FULL_DIGITS + "．，")
_TO_KANJI = str.maketrans(HALF_DIGITS, KANJI_DIGITS)
_FULL_BRACKETS = str.maketrans("()", "（）")
_NUMBER = re.compile("[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?")
# The words of a source are printed as they were said; an address on the web works only as it is.
_KEPT = re.compile("(「(?:[^「」]|「[^「」]*」)*」|『[^『』]*』|https?://[!-~]+)")
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"


def typeset(text: str, numerals: str) -> str:
    """Full-width brackets and the style's numerals, except inside 「」 and 『』 and in web addresses."""
    parts = _KEPT.split(text)
    parts[::2] = [_set_numbers(part.translate(_FULL_BRACKETS), numerals) for part in parts[::2]]
    return "".join(parts)


def list_number(position: int, form: str) -> str:
    """The number of a demand, `position` counted from 1; `form` is the style's sample of a first number."""
    if form == "１":
        return str(position).translate(_TO_FULL)
    if form == "一、":
        return f"{kanji_number(position)}、"
    return form.replace("1", str(position))


def item_number(position: int, form: str) -> str:
    """One level below a demand: 1 → (1) → ア, as 公用文作成の考え方 (2022) orders them."""
    if form == "一、":
        return f"（{kanji_number(position)}）"
    if form == "(1)":
        return _KANA[position - 1] if position <= len(_KANA) else str(position)
    return f"({position})"


def kanji_number(number: int) -> str:
    """With 十百千万: 千四百十五."""
    if number == 0:
        return "〇"
    groups, unit_names = "", iter(("", "万", "億", "兆", "京"))
    while number:
        number, group = divmod(number, 10_000)
        unit = next(unit_names)
        if group:
            groups = _below_ten_thousand(group) + unit + groups
    return groups


def one_line(text: str) -> str:
    """A title or demand typed over several lines, on one."""
    return "　".join(lines_of(text))


def lines_of(text: str) -> list[str]:
    """The paragraphs of a text; the first line's indent belongs to the paper, not to the text."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def grouped(number: str) -> str:
    """12735 as 12,735; what is no whole number of digits stays as it is."""
    return f"{int(number):,}" if number.isascii() and number.isdigit() else number


def width(text: str) -> float:
    """In full-width characters: a half-width one counts half; a selector, or a mark over the one before, nothing."""
    return sum(1.0 if east_asian_width(char) in "FWA" else 0.5 for char in without_forms(text) if not combining(char))


def without_forms(text: str) -> str:
    """葛󠄀城 as 葛城: for finding and measuring it, never for showing it."""
    return _SELECTOR.sub("", text)


def _set_numbers(text: str, numerals: str) -> str:
    return _NUMBER.sub(_SETTERS[numerals], text)


def _half(match: re.Match[str]) -> str:
    return match[0].translate(_TO_HALF)


def _full(match: re.Match[str]) -> str:
    return match[0].translate(_TO_FULL)


def _one_full(match: re.Match[str]) -> str:
    """白川町's rule for bills: one digit full width, two or more half."""
    return _full(match) if len(match[0]) == 1 else _half(match)


def _kanji(match: re.Match[str]) -> str:
    number = _half(match).replace(",", "")
    if _belongs_to_a_code(match) or len(number) > 16:
        return _half(match)
    whole, _, decimals = number.partition(".")
    if decimals:
        return f"{_kanji_whole(whole)}・{decimals.translate(_TO_KANJI)}"
    if len(whole) == 4 and match.string[match.end() : match.end() + 1] == "年":
        return whole.translate(_TO_KANJI)
    return _kanji_whole(whole)


def _kanji_whole(digits: str) -> str:
    if len(digits) > 1 and digits.startswith("0"):
        return digits.translate(_TO_KANJI)
    return kanji_number(int(digits))


def _belongs_to_a_code(match: re.Match[str]) -> bool:
    """A4, COVID-19, 03-1234: no number that could be read out."""
    around = match.string[max(match.start() - 1, 0) : match.start()] + match.string[match.end() : match.end() + 1]
    return any(char == "-" or (char.isascii() and char.isalpha()) for char in around)


def _below_ten_thousand(number: int) -> str:
    text = ""
    for value, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        count, number = divmod(number, value)
        if count:
            text += ("" if count == 1 and value > 1 else KANJI_DIGITS[count]) + name
    return text


_SETTERS: dict[str, Callable[[re.Match[str]], str]] = {
    "half": _half,
    "full": _full,
    "one_full": _one_full,
    "kanji": _kanji,
}
