"""Loads this release's library and assemblies; a second run writes nothing."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from drafting.actions.release import FIXTURES, load_fixtures


class Command(BaseCommand):
    help = "配布版のライブラリと議会を読み込みます（手元で直したものは失われません）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=FIXTURES, help="配布版のフォルダ（省けば、このプログラムのもの）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report, assemblies = load_fixtures(options["folder"])
        except ValidationError as error:
            raise CommandError(
                "読み込めませんでした。何も書き込んでいません。\n" + "\n".join(error.messages)
            ) from error
        self.stdout.write(f"ライブラリ: {report}。議会: {assemblies}件を書き込みました。")
