"""The package (一式): every paper that goes with a document, made of the same pinned blocks.  It knows no rows, files
or formats.  A part is one layout function and its line in LAYOUTS."""

from __future__ import annotations

from ..composer import compose
from .debate import debate
from .evidence import evidence
from .parts import Layout, PackageOptions, Part, label_of, parts_of
from .questions import questions, questions_of
from .sending import cover_note, per_addressee
from .signatures import signatures
from .sources import sources
from .speech import Speech, shorter_speeches, speech, whole_speech

__all__ = [
    "LAYOUTS",
    "Layout",
    "PackageOptions",
    "Part",
    "Speech",
    "label_of",
    "parts_of",
    "questions_of",
    "shorter_speeches",
    "whole_speech",
]

LAYOUTS: dict[Part, Layout] = {
    Part.DOCUMENT: lambda content, _backing, _options: compose(content),
    Part.SPEECH: speech,
    Part.DEBATE: debate,
    Part.QA: questions,
    Part.SIGNATURES: signatures,
    Part.SOURCES: sources,
    Part.EVIDENCE: evidence,
    Part.PER_ADDRESSEE: per_addressee,
    Part.COVER_NOTE: cover_note,
}
