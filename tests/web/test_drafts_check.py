"""点検: each finding leads to its place, is mended with one click, or let stand with a reason that is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from drafting.actions.cast import Cast
from drafting.actions.drafts import save_draft
from drafting.intake.draft_file import AddresseeEntry, OwnEntry
from drafting.intake.edit import put, remove
from drafting.models import Dismissal, Draft
from tests.people import SignedIn, Starts

from .screens import now, text_of, tree, url

DAYS = "読む日によって"
CIRCLED = OwnEntry("own", "①は窓口、②は相談である。昨年、閉じた。")


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    """Whose own paragraph has a circled digit, a relative date, and no other fault."""
    draft = starts(cast.sato, cast.group)
    save_draft(draft.pk, put(now(draft), CIRCLED), cast.sato, based_on=1)
    return draft


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.sato)


def row(page: Any, words: str) -> Any:
    """The finding that says this."""
    (found,) = [li for li in tree(page).xpath("//li[@class='finding']") if words in li.text_content()]
    return found


def press(client: Client, form: Any, **typed: str) -> Any:
    return client.post(form.action, dict(form.form_values()) | typed)


def form_of(finding: Any, button: str) -> Any:
    return next(form for form in finding.iter("form") if button in form.text_content())


def check(client: Client, draft: Draft) -> Any:
    return client.get(url("draft_check", draft))


def test_the_mend_is_shown_as_a_difference_and_made_with_one_click(sato: Client, draft: Draft) -> None:
    finding = row(check(sato, draft), "丸数字")
    assert [piece.text_content() for piece in finding.iter("del")] == ["（削除）①", "（削除）②"]
    assert [piece.text_content() for piece in finding.iter("ins")] == ["（追加）（1）", "（追加）（2）"]
    done = press(sato, form_of(finding, "このように直す"))
    assert now(draft).body[-1] == OwnEntry("own", "（1）は窓口、（2）は相談である。昨年、閉じた。")
    page = sato.get(done["Location"])
    assert "直しました。" in tree(page).get_element_by_id("done").text_content()
    assert "丸数字" not in text_of(page)


def test_a_mend_is_taken_back_and_what_others_wrote_since_stays(sato: Client, draft: Draft, cast: Cast) -> None:
    done = press(sato, form_of(row(check(sato, draft), "丸数字"), "このように直す"))
    page = sato.get(done["Location"])
    save_draft(draft.pk, remove(now(draft), "b1"), cast.suzuki, based_on=3)
    back = press(sato, tree(page).get_element_by_id("done").find(".//form"))
    assert back["Location"].startswith(url("draft_check", draft))
    assert [entry.id for entry in now(draft).body] == ["b2", "own"]
    assert now(draft).body[-1] == CIRCLED


def test_a_mend_of_words_that_changed_meanwhile_is_not_made(sato: Client, draft: Draft, cast: Cast) -> None:
    form = form_of(row(check(sato, draft), "丸数字"), "このように直す")
    save_draft(draft.pk, put(now(draft), OwnEntry("own", "①だけである。")), cast.suzuki, based_on=2)
    response = press(sato, form)
    assert response.status_code == 409
    assert now(draft).body[-1].text == "①だけである。"


@pytest.mark.parametrize("key", ["", "nothing", "あ" * 5000])
def test_a_mend_that_no_page_offers_changes_nothing(key: str, sato: Client, draft: Draft) -> None:
    answer = sato.post(url("draft_mend", draft), {"version": 2, "finding": key}, follow=True)
    assert "もう直っているか" in text_of(answer)
    assert draft.versions.count() == 2


def test_what_is_let_stand_keeps_its_reason_and_leaves_the_count(sato: Client, draft: Draft) -> None:
    before = len(check(sato, draft).context["findings"])
    press(sato, form_of(row(check(sato, draft), DAYS), "理由を残して閉じる"), reason="議会の言い方に合わせる。")
    page = check(sato, draft)
    assert len(page.context["findings"]) == before - 1
    assert "そのままにしたもの 1件" in text_of(page)
    assert "理由：議会の言い方に合わせる。（佐藤 一郎" in text_of(page)
    assert f"点検 {before - 1}件" in text_of(sato.get(url("draft_text", draft)))
    assert f"{before - 1}件" in text_of(sato.get(url("draft", draft)))
    assert draft.versions.count() == 2


def test_what_was_let_stand_comes_back_when_its_text_changes_and_not_before(
    sato: Client, draft: Draft, cast: Cast
) -> None:
    press(sato, form_of(row(check(sato, draft), DAYS), "理由を残して閉じる"), reason="慣例による。")
    save_draft(draft.pk, remove(now(draft), "b1"), cast.sato, based_on=2)
    assert DAYS not in text_of(check(sato, draft)).partition("そのままにしたもの")[0]
    save_draft(draft.pk, put(now(draft), OwnEntry("own", "昨年、窓口が閉じた。")), cast.sato, based_on=3)
    assert row(check(sato, draft), DAYS) is not None
    save_draft(draft.pk, put(now(draft), CIRCLED), cast.sato, based_on=4)
    assert "慣例による。" in text_of(check(sato, draft))


def test_a_finding_is_taken_up_again_and_its_reason_is_not_lost(sato: Client, draft: Draft) -> None:
    press(sato, form_of(row(check(sato, draft), DAYS), "理由を残して閉じる"), reason="慣例による。")
    page = check(sato, draft)
    form = next(form for form in tree(page).iter("form") if "点検に戻す" in form.text_content())
    press(sato, form)
    assert row(check(sato, draft), DAYS) is not None
    assert Dismissal.objects.get().reason == "慣例による。"
    press(sato, form_of(row(check(sato, draft), DAYS), "理由を残して閉じる"), reason="改めて。")
    assert "改めて。" in text_of(check(sato, draft))


def test_a_reason_is_asked_for_and_the_place_stays_open(sato: Client, draft: Draft) -> None:
    response = press(sato, form_of(row(check(sato, draft), DAYS), "理由を残して閉じる"), reason=" ")
    assert response.status_code == 422
    assert "理由を一言" in row(response, DAYS).find(".//details[@open]").text_content()
    assert Dismissal.objects.count() == 0


def test_what_only_has_to_be_looked_up_is_said_to_be_looked_up(sato: Client, draft: Draft, cast: Cast) -> None:
    addressees = (*now(draft).addressees, AddresseeEntry("東京都知事"))
    save_draft(draft.pk, replace(now(draft), addressees=addressees), cast.sato, based_on=2)
    press(sato, form_of(row(check(sato, draft), "東京都知事"), "確かめました"))
    assert "理由：確かめました（" in text_of(check(sato, draft))


def test_each_finding_leads_to_a_place_that_exists(sato: Client, draft: Draft) -> None:
    page = check(sato, draft)
    links = [link.get("href") for link in tree(page).xpath("//li[@class='finding']//a[not(@rel)]")]
    assert len(links) == len(page.context["findings"]) > 1
    for link in links:
        address, _, anchor = link.partition("#")
        assert tree(sato.get(address)).get_element_by_id(anchor) is not None


def test_what_was_found_in_order_is_said(sato: Client, draft: Draft) -> None:
    aside = tree(check(sato, draft)).xpath("//aside")[0].text_content()
    assert "文体のそろい" in aside
    assert "言葉づかい" not in aside


def test_readers_see_findings_and_no_buttons(cast: Cast, signed_in: SignedIn, draft: Draft) -> None:
    page = check(signed_in(cast.kato), draft)
    assert "丸数字" in text_of(page)
    assert not any(word in text_of(page) for word in ("このように直す", "そのままにする", "確かめました"))


def test_what_others_let_stand_in_their_draft_is_theirs(
    sato: Client, draft: Draft, cast: Cast, signed_in: SignedIn, starts: Starts
) -> None:
    press(sato, form_of(row(check(sato, draft), DAYS), "理由を残して閉じる"), reason="慣例による。")
    other = starts(cast.tanaka)
    one = Dismissal.objects.get()
    signed_in(cast.tanaka).post(url("draft_take_up", other, dismissal_id=one.pk))
    assert Dismissal.objects.get(taken_up_at=None) == one
