"""Pages as a browser prints them: what is read, and nothing that is pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

ARGUMENT = "/library/arguments/a-zentei-4joken/"


@pytest.mark.parametrize("path", [ARGUMENT, "/guide/", "/library/facts/"])
def test_a_printed_page_has_its_text_and_nothing_to_press(page: Page, path: str) -> None:
    page.goto(path)
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    pressed = page.locator("header.site, footer, .stage, .btn, nav, .guide-contents, button, summary .ico")
    assert [one.inner_text() for one in pressed.all() if one.is_visible()] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_link_that_leads_out_is_printed_with_its_address(page: Page) -> None:
    page.goto(ARGUMENT)
    source = page.locator('main a[href^="/library/sources/"]').first
    source.click()
    page.emulate_media(media="print")
    said = "el => getComputedStyle(el, '::after').content"
    outward, inward = page.locator('main a[href^="http"]'), page.locator('main a[href^="/"]')
    assert outward.count()
    for link in outward.all():
        assert str(link.get_attribute("href")) in link.evaluate(said)
    assert "none" in {link.evaluate(said) for link in inward.all()}
