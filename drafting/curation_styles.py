"""The keys of a house style in words that a curator can type: labels, and each value to text and back."""

from __future__ import annotations

import json
from typing import Any

from .compose.style import KEYS

BASES = {"sourced": "原本にある", "assumed": "推定"}
YES, NO, NULL = "はい", "いいえ", "（なし）"
KEY_LABELS = {
    "cover": "表紙",
    "cover_order": "表紙の並び",
    "letter_order": "本文の紙の並び",
    "number_line": "番号の行",
    "cover_title_suffix": "表紙の件名の後",
    "letter_title_suffix": "本文の件名の後",
    "letter_title": "本文の見出し",
    "letter_title_spaced": "本文の見出しの字を空ける",
    "submit_sentence": "提出の文",
    "rules": "会議規則の名前",
    "article": "会議規則の条",
    "date_suffix": "日付の後",
    "presiding_honorific": "議長の敬称",
    "signatory_layout": "提出者の並べ方",
    "signatory_labels": "提出者・賛成者の呼び方",
    "signatory_title": "提出者の肩書",
    "repeat_mark": "くり返しの記号",
    "seal": "印",
    "reasons_place": "提案理由の場所",
    "reasons_heading": "提案理由の見出し",
    "body_heading": "本文の見出し（節）",
    "demand_layout": "記の形",
    "demand_lead": "記の前の文",
    "demand_sentence": "記を文にするとき",
    "list_heading": "記の見出し",
    "list_numbers": "記の番号",
    "closing": "結びの文",
    "closing_register": "結びの文体",
    "state": "国の呼び方",
    "date_calendar": "日付の暦",
    "numerals": "数字の幅",
    "issuer": "差出人",
    "issuer_spaced": "差出人の字を空ける",
    "addressee_layout": "宛先の形",
    "addressee_collective": "宛先のまとめ方",
    "addressee_label": "宛先の見出し",
    "addressee_honorific": "宛先の敬称",
    "addressee_honorific_once": "敬称は一度だけ",
    "addressee_names": "宛先に氏名を入れる",
    "addressee_each": "各通",
    "petition_sections": "請願・陳情の節",
    "others_form": "ほかの署名者の書き方",
    "page": "紙面",
    "supporters_required": "要る賛成者の数",
    "introducers_min": "紹介議員の最少",
    "introducers_max": "紹介議員の最多",
    "deadline_note": "締切の言い方",
}


def words_of(value: Any) -> str:
    """A value as it is typed; what has parts of parts (the page, the sections) stays in its own notation."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def value_of(key: str, text: str) -> Any:
    """The way back; ValueError says what may stand there."""
    known, text = KEYS[key], text.strip()
    if known.nullable and text == NULL:
        return None
    if known.type == "list":
        return [one.strip() for one in text.splitlines() if one.strip()]
    if known.type == "string":
        if known.choices and text not in known.choices:
            raise ValueError(f"使えるのは {known.allowed()} です。")
        return text
    if known.type == "boolean":
        return _boolean(text)
    try:
        return json.loads(text)
    except ValueError:
        raise ValueError(f"{known.allowed()}を入れてください。") from None


def _boolean(text: str) -> bool:
    if text not in (YES, NO):
        raise ValueError(f"「{YES}」か「{NO}」を入れてください。")
    return text == YES
