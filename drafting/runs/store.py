"""Where the files of a run lie: a folder with a random name that only this program's user opens.

File names here are codes: what a draft is about must not be read from a listing.  It knows no rows.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings

from drafting.render.docx_template import FIXED_DAY
from drafting.whole_file import write_whole

_PACKED = "papers.zip"
_LOCK = "lock"
# A folder without a row may be that of a run which is just being started.
_YOUNG = 3600


class Store:
    def __init__(self, folder: str) -> None:
        self.path = _home() / folder

    @contextmanager
    def alone(self, attempts: int = 10) -> Iterator[bool]:
        """True for the one process that works on this run.  The lock ends with the process, however that ends."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            yield _locked(descriptor, attempts)
        finally:
            os.close(descriptor)

    @property
    def is_worked_on(self) -> bool:
        if not (self.path / _LOCK).exists():
            return False
        with self.alone(attempts=1) as alone:
            return not alone

    def put(self, code: str, suffix: str, content: bytes) -> None:
        write_whole(self.path / f"{code}.{suffix}", content)

    def pack(self, named: Iterable[tuple[str, str]], listed: dict[str, bytes]) -> int:
        """The files in here, each under the name given with it, and the texts `listed`, as one ZIP; its size.

        A file that is in the ZIP of an earlier time alone is taken from there."""
        unfinished = self.path / f".{_PACKED}"
        with ZipFile(unfinished, "w", ZIP_STORED) as archive:
            for kept, name in named:
                archive.writestr(ZipInfo(name, FIXED_DAY), self._content(kept, name))
            for name, content in listed.items():
                archive.writestr(ZipInfo(name, FIXED_DAY), content)
        unfinished.replace(self.packed)
        return self.packed.stat().st_size

    def _content(self, kept: str, name: str) -> bytes:
        single = self.path / kept
        if single.exists():
            return single.read_bytes()
        with ZipFile(self.packed) as earlier:
            return earlier.read(name)

    @property
    def packed(self) -> Path:
        return self.path / _PACKED

    def forget_single_files(self) -> None:
        """They are in the ZIP."""
        for path in self.path.iterdir():
            if path.name not in (_PACKED, _LOCK):
                path.unlink()

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)


def remove_strays(known: Iterable[str]) -> None:
    """Folders that no run names any more: its draft was deleted."""
    known = set(known)
    for path in _home().glob("*") if _home().is_dir() else ():
        if path.name not in known and time.time() - path.stat().st_mtime > _YOUNG:
            shutil.rmtree(path, ignore_errors=True)


def _home() -> Path:
    home: Path = settings.VAR / "exports"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def _locked(descriptor: int, attempts: int) -> bool:
    """More than one attempt, since somebody may only be looking whether it is locked."""
    for attempt in range(attempts):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if attempt + 1 < attempts:
                time.sleep(0.05)
        else:
            return True
    return False
