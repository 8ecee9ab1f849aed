"""署名用紙, 出典一覧 and 資料集 of the shipped library: every argument, every number as published, every page."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from drafting.bridge import Reading, backing_of, read
from drafting.compose.backing import Backing
from drafting.compose.document import Document
from drafting.compose.japanese import grouped
from drafting.compose.package import LAYOUTS, PackageOptions, Part
from drafting.compose.reference import Drawing
from drafting.intake import from_file
from drafting.models import Entry, EntryKind
from drafting.render.to_pdf import Printed
from drafting.render.to_text import to_text
from tests.render.glyphs import lines, pages, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]
RICH = ("a-data-fubi-muko", "a-zentei-4joken", "a-merit-jikkan-nashi")


def reading(*slugs: str, **keys: Any) -> Reading:
    body = [{"argument": slug} for slug in slugs]
    raw = {"format": "ikensho-draft/1", "kind": "opinion", "assembly": "", "title": "試し", "body": body} | keys
    return read(from_file.read(json.dumps(raw).encode()))


def all_arguments() -> list[str]:
    found = Entry.objects.filter(kind=EntryKind.ARGUMENT, retired_at=None).exclude(published=None)
    return list(found.order_by("slug").values_list("slug", flat=True))


def made(part: Part, given: Reading, backing: Backing) -> Document:
    return LAYOUTS[part](given.content, backing, PackageOptions())


def test_every_argument_of_the_library_can_be_bound_with_each_of_its_numbers_as_published() -> None:
    given = reading(*all_arguments())
    backing = backing_of(given)
    text = to_text(made(Part.EVIDENCE, given, backing))
    assert len(backing.arguments) > 90
    for argument in backing.arguments:
        assert argument.claim in text
    values = [value for one in backing.facts for value in one.values]
    assert len(values) > 100
    for value in values:
        assert f"{grouped(value.value)}{value.unit}" in text
    for one in backing.facts:
        assert one.fact.statement in text


def test_a_chart_of_the_library_says_its_numbers_as_the_facts_do() -> None:
    given = reading(*all_arguments())
    backing = backing_of(given)
    text = to_text(made(Part.EVIDENCE, given, backing))
    drawn = {one.figure.slug for a in backing.arguments for one in a.figures if one.figure.is_drawn}
    shown = [b for s in made(Part.EVIDENCE, given, backing).sheets for b in s.blocks if isinstance(b, Drawing)]
    assert sorted(block.figure.slug for block in shown) == sorted(drawn)
    assert "2024年1月｜4.60％｜" in text
    assert "2024年1月｜4.6％｜" not in text


def test_every_source_of_the_text_is_listed() -> None:
    given = reading(*all_arguments())
    text = to_text(made(Part.SOURCES, given, backing_of(given)))
    cited = {source.slug: source for block in given.content.body for source in block.sources}
    assert len(cited) > 50
    for source in cited.values():
        assert source.url in text


def test_the_papers_of_the_library_stay_on_their_pages() -> None:
    given = reading(*RICH)
    backing = backing_of(given)
    for part in (Part.SOURCES, Part.EVIDENCE):
        document = made(part, given, backing)
        edge = document.page.WIDTH_MM - document.page.margins.right
        for page in pages(Printed(document).pdf):
            rows = lines(page)
            assert len(rows) > 5
            assert max(row[-1].right for row in rows) < edge + 0.5
            assert max(row[-1].baseline for row in rows if not re.fullmatch(r"－\d+－", text_of(row))) < 297 - 24
