"""Readers tell the curators what the library lacks; nothing says who they are."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from drafting.actions.cast import Cast
from drafting.models import Wish
from tests.people import SignedIn

pytestmark = pytest.mark.usefixtures("library")
AT = "/library/wish/"


@pytest.fixture(autouse=True)
def _none_sent_yet() -> None:
    cache.clear()


def test_a_search_that_finds_nothing_leads_there_with_its_words(client: Client) -> None:
    page = client.get(reverse("library"), {"q": "認知症"}).content.decode()
    assert f'href="{AT}?q=%E8%AA%8D%E7%9F%A5%E7%97%87"' in page
    form = client.get(AT, {"q": "認知症"}).content.decode()
    assert "さがした言葉：認知症" in form
    answer = client.post(AT, {"asked": "認知症", "text": "暗証番号を覚えられない人の論点"}, follow=True)
    assert "編集者に伝えました。" in answer.content.decode()
    assert list(Wish.objects.values_list("asked", "text")) == [("認知症", "暗証番号を覚えられない人の論点")]


def test_nothing_is_kept_of_who_wishes(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.sato).post(AT, {"text": "論点"})
    assert Wish.objects.get().text == "論点"
    assert [field.name for field in Wish._meta.get_fields() if field.is_relation] == []


@pytest.mark.parametrize("text", ["", "  ", "あ" * 2001])
def test_a_wish_without_words_or_too_long_is_refused_and_kept_on_the_screen(client: Client, text: str) -> None:
    answer = client.post(AT, {"asked": "認知症", "text": text})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert '<a href="/library/?q=%E8%AA%8D%E7%9F%A5%E7%97%87">やめる</a>' in page
    assert text.strip() in page
    assert "さがした言葉：認知症" in page
    assert not Wish.objects.exists()


def test_a_machine_and_too_many_from_one_address_write_nothing(client: Client) -> None:
    client.post(AT, {"text": "宣伝", "homepage": "https://spam.example/"})
    assert not Wish.objects.exists()
    answers = [client.post(AT, {"text": f"論点{number}"}).status_code for number in range(6)]
    assert answers == [302] * 5 + [429]
    assert Wish.objects.count() == 5


def test_a_wish_stands_in_the_queue_until_it_is_settled(cast: Cast, signed_in: SignedIn) -> None:
    wish, mori = Wish.objects.create(asked="認知症", text="暗証番号の<b>論点</b>"), signed_in(cast.mori)
    page = mori.get(reverse("curation")).content.decode()
    assert "暗証番号の&lt;b&gt;論点" in page
    assert "さがした言葉：認知症" in page
    assert "済みにしました。" in mori.post(reverse("curation_wish", args=[wish.pk]), follow=True).content.decode()
    assert open_wishes(mori) == []
    assert (
        "一覧に戻しました。"
        in mori.post(reverse("curation_wish", args=[wish.pk]), {"back": "1"}, follow=True).content.decode()
    )
    assert open_wishes(mori) == [f"wish-{wish.pk}"]


def test_all_wishes_stand_by_themselves_and_settling_one_leads_back_to_them(cast: Cast, signed_in: SignedIn) -> None:
    wish, mori = Wish.objects.create(text="一つ目の論点"), signed_in(cast.mori)
    Wish.objects.create(text="二つ目の論点")
    assert "入れてほしいこと 2</a>" in mori.get(reverse("curation"), {"section": "due"}).content.decode()
    settled = mori.post(reverse("curation_wish", args=[wish.pk]))
    assert settled["Location"] == f"{reverse('curation')}?section=wishes"
    page = mori.get(settled["Location"]).content.decode()
    assert 'aria-current="page">入れてほしいこと 1</a>' in page
    assert "二つ目の論点" in page
    assert "見直しの期限　" not in page


def test_all_are_counted_and_the_newest_shown_first(cast: Cast, signed_in: SignedIn) -> None:
    wishes = [Wish.objects.create(text=f"{number}番目の論点") for number in range(23)]
    page = (mori := signed_in(cast.mori)).get(reverse("curation")).content.decode()
    assert "入れてほしいこと　23件" in page
    assert "新しいものから20件です。" in page
    assert open_wishes(mori) == [f"wish-{wish.pk}" for wish in reversed(wishes[3:])]


def open_wishes(curator: Client) -> list[str]:
    return re.findall(r'id="(wish-\d+)"', curator.get(reverse("curation")).content.decode())
