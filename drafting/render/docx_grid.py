"""The page of a Document in Word's units: twips, grid and section.  It knows no blocks."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from ..compose.style import Page

# A4 as Word itself writes it.
A4_SHORT, A4_LONG = 11906, 16838
TWIPS_PER_POINT = 20
# Word counts charSpace in 4096ths of a point, from the size of the standard style.
CHAR_SPACE_UNIT = 4096
FOOTER_MM = 12


def twips(millimetres: float) -> int:
    return round(millimetres / 25.4 * 72 * TWIPS_PER_POINT)


@dataclass(frozen=True)
class Grid:
    """Lines and characters as a section of Word counts them."""

    page: Page

    @property
    def line_length(self) -> int:
        return A4_SHORT - twips(self.page.margins.left) - twips(self.page.margins.right)

    @property
    def depth(self) -> int:
        return A4_LONG - twips(self.page.margins.top) - twips(self.page.margins.bottom)

    @property
    def line_pitch(self) -> int:
        """Rounded down: one twip too many and Word fits a line less on the page."""
        return self.depth // self.page.lines_per_page

    @property
    def char_space(self) -> int:
        """Rounded down for the same reason: the last character must still fit."""
        pitch = self.line_length / TWIPS_PER_POINT / self.page.chars_per_line
        return floor((pitch - self.page.font_size_pt) * CHAR_SPACE_UNIT)

    @property
    def half_points(self) -> int:
        return round(self.page.font_size_pt * 2)

    def scaled(self, ratio: float) -> int:
        """A size in half points, in proportion to the text's."""
        return round(self.half_points * ratio)

    def ems(self, count: float) -> int:
        """So many characters of the grid, in twips; a hair more, and LibreOffice moves on to the next one."""
        return int(self.line_length / self.page.chars_per_line * count)

    def section(self, footer_id: str, footnotes: str = "") -> str:
        """The content of w:sectPr; `footnotes`: its w:footnotePr.

        w:titlePg leaves the first page without a number, so that a bill on one page bears none.  (A field that asks for
        the number of pages would do it more exactly, but LibreOffice prints its source.)"""
        direction = '<w:textDirection w:val="tbRl"/>' if self.page.vertical else ""
        return (
            f'<w:footerReference w:type="default" r:id="{footer_id}"/>{footnotes}'
            f'<w:type w:val="nextPage"/>{self._paper()}'
            f'<w:pgNumType w:start="1"/><w:cols w:space="425"/><w:titlePg/>{direction}'
            f'<w:docGrid w:type="linesAndChars" w:linePitch="{self.line_pitch}" w:charSpace="{self.char_space}"/>'
        )

    def _paper(self) -> str:
        """Vertical paper lies on its side, as vertical bills do: the margin before each line is then the upper one."""
        sides = [twips(getattr(self.page.margins, side)) for side in ("top", "right", "bottom", "left")]
        wide, high, turn = A4_SHORT, A4_LONG, ""
        if self.page.vertical:
            wide, high, turn = A4_LONG, A4_SHORT, ' w:orient="landscape"'
            sides = [sides[3], sides[0], sides[1], sides[2]]
        top, right, bottom, left = sides
        return (
            f'<w:pgSz w:w="{wide}" w:h="{high}"{turn}/>'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
            f' w:header="{twips(FOOTER_MM)}" w:footer="{min(twips(FOOTER_MM), bottom)}" w:gutter="0"/>'
        )
