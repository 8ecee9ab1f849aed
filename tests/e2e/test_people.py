"""People who write together, in a real browser: invited, joined, writing at once, leaving, handing over, ending."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import Watch, open_file
from .test_accessibility import look_at

LETTER = Path(__file__).parent.parent / "drafts" / "opinion-setagaya.json"
PASSWORD = "nagai-aikotoba-7"
Newcomer = Callable[[], Page]


@pytest.fixture
def newcomer(browser: Browser, browser_context_args: dict[str, Any], watch: Watch) -> Iterator[Newcomer]:
    """A browser of somebody who never was here."""
    opened: list[BrowserContext] = []

    def comes() -> Page:
        context = browser.new_context(**browser_context_args)
        watch.over(context, browser_context_args["base_url"])
        opened.append(context)
        return context.new_page()

    yield comes
    for context in opened:
        context.close()


def address() -> str:
    return f"{uuid4().hex[:12]}@example.jp"


def start_group(page: Page, name: str) -> None:
    page.goto("/groups/new/")
    page.get_by_label("名称").fill(name)
    page.get_by_label("市民団体").check()
    page.get_by_role("button", name="この名称で作る").click()
    page.get_by_role("heading", name="人と招待").wait_for()


def invitation(page: Page, role: str = "編集") -> str:
    """Makes a link on the page of the group's people; gives it as it stands there to be copied."""
    page.get_by_label(role, exact=False).first.check()
    page.get_by_role("button", name="招待のリンクを作る").click()
    page.get_by_role("heading", name="使われていない招待").wait_for()
    return page.locator("input[readonly]").first.input_value()


def sign_up(page: Page, link: str, name: str, email: str) -> None:
    page.goto(link)
    page.get_by_role("link", name="登録して入る").click()
    page.get_by_label("名前").fill(name)
    page.get_by_label("メールアドレス").fill(email)
    page.get_by_label("パスワード※必須", exact=True).fill(PASSWORD)
    page.get_by_label("パスワード（もう一度）").fill(PASSWORD)
    page.get_by_role("button", name="登録する").click()
    page.get_by_role("button", name="この会に入る").click()
    page.get_by_text("に入りました").wait_for()


def test_two_people_meet_in_a_group_write_at_once_and_part(sato: Page, newcomer: Newcomer, watch: Watch) -> None:
    watch.expected = ("404",)
    start_group(sato, "書く会")
    group = sato.url.partition("people/")[0]
    other = newcomer()
    sign_up(other, invitation(sato), "新井 花", address())
    draft = open_file(sato, LETTER)
    sato.get_by_role("link", name="だれの下書きにするか").click()
    sato.get_by_label("「書く会」の下書きにする").check()
    sato.get_by_role("button", name="移す").click()
    sato.get_by_text("「書く会」の下書きにしました").wait_for()
    _write_at_once(sato, other, draft)
    other.goto(group + "leave/")
    other.get_by_role("button", name="抜ける").click()
    other.get_by_text("「書く会」から抜けました").wait_for()
    assert other.goto(draft).status == 404  # type: ignore[union-attr]
    sato.goto(draft + "text/")
    expect(sato.locator(".block-text", has_text="花が書いた文。")).to_be_visible()


def _write_at_once(sato: Page, other: Page, draft: str) -> None:
    """Both have the page open before either saves; both texts stand afterwards."""
    other.goto(draft + "text/?open=b1")
    sato.goto(draft + "text/?open=b3")
    for page, place, text in ((other, "1番目", "花が書いた文。"), (sato, "3番目", "一郎が書いた文。")):
        page.get_by_label(f"{place}の段落の文").fill(text)
        page.get_by_role("button", name="直し終える").click()
        page.locator(".block-text", has_text=text).wait_for()
    for page in (sato, other):
        page.goto(draft + "text/")
        expect(page.locator(".block-text", has_text="花が書いた文。")).to_be_visible()
        expect(page.locator(".block-text", has_text="一郎が書いた文。")).to_be_visible()


def test_a_keeper_hands_over_and_then_ends_his_account(newcomer: Newcomer, sato: Page, watch: Watch) -> None:
    watch.expected = ("422",)
    start_group(sato, "入口の会")
    keeper, second = newcomer(), newcomer()
    sign_up(keeper, invitation(sato), "会長 一", address())
    start_group(keeper, "引き継ぐ会")
    sign_up(second, invitation(keeper), "次の 人", address())
    draft = open_file(keeper, LETTER)
    keeper.goto("/account/close/")
    keeper.get_by_text("次の会の管理者は、あなただけです").wait_for()
    keeper.get_by_role("link", name=re.compile("引き継ぐ.*引き継ぐ会")).click()
    keeper.get_by_label("引き継ぐ人").select_option(label="次の 人（編集）")
    keeper.get_by_role("button", name="引き継ぐ").click()
    keeper.get_by_text("あなたは「編集」です").wait_for()
    keeper.goto("/account/data/")
    with keeper.expect_download() as taken:
        keeper.get_by_role("link", name="すべて受け取る").click()
    assert taken.value.suggested_filename.endswith(".zip")
    keeper.get_by_role("link", name="退会の画面へ").click()
    keeper.get_by_label("今のパスワード").fill("chigau")
    keeper.get_by_role("button", name="退会する").click()
    keeper.get_by_text("パスワードが違います").first.wait_for()
    keeper.get_by_label("今のパスワード").fill(PASSWORD)
    keeper.get_by_role("button", name="退会する").click()
    keeper.get_by_role("heading", name="退会しました").wait_for()
    keeper.goto(draft)
    expect(keeper.get_by_role("button", name="ログイン")).to_be_visible()
    second.goto("/groups/")
    second.get_by_role("link", name="引き継ぐ会").click()
    second.get_by_role("link", name="人と招待").click()
    expect(second.get_by_text("会長")).to_have_count(0)


def test_a_second_factor_is_set_up_and_asked_for(newcomer: Newcomer, sato: Page) -> None:
    start_group(sato, "番号の会")
    page, email = newcomer(), address()
    sign_up(page, invitation(sato), "番号 守", email)
    page.goto("/account/")
    page.get_by_role("link", name=re.compile("設定する.*二段階認証")).click()
    page.get_by_role("link", name="設定する").click()
    # As it is copied: without spaces.
    secret = page.locator(".secret").evaluate(
        "one => (getSelection().selectAllChildren(one), getSelection().toString())"
    )
    assert re.fullmatch("[A-Z2-7]{32}", secret)
    assert page.locator(".qr svg").bounding_box()["width"] > 150  # type: ignore[index]
    assert look_at(page, "setting up a second factor") == []
    page.get_by_label("アプリに出た6桁の番号").fill(_code(secret))
    page.get_by_role("button", name="設定する").click()
    page.get_by_role("heading", name="予備の番号").wait_for()
    assert look_at(page, "spare codes") == []
    again = newcomer()
    again.goto("/accounts/login/")
    again.get_by_label("メールアドレス").fill(email)
    again.get_by_label("パスワード").fill(PASSWORD)
    again.get_by_role("button", name="ログイン", exact=True).click()
    again.get_by_role("heading", name="二段階認証").wait_for()
    assert look_at(again, "asking for the second factor") == []
    again.get_by_label("認証アプリの6桁の番号").fill(_code(secret, 1))
    again.get_by_role("button", name="ログイン", exact=True).click()
    expect(again.get_by_role("link", name="番号 守")).to_be_visible()
    again.goto("/account/devices/")
    assert look_at(again, "devices") == []
    again.get_by_role("button", name="ほかの端末からも出る").click()
    again.get_by_text("もう一度ログインが要るようにしました").wait_for()
    page.goto("/account/")
    expect(page.get_by_role("button", name="ログイン")).to_be_visible()


def _code(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def test_every_page_of_groups_and_accounts_by_axe(sato: Page, newcomer: Newcomer, watch: Watch) -> None:
    watch.expected = ("410", "422", "404")
    start_group(sato, "見られる会")
    group = sato.url.partition("people/")[0]
    visitor, wrong = newcomer(), []
    wrong += look_at(sato, "the people, nobody invited")
    link = invitation(sato)
    wrong += look_at(sato, "the people, with an invitation")
    visitor.goto(link)
    wrong += look_at(visitor, "joining without account")
    visitor.get_by_role("link", name="登録して入る").click()
    visitor.get_by_role("button", name="登録する").click()
    visitor.locator(".error").first.wait_for()
    wrong += look_at(visitor, "signing up with errors")
    sign_up(visitor, link, "見る 人", address())
    wrong += look_at(visitor, "a group without drafts")
    visitor.goto(link)
    wrong += look_at(visitor, "a dead invitation")
    for path in ("", "name/", "hand-over/", "leave/", "end/", "people/"):
        sato.goto(group + path)
        wrong += look_at(sato, f"group/{path}")
    sato.get_by_role("link", name=re.compile("外す.*見る 人さん")).click()
    wrong += look_at(sato, "taking somebody out")
    draft = open_file(sato, LETTER)
    sato.goto(draft + "owner/")
    wrong += look_at(sato, "whose a draft is")
    sato.get_by_role("button", name="移す").click()
    sato.get_by_text("移す先を選んでください").wait_for()
    wrong += look_at(sato, "whose a draft is, nothing chosen")
    for path in ("/groups/", "/groups/new/", "/account/", "/account/data/", "/account/close/", "/drafts/new/"):
        sato.goto(path)
        wrong += look_at(sato, path)
    for path in ("/account/close/", "/accounts/2fa/", "/account/devices/"):
        visitor.goto(path)
        wrong += look_at(visitor, f"{path} of a member")
    stranger = newcomer()
    for path in ("/accounts/signup/", "/accounts/password/forgotten/", "/accounts/password/new/1-x/", "/join/"):
        stranger.goto(path)
        wrong += look_at(stranger, path)
    assert wrong == []
