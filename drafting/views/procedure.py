"""Words typed into the search that ask for the program, not for the library: where each is dealt with."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.urls import reverse

from drafting.guide import guide
from drafting.models import Draft


@dataclass(frozen=True)
class Matter:
    """`says`: where it is dealt with; `stage`: that page of a draft, by the name of its URL and the place on it;
    `chapter`: the heading in the guide."""

    heard: tuple[str, ...]
    says: str
    stage: str
    chapter: str
    place: str = ""


PEOPLE, OUT = "記・宛先・提出者", "書き出し・一式"
MATTERS = (
    Matter(
        ("紹介議員",),
        "請願書には紹介議員が要ります（地方自治法第124条）。お名前は「記・宛先・提出者」で入れます。",
        "draft_demands",
        PEOPLE,
        "id_signatories",
    ),
    Matter(
        ("賛成者", "提出者", "請願者", "陳情者", "何人必要", "必要な人数"),
        "お名前と人数は「記・宛先・提出者」で入れます。要る人数は、点検で議会の様式と照らします。",
        "draft_demands",
        PEOPLE,
        "id_signatories",
    ),
    Matter(
        ("宛先", "宛て先", "あて先", "提出先", "送り先"),
        "宛先は「記・宛先・提出者」で選びます。意見書は国会と関係行政庁に送れます（地方自治法第99条）。",
        "draft_demands",
        PEOPLE,
        "id_addressees",
    ),
    Matter(
        ("議案番号", "議案の番号", "提出日", "議長名", "議長の氏名"),
        "番号、日付、議長の氏名は「記・宛先・提出者」で入れます。",
        "draft_demands",
        PEOPLE,
        "id_date",
    ),
    Matter(
        ("提出期限", "提出の期限", "締切", "締め切り", "しめきり", "受付期間"),
        "期限は議会ごとに違います。議会事務局で確かめた日を「書き出す」に残せます。",
        "draft_export",
        OUT,
    ),
    Matter(
        ("署名用紙", "署名簿", "署名集め", "提案理由", "賛成討論", "反対討論", "想定問答", "出典一覧", "資料集"),
        "署名用紙、提案理由説明、賛成討論、想定問答などは「書き出す」で、本文から一式として作れます。",
        "draft_export",
        OUT,
    ),
    Matter(
        ("ワード", "Word", "PDF", "ピーディーエフ", "印刷", "ダウンロード"),
        "WordとPDFは「書き出す」で受け取れます。",
        "draft_export",
        OUT,
    ),
    Matter(
        ("会議規則", "様式", "書式", "縦書き", "文字の大きさ", "敬称"),
        "議会ごとの様式は、文書の「様式を直す」で見て、変えられます。",
        "draft_style",
        "様式を直す",
    ),
    Matter(
        ("請願", "陳情", "決議", "意見書案"),
        "意見書、決議、請願書、陳情書を作れます。種類と議会は、文書のはじめに選びます。",
        "draft_kind",
        "文書を作る",
    ),
    Matter(
        ("会派間", "共同提案", "全会一致"),
        "ほかの会派の答えは「会派間の合意」で集められます。",
        "draft_agreement",
        "いっしょに書く",
    ),
)


@dataclass(frozen=True)
class Pointer:
    """To where a matter is dealt with: `stage_url` of the draft that one writes, "" without one."""

    says: str
    stage_url: str
    guide_url: str


def matters_in(query: str) -> list[Matter]:
    asked = _plain(query)
    return [matter for matter in MATTERS if any(_plain(one) in asked for one in matter.heard)]


def heard_in(query: str) -> list[str]:
    """The words themselves, as the query writes them."""
    plain = unicodedata.normalize("NFKC", query)
    return [one for matter in MATTERS for one in matter.heard if one in plain]


def pointers(query: str, draft: Draft | None) -> list[Pointer]:
    return [Pointer(matter.says, _of_draft(matter, draft), chapter_url(matter.chapter)) for matter in matters_in(query)]


def chapter_url(heading: str) -> str:
    """Of a chapter of the guide."""
    ids = {chapter.text: chapter.id for chapter in guide().chapters}
    return f"{reverse('guide')}#{ids[heading]}"


def _of_draft(matter: Matter, draft: Draft | None) -> str:
    if draft is None:
        return ""
    return reverse(matter.stage, args=[draft.pk]) + (f"#{matter.place}" if matter.place else "")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
