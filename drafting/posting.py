"""Every mail of the program goes out here: plain text, from its own address, marked as nobody's personal writing.

It knows nothing of what a mail says.  A mail is sent while its reader's page waits, not by the worker: the page must be
able to say that it could not be sent, and no link or code may lie in the database until it is."""

from __future__ import annotations

import logging
from email.header import Header
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

log = logging.getLogger(__name__)


class NotSent(Exception):
    """The mail server is not there, hangs, or refuses."""


class PlainMail(EmailMessage):
    def message(self, **options: Any) -> Any:
        """Its subject begins on the line of its name, which Django leaves empty (not to be made: RFC 5322, 3.2.2)."""
        made: Any = super().message(**options)
        made.replace_header("Subject", Header(str(self.subject), "utf-8", header_name="Subject"))
        return made


def post(subject: str, text: str, to: str) -> None:
    sender = settings.DEFAULT_FROM_EMAIL
    headers = {
        # RFC 3834: no machine answers a machine.
        "Auto-Submitted": "auto-generated",
        # Django's own would name this machine.
        "Message-ID": make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2]),
    }
    try:
        PlainMail(subject, text.strip() + "\n", sender, [to], headers=headers).send()
    except OSError as error:  # smtplib's errors are among them
        log.error("a mail could not be sent: %s", type(error).__name__)
        raise NotSent from error
