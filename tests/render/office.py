"""Word files laid out and printed by LibreOffice; a missing tool skips a test with its reason, but never in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest

from drafting.compose.document import Document
from drafting.render.to_docx import to_docx

# LibreOffice must not fall back on whatever Latin face is at hand where ＭＳ 明朝 is missing.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include><match target="pattern"><test name="family"><string>ＭＳ 明朝</string></test>
<edit name="family" mode="assign" binding="strong"><string>BIZ UDMincho</string></edit></match></fontconfig>"""


def missing(tool: str) -> NoReturn:
    message = f"{tool} is not installed: run bin/test"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


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
