"""A house style in the words of the screen: what each part is called, what its values mean, which parts go together.

It knows the keys of a style and nothing of rows, forms and pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .compose.kinds import Kind
from .compose.style import KEYS, Layer, parts_in

# Page is not one thing on the screen but its parts.
PART_LABELS = {
    "cover": "表紙",
    "cover_order": "表紙の並び",
    "letter_order": "本文の紙の並び",
    "number_line": "番号の行",
    "cover_title_suffix": "表紙の件名のあとに付ける語",
    "letter_title_suffix": "本文の件名のあとに付ける語",
    "letter_title": "本文の件名",
    "letter_title_spaced": "本文の件名の字の間",
    "submit_sentence": "提出の文",
    "rules": "会議規則の名前",
    "article": "会議規則の条",
    "date_suffix": "提出の日付のあと",
    "presiding_honorific": "議長の敬称",
    "signatory_layout": "提出者・賛成者の書き方",
    "signatory_labels": "提出者・賛成者の呼び方",
    "signatory_title": "名前の前の肩書",
    "repeat_mark": "同じ肩書が続くとき",
    "seal": "名前のあとの印",
    "reasons_place": "提案理由を載せるところ",
    "reasons_heading": "提案理由の見出し",
    "body_heading": "本文の見出し",
    "demand_layout": "求めることの書き方",
    "demand_lead": "箇条書きの前の文",
    "demand_sentence": "一文で書くときの文",
    "list_heading": "箇条書きの見出し",
    "list_numbers": "箇条書きの番号",
    "closing": "結びの文",
    "closing_register": "結びの文体",
    "state": "国の呼び方",
    "date_calendar": "日付の暦",
    "numerals": "数字",
    "issuer": "差出人",
    "issuer_spaced": "差出人の字の間",
    "addressee_layout": "宛先の書き方",
    "addressee_collective": "宛先をまとめるときの語",
    "addressee_label": "宛先の見出し",
    "addressee_honorific": "宛先の敬称",
    "addressee_honorific_once": "宛先の敬称の付け方",
    "addressee_names": "宛先の氏名",
    "addressee_each": "宛先のあとの「各通」",
    "petition_sections": "本文の節",
    "others_form": "ほかの署名者の書き方",
    "page": "紙面",
    "page.chars_per_line": "1行の字数",
    "page.lines_per_page": "1枚の行数",
    "page.font_size_pt": "文字の大きさ（ポイント）",
    "page.margins.top": "上の余白（mm）",
    "page.margins.right": "右の余白（mm）",
    "page.margins.bottom": "下の余白（mm）",
    "page.margins.left": "左の余白（mm）",
    "page.vertical": "書く向き",
    "supporters_required": "要る賛成者の数",
    "introducers_min": "紹介議員の最少",
    "introducers_max": "紹介議員の最多",
    "deadline_note": "締切（議会の言い方のまま）",
}
BLOCKS = {
    "number": "番号の行",
    "title": "件名",
    "submit_sentence": "提出の文",
    "date": "日付",
    "presiding": "議長あて",
    "signatories": "提出者・賛成者",
    "introducers": "紹介議員",
    "petitioners": "請願者・陳情者",
    "reasons": "提案理由",
    "body": "本文",
    "demands": "求めること",
    "sections": "趣旨・理由・事項の節",
    "closing": "結びの文",
    "issuer": "差出人",
    "addressees": "宛先",
}
SECTIONS = {
    "summary": "趣旨",
    "body": "理由（本文）",
    "demands": "事項（求めること）",
    "summary+body": "趣旨と理由を続けて",
    "summary+demands": "趣旨と事項を続けて",
}
# What a key of a stored row rests on.
BASES = {"sourced": "出典あり", "assumed": "推定"}
FLAG_WORDS = {
    "letter_title_spaced": ("字を空ける（意　見　書）", "空けない"),
    "issuer_spaced": ("字を空ける（○　○　議　会）", "空けない"),
    "addressee_honorific_once": ("最後の一人だけに付ける", "一人ずつに付ける"),
    "addressee_names": ("氏名も入れる", "職名だけ"),
    "page.vertical": ("縦書き（Wordだけ）", "横書き"),
}
CHOICE_WORDS: dict[str, dict[str, str]] = {
    "cover": {"separate": "別の紙にする", "combined": "本文と同じ紙にする", "none": "付けない"},
    "letter_title": {"title": "件名をそのまま", "kind": "「意見書」とだけ"},
    "date_suffix": {"": "何も付けない"},
    "signatory_layout": {
        "submitter_and_supporters": "提出者と賛成者を分ける",
        "all_submitters": "全員を提出者とする",
        "first_and_others": "○○議員ほか○人提出",
        "chair": "委員長だけ",
    },
    "repeat_mark": {"": "肩書をくり返す"},
    "seal": {"": "付けない"},
    "reasons_place": {"none": "載せない", "cover": "表紙", "after_letter": "本文のあと"},
    "demand_layout": {"list": "箇条書き", "sentence": "一文にする"},
    "list_heading": {"": "付けない"},
    "closing_register": {"same": "本文に合わせる", "plain": "である", "polite": "です・ます"},
    "date_calendar": {"wareki": "令和8年", "seireki": "2026年", "both": "令和8年（2026年）"},
    "numerals": {"half": "半角", "full": "全角", "one_full": "1桁は全角、2桁からは半角", "kanji": "漢数字（縦書き）"},
    "issuer": {
        "assembly": "議会の名前",
        "prefecture_and_assembly": "都道府県名と議会の名前",
        "presiding_officer": "議長の職名と氏名",
        "presiding_officer_title": "議長の職名だけ",
    },
    "addressee_layout": {"list": "1行に1つ", "line": "1行に続ける", "collective": "まとめて一語にする"},
    "addressee_label": {"": "付けない"},
    "addressee_honorific": {"": "付けない"},
    "addressee_each": {"": "付けない"},
}
HINTS = {
    "article": "例：第14条第1項。分からなければ空けておきます。紙面でも空きになります。",
    "supporters_required": "会議規則が決める人数です。分からなければ空けておきます。",
    "introducers_min": "分からなければ空けておきます。",
    "introducers_max": "分からなければ空けておきます。",
    "signatory_labels": "1行に1つ、提出者、賛成者の順に。",
    "petition_sections": "見出しを空けると、見出しなしで続きます。",
    "deadline_note": "例：開会日の前日午後5時まで。日付は計算しません。",
}
# What stands in braces in a style, as people read and type it.
SLOTS = {
    "number": "番号",
    "assembly": "議会",
    "rules": "会議規則",
    "article": "条",
    "title": "件名",
    "state": "国",
    "demands": "求めること",
    "below": "下記",
    "kind": "種類",
    "n": "人数",
}
_BY_WORD = {word: slot for slot, word in SLOTS.items()}
UNKNOWN = "分かりません（空き）"
BY_KIND = "文書の種類に合わせる"


@dataclass(frozen=True)
class Group:
    heading: str
    parts: tuple[str, ...]


_PAGE = Group(
    "紙面",
    (
        *("page.chars_per_line", "page.lines_per_page", "page.font_size_pt", "page.margins.top", "page.margins.bottom"),
        *("page.margins.left", "page.margins.right", "page.vertical", "date_calendar", "numerals"),
    ),
)
_COVER = ("cover", "cover_order", "number_line", "cover_title_suffix", "submit_sentence", "rules", "article")
_DEMANDS = ("demand_layout", "demand_lead", "demand_sentence", "list_heading", "list_numbers", "state")
_CLOSING = ("closing", "closing_register")
BILL = (
    Group("表紙", (*_COVER, "date_suffix", "presiding_honorific")),
    Group(
        "提出者・賛成者",
        (
            *("signatory_layout", "signatory_labels", "signatory_title", "repeat_mark", "seal", "others_form"),
            "supporters_required",
        ),
    ),
    Group("提案理由", ("reasons_place", "reasons_heading")),
    Group(
        "本文の紙",
        (
            *("letter_order", "letter_title", "letter_title_suffix", "letter_title_spaced", "body_heading"),
            *(*_CLOSING, "issuer", "issuer_spaced"),
        ),
    ),
    Group("求めること", _DEMANDS),
    Group(
        "宛先",
        (
            *("addressee_layout", "addressee_honorific", "addressee_honorific_once", "addressee_names"),
            *("addressee_each", "addressee_label", "addressee_collective"),
        ),
    ),
    _PAGE,
)
CITIZENS = (
    Group("表紙", ("cover", "cover_order", "cover_title_suffix", "introducers_min", "introducers_max")),
    Group("請願者と議長", ("presiding_honorific", "date_suffix", "seal", "others_form")),
    Group("本文の紙", ("letter_order", "petition_sections", "letter_title_suffix", *_CLOSING)),
    Group("求めること", ("demand_layout", "demand_lead", "list_heading", "list_numbers")),
    _PAGE,
    Group("締切", ("deadline_note",)),
)


def groups_of(kind: Kind) -> tuple[Group, ...]:
    """The parts that change a paper of this kind, as they follow each other on it.

    Where 宛先 stand only in letters that are sent, a 決議 has none."""
    if not kind.is_bill:
        heading = "紹介議員と表紙" if kind is Kind.PETITION else "表紙"
        first, second, *rest = CITIZENS
        people = "請願者と議長" if kind is Kind.PETITION else "陳情者と議長"
        return (Group(heading, first.parts), Group(people, second.parts), *rest)
    return tuple(group for group in BILL if not (kind is Kind.RESOLUTION and group.heading == "宛先"))


def said(part: str, value: Any) -> str:
    """A value as the screen says it, in one line."""
    if value is None:
        return BY_KIND if KEYS.get(part) and KEYS[part].type == "string" else UNKNOWN
    if isinstance(value, bool):
        return FLAG_WORDS[part][0 if value else 1]
    if part in CHOICE_WORDS:
        return CHOICE_WORDS[part].get(value, str(value))
    if part in ("cover_order", "letter_order"):
        return "、".join(BLOCKS.get(one, one) for one in value) or "何も載せない"
    if part == "petition_sections":
        return "、".join(in_words(heading) or SECTIONS.get(content, content) for content, heading in value)
    if isinstance(value, list):
        return "、".join(value) or "付けない"
    return in_words(value) or "なし" if isinstance(value, str) else f"{value:g}"


def in_words(text: str) -> str:
    """発議第{number}号 as 発議第【番号】号."""
    return re.sub(r"\{(\w+)\}", lambda found: f"【{SLOTS[found[1]]}】" if found[1] in SLOTS else found[0], text)


def in_slots(text: str) -> str:
    """The way back."""
    return re.sub(
        r"【([^【】]*)】", lambda found: f"{{{_BY_WORD[found[1]]}}}" if found[1] in _BY_WORD else found[0], text
    )


def with_labels(message: str) -> str:
    """A message of the readers of files with the screen's names for the paths: 「印」 for 「style.seal」."""

    def name(found: re.Match[str]) -> str:
        part = re.sub(r"\[\d+\]", "", found[1])
        return f"「{PART_LABELS[part]}」" if part in PART_LABELS else found[0]

    return re.sub(r"「style\.([\w.\[\]]+)」", name, message)


def all_said(layer: Layer) -> str:
    """A layer in one line: what differs from the style below it."""
    return "、".join(f"{PART_LABELS[part]}：{said(part, value)}" for part, value in parts_in(layer))
