"""The papers of one draft for one of many assemblies, in its own style and words.  It knows no run and no folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from drafting.bridge import Moved, Moving, StyleKnown
from drafting.checks import Severity
from drafting.intake.refusal import Refusal
from drafting.models import Assembly
from drafting.papers import Paper, paper_of
from drafting.render.to_pdf import to_pdf
from drafting.whole_file import name_from


@dataclass(frozen=True)
class PaperFormat:
    label: str
    suffix: str
    make: Callable[[Paper], bytes]


FORMATS = {
    "docx": PaperFormat("Word", "docx", lambda paper: paper.docx()),
    # Not paper.pdf, which is kept: thousands that nobody looks at would drive out those that people have open.
    "pdf": PaperFormat("PDF", "pdf", lambda paper: to_pdf(paper.document)),
    "html": PaperFormat("HTML", "html", lambda paper: paper.html_page.encode()),
    "text": PaperFormat("テキスト", "txt", lambda paper: paper.text.encode()),
}


@dataclass(frozen=True)
class Outcome:
    """What became of one assembly, for the contents list; `failure` in words, "" where its papers were made."""

    style: StyleKnown
    blanks: tuple[str, ...] = ()
    local_words: tuple[str, ...] = ()
    deadline_note: str = ""
    findings: dict[Severity, int] = field(default_factory=dict)
    unprintable: str = ""
    failure: str = ""

    def to_json(self) -> dict[str, Any]:
        """All but the failure, which is a column of its own."""
        return {
            "style": self.style.value,
            "blanks": list(self.blanks),
            "local_words": list(self.local_words),
            "deadline_note": self.deadline_note,
            "findings": {severity.value: count for severity, count in self.findings.items()},
            "unprintable": self.unprintable,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any], failure: str = "") -> Outcome:
        return cls(
            StyleKnown(kept["style"]),
            tuple(kept["blanks"]),
            tuple(kept["local_words"]),
            kept["deadline_note"],
            {Severity(severity): count for severity, count in kept["findings"].items()},
            kept["unprintable"],
            failure,
        )


Files = dict[str, bytes]


def make(moving: Moving, assembly: Assembly, formats: Iterable[str]) -> tuple[Outcome, Files]:
    """All formats or none; whatever goes wrong with one assembly is told of it and stops no other."""
    style = moving.style_known(assembly)
    try:
        return _made(moving.to(assembly), style, formats)
    except Refusal as refusal:
        return Outcome(style, failure=" ".join(problem.message for problem in refusal.problems)), {}
    except Exception as error:
        # Its words could hold the draft's; its name cannot.
        return Outcome(style, failure=f"思わぬ不具合で作れませんでした（{type(error).__name__}）。"), {}


def file_name(assembly: Assembly, title: str, paper_format: str) -> str:
    """20201_長野市議会_健康保険証の復活を求める陳情書.docx: sorted by the code, here without its check digit."""
    suffix = FORMATS[paper_format].suffix
    return f"{assembly.code[:5]}_{assembly.value.assembly_name}_{name_from(title)}.{suffix}"


def _made(moved: Moved, style: StyleKnown, formats: Iterable[str]) -> tuple[Outcome, Files]:
    paper = paper_of(moved.reading.content)
    files = {name: FORMATS[name].make(paper) for name in formats}
    found = [finding.severity for finding in paper.findings]
    return Outcome(
        style,
        moved.blanks,
        moved.local_words,
        moved.reading.content.style.deadline_note,
        {severity: found.count(severity) for severity in Severity if severity in found},
        "".join(sorted(paper.missing_glyphs)),
    ), files
