"""Which published editions hold a word: on SQLite by an FTS5 table of pairs of characters, elsewhere by the column.

It knows neither kinds nor queries; what a word is, search.py says.  Pairs and not words: Japanese has no spaces, and
over 100,000 passages a phrase of pairs takes milliseconds where LIKE reads them all.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import and_
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from .library import Edition, Entry

TABLE = "drafting_pairs"
_PUBLISHED = f"SELECT published_id FROM {Entry._meta.db_table} WHERE published_id IS NOT NULL AND retired_at IS NULL"
# FTS5's ascii tokenizer parts text at ASCII signs, and keeps together whatever lies beyond ASCII.
_SIGNS = {code: 0xF0000 + code for code in range(128) if not chr(code).isalnum()}
# One character long, so that no word's pairs ever match it.
_BETWEEN_LINES = " x "


def holding(words: Iterable[str]) -> Q:
    """The published editions whose search_text has all these words (in normal form), each within one line."""
    asked = list(words)
    indexed = [word for word in asked if len(word) > 1] if is_kept() else []
    others = (Q(search_text__contains=word) for word in asked if word not in indexed)
    return reduce(and_, others, _matching(indexed) if indexed else Q())


def _matching(words: list[str]) -> Q:
    phrases = " ".join(f'"{_pairs_of_line(word)}"' for word in words)
    return Q(pk__in=RawSQL(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [phrases]))


def rebuild() -> None:
    """From nothing."""
    if is_kept():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")
            catch_up()


def catch_up() -> None:
    """To what is published now.  A published edition never changes, so only what came and what went is written."""
    if not is_kept():
        return
    fresh = Edition.objects.filter(pk__in=RawSQL(_PUBLISHED, [])).exclude(
        pk__in=RawSQL(f"SELECT rowid FROM {TABLE}", [])
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE rowid NOT IN ({_PUBLISHED})")
        rows = [(key, pairs(text)) for key, text in fresh.values_list("pk", "search_text")]
        cursor.executemany(f"INSERT INTO {TABLE} (rowid, pairs) VALUES (%s, %s)", rows)


def pairs(text: str) -> str:
    """Each line's characters two by two; no pair reaches from a line into the next."""
    return _BETWEEN_LINES.join(_pairs_of_line(line) for line in text.split("\n"))


def is_kept() -> bool:
    return connection.vendor == "sqlite"


@receiver(post_migrate, dispatch_uid="word_index")
def after_migrations(sender: Any, using: str, **rest: Any) -> None:
    """A library that was there before its index, and tables that were emptied as a whole."""
    is_ours = sender.label == "drafting" and using == connection.alias
    if is_ours and TABLE in connection.introspection.table_names():
        catch_up()


def _pairs_of_line(line: str) -> str:
    plain = line.translate(_SIGNS)
    return " ".join(plain[at : at + 2] for at in range(len(plain) - 1))
