"""Says in one line each what this machine lacks for the paper; silent when all is there."""

from typing import Any

from django.core.management.base import BaseCommand

from drafting.render.fonts import missing_parts


class Command(BaseCommand):
    help = "紙面に要る部品（フォント、libharfbuzz-subset）がそろっているかを確かめます。"

    def handle(self, *args: Any, **options: Any) -> None:
        for line in missing_parts():
            self.stdout.write(self.style.WARNING(f"★ {line}"))
