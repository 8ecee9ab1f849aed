"""Adds the cast with known passwords, and a draft to look at; only where the demonstration is meant."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from drafting.actions.cast import PASSWORD, create_cast, say_something
from drafting.actions.drafts import start_draft
from drafting.actions.sample import sample_file
from drafting.models import Draft


class Command(BaseCommand):
    help = "試用の利用者（パスワードは公開されています）と見本の下書きを加えます。DEMO=1 のときだけ使えます。"

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("試用の利用者のパスワードは公開されています。DEMO=1 のときだけ加えられます。")
        cast = create_cast()
        if not Draft.objects.exists():
            file = sample_file(timezone.localdate())
            start_draft(file, cast.sato)
            shared = start_draft(
                replace(file, title="資格確認書の一律の交付を求める意見書"), cast.sato, group=cast.group
            )
            say_something(shared, cast)
        self.stdout.write("試用の利用者（パスワードはどれも " + PASSWORD + "）:")
        for user, part in (
            (cast.sato, "下書きの持ち主、会派の管理者"),
            (cast.suzuki, "会派で書く人"),
            (cast.kato, "会派で読むだけの人"),
            (cast.tanaka, "会派の外の人"),
            (cast.mori, "ライブラリ編集者"),
        ):
            self.stdout.write(f"  {user.email}　{user.name}（{part}）")
