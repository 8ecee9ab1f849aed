"""Django's flush, which empties every table: the triggers that keep published editions step aside for it."""

from typing import Any

from django.core.management.commands import flush

from drafting.models.freezing import freeze, has_triggers, thaw


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        using = options["database"]
        if not has_triggers(using):
            return super().handle(**options)
        thaw(using)
        try:
            super().handle(**options)
        finally:
            thaw(using)  # its own post_migrate may have put them on again
            freeze(using)
