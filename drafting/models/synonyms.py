"""Words that mean the same to whoever searches: what is written, what is said, what is mistyped.  Never for showing.

A group holds for a word that contains one of its members, too (情報漏洩 finds 情報漏えい).  It knows no rows.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .search import normalised

GROUPS = (
    ("健康保険証", "被保険者証"),
    ("マイナンバーカード", "個人番号カード", "マイナカード"),
    ("マイナンバー", "個人番号"),
    ("番号法", "マイナンバー法"),
    ("資格確認書", "資格確認証"),
    ("資格情報のお知らせ", "資格情報通知書"),
    ("電子カルテ", "デジタルカルテ"),
    ("オンライン資格確認", "オン資"),
    ("スマートフォン", "スマホ"),
    ("ひも付け", "紐付け", "紐づけ", "ひもづけ", "紐付", "ひも付"),
    ("漏えい", "漏洩", "ろうえい"),
    ("成り済まし", "なりすまし", "成りすまし"),
    ("障害", "障がい", "障碍"),
    ("障害者", "障害のある人"),
    ("子ども", "子供", "こども"),
    ("10割負担", "全額負担", "全額自己負担"),
    ("誤登録", "ひも付け誤り", "誤って登録"),
    ("介護施設", "高齢者施設", "福祉施設"),
    ("日本弁護士連合会", "日弁連"),
    ("全国保険医団体連合会", "保団連"),
    ("有効期間", "有効期限", "いつまで"),
)
_GROUPS = tuple(tuple(dict.fromkeys(normalised(one) for one in group)) for group in GROUPS)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_ERA_YEAR = re.compile(f"({'|'.join(_ERAS)})([0-9]+|元)年")
_YEAR = re.compile("((?:19|20)[0-9]{2})年")


@lru_cache(maxsize=1024)
def said_otherwise(word: str) -> tuple[str, ...]:
    """A word in normal form and, behind it, what may stand for it."""
    found = [word]
    for group in _GROUPS:
        if member := max((one for one in group if one in word), key=len, default=""):
            found += [word.replace(member, other) for other in group if other not in (member, word)]
    found += _other_calendar(word)
    return tuple(dict.fromkeys(found))


def _other_calendar(word: str) -> list[str]:
    """令和6年12月 is 2024年12月, either way."""
    if era := _ERA_YEAR.search(word):
        year = _ERAS[era[1]] + (1 if era[2] == "元" else int(era[2]))
        return [word.replace(era[0], f"{year}年")]
    if (plain := _YEAR.search(word)) and (number := int(plain[1]) - _ERAS["令和"]) > 0:
        return [word.replace(plain[0], f"令和{number}年")]
    return []
