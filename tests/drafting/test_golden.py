"""One plain-text document of each kind, letter by letter as it was looked at and found right.

The draft files carry all their words and have the base style, so that the library may be edited freely.
After a change that is meant: `RENEW_GOLDEN=1 .venv/bin/pytest tests/drafting/test_golden.py`,
then read the difference in git before committing.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from drafting.bridge import content_of
from drafting.compose.kinds import Kind
from drafting.intake import from_file
from drafting.models import Entry, EntryKind
from drafting.papers import paper_of

GOLDEN = Path(__file__).with_name("golden")
NAMES = sorted(path.stem for path in GOLDEN.glob("*.json"))
TODAY = date(2026, 11, 22)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_the_document_is_letter_by_letter_as_it_was_found_right(name: str) -> None:
    Entry.objects.filter(kind=EntryKind.HOUSE_STYLE).update(retired_at=timezone.now())
    content = content_of(from_file.read((GOLDEN / f"{name}.json").read_bytes()), TODAY)
    text = paper_of(content).text
    if os.environ.get("RENEW_GOLDEN"):
        (GOLDEN / f"{name}.txt").write_text(text, encoding="utf-8")
    assert text == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_there_is_one_of_each_kind_and_nobody_renews_them_in_ci() -> None:
    kinds = {from_file.read((GOLDEN / f"{name}.json").read_bytes()).kind for name in NAMES}
    assert kinds == set(Kind)
    assert not (os.environ.get("CI") and os.environ.get("RENEW_GOLDEN"))
