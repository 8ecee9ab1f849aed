"""Prints the JSON Schema of draft files."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from drafting.intake.schema import draft_schema


class Command(BaseCommand):
    help = "下書きファイルのJSON Schemaを表示します。"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(draft_schema(), ensure_ascii=False, indent=2))
