"""The package (一式): every paper that goes with a document, made of the same pinned blocks.  It knows no rows, files
or formats.  A part is one layout function and its line in LAYOUTS."""

from __future__ import annotations

from ..composer import compose
from .parts import Layout, PackageOptions, Part, label_of, parts_of

__all__ = ["LAYOUTS", "Layout", "PackageOptions", "Part", "label_of", "parts_of"]

LAYOUTS: dict[Part, Layout] = {
    Part.DOCUMENT: lambda content, _backing, _options: compose(content),
}
