"""The named styles of the Word file, as the text of styles.xml.  It knows the grid and no blocks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .docx_grid import Grid

# ＭＳ 明朝 stands on every Windows and Mac with Word, and the only page rule for assembly bills that was found names it
# (白川町: MS明朝 11pt, 42字×40行).  It is one em high, so that each line of text takes one line of the grid; 游明朝 is
# 1.7 em high and would take two.  Where it is missing, font_table_xml() tells Word what kind of face to look for.
FONT = "ＭＳ 明朝"
FONTS = f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:hint="eastAsia"/>'

TITLE_SIZE = 14 / 11
NOTE_SIZE = 8.5 / 11
NOTE_PITCH = 13 / 11
# Of the letters in tables, and their lines.
CELL_SIZE = 9.5 / 11
CELL_PITCH = 1.3
SECTION_NAME = "意見書_節"
# Characters over which a name is spread (均等割付).
NAME_WIDTH = 7


class S(StrEnum):
    """Ids of the styles; their Japanese names stand in _sheet_styles()."""

    NUMBER = "IkenNumber"
    TITLE = "IkenTitle"
    SUBJECT = "IkenSubject"
    BODY = "IkenBody"
    QUOTE = "IkenQuote"
    SPEAKER = "IkenSpeaker"
    HEADING = "IkenHeading"
    BELOW = "IkenBelow"
    ITEM = "IkenItem"
    SUBITEM = "IkenSubitem"
    DATE = "IkenDate"
    PRESIDING = "IkenPresiding"
    SIGNATORY = "IkenSignatory"
    ISSUER = "IkenIssuer"
    LABEL = "IkenAddresseeLabel"
    ADDRESSEE = "IkenAddressee"
    NOTES_HEADING = "IkenNotesHeading"
    NOTE = "IkenNote"
    SECTION = "IkenSection"
    SUBHEADING = "IkenSubheading"
    CONTENTS_HEADING = "IkenContentsHeading"
    CONTENTS = "TOC1"
    CAPTION = "IkenCaption"
    CELL = "IkenCell"
    CELL_CENTRE = "IkenCellCentre"
    CELL_RIGHT = "IkenCellRight"
    CELL_HEAD = "IkenCellHead"
    HAIR = "IkenHair"
    PICTURE = "IkenPicture"
    REMARK = "IkenRemark"
    TABLE = "IkenTable"
    FOOTER = "Footer"
    FOOTNOTE = "FootnoteText"
    FOOTNOTE_MARK = "FootnoteReference"
    NOTE_MARK = "IkenNoteMark"
    SPREAD = "IkenSpread"
    SPREAD_TITLE = "IkenSpreadTitle"
    NAME_2 = "IkenName2"
    NAME_3 = "IkenName3"
    NAME_4 = "IkenName4"
    NAME_5 = "IkenName5"
    NAME_6 = "IkenName6"


@dataclass(frozen=True)
class ParagraphStyle:
    """Indents in characters of the grid.  `following`: the style of the paragraph that Enter begins.

    `ruled`: a line below.  `leader`: what follows a tab stands at the right, behind dots.

    `loose`: off the grid but on its pitch.  Spread letters and columns need it: LibreOffice puts each letter into a
    square of the grid, however it is spaced."""

    id: S
    name: str
    left: float = 0
    right: float = 0
    first: float = 0
    hanging: float = 0
    align: str = "both"
    keep_next: bool = False
    outline: int | None = None
    size: float = 1
    pitch: float = 0
    following: S | None = None
    loose: bool = False
    ruled: bool = False
    new_page: bool = False
    leader: bool = False

    def xml(self, grid: Grid) -> str:
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/>'
            f"<w:pPr>{self._paragraph(grid)}</w:pPr><w:rPr>{FONTS}{self._size(grid)}</w:rPr></w:style>"
        )

    def _paragraph(self, grid: Grid) -> str:
        return "".join(
            (
                "<w:keepNext/>" if self.keep_next else "",
                "<w:pageBreakBefore/>" if self.new_page else "",
                _RULED if self.ruled else "",
                _leader(grid) if self.leader else "",
                self._line_height(grid),
                self._indents(grid),
                f'<w:jc w:val="{self.align}"/>',
                f'<w:outlineLvl w:val="{self.outline}"/>' if self.outline is not None else "",
            )
        )

    def _line_height(self, grid: Grid) -> str:
        pitch = round(grid.page.font_size_pt * 20 * self.pitch) or (grid.line_pitch if self.loose else 0)
        if not pitch:
            return ""
        # Exact, since both programs then set the text nearest to where the grid would; not so if it would be cut.
        rule = "exact" if pitch >= grid.scaled(self.size) * 10 * 1.15 else "atLeast"
        return f'<w:snapToGrid w:val="0"/><w:spacing w:line="{pitch}" w:lineRule="{rule}"/>'

    def _indents(self, grid: Grid) -> str:
        """Both in hundredths of a character, which Word shows as 字, and in twips for programs that know no 字."""
        sides = {"left": self.left, "right": self.right, "hanging": self.hanging, "firstLine": self.first}
        if self.size != 1:  # 字 would be of this paragraph's own size
            given = [f'w:{side}="{grid.ems(count)}"' for side, count in sides.items() if count]
        else:
            pairs = ((side, count) for side, count in sides.items() if count)
            given = [f'w:{side}Chars="{round(count * 100)}" w:{side}="{grid.ems(count)}"' for side, count in pairs]
        return f"<w:ind {' '.join(given)}/>" if given else ""

    def _size(self, grid: Grid) -> str:
        if self.size == 1:
            return ""
        half_points = grid.scaled(self.size)
        return f'<w:snapToGrid w:val="0"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_RULED = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="333333"/></w:pBdr>'


def _leader(grid: Grid) -> str:
    return f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{grid.line_length}"/></w:tabs>'


SHEET_STYLES = (
    ParagraphStyle(S.NUMBER, "意見書_番号", left=2, align="left"),
    ParagraphStyle(
        S.TITLE,
        "意見書_題名",
        3,
        3,
        align="center",
        keep_next=True,
        outline=0,
        size=TITLE_SIZE,
        following=S.BODY,
        loose=True,
    ),
    ParagraphStyle(S.SUBJECT, "意見書_件名", left=3, align="left", keep_next=True, outline=0, following=S.BODY),
    ParagraphStyle(S.BODY, "意見書_本文", first=1),
    ParagraphStyle(S.QUOTE, "意見書_引用", left=2, right=2, first=1),
    ParagraphStyle(S.SPEAKER, "意見書_引用元", left=2, right=2, align="right"),
    ParagraphStyle(S.HEADING, "意見書_見出し", align="left", keep_next=True, outline=1, following=S.BODY),
    ParagraphStyle(S.BELOW, "意見書_記", align="center", keep_next=True, following=S.ITEM),
    ParagraphStyle(S.ITEM, "意見書_項目"),
    ParagraphStyle(S.SUBITEM, "意見書_細項目"),
    ParagraphStyle(S.DATE, "意見書_日付", left=2, align="left", keep_next=True),
    ParagraphStyle(S.PRESIDING, "意見書_議長あて", left=1, align="left", loose=True),
    ParagraphStyle(S.SIGNATORY, "意見書_提出者", align="left", loose=True),
    ParagraphStyle(S.ISSUER, "意見書_議会名", right=2, align="right", keep_next=True, loose=True),
    ParagraphStyle(S.LABEL, "意見書_提出先", align="left", keep_next=True, following=S.ADDRESSEE),
    ParagraphStyle(S.ADDRESSEE, "意見書_宛先", left=1, align="left", loose=True),
    ParagraphStyle(S.NOTES_HEADING, "意見書_注見出し", align="left", keep_next=True, outline=1, following=S.NOTE),
    ParagraphStyle(S.NOTE, "意見書_注", 2 * NOTE_SIZE, hanging=2 * NOTE_SIZE, size=NOTE_SIZE, pitch=NOTE_PITCH),
    ParagraphStyle(
        S.SECTION,
        SECTION_NAME,
        align="left",
        keep_next=True,
        outline=1,
        following=S.BODY,
        loose=True,
        ruled=True,
        new_page=True,
    ),
    ParagraphStyle(S.SUBHEADING, "意見書_小見出し", align="left", keep_next=True, outline=2, following=S.BODY),
    ParagraphStyle(S.CONTENTS_HEADING, "意見書_目次見出し", align="center", keep_next=True),
    ParagraphStyle(S.CAPTION, "意見書_表題", align="left", keep_next=True, size=CELL_SIZE, pitch=CELL_PITCH),
    ParagraphStyle(S.CELL, "意見書_表の文字", align="left", size=CELL_SIZE, pitch=CELL_PITCH),
    ParagraphStyle(S.CELL_CENTRE, "意見書_表の文字（中央）", align="center", size=CELL_SIZE, pitch=CELL_PITCH),
    ParagraphStyle(S.CELL_RIGHT, "意見書_表の文字（右）", align="right", size=CELL_SIZE, pitch=CELL_PITCH),
    ParagraphStyle(S.CELL_HEAD, "意見書_表の見出し", align="center", keep_next=True, size=CELL_SIZE, pitch=CELL_PITCH),
    ParagraphStyle(S.HAIR, "意見書_表の間", align="left", size=1 / 11, pitch=1.5 / 11),
    ParagraphStyle(S.PICTURE, "意見書_図", align="left", keep_next=True),
    ParagraphStyle(S.REMARK, "意見書_図表の説明", align="left", size=CELL_SIZE, pitch=CELL_PITCH),
)


def styles_xml(grid: Grid) -> str:
    return (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:docDefaults><w:rPrDefault><w:rPr>{FONTS}{_full_size(grid)}"
        '<w:lang w:val="ja-JP" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1"'
        ' w:defQFormat="0" w:count="376"/>'
        f"{_normal(grid)}{''.join(style.xml(grid) for style in SHEET_STYLES)}{_built_in(grid)}{_of_characters(grid)}"
        f"{_of_tables()}</w:styles>"
    )


def _full_size(grid: Grid) -> str:
    return f'<w:sz w:val="{grid.half_points}"/><w:szCs w:val="{grid.half_points}"/>'


def _normal(grid: Grid) -> str:
    """No quarter-em gaps between kana and digits and no widow control: either would leave the grid."""
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:jc w:val="both"/>'
        f'</w:pPr><w:rPr>{FONTS}{_full_size(grid)}<w:lang w:val="ja-JP" w:eastAsia="ja-JP"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        f'<w:name w:val="Default Paragraph Font"/><w:semiHidden/><w:rPr>{FONTS}</w:rPr></w:style>'
    )


def _built_in(grid: Grid) -> str:
    """Word's own names, so that footnotes added by hand later look the same."""
    footnote = ParagraphStyle(
        S.FOOTNOTE, "footnote text", left=1.5 * NOTE_SIZE, hanging=1.5 * NOTE_SIZE, size=NOTE_SIZE, pitch=NOTE_PITCH
    )
    footer = ParagraphStyle(S.FOOTER, "footer", align="center")
    contents = ParagraphStyle(S.CONTENTS, "toc 1", left=1, align="left", loose=True, leader=True)
    return "".join(style.xml(grid).replace(' w:customStyle="1"', "") for style in (footnote, footer, contents))


def _of_characters(grid: Grid) -> str:
    raised = '<w:vertAlign w:val="superscript"/>'
    return (
        _character(S.FOOTNOTE_MARK, "footnote reference", raised, custom=False)
        + _character(S.NOTE_MARK, "意見書_注番号", raised)
        + _character(S.SPREAD, "意見書_字あき", _spacing(grid.half_points * 10))
        + _character(S.SPREAD_TITLE, "意見書_題名字あき", _spacing(grid.scaled(TITLE_SIZE) * 10))
        + "".join(
            _character(S(f"IkenName{n}"), f"意見書_氏名{n}字", _spacing(grid.ems((NAME_WIDTH - n) / (n - 1))))
            for n in range(2, NAME_WIDTH)
        )
    )


def _of_tables() -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="555555"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    room = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 50), ("left", 90), ("bottom", 50), ("right", 90))
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        f'<w:rPr>{FONTS}</w:rPr><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{S.TABLE}"><w:name w:val="意見書_表"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:rPr>{FONTS}</w:rPr><w:tblPr>'
        f"<w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>{room}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="F0F0F0"/></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )


def _spacing(twips: int) -> str:
    return f'<w:spacing w:val="{twips}"/>'


def _character(style_id: S, name: str, look: str, *, custom: bool = True) -> str:
    mark = ' w:customStyle="1"' if custom else ""
    return (
        f'<w:style w:type="character"{mark} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"<w:rPr>{FONTS}{look}</w:rPr></w:style>"
    )


def font_table_xml() -> str:
    return (
        '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:font w:name="{FONT}"><w:altName w:val="MS Mincho"/><w:panose1 w:val="02020609040205080304"/>'
        '<w:charset w:val="80"/><w:family w:val="roman"/><w:pitch w:val="fixed"/></w:font></w:fonts>'
    )
