"""The 目次 as a field that Word can bring up to date, filled in beforehand.  It knows sections and no other block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement

from ..compose.document import Document
from ..compose.reference import Section
from .docx_lines import write
from .docx_styles import SECTION_NAME

# Far above the ids of the bookmarks about blocks and notes.
_FIRST_BOOKMARK = 200_000
# Word finds the sections by the name of their style; the comma is that of settings.xml (w:listSeparator).
_FIELD = f' TOC \\h \\z \\t "{SECTION_NAME},1" '


class TableOfContents:
    """Bookmarks about the sections, by which the entries find their pages."""

    def __init__(self, document: Document, pages: Mapping[str, int]) -> None:
        blocks = (block for sheet in document.sheets for block in sheet.blocks)
        ids = dict.fromkeys(block.id for block in blocks if isinstance(block, Section))
        self._numbers = {section: number for number, section in enumerate(ids, 1)}
        self._pages = pages

    @contextmanager
    def bookmark(self, section: Section, paragraph: CT_P) -> Iterator[None]:
        number = self._numbers[section.id]
        key = f'w:id="{_FIRST_BOOKMARK + number}"'
        paragraph.append(_element("bookmarkStart", f'{key} w:name="{_name(number)}"'))
        yield
        paragraph.append(_element("bookmarkEnd", key))

    def begin(self, paragraph: CT_P) -> None:
        """The field opens in the first entry and closes in the last."""
        for run in _field_start(_FIELD):
            paragraph.append(run)

    def entry(self, section: Section, paragraph: CT_P) -> None:
        number = self._numbers.get(section.id)
        link = _element("hyperlink", f'w:anchor="{_name(number)}" w:history="1"') if number else paragraph
        if number:
            paragraph.append(link)
        words = parse_xml(f"<w:p {nsdecls('w')}/>")
        write(words, f"{section.text}\t")
        page = parse_xml(f"<w:r {nsdecls('w')}><w:t>{self._pages.get(section.id, '')}</w:t></w:r>")
        field = [*_field_start(f" PAGEREF {_name(number)} \\h "), page, _field_mark("end")] if number else []
        for run in (*words, *field):
            link.append(run)

    def end(self, paragraph: CT_P) -> None:
        paragraph.append(_field_mark("end"))


def _name(number: int | None) -> str:
    return f"_Toc{number:09d}" if number else ""


def _field_start(code: str) -> Iterator[BaseOxmlElement]:
    yield _field_mark("begin")
    yield parse_xml(f'<w:r {nsdecls("w")}><w:instrText xml:space="preserve">{code}</w:instrText></w:r>')
    yield _field_mark("separate")


def _field_mark(kind: str) -> BaseOxmlElement:
    return parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{kind}"/></w:r>')


def _element(tag: str, attributes: str) -> BaseOxmlElement:
    return parse_xml(f"<w:{tag} {nsdecls('w')} {attributes}/>")
