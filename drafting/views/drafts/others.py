"""What other people saved to a draft since a version, in words; it answers no requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from drafting.actions import drafts as actions
from drafting.intake.merge import changed_units
from drafting.models import Draft, DraftVersion, User
from drafting.templatetags.drafting_ui import saved_at

# Whoever left a screen open for days is told of the newest; all stand under これまでの文.
_MOST = 60


@dataclass
class News:
    """One person's changes: when the last was made, and which places they concern."""

    version: DraftVersion
    places: set[str] = field(default_factory=set)


def news_since(draft: Draft, since: int, own: set[int | None]) -> list[News]:
    """By person; `own`: versions that are no news."""
    by_person: dict[int | None, News] = {}
    for before, after in _steps(draft, since):
        if after.number in own:
            continue
        one = by_person.setdefault(after.author_id, News(after))
        one.version = after
        one.places |= set(changed_units(actions.file_of(before), actions.file_of(after)))
    return [one for one in by_person.values() if one.places]


def said(found: Iterable[News], user: User | None) -> str:
    return "".join(_said(one, user) for one in found)


def taken_in(draft: Draft, based_on: int, now: DraftVersion, user: User | None) -> str:
    """After a save on top of other people's: who changed how much, and that it stands beside one's own.

    What one saved oneself in another place of the screen is no news."""
    if now.number <= based_on + 1 and (now.number == based_on or now.author == user):
        return ""
    found = [one for one in news_since(draft, based_on, set()) if user is None or one.version.author != user]
    if user is None:
        # Guests have no names: the newest version is the one that was just saved.
        found = news_since(draft, based_on, {now.number})
    return f"{said(found, user)}あなたの直しと合わせて保存しました。" if found else ""


def who_changed(draft: Draft, since: int, units: set[str], now: DraftVersion) -> DraftVersion:
    """The newest version that changed one of these places; whoever saved last may have changed another."""
    for before, after in reversed(list(_steps(draft, since))):
        if units & set(changed_units(actions.file_of(before), actions.file_of(after))):
            return after
    return now


def _steps(draft: Draft, since: int) -> Iterator[tuple[DraftVersion, DraftVersion]]:
    rows = draft.versions.filter(number__gte=since).select_related("author").order_by("-number")[: _MOST + 1]
    return pairwise(reversed(rows))


def _said(one: News, user: User | None) -> str:
    author = one.version.author
    who = "あなたが別の画面で" if author and author == user else f"{author.with_san}が" if author else "ほかの人が"
    return f"{who} {saved_at(one.version.made_at)} に{len(one.places)}か所を直しました。"
