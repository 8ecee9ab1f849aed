"""Django's flush, which empties every table: the triggers that keep published editions step aside for it."""

from typing import Any

from django.core.management.commands import flush

from drafting.models.freezing import freeze, has_triggers, thaw
from drafting.models.word_index import catch_up


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        using = options["database"]
        if not has_triggers(using):
            return super().handle(**options)
        thaw(using)
        try:
            super().handle(**options)
            catch_up()  # the index of words is no model's table, and the numbers of its rows begin anew
        finally:
            thaw(using)  # its own post_migrate may have put them on again
            freeze(using)
