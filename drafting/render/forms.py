"""Kanji in a form that only the second font has (邉󠄑): Pango chooses the font by the kanji alone, and would print the
ordinary form.  It knows elements and fonts, and no document."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from .fonts import NAMES, font_of_form, forms_in

RARE_FORM = "rare-form"


def set_rare_forms(root: Element) -> None:
    """Each stands in an element of its own, whose style names that font."""
    rare = {form for form in forms_in("".join(root.itertext())) if font_of_form(form) == NAMES}
    if not rare:
        return
    apart = re.compile(f"({'|'.join(map(re.escape, sorted(rare)))})")
    for element in list(root.iter()):
        for place, child in reversed(list(enumerate(element, start=1))):
            child.tail = _set_apart(element, place, child.tail or "", apart)
        element.text = _set_apart(element, 0, element.text or "", apart)


def _set_apart(parent: Element, place: int, text: str, apart: re.Pattern[str]) -> str:
    """Puts the elements into `parent` from `place` on; gives back what stands before the first."""
    before, *rest = apart.split(text)
    for at, (form, after) in enumerate(zip(rest[::2], rest[1::2], strict=True)):
        element = Element("span", {"class": RARE_FORM})
        element.text, element.tail = form, after
        parent.insert(place + at, element)
    return before
