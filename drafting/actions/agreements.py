"""会派間の合意: what groups answered on the blocks of a draft, what follows from it, and the agreed text as a copy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction

from drafting.compose.agreement import Agreement as Result
from drafting.compose.agreement import Mark, Stand, agreement
from drafting.intake.blocks import NamedBlock, named_blocks
from drafting.intake.draft_file import DraftFile
from drafting.models import Agreement, AgreementLink, AgreementMark, Draft, DraftingGroup, Notice, User

from .drafts import file_of, start_draft
from .notices import tell, writers_of


@dataclass(frozen=True)
class Answer:
    """What a group says to one block on its page."""

    block: str
    stand: Stand
    reason: str = ""
    wording: str = ""


@dataclass(frozen=True)
class Table:
    """The blocks of the present text, the groups, how each stands to each, and what follows."""

    blocks: list[NamedBlock]
    groups: list[str]
    marks: dict[tuple[str, str], Mark]
    result: Result

    @property
    def rows(self) -> list[tuple[NamedBlock, list[Mark | None]]]:
        return [(block, [self.marks.get((group, block.id)) for group in self.groups]) for block in self.blocks]


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
    changed = 0
    for one in answers:
        values = {
            "stand": one.stand.value,
            "reason": one.reason,
            "wording": one.wording,
            "text_hash": read[one.block],
        }
        mark = before.get(one.block)
        if mark is None or any(getattr(mark, name) != value for name, value in values.items()):
            AgreementMark.objects.update_or_create(link=link, block=one.block, defaults=values)
            changed += 1
    if changed:
        tell(writers_of(link.draft), Notice.Kind.MARKED, draft=link.draft, by_name=link.group_name)
    return changed


def table_of(draft: Draft, file: DraftFile | None = None) -> Table:
    """From the answers through links that were not taken back; those on a former text are stale."""
    blocks = named_blocks(file or file_of(draft))
    hashes = {block.id: text_hash(block.text) for block in blocks}
    links = AgreementLink.objects.filter(draft=draft, withdrawn_at=None).order_by("made_at")
    groups = [link.group_name for link in links]
    rows = AgreementMark.objects.filter(link__in=links).select_related("link")
    marks = [
        Mark(
            row.link.group_name,
            row.block,
            Stand(row.stand),
            row.reason,
            row.wording,
            is_stale=hashes.get(row.block) != row.text_hash,
        )
        for row in rows
    ]
    result = agreement([block.id for block in blocks], groups, marks)
    return Table(blocks, groups, {(mark.group, mark.block): mark for mark in marks}, result)


def agreed_copy(draft: Draft, by: User, group: DraftingGroup | None) -> Draft:
    """A new draft with what nobody refuses; the original stays as it is."""
    file = file_of(draft)
    kept = set(table_of(draft, file).result.kept)
    agreed = replace(
        file,
        body=tuple(entry for entry in file.body if entry.id in kept),
        demands=tuple(entry for entry in file.demands if entry.id in kept),
    )
    return start_draft(agreed, by, group)
