"""What stands behind a draft: for each argument of its body the claim, facts, figures, quotations, and what others
object; and what its other blocks cite.  Frozen values; it knows no rows and no paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from .content import CitedFact, CitedSource, PartialDate
from .figures import Figure

T = TypeVar("T")
UNDATED = PartialDate()


@dataclass(frozen=True)
class FactValue:
    """利用率 | 37.14 | % | オンライン資格確認の件数に対する割合"""

    label: str
    value: str
    unit: str = ""
    denominator: str = ""


@dataclass(frozen=True)
class Evidence:
    """A fact with its values and what became of it; `fact.sources` say where in them."""

    fact: CitedFact
    values: tuple[FactValue, ...] = ()
    status_note: str = ""


@dataclass(frozen=True)
class Quoted:
    """Words of a source.  `compared`: somebody held them against the record."""

    slug: str
    text: str
    speaker: str
    date: PartialDate = UNDATED
    kind: str = ""
    compared: bool = False
    note: str = ""
    sources: tuple[CitedSource, ...] = ()


@dataclass(frozen=True)
class DrawnFigure:
    """A figure of the library on facts of the argument, with the sources of the facts it was made of."""

    figure: Figure
    sources: tuple[CitedSource, ...] = ()


@dataclass(frozen=True)
class Objection:
    """What the other side says, stated fairly, and the answer."""

    slug: str
    claim: str
    reply: str


@dataclass(frozen=True)
class BackedArgument:
    """An argument of the body, in the edition that the draft pins."""

    slug: str
    version: int
    title: str
    claim: str
    reasoning: str
    theme: str
    blocks: tuple[str, ...]
    objections: tuple[Objection, ...] = ()
    facts: tuple[Evidence, ...] = ()
    sources: tuple[CitedSource, ...] = ()
    figures: tuple[DrawnFigure, ...] = ()
    quotations: tuple[Quoted, ...] = ()


@dataclass(frozen=True)
class BackedBlock:
    """What a block of the body itself cites: a passage, a paragraph of the writer's own, a quotation."""

    id: str
    facts: tuple[Evidence, ...] = ()
    sources: tuple[CitedSource, ...] = ()
    quotations: tuple[Quoted, ...] = ()


@dataclass(frozen=True)
class Term:
    title: str
    reading: str
    definition: str


@dataclass(frozen=True)
class Backing:
    """`arguments`: each once, in the order of the body; `blocks`: each of the body; `terms`: those that it uses."""

    arguments: tuple[BackedArgument, ...] = ()
    blocks: tuple[BackedBlock, ...] = ()
    terms: tuple[Term, ...] = ()

    def block(self, block_id: str) -> BackedBlock:
        return next((block for block in self.blocks if block.id == block_id), BackedBlock(block_id))

    @property
    def facts(self) -> tuple[Evidence, ...]:
        """All of them, each once."""
        of_arguments = ((one.fact.slug, one) for argument in self.arguments for one in argument.facts)
        return _once([*of_arguments, *((one.fact.slug, one) for block in self.blocks for one in block.facts)])

    @property
    def quotations(self) -> tuple[Quoted, ...]:
        of_arguments = ((one.slug, one) for argument in self.arguments for one in argument.quotations)
        return _once([*of_arguments, *((one.slug, one) for block in self.blocks for one in block.quotations)])

    @property
    def objections(self) -> tuple[Objection, ...]:
        """Each question once, however many arguments it stands against."""
        return _once((one.claim, one) for argument in self.arguments for one in argument.objections)


def _once(pairs: Iterable[tuple[str, T]]) -> tuple[T, ...]:
    found: dict[str, T] = {}
    for key, one in pairs:
        found.setdefault(key, one)
    return tuple(found.values())
