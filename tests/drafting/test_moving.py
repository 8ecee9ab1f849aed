"""One draft for many assemblies: the local words of each, its style, and nothing that is another assembly's own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from drafting import bridge
from drafting.actions.sample import sample_file
from drafting.bridge import Moving, StyleKnown
from drafting.compose.content import PartialDate, Signatory
from drafting.compose.kinds import Kind, Role
from drafting.intake.draft_file import DemandEntry, DraftFile, OwnEntry
from drafting.intake.refusal import Refusal
from drafting.models import Assembly
from drafting.papers import paper_of

pytestmark = pytest.mark.usefixtures("library")
DAY = date(2026, 11, 24)
ARGUMENT = "a-jisshitsu-gimuka"


@pytest.fixture
def letter(library: None) -> DraftFile:
    """As it is saved: with versions and full texts."""
    return bridge.pinned(bridge.read(sample_file(DAY), DAY))


def assembly(name: str) -> Assembly:
    return Assembly.objects.get(full_name=name)


def printed(file: DraftFile, name: str) -> str:
    return paper_of(Moving(file, DAY).to(assembly(name)).reading.content).text


def test_for_its_own_assembly_a_draft_stays_as_it_is(letter: DraftFile) -> None:
    file = replace(letter, presiding_officer="山田 太郎", bill_number="3", style={"article": "第14条"})
    moved = Moving(file, DAY).to(assembly("東京都世田谷区"))
    assert (moved.blanks, moved.local_words) == ((), ())
    assert paper_of(moved.reading.content).text == paper_of(bridge.read(file, DAY).content).text


@pytest.mark.parametrize(
    "name", ["長野県", "長野県長野市", "長野県原村", "北海道札幌市", "千葉県市川市", "東京都台東区"]
)
def test_it_is_the_draft_that_one_would_get_by_changing_its_assembly(name: str, letter: DraftFile) -> None:
    changed = replace(letter, assembly=name, signatories=())
    assert (
        printed(replace(letter, signatories=()), name)
        == paper_of(bridge.read(bridge.moved_to(letter, changed, DAY), DAY).content).text
    )


def test_the_words_of_the_library_become_those_of_the_other_assembly(letter: DraftFile) -> None:
    text = printed(replace(letter, body=letter.body[:2]), "長野県原村")
    assert "原村議会" in text
    assert not any(word in text for word in ("世田谷", "区民", "本区"))


@pytest.mark.parametrize(
    ("changes", "blanks"),
    [
        ({"signatories": ()}, ()),
        ({"signatories": (Signatory(Role.PETITIONER, "田中 光子"),)}, ()),
        ({}, ("提出者", "賛成者")),
        ({"signatories": (Signatory(Role.INTRODUCING_MEMBER, "加藤 進"),) * 2}, ("紹介議員",)),
        ({"signatories": (), "presiding_officer": "山田 太郎", "bill_number": "3"}, ("議長の名前", "番号")),
        ({"signatories": (), "style": {"article": "第14条", "numerals": "full"}}, ("会議規則の条",)),
        ({"signatories": (), "style": {"introducers_min": 1, "introducers_max": 2}}, ("紹介議員の人数",)),
    ],
)
def test_what_belongs_to_one_assembly_is_left_blank_for_the_others_and_told(
    changes: dict[str, Any], blanks: tuple[str, ...], letter: DraftFile
) -> None:
    assert Moving(replace(letter, **changes), DAY).to(assembly("長野県長野市")).blanks == blanks


def test_no_member_of_one_assembly_signs_in_another(letter: DraftFile) -> None:
    petitioner = Signatory(Role.PETITIONER, "田中 光子", organisation="医療を考える会", others=128)
    people = (Signatory(Role.INTRODUCING_MEMBER, "加藤 進"), petitioner)
    file = replace(letter, kind=Kind.PETITION, signatories=people, presiding_officer="山田 太郎")
    text = printed(file, "長野県長野市").replace("　", "").replace(" ", "")
    assert "加藤進" not in text
    assert "山田太郎" not in text
    assert "田中光子" in text
    assert "外128名" in text
    assert "長野市議会議長" in text


def test_what_the_writer_typed_stays_word_for_word_and_its_local_words_are_told(letter: DraftFile) -> None:
    moving = Moving(letter, DAY)
    assert moving.to(assembly("長野県長野市")).local_words == ("本区", "区民", "区議会")
    assert moving.to(assembly("東京都台東区")).local_words == ()
    assert "本区においても" in printed(letter, "長野県長野市")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "世田谷区の保険証を守る意見書", "body": ()}, ("世田谷区",)),
        ({"body": (), "demands": (DemandEntry("d1", text="区民の声を聴くこと。"),)}, ("区民",)),
        ({"body": (OwnEntry("o", "市民の声がある。"),)}, ()),
    ],
)
def test_local_words_are_found_wherever_the_writer_typed(
    changes: dict[str, Any], words: tuple[str, ...], letter: DraftFile
) -> None:
    assert Moving(replace(letter, **changes), DAY).to(assembly("長野県長野市")).local_words == words


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("千葉県市川市", StyleKnown.OWN),
        ("長野県小海町", StyleKnown.OF_TYPE),
        ("長野県長野市", StyleKnown.GENERAL),
    ],
)
def test_whose_style_it_is_can_be_told(name: str, known: StyleKnown, letter: DraftFile) -> None:
    assert Moving(letter, DAY).style_known(assembly(name)) is known


def test_a_style_of_ones_own_that_makes_no_sense_over_an_assemblys_is_refused_for_that_one(letter: DraftFile) -> None:
    """湧水町's petitions have no cover on which the reasons could stand."""
    file = replace(letter, kind=Kind.PETITION, signatories=(), style={"reasons_place": "cover"})
    moving = Moving(file, DAY)
    assert moving.to(assembly("長野県長野市")).reading.assembly == assembly("長野県長野市")
    with pytest.raises(Refusal, match="表紙がない様式では"):
        moving.to(assembly("鹿児島県湧水町"))


def test_the_database_is_asked_once_for_all(
    letter: DraftFile, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    moving = Moving(letter, DAY)
    everywhere = list(Assembly.objects.filter(prefecture="長野県"))
    with django_assert_num_queries(0):
        papers = {paper_of(moving.to(one).reading.content).text for one in everywhere}
    assert len(papers) == 78


def test_a_draft_without_an_assembly_can_be_moved_too(letter: DraftFile) -> None:
    moved = Moving(replace(letter, assembly="", date=PartialDate()), DAY).to(assembly("長野県長野市"))
    assert moved.local_words == ()
    assert "長野市議会" in paper_of(moved.reading.content).text
