"""Real Word tables: a style of our own, a head that Word repeats on each page.  It knows tables and no other block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from ..compose.reference import Align, Table
from .docx_grid import Grid
from .docx_lines import printable
from .docx_styles import S

_STYLES = {Align.LEFT: S.CELL, Align.CENTRE: S.CELL_CENTRE, Align.RIGHT: S.CELL_RIGHT}


def table(block: Table, grid: Grid) -> BaseOxmlElement:
    """Without its caption, which stands over it as a paragraph; programs that read aloud find it here too."""
    widths = _widths(block.shares, grid.line_length)
    named = f"<w:tblCaption w:val={quoteattr(printable(block.caption))}/>" if block.caption else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{S.TABLE}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0{"0A" if block.row_heads else "02"}0" w:firstRow="1" w:lastRow="0"'
        f' w:firstColumn="{int(block.row_heads)}" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>{named}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(_rows(block, widths, grid))}</w:tbl>"
    )


def _rows(block: Table, widths: Sequence[int], grid: Grid) -> Iterator[str]:
    heads = [(column.head, S.CELL_HEAD) for column in block.columns]
    yield _row(heads, widths, "<w:cantSplit/><w:tblHeader/>", "")
    height = round(block.row_lines * grid.line_pitch)
    high = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    middle = '<w:vAlign w:val="center"/>' if height else ""
    styles = [_STYLES[column.align] for column in block.columns]
    for row in block.rows:
        yield _row(list(zip(row, styles, strict=True)), widths, f"<w:cantSplit/>{high}", middle)


def _row(cells: Sequence[tuple[str, S]], widths: Sequence[int], properties: str, place: str) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{place}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(text)}</w:p></w:tc>'
        for (text, style), width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def _run(text: str) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in printable(text).split("\n"))
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>" if text else ""


def _widths(shares: Sequence[float], whole: int) -> list[int]:
    """Rounded so that together they are as wide as the text."""
    return [right - left for left, right in pairwise(round(whole * part) for part in accumulate(shares, initial=0))]
