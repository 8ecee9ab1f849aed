"""Whatever keys meet: every block stands in every output, nothing breaks, and no page is empty."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from drafting.compose.content import DraftContent
from drafting.compose.style import KEYS
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


# Making an example smaller takes minutes, since each try is four papers.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@settings(max_examples=50, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.too_slow])
@given(drafts())
def test_every_block_of_any_style_stands_in_every_output(given: DraftContent) -> None:
    output = outputs(given)
    assert {format: missing(output, format) for format in FORMATS} == {format: [] for format in FORMATS}
    assert all(any(glyph.char.strip() for glyph in page) for page in output.pages)
