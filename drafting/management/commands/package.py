"""Writes the package (一式) of a draft file as one ZIP."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import CommandParser

from drafting import bridge
from drafting.compose.package import PackageOptions, Part, label_of
from drafting.management.draft_files import REFUSED, DraftFileCommand, unprintable
from drafting.package import Package, available, zipped
from drafting.whole_file import write_whole

SPEEDS = range(100, 1001)


class Command(DraftFileCommand):
    help = "下書きファイルから、提出に要る書類の一式を1つのZIPに書き出します。"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--out", required=True, type=Path, help="書き出す先のZIPファイル")
        names = " ".join(part.value for part in Part)
        parser.add_argument("--only", default="", help=f"入れる書類を「,」で区切って書きます: {names}")
        parser.add_argument("--speed", type=int, default=300, help="1分に読み上げる字数（既定は300）")
        parser.add_argument("--signature-sheets", type=int, default=1, help="署名用紙の枚数（既定は1）")

    def work(self, options: dict[str, Any]) -> None:
        self._refuse_numbers(options)
        reading = self.read(options["file"])
        backing = bridge.backing_of(reading)
        only = self._chosen(options["only"], available(reading.content, backing), reading)
        speed = PackageOptions(chars_per_minute=options["speed"], signature_sheets=options["signature_sheets"])
        package = Package(reading.content, backing, speed, only)
        write_whole(options["out"], zipped(package.files()))
        for warning in dict.fromkeys(filter(None, (unprintable(one.paper) for one in package.papers))):
            self.stderr.write(warning)

    def _chosen(self, only: str, allowed: tuple[Part, ...], reading: bridge.Reading) -> list[Part] | None:
        """None: all.  Refused by name where one is unknown, or not made for this document."""
        if not only:
            return None
        names = [name.strip() for name in only.split(",")]
        if unknown := [name or "（空）" for name in names if name not in allowed]:
            kind = reading.content.kind
            listed = "、".join(f"{part.value}（{label_of(part, kind)}）" for part in allowed)
            self._refuse("--only", "、".join(unknown), f"この下書きから作れるもの: {listed}")
        return [Part(name) for name in names]

    def _refuse_numbers(self, options: dict[str, Any]) -> None:
        if options["speed"] not in SPEEDS:
            self._refuse("--speed", options["speed"], f"{SPEEDS[0]}から{SPEEDS[-1]}までの字数")
        if not 1 <= options["signature_sheets"] <= 100:
            self._refuse("--signature-sheets", options["signature_sheets"], "1から100までの枚数")

    def _refuse(self, option: str, given: object, allowed: str) -> NoReturn:
        self.stderr.write(f"{option} に書けないものがあります。何も書き出していません。")
        self.stderr.write(f"  書かれていたもの: {given}")
        self.stderr.write(f"  使えるもの: {allowed}")
        sys.exit(REFUSED)
