"""使い方: the guide for users as a page, the same file that stands in docs/."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from drafting import guide

FILE = Path(settings.ROOT) / "docs/guide.md"


@pytest.fixture
def page(client: Client, db: None) -> str:
    return client.get(reverse("guide")).content.decode()


def test_the_page_shows_every_chapter_of_the_file_and_leads_to_it(page: str) -> None:
    chapters = re.findall(r"^## (.+)$", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert chapters
    for number, chapter in enumerate(chapters, start=1):
        assert f'<a href="#chapter-{number}">{chapter}</a>' in page
        assert f'<h2 id="chapter-{number}">{chapter}</h2>' in page


def test_every_picture_of_the_guide_is_there_described_and_served(page: str) -> None:
    pictures = re.findall(r"!\[(.*?)\]\(pictures/(.+?)\)", FILE.read_text(encoding="utf-8"))
    assert pictures
    for words, name in pictures:
        assert len(words) > 5, f"{name} has no description"
        assert finders.find(f"guide/{name}"), f"docs/pictures/{name} is missing"
        assert f"guide/{name.removesuffix('.png')}" in page


def test_no_picture_lies_about_unused() -> None:
    text = FILE.read_text(encoding="utf-8") + (Path(settings.ROOT) / "README.md").read_text(encoding="utf-8")
    unused = [path.name for path in (FILE.parent / "pictures").iterdir() if path.name not in text]
    assert unused == []


def test_what_is_typed_as_html_in_the_guide_is_shown_as_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "guide.md"
    file.write_text("# 題\n\n## 章\n\n<script>alert(1)</script> [文](javascript:alert(1))\n", encoding="utf-8")
    monkeypatch.setattr(guide, "GUIDE", file)
    html = guide.guide().html
    assert "<script" not in html
    assert "href" not in html
    assert "&lt;script&gt;" in html


def test_links_inside_the_guide_lead_to_pages_of_this_site(page: str, client: Client) -> None:
    text = page.partition('<div class="guide-text">')[2].partition("</main>")[0]
    for address in re.findall(r'href="([^"#]+)"', text):
        assert address.startswith("/"), address
        assert client.get(address).status_code in (200, 302), address
