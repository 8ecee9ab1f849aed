"""Papers: made once for the same content, in every format, with pictures of its pages."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from drafting.bridge import content_of
from drafting.compose.content import PartialDate
from drafting.compose.kinds import Kind
from drafting.intake.draft_file import DemandEntry, DraftFile, OwnEntry
from drafting.papers import Paper, paper_of

pytestmark = pytest.mark.django_db
FILE = DraftFile(
    Kind.OPINION,
    "東京都世田谷区",
    "件名と<b>印",
    body=(OwnEntry("b1", "本文の段落。"),),
    date=PartialDate(2026, 12, 10),
    demands=(DemandEntry("d1", text="求めること。"),),
)


def paper(file: DraftFile = FILE) -> Paper:
    return paper_of(content_of(file, date(2026, 11, 22)))


def test_the_same_content_is_made_once_and_other_content_anew() -> None:
    assert paper().made is paper().made
    assert paper(replace(FILE, title="別の件名")).made is not paper().made


def test_the_same_content_gives_the_same_bytes() -> None:
    assert paper().docx("draft-1") == paper().docx("draft-1")
    assert paper().pdf == paper().pdf


def test_every_page_belongs_to_a_sheet_and_has_a_picture() -> None:
    made = paper().made
    assert made.sheet_of_page == (0, 1)
    for number in (1, 2):
        picture = paper().page(number, dpi=72)
        assert picture is not None
        with Image.open(io.BytesIO(picture)) as image:
            assert (image.width, image.height) == pytest.approx((595, 842), abs=2)


@pytest.mark.parametrize("number", [-1, 0, 3, 10**9])
def test_a_page_that_does_not_exist_has_no_picture(number: int) -> None:
    assert paper().page(number, dpi=72) is None


def test_the_place_of_every_block_of_the_body_is_known() -> None:
    assert {"b1", "d1"} <= {box.id for box in paper().made.boxes}


def test_the_page_of_its_text_is_whole_and_escapes_what_was_typed() -> None:
    page = paper().html_page
    assert page.startswith("<!doctype html>")
    assert 'lang="ja"' in page
    assert "<b>" not in page
    assert "件名と&lt;b&gt;印" in page


def test_what_no_font_can_print_is_known_and_the_kanji_of_names_are_not_among_it() -> None:
    assert paper().missing_glyphs == frozenset()
    typed = replace(FILE, body=(OwnEntry("b1", "𠮷田髙﨑さん😀と葛󠄀城"),))
    assert paper(typed).missing_glyphs == {"😀"}


def test_its_findings_are_those_of_the_checks() -> None:
    assert "addressees" in {finding.where for finding in paper().findings}
