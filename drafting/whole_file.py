"""Files that stand under their names whole or not at all, names that every system opens, faults in words."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

MOST_CHARACTERS = 60


def write_whole(path: Path, content: bytes) -> None:
    """All of it or nothing: a file half written never stands under its name."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def in_words(error: OSError) -> str:
    reasons = {
        errno.ENOENT: "ファイルかフォルダがありません",
        errno.EEXIST: "同じ名前のファイルがあります",
        errno.EISDIR: "ファイルではなくフォルダです",
        errno.ENOTDIR: "フォルダではありません",
        errno.EACCES: "読み書きする権限がありません",
        errno.ENOSPC: "空き容量がありません",
    }
    reason = reasons.get(error.errno or 0, error.strerror or str(error))
    return f"{error.filename}: {reason}。" if error.filename else f"{reason}。"


def name_from(title: str) -> str:
    """A part of a file's name that Windows opens: none of its forbidden characters, not too long."""
    kept = "".join("＿" if c in '\\/:*?"<>|' or not c.isprintable() else c for c in title)
    return kept.strip(" .　")[:MOST_CHARACTERS].strip(" .　") or "文書"
