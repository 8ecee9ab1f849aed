"""Papers that strain a form: each prints whole, or is refused or found with a word on what to do."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from drafting import bridge
from drafting.compose.kinds import Role
from drafting.intake.refusal import Refusal
from drafting.papers import paper_of
from drafting.render.signatures import MOST_TOGETHER
from drafting.views.drafts.people import PeopleStage
from tests.render.glyphs import lines, plain, text_of
from tests.styles.outputs import FORMATS, Outputs
from tests.styles.papers import draft_of, file_of

pytestmark = pytest.mark.django_db
HARA = {"assembly": "長野県原村", "kind": "opinion", "proposer": "members"}
LONG_NAME = "寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末食う寝る処に住む処やぶら"
LONG_TITLE = (
    "健康保険証の新規発行の再開と資格確認書の申請によらない一律の交付の恒久化並びに医療機関の窓口における負担の軽減と"
    "誰もが安心して受診できる国民皆保険制度の堅持を国の責任において確実に実現することを求める意見書"
)


def made(**changed: Any) -> Outputs:
    return Outputs(paper_of(bridge.content_of(file_of(draft_of(HARA) | changed))).document)


def members(count: int) -> list[dict[str, str]]:
    supporters = [{"role": "supporter", "name": f"賛成{number}番"} for number in range(1, count)]
    return [{"role": "submitter", "name": "佐藤 一郎"}, *supporters]


def people_on(output: Outputs) -> list[int]:
    """The numbers of the supporters, page by page, in the order in which they print."""
    rows = [plain(text_of(row)) for page in output.pages for row in lines(page)]
    return [
        int(row.partition("賛成")[2].removesuffix("番").rpartition("賛成")[2]) for row in rows if row.endswith("番")
    ]


# Many people.


@pytest.mark.parametrize("count", [MOST_TOGETHER, MOST_TOGETHER + 1, 39, 60, 200])
def test_however_many_sign_each_stands_once_in_order_and_inside_the_margins(count: int) -> None:
    output = made(signatories=members(count))
    assert people_on(output) == list(range(1, count))
    for page in output.pages:
        *body, _ = lines(page)
        assert all(25 < row[0].baseline < 297 - 25 for row in body)


def test_the_pages_of_a_long_list_follow_one_another_and_none_is_left_half_empty() -> None:
    output = made(signatories=members(200))
    cover = output.document.sheets[0]
    assert cover.label == "表紙"
    full = [len([row for row in lines(page) if plain(text_of(row)).endswith("番")]) for page in output.pages]
    assert full[1:4] == [40, 40, 40]


def test_a_short_list_looks_as_before() -> None:
    """Beyond the number from which the width is counted, names stand where they stood."""
    few, more = made(signatories=members(MOST_TOGETHER)), made(signatories=members(MOST_TOGETHER + 1))

    def lefts(output: Outputs) -> set[float]:
        rows = [row for row in lines(output.pages[0]) if plain(text_of(row)).endswith("番")]
        return {round(row[-3].left, 1) for row in rows}

    assert {round(one) for one in lefts(few)} == {round(one) for one in lefts(more)}


@cache
def two_thousand() -> Outputs:
    return made(signatories=members(2000))


@pytest.mark.parametrize("format", ["text", "html", "docx"])
def test_two_thousand_signatories_stand_in_every_other_output(format: str) -> None:
    words = two_thousand().words(format)
    assert [number for number in range(1, 2000) if f"賛成{number}番" not in words] == []


def test_the_form_of_two_thousand_supporters_loses_nobody() -> None:
    file = file_of(draft_of(HARA) | {"signatories": members(2000)})
    shown = PeopleStage(file, bridge.read(file))
    (supporters,) = [group.formset for group in shown.people if group.role is Role.SUPPORTER]
    assert [form["name"].value() for form in supporters.forms] == [f"賛成{number}番" for number in range(1, 2000)]


# Long words.


@pytest.mark.parametrize("format", FORMATS)
def test_a_name_of_forty_characters_prints_whole(format: str) -> None:
    people = [{"role": "submitter", "name": LONG_NAME}, {"role": "supporter", "name": LONG_NAME}]
    assert len(LONG_NAME) == 40
    output = made(signatories=people, presiding_officer=LONG_NAME)
    assert output.words(format).count(plain(LONG_NAME)) == 3


def test_a_name_of_forty_characters_stays_inside_the_margins() -> None:
    output = made(signatories=[{"role": "submitter", "name": LONG_NAME}], presiding_officer=LONG_NAME)
    for page in output.pages:
        for row in lines(page):
            assert row[0].left > 30 - 0.1
            assert row[-1].right < 210 - 17 + 0.5


@pytest.mark.parametrize("format", FORMATS)
def test_a_title_of_three_lines_prints_whole(format: str) -> None:
    output = made(title=LONG_TITLE)
    assert output.words(format).count(plain(LONG_TITLE)) == 2
    assert len(output.pages) == 2


# What is refused, or found.


def test_a_grid_wider_than_the_page_is_refused_with_what_would_fit() -> None:
    with pytest.raises(Refusal, match="42字以下にするか、文字か余白を小さくしてください"):
        made(style={"page": {"chars_per_line": 50}})


def test_a_petition_without_an_introducer_is_a_finding_and_prints_with_a_blank() -> None:
    draft = draft_of(HARA | {"kind": "petition"})
    people = [person for person in draft["signatories"] if person["role"] != "introducing_member"]
    paper = paper_of(bridge.content_of(file_of(draft | {"signatories": people})))
    (found,) = [finding for finding in paper.findings if finding.code == "missing-introducer"]
    assert "紹介議員を加えるか、陳情書として出すことをご検討ください" in found.hint
    assert "紹介議員" in paper.text
    assert paper.pdf
    assert paper.docx()
