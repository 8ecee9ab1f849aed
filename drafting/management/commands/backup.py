"""Writes one file from which everything can be brought back: the database as it is at one moment, and its key.

The program may go on meanwhile.  How to bring it back stands in README.md, "Back-up"."""

from __future__ import annotations

import errno
import os
import sqlite3
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from drafting.whole_file import in_words


class Command(BaseCommand):
    help = "データベースと鍵の控えを、1つのファイルに作ります（動かしたまま使えます）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="作るファイル（例: hikae-2026-11-24.tar.gz）")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if connection.vendor != "sqlite":
            raise CommandError("この命令は SQLite 用です。PostgreSQL の控えは pg_dump で作ってください。")
        key = settings.VAR / "secret_key"
        kept = [key] if key.exists() and key.read_text().strip() == settings.SECRET_KEY else []
        try:
            self._write(path, kept)
        except OSError as error:
            raise CommandError(f"控えを作れませんでした。{in_words(error)}") from error
        self.stdout.write(f"控えを作りました: {path}（{path.stat().st_size / 1e6:.1f} MB）")
        if kept:
            self.stdout.write("★ 下書きも鍵もはいっています。ほかの人が読めないところにしまってください。")
        else:
            self.stdout.write("★ SECRET_KEY は環境変数にあるので、はいっていません。別に控えてください。")

    def _write(self, path: Path, kept: list[Path]) -> None:
        """Under its name only when whole, and never over another file."""
        if path.exists():
            raise FileExistsError(errno.EEXIST, "", str(path))
        # Beside it: the last step is then one within a disk.  The folder is its owner's alone.
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as name:
            copy, packed = Path(name) / "db.sqlite3", Path(name) / "packed"
            copy_database(copy)
            with os.fdopen(os.open(packed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
                    for one in [copy, *kept]:
                        archive.add(one, one.name, filter=_owners_alone)
                file.flush()
                os.fsync(file.fileno())
            _give_name(packed, path)


def copy_database(to: Path) -> None:
    """SQLite's own copy: of one moment, though others write."""
    connection.ensure_connection()
    target = sqlite3.connect(to)
    try:
        connection.connection.backup(target)
        # One file, without a log beside it.
        target.execute("PRAGMA journal_mode=DELETE")
        if (found := target.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise CommandError(f"データベースが壊れています。控えは作っていません: {found}")
    finally:
        target.close()


def _owners_alone(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.mode, member.uid, member.gid, member.uname, member.gname = 0o600, 0, 0, "", ""
    return member


def _give_name(packed: Path, path: Path) -> None:
    try:
        # Unlike a renaming, it fails where somebody else made the file meanwhile.
        os.link(packed, path)
    except FileExistsError:
        raise
    except OSError:
        # Memory sticks know no second names.
        packed.replace(path)
