"""The files keep the shape that fixtures/README.md documents, and every name in them leads somewhere."""

import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from .shelf import (
    DEMAND_TEXT,
    KEYS,
    OPPOSING,
    PASSAGE,
    VALUE,
    Item,
    all_opposing,
    by_slug,
    items,
    passages,
)

NAMED = {
    "facts": {"themes": "themes"},
    "quotations": {"source": "sources"},
    "arguments": {"theme": "themes", "parent": "arguments", "facts": "facts", "sources": "sources"}
    | {"quotations": "quotations"},
    "demands": {"theme": "themes", "arguments": "arguments"},
    "advice": {"facts": "facts"},
    "figures": {"facts": "facts"},
}
PARTIAL_DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})?")


def keys_are(item: Item, documented: str) -> bool:
    """All that must be there, in the order of the documentation; those with ? may be missing."""
    names = documented.split()
    allowed = [name.rstrip("?") for name in names]
    required = {name for name in names if not name.endswith("?")}
    return required <= set(item) and list(item) == [name for name in allowed if name in item]


# The styles of assemblies have a file of their own making and tests of their own.
@pytest.mark.parametrize("kind", [kind for kind in KEYS if kind != "house_styles"])
def test_keys_are_exactly_those_documented(kind: str) -> None:
    assert [item["slug"] for item in items(kind) if not keys_are(item, KEYS[kind])] == []


def test_inner_objects_have_the_documented_keys() -> None:
    inner = [(o["slug"], o, OPPOSING) for o in all_opposing()]
    inner += [(name, passage, PASSAGE) for name, passage in passages()]
    inner += [(d["slug"], text, DEMAND_TEXT) for d in items("demands") for text in d["texts"]]
    inner += [(f["slug"], value, VALUE) for f in items("facts") for value in f["values"]]
    inner += [(f["slug"], citation, "source locator") for f in items("facts") for citation in f["citations"]]
    assert [name for name, item, keys in inner if not keys_are(item, keys)] == []


def test_no_two_items_share_a_slug() -> None:
    slugs = Counter(item["slug"] for kind in KEYS for item in items(kind))
    assert [slug for slug, count in slugs.items() if count > 1] == []


@pytest.mark.parametrize("kind", NAMED)
def test_every_reference_leads_to_an_item_of_its_kind(kind: str) -> None:
    dangling = []
    for item in items(kind):
        for key, target in NAMED[kind].items():
            named = item.get(key) or []
            for slug in [named] if isinstance(named, str) else named:
                if by_slug().get(slug, ("",))[0] != target:
                    dangling.append((item["slug"], key, slug))
    assert dangling == []


def test_every_citation_of_a_fact_leads_to_a_source_and_no_fact_is_without_one() -> None:
    cited = [(fact["slug"], [c["source"] for c in fact["citations"]]) for fact in items("facts")]
    known = {source["slug"] for source in items("sources")}
    assert [slug for slug, sources in cited if not sources or set(sources) - known] == []


def test_every_passage_cites_facts_sources_or_quotations_that_exist() -> None:
    evidence = {"facts", "sources", "quotations"}
    wrong = [name for name, p in passages() if any(by_slug().get(c, ("",))[0] not in evidence for c in p["cites"])]
    assert wrong == []
    assert [name for name, p in passages() if not p["cites"]] == []


def test_every_fact_that_a_passage_cites_is_listed_with_its_argument() -> None:
    facts = {fact["slug"] for fact in items("facts")}
    unlisted = [
        (argument["slug"], cited)
        for argument in items("arguments")
        for passage in argument["passages"]
        for cited in passage["cites"]
        if cited in facts and cited not in argument["facts"]
    ]
    assert unlisted == []


def test_curators_notes_are_about_items_that_exist() -> None:
    assert [(n["slug"], slug) for n in items("notes") for slug in n["about"] if slug not in by_slug()] == []


def test_demands_name_known_offices_in_customary_order() -> None:
    order = {entry["office"]: entry["order"] for entry in items("addressees")}
    for demand in items("demands"):
        offices = demand["addressees"]
        assert offices, demand["slug"]
        assert [order.get(office, 0) for office in offices] == sorted(order[office] for office in offices), demand[
            "slug"
        ]


def test_the_periods_of_an_item_follow_each_other_without_gap_or_overlap() -> None:
    for owner, key in [("arguments", "passages"), ("demands", "texts")]:
        for item in items(owner):
            periods = [(p["from"], p["until"]) for p in item[key]]
            assert all(DAY.fullmatch(day) for period in periods for day in period), item["slug"]
            for (_, until), (start, _) in pairwise(periods):
                assert until, item["slug"]
                assert start == str(date.fromisoformat(until) + timedelta(days=1)), item["slug"]
            assert periods[-1][1] == "", f"{item['slug']}: nothing to say today"


def test_every_argument_meets_at_least_one_opposing_view_and_answers_it() -> None:
    assert [a["slug"] for a in items("arguments") if not a["opposing"]] == []
    assert [o["slug"] for o in all_opposing() if len(o["claim"]) < 20 or len(o["reply"]) < 40] == []


def test_dates_are_partial_dates_and_every_source_says_how_it_is_cited() -> None:
    dates = [(s["slug"], s["date"]) for s in items("sources")] + [(q["slug"], q["date"]) for q in items("quotations")]
    dates += [(f["slug"], f[key]) for f in items("facts") for key in ("as_of", "event_date")]
    assert [(slug, day) for slug, day in dates if not PARTIAL_DATE.fullmatch(day)] == []
    assert [s["slug"] for s in items("sources") if not s["cite_as"].strip()] == []
