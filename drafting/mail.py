"""Whether and how mail leaves this machine, from the environment.  Without settings none does, and no page says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
BACKENDS = "django.core.mail.backends."
URL_WANTED = (
    "EMAIL_URL は smtp+tls://利用者:パスワード@メールサーバー:587 の形で書いてください。"
    "パスワードの記号は %2F のように書きます。"
)
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """EMAIL_URL (smtp+tls://user:password@host:587, smtps://…, smtp://…, file:///folder), or EMAIL_HOST and its kin."""
    if url := environment.get("EMAIL_URL"):
        return _from_url(url) | _sender(environment)
    if host := environment.get("EMAIL_HOST"):
        return _from_parts(host, environment) | _sender(environment)
    return {"SENDS_MAIL": False, "EMAIL_BACKEND": BACKENDS + "dummy.EmailBackend"}


def _from_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path:
        return {"EMAIL_BACKEND": BACKENDS + "filebased.EmailBackend", "EMAIL_FILE_PATH": parts.path}
    if parts.scheme not in PORTS or not parts.hostname:
        # Without the value: it may hold a password.
        raise ImproperlyConfigured(URL_WANTED)
    try:
        port = parts.port
    except ValueError:
        # Cut at a sign in the password that should have been written as %2F and so on.
        raise ImproperlyConfigured(URL_WANTED) from None
    return _smtp(
        parts.hostname,
        port or PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        parts.scheme,
    )


def _from_parts(host: str, environment: Mapping[str, str]) -> dict[str, Any]:
    security = environment.get("EMAIL_SECURITY", "tls")
    scheme = {"tls": "smtp+tls", "ssl": "smtps", "none": "smtp"}.get(security)
    if scheme is None:
        raise ImproperlyConfigured("EMAIL_SECURITY は tls、ssl、none のどれかにしてください。")
    port = environment.get("EMAIL_PORT") or str(PORTS[scheme])
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ImproperlyConfigured("EMAIL_PORT は 1 から 65535 までの数にしてください。")
    user, password = environment.get("EMAIL_HOST_USER", ""), environment.get("EMAIL_HOST_PASSWORD", "")
    return _smtp(host, int(port), user, password, scheme)


def _smtp(host: str, port: int, user: str, password: str, scheme: str) -> dict[str, Any]:
    return {
        "EMAIL_BACKEND": BACKENDS + "smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": password,
        "EMAIL_USE_TLS": scheme == "smtp+tls",
        "EMAIL_USE_SSL": scheme == "smtps",
        # A server that does not answer must not hold a page for longer.
        "EMAIL_TIMEOUT": 10,
    }


def _sender(environment: Mapping[str, str]) -> dict[str, Any]:
    sender = environment.get("EMAIL_FROM", "")
    if not ADDRESS.fullmatch(parseaddr(sender)[1]):
        raise ImproperlyConfigured("EMAIL_FROM に、メールの差出人のアドレスを書いてください（例: kobo@example.jp）。")
    return {"SENDS_MAIL": True, "DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender}
