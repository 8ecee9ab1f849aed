"""Checks a draft file and prints what it finds; status 1 if something is to be mended."""

from __future__ import annotations

import sys
from typing import Any

from drafting.checks import Finding, Severity
from drafting.management.draft_files import DraftFileCommand, unprintable
from drafting.papers import Paper, paper_of


class Command(DraftFileCommand):
    help = "下書きファイルを点検します（直すことがあれば終了状態1）。"

    def work(self, options: dict[str, Any]) -> None:
        paper = paper_of(self.read(options["file"]).content)
        findings = [*paper.findings, *_of_characters(paper)]
        for finding in findings:
            self.stdout.write(_line(finding))
        if not findings:
            self.stdout.write("点検で見つかったことはありません。")
        if any(finding.severity is Severity.MEND for finding in findings):
            sys.exit(1)


def _of_characters(paper: Paper) -> list[Finding]:
    """No check of drafting/checks, which know no fonts."""
    message = unprintable(paper)
    return [Finding("missing-glyph", Severity.MEND, message)] if message else []


def _line(finding: Finding) -> str:
    parts = [
        f"{finding.severity.label}　{finding.message}（{finding.code}）",
        f"  場所: {finding.where}" if finding.where else "",
        f"  「{finding.quote}」" if finding.quote else "",
        f"  {finding.hint}" if finding.hint else "",
        f"  根拠: {finding.authority} {finding.authority_url}".rstrip() if finding.authority else "",
    ]
    return "\n".join(part for part in parts if part)
