"""Who hands in, who sends, who receives: the lines of a paper that are made of offices and names, as HTML elements.

`printed`: columns and spread names (均等割付) for the page; else plain text for the screen."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from ..compose.document import (
    AddresseeLine,
    AddresseeList,
    Issuer,
    PresidingOfficer,
    SignatoryLine,
    SignatoryList,
)
from ..compose.japanese import width
from .elements import add, append

NAME_WIDTH = 7
# WeasyPrint breaks no inline-block over pages, and takes minutes to measure a long one: more people stand in a block
# whose width is counted here.
MOST_TOGETHER = 12
OFFICE_WIDTH = 13  # names stand under one another behind it; behind a longer office they follow at once
_KANJI_NAME = re.compile(r"[^\s!-~０-９]+(?:\s[^\s!-~０-９]+)?\Z")


def presiding(section: Element, block: PresidingOfficer, printed: bool) -> None:
    line = add(section, "p", "presiding", f"{block.office}　　")
    _name(line, block.name, printed)
    append(line, f"　　{block.honorific}")


def signatories(section: Element, block: SignatoryList, printed: bool) -> None:
    if not block.lines:
        return
    listed = SubElement(SubElement(section, "div", {"class": "signatories"}), "ul", {"role": "list"})
    label = max(width(person.label) for person in block.lines)
    title = max(width(person.title) for person in block.lines)
    is_long = printed and len(block.lines) > MOST_TOGETHER
    if is_long:
        listed.set("class", "long")
        listed.set("style", f"width:{_room(block, label, title):g}rem")
    for person in block.lines:
        entry = SubElement(listed, "li")
        _person(entry, person, label, title, printed)
        if is_long:
            _measured(entry)


def issuer(section: Element, block: Issuer) -> None:
    lines = SubElement(section, "div", {"class": "issuer spaced" if block.spaced else "issuer"})
    for line in block.lines:
        append(SubElement(lines, "p"), line)


def addressees(section: Element, block: AddresseeList, printed: bool) -> None:
    if not block.lines:
        return
    around = SubElement(section, "div", {"class": "addressees"})
    if block.label:
        add(around, "p", "label", block.label)
    if block.joined:
        text = "、".join(line.office + line.name + line.honorific for line in block.lines)
        add(around, "p", "joined", text + ("　" + block.each if block.each else ""))
        return
    room = min(OFFICE_WIDTH, max(width(line.office) for line in block.lines))
    named = any(line.name for line in block.lines)
    listed = SubElement(around, "ul", {"role": "list"})
    for line in block.lines:
        _addressee(SubElement(listed, "li"), line, room if named else 0, printed)
    if block.each:
        add(around, "p", "each", block.each)


def _measured(entry: Element) -> None:
    """Nothing is left to measure: each column is exactly as wide as its widest cell, and a name is mere text."""
    for cell in entry.iter("span"):
        if cell.get("class") == "cell":
            cell.set("style", cell.get("style", "").replace("min-width", "width"))
        elif cell.get("class") == "name":
            cell.set("class", "written")


def _room(block: SignatoryList, label: float, title: float) -> float:
    """What the widest line needs, in characters."""
    before = (label + 1 if label else 0) + (title + 2 if title else 0)
    names = max(max(NAME_WIDTH, width(person.name)) + (2 if person.seal else 0) for person in block.lines)
    above = max((width(line) for person in block.lines for line in person.above), default=0)
    return max(before + names, (label + 1 if label else 0) + above)


def _person(entry: Element, person: SignatoryLine, label: float, title: float, printed: bool) -> None:
    """Address and organisation stand over the name, the label beside the first of these lines."""
    lines = [SubElement(entry, "p") for _ in (*person.above, person.name)]
    for number, line in enumerate(lines):
        if label:
            _cell(line, person.label if number == 0 else "", label, "　", printed)
    for line, above in zip(lines, person.above, strict=False):
        append(line, above)
    if person.title:
        _cell(lines[-1], person.title, title, "　　", printed)
    _name(lines[-1], person.name, printed)
    if person.seal:
        append(lines[-1], "　" + person.seal)


def _addressee(entry: Element, line: AddresseeLine, room: float, printed: bool) -> None:
    if room:
        _cell(entry, line.office, room, "　　", printed)
        _name(entry, line.name, printed)
    else:
        append(entry, line.office)
    if line.honorific:
        append(entry, "　" + line.honorific)


def _cell(line: Element, text: str, room: float, after: str, printed: bool) -> None:
    """A column that is `room` characters wide."""
    if printed:
        add(line, "span", "cell", text).set("style", f"min-width:{room}rem")
        append(line, after)
    elif text:
        append(line, text + after)


def _name(line: Element, name: str, printed: bool) -> None:
    """Spread evenly over seven characters, as councils print names; blank where there is none yet."""
    letters = re.sub(r"\s", "", name)
    if not printed:
        append(line, name if letters else "　" * NAME_WIDTH)
    elif not letters:
        add(line, "span", "name blank", "")
    elif 1 < width(letters) <= NAME_WIDTH and _KANJI_NAME.match(name):
        add(line, "span", "name" if width(letters) == NAME_WIDTH else "name even", letters)
    else:
        add(line, "span", "name", name)
