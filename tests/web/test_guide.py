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
from drafting.compose.kinds import Role

FILE = Path(settings.ROOT) / "docs/guide.md"
# A word of a button, as the guide marks it; ◯ stands for what the program fills in.
PRESSED = re.compile(r"\*\*「([^「」]+)」\*\*")


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


def test_each_picture_keeps_its_room_before_it_has_come(page: str) -> None:
    pictures = re.findall(r"<img [^>]*guide/[^>]*>", page)
    assert len(pictures) == FILE.read_text(encoding="utf-8").count("](pictures/")
    assert all(re.search(r'width="\d+" height="\d+"', picture) for picture in pictures)


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


def test_links_to_chapters_lead_to_the_chapter_that_they_name(page: str) -> None:
    links = re.findall(r"\[([^]]+)\]\(#(chapter-\d+)\)", FILE.read_text(encoding="utf-8"))
    assert links
    for words, chapter in links:
        heading = re.search(rf'<h2 id="{chapter}">(.+?)</h2>', page)
        assert heading, chapter
        assert heading[1].startswith(words)


def test_the_foot_of_every_page_leads_to_the_guide(client: Client, db: None) -> None:
    foot = client.get(reverse("about")).content.decode().partition('<footer class="foot">')[2]
    assert f'<a href="{reverse("guide")}">使い方</a>' in foot


def test_japanese_sentences_are_not_parted_by_spaces(page: str) -> None:
    text = page.partition('<div class="guide-text">')[2].partition("</main>")[0]
    assert not re.search(r" <strong>「|」</strong> ", text)


@pytest.fixture(scope="module")
def screens() -> str:
    """What can stand on a screen: templates, forms and what scripts write."""
    root = Path(settings.ROOT)
    files = [*root.glob("templates/**/*.html"), *root.glob("drafting/**/*.py"), *root.glob("drafting/static/**/*.js")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert "{{ group.label }}を加える" in text
    return text + "".join(f">{role.label}を加える<" for role in Role)


def stands_on_a_screen(words: str, screens: str) -> bool:
    """As the whole of a button or link, not as a part of a sentence."""
    wanted = r"(?:#|\{\{[^}]+\}\})".join(map(re.escape, words.split("◯")))
    return bool(re.search(rf"[>}}\"]\s*{wanted}\s*[<{{\"（]", screens))


@pytest.mark.parametrize("words", sorted(set(PRESSED.findall(FILE.read_text(encoding="utf-8")))))
def test_a_button_that_the_guide_names_is_on_a_screen_in_these_words(words: str, screens: str) -> None:
    assert stands_on_a_screen(words, screens)


def test_a_button_that_no_screen_has_would_be_noticed(screens: str) -> None:
    assert not stands_on_a_screen("この文書を今すぐ送る", screens)
    assert not stands_on_a_screen("文書を作りはじめ", screens)
