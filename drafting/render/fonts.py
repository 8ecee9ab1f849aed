"""The two fonts of the paper: where they lie, what they lack, and a font configuration that knows no other.

It knows neither documents nor style sheets."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration


@dataclass(frozen=True)
class Font:
    """Only fonts with TrueType (glyf) outlines: WeasyPrint writes CFF fonts so that some viewers show an empty page."""

    family: str
    file: str
    directory: str
    package: str


BODY = Font("BIZ UDMincho", "BIZUDMincho-Regular.ttf", "bizud-mincho", "fonts-morisawa-bizud-mincho")
NAMES = Font("IPAmjMincho", "ipamjm.ttf", "ipamj", "fonts-ipamj-mincho")  # the kanji of family registers: 𠮷 槗
FONTS = (BODY, NAMES)

_VARIATION_SELECTORS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
_INVISIBLE = frozenset("\n\r\t\u200b\u2060\ufeff")
_of_this_thread = threading.local()
_environment = threading.Lock()


def missing_parts() -> list[str]:
    """What this machine lacks for the paper, in words for whoever starts the program; empty when all is there."""
    missing = [
        f"紙面のフォント「{font.family}」がありません。apt-get install {font.package} で入ります。"
        for font in FONTS
        if font_file(font) is None
    ]
    if not find_library("harfbuzz-subset"):
        missing.append(
            "libharfbuzz-subset がないため、PDFの作成に20～50倍の時間がかかります。"
            "apt-get install libharfbuzz-subset0 で入ります。"
        )
    return missing


def missing_glyphs(text: str) -> set[str]:
    """The characters of `text` that no font of the paper can print."""
    known = _characters()
    return {char for char in text if ord(char) not in known and char not in _INVISIBLE}


def font_configuration() -> FontConfiguration:
    """The one of this thread: shared by threads it corrupts memory, made anew for each paper it leaks."""
    if not hasattr(_of_this_thread, "configuration"):
        with _only_our_fonts():
            from weasyprint.text.fonts import FontConfiguration

            _of_this_thread.configuration = FontConfiguration()
    configuration: FontConfiguration = _of_this_thread.configuration
    return configuration


@cache
def font_file(font: Font) -> Path | None:
    usual = Path("/usr/share/fonts/truetype") / font.directory / font.file
    return usual if usual.is_file() else _asked_of_fontconfig(font)


def _asked_of_fontconfig(font: Font) -> Path | None:
    if not shutil.which("fc-list"):
        return None
    listing = subprocess.run(["fc-list", ":", "file"], capture_output=True, text=True, check=False).stdout
    paths = (Path(line.rstrip(": ")) for line in listing.splitlines())
    return next((path for path in paths if path.name == font.file), None)


@cache
def _characters() -> frozenset[int]:
    known = set(_VARIATION_SELECTORS)
    for path in filter(None, map(font_file, FONTS)):
        with TTFont(path, lazy=True) as font:
            known |= font.getBestCmap().keys()
    return frozenset(known)


@contextmanager
def _only_our_fonts() -> Iterator[None]:
    """Fontconfig reads its environment when a configuration is made.  Put back at once: a browser or an office program
    that we start later must see all fonts."""
    with _environment:
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(_fontconfig_file())
        try:
            yield
        finally:
            os.environ.pop("FONTCONFIG_FILE")
            if before is not None:
                os.environ["FONTCONFIG_FILE"] = before


@cache
def _fontconfig_file() -> Path:
    """A configuration that names a folder with links to our fonts and nothing else."""
    folder = _writable_folder()
    links = folder / "links"
    links.mkdir(exist_ok=True)
    for path in filter(None, map(font_file, FONTS)):
        _link(links / path.name, path)
    file = folder / "fonts.conf"
    lines = (
        '<?xml version="1.0"?>',
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
        f"<fontconfig><dir>{escape(str(links))}</dir><cachedir>{escape(str(folder / 'cache'))}</cachedir></fontconfig>",
    )
    _write(file, "\n".join(lines))
    return file


def _write(file: Path, text: str) -> None:
    """Atomically: one that reads half a configuration prints with whatever fonts the system has."""
    if file.is_file() and file.read_text(encoding="utf-8") == text:
        return
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(file)


def _link(link: Path, target: Path) -> None:
    """Atomically: several processes start at once, and fonts move between releases."""
    if link.is_symlink() and link.readlink() == target:
        return
    fresh = link.with_name(f".{link.name}.{os.getpid()}")
    fresh.symlink_to(target)
    fresh.replace(link)


def _writable_folder() -> Path:
    var = Path(os.environ.get("VAR_DIR", Path(__file__).resolve().parents[2] / "var"))
    try:
        folder = var / "fonts"
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="ikensho-fonts-"))
