"""Pages as a browser prints them: what is read, and nothing that is pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("path", ["/library/arguments/a-zentei-4joken/", "/guide/", "/library/facts/"])
def test_a_printed_page_has_its_text_and_nothing_to_press(page: Page, path: str) -> None:
    page.goto(path)
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    pressed = page.locator("header.site, footer, .stage, .btn, nav, .guide-contents, button, summary .ico")
    assert [one.inner_text() for one in pressed.all() if one.is_visible()] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
