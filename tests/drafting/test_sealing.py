"""Secrets of second factors lie sealed in the database: with its key they work, without it a copy gives none."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.core.management import call_command

from drafting.actions.cast import Cast
from drafting.actions.people import renew_seals
from drafting.sealing import CannotOpen, renewed, seal, unseal

ROOT = Path(__file__).resolve().parents[2]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.parametrize("text", ["", SECRET, "秘密"])
def test_what_was_sealed_comes_back_and_cannot_be_seen(text: str) -> None:
    sealed = seal(text)
    assert unseal(sealed) == text
    assert not text or text not in sealed
    assert seal(text) != sealed


def spoilt(sealed: str) -> str:
    """With a letter in its middle changed."""
    middle = len(sealed) // 2
    return sealed[:middle] + ("A" if sealed[middle] != "A" else "B") + sealed[middle + 1 :]


@pytest.mark.parametrize("wrong", ["", SECRET, "sealed1:", "sealed1:gAAAAA", spoilt(seal(SECRET))])
def test_what_is_not_sealed_or_was_altered_is_not_opened(wrong: str) -> None:
    with pytest.raises(CannotOpen):
        unseal(wrong)


def test_another_key_opens_nothing_unless_the_old_one_is_named(settings: Any) -> None:
    sealed, old = seal(SECRET), settings.SECRET_KEY
    assert renewed(sealed) == sealed
    settings.SECRET_KEY = "another-key"
    with pytest.raises(CannotOpen):
        unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert unseal(sealed) == SECRET
    fresh = renewed(sealed)
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(fresh) == SECRET


def test_rows_hold_only_what_is_sealed(cast: Cast) -> None:
    TOTP.activate(cast.sato, SECRET)
    spare = RecoveryCodes.activate(cast.sato)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored
    assert not any(code in stored for code in spare.generate_codes())
    assert Authenticator.objects.get(user=cast.sato, type="totp").wrap().validate_code(code_of(SECRET))


def test_a_start_with_a_new_key_seals_anew_and_leaves_used_codes_used(cast: Cast, settings: Any) -> None:
    TOTP.activate(cast.sato, SECRET)
    spare = RecoveryCodes.activate(cast.sato)
    used, *left = spare.generate_codes()
    assert spare.validate_code(used)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key", [settings.SECRET_KEY]
    assert renew_seals() == 0
    settings.SECRET_KEY_FALLBACKS = []
    cache.clear()
    totp, codes = (Authenticator.objects.get(user=cast.sato, type=kind).wrap() for kind in ("totp", "recovery_codes"))
    assert totp.validate_code(code_of(SECRET))
    assert codes.get_unused_codes() == left


def test_with_a_lost_key_no_code_fits_and_the_start_says_what_to_do(
    cast: Cast, settings: Any, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    TOTP.activate(cast.sato, SECRET)
    call_command("renew_seals")
    assert capsys.readouterr().out == ""
    settings.SECRET_KEY = "another-key"
    totp = Authenticator.objects.get(user=cast.sato).wrap()
    # A secret of no length would have a code that anybody can reckon.
    assert not any(totp.validate_code(code_of(secret)) for secret in (SECRET, ""))
    assert "SECRET_KEY" in caplog.text
    call_command("renew_seals")
    assert "SECRET_KEY_FALLBACKS" in capsys.readouterr().out


# ---------- a database from before ----------


def migrate(var: Path, *target: str) -> None:
    environment = os.environ | {"VAR_DIR": str(var), "SECRET_KEY": "k", "DJANGO_SETTINGS_MODULE": "drafting.settings"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0", *target]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def stored(var: Path) -> bytes:
    """All that lies in the folder of the database."""
    return b"".join(path.read_bytes() for path in sorted(var.glob("db.sqlite3*")))


def test_secrets_of_an_older_database_are_sealed_without_a_trace_and_can_be_opened_again(tmp_path: Path) -> None:
    seed = "5eed" * 20
    migrate(tmp_path, "mfa")
    migrate(tmp_path, "drafting", "0019")
    with sqlite3.connect(tmp_path / "db.sqlite3") as rows:
        rows.execute(
            "INSERT INTO drafting_user (id, password, is_superuser, is_staff, is_active, date_joined, email, name,"
            " is_curator, session_seed, notices_by_mail) VALUES (1, 'x', 0, 0, 1, '2026-01-01', 'a@b.jp', '', 0, '', 0)"
        )
        for kind, data in (("totp", {"secret": SECRET}), ("recovery_codes", {"seed": seed, "used_mask": 3})):
            rows.execute(
                "INSERT INTO mfa_authenticator (type, data, user_id, created_at) VALUES (?, ?, 1, '2026-01-01')",
                (kind, str(data).replace("'", '"')),
            )
    rows.close()
    assert SECRET.encode() in stored(tmp_path)
    migrate(tmp_path, "drafting", "0020")
    assert SECRET.encode() not in stored(tmp_path)
    assert seed.encode() not in stored(tmp_path)
    assert b'"used_mask": 3' in stored(tmp_path)
    migrate(tmp_path, "drafting", "0019")
    assert SECRET.encode() in stored(tmp_path)
    assert seed.encode() in stored(tmp_path)


def test_the_secret_of_a_new_second_factor_is_of_full_length() -> None:
    assert len(generate_totp_secret()) == len(SECRET)
