"""Is the paper complete, and may it go where it is to go?  地方自治法99条・112条・124条 and the rules of procedure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from datetime import date

from ..compose.content import Addressee, DraftContent, PartialDate, Signatory
from ..compose.dates import in_calendar
from ..compose.kinds import Kind, Proposer, Role
from ..compose.layouts import attached_letter, cover_names
from ..compose.printed import unprinted
from .authorities import ARTICLE_99, ARTICLE_112, ARTICLE_124, PETITION_ACT_2, rules_of
from .base import Mend, Noted, Paper, Remedy, Severity, check

_COURT = re.compile("裁判所|裁判官")
# 一部事務組合 and 広域連合 are local public bodies with an executive; the rest is private or the workers' own.
_PRIVATE = re.compile(
    "会社|協会|連合会|連盟|(?<!一部事務)組合|党(?!首討論)|新聞|放送|労組|(財団|社団|医療|学校|宗教)法人|NPO|ＮＰＯ"
)
_PLACES = {
    "number": ("bill_number", "議案番号"),
    "summary": ("summary", "趣旨"),
    "body": ("body", "本文"),
    "demands": ("demands", "記・請願事項"),
    "reasons": ("reasons", "提案理由"),
    "presiding": ("presiding_officer", "議長の名"),
    "signatories": ("signatories", "提出者・賛成者"),
    "introducers": ("signatories", "紹介議員"),
    "petitioners": ("signatories", "請願者・陳情者"),
    "addressees": ("addressees", "宛先"),
}


@check("missing-assembly", Severity.MEND)
def missing_assembly(paper: Paper) -> Iterator[Noted]:
    if paper.content.assembly is None:
        yield Noted("assembly", "議会が選ばれていません。", "提出する議会を選んでください。")


@check("merged-assembly", Severity.MEND)
def merged_assembly(paper: Paper) -> Iterator[Noted]:
    assembly = paper.content.assembly
    if assembly and assembly.successor:
        when = in_calendar(PartialDate.parse(assembly.dissolved_on))
        message = f"{assembly.assembly_name}は、{when}に合併して、今は{assembly.successor}議会になっています。"
        yield Noted("assembly", message, f"「文書の種類と議会」で{assembly.successor}議会を選んでください。")


@check("missing-title", Severity.MEND)
def missing_title(paper: Paper) -> Iterator[Noted]:
    if not paper.content.title.strip():
        yield Noted("title", "件名がありません。", "「…を求める意見書」のように、求めることを件名にしてください。")


@check("missing-body", Severity.MEND)
def missing_body(paper: Paper) -> Iterator[Noted]:
    content = paper.content
    if not (content.body or content.preamble.strip() or content.summary.strip()):
        yield Noted("body", "本文がありません。", "ライブラリから論点を加えるか、自分の文を書いてください。")


@check("missing-demands", Severity.MEND)
def missing_demands(paper: Paper) -> Iterator[Noted]:
    # A 決議 often states a will and asks for nothing.
    if paper.content.kind is not Kind.RESOLUTION and not paper.content.demands:
        word = "求めること（記）" if paper.content.kind is Kind.OPINION else f"{paper.content.kind.word}事項"
        yield Noted("demands", f"{word}がありません。", "求めることを一つ以上加えてください。")


@check("missing-addressees", Severity.MEND, ARTICLE_99)
def missing_addressees(paper: Paper) -> Iterator[Noted]:
    letter = _letter(paper.content)
    if letter and not letter.addressees and letter.style.addressee_layout != "collective":
        name = "意見書" if paper.content.kind is Kind.OPINION else "添える意見書案"
        hint = "国会（衆参両院の議長）や関係行政庁を加えてください。"
        mend = Mend(Remedy.USUAL_ADDRESSEES, "addressees")
        yield Noted("addressees", f"{name}の宛先がありません。", hint, mend=mend)


@check("missing-submitter", Severity.MEND, ARTICLE_112)
def missing_submitter(paper: Paper) -> Iterator[Noted]:
    if paper.content.kind.is_bill and not _named(paper.content, Role.SUBMITTER):
        yield Noted("signatories", "提出者がいません。", "提出する議員（委員会なら委員長）の名を加えてください。")


@check("missing-supporters", Severity.MEND)
def missing_supporters(paper: Paper) -> Iterator[Noted]:
    content = paper.content
    required = content.style.supporters_required
    if not _needs_supporters(content) or required is None:
        return
    have = len(_named(content, Role.SUPPORTER))
    if content.style.signatory_layout != "submitter_and_supporters":
        have += max(0, len(_named(content, Role.SUBMITTER)) - 1)
    if have < required:
        message = f"賛成者があと{required - have}人必要です（今は{have}人、{required}人以上）。"
        yield Noted("signatories", message, "賛成者を加えてください。", authority=rules_of(content))


@check("supporters-unknown", Severity.NOTICE)
def supporters_unknown(paper: Paper) -> Iterator[Noted]:
    content = paper.content
    if _needs_supporters(content) and content.style.supporters_required is None:
        message = "必要な賛成者の数が、この様式では分かっていません。"
        hint = "議会事務局か会議規則で人数をお確かめください。"
        yield Noted("signatories", message, hint, authority=rules_of(content))


@check("missing-petitioner", Severity.MEND, PETITION_ACT_2)
def missing_petitioner(paper: Paper) -> Iterator[Noted]:
    if not paper.content.kind.is_bill and not _named(paper.content, Role.PETITIONER):
        word = f"{paper.content.kind.word}者"
        yield Noted("signatories", f"{word}がいません。", f"{word}の氏名と住所を加えてください。")


@check("missing-address", Severity.MEND, PETITION_ACT_2)
def missing_address(paper: Paper) -> Iterator[Noted]:
    if paper.content.kind is not Kind.PETITION:
        return
    for person in _named(paper.content, Role.PETITIONER):
        if not person.address.strip():
            yield Noted("signatories", f"請願者「{person.name}」の住所がありません。", "住所を加えてください。")


@check("missing-introducer", Severity.MEND, ARTICLE_124)
def missing_introducer(paper: Paper) -> Iterator[Noted]:
    content = paper.content
    if content.kind is not Kind.PETITION:
        return
    have, least = len(_named(content, Role.INTRODUCING_MEMBER)), content.style.introducers_min or 1
    if have == 0:
        hint = "紹介議員を加えるか、陳情書として出すことをご検討ください。"
        yield Noted("signatories", "紹介議員がいません。請願には議員の紹介が要ります。", hint)
    elif have < least:
        message = f"紹介議員があと{least - have}人必要です（今は{have}人、{least}人以上）。"
        yield Noted("signatories", message, "紹介議員を加えてください。", authority=rules_of(content))


@check("too-many-introducers", Severity.MEND)
def too_many_introducers(paper: Paper) -> Iterator[Noted]:
    content = paper.content
    have, most = len(_named(content, Role.INTRODUCING_MEMBER)), content.style.introducers_max
    if content.kind is Kind.PETITION and most is not None and have > most:
        message = f"紹介議員が{have}人います。この議会では{most}人までです。"
        yield Noted("signatories", message, f"{most}人までにしてください。", authority=rules_of(content))


@check("appeal-introducer", Severity.NOTICE, ARTICLE_124)
def appeal_introducer(paper: Paper) -> Iterator[Noted]:
    if paper.content.kind is Kind.APPEAL and _named(paper.content, Role.INTRODUCING_MEMBER):
        message = "陳情書に紹介議員は要りません。"
        yield Noted("signatories", message, "議員の紹介があるなら、請願書として出すこともできます。")


@check("addressee-outside-99", Severity.MEND, ARTICLE_99)
def addressee_outside_99(paper: Paper) -> Iterator[Noted]:
    for addressee in _unknown_addressees(paper.content):
        if reason := _outside_99(addressee):
            message = f"「{addressee.office}」は{reason}で、意見書の宛先になりません。"
            hint = "宛先は国会と関係行政庁に限られます。外してください。"
            mend = Mend(Remedy.DROP_ADDRESSEE, "addressees", addressee.office)
            yield Noted("addressees", message, hint, addressee.office, mend)


@check("addressee-unknown", Severity.CONFIRM, ARTICLE_99)
def addressee_unknown(paper: Paper) -> Iterator[Noted]:
    for addressee in _unknown_addressees(paper.content):
        if not _outside_99(addressee):
            message = f"「{addressee.office}」はライブラリにない宛先です。"
            hint = "国会か関係行政庁（国・地方の行政機関）であること、今の役職名であることをお確かめください。"
            yield Noted("addressees", message, hint, addressee.office)


@check("addressee-twice", Severity.CONFIRM)
def addressee_twice(paper: Paper) -> Iterator[Noted]:
    for office, times in Counter(addressee.office for addressee in paper.content.addressees).items():
        if times > 1:
            mend = Mend(Remedy.ADDRESSEE_ONCE, "addressees", office)
            yield Noted("addressees", f"宛先「{office}」が{times}回あります。", "一つにしてください。", office, mend)


@check("resolution-addressees", Severity.CONFIRM, ARTICLE_99)
def resolution_addressees(paper: Paper) -> Iterator[Noted]:
    if paper.content.kind is Kind.RESOLUTION and paper.content.addressees:
        message = "決議は、地方自治法第99条によって提出するものではありません。"
        yield Noted("addressees", message, "国会や関係行政庁に出すなら、意見書にしてください。")


@check("unknown-rules", Severity.CONFIRM)
def unknown_rules(paper: Paper) -> Iterator[Noted]:
    content = paper.content
    if not _cites_rules(content):
        return
    for name, word in (("rules", "会議規則の名"), ("article", "会議規則の条")):
        if f"{{{name}}}" in content.style.submit_sentence and not getattr(content.style, name).strip():
            message = f"提出文の{word}が空いています。推測では埋めません。"
            hint = "議会事務局か会議規則でお確かめのうえ、書き入れてください。"
            yield Noted(f"style.{name}", message, hint, authority=rules_of(content))


@check("title-without-letter", Severity.CONFIRM)
def title_without_letter(paper: Paper) -> Iterator[Noted]:
    content = paper.content
    if not content.kind.is_bill and _letter(content) and content.title.strip() and "意見書" not in content.title:
        message = "意見書の提出を求める文書ですが、件名に「意見書」がありません。"
        hint = f"「…を求める意見書の提出を求める{content.kind.label}」のような件名をご検討ください。"
        yield Noted("title", message, hint, content.title)


@check("letter-before-handing-in", Severity.CONFIRM)
def letter_before_handing_in(paper: Paper) -> Iterator[Noted]:
    handed_in, letter = paper.content.date, paper.content.letter_date
    first, last = handed_in.first_day, _last_day(letter)
    if first and last and last < first:
        message = f"意見書の日付（{in_calendar(letter)}）が、提出の日（{in_calendar(handed_in)}）より前です。"
        yield Noted("letter_date", message, "意見書の日付は、議決の日です。分からなければ空けておけます。")


@check("date-past", Severity.NOTICE)
def date_past(paper: Paper) -> Iterator[Noted]:
    last = _last_day(paper.content.date)
    if last and last < paper.content.today:
        message = f"提出の日（{in_calendar(paper.content.date)}）は過ぎています。"
        yield Noted("date", message, "これから出す文書なら、日付を改めてください。")


@check("not-printed", Severity.CONFIRM)
def not_printed(paper: Paper) -> Iterator[Noted]:
    # 決議 to addressees has a finding of its own, with the law.
    for name in unprinted(paper.content):
        if not (name == "addressees" and paper.content.kind is Kind.RESOLUTION):
            where, word = _PLACES[name]
            message = f"書かれている{word}は、この様式では紙に出ません。"
            yield Noted(where, message, "要るものなら、様式の並びに加えてください。要らなければ消してかまいません。")


def _letter(content: DraftContent) -> DraftContent | None:
    """The letter under 99条: the paper itself, or the one attached to it."""
    return content if content.kind is Kind.OPINION else attached_letter(content)


def _named(content: DraftContent, role: Role) -> list[Signatory]:
    return [person for person in content.signed_by(role) if person.name.strip()]


def _needs_supporters(content: DraftContent) -> bool:
    chaired = content.proposer is Proposer.COMMITTEE or content.style.signatory_layout == "chair"
    return content.kind.is_bill and not chaired


def _unknown_addressees(content: DraftContent) -> list[Addressee]:
    return [one for one in content.addressees if one.branch is None and one.office.strip()] if _letter(content) else []


def _outside_99(addressee: Addressee) -> str:
    """Why, in a word: 関係行政庁 takes in every administrative organ, national or local, but no court."""
    if _COURT.search(addressee.office):
        return "裁判所"
    return "行政機関でない団体" if _PRIVATE.search(addressee.office) else ""


def _cites_rules(content: DraftContent) -> bool:
    return content.kind.is_bill and "submit_sentence" in cover_names(content)


def _last_day(when: PartialDate) -> date | None:
    """The last day that a partial date may mean."""
    first = when.first_day
    if first is None or when.day:
        return first
    year, month = first.year, when.month or 12
    return date(year, month, monthrange(year, month)[1])
