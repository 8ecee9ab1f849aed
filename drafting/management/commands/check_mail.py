"""Says in one line why mail cannot leave; silent when it can, and where none is set up.  bin/run asks at each start.

Nothing is sent: it greets the server, over TLS where so set, and signs in."""

from __future__ import annotations

import smtplib
import socket
import ssl
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.management.base import BaseCommand

# The first that fits: each of these errors is an OSError too.
REASONS: tuple[tuple[type[Exception], str], ...] = (
    (smtplib.SMTPAuthenticationError, "利用者名かパスワードが受け付けられません。"),
    (smtplib.SMTPNotSupportedError, "サーバーが、設定した守り方（TLS）かログインに対応していません。"),
    (smtplib.SMTPException, "サーバーが受け付けません。"),
    (ssl.SSLCertVerificationError, "サーバーの証明書を確かめられません。"),
    (ssl.SSLError, "TLS でつながりません。smtps:// と smtp+tls:// を確かめてください。"),
    (socket.gaierror, "サーバーの名前が見つかりません。"),
    (TimeoutError, "サーバーが答えません。"),
    (ConnectionRefusedError, "サーバーが、そのポートで待っていません。"),
    (OSError, "サーバーにつながりません。"),
)


class Command(BaseCommand):
    help = "メールサーバーにつながるかを確かめます（メールは送りません）。"

    def handle(self, *args: Any, **options: Any) -> None:
        connection = get_connection()
        if not settings.SENDS_MAIL or not isinstance(connection, EmailBackend):
            return
        try:
            connection.open()
            connection.close()
        except OSError as error:
            reason = next(text for kind, text in REASONS if isinstance(error, kind))
            self.stdout.write(f"★ メールを送れません。{reason}EMAIL_URL などの設定を確かめてください。")
