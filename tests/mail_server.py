"""A real mail server on this machine, that takes, refuses or never answers: what it was given is kept to be read."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


@dataclass
class PostBox:
    """What came, as sent and as read."""

    port: int
    raw: list[bytes] = field(default_factory=list)
    refuses: str = ""

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(one, policy=policy.default) for one in self.raw]

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.raw.append(envelope.content)
        return "250 OK"

    def last_to(self, address: str) -> str:
        """The text of the last mail to somebody; it is there once the page has answered."""
        found = [mail for mail in self.mails if mail["To"] == address]
        assert found, [mail["To"] for mail in self.mails]
        return read(found[-1])


def read(mail: EmailMessage) -> str:
    """As a reader sees it, with his own machine's ends of lines."""
    return "\n".join(mail.get_content().splitlines())


@contextmanager
def mail_server(*, tls: ssl.SSLContext | None = None, starttls: bool = False, user: str = "") -> Iterator[PostBox]:
    """tls from the first byte, or with starttls after asking; with a user too, only for him (password: himitsu)."""
    box = PostBox(_free_port())
    options: dict[str, Any] = {}
    if starttls:
        options |= {"tls_context": tls, "require_starttls": True}
    if user:
        options |= {"auth_required": True, "authenticator": _only(user)}
    controller = _OverTLS if tls and not starttls else Controller
    server = controller(box, hostname="127.0.0.1", port=box.port, ssl_context=None if starttls else tls, **options)
    server.start()
    try:
        yield box
    finally:
        server.stop()


class _OverTLS(Controller):
    def _trigger_server(self) -> None:
        """aiosmtpd greets its own server once, over TLS only if it knows the certificate."""
        anybody = ssl._create_unverified_context()
        with socket.create_connection((self.hostname, self.port), 5) as plain, anybody.wrap_socket(plain) as greeted:
            greeted.recv(200)


def _only(user: str) -> Any:
    def check(server: SMTP, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        known = given.login == user.encode() and given.password == b"himitsu"
        return AuthResult(success=known, handled=False)

    return check


@contextmanager
def silent_server() -> Iterator[int]:
    """Takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield int(listening.getsockname()[1])


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
