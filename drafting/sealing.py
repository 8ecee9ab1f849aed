"""Short secrets that lie in the database sealed: whoever has a copy of it, but not SECRET_KEY, cannot read them.

It knows neither whose secrets these are nor where they lie."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE = b"drafting.sealing/1"
_MARK = "sealed1:"


class CannotOpen(ValueError):
    """Not sealed, sealed with another key, or altered since."""


def seal(text: str) -> str:
    return _MARK + _newest().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    try:
        return MultiFernet(list(_keys())).decrypt(_token(sealed)).decode()
    except InvalidToken as error:
        raise CannotOpen from error


def is_sealed(text: str) -> bool:
    return text.startswith(_MARK)


def renewed(sealed: str) -> str:
    """The same under the newest key; unchanged where it is so already."""
    try:
        _newest().decrypt(_token(sealed))
    except InvalidToken:
        return seal(unseal(sealed))
    return sealed


def _token(sealed: str) -> bytes:
    if not is_sealed(sealed):
        raise CannotOpen
    return sealed.removeprefix(_MARK).encode()


def _newest() -> Fernet:
    return next(_keys())


def _keys() -> Iterator[Fernet]:
    """The newest first.  Of its own for this purpose: nothing else that is signed with SECRET_KEY tells about it."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
        yield Fernet(base64.urlsafe_b64encode(derived))
