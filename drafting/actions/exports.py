"""What goes out of the house is noted: which paper, which bytes, resting on which editions of the library."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from drafting import bridge
from drafting.models import DraftVersion, Export, User


@dataclass(frozen=True)
class Exported:
    """`part`: which paper of the package; "" for the ZIP as a whole and for the draft file."""

    part: str
    format: str
    content: bytes


@transaction.atomic
def record_exports(
    version: DraftVersion, reading: bridge.Reading, exported: Iterable[Exported], by: User | None
) -> list[Export]:
    rows = Export.objects.bulk_create(
        Export(version=version, part=one.part, format=one.format, sha256=_digest(one.content), made_by=by)
        for one in exported
    )
    editions = bridge.editions_behind(reading)
    uses = Export.uses.through
    uses.objects.bulk_create(uses(export_id=row.pk, edition_id=pk) for row in rows for pk in editions)
    return rows


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
