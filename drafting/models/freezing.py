"""Triggers that keep published editions and the versions of drafts as they are, whoever writes to the database.

SQLite rebuilds a table to change it: a trigger on that table is lost with it, and one that names it from elsewhere
stops the migration.  So they are taken off before every `migrate` and put on again behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver

from .drafts import DraftVersion
from .editions import EDITION_OF
from .library import Edition, Link, State

FROZEN = "({})".format(", ".join(f"'{state}'" for state in State.frozen()))
EDITION = Edition._meta.db_table


def triggers() -> dict[str, str]:
    """The statement that makes each trigger, by its name."""
    return {name: _statement(name, *rule) for name, rule in _rules()}


def thaw(using: str) -> None:
    """Only around what rebuilds or empties the tables as a whole."""
    with connections[using].cursor() as cursor:
        for name in triggers():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def freeze(using: str) -> None:
    with connections[using].cursor() as cursor:
        for statement in triggers().values():
            cursor.execute(statement)


@receiver(pre_migrate, dispatch_uid="thaw")
def before_migrations(sender: Any, using: str, **rest: Any) -> None:
    if sender.label == "drafting" and has_triggers(using):
        thaw(using)


@receiver(post_migrate, dispatch_uid="freeze")
def after_migrations(sender: Any, using: str, **rest: Any) -> None:
    """Nothing yet where only the first migrations ran, or some were taken back."""
    tables = {EDITION, Link._meta.db_table, DraftVersion._meta.db_table}
    tables |= {cls._meta.db_table for cls in EDITION_OF.values()}
    if (
        sender.label == "drafting"
        and has_triggers(using)
        and tables <= set(connections[using].introspection.table_names())
    ):
        thaw(using)
        freeze(using)


def has_triggers(using: str) -> bool:
    return connections[using].vendor == "sqlite"


def _rules() -> Iterator[tuple[str, tuple[str, str, str]]]:
    """(name, (event, table, condition))."""
    content = "entry_id, number, title, reason, origin, content_hash"
    back = f"OLD.state IN {FROZEN} AND NEW.state NOT IN (OLD.state, '{State.WITHDRAWN}')"
    yield "drafting_edition_frozen", (f"UPDATE OF {content}", EDITION, f"OLD.state IN {FROZEN}")
    yield "drafting_edition_stays_frozen", ("UPDATE OF state", EDITION, back)
    yield "drafting_edition_kept", ("DELETE", EDITION, f"OLD.state IN {FROZEN}")
    for cls in EDITION_OF.values():
        table, name = cls._meta.db_table, f"drafting_{cls._meta.model_name}".removesuffix("edition")
        yield f"{name}_frozen", ("UPDATE", table, _edition_frozen("OLD.edition_ptr_id"))
        yield f"{name}_kept", ("DELETE", table, _edition_frozen("OLD.edition_ptr_id"))
    link = Link._meta.db_table
    yield "drafting_link_added", ("INSERT", link, _edition_frozen("NEW.edition_id"))
    yield "drafting_link_frozen", ("UPDATE", link, _edition_frozen("OLD.edition_id", "NEW.edition_id"))
    yield "drafting_link_kept", ("DELETE", link, _edition_frozen("OLD.edition_id"))
    version = "UPDATE OF draft_id, number, content, content_hash"
    yield "drafting_draftversion_frozen", (version, DraftVersion._meta.db_table, "1")


def _edition_frozen(*columns: str) -> str:
    return f"EXISTS (SELECT 1 FROM {EDITION} WHERE id IN ({', '.join(columns)}) AND state IN {FROZEN})"


def _statement(name: str, event: str, table: str, condition: str) -> str:
    message = "what was published is never changed"
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
