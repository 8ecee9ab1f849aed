"""One draft about to be set: its content with the words, notes and numerals that every block needs."""

from __future__ import annotations

from dataclasses import dataclass

from .content import DraftContent, Wording
from .document import Paragraph
from .japanese import lines_of, one_line, typeset
from .kinds import Kind
from .style import Style
from .wording import UNKNOWN, Words, fill, fill_style, words_of

BLANK_TEXT = UNKNOWN * 2
NAME_BLANK = "　" * 6


@dataclass(frozen=True)
class Setting:
    content: DraftContent

    @property
    def style(self) -> Style:
        return self.content.style

    @property
    def words(self) -> Words:
        return words_of(self.content)

    @property
    def is_citizens(self) -> bool:
        return self.content.kind in (Kind.PETITION, Kind.APPEAL)

    def text(self, text: str) -> str:
        return typeset(text, self.style.numerals)

    def line(self, wording: Wording) -> str:
        return self.text(one_line(fill(wording, self.words)))

    def filled(self, wording: Wording) -> str:
        return fill(wording, self.words)

    def phrase(self, template: str, **values: str) -> str:
        """A text of the style, filled and set."""
        return self.text(fill_style(template, self.words, **values))

    def paragraphs(self, text: str, id: str = "", marks: tuple[int, ...] = ()) -> list[Paragraph]:
        """One for each line of the text: the first bears the id, the last the marks."""
        lines = [self.text(line) for line in lines_of(text)]
        last = len(lines) - 1
        return [
            Paragraph(line, id=id if at == 0 else "", marks=marks if at == last else ())
            for at, line in enumerate(lines)
        ]
