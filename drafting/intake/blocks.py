"""The blocks of a draft file one after the other, as people speak of them; it changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from .draft_file import BodyEntry, DemandEntry, DraftFile, OwnEntry, QuotationEntry


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

    @property
    def is_quotation(self) -> bool:
        return isinstance(self.entry, QuotationEntry)

    @property
    def is_own(self) -> bool:
        """The writer's words from the first."""
        return isinstance(self.entry, OwnEntry) or (isinstance(self.entry, DemandEntry) and self.entry.demand is None)

    @property
    def whole(self) -> str:
        """With what stands under a demand: all that whoever agrees to the block agrees to."""
        items = self.entry.items if isinstance(self.entry, DemandEntry) else ()
        return "\n".join([self.text, *(f"・{item.text}" for item in items)])


def named_blocks(file: DraftFile) -> list[NamedBlock]:
    """The body, then the demands."""
    body = [
        NamedBlock(entry.id, f"{number}番目の段落", entry.text or "", entry)
        for number, entry in enumerate(file.body, 1)
    ]
    return body + [
        NamedBlock(entry.id, f"記の{number}", entry.text or "", entry) for number, entry in enumerate(file.demands, 1)
    ]
