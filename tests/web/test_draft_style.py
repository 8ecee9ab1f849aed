"""The style of one draft: what differs from the assembly's is the draft's own; nothing senseless is saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from drafting.actions.cast import Cast
from drafting.actions.drafts import save_draft
from drafting.compose.kinds import Kind
from drafting.models import Draft
from tests.people import SignedIn, Starts

from .screens import fields, now, press, text_of, tree, url

ICHIKAWA = "千葉県市川市"


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    return starts(cast.sato, assembly=ICHIKAWA)


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.sato)


def change(client: Client, draft: Draft, **typed: Any) -> Any:
    """Types and presses 紙面に反映する; __ stands for the dot in a name."""
    return press(client, url("draft_style", draft), "style-form", "show", "1", **_dotted(typed))


def push(client: Client, draft: Draft, pressed: str, **typed: Any) -> Any:
    return press(client, url("draft_style", draft), "style-form", "press", pressed, **_dotted(typed))


def _dotted(typed: dict[str, Any]) -> dict[str, Any]:
    return {"s." + name.replace("__", "."): value for name, value in typed.items()}


def test_sending_the_page_back_as_it_came_changes_nothing(sato: Client, draft: Draft) -> None:
    assert change(sato, draft).status_code == 302
    assert now(draft).style == {}
    assert draft.versions.count() == 1


@pytest.mark.parametrize(
    ("typed", "own"),
    [
        ({"presiding_honorific": "殿"}, {"presiding_honorific": "殿"}),
        ({"number_line": "議員提出議案第【番号】号"}, {"number_line": "議員提出議案第{number}号"}),
        ({"supporters_required": "２"}, {"supporters_required": 2}),
        ({"letter_title_spaced": "yes"}, {"letter_title_spaced": True}),
        ({"page__chars_per_line": "40"}, {"page": {"chars_per_line": 40}}),
        ({"page__margins__top": "27.5"}, {"page": {"margins": {"top": 27.5}}}),
        ({"page__vertical": "yes", "numerals": "kanji"}, {"page": {"vertical": True}, "numerals": "kanji"}),
        ({"closing__how": "none"}, {"closing": ""}),
        ({"closing": "以上、提出する。"}, {"closing": "以上、提出する。"}),
        ({"signatory_labels": "提案者\n賛同者\n"}, {"signatory_labels": ["提案者", "賛同者"]}),
        ({"article": "第14条の2\n"}, {"article": "第14条の2"}),
    ],
)
def test_what_is_typed_becomes_the_drafts_own(
    typed: dict[str, str], own: dict[str, Any], sato: Client, draft: Draft
) -> None:
    assert change(sato, draft, **typed).status_code == 302
    assert now(draft).style == own


def test_the_paper_beside_it_is_the_changed_one(sato: Client, draft: Draft) -> None:
    change(sato, draft, number_line="議員提出議案第【番号】号")
    shown = sato.get(url("draft_style", draft))
    assert "議員提出議案第" in tree(shown).get_element_by_id("paper").text_content()
    assert "枚" in tree(shown).get_element_by_id("paper").find("p").text_content()
    assert "変えたところ：1か所" in text_of(shown)
    assert "様式では：「発議第【番号】号」（出典あり）" in text_of(shown)


def test_the_value_of_the_assembly_chosen_again_is_no_longer_the_drafts_own(sato: Client, draft: Draft) -> None:
    change(sato, draft, presiding_honorific="殿", seal="印")
    change(sato, draft, presiding_honorific="様")
    assert now(draft).style == {"seal": "印"}


def test_one_press_goes_back_to_the_assemblys_value_and_one_to_all_of_them(sato: Client, draft: Draft) -> None:
    change(sato, draft, presiding_honorific="殿", seal="印", page__chars_per_line="40")
    push(sato, draft, "back:seal")
    assert now(draft).style == {"presiding_honorific": "殿", "page": {"chars_per_line": 40}}
    push(sato, draft, "back:*")
    assert now(draft).style == {}


ORDER = ["number", "title", "submit_sentence", "date", "signatories"]


@pytest.mark.parametrize(
    ("pressed", "order"),
    [
        ("up:cover_order:1", ["title", "number", *ORDER[2:]]),
        ("down:cover_order:3", [*ORDER[:3], "signatories", "date"]),
        ("out:cover_order:0", ORDER[1:]),
        ("up:cover_order:0", None),
        ("down:cover_order:4", None),
        ("up:cover_order:77", None),
        ("up:seal:0", None),
        ("nonsense", None),
    ],
)
def test_blocks_are_moved_and_taken_out_by_buttons(
    pressed: str, order: list[str] | None, sato: Client, draft: Draft
) -> None:
    assert push(sato, draft, pressed).status_code == 302
    assert now(draft).style == ({"cover_order": order} if order else {})


def test_a_block_is_added_at_the_end(sato: Client, draft: Draft) -> None:
    push(sato, draft, "add:cover_order", cover_order__add="reasons")
    assert now(draft).style == {"cover_order": [*ORDER, "reasons"]}


def test_the_sections_of_a_petition_have_headings_and_an_order(sato: Client, cast: Cast, starts: Starts) -> None:
    petition = starts(cast.sato, assembly="長野県原村", kind=Kind.PETITION)
    push(sato, petition, "down:petition_sections:0")
    push(sato, petition, "add:petition_sections", petition_sections__add="summary")
    sections = [["body", "{kind}の理由"], ["summary", "{kind}の趣旨"], ["demands", "{kind}事項"], ["summary", ""]]
    assert now(petition).style == {"petition_sections": sections}
    shown = fields(sato.get(url("draft_style", petition)), "style-form")
    assert shown["s.petition_sections.heading"] == ["【種類】の理由", "【種類】の趣旨", "【種類】事項", ""]


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        ({"page__chars_per_line": "60"}, "s-page-chars_per_line", "「1行の字数」の60字は紙に入りません"),
        ({"page__chars_per_line": ""}, "s-page-chars_per_line", "数字を入れてください"),
        ({"page__lines_per_page": "四十"}, "s-page-lines_per_page", "数字を入れてください"),
        ({"supporters_required": "2.5"}, "s-supporters_required", "整数を入れてください"),
        ({"supporters_required": "-1"}, "s-supporters_required", "0"),
        ({"numerals": "kanji"}, "s-numerals", "漢数字は、縦書きの様式でだけ使えます"),
        ({"cover": "none", "reasons_place": "cover"}, "s-reasons_place", "提案理由を表紙に置けません"),
        ({"rules": "長" * 400}, "s-rules", "300字まで"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field_and_stays_in_it(
    typed: dict[str, str], field: str, reason: str, sato: Client, draft: Draft
) -> None:
    shown = change(sato, draft, seal="印", **typed)
    assert shown.status_code == 422
    page = tree(shown)
    assert reason in page.get_element_by_id(field).text_content()
    assert [a for a in page.iter("a") if a.get("href") == f"#{field}"]
    assert "style." not in text_of(shown)
    for name, value in typed.items():
        assert fields(shown, "style-form")["s." + name.replace("__", ".")] == [value]
    assert now(draft).style == {}


def test_no_key_of_the_files_stands_on_the_screen(sato: Client, draft: Draft) -> None:
    words = text_of(sato.get(url("draft_style", draft)))
    assert not any(key in words for key in ("cover", "honorific", "{", "}", "None", "True", "style."))


def test_two_people_change_different_parts_at_once(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    draft = starts(cast.sato, cast.group, assembly=ICHIKAWA)
    sato, suzuki = signed_in(cast.sato), signed_in(cast.suzuki)
    seen = fields(suzuki.get(url("draft_style", draft)), "style-form")
    change(sato, draft, seal="印", page__chars_per_line="40")
    answer = suzuki.post(
        url("draft_style", draft), seen | {"s.presiding_honorific": "殿", "s.page.lines_per_page": "36"}
    )
    assert answer.status_code == 302
    page = {"chars_per_line": 40, "lines_per_page": 36}
    assert now(draft).style == {"seal": "印", "page": page, "presiding_honorific": "殿"}


def test_two_people_who_change_one_part_choose_and_read_it_in_words(
    cast: Cast, signed_in: SignedIn, starts: Starts
) -> None:
    draft = starts(cast.sato, cast.group, assembly=ICHIKAWA)
    suzuki = signed_in(cast.suzuki)
    seen = fields(suzuki.get(url("draft_style", draft)), "style-form")
    change(signed_in(cast.sato), draft, number_line="甲第【番号】号")
    answer = suzuki.post(url("draft_style", draft), seen | {"s.number_line": "乙第【番号】号"})
    assert answer.status_code == 409
    assert "番号の行：甲第【番号】号" in text_of(answer)
    assert "番号の行：乙第【番号】号" in text_of(answer)


def test_library_texts_follow_another_calendar(sato: Client, draft: Draft) -> None:
    before = [entry.text for entry in now(draft).body]
    change(sato, draft, date_calendar="seireki")
    assert [entry.text for entry in now(draft).body] != before


def test_a_reader_sees_every_part_and_can_press_nothing(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    draft = starts(cast.sato, cast.group, assembly=ICHIKAWA)
    shown = signed_in(cast.kato).get(url("draft_style", draft))
    assert "議長の敬称" in text_of(shown)
    form = tree(shown).get_element_by_id("style-form")
    assert not [button for button in form.iter("button") if "visually-hidden" not in button.get("class", "")]
    assert all(box.get("disabled") is not None for box in form.iter("input") if box.get("type") == "radio")


def test_a_finding_about_the_style_leads_to_its_place_there(sato: Client, cast: Cast, starts: Starts) -> None:
    draft = starts(cast.sato, assembly="長野県原村")
    links = [a.get("href") for a in tree(sato.get(url("draft_check", draft))).iter("a")]
    assert url("draft_style", draft) + "#s-article" in links


@pytest.mark.parametrize("name", ["draft", "draft_kind"])
def test_the_style_is_reached_from(name: str, sato: Client, draft: Draft) -> None:
    links = [a.get("href") for a in tree(sato.get(url(name, draft))).iter("a")]
    assert url("draft_style", draft) in links


def test_a_draft_whose_assembly_changed_under_it_can_be_mended_here(sato: Client, draft: Draft, cast: Cast) -> None:
    """Its own keys stay in the file; what no longer fits is said when it is next saved."""
    change(sato, draft, page__vertical="yes", numerals="kanji")
    file = now(draft)
    assert file.style["numerals"] == "kanji"
    answer = push(sato, draft, "back:page.vertical")
    assert answer.status_code == 422
    assert now(draft).style == file.style
    save_draft(draft.pk, file, cast.sato, 2)


def test_the_page_asks_a_bounded_number_of_queries(
    sato: Client, draft: Draft, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(25):
        sato.get(url("draft_style", draft))


def test_a_mistake_is_named_once_in_the_summary(sato: Client, draft: Draft) -> None:
    page = change(sato, draft, page__chars_per_line="9999")
    (said,) = tree(page).get_element_by_id("style-problems").iter("li")
    assert said.text_content() == "「1行の字数」の 9999 は使えません。5以上100以下の整数にしてください。"
