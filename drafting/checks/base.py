"""What a check is and what it finds; running all of them.  It knows no rows, no screen and no single check.

A check is one function from a Paper to what it noted, registered under a short stable code by `@check`.  It says what
it sees, what to do, and by what authority; it blocks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ..compose.content import DraftContent
from ..compose.document import Document
from .texts import Sentence, Written, own_texts


class Severity(StrEnum):
    MEND = "mend"
    CONFIRM = "confirm"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        return {"mend": "直す", "confirm": "確かめる", "notice": "お知らせ"}[self.value]


@dataclass(frozen=True)
class Authority:
    name: str
    url: str = ""


class Remedy(StrEnum):
    """How a mend of one click changes the draft; all but TEXT need what only the draft file and the library know."""

    TEXT = "text"
    PERIOD_TEXT = "period_text"
    NEWER = "newer"
    REVERT = "revert"
    DROP = "drop"
    DROP_ADDRESSEE = "drop_addressee"
    ADDRESSEE_ONCE = "addressee_once"
    USUAL_ADDRESSEES = "usual_addressees"


@dataclass(frozen=True)
class Mend:
    """A mend of one click.  `old`, `new`: the whole text of the place, before and after; an addressee's office."""

    remedy: Remedy
    where: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class Noted:
    """What one check saw at one place; `authority` only where it is not the check's own."""

    where: str
    message: str
    hint: str = ""
    quote: str = ""
    mend: Mend | None = None
    authority: Authority | None = None
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Finding:
    """`where`: the id of a block, or a field of the draft (title, addressees, style.article); "" the whole paper.

    `sentences`: those of the place that are meant, where it is not the whole place."""

    code: str
    severity: Severity
    message: str
    hint: str = ""
    authority: str = ""
    authority_url: str = ""
    where: str = ""
    quote: str = ""
    mend: Mend | None = None
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Paper:
    """What a check looks at: what was written, and how it will print."""

    content: DraftContent
    document: Document

    @cached_property
    def own_texts(self) -> tuple[Written, ...]:
        return own_texts(self.content)


Examine = Callable[[Paper], Iterable[Noted]]


@dataclass(frozen=True)
class Check:
    code: str
    severity: Severity
    authority: Authority
    examine: Examine

    def findings(self, paper: Paper) -> Iterator[Finding]:
        for noted in self.examine(paper):
            authority = noted.authority or self.authority
            yield Finding(
                code=self.code,
                severity=self.severity,
                message=noted.message,
                hint=noted.hint,
                authority=authority.name,
                authority_url=authority.url,
                where=noted.where,
                quote=noted.quote,
                mend=noted.mend,
                sentences=noted.sentences,
            )


CHECKS: dict[str, Check] = {}
NO_AUTHORITY = Authority("")


def check(code: str, severity: Severity, authority: Authority = NO_AUTHORITY) -> Callable[[Examine], Examine]:
    def register(examine: Examine) -> Examine:
        if code in CHECKS:
            raise ValueError(f"two checks are called {code}")
        CHECKS[code] = Check(code, severity, authority, examine)
        return examine

    return register


def run(content: DraftContent, document: Document) -> tuple[Finding, ...]:
    """Every finding, the gravest first, within a severity in the order of the paper."""
    paper = Paper(content, document)
    rank = {severity: number for number, severity in enumerate(Severity)}
    places = {where: number for number, where in enumerate(_places(content))}
    found = [finding for one in CHECKS.values() for finding in one.findings(paper)]
    return tuple(sorted(found, key=lambda finding: (rank[finding.severity], places.get(finding.where, len(places)))))


def _places(content: DraftContent) -> Iterator[str]:
    """As the author meets them: the paper's frame, its text, its end; then the style."""
    yield from ("assembly", "bill_number", "title", "date", "letter_date", "signatories", "presiding_officer")
    yield from ("summary", "reasons", "preamble", "body")
    yield from (block.id for block in content.body)
    yield from ("lead", "demands")
    for demand in content.demands:
        yield demand.id
        yield from (item.id for item in demand.items)
    yield "addressees"
