"""One draft as each of many assemblies would have it; what they share of the library is read once.

It knows neither papers nor files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.utils import timezone

from drafting.compose import content as core
from drafting.compose.kinds import Role
from drafting.compose.wording import fill, local_words
from drafting.intake.draft_file import DraftFile
from drafting.intake.refusal import Refusal
from drafting.models import Assembly

from .houses import assembly_named, houses_at_once
from .pinning import to_be_said_anew, untouched
from .reading import Reading, Stock, read_over

# Who sits in one assembly signs nothing in another.
ITS_MEMBERS = {
    Role.SUBMITTER: "提出者",
    Role.SUPPORTER: "賛成者",
    Role.INTRODUCING_MEMBER: "紹介議員",
}
# What a draft's own style says of one assembly's rules; said of another it would be made up.
ITS_RULES = {
    "rules": "会議規則の名前",
    "article": "会議規則の条",
    "supporters_required": "賛成者の人数",
    "introducers_min": "紹介議員の人数",
    "introducers_max": "紹介議員の人数",
    "deadline_note": "締切の説明",
}


class StyleKnown(StrEnum):
    """Whose rules a paper follows."""

    OWN = "own"
    OF_TYPE = "of_type"
    GENERAL = "general"

    @property
    def label(self) -> str:
        return {"own": "議会の様式", "of_type": "種別の様式", "general": "一般の様式"}[self.value]


@dataclass(frozen=True)
class Moved:
    """A draft for one assembly.  `blanks`: what was left out for it; `local_words`: those of the draft's own assembly
    that still stand in words which the writer typed."""

    reading: Reading
    blanks: tuple[str, ...] = ()
    local_words: tuple[str, ...] = ()


class Moving:
    """Asks the database when it is made and never again."""

    def __init__(self, file: DraftFile, today: date | None = None) -> None:
        self.today = today or timezone.localdate()
        self.file = file
        self.home = assembly_named(file.assembly)
        self._stock = Stock.of(file, houses_at_once())
        reading = self._read_at_home()
        still = untouched(reading)
        self._elsewhere = _without_what_is_its_own(to_be_said_anew(file, file.register, still))
        self.blanks = tuple(_left_out(file))
        self._typed = "\n".join(_typed(reading, still))

    def to(self, assembly: Assembly) -> Moved:
        """Refusal where the keys of the draft's own style make no sense over that assembly's."""
        if assembly == self.home:
            return Moved(self._read(self.file, assembly))
        file = replace(self._elsewhere, assembly=assembly.full_name)
        return Moved(self._read(file, assembly), self.blanks, self.local_words_for(assembly))

    def local_words_for(self, assembly: Assembly | None) -> tuple[str, ...]:
        """The words of the draft's own assembly in its writer's texts that are not those of the other one."""
        if self.home is None or assembly == self.home:
            return ()
        others = _local_words(assembly.value) if assembly else ()
        return tuple(word for word in _local_words(self.home.value) if word not in others and word in self._typed)

    def style_known(self, assembly: Assembly) -> StyleKnown:
        rows = self._stock.houses_of(assembly, self.file.kind, self.file.proposer)
        if any(row.assembly for row in rows):
            return StyleKnown.OWN
        return StyleKnown.OF_TYPE if rows else StyleKnown.GENERAL

    def _read_at_home(self) -> Reading:
        """Which texts are the library's can be told whether or not the draft's own style suits its own assembly."""
        try:
            return read_over(self._stock, self.home, self.file, self.today)
        except Refusal:
            return read_over(self._stock, self.home, replace(self.file, style={}), self.today)

    def _read(self, file: DraftFile, assembly: Assembly) -> Reading:
        return read_over(self._stock, assembly, file, self.today)


def _without_what_is_its_own(file: DraftFile) -> DraftFile:
    return replace(
        file,
        presiding_officer="",
        bill_number="",
        signatories=tuple(person for person in file.signatories if person.role not in ITS_MEMBERS),
        style={name: value for name, value in file.style.items() if name not in ITS_RULES},
    )


def _left_out(file: DraftFile) -> Iterator[str]:
    """In words, each once."""
    left_out = ["議長の名前"] if file.presiding_officer else []
    left_out += ["番号"] if file.bill_number else []
    left_out += [ITS_MEMBERS[person.role] for person in file.signatories if person.role in ITS_MEMBERS]
    left_out += [words for name, words in ITS_RULES.items() if name in file.style]
    yield from dict.fromkeys(left_out)


def _typed(reading: Reading, still: frozenset[str]) -> Iterator[str]:
    """Every text of the paper that is the writer's and stays word for word wherever it goes."""
    file, content = reading.file, reading.content
    yield from (file.title, file.summary, file.reasons, file.preamble, file.lead)
    for block in (*content.body, *content.demands):
        if isinstance(block, core.Demand):
            yield from (item.text for item in block.items)
        if block.id not in still and not isinstance(block, core.Quotation):
            yield fill(block.wording, reading.words)


def _local_words(assembly: core.Assembly) -> tuple[str, ...]:
    """世田谷区, 本区, 区民, 区議会: the name first."""
    residents, here, _ = local_words(assembly)
    return assembly.name, here, residents, f"{assembly.unit}議会"
