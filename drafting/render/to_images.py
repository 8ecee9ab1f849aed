"""Pictures of a PDF's pages, by PDFium: the paper on the screen.  It knows neither documents nor WeasyPrint."""

from __future__ import annotations

import threading
import zlib
from io import BytesIO

import pypdfium2

# PDFium is not made for threads.
_pdfium = threading.Lock()
# A picture with a palette is compressed without Pillow trying five filters on each row: half the time, a tenth less.
_GREYS = bytes(level for grey in range(256) for level in (grey, grey, grey))


def page_count(pdf: bytes) -> int:
    with _pdfium, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_images(pdf: bytes, *, dpi: int = 144) -> list[bytes]:
    """One PNG a page, in greys."""
    with _pdfium, pypdfium2.PdfDocument(pdf) as document:
        return [_png(page, dpi) for page in document]


def page_image(pdf: bytes, number: int, *, dpi: int = 144, grey: bool = True) -> bytes:
    """The PNG of one page, counted from 1; IndexError where there is none."""
    with _pdfium, pypdfium2.PdfDocument(pdf) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        return _png(document[number - 1], dpi, grey=grey)


def _png(page: pypdfium2.PdfPage, dpi: int, *, grey: bool = True) -> bytes:
    picture = page.render(scale=dpi / 72, grayscale=grey).to_pil()
    if grey:
        picture.putpalette(_GREYS)
    out = BytesIO()
    # Level 3 takes three times as long for a hundredth of the size: letters compress badly, white at once.
    # Looking for runs alone is faster again; at 144 dpi it is smaller too.
    picture.save(out, "PNG", compress_level=1, compress_type=zlib.Z_RLE)
    return out.getvalue()
