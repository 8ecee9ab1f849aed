"""What readers tell curators, and what a correction asks of a draft; on a program of its own, whose library changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import MakeFolder, Watch, environment_of, open_file, serving, sign_in
from .test_accessibility import FILLED
from .test_accounts import seen

FACT = "f-wg-hearing"
CORRECTED = (
    "検討会の専門家ワーキンググループは、2022年12月22日と23日の二日、高齢者や障害者などの関係団体から意見を聴いた。"
)
WISH = "里親のもとで育つ子の、カードの申請と暗証番号についての論点"
BODY = (
    "検討会の専門家ワーキンググループは、高齢者や障害者などの関係団体から意見を聴いた。",
    "その意見がどう生かされたかは、まだ明らかでない。",
)
Comes = Callable[..., Page]


@pytest.fixture(scope="module")
def own_server(make_folder: MakeFolder) -> Iterator[str]:
    with serving(environment_of(make_folder("corrections"))) as address:
        yield address


@pytest.fixture
def comes(browser: Browser, browser_context_args: dict[str, Any], own_server: str, watch: Watch) -> Iterator[Comes]:
    """A browser of somebody, who signs in if named; what a form refuses is told in the console."""
    watch.expected = ("422",)
    opened: list[BrowserContext] = []

    def with_a_browser(person: str = "") -> Page:
        context = browser.new_context(**browser_context_args | {"base_url": own_server})
        watch.over(context, own_server)
        opened.append(context)
        page = context.new_page()
        if person:
            sign_in(page, person)
        return page

    yield with_a_browser
    for context in opened:
        context.close()


def test_a_wish_is_sent_settled_and_brought_back(comes: Comes) -> None:
    _wish(comes())
    mori = comes("mori")
    mori.goto("/curation/")
    mori.get_by_role("link", name="入れてほしいこと 1").click()
    wish = mori.locator("[id^=wish-]")
    expect(wish).to_contain_text(WISH)
    expect(wish).to_contain_text("さがした言葉：里親")
    seen(mori, "wishes")
    wish.get_by_role("button", name="済みにする").click()
    expect(mori.get_by_text("済みにしました。")).to_be_visible()
    expect(wish).to_have_count(0)
    mori.get_by_text("済みにしたもの").click()
    seen(mori, "wishes-settled")
    mori.get_by_role("button", name="一覧に戻す").click()
    expect(mori.get_by_text("一覧に戻しました。")).to_be_visible()
    expect(wish).to_contain_text(WISH)
    seen(mori, "wishes-back")


def _wish(reader: Page) -> None:
    """By somebody without account, from a search that found nothing; at first without words."""
    reader.goto("/library/")
    reader.get_by_label("さがす言葉").fill("里親")
    reader.get_by_role("button", name="さがす", exact=True).click()
    reader.get_by_role("link", name="入れてほしいことを伝える").click()
    seen(reader, "wish")
    reader.get_by_role("button", name="編集者に伝える").click()
    reader.get_by_role("heading", name="まだ送っていません").wait_for()
    expect(reader.get_by_text("さがした言葉：里親")).to_be_visible()
    seen(reader, "wish-empty")
    reader.get_by_label("入れてほしいこと").fill(WISH)
    reader.get_by_role("button", name="編集者に伝える").click()
    expect(reader.get_by_text("編集者に伝えました。")).to_be_visible()
    seen(reader, "wish-sent")


def test_a_reported_fact_is_corrected_and_a_draft_that_stands_on_it_is_looked_at(comes: Comes, tmp_path: Path) -> None:
    sato = comes("sato")
    draft = open_file(sato, _draft_on_the_fact(tmp_path))
    sato.goto(f"{draft}facts/")
    expect(sato.get_by_text("確かめていただくことは、ありません。")).to_be_visible()
    seen(sato, "facts-none")
    _report(comes())
    mori = comes("mori")
    _open_what_was_reported(mori)
    _correct(mori)
    _answer(mori)
    _mend_one_paragraph(sato, draft)
    _keep_the_other(sato, draft)


def _draft_on_the_fact(folder: Path) -> Path:
    path = folder / "draft.json"
    body = [{"text": text, "cites": [FACT]} for text in BODY]
    path.write_text(json.dumps(json.loads(FILLED.read_bytes()) | {"body": body}), encoding="utf-8")
    return path


def _report(reader: Page) -> None:
    reader.goto(f"/library/facts/{FACT}/")
    reader.get_by_role("link", name="誤りを知らせる").click()
    reader.get_by_label("どこが、どう違いますか").fill("二日にわたって開かれています。")
    reader.get_by_role("button", name="編集者に知らせる").click()
    expect(reader.get_by_text("お知らせを受け取りました。")).to_be_visible()


def _open_what_was_reported(mori: Page) -> None:
    mori.goto("/curation/")
    mori.get_by_role("link", name="答える").click()
    mori.get_by_role("button", name="答えを記す").click()
    expect(mori.locator(".error")).to_have_text("どうしたかを書いてください。")
    seen(mori, "answer-empty")
    mori.get_by_role("link", name="項目を開いて直す").click()
    seen(mori, "item-with-a-report")


def _correct(mori: Page) -> None:
    """The only curator: she confirms her own edition."""
    mori.get_by_role("button", name="新しい版を作る").click()
    mori.get_by_label("内容").fill(CORRECTED)
    mori.get_by_label("変えた理由").fill("二日にわたったことが分かるようにした。")
    seen(mori, "edition-form")
    mori.get_by_role("button", name="保存する").click()
    expect(mori.locator("ins")).not_to_have_count(0)
    seen(mori, "edition-writing")
    mori.get_by_role("button", name="公開待ちにする").click()
    mori.get_by_role("button", name="第2版を公開する").click()
    expect(mori.get_by_text("確かめてから、印を付けてください。")).to_have_count(3)
    seen(mori, "edition-not-confirmed")
    for words in ("出典の原本を見ました", "値・単位・時点が同じです", "論点の文と食い違いません"):
        mori.get_by_label(words).check()
    mori.get_by_role("button", name="第2版を公開する").click()
    expect(mori.get_by_text("第2版を公開しました。")).to_be_visible()
    seen(mori, "edition-published")
    mori.goto(f"/curation/items/{FACT}/1/")
    expect(mori.get_by_role("heading", name="前の版")).to_be_visible()


def _answer(mori: Page) -> None:
    mori.goto("/curation/")
    mori.get_by_role("link", name="答える").click()
    mori.get_by_label("どうしたか").fill("第2版で改めた。")
    mori.get_by_role("button", name="答えを記す").click()
    expect(mori.get_by_text("記しました。")).to_be_visible()
    expect(mori.get_by_role("link", name="答える")).to_have_count(0)


def _mend_one_paragraph(sato: Page, draft: str) -> None:
    sato.goto("/")
    expect(sato.get_by_text("使っている事実が改められました")).to_be_visible()
    seen(sato, "home-with-a-corrected-fact")
    sato.get_by_role("link", name="事実を確かめる").click()
    expect(sato.locator("ins")).to_contain_text("二日")
    expect(sato.locator(".row-line")).to_contain_text([f"1番目の段落{BODY[0]}", f"2番目の段落{BODY[1]}"])
    seen(sato, "facts")
    sato.get_by_role("link", name="文を直す").first.click()
    sato.get_by_label("1番目の段落の文").fill(CORRECTED)
    sato.get_by_role("button", name="直し終える").last.click()
    expect(sato.locator(".block-text").first).to_have_text(CORRECTED)
    sato.goto(f"{draft}facts/")
    expect(sato.locator(".row-line")).to_contain_text([BODY[1]])
    seen(sato, "facts-one-mended")


def _keep_the_other(sato: Page, draft: str) -> None:
    sato.get_by_role("button", name="今の文のままにする").click()
    expect(sato.get_by_text("文はそのままにしました。")).to_be_visible()
    expect(sato.locator(".row-line")).to_have_count(0)
    seen(sato, "facts-kept")
    sato.get_by_role("link", name="目次へ進む").click()
    sato.get_by_role("heading", name="この文書を").wait_for()
    sato.goto("/")
    sato.get_by_role("heading", name="書いている文書").wait_for()
    expect(sato.get_by_text("使っている事実が改められました")).to_have_count(0)
    sato.goto(f"{draft}text/")
    expect(sato.locator(".block-text")).to_have_text([CORRECTED, BODY[1]])
