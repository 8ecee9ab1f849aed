"""Whatever keys meet: every block stands in every output, nothing breaks, and no page is empty."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from drafting.compose.content import Demand, DemandItem, DraftContent, Passage, Quotation, Signatory, Wording
from drafting.compose.kinds import Kind, Role
from drafting.compose.style import KEYS
from tests.compose.papers import LAW, REPORT
from tests.compose.test_any_style import BODY, DEMANDS, contents, values_of
from tests.render.documents import texts_of
from tests.render.glyphs import plain
from tests.styles.outputs import FORMATS, Outputs, outputs

# A letter with nothing to print is refused, or has a finding; what is tried here is every other combination.
NEVER_EMPTY = ("body", "demands", "title", "closing", "date", "issuer")
pages = st.fixed_dictionaries(
    {},
    optional={
        "vertical": st.booleans(),
        "lines_per_page": st.integers(20, 45),
        "chars_per_line": st.integers(20, 45),
        "font_size_pt": st.sampled_from([9, 10.5, 11]),
        "margins": st.fixed_dictionaries({}, optional={"left": st.integers(15, 30), "top": st.integers(15, 30)}),
    },
)
styles = st.fixed_dictionaries(
    {}, optional={key: pages if key == "page" else values_of(key) for key in KEYS if key != "letter_order"}
)


@st.composite
def orders(draw: st.DrawFn) -> list[str]:
    named: list[str] = draw(values_of("letter_order"))
    return [*named, draw(st.sampled_from(NEVER_EMPTY))]


def missing(output: Outputs, format: str) -> list[str]:
    found = output.words(format)
    return [text for text in texts_of(output.document) if plain(text) not in found]


@st.composite
def drafts(draw: st.DrawFn) -> DraftContent:
    style: dict[str, Any] = draw(styles) | draw(st.fixed_dictionaries({}, optional={"letter_order": orders()}))
    return draw(contents(body=BODY, demands=DEMANDS, style=style, title="保険証の復活を求める意見書"))


# Kanji of family registers, one outside the BMP, two with a selector of their variant; then what layout breaks on.
RARE = ("髙", "﨑", "𠮷", "邉", "槗", "葛\U000e0100", "祇\U000e0100", "龍", "々")
WORDS = (
    *RARE,
    "保険証",
    "医療機関の窓口",
    "（第3回）",
    "12,735件",
    "70.1％",
    "「資格確認書」",
    "<b>&",
    "ー",
    "、",
    "Ａ",
    "a",
)


def text(pieces: tuple[str, ...], most: int) -> st.SearchStrategy[str]:
    """Of so many characters at most; a selector stays with its kanji."""
    return st.lists(st.sampled_from(pieces), min_size=1, max_size=most).map("".join)


names = text(RARE, 40)
sentences = text(WORDS, 60).map(lambda words: f"{words}。")
backed = st.sampled_from([(), (LAW,), (REPORT, LAW)])
passages = st.builds(Passage, st.just(""), st.builds(Wording, sentences), sources=backed)
quotations = st.builds(Quotation, st.just(""), sentences, names, sources=backed)
demands = st.builds(
    Demand,
    st.just(""),
    st.builds(Wording, sentences),
    items=st.lists(st.builds(DemandItem, st.just(""), sentences), max_size=4).map(tuple),
)
people = st.builds(Signatory, st.sampled_from(Role), names, title=st.just("") | names, others=st.integers(0, 2000))


@st.composite
def anything(draw: st.DrawFn, kind: Kind) -> DraftContent:
    """From a paper without a block to one of some pages."""
    body = draw(st.lists(passages | quotations, max_size=12))
    asked = draw(st.lists(demands, max_size=12))
    style: dict[str, Any] = draw(styles) | draw(st.fixed_dictionaries({}, optional={"letter_order": orders()}))
    return draw(
        contents(
            kinds=[kind],
            body=tuple(replace(block, id=f"b{number}") for number, block in enumerate(body)),
            demands=tuple(replace(block, id=f"d{number}") for number, block in enumerate(asked)),
            title=draw(text(WORDS, 40)) + kind.label,
            summary=draw(st.just("") | sentences),
            signatories=tuple(draw(st.lists(people, max_size=8))),
            presiding_officer=draw(st.just("") | names),
            style=style,
        )
    )


# Making an example smaller takes minutes, since each try is four papers.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@settings(max_examples=40, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.too_slow])
@given(drafts())
def test_every_block_of_any_style_stands_in_every_output(given: DraftContent) -> None:
    output = outputs(given)
    assert {format: missing(output, format) for format in FORMATS} == {format: [] for format in FORMATS}
    assert all(any(glyph.char.strip() for glyph in page) for page in output.pages)


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=10, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_an_author_writes_stands_in_every_output(kind: Kind, data: st.DataObject) -> None:
    output = outputs(data.draw(anything(kind)))
    assert {format: missing(output, format) for format in FORMATS} == {format: [] for format in FORMATS}
    assert all(any(glyph.char.strip() for glyph in page) for page in output.pages)
