"""One normal form of Japanese text for finding it; never for showing it, since NFKC changes the kanji of names."""

import re
import unicodedata

from drafting.compose.japanese import without_forms

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = re.compile("[〇一二三四五六七八九十百千]+")
_DROPPED = re.compile(r"[\s、。,.・「」『』()\[\]-]+")
# Old and new forms, and spellings that people mix; both sides of a search go through the same table.
_VARIANTS = str.maketrans(
    {"髙": "高", "﨑": "崎", "邉": "辺", "邊": "辺", "齋": "斎", "齊": "斉", "ヶ": "ケ", "ヵ": "カ", "ー": "-"}
    | dict(
        zip(
            "險證醫國會齡藥廢發學縣區澤濱櫻廣圓壽實點檢應對變體",
            "険証医国会齢薬廃発学県区沢浜桜広円寿実点検応対変体",
            strict=True,
        )
    )
)


def normalised(text: str) -> str:
    """第９９条, 第九十九条 and 第99条 become one; so do マイナ and ﾏｲﾅ, hiragana and katakana, upper and lower case,
    and the forms of one kanji."""
    folded = unicodedata.normalize("NFKC", without_forms(text)).casefold().translate(_VARIANTS)
    katakana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in folded)
    return _DROPPED.sub("", _NUMERAL.sub(_arabic, katakana))


def words(query: str) -> list[str]:
    """The words of a query, each in normal form; spaces of any width part them."""
    return [word for part in unicodedata.normalize("NFKC", query).split() if (word := normalised(part))]


def _arabic(match: re.Match[str]) -> str:
    numeral = match[0]
    if not any(c in _UNITS for c in numeral):
        return "".join(str(_DIGITS[c]) for c in numeral)
    total = 0
    digit: int | None = None
    for c in numeral:
        if c in _DIGITS:
            digit = _DIGITS[c]
        else:
            total += _UNITS[c] * (1 if digit is None else digit)
            digit = None
    return str(total + (digit or 0))
