"""Brings the secrets of second factors under the newest SECRET_KEY; bin/run does so at each start.

Silent unless some cannot be opened: then it says what to do."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from drafting.actions.people import renew_seals


class Command(BaseCommand):
    help = "二段階認証の鍵を、今の SECRET_KEY で封じ直します。"

    def handle(self, *args: Any, **options: Any) -> None:
        if lost := renew_seals():
            self.stdout.write(f"★ 今の SECRET_KEY では開けない二段階認証の鍵が {lost}件あります。")
            self.stdout.write("  前の SECRET_KEY を SECRET_KEY_FALLBACKS に入れて、始め直してください。")
            self.stdout.write("  前の鍵がないときは、管理者が「運営」で二段階認証を外し、本人が設定し直します。")
