"""Reads our Word files back, as Word would count and print them.  It knows no code of the renderer."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def part(blob: bytes, name: str) -> Any:
    with ZipFile(BytesIO(blob)) as archive:
        return etree.fromstring(archive.read(name))


def find(root: Any, path: str) -> list[Any]:
    found: list[Any] = root.xpath(path, namespaces={"w": W})
    return found


def paragraphs(blob: bytes) -> list[Any]:
    return find(part(blob, "word/document.xml"), "/w:document/w:body//w:p")


def text_of(element: Any) -> str:
    shown = {w("t"): lambda e: e.text or "", w("tab"): lambda e: "\t", w("br"): lambda e: "\n"}
    runs = find(element, ".//w:r")
    return "".join(shown[child.tag](child) for run in runs for child in run if child.tag in shown)


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def printed(blob: bytes) -> str:
    """Everything that stands on the paper, numbers of lists included, footnotes last."""
    numbers = _Numbers(part(blob, "word/numbering.xml"))
    body = [numbers.of(paragraph) + text_of(paragraph) for paragraph in paragraphs(blob)]
    return "\n".join([*body, *(text for _, text in footnotes(blob))])


def footnotes(blob: bytes) -> Iterator[tuple[int, str]]:
    for note in find(part(blob, "word/footnotes.xml"), "//w:footnote[not(@w:type)]"):
        yield int(note.get(w("id"))), text_of(note).strip()


def list_numbers(blob: bytes) -> list[str]:
    numbers = _Numbers(part(blob, "word/numbering.xml"))
    return [number for paragraph in paragraphs(blob) if (number := numbers.of(paragraph))]


class _Numbers:
    """Counts as Word does: each instance by itself, a level anew after each number of the level above."""

    def __init__(self, numbering: Any) -> None:
        abstract = {a.get(w("abstractNumId")): a for a in find(numbering, "w:abstractNum")}
        of = {n.get(w("numId")): find(n, "w:abstractNumId/@w:val")[0] for n in find(numbering, "w:num")}
        self._levels = {num_id: find(abstract[at], "w:lvl") for num_id, at in of.items()}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def of(self, paragraph: Any) -> str:
        found = find(paragraph, "w:pPr/w:numPr")
        if not found:
            return ""
        num_id, level = find(found[0], "w:numId/@w:val")[0], int(find(found[0], "w:ilvl/@w:val")[0])
        definition, counts = self._levels[num_id][level], self._counts[num_id]
        start = int(find(definition, "w:start/@w:val")[0])
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        shown = _shown(counts[level], find(definition, "w:numFmt/@w:val")[0])
        return str(find(definition, "w:lvlText/@w:val")[0]).replace(f"%{level + 1}", shown)


def _shown(count: int, form: str) -> str:
    if form == "aiueoFullWidth":
        return KANA[count - 1]
    if form == "japaneseCounting":
        tens, units = divmod(count, 10)
        digits = " 一二三四五六七八九"
        return (digits[tens].replace("一", "") + "十" if tens else "").strip() + digits[units].strip()
    digits = str(count)
    return digits.translate({48 + n: 0xFF10 + n for n in range(10)}) if form == "decimalFullWidth" else digits
