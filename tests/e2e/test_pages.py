"""The pages around a draft: home, library, curation, groups, guide; in the states that they can be in."""

from __future__ import annotations

from playwright.sync_api import Page


def test_a_chapter_of_the_guide_stands_at_the_top_once_its_link_is_followed(page: Page) -> None:
    """At once: nothing slides down the page, and pictures that come later push nothing away."""
    page.goto("/guide/")
    for number in (2, 8, 15):
        page.locator(".guide-contents a").nth(number - 1).click()
        page.wait_for_load_state("networkidle")
        top = page.locator(f"#chapter-{number}").evaluate("one => one.getBoundingClientRect().top")
        assert 0 <= top < 60, number
