"""Tables, charts and the 目次 as HTML elements, for the page and for the screen.  It knows no other block."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from ..compose.reference import Align, Column, Contents, Drawing, Table
from ..compose.style import Page
from .elements import add, append_linked
from .figures import alternative, in_a_text, on_a_page

SVG = "{http://www.w3.org/2000/svg}"
_MM = 96 / 25.4


def table(section: Element, block: Table, printed: bool) -> None:
    made = SubElement(section, "table", {"class": "table to-sign" if block.row_lines else "table"})
    if block.caption:
        add(made, "caption", "caption", block.caption)
    if printed:
        widths = SubElement(made, "colgroup")
        for share in block.shares:
            SubElement(widths, "col", {"style": f"width:{share * 100:.3f}%"})
    head = SubElement(SubElement(made, "thead"), "tr")
    for column in block.columns:
        _cell(head, "th", column, column.head, {"scope": "col"})
    body = SubElement(made, "tbody")
    for row in block.rows:
        _row(body, block, row, printed)
    _below(section, block.below)


def _row(body: Element, block: Table, row: tuple[str, ...], printed: bool) -> None:
    high = printed and block.row_lines
    line = SubElement(body, "tr", {"style": f"height:{block.row_lines:.3f}rlh"} if high else {})
    for at, (column, text) in enumerate(zip(block.columns, row, strict=True)):
        is_head = block.row_heads and at == 0
        _cell(line, "th" if is_head else "td", column, text, {"scope": "row"} if is_head else {})


def _cell(row: Element, tag: str, column: Column, text: str, more: dict[str, str]) -> None:
    kind = {"class": str(column.align)} if column.align is not Align.LEFT else {}
    cell = SubElement(row, tag, kind | more)
    for number, line in enumerate(text.split("\n")):
        if number:
            SubElement(cell, "br")
        append_linked(cell, line)


def drawn_figure(section: Element, block: Drawing, page: Page, printed: bool) -> None:
    figure = SubElement(section, "figure", {"class": "drawn"})
    add(figure, "p", "caption", block.figure.title)
    if printed:
        figure.append(_for_the_page(block, page))
    else:
        figure.append(in_a_text(block.figure))
    _below(figure, block.below)


def _below(parent: Element, lines: tuple[str, ...]) -> None:
    for line in lines:
        append_linked(SubElement(parent, "p", {"class": "below"}), line)


def _for_the_page(block: Drawing, page: Page) -> Element:
    """WeasyPrint takes what a PDF says of a picture from its title."""
    chart = on_a_page(block.figure, page.text_width_mm * _MM)
    title = Element("title")
    title.text = alternative(block.figure)
    chart.insert(0, title)
    for element in chart.iter():
        element.tag = SVG + element.tag
    return chart


def contents(section: Element, block: Contents, heading: str) -> None:
    add(section, heading, "heading centred", block.heading)
    listed = SubElement(section, "ol", {"class": "contents", "role": "list"})
    for entry in block.entries:
        SubElement(SubElement(listed, "li"), "a", {"href": f"#{anchor(entry.id)}"}).text = entry.text


def anchor(section_id: str) -> str:
    return f"paper-section-{section_id}"
