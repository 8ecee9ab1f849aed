"""What the commands on draft files share: reading one, refusing it with status 2, a system fault with status 3."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from drafting import bridge
from drafting.intake import from_file
from drafting.intake.refusal import Refusal
from drafting.papers import Paper
from drafting.render.fonts import said_of_missing
from drafting.whole_file import in_words

REFUSED = 2
FAULT = 3


class DraftFileCommand(BaseCommand):
    """Exit status: 0 done, 1 check_draft found 直す, 2 the file is refused and nothing written, 3 a system fault."""

    # What the system checks and migrations say does not belong into the output of a filter.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="下書きファイル（JSON）")

    def read(self, path: Path) -> bridge.Reading:
        return bridge.read(from_file.read(path.read_bytes()))

    def handle(self, *args: Any, **options: Any) -> None:
        self.guarded(lambda: self.work(options))

    def work(self, options: dict[str, Any]) -> None:
        raise NotImplementedError

    def guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Refusal as refusal:
            self.refuse(refusal)
        except OSError as error:
            raise CommandError(in_words(error), returncode=FAULT) from error
        except DatabaseError as error:
            message = (
                f"データベースを読めません（{error}）。先に manage.py migrate と load_library を実行してください。"
            )
            raise CommandError(message, returncode=FAULT) from error
        except (SystemExit, CommandError):
            raise
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
            self.stderr.write(f"思わぬ不具合で止まりました（{fault}）。何も書き出していません。")
            if "--traceback" in sys.argv:
                raise
            sys.exit(FAULT)

    def refuse(self, refusal: Refusal) -> NoReturn:
        """Every problem: the key's path, what was given, what is allowed."""
        self.stderr.write("この下書きファイルは読めません。何も書き出していません。")
        for problem in refusal.problems:
            self.stderr.write(f"- {problem.path or '（ファイル全体）'}: {problem.message}")
            self.stderr.write(f"  書かれていたもの: {problem.given}")
            self.stderr.write(f"  使えるもの: {problem.allowed}")
        sys.exit(REFUSED)


def unprintable(paper: Paper) -> str:
    """What is to be said of characters that no font of the paper can print; "" if there are none."""
    return "".join(said_of_missing(paper.missing_glyphs))
