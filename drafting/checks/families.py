"""What the checks look at, in a reader's words: for saying what was found in order.  It knows no screen."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from ..compose.content import DraftContent, Passage, Quotation
from ..compose.kinds import Kind


@dataclass(frozen=True)
class Family:
    """`concerns`: whether a paper has what these checks look at; of the rest nothing is said."""

    name: str
    codes: frozenset[str]
    concerns: Callable[[DraftContent], bool] = lambda content: True


def _family(name: str, codes: str, concerns: Callable[[DraftContent], bool] = lambda content: True) -> Family:
    return Family(name, frozenset(codes.split()), concerns)


FAMILIES = (
    _family("議会と会議規則", "missing-assembly merged-assembly unknown-rules"),
    _family("件名", "missing-title long-title title-without-letter"),
    _family(
        "宛先の範囲",
        "missing-addressees addressee-outside-99 addressee-unknown addressee-twice resolution-addressees",
        lambda content: content.kind is not Kind.RESOLUTION,
    ),
    _family(
        "提出者と賛成者",
        "missing-submitter missing-supporters supporters-unknown",
        lambda content: content.kind.is_bill,
    ),
    _family(
        "請願者・陳情者と紹介議員",
        "missing-petitioner missing-address missing-introducer too-many-introducers appeal-introducer",
        lambda content: not content.kind.is_bill,
    ),
    _family("日付", "date-past letter-before-handing-in relative-date", lambda content: bool(content.date)),
    _family("本文と記の有無", "missing-body missing-demands empty-paragraph not-printed"),
    _family("日付に合う文", "outside-period outside-period-edited", lambda content: _has_origin(content)),
    _family(
        "数字と出典",
        "figure-without-source stale-as-present fact-unverified review-overdue",
        lambda content: any(isinstance(block, Passage) for block in content.body),
    ),
    _family("ライブラリの版", "origin-newer origin-retired origin-unknown", lambda content: _has_origin(content)),
    _family("自分の議会の地名", "own-town-as-example", lambda content: bool(content.assembly) and _has_origin(content)),
    _family(
        "引用の語",
        "quotation-edited",
        lambda content: any(isinstance(block, Quotation) for block in content.body),
    ),
    _family("「下記」と「記」", "below-without-list lead-without-below", lambda content: bool(content.demands)),
    _family("文体のそろい", "mixed-register", lambda content: bool(content.body)),
    _family("和暦・西暦のそろい", "mixed-calendar", lambda content: bool(content.body)),
    _family(
        "言葉づかい",
        "old-article-99 circled-digit loaded-word long-sentence",
        lambda content: bool(content.body or content.demands),
    ),
)


def in_order(content: DraftContent, found: Collection[str]) -> list[str]:
    """The names of what was looked at and gave no finding; `found` are codes."""
    return [one.name for one in FAMILIES if one.concerns(content) and not one.codes & set(found)]


def _has_origin(content: DraftContent) -> bool:
    return any(block.origin for block in (*content.body, *content.demands))
