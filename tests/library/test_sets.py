"""Every ready set is a letter that could be handed in: on one page, without faults, in its time."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from drafting import bridge
from drafting.checks import Severity
from drafting.compose.content import Passage
from drafting.compose.kinds import Kind
from drafting.intake.draft_file import ArgumentEntry, DraftFile, default_register
from drafting.papers import Paper, paper_of
from tests.library.shelf import items

SLUGS = [str(raw["slug"]) for raw in items("sets")]
# What nobody but the writer knows: people, and the rules of some assembly.
TO_BE_FILLED_IN = {
    "missing-submitter",
    "missing-petitioner",
    "missing-introducer",
    "unknown-rules",
    "supporters-unknown",
}
TODAY = date(2026, 11, 24)
# In a petition's paper the petition comes first and the letter that it asks for behind it.
KINDS = [Kind.OPINION, Kind.RESOLUTION, Kind.PETITION, Kind.APPEAL]


def paper(slug: str, kind: Kind, assembly: str = "東京都世田谷区") -> Paper:
    one = next(one for one in bridge.ready_sets() if one.slug == slug)
    base = DraftFile(kind, assembly, one.title(kind), register=default_register(kind))
    return paper_of(bridge.content_of(bridge.filled(base, one), TODAY))


def test_there_are_sets_for_many_purposes_and_no_two_are_the_same() -> None:
    sets = items("sets")
    assert len(sets) >= 8
    assert max(Counter(str(raw["subject"]) for raw in sets).values()) == 1
    assert [raw["order"] for raw in sets] == list(range(1, len(sets) + 1))


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_set_fits_on_one_page_of_the_base_style(slug: str, kind: Kind) -> None:
    made = paper(slug, kind).made
    assert made.fit.pages == 1, made.fit


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("slug", SLUGS)
def test_what_the_check_finds_is_only_what_the_writer_has_to_fill_in(slug: str, kind: Kind) -> None:
    findings = paper(slug, kind).findings
    assert {finding.code for finding in findings} - TO_BE_FILLED_IN == set()


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("slug", SLUGS)
def test_without_an_assembly_the_choice_of_one_is_all_that_is_missing_besides(slug: str) -> None:
    mend = {finding.code for finding in paper(slug, Kind.OPINION, "").findings if finding.severity is Severity.MEND}
    assert mend - TO_BE_FILLED_IN == {"missing-assembly"}


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("slug", SLUGS)
def test_no_sentence_of_a_set_is_said_twice(slug: str) -> None:
    blocks = paper(slug, Kind.OPINION).content.body
    sentences = [s for one in blocks if isinstance(one, Passage) for s in one.wording.text.split("。") if s]
    assert max(Counter(sentences).values()) == 1


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("slug", SLUGS)
def test_a_set_asks_for_what_its_arguments_bear_out(slug: str) -> None:
    one = next(one for one in bridge.ready_sets() if one.slug == slug)
    borne_out = {str(raw["slug"]): set(raw["arguments"]) for raw in items("demands")}
    said = {argument.entry.slug for argument in one.arguments}
    assert len(said) == len(one.arguments) >= 3
    assert any(borne_out[demand.entry.slug] & said for demand in one.demands)


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("slug", SLUGS)
def test_a_letter_goes_to_the_diet_and_to_those_whom_its_demands_concern(slug: str) -> None:
    one = next(one for one in bridge.ready_sets() if one.slug == slug)
    offices = [entry.office for entry in bridge.filled(DraftFile(Kind.OPINION, "", ""), one).addressees]
    assert offices[:2] == ["衆議院議長", "参議院議長"]
    assert bridge.filled(DraftFile(Kind.RESOLUTION, "", ""), one).addressees == ()


@pytest.mark.parametrize("raw", items("sets"), ids=SLUGS)
def test_an_opening_is_plain_and_holds_no_figure(raw: dict[str, object]) -> None:
    opening = str(raw["opening"])
    assert opening.endswith(("。",))
    assert not any(character.isdigit() for character in opening)
    assert not opening.endswith(("です。", "ます。", "せん。"))


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("assembly", "is_own"), [("東京都世田谷区", True), ("東京都渋谷区", True), ("東京都三鷹市", False)]
)
def test_a_passage_that_names_a_town_reads_oddly_only_in_that_towns_own_letter(assembly: str, is_own: bool) -> None:
    body = (ArgumentEntry("b1", "a-jichitai-senkorei"),)
    file = DraftFile(Kind.OPINION, assembly, "資格確認書の交付を求める意見書", body=body)
    codes = {finding.code for finding in paper_of(bridge.content_of(file, TODAY)).findings}
    assert ("own-town-as-example" in codes) is is_own
