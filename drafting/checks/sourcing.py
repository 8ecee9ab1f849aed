"""Is what the paper says backed, and still so on its day?  It looks at facts, periods and versions, never at style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..compose.content import CitedFact, Demand, DraftContent, Origin, PartialDate, Passage, Period, Quotation
from ..compose.dates import in_calendar
from ..compose.kinds import FactStatus
from ..compose.stated import ERA, LAW_NUMBER, NO_FIGURE, figure_in, plain_digits
from .base import Mend, Noted, Paper, Remedy, Severity, check
from .texts import is_own, sentences, without_brackets

_DATED = re.compile(ERA + r"(?:元|[0-9]+)年|[0-9]{4}年|[0-9]+月|当時|同年|同月|\{(?:date|month):")
_CALENDAR = re.compile(ERA + "(?:元|[0-9]+)年|[0-9]{4}年|[0-9]+月|[0-9]+日(?!程度|間)")
_PAST = re.compile("(?:た|だった)(?:と(?:いう|のこと))?$")
_AS_OF = "時点"

Pinned = Passage | Quotation | Demand


@check("outside-period", Severity.MEND)
def outside_period(paper: Paper) -> Iterator[Noted]:
    """The library's own words, on a day for which they were not written."""
    for block in _out_of_period(paper.content):
        if not is_own(block.origin):
            mend = Mend(Remedy.PERIOD_TEXT, block.id)
            hint = "日付に合う文に替えるか、外してください。"
            yield Noted(block.id, _period_message(block.period, paper.content), hint, block.wording.text[:60], mend)


@check("outside-period-edited", Severity.CONFIRM)
def outside_period_edited(paper: Paper) -> Iterator[Noted]:
    for block in _out_of_period(paper.content):
        if is_own(block.origin):
            hint = "直した文が、文書の日付に合っているかお確かめください。"
            yield Noted(block.id, _period_message(block.period, paper.content), hint, block.wording.text[:60])


@check("stale-as-present", Severity.CONFIRM)
def stale_as_present(paper: Paper) -> Iterator[Noted]:
    for passage in _passages(paper.content):
        for fact in passage.facts:
            for sentence, value in _stale_sentences(passage, fact, paper.content.calendar_day):
                message = f"「{value}」は{_as_of(fact)}です。今のことのように読めます。"
                hint = "いつの値かを書いて過去の形にするか、新しい値に替えてください。"
                yield Noted(passage.id, message, hint, sentence)


@check("fact-unverified", Severity.CONFIRM)
def fact_unverified(paper: Paper) -> Iterator[Noted]:
    for passage in _passages(paper.content):
        for fact in passage.facts:
            if fact.status in (FactStatus.DISPUTED, FactStatus.UNVERIFIED):
                word = (
                    "資料によって食い違いがあります" if fact.status is FactStatus.DISPUTED else "原典と照合していません"
                )
                message = f"根拠の事実は、{word}。"
                yield Noted(passage.id, message, "提出の前に、出典でお確かめください。", fact.statement)


@check("review-overdue", Severity.NOTICE)
def review_overdue(paper: Paper) -> Iterator[Noted]:
    day = paper.content.calendar_day
    for passage in _passages(paper.content):
        for fact in passage.facts:
            if _overdue(fact, day) and not any(_stale_sentences(passage, fact, day)):
                message = f"根拠の事実（{_as_of(fact)}）は、見直しの期日を過ぎています。"
                yield Noted(passage.id, message, "その後に変わっていないか、お確かめください。", fact.statement)


@check("figure-without-source", Severity.CONFIRM)
def figure_without_source(paper: Paper) -> Iterator[Noted]:
    for passage in _passages(paper.content):
        backed = passage.origin or passage.facts or passage.sources
        figure = "" if backed else figure_in(passage.wording.text)
        if figure:
            message = f"数や日付（{figure}）に、出典が付いていません。"
            yield Noted(passage.id, message, "根拠の事実か出典を付けてください。", figure)


@check("origin-unknown", Severity.CONFIRM)
def origin_unknown(paper: Paper) -> Iterator[Noted]:
    for block, origin in _pinned(paper.content):
        if not origin.known:
            message = (
                f"「{origin.slug}」第{origin.version}版は、このライブラリにありません。文書の中の文をそのまま使います。"
            )
            yield Noted(block.id, message, "文と出典をお確かめください。")


@check("origin-retired", Severity.CONFIRM)
def origin_retired(paper: Paper) -> Iterator[Noted]:
    for block, origin in _pinned(paper.content):
        if origin.known and origin.retired:
            message = f"{_called(origin)}は、ライブラリから取り下げられています。"
            yield Noted(block.id, message, "使い続けてよいかお確かめください。")


@check("origin-newer", Severity.NOTICE)
def origin_newer(paper: Paper) -> Iterator[Noted]:
    for block, origin in _pinned(paper.content):
        if origin.known and origin.newer and not origin.retired:
            # Named by its number: what was let stand for one version is found again at the next.
            newest = f"（第{origin.newest}版）" if origin.newest else ""
            message = f"{_called(origin)}に、第{origin.version}版より新しい版{newest}があります。"
            # What a writer edited is brought together with the newer text by the writer.
            mend = None if origin.edited else Mend(Remedy.NEWER, block.id)
            yield Noted(block.id, message, "違いを見て、新しい版にできます。", mend=mend)


@check("quotation-edited", Severity.MEND)
def quotation_edited(paper: Paper) -> Iterator[Noted]:
    for block in paper.content.body:
        if isinstance(block, Quotation) and block.origin.edited:
            message = "引用の語が、ライブラリにある原典の語と違います。"
            hint = "元の語に戻すか、引用をやめて自分の文にしてください。"
            yield Noted(block.id, message, hint, block.text[:60], Mend(Remedy.REVERT, block.id))


def _passages(content: DraftContent) -> list[Passage]:
    return [block for block in content.body if isinstance(block, Passage)]


def _pinned(content: DraftContent) -> Iterator[tuple[Pinned, Origin]]:
    for block in (*content.body, *content.demands):
        if block.origin is not None:
            yield block, block.origin


def _called(origin: Origin) -> str:
    return f"「{origin.title or origin.slug}」"


def _out_of_period(content: DraftContent) -> list[Passage | Demand]:
    blocks: list[Passage | Demand] = [*_passages(content), *content.demands]
    return [block for block in blocks if not block.period.contains(content.calendar_day)]


def _period_message(period: Period, content: DraftContent) -> str:
    start, end = _on_paper(period.start), _on_paper(period.end)
    span = f"{start}から" * bool(start) + f"{end}まで" * bool(end)
    dated = content.letter_date or content.date
    day = (
        f"文書の日付は{in_calendar(dated)}です"
        if dated
        else f"日付が空いているので今日（{_on_paper(content.today)}）で見ました"
    )
    return f"{span}の文書に合わせて書かれた文です（{day}）。"


def _on_paper(day: date | None) -> str:
    return in_calendar(PartialDate(day.year, day.month, day.day)) if day else ""


def _as_of(fact: CitedFact) -> str:
    return f"{in_calendar(fact.as_of)}の値" if fact.as_of else "過去の値"


def _overdue(fact: CitedFact, day: date) -> bool:
    # What is history needs no review any more.
    return fact.status is not FactStatus.HISTORICAL and fact.next_review is not None and fact.next_review < day


def _stale_sentences(passage: Passage, fact: CitedFact, day: date) -> Iterator[tuple[str, str]]:
    """Sentences of the writer's with a stale value, as if it were so today; the library's own were checked there."""
    if not is_own(passage.origin) or not (fact.status is FactStatus.HISTORICAL or _overdue(fact, day)):
        return
    for sentence in sentences(passage.wording.text):
        value = next((value for value in fact.values if _holds(sentence, value)), None)
        if value is not None and not _of_its_time(sentence):
            yield sentence, value


def _holds(sentence: str, value: str) -> bool:
    """The value as a number of its own: 4.29 is not in 14.29, 16 not in 第16条, and a lone 5 would be everywhere."""
    number = plain_digits(value).strip()
    if len(number) < 2:
        return False
    text = _CALENDAR.sub("", NO_FIGURE.sub("", LAW_NUMBER.sub("", plain_digits(sentence))))
    return re.search(rf"(?<![0-9.]){re.escape(number)}(?![0-9]|\.[0-9])", text) is not None


def _of_its_time(sentence: str) -> bool:
    """It says when, and says it in the past or as 時点."""
    text = plain_digits(sentence)
    if not _DATED.search(text):
        return False
    return _AS_OF in text or _PAST.search(without_brackets(text).rstrip("」』 ")) is not None
