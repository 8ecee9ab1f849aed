"""Renders a draft file as DOCX, PDF, HTML or plain text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from drafting.management.draft_files import DraftFileCommand, unprintable
from drafting.papers import Paper, paper_of
from drafting.whole_file import write_whole

FORMATS: dict[str, Callable[[Paper], bytes]] = {
    "docx": lambda paper: paper.docx(),
    "pdf": lambda paper: paper.pdf,
    "html": lambda paper: paper.html_page.encode(),
    "text": lambda paper: paper.text.encode(),
}


class Command(DraftFileCommand):
    help = "下書きファイルを docx、pdf、html、text に書き出します。"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--to", required=True, choices=sorted(FORMATS), help="書き出す形式")
        parser.add_argument("--out", required=True, type=Path, help="書き出す先のファイル")

    def work(self, options: dict[str, Any]) -> None:
        paper = paper_of(self.read(options["file"]).content)
        write_whole(options["out"], FORMATS[options["to"]](paper))
        if warning := unprintable(paper):
            self.stderr.write(warning)
