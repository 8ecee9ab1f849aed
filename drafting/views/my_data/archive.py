"""A ZIP written while it is sent: never more of it in memory than one file.  It knows nothing of what is in it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, cast


class _Sink:
    """Where the ZIP is written to: what came since the last look, and how much in all."""

    def __init__(self) -> None:
        self.chunks: list[bytes] = []
        self.position = 0

    def write(self, chunk: bytes) -> int:
        self.chunks.append(bytes(chunk))
        self.position += len(chunk)
        return len(chunk)

    def tell(self) -> int:
        return self.position

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        chunks, self.chunks = self.chunks, []
        return b"".join(chunks)


def zipped(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(cast(IO[bytes], sink), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
            yield sink.taken()
    yield sink.taken()
