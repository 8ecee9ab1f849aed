"""The papers of a package: which kind has which, what each says, and that no figure differs between two of them."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from pathlib import Path

import pytest

from drafting.compose.backing import Backing, Evidence, FactValue
from drafting.compose.composer import compose
from drafting.compose.content import CitedFact, Demand, DraftContent, Origin, Passage, Wording
from drafting.compose.document import AddresseeList
from drafting.compose.kinds import FactStatus, Kind, Proposer
from drafting.compose.package import (
    LAYOUTS,
    PackageOptions,
    Part,
    label_of,
    parts_of,
    questions_of,
    shorter_speeches,
    whole_speech,
)
from drafting.compose.package.debate import LEAVES_THE_CARD, MAY_TOUCH_THE_CARD, fact_remarks, leaves_the_card
from drafting.compose.setting import Setting
from drafting.render.to_text import to_text
from tests.compose.papers import own

from .backed import BACKING, DEMANDS, behind, draft, long_draft

GOLDEN = Path(__file__).with_name("golden")
LIBRARY = Path(__file__).parents[3] / "fixtures" / "library"
OWN_LAYOUTS = tuple(part for part in Part if part is not Part.DOCUMENT)
OPTIONS = PackageOptions(enclosed=(("意見書案", 2), ("出典一覧", 1)))
NOTHING = Backing()


def made(part: Part, given: DraftContent, backing: Backing = BACKING, options: PackageOptions = OPTIONS) -> str:
    return to_text(LAYOUTS[part](given, backing, options))


@pytest.mark.parametrize("kind", [Kind.OPINION, Kind.PETITION])
@pytest.mark.parametrize("part", OWN_LAYOUTS)
def test_each_paper_is_letter_by_letter_as_it_was_found_right(kind: Kind, part: Part) -> None:
    given = draft(kind)
    if part not in parts_of(given, BACKING):
        assert (kind, part) in ((Kind.PETITION, Part.PER_ADDRESSEE), (Kind.OPINION, Part.SIGNATURES))
        return
    path = GOLDEN / f"{kind.value}-{part.value}.txt"
    text = made(part, given)
    if os.environ.get("RENEW_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "absent"),
    [
        (Kind.OPINION, {Part.SIGNATURES}),
        (Kind.RESOLUTION, {Part.SIGNATURES, Part.PER_ADDRESSEE}),
        (Kind.PETITION, {Part.PER_ADDRESSEE}),
        (Kind.APPEAL, {Part.DEBATE, Part.PER_ADDRESSEE}),
    ],
)
def test_each_kind_has_the_papers_that_make_sense_for_it(kind: Kind, absent: set[Part]) -> None:
    assert set(Part) - set(parts_of(draft(kind), BACKING)) == absent


def test_without_arguments_nothing_is_asked_and_without_addressees_nothing_sent() -> None:
    assert Part.QA not in parts_of(draft(), NOTHING)
    assert Part.PER_ADDRESSEE not in parts_of(draft(addressees=()), BACKING)


@pytest.mark.parametrize("kind", Kind)
def test_every_paper_that_a_kind_has_can_be_made_and_names_itself(kind: Kind) -> None:
    given = draft(kind)
    for part in parts_of(given, BACKING):
        if part in LAYOUTS:
            document = LAYOUTS[part](given, BACKING, OPTIONS)
            assert document.sheets[0].blocks
            assert part is Part.DOCUMENT or label_of(part, kind) in document.title


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("body", [(), (own("自分で書いた文である。"),)], ids=["empty", "own text only"])
def test_a_draft_without_arguments_still_has_its_papers(kind: Kind, body: tuple[Passage, ...]) -> None:
    given = draft(kind, body=body, demands=())
    for part in parts_of(given, NOTHING):
        if part in LAYOUTS:
            assert len(made(part, given, NOTHING)) > 20


FIGURE = re.compile(r"[0-9][0-9,.]*")


def figures(text: str) -> set[str]:
    return {found.rstrip(".,") for found in FIGURE.findall(unicodedata.normalize("NFKC", text))}


@pytest.mark.parametrize("kind", [Kind.OPINION, Kind.PETITION])
def test_every_figure_of_every_paper_is_the_documents_or_the_facts(kind: Kind) -> None:
    given = draft(kind, demands=DEMANDS)
    facts = "".join(
        one.fact.statement + one.fact.as_of.iso + "".join(value.value for value in one.values) for one in BACKING.facts
    )
    asked = "".join(one.claim + one.reply for one in BACKING.objections) + "".join(a.claim for a in BACKING.arguments)
    known = figures(to_text(compose(given)) + facts + asked)
    # What is counted or numbered here: minutes, characters, notes, questions, the era's years, 地方自治法99条.
    known |= {str(number) for number in range(1, 13)} | {"300", "99", "124"}
    for part in OWN_LAYOUTS:
        if part in parts_of(given, BACKING):
            text = made(part, given).partition("控え（読み上げません）")[0]
            assert figures(text) - known == set(), part


def test_a_speech_says_the_librarys_words_politely_and_the_writers_as_they_are() -> None:
    speech = whole_speech(draft(), OPTIONS)
    text = to_text(speech.document)
    assert "三人に一人は使っていません。" in text
    assert "本区の窓口にも相談が寄せられている。" in text
    assert speech.plain == ("3番目の段落",)
    assert "3番目の段落は、書かれたとおり「である」の文です。" in text


def test_a_text_that_is_polite_is_not_reported() -> None:
    assert whole_speech(draft(body=(own("相談が寄せられています。"),)), OPTIONS).plain == ()


def test_a_speech_bears_no_addressees_and_says_every_demand() -> None:
    document = whole_speech(draft(), OPTIONS).document
    assert not [block for block in document.sheets[0].blocks if isinstance(block, AddresseeList)]
    assert "健康保険証の発行を再開すること。" in to_text(document)


def test_reading_time_follows_the_speed() -> None:
    slow, fast = (whole_speech(long_draft(), PackageOptions(chars_per_minute=speed)) for speed in (150, 600))
    assert slow.characters == fast.characters
    assert (slow.minutes, fast.minutes) == (-(-slow.characters // 150), -(-fast.characters // 600))


def test_a_speech_that_is_short_enough_is_not_cut() -> None:
    assert shorter_speeches(draft(), BACKING, OPTIONS) == ()


def test_a_long_speech_is_cut_by_whole_blocks_the_least_backed_first() -> None:
    given = long_draft()
    five, three = shorter_speeches(given, behind(given), OPTIONS)
    assert (five.limit, three.limit) == (5, 3)
    assert five.characters <= 1500
    assert three.characters <= 900
    for cut in (five, three):
        text = to_text(cut.document)
        assert not {1, len(given.body)} & set(cut.left_out)
        assert text.count("あ" * 117 + "です。") == len(given.body) - len(cut.left_out)
        assert "健康保険証の発行を再開すること。" in text
        assert all(f"{place}番目の段落（論点" in text for place in cut.left_out)
    backed = {at + 1 for at, block in enumerate(given.body) if isinstance(block, Passage) and block.facts}
    assert not set(five.left_out) & backed
    assert set(five.left_out) < set(three.left_out)


def test_a_speech_that_cannot_be_cut_enough_has_no_such_version() -> None:
    assert shorter_speeches(long_draft(3, 1000), NOTHING, OPTIONS) == ()


def test_a_committee_speaks_for_itself() -> None:
    assert "委員会を代表し" in made(Part.SPEECH, draft(proposer=Proposer.COMMITTEE))


@pytest.mark.parametrize(
    "demands",
    [
        (),
        (Demand("d1", Wording("カードを廃止すること。")),),
        (Demand("d1", Wording("再開すること。"), Origin("d-haishi-tekkai", 1, edited=True)),),
        (Demand("d1", Wording("再開すること。"), Origin("d-haishi-tekkai", 1, known=False)),),
        (Demand("d1", Wording("マイナ保険証の利用を中止すること。"), Origin("d-haishi-tekkai", 2)),),
        (Demand("d1", Wording("一体化を中止すること。"), Origin("d-onecard-chushi", 1)),),
        (*DEMANDS, Demand("d2", Wording("自分の求め。"))),
    ],
)
def test_of_demands_that_are_not_known_nothing_is_claimed(demands: tuple[Demand, ...]) -> None:
    assert not leaves_the_card(demands)
    assert "なくすことも" not in made(Part.DEBATE, draft(demands=demands))


def test_of_known_demands_the_debate_says_what_they_do_not_ask() -> None:
    assert "マイナ保険証をなくすことも" in made(Part.DEBATE, draft())


def test_somebody_has_looked_at_every_demand_of_the_library() -> None:
    demands = json.loads((LIBRARY / "demands.json").read_text("utf-8"))
    assert {one["slug"] for one in demands} == LEAVES_THE_CARD | MAY_TOUCH_THE_CARD
    assert not LEAVES_THE_CARD & MAY_TOUCH_THE_CARD


def test_a_debate_tells_no_fact_that_is_doubtful_and_of_the_others_day_and_denominator() -> None:
    text = made(Part.DEBATE, draft())
    assert "9,000" not in text
    assert "令和8年1月の利用率は64.62%でした。（分母は、オンライン資格確認の件数）（注1）" in text
    assert "利用率は4.29%でした。（令和5年12月の時点）" in text


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((), []),
        ((FactValue("割合", "3", "%", "回答した人"),), ["分母は、回答した人"]),
        (
            (FactValue("A", "3", "%", "回答した人"), FactValue("B", "4", "%", "回答した人")),
            ["分母は、回答した人"],
        ),
        (
            (FactValue("A", "3", "%", "回答した人"), FactValue("B", "8695", "件", "公表まで")),
            ["Aの分母は、回答した人", "Bは、公表まで"],
        ),
        ((FactValue("割合", "3", "%", "申し込んだ人"),), []),
    ],
)
def test_only_a_share_has_a_denominator_and_what_the_sentence_says_is_not_repeated(
    values: tuple[FactValue, ...], told: list[str]
) -> None:
    fact = CitedFact("f", "申し込んだ人の3%であった。", FactStatus.CURRENT)
    assert list(fact_remarks(Setting(draft()), Evidence(fact, values))) == told


def test_each_question_is_asked_once() -> None:
    assert [one.objection.claim for one in questions_of(BACKING)] == [one.claim for one in BACKING.objections]
    assert made(Part.QA, draft()).count("利用率は上がり続けている。") == 1


def test_a_letter_goes_to_one_addressee_on_each_sheet_and_is_no_draft_any_more() -> None:
    document = LAYOUTS[Part.PER_ADDRESSEE](draft(style={"addressee_each": "各通"}), BACKING, OPTIONS)
    lines = [block.lines for sheet in document.sheets for block in sheet.blocks if isinstance(block, AddresseeList)]
    assert [[line.office for line in one] for one in lines] == [["衆議院議長"], ["参議院議長"], ["内閣総理大臣"]]
    assert "（案）" not in to_text(document)
    assert "各通" not in to_text(document)


def test_a_covering_note_lists_what_is_enclosed_and_leaves_the_contact_blank() -> None:
    text = made(Part.COVER_NOTE, draft())
    assert "１　意見書案　2枚" in text
    assert "２　出典一覧　1枚" in text
    assert "電　話　＿" in text
