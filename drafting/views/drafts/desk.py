"""What every screen of a draft needs: the draft as read, and its paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from django.http import HttpRequest

from drafting import access, bridge
from drafting.actions import dismissals
from drafting.actions import drafts as actions
from drafting.actions.undo import Steps, steps_of
from drafting.checks import Finding
from drafting.intake.draft_file import DraftFile
from drafting.models import Draft, DraftVersion, User
from drafting.papers import Paper, paper_of

STAGES = (
    ("draft_kind", "文書の種類と議会"),
    ("draft_arguments", "論点を選ぶ"),
    ("draft_text", "文をととのえる"),
    ("draft_demands", "記・宛先・提出者"),
    ("draft_check", "点検"),
    ("draft_export", "書き出す"),
)


@dataclass
class Desk:
    """A draft as it lies before someone who may at least read it."""

    draft: Draft
    user: User | None
    may_edit: bool

    @cached_property
    def file(self) -> DraftFile:
        return actions.file_of(self.draft)

    @cached_property
    def reading(self) -> bridge.Reading:
        return bridge.read_stored(self.file)

    @cached_property
    def paper(self) -> Paper:
        return paper_of(self.reading.content)

    @cached_property
    def looked_through(self) -> dismissals.Sorted:
        """What 点検 found: still to be looked at, or let stand."""
        return dismissals.sort_out(self.file, self.paper.findings, dismissals.standing(self.draft))

    @property
    def findings(self) -> dict[str, Finding]:
        return self.looked_through.left

    @cached_property
    def steps(self) -> Steps:
        """What 元に戻す and やり直す would go over."""
        return steps_of(self.draft, self.user)

    @property
    def version(self) -> DraftVersion:
        assert self.draft.current is not None
        return self.draft.current

    @property
    def pages(self) -> list[tuple[int, str]]:
        """(number of the page from 1, what it belongs to) for every page of the paper."""
        sheets = self.paper.document.sheets
        return [(number, sheets[at].label) for number, at in enumerate(self.paper.made.sheet_of_page, start=1)]

    @property
    def main_pages(self) -> list[tuple[int, str]]:
        """The pages of the letter or petition itself, without cover and attachment; for the view beside the text."""
        main = [page for page in self.pages if page[1] not in ("表紙",)]
        return main or self.pages

    @cached_property
    def mark(self) -> str:
        """Changes whenever the paper does: a house style may change it without a new version of the draft."""
        return sha256(self.paper.pdf).hexdigest()[:12]

    @cached_property
    def unprintable(self) -> str:
        """Characters that no font of the paper has."""
        return "".join(sorted(self.paper.missing_glyphs))


def desk_to_see(request: HttpRequest, draft_id: UUID) -> Desk:
    visitor = access.Visitor.of(request)
    draft = access.draft_to_see(visitor, draft_id)
    return Desk(draft, visitor.user, access.may_edit(visitor, draft))


def desk_to_edit(request: HttpRequest, draft_id: UUID) -> Desk:
    visitor = access.Visitor.of(request)
    return Desk(access.draft_to_edit(visitor, draft_id), visitor.user, True)


def stage_context(desk: Desk, name: str) -> dict[str, object]:
    """What the frame of every stage shows."""
    names = [stage for stage, _ in STAGES]
    return {
        "desk": desk,
        "draft": desk.draft,
        "version": desk.version,
        "section": "drafts",
        "stage_name": dict(STAGES)[name],
        "stage_number": names.index(name) + 1,
        "stages": len(STAGES),
    }
