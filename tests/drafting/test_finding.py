"""The index of words finds what reading every text finds; what was found is ranked and narrowed."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Q

from drafting.actions.cast import Cast
from drafting.actions.library import load_release, propose, publish, retire
from drafting.models import Edition, Entry, word_index
from drafting.models.finding import SHOWN, matching, numbers, published, ranked
from drafting.models.narrowing import FACETS, ages, is_overdue, narrow
from drafting.models.search import words
from drafting.models.synonyms import said_otherwise

from . import small

pytestmark = pytest.mark.usefixtures("library")
TODAY = date(2026, 11, 22)
ODD = [
    '"',
    "' OR 1=1",
    '"資格" OR "確認"',
    "資格*",
    "NEAR(資格 確認)",
    "%",
    "_",
    "資\x00格",
    "x",
    "a b",
    "🦉🦉",
    "100%",
    "ー",
]
ORDINARY = [
    "第99条",
    "第九十九条",
    "ﾏｲﾅ保険証",
    "70.1％",
    "資格 確認書",
    "資　格　確　認",
    "国",
    "さいたま市",
    "番号法16条の2",
]


def read(query: str) -> set[int]:
    """What LIKE finds."""
    found = published().filter(entry__kind__in=SHOWN)
    for word in words(query):
        found = found.filter(reduce(or_, (Q(search_text__contains=way) for way in said_otherwise(word))))
    return set(found.values_list("pk", flat=True))


def found(query: str) -> set[int]:
    return set(matching(query).values_list("pk", flat=True))


def indexed() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid FROM {word_index.TABLE}")
        return {key for (key,) in cursor.fetchall()}


def published_keys() -> set[int]:
    return set(published().values_list("pk", flat=True))


def pieces(count: int) -> list[str]:
    """Parts of the texts of the library, of one to nine characters, some over the end of a line, some of two words."""
    draw, texts = Random(20261122), list(published().values_list("search_text", flat=True))
    pieces = []
    for number in range(count):
        text, length = draw.choice(texts), draw.randint(1, 9)
        at = draw.randrange(max(len(text) - length, 1))
        piece = text[at : at + length].replace("\n", "" if number % 2 else " ")
        pieces.append(f"{piece} {draw.choice(texts)[:2]}" if number % 5 == 0 else piece)
    return pieces


@pytest.mark.parametrize("query", [*ODD, *ORDINARY])
def test_the_index_finds_what_reading_finds(query: str) -> None:
    assert found(query) == read(query)


def test_the_index_finds_every_part_of_every_text_as_reading_does() -> None:
    hits = 0
    for query in pieces(600):
        assert found(query) == read(query), query
        hits += bool(read(query))
    assert hits > 400


def test_a_word_does_not_reach_from_one_line_into_the_next() -> None:
    load_release([small.theme(), small.argument(title="砂時計", claim="羅針盤", passages=[])])
    assert found("砂時計")
    assert found("羅針盤")
    assert not found("時計羅針")


def test_other_databases_read_the_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {query: found(query) for query in ORDINARY}
    monkeypatch.setattr(word_index, "is_kept", lambda: False)
    word_index.rebuild()
    word_index.catch_up()
    assert "MATCH" not in str(matching("資格確認書").query)
    assert {query: found(query) for query in ORDINARY} == expected


def test_more_than_one_character_is_looked_up_in_the_index() -> None:
    assert "MATCH" in str(matching("資格").query)
    assert "LIKE" not in str(matching("資格 確認書").query)
    assert "MATCH" not in str(matching("国").query)


def test_the_index_holds_what_is_published_and_nothing_else() -> None:
    assert indexed() == published_keys()


def test_the_index_follows_what_is_published_replaced_and_retired(cast: Cast) -> None:
    load_release([small.theme(), small.argument(claim="砂時計。", passages=[])])
    proposed = propose(small.argument(claim="羅針盤。", passages=[]), cast.sato, "言い換え")
    assert found("砂時計")
    assert not found("羅針盤")
    publish(proposed, cast.mori)
    assert found("羅針盤")
    assert not found("砂時計")
    retire(Entry.objects.get(slug="x-argument"))
    assert not found("羅針盤")
    assert indexed() == published_keys()


def test_what_is_taken_back_leaves_the_index_too() -> None:
    with transaction.atomic():
        load_release([small.theme(), small.argument(claim="砂時計。", passages=[])])
        assert found("砂時計")
        transaction.set_rollback(True)
    assert not found("砂時計")
    assert indexed() == published_keys()


def test_the_index_is_made_anew_from_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {word_index.TABLE}")
        cursor.execute(f"INSERT INTO {word_index.TABLE} (rowid, pairs) VALUES (99999999, '資格')")
    assert found("資格確認書") == set()
    word_index.rebuild()
    assert indexed() == published_keys()
    assert found("資格確認書") == read("資格確認書")


@pytest.mark.django_db(transaction=True)
def test_migrating_fills_the_index_of_a_library_that_was_there_before() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {word_index.TABLE}")
    call_command("migrate", verbosity=0)
    assert indexed() == published_keys() != set()


@pytest.mark.parametrize("slug", ["f-7000", "f-riyoritsu-2023", "o-10wari-futan"])
def test_slugs_that_no_reader_sees_are_not_found(slug: str) -> None:
    assert not matching(slug).exists()


def test_numbers_of_several_searches_come_at_once(django_assert_num_queries: object) -> None:
    queries = ["資格確認書", "国", "見当たらない語"]
    with django_assert_num_queries(1):  # type: ignore[operator]
        counted = numbers(queries)
    assert counted == [len(read(query)) for query in queries]
    assert counted[2] == 0 < counted[0]


# --- rank -----------------------------------------------------------------------------------------------------------


def order(query: str) -> list[str]:
    return [edition.entry.slug for edition in ranked(matching(query), query)]


def test_what_stands_nearest_to_the_top_comes_first() -> None:
    load_release(
        [
            small.theme(),
            small.source(title="砂時計の統計"),
            small.fact(statement="砂時計は3台である。"),
            small.argument(slug="x-far", reasoning="砂時計による。", passages=[]),
            small.argument(slug="x-claim", claim="砂時計を置く。", passages=[]),
            small.argument(slug="x-sub", title="砂時計の補い", tier="sub", passages=[]),
            small.argument(slug="x-core", title="砂時計", tier="core", passages=[]),
            small.demand(title="砂時計の設置"),
        ]
    )
    assert order("砂時計") == ["x-core", "x-sub", "x-demand", "x-claim", "x-fact", "x-source", "x-far"]


def test_a_fact_is_not_buried_under_sources() -> None:
    kinds = [edition.entry.kind for edition in ranked(matching("オンライン資格確認"), "オンライン資格確認")]
    assert {"fact", "source"} <= set(kinds)
    first_source, last_near_fact = kinds.index("source"), kinds.index("fact")
    assert last_near_fact < first_source


def test_two_words_may_stand_in_title_and_claim() -> None:
    load_release(
        [
            small.theme(),
            small.argument(slug="x-both", title="砂時計", claim="羅針盤", passages=[]),
            small.argument(slug="x-far", title="砂時計", reasoning="羅針盤", passages=[]),
        ]
    )
    assert order("羅針盤 砂時計") == ["x-both", "x-far"]


# --- narrowing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-11-22", {"1", "3"}),
        ("2026-12-15", {"1", "3"}),
        ("2025-11-22", {"1", "3"}),
        ("2025-11-21", {"3"}),
        ("2025-11", {"3"}),
        ("2026", {"1", "3"}),
        ("2025", {"3"}),
        ("2023-11-22", {"3"}),
        ("2023-11-21", {"older"}),
        ("2023-11", {"older"}),
        ("2023", {"older"}),
        ("", set()),
    ],
)
def test_a_date_known_less_well_never_looks_fresher(when: str, expected: set[str]) -> None:
    assert ages(when, TODAY) == expected


def test_on_29_february_a_year_ago_is_1_march() -> None:
    assert ages("2027-03-01", date(2028, 2, 29)) == {"1", "3"}
    assert ages("2027-02-28", date(2028, 2, 29)) == {"3"}


@pytest.mark.parametrize(
    ("day", "late"), [("2026-11-21", True), ("2026-11-22", False), ("2026-11-23", False), ("", False)]
)
def test_a_review_is_overdue_from_the_day_after(day: str, late: bool) -> None:
    assert is_overdue(day, TODAY) is late


def all_of(**chosen: str) -> tuple[list[Edition], dict[str, dict[str, int]]]:
    narrowed = narrow(ranked(matching(""), ""), chosen, date(2027, 1, 5))
    return narrowed.editions, {facet: dict(narrowed.counts[facet]) for facet in FACETS}


def test_each_option_leaves_as_many_as_it_says() -> None:
    everything, counts = all_of()
    assert len(everything) == sum(counts["kind"].values())
    assert len(counts["kind"]) == 8
    for facet in FACETS:
        for option, number in counts[facet].items():
            assert len(all_of(**{facet: option})[0]) == number > 0


def test_choices_add_up() -> None:
    both, counts = all_of(kind="fact", status="ask", age="3")
    alone = [all_of(kind="fact")[0], all_of(status="ask")[0], all_of(age="3")[0]]
    assert [e.pk for e in both] == [e.pk for e in alone[0] if all(e in others for others in alone[1:])]
    assert counts["status"]["ask"] == len(both) < sum(counts["status"].values())
    assert counts["age"]["1"] <= counts["age"]["3"]


def test_every_fact_is_of_one_status_and_has_an_age() -> None:
    facts, counts = all_of(kind="fact")
    assert sum(counts["status"].values()) == len(facts) == counts["age"]["3"] + counts["age"]["older"]
    assert 0 < counts["review"]["overdue"] < len(facts)
