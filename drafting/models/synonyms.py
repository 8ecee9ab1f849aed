"""Words that mean the same to whoever searches: what is written, what is said, what is mistyped; and, for what the
library does not speak of, words of it that may help.  It knows no rows.

A group holds for a word that contains one of its members, too (情報漏洩 finds 情報漏えい).
"""

from __future__ import annotations

import re
from collections.abc import Collection
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
    ("誤登録", "ひも付け誤り", "誤って登録", "ひも付けミス", "紐付けミス", "ひもづけミス"),
    ("介護施設", "高齢者施設", "福祉施設"),
    ("日本弁護士連合会", "日弁連"),
    ("全国保険医団体連合会", "保団連"),
    ("有効期間", "有効期限", "いつまで"),
    ("厚生労働省", "厚労省"),
    ("厚生労働大臣", "厚労大臣", "厚労相"),
    ("首相", "内閣総理大臣", "総理大臣"),
    ("東京地方裁判所", "東京地裁"),
    ("最高裁判所", "最高裁"),
    ("国民健康保険", "国保"),
    ("中央社会保険医療協議会", "中医協"),
    ("個人情報保護委員会", "個情委"),
    ("カードリーダー", "読取機", "読み取り機", "カード読取"),
    ("紛失", "なくした", "失くした", "無くした"),
    ("再交付", "再発行"),
    ("自己負担", "窓口負担", "一部負担"),
)
# One way only: 健康保険証 is never looked for as 健康保健証.
MISTYPED = (
    ("保健証", "保険証"),
    ("保検証", "保険証"),
    ("健保証", "健康保険証"),
    ("資格確認所", "資格確認書"),
    ("マイナーカード", "マイナンバーカード"),
    ("けんこうほけんしょう", "健康保険証"),
    ("まいなほけんしょう", "マイナ保険証"),
    ("ほけんしょう", "保険証"),
    ("しかくかくにんしょ", "資格確認書"),
    ("いけんしょ", "意見書"),
    ("こうれいしゃ", "高齢者"),
    ("しょうがいしゃ", "障害者"),
    ("あんしょうばんごう", "暗証番号"),
    ("ゆうこうきげん", "有効期限"),
    ("りようりつ", "利用率"),
    ("さいがい", "災害"),
    ("かいご", "介護"),
)
# What people look for that the library does not speak of, and words of the library from which they may go on.
RELATED = (
    (("認知症", "物忘れ"), ("暗証番号", "代理", "施設", "高齢者")),
    (("外国人", "技能実習", "留学生"), ("在留カード", "帰国者", "国民皆保険")),
    (("外国", "諸外国"), ("海外", "国外", "ドイツ")),
    (
        ("特養", "老人ホーム", "グループホーム", "ケアマネ", "ヘルパー", "施設職員"),
        ("施設", "介護", "代理", "暗証番号"),
    ),
    (("75歳", "七十五歳", "高齢の母", "高齢の父", "お年寄り", "老人"), ("後期高齢者", "高齢者", "85歳以上")),
    (("車椅子", "車いす", "視覚障害", "聴覚障害", "知的障害", "精神障害", "難病"), ("障害者", "代理", "申請が困難")),
    (("ひとり暮らし", "一人暮らし", "独居", "寝たきり"), ("高齢者", "申請が困難", "代理")),
    (("赤ちゃん", "乳児", "出産"), ("新生児", "乳幼児", "特急発行")),
    (("無保険", "無保険者"), ("受診機会", "10割負担", "資格確認書")),
    (
        ("名前が出ない", "名前が出てこない", "黒丸", "●", "文字化け", "エラー表示"),
        ("エラー", "トラブル", "資格が正しく表示"),
    ),
    (("閉院", "廃院", "開業医", "閉鎖"), ("廃業", "義務化", "医療機関")),
    (("地震", "能登", "震災", "台風", "水害", "避難所"), ("災害", "停電")),
    (("救急車", "救急搬送"), ("救急", "他人の情報")),
    (("税金", "無駄", "コスト", "補助金"), ("予算", "費用", "支援金")),
    (("滞納", "短期証", "短期被保険者証", "国保料", "国保税"), ("滞納", "国民健康保険", "特別療養費")),
    (("成年後見", "後見人"), ("代理", "申請が困難")),
    (("ベンダー", "システム会社"), ("システム改修", "費用")),
    (("職員の負担", "市役所", "役場"), ("市町村", "自治体", "窓口")),
    (("憲法25条", "生存権", "平等権", "人権侵害"), ("憲法", "人権", "自己情報")),
    (("社説", "新聞"), ("世論調査", "報道")),
    (("採択した議会", "ほかの議会", "他の議会", "全国の議会"), ("採択", "可決", "意見書")),
    (("7000万", "9000万", "9300万", "交付枚数", "保有率"), ("普及", "保有", "枚")),
)
_IN_KANA = re.compile("[ぁ-ん]")
_GROUPS = tuple(tuple(dict.fromkeys(normalised(one) for one in group)) for group in GROUPS)
# What is never parted: words written with hiragana, by which a sentence is else parted (ひも付け), and what has
# another meaning than its parts (無保険, 視覚障害).
WHOLE = frozenset(
    [one for group in GROUPS for one in group if _IN_KANA.search(one)] + [one for heard, _ in RELATED for one in heard]
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_ERA_YEAR = re.compile(f"({'|'.join(_ERAS)})([0-9]+|元)年")
_YEAR = re.compile("((?:19|20)[0-9]{2})年")


def corrected(query: str) -> str:
    """With common mistypings, and the chief words where they are typed by their reading, as the library writes them."""
    for wrong, right in MISTYPED:
        query = query.replace(wrong, right)
    return query


def related(query: str) -> tuple[str, ...]:
    """Words of the library for who asks for what it does not speak of."""
    asked = normalised(query)
    found = (words for heard, words in RELATED if any(normalised(one) in asked for one in heard))
    return tuple(dict.fromkeys(word for words in found for word in words))


def parts_of(text: str, whole: Collection[str]) -> list[str]:
    """The text with the words that are never parted as parts of their own."""
    pattern = "|".join(map(re.escape, sorted(whole, key=len, reverse=True)))
    return [part for part in re.split(f"({pattern})", text) if part]


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
