"""What lets a Word file find its way back: bookmarks about blocks and a custom XML part that names them.

Bookmarks, since Word and LibreOffice both keep them; content controls lose their tags, and some their text.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.text.paragraph import CT_P
from docx.parts.document import DocumentPart

from ..compose.document import SheetRole
from .docx_lines import printable

NAMESPACE = "urn:ikensho-kobo:origin:1"
LONGEST_NAME = 40  # Word cuts longer names of bookmarks, and they would meet
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)
_SPACE = nsdecls("w")


def bookmark_name(sheet: int, block_id: str) -> str:
    """Letters, digits and _ are all that Word allows.  The same block may stand on two sheets of a petition."""
    safe = "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in block_id)
    name = f"s{sheet}_{safe}"
    return name if len(name) <= LONGEST_NAME else f"s{sheet}_{uuid.uuid5(_ITEM_NAMESPACE, block_id).hex}"


class Origin:
    """Places the bookmarks and remembers them for the custom XML part."""

    def __init__(self) -> None:
        self._rows: list[str] = []
        self._sheet, self._role = 0, ""

    def begin_sheet(self, number: int, role: SheetRole) -> None:
        self._sheet, self._role = number, role.value

    @contextmanager
    def bookmark(self, block_id: str, first: CT_P, last: CT_P | None = None) -> Iterator[None]:
        """About all that is written meanwhile, from the paragraph `first` to the end of `last`."""
        if not block_id:
            yield
            return
        number, name = len(self._rows), bookmark_name(self._sheet, block_id)
        written_id = quoteattr(printable(block_id))
        self._rows.append(f'<block sheet="{self._role}" bookmark={quoteattr(name)} id={written_id}/>')
        first.append(parse_xml(f'<w:bookmarkStart {_SPACE} w:id="{number}" w:name="{name}"/>'))
        yield
        (first if last is None else last).append(parse_xml(f'<w:bookmarkEnd {_SPACE} w:id="{number}"/>'))

    def write(self, part: DocumentPart, document_id: str) -> None:
        """Not item1.xml: LibreOffice writes one of its own there."""
        item = self._part(
            "/customXml/item2.xml",
            "application/xml",
            f'<origin xmlns="{NAMESPACE}" document={quoteattr(document_id)}>{"".join(self._rows)}</origin>',
            part,
        )
        item_id = str(uuid.uuid5(_ITEM_NAMESPACE, document_id)).upper()
        properties = self._part(
            "/customXml/itemProps2.xml",
            _PROPERTIES,
            f'<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
            f' ds:itemID="{{{item_id}}}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
            "</ds:datastoreItem>",
            part,
        )
        item.relate_to(properties, RT.CUSTOM_XML_PROPS)
        part.relate_to(item, RT.CUSTOM_XML)

    @staticmethod
    def _part(name: str, content_type: str, xml: str, owner: DocumentPart) -> Part:
        blob = f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n{xml}"
        return Part(PackURI(name), content_type, blob.encode(), owner.package)
