"""Every block of every sample is found in every format, whatever its place on the paper."""

from __future__ import annotations

import re
from html import unescape

import pytest

from drafting.compose.document import Document
from drafting.render.to_html import to_html
from drafting.render.to_pdf import to_pdf
from drafting.render.to_text import to_text
from tests.render.documents import SAMPLES, texts_of
from tests.render.glyphs import page_texts, plain

RENDERED = [pytest.param(document, id=name) for name, document in SAMPLES.items()]


def missing(document: Document, found: str) -> list[str]:
    """The texts that are not there, each looked for behind... anywhere: order is what the pictures show."""
    return [text for text in texts_of(document) if plain(text) not in found]


@pytest.mark.parametrize("document", RENDERED)
def test_every_text_is_in_the_plain_text(document: Document) -> None:
    assert missing(document, plain(to_text(document))) == []


@pytest.mark.parametrize("document", RENDERED)
def test_every_text_is_in_the_html(document: Document) -> None:
    assert missing(document, plain(unescape(re.sub(r"<[^>]*>", "", to_html(document))))) == []


@pytest.mark.parametrize("document", RENDERED)
def test_every_text_is_in_the_pdf(document: Document) -> None:
    assert missing(document, _body_then_notes(document)) == []


def _body_then_notes(document: Document) -> str:
    """The text of all pages run together: notes and page numbers, which stand between two pages, go to the end."""
    bodies, feet = [], []
    for text in page_texts(to_pdf(document)):
        body = re.sub(r"-\d+-\Z", "", text)
        for note in document.notes:
            if body.find(foot := f"{note.number}{plain(note.text)}") >= 0 and document.sheets:
                feet.append(foot)
                body = body.replace(foot, "") if body.endswith(foot) or len(document.sheets) == 1 else body
        bodies.append(body)
    return "".join(bodies) + "\n" + "".join(feet)
