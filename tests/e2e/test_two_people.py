"""Two different people on one draft of their group, each in a browser of his own: whoever saves last overwrites nobody,
and sees who changed what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Watch, kept_after_sign_in, open_file
from .test_paper_and_saving import finish, saved, sees_nothing_wrong, text_of, write_in

SUZUKI = "鈴木 花子さん"
SATO = "佐藤 一郎さん"
BODY = {"p0": "一番目の文である。", "p1": "二番目の文である。", "p2": "三番目の文である。"}


@pytest.fixture(scope="session")
def short_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("drafts") / "short.json"
    body = [{"id": block, "text": text} for block, text in BODY.items()]
    draft = {"format": "ikensho-draft/1", "kind": "opinion", "assembly": "東京都世田谷区", "title": "2人の意見書"}
    path.write_text(json.dumps(draft | {"body": body, "demands": [{"id": "d1", "text": "求めること。"}]}), "utf-8")
    return path


@pytest.fixture(scope="session")
def suzuki_state(browser: Browser, server: str) -> Any:
    return kept_after_sign_in(browser, server, "suzuki")


@pytest.fixture
def sato_at_work(sato: Page, short_file: Path) -> Page:
    """A draft of the group, before 佐藤."""
    draft = open_file(sato, short_file)
    sato.goto(draft + "owner/")
    sato.get_by_role("radio", name="「区民とあゆむ会」の下書きにする").check()
    sato.get_by_role("button", name="移す").click()
    expect(sato.get_by_text("「区民とあゆむ会」の下書きにしました。")).to_be_visible()
    sato.goto(draft + "text/")
    return sato


@pytest.fixture
def suzuki_at_work(
    sato_at_work: Page, browser: Browser, browser_context_args: dict[str, Any], suzuki_state: Any, watch: Watch
) -> Iterator[Page]:
    """The same draft, before 鈴木."""
    with browser.new_context(**browser_context_args, storage_state=suzuki_state) as context:
        watch.over(context, browser_context_args["base_url"])
        page = context.new_page()
        page.goto(sato_at_work.url)
        yield page


@pytest.fixture(autouse=True)
def _a_refusal_is_told_in_the_console(watch: Watch) -> None:
    watch.expected = ("409",)


def order(page: Page) -> list[str | None]:
    return [block.get_attribute("data-block") for block in page.locator("ol.blocks > [data-block]").all()]


def take_out(page: Page, block: str) -> None:
    page.locator(f"[data-block={block}]").get_by_role("button", name="外す").click()


def earlier_texts(page: Page) -> str:
    """Everything that can be read under これまでの文."""
    draft = page.url.partition("text/")[0].partition("merge/")[0]
    page.goto(draft + "versions/")
    numbers = page.locator("a[href*='/versions/']").evaluate_all("links => links.map((link) => link.pathname)")
    found = ""
    for path in sorted({one for one in numbers if one.rstrip("/").rsplit("/", 1)[-1].isdigit()}):
        page.goto(path)
        found += page.locator(".paper-text").evaluate("text => text.textContent")
    page.goto(draft + "text/")
    return found


def test_in_different_paragraphs_both_texts_stand_and_each_is_told_of_the_other(
    sato_at_work: Page, suzuki_at_work: Page
) -> None:
    write_in(suzuki_at_work, "p1")
    write_in(sato_at_work, "p0", "佐藤の文。")
    saved(sato_at_work, 2)
    suzuki_at_work.keyboard.type("鈴木の文。")
    # The second is told at once, beside the text that is being typed.
    expect(suzuki_at_work.locator("#others")).to_contain_text(f"{SATO}が")
    finish(suzuki_at_work)
    expect(text_of(suzuki_at_work, "p0")).to_contain_text("佐藤の文。")
    expect(text_of(suzuki_at_work, "p1")).to_contain_text("鈴木の文。")
    sees_nothing_wrong(suzuki_at_work)
    # The first, still writing, sees it beside the text and takes it in.
    notice = sato_at_work.locator("#others")
    expect(notice).to_contain_text(f"{SUZUKI}が")
    expect(notice).to_contain_text("に1か所を直しました。")
    notice.get_by_role("button", name="取り込む").click()
    expect(text_of(sato_at_work, "p1")).to_contain_text("鈴木の文。")
    sato_at_work.keyboard.type("続き。")
    finish(sato_at_work)
    expect(text_of(sato_at_work, "p0")).to_contain_text("佐藤の文。続き。")
    expect(text_of(sato_at_work, "p1")).to_contain_text("鈴木の文。")


def test_in_one_paragraph_the_second_chooses_and_the_text_not_chosen_is_kept(
    sato_at_work: Page, suzuki_at_work: Page
) -> None:
    write_in(sato_at_work, "p0")
    write_in(suzuki_at_work, "p0", "鈴木の文。")
    finish(suzuki_at_work)
    sato_at_work.keyboard.type("佐藤の文。")
    expect(sato_at_work.locator("#open-errors")).to_contain_text(f"{SUZUKI}が同じところを直しました")
    sato_at_work.get_by_role("button", name="直し終える").click()
    expect(sato_at_work.get_by_role("heading", name="2人の直しが重なりました")).to_be_visible()
    expect(sato_at_work.get_by_text(f"{SUZUKI}が同じところを直しました")).to_be_visible()
    sides = sato_at_work.locator(".merge p")
    expect(sides.nth(0)).to_contain_text("佐藤の文。")
    expect(sides.nth(1)).to_contain_text("鈴木の文。")
    sees_nothing_wrong(sato_at_work)
    sato_at_work.get_by_role("radio", name=f"{SUZUKI}の文").check()
    sato_at_work.get_by_role("button", name="選んだ文を使う").click()
    expect(text_of(sato_at_work, "p0")).to_contain_text("鈴木の文。")
    expect(text_of(sato_at_work, "p0")).not_to_contain_text("佐藤の文。")
    kept = earlier_texts(sato_at_work)
    assert "佐藤の文。" in kept
    assert "鈴木の文。" in kept


def test_a_paragraph_taken_out_while_the_other_edits_it_comes_to_a_choice(
    sato_at_work: Page, suzuki_at_work: Page
) -> None:
    write_in(suzuki_at_work, "p1")
    take_out(sato_at_work, "p1")
    expect(sato_at_work.locator("[data-block=p1]")).to_have_count(0)
    suzuki_at_work.keyboard.type("鈴木の文。")
    expect(suzuki_at_work.locator("#open-errors")).to_contain_text(f"{SATO}が同じところを直しました")
    suzuki_at_work.get_by_role("button", name="直し終える").click()
    sides = suzuki_at_work.locator(".merge p")
    expect(sides.nth(0)).to_contain_text("鈴木の文。")
    expect(sides.nth(1)).to_contain_text("外しました")
    suzuki_at_work.get_by_role("button", name="選んだ文を使う").click()
    expect(text_of(suzuki_at_work, "p1")).to_contain_text("鈴木の文。")
    for block in ("p0", "p2"):
        expect(text_of(suzuki_at_work, block)).to_have_text(BODY[block])


def test_who_takes_out_what_the_other_has_just_changed_sees_it_first(sato_at_work: Page, suzuki_at_work: Page) -> None:
    write_in(suzuki_at_work, "p1", "鈴木の文。")
    finish(suzuki_at_work)
    take_out(sato_at_work, "p1")
    expect(sato_at_work.get_by_role("heading", name="2人の直しが重なりました")).to_be_visible()
    sides = sato_at_work.locator(".merge p")
    expect(sides.nth(0)).to_contain_text("外しました")
    expect(sides.nth(1)).to_contain_text("鈴木の文。")
    sees_nothing_wrong(sato_at_work)
    sato_at_work.get_by_role("button", name="選んだ文を使う").click()
    expect(sato_at_work.locator("[data-block=p1]")).to_have_count(0)
    assert "鈴木の文。" in earlier_texts(sato_at_work)


def test_one_moves_a_paragraph_while_the_other_edits_it(sato_at_work: Page, suzuki_at_work: Page) -> None:
    write_in(suzuki_at_work, "p2")
    sato_at_work.locator("#up-p2").click()
    expect(sato_at_work.locator("[data-block]").nth(1)).to_have_attribute("data-block", "p2")
    suzuki_at_work.keyboard.type("鈴木の文。")
    finish(suzuki_at_work)
    expect(text_of(suzuki_at_work, "p2")).to_contain_text("鈴木の文。")
    expect(suzuki_at_work.get_by_text("あなたの直しと合わせて保存しました。")).to_contain_text(f"{SATO}が")
    assert order(suzuki_at_work) == ["p0", "p2", "p1"]


def test_both_move_paragraphs_and_both_moves_hold(sato_at_work: Page, suzuki_at_work: Page) -> None:
    suzuki_at_work.locator("#up-p1").click()
    expect(suzuki_at_work.locator("[data-block]").first).to_have_attribute("data-block", "p1")
    # Before 佐藤 the old order still stands.
    sato_at_work.locator("#up-p2").click()
    expect(sato_at_work.get_by_text("あなたの直しと合わせて保存しました。")).to_contain_text(f"{SUZUKI}が")
    moved = order(sato_at_work)
    assert moved.index("p1") < moved.index("p0")
    assert sorted(one or "" for one in moved) == ["p0", "p1", "p2"]
    assert {text_of(sato_at_work, block).inner_text() for block in BODY} == set(BODY.values())


def test_on_stage_four_each_is_told_of_the_other_and_takes_it_in_place(
    sato_at_work: Page, suzuki_at_work: Page
) -> None:
    stage, other = sato_at_work, suzuki_at_work
    stage.goto(stage.url.replace("text/", "demands/"))
    other.goto(stage.url)
    stage.evaluate("window.isTheVeryPage = true")
    other.locator("#d1 textarea").first.fill("鈴木の求めること。")
    expect(other.locator("#saved")).to_contain_text("に保存しました")
    expect(other.locator("#people-form > [name=version]")).not_to_have_value(
        stage.locator("#people-form > [name=version]").input_value()
    )
    # Looked for every ten seconds, and when the page is seen again.
    stage.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    news = stage.locator("#others")
    expect(news).to_contain_text(SUZUKI)
    expect(news).to_contain_text("1か所を直しました。")
    expect(stage.locator("#d1 textarea").first).to_have_value("求めること。")
    sees_nothing_wrong(stage)
    name = stage.get_by_label("提出者").first
    name.fill("佐藤")
    news.get_by_role("button", name="取り込む").click()
    expect(stage.locator("#d1 textarea").first).to_have_value("鈴木の求めること。")
    expect(name).to_have_value("佐藤")
    expect(news).to_be_empty()
    assert stage.evaluate("window.isTheVeryPage")
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(other.locator("#others")).to_contain_text(SATO)
    sees_nothing_wrong(other)
