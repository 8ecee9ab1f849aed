"""The empty Word file for one page setting.  It knows the grid and the styles and no document.

Our own, because python-docx's carries 480 kB of styles that nothing here uses: without them a file opens, saves and
downloads several times faster.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx

from ..compose.style import Page
from .docx_grid import Grid
from .docx_styles import S, font_table_xml, styles_xml

FOOTER_ID = "rIdPages"
# Any fixed day: the same paper gives the same bytes, and a file tells nobody when someone worked on it.
FIXED_DAY = (2000, 1, 1, 0, 0, 0)
_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WORD_PARTS = {"styles": "styles", "settings": "settings", "numbering": "numbering", "fontTable": "fontTable"}


@lru_cache(maxsize=32)
def template(page: Page) -> bytes:
    grid = Grid(page)
    return zipped(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _package_relations(),
            "docProps/core.xml": _core(),
            "docProps/app.xml": _app(),
            "word/document.xml": _document(grid),
            "word/_rels/document.xml.rels": _document_relations(),
            "word/styles.xml": styles_xml(grid),
            "word/settings.xml": _settings(),
            "word/numbering.xml": f"<w:numbering {_W}/>",
            "word/fontTable.xml": font_table_xml(),
            "word/footer1.xml": _footer(),
        }
    )


def zipped(parts: dict[str, str]) -> bytes:
    return reproducible({name: (_DECLARATION + xml).encode() for name, xml in parts.items()})


def packed(file: docx.document.Document) -> bytes:
    """The file's bytes, the same for the same content."""
    out = BytesIO()
    file.save(out)
    with ZipFile(out) as archive:
        return reproducible({name: archive.read(name) for name in archive.namelist()})


def reproducible(parts: dict[str, bytes]) -> bytes:
    """A zip file whose bytes hang on nothing but the parts."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, blob in parts.items():
            entry = ZipInfo(name, FIXED_DAY)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, blob)
    return out.getvalue()


def _content_types() -> str:
    overrides = {f"/word/{name}.xml": f"{_WORD_TYPE}.{name}+xml" for name in _WORD_PARTS} | {
        "/word/document.xml": f"{_WORD_TYPE}.document.main+xml",
        "/word/footer1.xml": f"{_WORD_TYPE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(rows: list[tuple[str, str, str]]) -> str:
    listed = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in rows)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _package_relations() -> str:
    return _relations(
        [
            ("rId1", f"{_RELATIONS}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{_RELATIONS}/extended-properties", "docProps/app.xml"),
        ]
    )


def _document_relations() -> str:
    rows = [(f"rId{at}", f"{_RELATIONS}/{name}", f"{name}.xml") for at, name in enumerate(_WORD_PARTS, 1)]
    return _relations([*rows, (FOOTER_ID, f"{_RELATIONS}/footer", "footer1.xml")])


def _core() -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    )


def _app() -> str:
    return f'<Properties xmlns="{_RELATIONS.replace("relationships", "extended-properties")}"/>'


def _document(grid: Grid) -> str:
    section = f"<w:sectPr>{grid.section(FOOTER_ID)}</w:sectPr>"
    return f'<w:document {_W} xmlns:r="{_RELATIONS}"><w:body>{section}</w:body></w:document>'


def _footer() -> str:
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return (
        f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="{S.FOOTER}"/></w:pPr><w:r><w:t xml:space="preserve">－ </w:t></w:r>'
        f'{number}<w:r><w:t xml:space="preserve"> －</w:t></w:r></w:p></w:ftr>'
    )


def _settings() -> str:
    """As a Japanese Word writes them, but without squeezing of punctuation: 42 characters are 42 characters."""
    compatible = "".join(
        f"<w:{name}/>"
        for name in (
            *("spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotLeaveBackslashAlone", "ulTrailSpace"),
            *("doNotExpandShiftReturn", "adjustLineHeightInTable", "useFELayout"),
        )
    )
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
        '<w:defaultTabStop w:val="840"/><w:drawingGridHorizontalSpacing w:val="110"/>'
        '<w:displayHorizontalDrawingGridEvery w:val="0"/><w:displayVerticalDrawingGridEvery w:val="2"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        f'<w:compat>{compatible}<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="ja-JP" w:eastAsia="ja-JP"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )
