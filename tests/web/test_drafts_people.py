"""Stage 4: demands, addressees, people, dates, and what else stands on the paper."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from drafting.actions.cast import Cast
from drafting.actions.drafts import save_draft
from drafting.compose.content import PartialDate, Signatory
from drafting.compose.kinds import Asks, Kind, Proposer, Role, Strength
from drafting.intake.draft_file import AddresseeEntry, DemandEntry
from drafting.intake.edit import put
from drafting.models import Draft
from tests.people import SignedIn, Starts

from .screens import fields, now, press, text_of, tree, url


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    """Demands d1 and d2 of the library."""
    return starts(cast.sato)


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.sato)


def send(client: Client, draft: Draft, button: str = "on", value: str = "1", /, **typed: Any) -> HttpResponse:
    return press(client, url("draft_demands", draft), "people-form", button, value, **typed)


def demands(draft: Draft) -> list[str]:
    return [demand.id for demand in now(draft).demands]


def test_nothing_changes_when_nothing_was_typed(sato: Client, draft: Draft) -> None:
    response = send(sato, draft)
    assert response["Location"] == url("draft_check", draft)
    assert draft.versions.count() == 1


@pytest.mark.parametrize(
    ("button", "value", "order", "back"),
    [
        ("up", "d2", ["d2", "d1"], "#demands"),
        ("down", "d1", ["d2", "d1"], "#demands"),
        ("out", "d1", ["d2"], "#demands"),
        ("up", "nobody", ["d1", "d2"], "#demands"),
        ("out", "b1", ["d1", "d2"], "#demands"),
        ("from-library", "1", ["d1", "d2"], "?add=1&q=#shelf"),
        ("stay", "1", ["d1", "d2"], "demands/"),
        ("more", "supporter", ["d1", "d2"], "?more=supporter#people-supporter"),
    ],
)
def test_each_button_does_its_work_and_saves_the_rest(
    button: str, value: str, order: list[str], back: str, sato: Client, draft: Draft
) -> None:
    response = send(sato, draft, button, value, d__d2__text="資格確認書を恒久の制度とすること。")
    assert response.status_code == 302
    assert response["Location"].endswith(back)
    assert demands(draft) == order
    assert [d.text for d in now(draft).demands if d.id == "d2"] == ["資格確認書を恒久の制度とすること。"]


def test_one_more_row_is_shown_on_demand(sato: Client, draft: Draft) -> None:
    shown = [sato.get(url("draft_demands", draft), query) for query in ({}, {"more": "supporter"})]
    before, after = (sum(name.startswith("supporter-") for name in fields(page, "people-form")) for page in shown)
    assert after == before + 1


def test_a_demand_of_ones_own_is_written(sato: Client, draft: Draft) -> None:
    send(sato, draft, "own")
    own = now(draft).demands[-1]
    assert own.demand is None
    send(sato, draft, "stay", **{f"d__{own.id}__text": "見直すこと。"})
    assert now(draft).demands[-1].text == "見直すこと。"


def test_another_strength_brings_the_librarys_words(sato: Client, draft: Draft) -> None:
    before = now(draft).demands[0]
    send(sato, draft, "stay", d__d1__strength="soft")
    after = now(draft).demands[0]
    assert after.strength is Strength.SOFT
    assert after.text != before.text
    assert "ライブラリ・直しあり" not in text_of(sato.get(url("draft_demands", draft)))


def test_another_strength_leaves_edited_words_alone(sato: Client, draft: Draft) -> None:
    send(sato, draft, "stay", d__d1__text="私の言葉で求めること。")
    send(sato, draft, "stay", d__d1__strength="strong")
    assert now(draft).demands[0].text == "私の言葉で求めること。"


@pytest.mark.parametrize(
    ("typed", "iso"),
    [(("8", "12", "10"), "2026-12-10"), (("8", "12", ""), "2026-12"), (("8", "", ""), "2026"), (("", "", ""), "")],
)
def test_a_date_may_be_blank_from_the_right(typed: tuple[str, ...], iso: str, sato: Client, draft: Draft) -> None:
    send(sato, draft, date__year=typed[0], date__month=typed[1], date__day=typed[2])
    assert now(draft).date.iso == iso
    send(sato, draft, letter__year=typed[0], letter__month=typed[1], letter__day=typed[2])
    assert now(draft).letter_date.iso == iso


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("8", "2", "30"), "令和8年2月30日という日はありません"),
        (("", "12", ""), "年、月、日の順に"),
        (("8", "", "10"), "年、月、日の順に"),
        (("8", "13", ""), "月は、1から12までの数で入れてください。"),
        (("0", "1", ""), "令和の年は、1から99までの数で入れてください。"),
        (("来年", "", ""), "までの数で入れてください。"),
    ],
)
@pytest.mark.parametrize("date", ["date", "letter"])
def test_an_impossible_date_is_said_and_nothing_is_saved(
    date: str, typed: tuple[str, ...], message: str, sato: Client, draft: Draft
) -> None:
    parts = dict(zip((f"{date}__year", f"{date}__month", f"{date}__day"), typed, strict=True))
    response = send(sato, draft, "on", "1", **parts, paper__presiding_officer="議長 太郎")
    assert response.status_code == 422
    summary = tree(response).get_element_by_id("problems")
    assert message in summary.text_content()
    for link in summary.iter("a"):
        assert tree(response).get_element_by_id(link.get("href")[1:]) is not None
    assert fields(response, "people-form")["paper-presiding_officer"] == ["議長 太郎"]
    assert draft.versions.count() == 1


def test_addressees_are_ticked_and_typed_in_customary_order(sato: Client, draft: Draft) -> None:
    send(sato, draft, "stay", to__offices=["デジタル大臣", "衆議院議長"], to__others="東京都知事\r\n\r\n 財務大臣 ")
    offices = [entry.office for entry in now(draft).addressees]
    assert offices[0] == "衆議院議長"
    assert set(offices) == {"衆議院議長", "デジタル大臣", "財務大臣", "東京都知事"}
    assert offices[-1] == "東京都知事"
    page = sato.get(url("draft_demands", draft))
    assert "東京都知事" in fields(page, "people-form")["to-others"][0]


def test_no_addressee_is_a_choice_and_an_office_that_no_box_offers_is_not(sato: Client, draft: Draft) -> None:
    refused = send(sato, draft, "stay", to__offices=["王様"])
    assert refused.status_code == 422
    send(sato, draft, "stay", to__offices=[], to__others="")
    assert now(draft).addressees == ()


@pytest.mark.parametrize("others", ["あ" * 61, "大臣\x07"])
def test_an_addressee_that_cannot_stand_there_is_said(others: str, sato: Client, draft: Draft) -> None:
    assert send(sato, draft, "stay", to__others=others).status_code == 422
    assert draft.versions.count() == 1


def test_people_are_written_and_left_out(sato: Client, draft: Draft) -> None:
    send(sato, draft, "stay", submitter__0__name="佐藤 一郎", supporter__0__name="𠮷田 髙志")
    people = now(draft).signatories
    assert people == (Signatory(Role.SUBMITTER, "佐藤 一郎"), Signatory(Role.SUPPORTER, "𠮷田 髙志"))
    send(sato, draft, "stay", supporter__0__name="")
    assert now(draft).signatories == people[:1]


def test_a_committee_signs_by_its_chair(sato: Client, cast: Cast, starts: Starts) -> None:
    draft = starts(cast.sato, proposer=Proposer.COMMITTEE, signatories=())
    send(sato, draft, "stay", submitter__0__name="山田 花", submitter__0__title="厚生委員長")
    assert now(draft).signatories == (Signatory(Role.SUBMITTER, "山田 花", title="厚生委員長"),)
    assert "賛成者" not in text_of(sato.get(url("draft_demands", draft)))


def test_a_petition_has_petitioners_and_introducing_members(sato: Client, cast: Cast, starts: Starts) -> None:
    draft = starts(cast.sato, kind=Kind.PETITION, signatories=())
    typed = {"name": "原 春子", "organisation": "守る会", "title": "代表", "address": "世田谷区1-1", "others": "551"}
    petitioner = {f"petitioner__0__{key}": value for key, value in typed.items()}
    send(
        sato,
        draft,
        "stay",
        introducing_member__0__name="議員 一",
        **petitioner,
        paper__summary="求める。",
        paper__asks="own",
    )
    file = now(draft)
    assert file.signatories == (
        Signatory(Role.INTRODUCING_MEMBER, "議員 一"),
        Signatory(Role.PETITIONER, "原 春子", "代表", "守る会", "世田谷区1-1", 551),
    )
    assert (file.summary, file.asks) == ("求める。", Asks.OWN)
    page = text_of(sato.get(url("draft_demands", draft)))
    assert "請願事項" in page
    assert "意見書の宛先" not in page


def test_an_appeal_has_no_introducing_member(sato: Client, cast: Cast, starts: Starts) -> None:
    draft = starts(cast.sato, kind=Kind.APPEAL, signatories=())
    page = sato.get(url("draft_demands", draft))
    assert "陳情者" in text_of(page)
    assert not any(name.startswith("introducing") for name in fields(page, "people-form"))


@pytest.mark.parametrize("others", ["-1", "99999999", "多数"])
def test_a_number_of_signers_that_cannot_be_is_said(others: str, sato: Client, cast: Cast, starts: Starts) -> None:
    draft = starts(cast.sato, kind=Kind.APPEAL)
    assert send(sato, draft, "stay", petitioner__0__name="森 健", petitioner__0__others=others).status_code == 422


def test_people_of_roles_that_this_kind_does_not_show_are_kept(sato: Client, cast: Cast, starts: Starts) -> None:
    petitioner = Signatory(Role.PETITIONER, "原 春子")
    draft = starts(cast.sato, signatories=(petitioner,))
    send(sato, draft, "stay", submitter__0__name="佐藤 一郎")
    assert petitioner in now(draft).signatories


def test_what_else_stands_on_the_paper_is_saved(sato: Client, draft: Draft) -> None:
    send(
        sato,
        draft,
        "stay",
        paper__article="第14条第1項",
        paper__bill_number="3",
        paper__presiding_officer="議長 太郎",
        paper__reasons="理由である。",
        paper__lead="次のとおり求める。",
    )
    file = now(draft)
    assert file.style["article"] == "第14条第1項"
    assert (file.bill_number, file.presiding_officer, file.reasons) == ("3", "議長 太郎", "理由である。")
    assert file.lead == "次のとおり求める。"


def test_a_form_that_was_tampered_with_is_refused_not_broken(sato: Client, draft: Draft) -> None:
    assert sato.post(url("draft_demands", draft), {"on": "1", "version": "1"}).status_code == 422
    many = {"supporter-TOTAL_FORMS": "99999999", "supporter-INITIAL_FORMS": "x"}
    assert (
        send(sato, draft, "on", "1", **{key.replace("-", "__"): value for key, value in many.items()}).status_code
        == 422
    )
    assert draft.versions.count() == 1


def test_a_demand_that_somebody_else_took_out_comes_to_a_choice(sato: Client, cast: Cast, draft: Draft) -> None:
    page = sato.get(url("draft_demands", draft))
    theirs = put(now(draft), DemandEntry("d1", text="先に直した記。"))
    save_draft(draft.pk, theirs, cast.suzuki, based_on=1)
    response = sato.post(
        url("draft_demands", draft), fields(page, "people-form") | {"d-d1-text": "私の記。", "on": "1"}
    )
    assert response.status_code == 409
    assert "先に直した記。" in text_of(response)
    assert "私の記。" in text_of(response)
    assert now(draft) == theirs


def test_two_people_may_change_different_things_at_once(sato: Client, cast: Cast, draft: Draft) -> None:
    page = sato.get(url("draft_demands", draft))
    added = now(draft)
    save_draft(draft.pk, put(added, DemandEntry("d2", text="先に直した記。")), cast.suzuki, based_on=1)
    sato.post(url("draft_demands", draft), fields(page, "people-form") | {"d-d1-text": "私の記。", "on": "1"})
    assert [demand.text for demand in now(draft).demands] == ["私の記。", "先に直した記。"]


def test_a_blank_date_and_no_addressees_print(sato: Client, cast: Cast, starts: Starts) -> None:
    draft = starts(cast.sato, date=PartialDate(), addressees=(), signatories=(), demands=(), body=())
    assert sato.get(url("draft_demands", draft)).status_code == 200
    assert sato.get(url("draft_download", draft, export_format="docx")).content.startswith(b"PK")
    send(sato, draft, "stay", to__others="内閣総理大臣")
    assert now(draft).addressees == (AddresseeEntry("内閣総理大臣"),)
