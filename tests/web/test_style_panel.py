"""The style beside stage 1: each line says what it rests on, in the words of the screen."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from drafting.actions.cast import Cast
from tests.people import SignedIn

from .screens import text_of, tree

NEW = "/drafts/new/"


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn, library: None) -> Client:
    return signed_in(cast.sato)


def panel(client: Client, assembly: str, kind: str = "opinion", proposer: str = "members") -> Any:
    return client.post(NEW, {"kind": kind, "proposer": proposer, "assembly": assembly, "look": "1", "title": "件名"})


def lines_of(response: Any) -> dict[str, str]:
    (listed, *_) = tree(response).get_element_by_id("house-style").find_class("style-lines")
    words = [" ".join(one.text_content().split()) for one in listed]
    return dict(zip(words[::2], words[1::2], strict=True))


def test_an_assembly_with_a_style_of_its_own_shows_what_was_read_where(sato: Client) -> None:
    shown = panel(sato, "千葉県市川市")
    assert lines_of(shown)["根拠"].endswith("会議規則第14条出典あり")
    assert lines_of(shown)["紙面"] == "42字 × 40行一般の様式"
    assert "2026年11月22日に確認" in text_of(shown)
    links = [a.get("href") for a in tree(shown).get_element_by_id("house-style").iter("a")]
    assert "https://www.city.ichikawa.lg.jp/cou01/1111000139.html" in links


def test_an_assembly_without_one_says_so_and_shows_the_example_of_its_type(sato: Client) -> None:
    shown = panel(sato, "長野県軽井沢町")
    assert lines_of(shown)["番号"].endswith("同じ種別の様式")
    assert lines_of(shown)["賛成者"] == "人数は分かっていません（空き）"
    assert "この議会だけの様式は、まだ登録がありません" in text_of(shown)


def test_a_petition_shows_its_introducers_and_the_deadline_in_the_assemblys_words(sato: Client) -> None:
    shown = panel(sato, "埼玉県寄居町", "petition")
    assert lines_of(shown)["紹介議員"] == "1人から4人まで出典あり"
    assert "賛成者" not in lines_of(shown)
    late = text_of(panel(sato, "埼玉県毛呂山町", "petition"))
    assert "3日前まで（土日祝日を除く） 毛呂山町議会の言い方のままです" in late
    assert "日付は計算していません" in late


def test_no_key_of_the_files_stands_on_the_screen(sato: Client) -> None:
    for kind in ("opinion", "petition"):
        shown = tree(panel(sato, "千葉県市川市", kind)).get_element_by_id("house-style").text_content()
        assert not any(code in shown for code in ("cover", "order", "honorific", "{", "None"))


def test_the_picture_is_a_page_of_the_sample_in_that_style(sato: Client) -> None:
    source = tree(panel(sato, "千葉県市川市")).get_element_by_id("house-style").find(".//img").get("src")
    picture = sato.get(source)
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert sato.get(source.replace("/1.png", "/9.png")).status_code == 404
    assert sato.get(reverse("style_sample", args=[1]) + "?of=nonsense").status_code == 404


def test_the_panel_asks_a_bounded_number_of_queries(sato: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(10):
        panel(sato, "千葉県市川市")
