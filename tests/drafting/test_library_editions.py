"""Editions of the library: only ever added, published by actions alone, changed by nobody once published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from drafting.actions.cast import Cast
from drafting.actions.library import mark_checked, propose, publish, retire
from drafting.models import (
    EDITION_OF,
    ArgumentEdition,
    Edition,
    Entry,
    EntryKind,
    FrozenError,
    Link,
    QuotationEdition,
    State,
    User,
)
from drafting.models.freezing import triggers

from . import small

pytestmark = pytest.mark.usefixtures("small_library")
Write = Callable[[ArgumentEdition], Any]


def argument(number: int = 1) -> ArgumentEdition:
    found = small.edition("x-argument", number)
    assert isinstance(found, ArgumentEdition)
    return found


def saved_with(**values: Any) -> Write:
    def save(edition: ArgumentEdition) -> None:
        for name, value in values.items():
            setattr(edition, name, value)
        edition.save()

    return save


def saved_as_edition(edition: ArgumentEdition) -> None:
    plain = Edition.objects.get(pk=edition.pk)
    plain.title = "別の見出し"
    plain.save()


def renumbered_in_bulk(edition: ArgumentEdition) -> None:
    edition.claim = "別の主張"
    ArgumentEdition.objects.bulk_update([edition], ["claim"])


def link_saved(edition: ArgumentEdition) -> None:
    link = edition.links.first()
    link.locator = "別の箇所"
    link.save()


def link_moved_away(edition: ArgumentEdition) -> None:
    link = edition.links.first()
    link.edition = propose(small.argument(claim="次"), None, "")  # type: ignore[arg-type]
    link.save()


REFUSED: dict[str, Write] = {
    "save with another claim": saved_with(claim="別の主張"),
    "save with another title": saved_with(title="別の見出し"),
    "save back to writing": saved_with(state=State.WRITING),
    "save of what did not change": saved_with(),
    "save of the parent row": saved_as_edition,
    "delete": lambda edition: edition.delete(),
    "delete of the parent row": lambda edition: Edition.objects.get(pk=edition.pk).delete(),
    "QuerySet.update": lambda edition: ArgumentEdition.objects.filter(pk=edition.pk).update(claim="別の主張"),
    "QuerySet.update of the parent": lambda edition: Edition.objects.filter(pk=edition.pk).update(title="別"),
    "QuerySet.update of the state": lambda edition: Edition.objects.filter(pk=edition.pk).update(state=State.WRITING),
    "QuerySet.enter another state": lambda edition: Edition.objects.filter(pk=edition.pk).enter(State.WRITING),
    "QuerySet.delete": lambda edition: ArgumentEdition.objects.filter(pk=edition.pk).delete(),
    "bulk_update": renumbered_in_bulk,
    "a link saved": link_saved,
    "a link moved away": link_moved_away,
    "a link deleted": lambda edition: edition.links.first().delete(),
    "a link added": lambda edition: Link.objects.create(
        edition=edition, entry=Entry.objects.get(slug="x-fact"), role="fact", position=9
    ),
    "links added in bulk": lambda edition: Link.objects.bulk_create([Link(edition_id=edition.pk, entry_id=1)]),
    "links updated": lambda edition: edition.links.update(locator="別の箇所"),
    "links deleted": lambda edition: edition.links.all().delete(),
}


def picture(edition: Edition) -> tuple[Any, ...]:
    """Everything that is stored of an edition."""
    row = EDITION_OF[EntryKind(edition.entry.kind)].objects.filter(pk=edition.pk).values().get()
    return tuple(row.values()), tuple(Link.objects.filter(edition=edition.pk).values_list())


@pytest.mark.parametrize("name", REFUSED)
def test_a_published_edition_is_changed_by_no_call(name: str) -> None:
    before = picture(argument())
    with pytest.raises(FrozenError), transaction.atomic():
        REFUSED[name](argument())
    assert picture(argument()) == before


@pytest.mark.parametrize("name", REFUSED)
def test_a_withdrawn_edition_is_changed_by_no_call(name: str, cast: Cast) -> None:
    small.edited_here(small.argument(claim="次の主張"), cast.sato, cast.mori)
    assert argument(1).state == State.WITHDRAWN
    before = picture(argument(1))
    with pytest.raises(FrozenError), transaction.atomic():
        REFUSED[name](argument(1))
    assert picture(argument(1)) == before


STATEMENTS = [
    "UPDATE drafting_edition SET title = 'x' WHERE id = %s",
    "UPDATE drafting_edition SET state = 'writing' WHERE id = %s",
    "UPDATE drafting_edition SET state = 'waiting', number = 7 WHERE id = %s",
    "DELETE FROM drafting_edition WHERE id = %s",
    "UPDATE drafting_argumentedition SET claim = 'x' WHERE edition_ptr_id = %s",
    "DELETE FROM drafting_argumentedition WHERE edition_ptr_id = %s",
    "UPDATE drafting_link SET locator = 'x' WHERE edition_id = %s",
    "DELETE FROM drafting_link WHERE edition_id = %s",
    "INSERT INTO drafting_link (edition_id, entry_id, role, locator, position) SELECT %s, 1, 'fact', '', 9",
    "UPDATE drafting_link SET edition_id = %s WHERE edition_id IN (SELECT id FROM drafting_edition)",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_not_even_raw_sql_changes_a_published_edition(statement: str) -> None:
    before = picture(argument())
    with (
        pytest.raises(DatabaseError, match="what was published is never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [argument().pk])
    assert picture(argument()) == before


@pytest.mark.parametrize("kind", EDITION_OF)
def test_the_table_of_every_kind_is_guarded(kind: EntryKind) -> None:
    table = EDITION_OF[kind]._meta.db_table
    guarded = [statement.split(" WHEN ")[0] for statement in triggers().values() if f" ON {table} " in statement]
    assert [line.split(" BEFORE ")[1] for line in guarded] == [f"UPDATE ON {table}", f"DELETE ON {table}"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        assert cursor.fetchone() == (2,)


def test_what_is_still_written_may_be_changed_and_deleted(cast: Cast) -> None:
    waiting = propose(small.argument(claim="次の主張"), cast.sato, "古くなった")
    edition = argument(waiting.number)
    edition.claim = "さらに次の主張"
    edition.save()
    assert argument(waiting.number).claim == "さらに次の主張"
    edition.links.all().delete()
    edition.delete()
    assert not Edition.objects.filter(pk=waiting.pk).exists()


@pytest.mark.parametrize("state", State.frozen())
def test_nothing_is_published_by_saving(state: str, cast: Cast) -> None:
    waiting = propose(small.argument(claim="次の主張"), cast.sato, "古くなった")
    waiting.state = state
    with pytest.raises(FrozenError):
        waiting.save()
    with pytest.raises(FrozenError):
        QuotationEdition.objects.create(entry=waiting.entry, number=9, text="文", state=state)
    with pytest.raises(FrozenError):
        Edition.objects.filter(pk=waiting.pk).update(state=state)


def test_publishing_withdraws_the_edition_before_and_stamps_who_and_when(cast: Cast) -> None:
    before = timezone.now()
    waiting = propose(small.argument(claim="次の主張"), cast.sato, "古くなった")
    assert (waiting.number, waiting.state, waiting.reason) == (2, State.WAITING, "古くなった")
    publish(waiting, cast.mori)
    published = argument(2)
    assert Entry.objects.get(slug="x-argument").published_id == published.pk
    assert (argument(1).state, argument(1).claim) == (State.WITHDRAWN, "主張。")
    assert (published.published_by, published.checked_by, published.author) == (cast.mori, cast.mori, cast.sato)
    assert published.published_at is not None
    assert published.published_at >= before
    assert (published.is_unchecked, published.is_published_alone) == (False, False)


def test_ones_own_edition_is_published_by_the_other_curator(cast: Cast, second_curator: User) -> None:
    own = propose(small.argument(claim="森の主張"), cast.mori, "直した")
    with pytest.raises(ValidationError, match="ほかの編集者が公開します"):
        publish(own, cast.mori)
    assert argument(2).state == State.WAITING
    publish(own, second_curator)
    assert (argument(2).state, argument(2).is_published_alone) == (State.PUBLISHED, False)


@pytest.mark.parametrize("change", [{"is_curator": False}, {"is_active": False}])
def test_the_only_curator_may_publish_her_own_and_that_is_marked(
    cast: Cast, second_curator: User, change: dict[str, bool]
) -> None:
    User.objects.filter(pk=second_curator.pk).update(**change)
    publish(propose(small.argument(claim="森の主張"), cast.mori, "直した"), cast.mori)
    assert (argument(2).state, argument(2).is_published_alone) == (State.PUBLISHED, True)


def test_only_what_waits_is_published(cast: Cast) -> None:
    waiting = propose(small.argument(claim="次の主張"), cast.sato, "")
    publish(waiting, cast.mori)
    for number in (1, 2):
        with pytest.raises(ValidationError, match="公開待ちの版ではありません"):
            publish(argument(number), cast.mori)


def test_a_retired_entry_is_withdrawn_until_a_new_edition_is_published(cast: Cast) -> None:
    retire(Entry.objects.get(slug="x-argument"))
    entry = Entry.objects.get(slug="x-argument")
    assert entry.retired_at is not None
    assert argument(1).state == State.WITHDRAWN
    publish(propose(small.argument(claim="立て直した主張"), cast.sato, ""), cast.mori)
    entry.refresh_from_db()
    assert (entry.retired_at, entry.published_id) == (None, argument(2).pk)


def test_what_came_with_a_release_is_unchecked_until_a_curator_has_looked(cast: Cast) -> None:
    assert argument().is_unchecked
    mark_checked(argument(), cast.mori)
    assert (argument().is_unchecked, argument().checked_by) == (False, cast.mori)


def test_a_proposal_keeps_to_the_kind_of_its_slug_and_names_nothing_that_is_missing(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="x-demand: 記の文の識別名です"):
        propose(small.argument(slug="x-demand"), cast.sato, "")
    with pytest.raises(ValidationError, match="x-new: 「x-nowhere」がありません"):
        propose(small.argument(slug="x-new", facts=["x-nowhere"]), cast.sato, "")
    assert not Entry.objects.filter(slug="x-new").exists()


def test_numbers_are_given_once_for_each_entry(cast: Cast) -> None:
    editions = [propose(small.argument(claim=claim), cast.sato, "") for claim in "甲乙丙"]
    assert [edition.number for edition in editions] == [2, 3, 4]
    assert Edition.objects.filter(entry__slug="x-argument", state=State.WAITING).count() == 3


def test_whoever_leaves_leaves_the_library_as_it_is(cast: Cast) -> None:
    publish(propose(small.argument(claim="次の主張"), cast.sato, ""), cast.mori)
    User.objects.filter(pk__in=[cast.sato.pk, cast.mori.pk]).delete()
    assert (argument(2).claim, argument(2).author, argument(2).published_by) == ("次の主張", None, None)


@pytest.mark.django_db(transaction=True)
def test_a_table_can_be_rebuilt_between_two_migrates_and_is_guarded_again() -> None:
    """What a later migration does to drafting_edition; with the triggers on, SQLite would refuse it."""
    from drafting.models.freezing import freeze, thaw

    thaw("default")
    try:
        connection.disable_constraint_checking()
        with connection.schema_editor() as editor:
            editor._remake_table(Edition)  # type: ignore[attr-defined]
            editor._remake_table(Link)  # type: ignore[attr-defined]
    finally:
        connection.enable_constraint_checking()
        freeze("default")
    with pytest.raises(DatabaseError, match="never changed"), connection.cursor() as cursor:
        cursor.execute(STATEMENTS[0], [argument().pk])


@pytest.mark.django_db(transaction=True)
def test_migrate_puts_the_triggers_back_on_and_flush_may_pass_them() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER drafting_edition_frozen")
    call_command("migrate", verbosity=0)
    assert _on() == set(triggers())
    call_command("flush", interactive=False, verbosity=0)
    assert not Edition.objects.exists()
    assert _on() == set(triggers())


def _on() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor.fetchall()}
