"""One part of a style as its control sends it: which control that is, what it offers, and the way back to a value."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.http import QueryDict

from .compose.style import KEYS
from .style_words import FLAG_WORDS, SECTIONS, in_slots, said

YES, NO = "yes", "no"
MOST = 300


class Unreadable(ValueError):
    """What was typed cannot be a value of this part; `typed` goes back into the field."""

    def __init__(self, message: str, typed: Any) -> None:
        super().__init__(message)
        self.typed = typed


def look_of(part: str) -> str:
    """radios, text, maybe (a text or what the kind says), lines, number, order, sections."""
    if part in FLAG_WORDS:
        return "radios"
    if part.startswith("page."):
        return "number"
    key = KEYS[part]
    by_type = {"boolean": "radios", "number": "number", "sections": "sections"}
    if key.type == "list":
        return "order" if key.choices else "lines"
    return by_type.get(key.type) or ("radios" if key.choices else "maybe" if key.nullable else "text")


def options_of(part: str) -> list[tuple[str, str, Any]]:
    """(what the control sends, its words, the value) of each choice."""
    if part in FLAG_WORDS:
        return [(YES, FLAG_WORDS[part][0], True), (NO, FLAG_WORDS[part][1], False)]
    return [(one, said(part, one), one) for one in KEYS[part].choices] if part in KEYS else []


def read_part(part: str, posted: QueryDict, before: Any) -> Any:
    """As typed; a control that was not sent changes nothing."""
    name, look = f"s.{part}", look_of(part)
    if f"{name}.shown" not in posted:
        return before
    match look:
        case "radios":
            sent = posted.get(name)
            return next((value for choice, _, value in options_of(part) if choice == sent), before)
        case "number":
            return _number(part, posted.get(name, ""))
        case "maybe":
            return _maybe(posted.get(f"{name}.how", "own"), _line(posted.get(name, "")), before)
        case "lines":
            return [_line(one) for one in posted.get(name, "").splitlines() if one.strip()]
        case "order":
            return [one for one in dict.fromkeys(posted.getlist(name)) if one in KEYS[part].choices]
        case "sections":
            pairs = zip(posted.getlist(f"{name}.content"), posted.getlist(f"{name}.heading"), strict=False)
            return [[content, _line(heading)] for content, heading in pairs if content in SECTIONS]
    return _line(posted.get(name, ""))


def _maybe(how: str, text: str, before: Any) -> str | None:
    """A text that was just typed counts, whatever is chosen above it."""
    if how == "own" or (text and text != (before or "")):
        return text
    return None if how == "auto" else ""


def _line(text: str) -> str:
    """One line of a style; {番号} of the screen is what compose fills in."""
    joined = " ".join(text.split("\n")).replace("\r", "").strip(" ")
    if len(joined) > MOST:
        raise Unreadable(f"{MOST}字までです。", joined)
    return in_slots(joined)


def _number(part: str, text: str) -> Any:
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        if part.startswith("page."):
            raise Unreadable("数字を入れてください。", "")
        return None
    try:
        number = float(typed)
    except ValueError:
        raise Unreadable("数字を入れてください。", text) from None
    whole = number.is_integer() if abs(number) < 10_000 else False
    if not whole and not part.startswith("page.margins") and part != "page.font_size_pt":
        raise Unreadable("0から1000までの整数を入れてください。", text)
    return int(number) if whole else number
