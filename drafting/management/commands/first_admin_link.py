"""Prints the one-time link with which the first administrator sets e-mail and password; nothing once there is one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse

from drafting.models import FirstAdminLink, User


class Command(BaseCommand):
    help = "管理者がまだいないとき、最初の管理者を登録するリンクを表示します（24時間、1回限り）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--base", default="", help="リンクの前に付けるアドレス（例: http://127.0.0.1:8000）")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(is_superuser=True, is_active=True).exists():
            return
        path = reverse("first_admin", args=[FirstAdminLink.issue()])
        self.stdout.write("管理者がまだいません。次のリンクで登録してください（24時間、1回限り）:")
        self.stdout.write(options["base"].rstrip("/") + path)
