"""Text into HTML elements: three small tools for those who build the paper's tree."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

_ADDRESS = re.compile(r"https?://[!-~]+")


def append(parent: Element, text: str) -> None:
    """Behind whatever `parent` holds already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def add(parent: Element, tag: str, kind: str, text: str) -> Element:
    """A new child of a class with its text."""
    element = SubElement(parent, tag, {"class": kind})
    element.text = text
    return element


def append_linked(parent: Element, text: str) -> None:
    """Text in which the addresses of the web are links."""
    at = 0
    for match in _ADDRESS.finditer(text):
        append(parent, text[at : match.start()])
        SubElement(parent, "a", {"href": match.group()}).text = match.group()
        at = match.end()
    append(parent, text[at:])
