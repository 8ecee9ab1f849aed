"""想定問答: what the other side says against the chosen arguments, the answer, and what can be shown for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..backing import BackedArgument, Backing, Evidence, Objection
from ..citations import phrase
from ..content import DraftContent
from ..dates import dated_in
from ..document import Block, DemandList, Document, Heading, ListItem, Paragraph, Sheet, SheetRole, Title
from ..kinds import FactStatus
from ..polite import politely
from ..setting import Setting
from ..style import Page
from ..text_blocks import bare_title
from .debate import fact_remarks
from .parts import PackageOptions, Part, label_of

DESK = Page(chars_per_line=40, lines_per_page=36)


@dataclass(frozen=True)
class Question:
    objection: Objection
    argument: BackedArgument


def questions(content: DraftContent, backing: Backing, options: PackageOptions) -> Document:
    setting = Setting(content)
    label = label_of(Part.QA, content.kind)
    blocks: list[Block] = [Title(label), Paragraph(setting.text(_subject(setting)))]
    for number, question in enumerate(questions_of(backing), 1):
        blocks += _question(setting, number, question)
    return Document(
        kind=content.kind,
        title=f"{label}　{bare_title(setting)}",
        sheets=(Sheet(SheetRole.COMPANION, label, tuple(blocks)),),
        page=DESK,
    )


def questions_of(backing: Backing) -> tuple[Question, ...]:
    """Each question once, under the first argument that it is put against."""
    asked: dict[str, Question] = {}
    for argument in backing.arguments:
        for objection in argument.objections:
            asked.setdefault(objection.claim, Question(objection, argument))
    return tuple(asked.values())


def _subject(setting: Setting) -> str:
    return f"「{bare_title(setting)}」について、ほかの立場から出されると考えられる意見と、その答えです。"


def _question(setting: Setting, number: int, question: Question) -> Iterator[Block]:
    calendar = setting.style.date_calendar
    claim = dated_in(question.objection.claim, calendar)
    reply = dated_in(question.objection.reply, calendar)
    yield Heading(setting.text(f"問{number}　{question.argument.title}"))
    yield DemandList(
        (
            ListItem(setting.text(claim), number="問"),
            ListItem(setting.text(politely(reply) or reply), number="答"),
        )
    )
    if facts := question.argument.facts:
        yield Heading("根拠")
        yield DemandList(tuple(ListItem(fact_written(setting, one), number="・") for one in facts))


def fact_written(setting: Setting, evidence: Evidence) -> str:
    """The statement as it stands, with its day, denominators, what became of it, and its sources."""
    fact, calendar = evidence.fact, setting.style.date_calendar
    statement = dated_in(fact.statement, calendar)
    parts = list(fact_remarks(setting, evidence))
    if fact.status is not FactStatus.CURRENT:
        parts.append(
            fact.status.label + (f"：{evidence.status_note.removesuffix('。')}" if evidence.status_note else "")
        )
    sources = dict.fromkeys(phrase(source, setting.words) for source in fact.sources)
    parts += [f"出典：{'／'.join(sources)}" if sources else "出典は未確認"]
    return setting.text(f"{statement}［{dated_in('。'.join(parts), calendar)}］")
