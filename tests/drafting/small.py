"""A library of a handful of items beside the shipped one, so that no test hangs on the wording of the real texts."""

from __future__ import annotations

from typing import Any

from drafting.actions.library import Item, item_from, load_release, propose, publish
from drafting.models import EDITION_OF, Edition, Entry, EntryKind, User

OLD = "廃止まで{here}の{residents}は健康保険証で受診できた。"
NEW = "{assembly}は、{date:2022-10-13}の表明以来、{state}に説明を求めてきた。"
PASSAGES = [
    {"from": "", "until": "2024-12-01", "plain": OLD, "polite": "できました。", "cites": []},
    {"from": "2024-12-02", "until": "", "plain": NEW, "polite": "求めてきました。", "cites": ["x-fact", "x-quotation"]},
]
TEXTS = [
    {"from": "", "until": "2024-12-01", "strong": "やめること。", "standard": "見直すこと。", "soft": "考えること。"},
    {
        "from": "2024-12-02",
        "until": "",
        "strong": "戻すこと。",
        "standard": "{here}に送ること。",
        "soft": "検めること。",
    },
]


def theme(**keys: Any) -> Item:
    return item_from(EntryKind.THEME, {"slug": "x-theme", "title": "試しの主題", "order": 99} | keys)


def source(**keys: Any) -> Item:
    raw = {"slug": "x-source", "title": "試しの調査", "type": "survey", "cite_as": "試しの調査（{date:2022-10-28}）"}
    return item_from(EntryKind.SOURCE, raw | keys)


def fact(**keys: Any) -> Item:
    raw = {
        "slug": "x-fact",
        "statement": "試しの事実。",
        "as_of": "2026-01",
        "status": "current",
        "next_review": "2027-01-01",
        "citations": [{"source": "x-source", "locator": "第5表"}],
        "themes": ["x-theme"],
    }
    return item_from(EntryKind.FACT, raw | keys)


def quotation(**keys: Any) -> Item:
    raw = {"slug": "x-quotation", "text": "丁寧に説明する", "speaker": "大臣", "kind": "verbatim", "source": "x-source"}
    return item_from(EntryKind.QUOTATION, raw | keys)


def argument(**keys: Any) -> Item:
    raw = {
        "slug": "x-argument",
        "theme": "x-theme",
        "title": "試しの論点",
        "claim": "主張。",
        "reasoning": "理由。",
        "passages": PASSAGES,
    }
    return item_from(EntryKind.ARGUMENT, raw | keys)


def elapsed(**keys: Any) -> Item:
    """An argument whose words change with the time that passes."""
    text = "廃止から{years_since:2024-12-02}がたった。"
    passages = [{"from": "", "until": "", "plain": text, "polite": "たちました。", "cites": []}]
    return argument(slug="x-elapsed", title="時の経過", passages=passages, **keys)


def demand(**keys: Any) -> Item:
    raw = {"slug": "x-demand", "theme": "x-theme", "title": "試しの求め", "texts": TEXTS, "addressees": ["総務大臣"]}
    return item_from(EntryKind.DEMAND, raw | keys)


def all_items() -> list[Item]:
    return [theme(), source(), fact(), quotation(), argument(), elapsed(), demand()]


def load() -> None:
    load_release(all_items())


def edition(slug: str, number: int | None = None) -> Edition:
    """The published one, or the one of that number, as its typed row."""
    entry = Entry.objects.get(slug=slug)
    rows = EDITION_OF[EntryKind(entry.kind)].objects.filter(entry=entry)
    found: Edition = rows.get(number=number) if number else rows.get(pk=entry.published_id)
    return found


def edited_here(item: Item, author: User, curator: User) -> Edition:
    """A change made in this place, published by the curator."""
    proposed = propose(item, author, "ここで直した")
    publish(proposed, curator)
    return edition(item.slug)
