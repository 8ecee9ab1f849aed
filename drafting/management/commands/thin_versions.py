"""Thins the autosaves of drafts with age; bin/run does so at each start, a worker daily."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from drafting.actions.thinning import thin_drafts


class Command(BaseCommand):
    help = "Thins autosaved versions of drafts: hourly after a day, daily after a week; nothing named or exported."

    def handle(self, *args: Any, **options: Any) -> None:
        if gone := thin_drafts():
            self.stdout.write(f"古い途中の保存を間引きました: {gone}件")
