"""An export as it is noted, for tests to which it matters only that there is one."""

from __future__ import annotations

from drafting.actions.drafts import file_of
from drafting.actions.exports import Exported, record_exports
from drafting.bridge import read
from drafting.models import DraftVersion, Export, User


def exported(version: DraftVersion, export_format: str, content: bytes, by: User | None) -> Export:
    (export,) = record_exports(version, read(file_of(version)), [Exported("document", export_format, content)], by)
    return export
