"""The package of a draft as files: each part in Word and PDF, by name and as one ZIP.  It knows no rows and no URLs."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO

from .compose.backing import Backing
from .compose.content import DraftContent
from .compose.document import Document
from .compose.package import (
    LAYOUTS,
    PackageOptions,
    Part,
    Speech,
    label_of,
    parts_of,
    questions_of,
    shorter_speeches,
    whole_speech,
)
from .papers import Paper
from .whole_file import name_from

# What is handed in; a speech, a debate and the questions stay with the member.
ENCLOSED = (Part.DOCUMENT, Part.SIGNATURES, Part.SOURCES, Part.EVIDENCE, Part.PER_ADDRESSEE)
LONGEST_TITLE = 50  # with number and label below 255 bytes, the most on Linux, and well below 120 characters
FIXED_DAY = (2000, 1, 1, 0, 0, 0)
FORMATS: dict[str, Callable[[Paper, str], bytes]] = {
    "docx": lambda paper, document_id: paper.docx(document_id),
    "pdf": lambda paper, _: paper.pdf,
}


@dataclass(frozen=True)
class PartPaper:
    """One paper of a package.  `key` names it in an address: speech, speech-3."""

    part: Part
    key: str
    label: str
    paper: Paper
    speech: Speech | None = None
    questions: int = 0

    @property
    def pages(self) -> int:
        return len(self.paper.made.sheet_of_page)

    def file_name(self, title: str, suffix: str) -> str:
        """02_提案理由説明（3分版）_健康保険証の復活を求める意見書.docx"""
        number = list(Part).index(self.part) + 1
        return f"{number:02d}_{self.label}_{name_from(title[:LONGEST_TITLE])}.{suffix}"


@dataclass(frozen=True)
class PackedFile:
    part: Part
    format: str
    name: str
    content: bytes


class Package:
    """Every paper is laid out when it is asked for, and kept by its content (papers.py)."""

    def __init__(
        self,
        content: DraftContent,
        backing: Backing,
        options: PackageOptions | None = None,
        only: Iterable[Part] | None = None,
    ) -> None:
        self.content, self.backing, self.options = content, backing, options or PackageOptions()
        chosen = set(Part) if only is None else set(only)
        self.parts = tuple(part for part in available(content, backing) if part in chosen)
        self._parts_enclosed = tuple(part for part in self.parts if part in ENCLOSED)
        self._first: dict[Part, PartPaper] = {}

    @cached_property
    def papers(self) -> tuple[PartPaper, ...]:
        return tuple(paper for part in self.parts for paper in self.papers_of(part))

    def papers_of(self, part: Part) -> Iterator[PartPaper]:
        """A speech comes whole and, where it is longer, cut to a few minutes."""
        if part is Part.SPEECH:
            yield self.speech_paper(whole_speech(self.content, self.options))
            for speech in shorter_speeches(self.content, self.backing, self.options):
                yield self.speech_paper(speech)
        else:
            questions = len(questions_of(self.backing)) if part is Part.QA else 0
            document = LAYOUTS[part](self.content, self.backing, self._options_for(part))
            yield PartPaper(part, part.value, self._label(part), self._paper(document), questions=questions)

    def pages_of(self, part: Part) -> int:
        """Of a speech, as it is written."""
        return self._first_of(part).pages

    def known_pages(self, part: Part) -> int | None:
        """As `pages_of`, of what was laid out lately: nothing is laid out for it, nor for what a note lists."""
        enclosed = self._parts_enclosed if part is Part.COVER_NOTE else ()
        if any(self.known_pages(one) is None for one in enclosed):
            return None
        return self._first_of(part).paper.known_pages

    def _first_of(self, part: Part) -> PartPaper:
        if part not in self._first:
            self._first[part] = next(self.papers_of(part))
        return self._first[part]

    def paper(self, key: str) -> PartPaper | None:
        """By its key, whether it was chosen or not."""
        part = key.partition("-")[0]
        if part not in available(self.content, self.backing):
            return None
        return next((paper for paper in self.papers_of(Part(part)) if paper.key == key), None)

    def files(self, document_id: str = "") -> Iterator[PackedFile]:
        """Only the document itself bears the id by which it finds its way back."""
        for one in self.papers:
            own_id = document_id if one.part is Part.DOCUMENT else ""
            for suffix, make in FORMATS.items():
                name = one.file_name(self.content.title, suffix)
                yield PackedFile(one.part, suffix, name, make(one.paper, own_id))

    def speech_paper(self, speech: Speech) -> PartPaper:
        limit = f"（{speech.limit}分版）" if speech.limit else ""
        key = f"{Part.SPEECH}-{speech.limit}" if speech.limit else Part.SPEECH.value
        label = self._label(Part.SPEECH) + limit
        return PartPaper(Part.SPEECH, key, label, self._paper(speech.document), speech=speech)

    def _label(self, part: Part) -> str:
        return label_of(part, self.content.kind)

    def _paper(self, document: Document) -> Paper:
        return Paper(self.content, document)

    def _options_for(self, part: Part) -> PackageOptions:
        return replace(self.options, enclosed=tuple(self._enclosed())) if part is Part.COVER_NOTE else self.options

    def _enclosed(self) -> Iterator[tuple[str, int]]:
        for part in self._parts_enclosed:
            for one in self.papers_of(part):
                yield one.label, one.pages


def available(content: DraftContent, backing: Backing) -> tuple[Part, ...]:
    return tuple(part for part in parts_of(content, backing) if part in LAYOUTS)


def zipped(files: Iterable[PackedFile]) -> bytes:
    """The same files give the same bytes; names are marked as UTF-8, so that Windows shows them in Japanese."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.name, FIXED_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.content)
    return written.getvalue()
