"""Which of the author's blocks no sheet prints, for the check that says so.  It builds no block."""

from __future__ import annotations

from collections.abc import Callable

from .content import DraftContent
from .kinds import Role
from .layouts import attached_letter, cover_names, letter_names, section_contents

WRITTEN: dict[str, Callable[[DraftContent], bool]] = {
    "number": lambda content: bool(content.bill_number),
    "summary": lambda content: bool(content.summary.strip()),
    "body": lambda content: bool(content.body or content.preamble.strip()),
    "demands": lambda content: bool(content.demands or content.lead.strip()),
    "reasons": lambda content: bool(content.reasons.strip()),
    "presiding": lambda content: bool(content.presiding_officer),
    "signatories": lambda content: bool(content.signed_by(Role.SUBMITTER) + content.signed_by(Role.SUPPORTER)),
    "introducers": lambda content: bool(content.signed_by(Role.INTRODUCING_MEMBER)),
    "petitioners": lambda content: bool(content.signed_by(Role.PETITIONER)),
    "addressees": lambda content: bool(content.addressees),
}


def unprinted(content: DraftContent) -> tuple[str, ...]:
    """By the names of the style's lists.  Addressees that a style prints collectively count as printed."""
    shown = _shown(content)
    return tuple(name for name, has_content in WRITTEN.items() if has_content(content) and name not in shown)


def _shown(content: DraftContent) -> set[str]:
    cover, letter = {*cover_names(content)}, {*letter_names(content)}
    if not content.kind.is_bill and "signatories" in cover:
        cover = cover - {"signatories"} | {"petitioners"}
    shown = cover | letter | _meant(content, letter)
    if attached := attached_letter(content):
        shown |= _shown(attached)
    return shown if content.style.number_line else shown - {"number"}


def _meant(content: DraftContent, letter: set[str]) -> set[str]:
    """What stands inside other blocks: the parts of sections, the 議長 as issuer."""
    parts = {part for parts, _ in section_contents(content) for part in parts} if "sections" in letter else set()
    named = "issuer" in letter and content.style.issuer == "presiding_officer"
    return parts | ({"presiding"} if named else set())
