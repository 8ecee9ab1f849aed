"""The blocks of a draft file one after the other, as people speak of them; it changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from .draft_file import BodyEntry, DemandEntry, DraftFile


@dataclass(frozen=True)
class NamedBlock:
    """`name` is where it stands: 2番目の段落, 記の1."""

    id: str
    name: str
    text: str
    entry: BodyEntry | DemandEntry

    @property
    def is_demand(self) -> bool:
        return isinstance(self.entry, DemandEntry)


def named_blocks(file: DraftFile) -> list[NamedBlock]:
    """The body, then the demands."""
    body = [
        NamedBlock(entry.id, f"{number}番目の段落", entry.text or "", entry)
        for number, entry in enumerate(file.body, 1)
    ]
    return body + [
        NamedBlock(entry.id, f"記の{number}", entry.text or "", entry) for number, entry in enumerate(file.demands, 1)
    ]
