"""The two fonts of the paper: where they lie, what they lack, and a font configuration that knows no other.

It knows neither documents nor style sheets."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from ..compose.japanese import SELECTORS

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

_INVISIBLE = re.compile(f"[\n\r\t\u200b\u2060\ufeff{SELECTORS}]")
# The last two selectors choose between sign and picture, not between the forms of a kanji.
_FORM = re.compile(f"[^{SELECTORS}](?![\ufe0e\ufe0f])[{SELECTORS}]", re.DOTALL)
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
    """What of `text` no font of the paper can print as it is: characters, and kanji with the selector of their form,
    which are printed in the ordinary form."""
    known = _characters()
    missing = {char for char in text if ord(char) not in known and not _INVISIBLE.match(char)}
    return missing | {form for form in forms_in(text) if ord(form[0]) in known and not font_of_form(form)}


def forms_in(text: str) -> list[str]:
    """葛󠄀, 辻󠄀: each kanji that stands before the selector of its form, with it."""
    return _FORM.findall(text)


def font_of_form(form: str) -> Font | None:
    """The first font that has it; BIZ UDMincho knows one collection of forms, IPAmj Mincho another."""
    return next((font for font in FONTS if (ord(form[0]), ord(form[1])) in _forms(font)), None)


def said_of_missing(missing: Iterable[str]) -> list[str]:
    """What `missing_glyphs` found, in sentences for whoever typed it."""
    glyphs, forms = ("".join(sorted(one for one in missing if len(one) == size)) for size in (1, 2))
    said = [f"「{glyphs}」の字がフォントにないため、紙面に印刷できません。別の字に改めてください。"] if glyphs else []
    return said + ([f"「{forms}」の字形がフォントにないため、紙面ではふつうの字形になります。"] if forms else [])


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
    known: set[int] = set()
    for path in filter(None, map(font_file, FONTS)):
        with TTFont(path, lazy=True) as font:
            known |= font.getBestCmap().keys()
    return frozenset(known)


@cache
def _forms(font: Font) -> frozenset[tuple[int, int]]:
    """(kanji, selector) of every form that the font has, the ordinary one of a kanji included."""
    path = font_file(font)
    if path is None:
        return frozenset()
    with TTFont(path, lazy=True) as opened:
        tables = [table for table in opened["cmap"].tables if table.format == 14]
        return frozenset(
            (kanji, selector) for table in tables for selector, all_of in table.uvsDict.items() for kanji, _ in all_of
        )


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
