"""Writing together in a real browser: comments, a suggestion taken, a copy lent out, two groups that agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from .conftest import ROOT, Watch, open_file, sign_in
from .test_accessibility import look_at

GROUP_DRAFT = "資格確認書の一律の交付を求める意見書"


@pytest.fixture
def kato(browser: Browser, browser_context_args: dict[str, Any], watch: Watch) -> Iterator[Page]:
    """加藤, who may only read."""
    with browser.new_context(**browser_context_args) as context:
        watch.over(context, browser_context_args["base_url"])
        page = context.new_page()
        sign_in(page, "kato")
        yield page


def open_draft(page: Page) -> None:
    """By the group's page: the first page lists the drafts of the other tests too."""
    page.goto("/groups/")
    page.get_by_role("link", name="区民とあゆむ会").click()
    page.get_by_role("link", name=GROUP_DRAFT, exact=True).click()


def open_talk(page: Page) -> None:
    open_draft(page)
    page.get_by_role("link", name="話し合い").click()
    page.get_by_role("heading", name="話し合い", exact=True).wait_for()


def test_a_reader_comments_and_suggests_and_the_owner_takes_it(kato: Page, sato: Page) -> None:
    open_talk(kato)
    second = kato.get_by_role("region", name="2番目の段落")
    second.get_by_text("コメントを書く").first.click()
    second.get_by_label("コメント", exact=True).fill("ここは短くなりませんか。")
    wrong = look_at(kato, "comment form open")
    second.get_by_role("button", name="コメントを書く").click()
    expect(second.get_by_text("ここは短くなりませんか。")).to_be_visible()
    second.get_by_role("link", name="言い換えを提案する").click()
    kato.get_by_label("提案する文").fill("四つの前提条件がどこまで満たされたかを検証し、公表すべきである。")
    wrong += look_at(kato, "suggesting")
    kato.get_by_role("button", name="提案する").click()
    expect(kato.get_by_text("提案しました。")).to_be_visible()

    sato.goto("/notices/")
    expect(sato.get_by_text("加藤 次郎さんが、言い換えを提案しました。").first).to_be_visible()
    wrong += look_at(sato, "notices")
    open_talk(sato)
    block = sato.get_by_role("region", name="2番目の段落")
    wrong += look_at(sato, "talk")
    block.get_by_role("button", name="取り入れる").click()
    expect(block.get_by_text("四つの前提条件がどこまで満たされたかを検証し").first).to_be_visible()
    sato.get_by_role("link", name="目次").click()
    sato.get_by_role("link", name="これまでの文").click()
    expect(sato.get_by_text("加藤 次郎さんの提案").first).to_be_visible()
    assert wrong == []


def lent_address(page: Page) -> str:
    return page.locator("input[readonly]").first.input_value()


def test_a_copy_is_lent_to_somebody_without_an_account(sato: Page, context: BrowserContext) -> None:
    open_draft(sato)
    sato.get_by_role("link", name="読んでもらう").click()
    sato.get_by_label("だれに渡しますか").fill("支部の方")
    sato.get_by_role("button", name="見せるリンクを作る").click()
    wrong = look_at(sato, "share")
    address = lent_address(sato)
    visitor = context.new_page()
    visitor.goto(address)
    expect(visitor.get_by_role("heading", name=GROUP_DRAFT, level=1)).to_be_visible()
    expect(visitor.get_by_role("button")).to_have_count(0)
    wrong += look_at(visitor, "shared copy")
    sato.get_by_role("button", name="取り消す").first.click()
    watched = visitor.goto(address)
    assert watched is not None
    assert watched.status == 404
    assert wrong == []


@pytest.fixture(autouse=True)
def a_dead_link_is_told_in_the_console(watch: Watch) -> None:
    watch.expected = ("404",)


def answer(page: Page, address: str, stand: str) -> list[str]:
    page.goto(address)
    for name in ("1番目の段落", "2番目の段落"):
        page.get_by_role("group", name=name).get_by_label("可", exact=True).check()
    third = page.get_by_role("group", name="3番目の段落")
    third.get_by_label(stand, exact=True).check()
    third.get_by_label("理由・条件").fill("区の責務とまでは言えません。")
    wrong = look_at(page, f"answering {stand}")
    page.get_by_role("button", name="答えを送る").click()
    expect(page.get_by_text("件の答えを送りました。")).to_be_visible()
    expect(page.get_by_text("残り2か所")).to_be_visible()
    return wrong


def asked(page: Page, name: str) -> str:
    """The address of a group's link."""
    page.get_by_label("会派の名称").fill(name)
    page.get_by_role("button", name="リンクを作る").click()
    return page.get_by_label(name, exact=True).input_value()


def test_wishes_become_text_by_one_press_and_go_back_by_another(
    sato: Page, browser: Browser, browser_context_args: dict[str, Any], watch: Watch, tmp_path: Path
) -> None:
    """The group's secretary has no JavaScript; the owner works by keyboard."""
    path = tmp_path / "draft.json"
    path.write_bytes((ROOT / "tests/drafts/opinion-setagaya.json").read_bytes())
    draft = open_file(sato, path)
    sato.goto(f"{draft}agreement/")
    address = asked(sato, "白樺の会")
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        watch.over(context, browser_context_args["base_url"])
        group = context.new_page()
        group.goto(address)
        first, second = (group.get_by_role("group", name=f"{number}番目の段落") for number in (1, 2))
        first.get_by_label("条件付き").check()
        first.get_by_text("この文なら賛成できる").click()
        first.get_by_label("望む文").fill("資格確認書は、申請によらず交付すべきである。")
        second.get_by_label("否", exact=True).check()
        group.get_by_role("button", name="残りをすべて「可」にして送る").click()
        expect(group.get_by_text("すべてに答えています")).to_be_visible()
        group.get_by_role("link", name="紙面の全体を見る").click()
        expect(group.get_by_role("heading", name="紙面の文")).to_be_visible()
        sato.reload()
        press(sato, sato.get_by_role("button", name="この文に改める").last)
        expect(sato.get_by_text("望む文に改めました。")).to_be_visible()
        wrong = look_at(sato, "words wished were put in")
        press(sato, sato.get_by_role("button", name="外して、この文書の文にする"))
        expect(sato.get_by_text("「合意した文」の名前で")).to_be_visible()
        wrong += look_at(sato, "the agreed text")
        press(sato, sato.get_by_role("link", name="会議に持っていく一覧"))
        expect(sato.get_by_role("columnheader", name="白樺の会")).to_be_visible()
        wrong += look_at(sato, "sheet for the meeting")
        sato.goto(f"{draft}agreement/")
        press(sato, sato.get_by_role("button", name="外したところを元に戻す"))
        expect(sato.get_by_text("元に戻しました。")).to_be_visible()
        expect(sato.get_by_role("button", name="外して、この文書の文にする")).to_be_visible()
        group.goto(address)
        expect(group.get_by_text("望まれた文のとおりになっています")).to_be_visible()
        expect(group.get_by_text("残り1か所")).to_be_visible()
    assert wrong == []


def press(page: Page, control: Locator) -> None:
    control.focus()
    page.keyboard.press("Enter")


def test_two_groups_answer_and_the_agreed_text_becomes_a_copy(sato: Page, context: BrowserContext) -> None:
    open_draft(sato)
    sato.get_by_role("link", name="会派間の合意").click()
    wrong = look_at(sato, "nobody asked yet")
    for name in ("青空の会", "みどり区民の会"):
        sato.get_by_label("会派の名称").fill(name)
        sato.get_by_role("button", name="リンクを作る").click()
        expect(sato.get_by_label(name, exact=True)).to_be_visible()
    addresses = [sato.get_by_label(name, exact=True).input_value() for name in ("青空の会", "みどり区民の会")]
    visitor = context.new_page()
    wrong += answer(visitor, addresses[0], "否")
    wrong += answer(visitor, addresses[1], "可")
    sato.reload()
    expect(sato.get_by_text("と、青空の会の「否」「条件付き」がなくなります")).to_be_visible()
    wrong += look_at(sato, "agreement")
    sato.get_by_role("button", name="外した文で写しを作る").click()
    expect(sato.get_by_text("写しを作りました。")).to_be_visible()
    sato.get_by_role("link", name="文をととのえる").click()
    expect(sato.get_by_text("2段落")).to_be_visible()
    assert wrong == []
