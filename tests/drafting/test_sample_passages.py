"""sample_passages: from different themes, filled, with what they rest on; the same seed gives the same passages."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from drafting.actions.library import retire
from drafting.models import Entry, EntryKind, FactEdition, Link

pytestmark = pytest.mark.usefixtures("small_library")
HEADING = re.compile(r"^\d+\. .+（([a-z0-9-]+)、(である|です・ます)調）$", re.MULTILINE)
FACT = re.compile(r"^　・(\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?)（(\S+?)）(.+)［([a-z0-9-]+)］$", re.MULTILINE)
ALL = 9999


def printed(*arguments: Any) -> str:
    out = io.StringIO()
    call_command("sample_passages", *map(str, arguments), stdout=out)
    return out.getvalue()


def slugs(text: str) -> list[str]:
    return [slug for slug, _ in HEADING.findall(text)]


def test_as_many_passages_as_asked_for_each_of_another_argument() -> None:
    assert len(set(slugs(printed()))) == 20
    assert len(slugs(printed(3))) == 3


def test_no_theme_comes_twice_before_every_theme_has_come() -> None:
    themes = Entry.objects.filter(kind=EntryKind.THEME, published__isnull=False).count()
    first = slugs(printed(themes, "--seed", 1))
    links = Link.objects.filter(role="theme", edition__entry__slug__in=first, edition__entry__published=F("edition"))
    assert links.values("entry").distinct().count() == themes == len(first)


def test_passages_are_filled_and_carry_the_facts_that_they_cite_with_their_dates() -> None:
    drawn = (printed(ALL, "--seed", seed) for seed in range(30))
    text = next(text for text in drawn if ("x-argument", "である") in HEADING.findall(text))
    assert "　世田谷区議会は、令和4年10月13日の表明以来、国に説明を求めてきた。\n" in text
    assert not re.search(r"[{}○]", text)
    facts = {slug: statement for _, _, statement, slug in FACT.findall(text)}
    assert ("2026年1月", "現在") in {(day, status) for day, status, _, slug in FACT.findall(text) if slug == "x-fact"}
    assert len(facts) > 100
    assert text.count("　・") == len(FACT.findall(text))
    assert FactEdition.objects.get(entry__slug="x-fact").statement == facts["x-fact"]


def test_both_registers_are_read() -> None:
    assert {register for _, register in HEADING.findall(printed(ALL))} == {"である", "です・ます"}


def test_a_seed_gives_the_same_passages_again_and_another_seed_others() -> None:
    assert printed(10, "--seed", 7) == printed(10, "--seed", 7)
    assert printed(10, "--seed", 7) != printed(10, "--seed", 8)


def test_a_retired_argument_is_not_read_aloud() -> None:
    assert "x-argument" in slugs(printed(ALL))
    retire(Entry.objects.get(slug="x-argument"))
    assert "x-argument" not in slugs(printed(ALL))


def test_fewer_than_one_passage_is_refused() -> None:
    with pytest.raises(CommandError, match="1以上"):
        printed(0)
