"""提案理由説明, 請願の趣旨説明, 口頭陳情: the letter as its proposer says it, whole and cut to a few minutes.

A frame as real speeches have it (a greeting, 「お手元に配付のとおり」, the text, a closing), around the blocks of the
draft.  To be cut, whole blocks are left out, never words; what is demanded is always said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .. import text_blocks as text
from ..backing import Backing
from ..citations import number_notes
from ..content import DraftContent, Passage
from ..document import Block, Document, Paragraph
from ..kinds import Asks, Kind, Proposer
from ..setting import Setting
from .parts import PackageOptions, Part, label_of
from .spoken import (
    characters,
    is_plain,
    lectern_paper,
    matter,
    minutes_of,
    reading_time,
    spoken_setting,
)

CUT_TO = (5, 3)  # minutes


@dataclass(frozen=True)
class Speech:
    """`limit`: the minutes that it was cut to, None for the whole; `left_out`: places in the body, from 1.

    `plain`: what is not in the polite register, as the screen and the note at the end name it."""

    document: Document
    characters: int
    minutes: int
    limit: int | None = None
    left_out: tuple[int, ...] = ()
    plain: tuple[str, ...] = ()


def speech(content: DraftContent, backing: Backing, options: PackageOptions) -> Document:
    return whole_speech(content, options).document


def whole_speech(content: DraftContent, options: PackageOptions) -> Speech:
    return _made(content, options, None, ())


def shorter_speeches(content: DraftContent, backing: Backing, options: PackageOptions) -> tuple[Speech, ...]:
    """One for each limit that the whole exceeds and that leaving out blocks can meet."""
    return tuple(found for limit in CUT_TO if (found := shortened(content, backing, options, limit)))


def shortened(content: DraftContent, backing: Backing, options: PackageOptions, limit: int) -> Speech | None:
    """None where the whole is short enough, or where even the first and the last block are too long."""
    most = limit * options.chars_per_minute
    lengths = _lengths(content)
    left = characters(_blocks(spoken_setting(content)))
    left_out: list[int] = []
    if left <= most:
        return None
    for place in _dispensable(content, backing, lengths):
        left_out.append(place)
        left -= lengths[place]
        if left <= most:
            return _made(content, options, limit, tuple(sorted(left_out)))
    return None


def _lengths(content: DraftContent) -> list[int]:
    setting = spoken_setting(content)
    notes = number_notes(setting.content)
    bodies = [replace(content, preamble="", body=(block,)) for block in setting.content.body]
    return [characters(text.body(Setting(one), notes)) for one in bodies]


def _dispensable(content: DraftContent, backing: Backing, lengths: Sequence[int]) -> list[int]:
    """In which order blocks are left out: the least backed first, of those the longest; the first and last stay."""
    backed = [_weight(backing, block.id) for block in content.body]
    return sorted(range(1, len(content.body) - 1), key=lambda place: (backed[place], -lengths[place]))


def _weight(backing: Backing, block_id: str) -> int:
    block = backing.block(block_id)
    return min(len(block.facts) + len(block.sources) + len(block.quotations), 2)


def _made(content: DraftContent, options: PackageOptions, limit: int | None, left_out: tuple[int, ...]) -> Speech:
    kept = tuple(block for place, block in enumerate(content.body) if place not in left_out)
    setting = spoken_setting(replace(content, body=kept))
    label = label_of(Part.SPEECH, content.kind) + (f"（{limit}分版）" if limit else "")
    blocks = list(_blocks(setting))
    count = characters(blocks)
    places = tuple(place + 1 for place in left_out)
    plain = tuple(_plain(content, left_out))
    remarks = [reading_time(count, options.chars_per_minute), *_remarks(content, places, plain)]
    document = lectern_paper(setting, label, blocks, remarks)
    return Speech(document, count, minutes_of(count, options.chars_per_minute), limit, places, plain)


def _plain(content: DraftContent, left_out: tuple[int, ...]) -> Iterator[str]:
    """The writer's own words, or a passage of the library that was edited: they are said as they are written."""
    own = {"提案理由": "" if not content.kind.is_bill else content.reasons, "書き出し": content.preamble}
    own["趣旨"] = "" if content.kind.is_bill else content.summary
    own["記の前の文"] = content.lead
    yield from (name for name, words in own.items() if is_plain(words))
    kept = ((at, block) for at, block in enumerate(content.body) if at not in left_out)
    own_blocks = ((at, block) for at, block in kept if isinstance(block, Passage) and not block.spoken_wording)
    yield from (f"{at + 1}番目の段落" for at, block in own_blocks if is_plain(block.wording.text))


def _remarks(content: DraftContent, left_out: tuple[int, ...], plain: tuple[str, ...]) -> Iterator[str]:
    if left_out:
        yield f"本文のうち、{_named(content, left_out)}は省いています。"
    if plain:
        yield f"{'、'.join(plain)}は、書かれたとおり「である」の文です。話し言葉に直してお使いください。"
    if content.kind is Kind.APPEAL:
        yield "口頭で述べることができるか、何分までかは、議会事務局にお確かめください。"


def _named(content: DraftContent, places: tuple[int, ...]) -> str:
    return "、".join(f"{place}番目の段落（{opening(content, place)}）" for place in places)


def opening(content: DraftContent, place: int) -> str:
    """A paragraph by its origin's title, or by its first words."""
    block = content.body[place - 1]
    words = block.wording.text if isinstance(block, Passage) else block.text
    title = block.origin.title if block.origin and block.origin.known else ""
    return title or (words[:12] + "…" if len(words) > 12 else words)


def _blocks(setting: Setting) -> Iterator[Block]:
    yield from setting.paragraphs(_greeting(setting))
    if setting.is_citizens:
        yield from text.summary(setting)
    else:
        yield from setting.paragraphs(setting.content.reasons)
        yield from setting.paragraphs("案文はお手元に配付のとおりです。その内容を申し上げます。")
    yield from text.body(setting, number_notes(setting.content))
    yield from demands_said(setting)
    yield from setting.paragraphs(ENDINGS[setting.content.kind])


def demands_said(setting: Setting) -> list[Block]:
    if not setting.is_citizens or setting.content.lead:
        return text.demands(setting, headed=True)
    lead = {Asks.OPINION: ASKS_FOR_LETTER, Asks.OWN: "以上の理由から、次の事項を求めます。"}[setting.content.asks]
    return [Paragraph(setting.text(lead)), *text.demands(setting, headed=True)[-1:]]


def _greeting(setting: Setting) -> str:
    content, subject = setting.content, matter(setting)
    if content.kind is Kind.APPEAL:
        return f"本日は発言の機会をいただき、ありがとうございます。陳情{subject}の趣旨を申し上げます。"
    if content.kind is Kind.PETITION:
        return f"ただいま議題となりました{subject}につきまして、紹介議員として、請願の趣旨を御説明申し上げます。"
    on_behalf = "委員会を代表し" if content.proposer is Proposer.COMMITTEE else "提出者を代表し"
    return f"ただいま議題となりました{subject}につきまして、{on_behalf}、提案の理由を御説明申し上げます。"


ASKS_FOR_LETTER = "以上の理由から、次の事項を内容とする意見書を国会及び関係行政庁に提出していただくよう求めます。"
BY_ARTICLE = "本案は、地方自治法第99条の規定により、意見書として提出しようとするものです。"
ENDINGS = {
    Kind.OPINION: BY_ARTICLE + "議員の皆様の御賛同を賜りますようお願い申し上げ、提案理由の説明といたします。",
    Kind.RESOLUTION: "議員の皆様の御賛同を賜りますようお願い申し上げ、提案理由の説明といたします。",
    Kind.PETITION: "以上が、この請願の趣旨です。議員の皆様の御理解を賜り、採択していただきますようお願い申し上げます。",
    Kind.APPEAL: "以上のとおり陳情いたします。よろしく御審査くださいますようお願い申し上げます。",
}
