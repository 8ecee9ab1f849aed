"""会派間の合意: what groups answered on the blocks of a draft, and what follows from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from drafting.compose.agreement import Agreement as Result
from drafting.compose.agreement import Mark, Stand, agreement
from drafting.compose.leaning import leaning
from drafting.intake.blocks import NamedBlock, named_blocks
from drafting.intake.draft_file import DraftFile
from drafting.models import Agreement, AgreementLink, AgreementMark, Draft, Notice

from .drafts import file_of
from .notices import tell, writers_of

# How many versions back the words are looked for that a page showed.
REACH = 50


@dataclass(frozen=True)
class Answer:
    """What a group says to one block on its page."""

    block: str
    stand: Stand
    reason: str = ""
    wording: str = ""


@dataclass(frozen=True)
class Table:
    """The blocks of the present text, the groups, how each stands to each and which words it read, and what follows."""

    blocks: list[NamedBlock]
    groups: list[str]
    marks: dict[tuple[str, str], Mark]
    read: dict[tuple[str, str], str]
    result: Result

    @property
    def rows(self) -> list[tuple[NamedBlock, list[Mark | None]]]:
        return [(block, [self.marks.get((group, block.id)) for group in self.groups]) for block in self.blocks]

    @property
    def leaning(self) -> list[str]:
        """Those that stay and may take up what is lost."""
        texts = [(block.id, block.whole) for block in self.blocks]
        return leaning(texts, self.result.lost, [block.id for block in self.blocks if block.is_demand])


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def shows_marks(draft: Draft) -> bool:
    return Agreement.objects.filter(draft=draft, shows_marks=True).exists()


def show_marks(draft: Draft, shown: bool) -> None:
    Agreement.objects.update_or_create(draft=draft, defaults={"shows_marks": shown})


@transaction.atomic
def answer_blocks(link: AgreementLink, answers: Iterable[Answer], read: dict[str, str]) -> int:
    """How many answers are new or other than before.  `read`: the hash of each text that the page showed, by block."""
    before = {mark.block: mark for mark in link.marks.select_for_update()}
    changed = [one for one in answers if _is_news(before.get(one.block), one, read[one.block])]
    texts = _texts_read(link.draft, {one.block: read[one.block] for one in changed})
    for one in changed:
        values = _values(one, read[one.block]) | {"read_text": texts.get(one.block, "")}
        AgreementMark.objects.update_or_create(link=link, block=one.block, defaults=values)
    if changed:
        tell(writers_of(link.draft), Notice.Kind.MARKED, draft=link.draft, by_name=link.group_name)
    return len(changed)


def table_of(draft: Draft, file: DraftFile | None = None) -> Table:
    """From the answers through links that were not taken back; those on a former text are stale."""
    blocks = named_blocks(file or file_of(draft))
    hashes = {block.id: text_hash(block.whole) for block in blocks}
    links = AgreementLink.objects.filter(draft=draft, withdrawn_at=None).order_by("made_at")
    groups = [link.group_name for link in links]
    rows = list(AgreementMark.objects.filter(link__in=links).select_related("link"))
    marks = {(row.link.group_name, row.block): _mark(row, hashes.get(row.block)) for row in rows}
    read = {(row.link.group_name, row.block): row.read_text for row in rows}
    return Table(blocks, groups, marks, read, agreement([block.id for block in blocks], groups, marks.values()))


def _mark(row: AgreementMark, now: str | None) -> Mark:
    stale = row.text_hash != now
    return Mark(row.link.group_name, row.block, Stand(row.stand), row.reason, row.wording, is_stale=stale)


def _values(answer: Answer, read: str) -> dict[str, Any]:
    stand = answer.stand.value
    return {"stand": stand, "reason": answer.reason, "wording": answer.wording, "text_hash": read}


def _is_news(before: AgreementMark | None, answer: Answer, read: str) -> bool:
    return before is None or any(getattr(before, name) != one for name, one in _values(answer, read).items())


def _texts_read(draft: Draft, wanted: dict[str, str]) -> dict[str, str]:
    """The words behind the hashes, of the present text or of one not long ago."""
    found: dict[str, str] = {}
    for version in draft.versions.order_by("-number")[:REACH].iterator():
        for block in named_blocks(file_of(version)):
            if block.id in wanted and block.id not in found and text_hash(block.whole) == wanted[block.id]:
                found[block.id] = block.whole
        if len(found) == len(wanted):
            break
    return found
