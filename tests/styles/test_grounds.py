"""Where each part of a style comes from: the layer, what it rests on, where and when that was read."""

from __future__ import annotations

from typing import Any

import pytest

from drafting import bridge
from drafting.compose.kinds import Kind, Proposer
from drafting.compose.style import KEYS, Layer
from drafting.models import HouseStyleEdition
from drafting.style_words import PART_LABELS, groups_of, in_slots, in_words, said

pytestmark = pytest.mark.django_db
ASSEMBLY, TYPE, BASE, DRAFT = (
    bridge.Storey.ASSEMBLY,
    bridge.Storey.TYPE,
    bridge.Storey.BASE,
    bridge.Storey.DRAFT,
)


def grounds_of(
    name: str, kind: Kind, own: Layer | None = None, proposer: Proposer = Proposer.MEMBERS
) -> dict[str, bridge.Grounds]:
    return bridge.explained_style(bridge.assembly_named(name), kind, proposer, own)


@pytest.mark.parametrize(
    ("name", "kind", "part", "storey", "basis"),
    [
        ("千葉県市川市", Kind.OPINION, "article", ASSEMBLY, "sourced"),
        ("東京都台東区", Kind.OPINION, "rules", ASSEMBLY, "assumed"),
        ("東京都台東区", Kind.OPINION, "page.vertical", ASSEMBLY, "sourced"),
        ("東京都台東区", Kind.OPINION, "page.chars_per_line", BASE, ""),
        ("長野県軽井沢町", Kind.OPINION, "number_line", TYPE, "assumed"),
        ("長野県軽井沢町", Kind.OPINION, "seal", BASE, ""),
        ("長野県原村", Kind.PETITION, "cover", BASE, ""),
    ],
)
def test_each_part_has_its_layer_and_what_it_rests_on(
    name: str, kind: Kind, part: str, storey: bridge.Storey, basis: str
) -> None:
    grounds = grounds_of(name, kind)[part]
    assert (grounds.storey, grounds.basis) == (storey, basis)
    assert bool(grounds.url) == bool(grounds.read_on) == (storey in (ASSEMBLY, TYPE))


def test_every_part_has_the_value_that_prints() -> None:
    for row in HouseStyleEdition.objects.exclude(assembly=""):
        kind, proposer = Kind(row.kind), Proposer(row.proposer or "members")
        assembly = bridge.assembly_named(row.assembly)
        style = bridge.style_of(assembly, kind, proposer)
        for part, grounds in bridge.explained_style(assembly, kind, proposer).items():
            assert grounds.value == bridge.part_of(style, part), (row.title, part)


def test_what_a_draft_sets_is_its_own_and_the_rest_of_the_page_stays_as_it_was() -> None:
    grounds = grounds_of("東京都台東区", Kind.OPINION, {"seal": "印", "page": {"margins": {"top": 30}}})
    assert {part for part, one in grounds.items() if one.storey is DRAFT} == {"seal", "page.margins.top"}
    assert grounds["page.vertical"].storey is ASSEMBLY


def test_a_closing_that_a_register_above_it_drops_comes_from_the_general_style_again() -> None:
    assert grounds_of("北海道", Kind.OPINION)["closing"].storey is ASSEMBLY
    dropped = grounds_of("北海道", Kind.OPINION, {"closing_register": "polite"})["closing"]
    assert (dropped.storey, dropped.value) == (BASE, None)


# The words of the screen.


def test_every_part_has_a_label_that_is_no_key() -> None:
    parts = grounds_of("長野県原村", Kind.OPINION)
    assert {*parts, "page"} == set(PART_LABELS)
    assert not set(PART_LABELS.values()) & set(KEYS)
    assert len(set(PART_LABELS.values())) == len(PART_LABELS)


@pytest.mark.parametrize("kind", Kind)
def test_every_value_that_is_stored_is_said_without_a_key(kind: Kind) -> None:
    names = {row.assembly for row in HouseStyleEdition.objects.exclude(assembly="")}
    for name in sorted(names):
        for part, grounds in grounds_of(name, kind).items():
            words = said(part, grounds.value)
            assert words
            assert not any(code in words for code in ("{", "_", "True", "None")), (part, words)


def test_every_choice_of_every_key_has_words() -> None:
    for key, given in KEYS.items():
        for value in given.choices:
            wrapped: Any = {"list": [value], "sections": [[value, ""]]}.get(KEYS[key].type, value)
            words = said(key, wrapped)
            assert words, (key, value)
            assert not words.isascii() or words in ("1", "1.", "(1)"), (key, value)


@pytest.mark.parametrize("kind", Kind)
def test_no_part_stands_twice_on_one_screen(kind: Kind) -> None:
    parts = [part for group in groups_of(kind) for part in group.parts]
    assert len(parts) == len(set(parts))
    assert set(parts) <= set(PART_LABELS)


@pytest.mark.parametrize("text", ["発議第{number}号", "【番号】でない", "{rules}{article}の規定", "【なにか】"])
def test_slots_are_typed_as_words_and_come_back(text: str) -> None:
    assert "{number}" not in in_words(text)
    assert in_slots(in_words(text)) == text.replace("【番号】", "{number}")
