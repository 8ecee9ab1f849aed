"""Bytes that the processes of one machine keep for each other for some minutes; it knows neither drafts nor papers.

A paper is laid out in one process while the picture of its page is asked of another.  Whatever is lost here is made
anew.  It holds what people draft: the folder is its owner's alone, and each writing clears away what is old."""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

MINUTES = 15
_SWEEP_EVERY = 60.0
_last_swept = 0.0


def keep(name: str, content: bytes) -> None:
    """Whole or not at all; a full disk only means that the next process makes it anew."""
    folder = _folder()
    part = folder / f".{name}.{secrets.token_hex(4)}"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(folder)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        part.replace(folder / name)


def kept(name: str) -> bytes | None:
    try:
        return (_folder() / name).read_bytes()
    except OSError:
        return None


def forget_old(older_than: float = MINUTES * 60) -> None:
    """Also what a process that was killed left half written."""
    limit = time.time() - older_than
    with suppress(OSError), os.scandir(_folder()) as found:
        for one in found:
            with suppress(OSError):
                if one.stat().st_mtime < limit:
                    os.unlink(one.path)


def _sweep(folder: Path) -> None:
    global _last_swept
    if time.monotonic() - _last_swept > _SWEEP_EVERY or not _last_swept:
        _last_swept = time.monotonic()
        forget_old()


def _folder() -> Path:
    return Path(settings.VAR) / "papers"
