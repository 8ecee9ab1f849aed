"""A member proposes what a draft changed of its style as the style of the assembly; curators publish it or decline.

Of the draft nothing travels but keys of its style.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from drafting import bridge
from drafting.compose.kinds import Kind, Proposer
from drafting.compose.style import merged
from drafting.models import Assembly, Decision, Edition, EntryKind, HouseStyleEdition, State, User

from . import library

MOST_WAITING = 20
WHO = {Proposer.MEMBERS: "議員提出の", Proposer.COMMITTEE: "委員会提出の"}


@dataclass(frozen=True)
class Subject:
    """Whose style, of which document."""

    assembly: Assembly
    kind: Kind
    proposer: Proposer

    @cached_property
    def row(self) -> HouseStyleEdition | None:
        """The published row of the assembly itself that counts last."""
        rows = bridge.house_styles(self.assembly, self.kind, self.proposer)
        return next((row for row in reversed(rows) if row.assembly), None)

    @property
    def slug(self) -> str:
        if row := self.row:
            return row.entry.slug
        return "-".join(["hs", self.assembly.code, self.kind.value, *([self.proposer.value] * self.kind.is_bill)])

    @property
    def title(self) -> str:
        return f"{self.assembly.value.assembly_name}（{WHO[self.proposer] * self.kind.is_bill}{self.kind.label}）"


@dataclass(frozen=True)
class Proposal:
    """`style`: keys over the assembly's style; `seen`: those of them that stand on the page at `url`."""

    style: Mapping[str, Any]
    seen: frozenset[str] = frozenset()
    url: str = ""
    read_on: str = ""
    note: str = ""


@transaction.atomic
def propose_style(subject: Subject, proposal: Proposal, by: User) -> Edition:
    """A new edition 公開待ち; what nobody saw at a source is assumed."""
    if not proposal.style:
        raise ValidationError("提案する項目を1つ以上選んでください。", code="empty")
    if proposals_of(by).filter(state=State.WAITING).count() >= MOST_WAITING:
        raise ValidationError(
            f"公開待ちの提案が{MOST_WAITING}件あります。確かめられるのをお待ちください。", code="many"
        )
    item = library.item_from(EntryKind.HOUSE_STYLE, _content(subject, proposal))
    waiting = Edition.objects.filter(entry__slug=item.slug, state=State.WAITING, content_hash=item.hash)
    row = subject.row
    if waiting.exists() or (row and row.content_hash == item.hash):
        raise ValidationError("同じ内容の様式が、もう公開されているか、公開を待っています。", code="same")
    reason = "\n".join(_reasons(subject, proposal))
    edition = library.propose(item, by, reason, origin=Edition.Origin.MEMBER)
    Decision.objects.create(edition=edition, what=Decision.What.SUBMITTED, by=by)
    return edition


def proposals_of(user: User) -> QuerySet[Any]:
    return Edition.objects.filter(author=user, origin=Edition.Origin.MEMBER)


def _content(subject: Subject, proposal: Proposal) -> dict[str, Any]:
    """Over what is published for the assembly; its page and day stay those of its own keys."""
    row = subject.row
    elsewhere = _is_elsewhere(row, proposal)
    bases = {key: "sourced" if key in proposal.seen and not elsewhere else "assumed" for key in proposal.style}
    return {
        "slug": subject.slug,
        "title": row.title if row else subject.title,
        "assembly": subject.assembly.code,
        "kind": subject.kind.value,
        "proposer": row.proposer if row else subject.proposer.value * subject.kind.is_bill,
        "style": merged([row.style if row else {}, proposal.style]),
        "keys": {**(row.keys if row else {}), **bases},
        "url": row.url if row and row.url else proposal.url,
        "read_on": row.read_on if row and row.read_on else proposal.read_on,
    }


def _is_elsewhere(row: HouseStyleEdition | None, proposal: Proposal) -> bool:
    """A row names one page: what was seen on another stays assumed until a curator has looked there."""
    named = (proposal.url, proposal.read_on)
    return not all(named) or bool(row and row.url and named != (row.url, row.read_on))


def _reasons(subject: Subject, proposal: Proposal) -> Iterator[str]:
    yield "利用者の提案です。"
    if proposal.url:
        keys = "あり" if proposal.seen else "なし"
        yield f"提案した人が見たページ：{proposal.url}（{proposal.read_on}に確認。そこで見た項目{keys}）"
        if proposal.seen and _is_elsewhere(subject.row, proposal):
            yield "公開中の版の出典とは別のページなので、見た項目も推定としています。"
    if proposal.note:
        yield proposal.note
