"""Document -> the accessible text of the paper: a fragment for screen readers and for browsers without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import tostring

from ..compose.document import Document
from .markup import Body


def to_html(document: Document, places: Mapping[str, str] | None = None) -> str:
    """One labelled section a sheet; headings from h2, under the page's own h1; `places` as in markup.Body."""
    sheets = Body(document, printed=False, top_heading=2, places=places or {}).sheets()
    return "\n".join(tostring(sheet, encoding="unicode", method="html") for sheet in sheets)
