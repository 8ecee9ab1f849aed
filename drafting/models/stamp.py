"""A mark that changes whenever something changes that the library publishes, or an assembly: what papers stand on."""

from __future__ import annotations

from django.db.models import Count, Max, Subquery, Sum

from .assemblies import Assembly
from .library import Entry

Stamp = tuple[object, ...]


def library_stamp() -> Stamp:
    """One query over two small tables.  What is only written, or waits, changes nothing."""
    assemblies = Subquery(Assembly.history.order_by("-history_id").values("history_id")[:1])
    entries = Entry.objects.aggregate(
        *(Count("pk"), Sum("published"), Max("published__published_at"), Count("retired_at"), Max("retired_at")),
        assemblies=Max(assemblies),
    )
    return tuple(entries.values())
