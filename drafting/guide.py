"""The guide for users (docs/guide.md) as a page: its text as HTML and its headings.  It knows no request."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

GUIDE = Path(settings.ROOT) / "docs/guide.md"
# Where the pictures lie for a reader of the file, and under which name STATICFILES_DIRS serves them.
IN_THE_FILE, AS_STATIC = "pictures/", "guide/"


@dataclass(frozen=True)
class Heading:
    """A chapter with the id that links name."""

    id: str
    text: str


@dataclass(frozen=True)
class Guide:
    html: SafeString
    chapters: tuple[Heading, ...]


def guide() -> Guide:
    """As the file now is: read anew when it has changed."""
    return _rendered(GUIDE.read_text(encoding="utf-8"))


@lru_cache(maxsize=2)
def _rendered(text: str) -> Guide:
    """HTML in the file is shown as text: only what Markdown knows becomes an element."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    chapters = tuple(_named_chapters(tokens))
    for token in tokens:
        for inner in token.children or ():
            _place_picture(inner)
            _join_lines(inner)
    html = markdown.renderer.render(tokens, markdown.options, {})
    return Guide(mark_safe(_close_up(html)), chapters)


def _named_chapters(tokens: list[Token]) -> list[Heading]:
    """Ids by number: links then survive a heading that is worded anew, and need no transcription of Japanese."""
    chapters: list[Heading] = []
    for opening, inside in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h2":
            chapter = Heading(f"chapter-{len(chapters) + 1}", inside.content)
            opening.attrSet("id", chapter.id)
            chapters.append(chapter)
    return chapters


def _place_picture(token: Token) -> None:
    source = str(token.attrGet("src") or "")
    if token.type == "image" and source.startswith(IN_THE_FILE):
        token.attrSet("src", static(AS_STATIC + source.removeprefix(IN_THE_FILE)))
        token.attrSet("loading", "lazy")
        _keep_its_room(token, GUIDE.parent / source)


def _keep_its_room(token: Token, file: Path) -> None:
    """Else a link into a chapter lands elsewhere once the pictures above it have come."""
    if file.is_file():
        with Image.open(file) as picture:
            token.attrSet("width", str(picture.width))
            token.attrSet("height", str(picture.height))


def _join_lines(token: Token) -> None:
    """Japanese has no space between sentences, which is what a browser makes of the end of a line."""
    if token.type == "softbreak":
        token.type, token.content = "text", ""


def _close_up(html: str) -> str:
    """Markdown wants spaces around emphasis; before and after 「」 they would be seen."""
    return html.replace(" <strong>「", "<strong>「").replace("」</strong> ", "」</strong>")
