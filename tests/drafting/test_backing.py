"""What stands behind a draft: from the pinned edition, in order, each once, in a fixed number of queries."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drafting.bridge import Reading, backing_of, read
from drafting.intake import from_file
from drafting.models import Entry, EntryKind, User
from tests.drafting import small

pytestmark = pytest.mark.django_db
OPPOSING = [{"slug": "o-1", "claim": "困らない。", "reply": "困る人がいる。", "written_here": False}]
VALUES = [{"label": "割合", "value": "37.14", "unit": "%", "denominator": "確認の件数"}]


@pytest.fixture
def argued(library: None) -> None:
    items = [item for item in small.all_items() if item.slug not in ("x-argument", "x-fact")]
    argument = small.argument(opposing=OPPOSING, facts=["x-fact"], quotations=["x-quotation"], sources=["x-source"])
    small.load_release([*items, small.fact(values=VALUES, status_note="その後の値は高い。"), argument])


def reading(*body: dict[str, Any], **keys: Any) -> Reading:
    raw = {"format": "ikensho-draft/1", "kind": "opinion", "assembly": "", "title": "試し", "body": list(body)} | keys
    return read(from_file.read(json.dumps(raw).encode()))


@pytest.mark.usefixtures("argued")
def test_an_own_text_and_a_text_from_elsewhere_have_no_argument_behind_them() -> None:
    backing = backing_of(reading({"text": "自分の文。"}, {"argument": "a-nowhere", "version": 2, "text": "よその文。"}))
    assert backing.arguments == ()
    assert [(block.facts, block.sources, block.quotations) for block in backing.blocks] == [((), (), ())] * 2


@pytest.mark.usefixtures("argued")
def test_an_argument_comes_with_all_that_the_library_has_behind_it() -> None:
    (argument,) = backing_of(reading({"id": "b1", "argument": "x-argument"})).arguments
    assert (argument.title, argument.claim, argument.theme, argument.blocks) == (
        "試しの論点",
        "主張。",
        "試しの主題",
        ("b1",),
    )
    assert [(one.claim, one.reply) for one in argument.objections] == [("困らない。", "困る人がいる。")]
    (evidence,) = argument.facts
    assert [(one.label, one.value, one.unit, one.denominator) for one in evidence.values] == [
        ("割合", "37.14", "%", "確認の件数")
    ]
    assert evidence.status_note == "その後の値は高い。"
    assert [(source.title, source.locator, source.type) for source in evidence.fact.sources] == [
        ("試しの調査", "第5表", "調査")
    ]
    assert [(one.text, one.compared, [s.slug for s in one.sources]) for one in argument.quotations] == [
        ("丁寧に説明する", False, ["x-source"])
    ]


@pytest.mark.usefixtures("argued")
def test_an_argument_that_stands_twice_is_there_once_and_names_both_places() -> None:
    backing = backing_of(reading({"id": "b1", "argument": "x-argument"}, {"id": "b2", "argument": "x-argument"}))
    assert [argument.blocks for argument in backing.arguments] == [("b1", "b2")]
    assert [objection.claim for objection in backing.objections] == ["困らない。"]


@pytest.mark.usefixtures("argued")
def test_the_edition_is_the_pinned_one_whatever_was_published_since() -> None:
    author, curator = User.objects.create(email="a@example.jp"), User.objects.create(email="c@example.jp")
    small.edited_here(small.argument(claim="新しい主張。"), author, curator)
    pinned = backing_of(reading({"argument": "x-argument", "version": 1}))
    newest = backing_of(reading({"argument": "x-argument"}))
    assert [one.claim for one in (*pinned.arguments, *newest.arguments)] == ["主張。", "新しい主張。"]


@pytest.mark.usefixtures("argued")
def test_what_own_paragraphs_and_quotation_blocks_cite_is_behind_them() -> None:
    own = {"id": "b1", "text": "文。", "cites": ["x-fact", "x-quotation"], "sources": [{"title": "会の調べ"}]}
    backing = backing_of(reading(own, {"id": "b2", "quotation": "x-quotation"}))
    first, second = backing.blocks
    assert [one.fact.slug for one in first.facts] == ["x-fact"]
    assert [source.title for source in first.sources] == ["試しの調査", "会の調べ"]
    assert [one.slug for one in first.quotations] == [one.slug for one in second.quotations] == ["x-quotation"]


def test_forty_arguments_take_as_many_queries_as_two(library: None, django_assert_max_num_queries: Any) -> None:
    slugs = list(Entry.objects.filter(kind=EntryKind.ARGUMENT).order_by("slug").values_list("slug", flat=True)[:40])
    assert len(slugs) == 40
    few, many = (reading(*({"argument": slug} for slug in slugs[:count])) for count in (2, 40))
    with CaptureQueriesContext(connection) as first:
        backing_of(few)
    with django_assert_max_num_queries(max(len(first), 12)):
        backing = backing_of(many)
    assert len(backing.arguments) == 40
    assert len(backing.objections) > 30
    assert any(argument.figures for argument in backing.arguments)
