"""Erases the drafts without account whose last day is over; bin/run does so at each start, a worker daily."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from drafting.actions.guests import erase_expired


class Command(BaseCommand):
    help = "Erases the drafts of guests whose last day is over."

    def handle(self, *args: Any, **options: Any) -> None:
        if erased := erase_expired():
            self.stdout.write(f"期限の過ぎたお試しの下書きを消しました: {erased}件")
