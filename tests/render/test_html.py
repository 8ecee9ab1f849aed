"""The paper's text for screen readers: sections, headings, links, and nothing that a strict CSP would refuse."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
import tinyhtml5  # type: ignore[import-untyped]

from drafting.compose.document import Document
from drafting.render.to_html import to_html
from tests.render.documents import SAMPLES

RENDERED = [pytest.param(document, id=name) for name, document in SAMPLES.items()]


def tree(document: Document) -> Any:
    """The body, as a browser would read it."""
    return tinyhtml5.parse(to_html(document), namespace_html_elements=False).find("body")


def test_each_sheet_is_a_section_with_its_name() -> None:
    assert [section.get("aria-label") for section in tree(SAMPLES["petition"])] == ["表紙", "請願書", "意見書案"]


@pytest.mark.parametrize("document", RENDERED)
def test_no_style_and_no_script_is_inline(document: Document) -> None:
    html = to_html(document)
    assert not re.search(r"<[^>]*\s(style|on\w+)=", html)
    assert "<script" not in html


@pytest.mark.parametrize("document", RENDERED)
def test_ids_are_used_once_and_links_lead_somewhere(document: Document) -> None:
    ids = Counter(identity for element in tree(document).iter() if (identity := element.get("id")))
    assert [identity for identity, count in ids.items() if count > 1] == []
    inside = {href[1:] for link in tree(document).iter("a") if (href := link.get("href", "")).startswith("#")}
    assert inside <= set(ids)
    assert all(identity.startswith("paper-") for identity in ids)


def test_headings_start_at_the_second_level() -> None:
    levels = [element.tag for element in tree(SAMPLES["petition"]).iter() if re.fullmatch(r"h\d", element.tag)]
    assert levels == ["h2", "h2", "h3", "h3", "h3", "h2", "h3"]


def test_demands_are_an_ordered_list_with_their_blocks() -> None:
    demands = tree(SAMPLES["opinion"]).find(".//ol[@class='demands']")
    assert demands is not None
    assert [item[0].get("data-block") for item in demands] == ["d1", "d2", "d3"]


def test_addresses_of_the_web_are_links_in_notes() -> None:
    hrefs = [link.get("href") for link in tree(SAMPLES["opinion"]).iter("a")]
    assert "https://hodanren.doc-net.or.jp/info/news/" in hrefs


def test_what_a_user_types_is_never_markup() -> None:
    html = to_html(SAMPLES["appeal"])
    assert "&lt;陳情書&gt; &amp; 要望" in html
    assert tree(SAMPLES["appeal"]).find(".//p[@data-block]").get("data-block") == "c<1>"
