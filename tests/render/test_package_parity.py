"""Every text of every paper of a package is found in text, PDF and Word; Microsoft's validator accepts each file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drafting.compose.document import Document
from drafting.compose.kinds import Kind
from drafting.compose.package import LAYOUTS, PackageOptions, Part, parts_of
from drafting.render.to_docx import to_docx
from drafting.render.to_pdf import to_pdf
from drafting.render.to_text import to_text
from tests.compose.package.backed import BACKING, draft
from tests.render import docx_reading
from tests.render.documents import texts_of
from tests.render.glyphs import page_texts, plain
from tests.render.office import faults

OPTIONS = PackageOptions(enclosed=(("意見書案", 2), ("出典一覧", 1)))
PAPERS = [
    pytest.param(LAYOUTS[part](draft(kind), BACKING, OPTIONS), id=f"{kind.value}-{part.value}")
    for kind in (Kind.OPINION, Kind.PETITION)
    for part in parts_of(draft(kind), BACKING)
    if part is not Part.DOCUMENT
]


def missing(document: Document, found: str) -> list[str]:
    return [text for text in texts_of(document) if plain(text) not in plain(found)]


@pytest.mark.parametrize("document", PAPERS)
def test_every_text_is_in_the_plain_text(document: Document) -> None:
    assert missing(document, to_text(document)) == []


@pytest.mark.parametrize("document", PAPERS)
def test_every_text_is_in_the_pdf(document: Document) -> None:
    pages = (re.sub(r"-\d+-\Z", "", text) for text in page_texts(to_pdf(document)))
    assert missing(document, "".join(pages)) == []


@pytest.mark.parametrize("document", PAPERS)
def test_every_text_is_in_the_word_file(document: Document) -> None:
    assert missing(document, docx_reading.printed(to_docx(document))) == []


@pytest.mark.office
@pytest.mark.parametrize("document", PAPERS)
def test_microsofts_validator_finds_no_fault(document: Document, tmp_path: Path) -> None:
    assert faults(document, tmp_path / "paper.docx") == []
