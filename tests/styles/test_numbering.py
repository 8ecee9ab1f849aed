"""The numbers of demands and of what stands below them: １ → (1) → ア, the same in every output."""

from __future__ import annotations

import pytest

from drafting.compose.content import Demand, DemandItem, Wording
from drafting.compose.japanese import item_number, list_number
from drafting.compose.style import KEYS
from tests.compose.papers import content
from tests.render.glyphs import plain
from tests.styles.outputs import FORMATS, outputs

BELOW = {"１": "(1)", "1": "(1)", "1.": "(1)", "(1)": "ア", "一、": "（一）"}
ITEMS = tuple(DemandItem(f"i{number}", f"小さな求め{number}。") for number in (1, 2))
DEMANDS = (
    Demand("d1", Wording("大きな求め。"), items=ITEMS),
    Demand("d2", Wording("次の求め。")),
)


def test_every_form_of_number_has_one_below_it() -> None:
    assert set(BELOW) == set(KEYS["list_numbers"].choices)


@pytest.mark.parametrize(("form", "below"), BELOW.items())
def test_the_level_below_follows_the_rule_of_official_papers(form: str, below: str) -> None:
    """公用文作成の考え方（2022）: 第1, 1, (1), ア."""
    assert list_number(1, form) == form
    assert item_number(1, form) == below


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("form", BELOW)
def test_each_output_prints_the_numbers_in_their_order(form: str, format: str) -> None:
    words = outputs(content(style={"list_numbers": form}, demands=DEMANDS)).words(format)
    wanted = [
        *(list_number(1, form) + "大きな求め。", item_number(1, form) + "小さな求め1。"),
        *(item_number(2, form) + "小さな求め2。", list_number(2, form) + "次の求め。"),
    ]
    places = [words.find(plain(one)) for one in wanted]
    assert -1 not in places, dict(zip(wanted, places, strict=True))
    assert places == sorted(places)
