"""Renders a draft file for many assemblies, each in its own style and words, with a contents list."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import CommandError, CommandParser

from drafting.bridge import Moving, StyleKnown, assemblies_meant, words_in
from drafting.bridge.choosing import ALLOWED
from drafting.intake import from_file
from drafting.intake.refusal import Refusal
from drafting.management.draft_files import FAULT, REFUSED, DraftFileCommand
from drafting.models import Assembly
from drafting.runs.contents_list import NAME, Line, contents_list
from drafting.runs.making import FORMATS, Outcome, file_name, make
from drafting.runs.pool import in_turn, processors
from drafting.whole_file import in_words, write_whole

LOST = Outcome(StyleKnown.GENERAL, failure="作っていたプロセスが、外から止められました。もう一度お試しください。")


@dataclass(frozen=True)
class Order:
    """What is to be written, and where to."""

    moving: Moving
    assemblies: list[Assembly]
    formats: tuple[str, ...]
    folder: Path

    def path(self, assembly: Assembly, paper_format: str) -> Path:
        return self.folder / file_name(assembly, self.moving.file.title, paper_format)


class Command(DraftFileCommand):
    help = "下書きファイルを、いくつもの議会の様式と言葉で書き出し、一覧（XLSX）を添えます。"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--assemblies",
            required=True,
            help="議会。カンマ区切り。長野県（県内の市区町村）、長野県議会、町、長野県の町村、指定都市、名前、6桁のコード、"
            "すべて、@ファイル（1行に1つ）",
        )
        parser.add_argument("--to", required=True, help=f"書き出す形式。カンマ区切り（{'、'.join(FORMATS)}）")
        parser.add_argument("--out", required=True, type=Path, help="書き出す先のフォルダ（なければ作ります）")
        parser.add_argument("--processes", type=int, default=processors(), help="同時に働かせるプロセスの数")
        parser.add_argument("--overwrite", action="store_true", help="同じ名前のファイルがあれば置き換えます")

    def work(self, options: dict[str, Any]) -> None:
        order = self.order(options)
        lines = list(self.written(order, max(1, options["processes"])))
        listed = contents_list(lines, order.moving.file.title, order.formats)
        write_whole(order.folder / NAME, listed)
        failed = [line for line in lines if line.outcome and line.outcome.failure]
        made = len(lines) - len(failed)
        self.stdout.write(
            f"{made}議会分（{made * len(order.formats)}ファイル）と{NAME}を書き出しました: {order.folder}"
        )
        if failed:
            raise CommandError(f"{len(failed)}議会分は作れませんでした（{NAME}にもあります）。", returncode=FAULT)

    def order(self, options: dict[str, Any]) -> Order:
        """Everything that can be refused is refused before the first file is written."""
        formats = self.formats(options["to"])
        assemblies = self.assemblies(options["assemblies"])
        moving = Moving(from_file.read(options["file"].read_bytes()))
        order = Order(moving, assemblies, formats, options["out"])
        if not options["overwrite"]:
            self.refuse_to_replace(order)
        order.folder.mkdir(exist_ok=True)
        return order

    def formats(self, text: str) -> tuple[str, ...]:
        formats = tuple(dict.fromkeys(words_in(text)))
        unknown = [one for one in formats if one not in FORMATS]
        if unknown or not formats:
            self.refuse_because(
                f"--to: {'、'.join(unknown) or '（空）'} は使えません。", f"使えるもの: {'、'.join(FORMATS)}"
            )
        return formats

    def assemblies(self, text: str) -> list[Assembly]:
        words = [word for one in words_in(text) for word in _in_file(one)]
        if not words:
            self.refuse_because("--assemblies: 議会が書かれていません。")
        try:
            return assemblies_meant(words)
        except Refusal as refusal:
            messages = [f"- {problem.message}" for problem in refusal.problems]
            self.refuse_because("--assemblies: 分からない議会があります。", *messages, f"使えるもの: {ALLOWED}")

    def refuse_to_replace(self, order: Order) -> None:
        paths = [order.path(one, name) for one in order.assemblies for name in order.formats] + [order.folder / NAME]
        if there := [path.name for path in paths if path.exists()]:
            self.refuse_because(
                f"--out: {order.folder} に、同じ名前のファイルが{len(there)}件あります（{there[0]} など）。",
                "別のフォルダを指定するか、置き換えてよければ --overwrite を付けてください。",
            )

    def refuse_because(self, *lines: str) -> NoReturn:
        self.stderr.write("\n".join(["書き出しを始められません。何も書き出していません。", *lines]))
        sys.exit(REFUSED)

    def written(self, order: Order, processes: int) -> Iterator[Line]:
        outcomes = in_turn(partial(_write, order), order.assemblies, processes, LOST)
        for at, (assembly, outcome) in enumerate(zip(order.assemblies, outcomes, strict=True), start=1):
            if outcome.failure:
                self.stderr.write(f"{assembly}: {outcome.failure}")
            self.progress(f"{at}／{len(order.assemblies)}")
            yield Line(assembly, outcome)

    def progress(self, text: str) -> None:
        """For somebody who watches; never into a file."""
        if self.stderr.isatty():
            self.stderr.write(f"\r{text}　", ending="")


def _write(order: Order, assembly: Assembly) -> Outcome:
    outcome, files = make(order.moving, assembly, order.formats)
    try:
        for name, content in files.items():
            write_whole(order.path(assembly, name), content)
    except OSError as error:
        return Outcome(outcome.style, failure=in_words(error))
    return outcome


def _in_file(word: str) -> list[str]:
    return words_in(Path(word[1:]).read_text(encoding="utf-8-sig")) if word.startswith("@") else [word]
