"""Mends that need the library or the draft file: the finding is gone after them, and nothing else has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from drafting import bridge
from drafting.checks import Finding, run
from drafting.compose.composer import compose
from drafting.compose.content import PartialDate
from drafting.compose.kinds import Kind
from drafting.intake.draft_file import (
    AddresseeEntry,
    ArgumentEntry,
    DemandEntry,
    DemandItemEntry,
    DraftFile,
    OwnEntry,
    QuotationEntry,
)
from drafting.models import User

from . import small

TODAY = date(2026, 11, 24)
OLD_TEXT = "廃止まで本区の区民は健康保険証で受診できた。"
pytestmark = pytest.mark.usefixtures("small_library")


def draft(**changes: Any) -> DraftFile:
    known: dict[str, Any] = {
        "title": "題を求める意見書",
        "body": (
            ArgumentEntry("b1", "x-argument", 1, text=None),
            OwnEntry("b2", "区民の声が寄せられている。"),
            QuotationEntry("b3", "x-quotation", 1),
        ),
        "demands": (DemandEntry("d1", "x-demand", 1),),
        "addressees": (AddresseeEntry("衆議院議長"), AddresseeEntry("総務大臣")),
        "date": PartialDate(2026, 12),
    }
    file = DraftFile(Kind.OPINION, "東京都世田谷区", **known | changes)
    return bridge.pinned(bridge.read(file, TODAY))


def findings(file: DraftFile) -> list[Finding]:
    content = bridge.content_of(file, TODAY)
    return list(run(content, compose(content)))


def mended(file: DraftFile, code: str) -> DraftFile:
    """The file after the mend; asserts that this finding and no other is gone."""
    (finding,) = [one for one in findings(file) if one.code == code]
    assert finding.mend is not None
    proposal = bridge.proposal(bridge.read(file, TODAY), finding.mend)
    assert proposal is not None
    assert [(one.code, one.where) for one in findings(proposal.file)] == [
        (one.code, one.where) for one in findings(file) if one != finding
    ]
    return proposal.file


def test_a_text_of_another_time_becomes_the_text_of_the_day() -> None:
    whole = draft()
    past = replace(whole, body=(ArgumentEntry("b1", "x-argument", 1, whole.register, OLD_TEXT), *whole.body[1:]))
    assert mended(past, "outside-period") == whole


def test_a_demand_of_another_time_becomes_the_demand_of_the_day() -> None:
    whole = draft()
    past = replace(whole, demands=(replace(whole.demands[0], text="見直すこと。"),))
    assert mended(past, "outside-period") == whole


def test_a_text_for_which_the_day_has_none_is_dropped(second_curator: User, django_user_model: Any) -> None:
    only_past = [small.PASSAGES[0]]
    small.load_release([small.argument(slug="x-past", passages=only_past)])
    whole = draft()
    past = draft(body=(*whole.body, ArgumentEntry("b4", "x-past", 1)))
    assert mended(past, "outside-period") == whole


def test_the_newer_version_comes_with_its_words(second_curator: User, django_user_model: Any) -> None:
    whole = draft()
    newer = [small.PASSAGES[0], small.PASSAGES[1] | {"plain": "{assembly}は改めて求めてきた。"}]
    author = django_user_model.objects.create_user("w@example.jp", "kobo-no-tameshi-1", name="作")
    small.edited_here(small.argument(passages=newer), author, second_curator)
    after = mended(whole, "origin-newer")
    entry = after.body[0]
    assert isinstance(entry, ArgumentEntry)
    assert (entry.version, entry.text) == (2, "世田谷区議会は改めて求めてきた。")
    assert replace(after, body=(whole.body[0], *after.body[1:])) == whole


def test_a_quotation_gets_its_own_words_back() -> None:
    whole = draft()
    spoilt = replace(whole, body=(*whole.body[:2], QuotationEntry("b3", "x-quotation", 1, "粗末に説明する")))
    assert mended(spoilt, "quotation-edited") == whole


def test_an_empty_paragraph_is_dropped() -> None:
    whole = draft()
    assert mended(replace(whole, body=(*whole.body, OwnEntry("b4", " "))), "empty-paragraph") == whole


@pytest.mark.parametrize(
    ("code", "offices"),
    [
        ("addressee-twice", ("衆議院議長", "総務大臣", "衆議院議長")),
        ("addressee-outside-99", ("衆議院議長", "東京地方裁判所", "総務大臣")),
    ],
)
def test_one_addressee_too_many_is_dropped(code: str, offices: tuple[str, ...]) -> None:
    spoilt = draft(addressees=tuple(AddresseeEntry(office) for office in offices))
    assert mended(spoilt, code) == draft()


def test_a_letter_to_nobody_gets_the_usual_addressees() -> None:
    offices = [one.office for one in mended(draft(addressees=()), "missing-addressees").addressees]
    assert offices[:3] == ["衆議院議長", "参議院議長", "内閣総理大臣"]


def test_the_words_of_a_field_and_of_an_item_are_mended() -> None:
    title = mended(draft(title="①を求める意見書"), "circled-digit")
    assert title == draft(title="（1）を求める意見書")
    items = (DemandItemEntry("i1", "②の件。"), DemandItemEntry("i2", "別の件。"))
    demand = mended(draft(demands=(DemandEntry("d1", "x-demand", 1, items=items),)), "circled-digit").demands[0]
    assert demand.items == (replace(items[0], text="（2）の件。"), items[1])
    lead = mended(draft(lead="次の事項を求める。"), "lead-without-below")
    assert lead == draft(lead="下記の事項を求める。")


def test_a_block_that_is_gone_has_no_mend() -> None:
    spoilt = draft(body=(OwnEntry("b9", "①である。"),))
    (finding,) = [one for one in findings(spoilt) if one.code == "circled-digit"]
    assert finding.mend is not None
    assert bridge.proposal(bridge.read(draft(), TODAY), finding.mend) is None
