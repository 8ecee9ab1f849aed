"""Mail by a real server on this machine: what arrives, over which wire, and what is said when nothing can."""

from __future__ import annotations

import datetime
import gc
import ipaddress
import re
import ssl
import warnings
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from drafting.actions.cast import Cast
from drafting.actions.notices import mail_notice
from drafting.actions.people import keep_one_address
from drafting.mail import mail_settings
from drafting.models import Invitation, User
from drafting.posting import NotSent, post
from tests.mail_server import PostBox, mail_server, read, silent_server
from tests.people import SignedIn

from .screens import text_of

Uses = Callable[..., None]
NEW = {"name": "新井 花", "email": "arai@example.jp", "password1": "nagai-aikotoba-7", "password2": "nagai-aikotoba-7"}
SENDER = "意見書工房 <kobo@example.jp>"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _loose_ends() -> Iterator[None]:
    """smtplib and aiosmtpd leave the sockets of refused connections to the collector."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def uses(settings: Any) -> Uses:
    """uses(url): the program with this EMAIL_URL in its environment."""

    def use(url: str, patience: int = 10) -> None:
        for name, value in mail_settings({"EMAIL_URL": url, "EMAIL_FROM": SENDER}).items():
            setattr(settings, name, value)
        settings.EMAIL_TIMEOUT = patience
        settings.ACCOUNT_EMAIL_VERIFICATION, settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = "mandatory", True
        settings.SIGN_UP = "open"

    return use


@pytest.fixture
def box(cast: Cast, uses: Uses) -> Any:
    for user in User.objects.all():
        keep_one_address(user)
    with mail_server() as box:
        uses(f"smtp://127.0.0.1:{box.port}")
        yield box


def only(box: PostBox) -> EmailMessage:
    (mail,) = box.mails
    return mail


# ---------- what arrives ----------


def _sign_up(cast: Cast, signed_in: SignedIn) -> None:
    Client().post(reverse("account_signup"), NEW)


def _forget(cast: Cast, signed_in: SignedIn) -> None:
    Client().post(reverse("account_reset_password"), {"email": cast.sato.email})


def _invite(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.sato).post(
        reverse("group_invite", args=[cast.group.pk]), {"role": "editor", "email": "arai@example.jp"}
    )


def _notify(cast: Cast, signed_in: SignedIn) -> None:
    User.objects.filter(pk=cast.sato.pk).update(notices_by_mail=True)
    mail_notice.call(cast.sato.pk)


@pytest.mark.parametrize(
    ("cause", "to", "subject", "said"),
    [
        (_sign_up, "arai@example.jp", "メールアドレスを確かめる番号（意見書工房）", r"^[A-Z0-9-]{6,12}$"),
        (_forget, "sato@example.jp", "新しいパスワードを決めるリンク（意見書工房）", r"^http://\S+/password/new/\S+$"),
        (_invite, "arai@example.jp", "「区民とあゆむ会」への招待（意見書工房）", r"^http://\S+/join/\S+$"),
        (_notify, "sato@example.jp", "意見書工房からのお知らせ", "お知らせ"),
    ],
)
def test_every_mail_arrives_whole_in_japanese_and_marked_as_a_machines(
    cause: Callable[..., None], to: str, subject: str, said: str, box: PostBox, cast: Cast, signed_in: SignedIn
) -> None:
    cause(cast, signed_in)
    mail = only(box)
    assert (mail["To"], mail["From"], mail["Subject"]) == (to, SENDER, subject)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@example.jp>")
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content_charset() == "utf-8"
    assert re.search(said, read(mail), re.MULTILINE)
    # RFC 5322: no line is longer, or some server cuts it.
    assert max(map(len, box.raw[0].splitlines())) <= 998
    assert box.raw[0].split(b"\r\n\r\n")[0].isascii()


# ---------- over which wire ----------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that this machine made itself, with its key in the same file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "both.pem"
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(private + made.public_bytes(encoding))
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.parametrize(("scheme", "starttls"), [("smtps", False), ("smtp+tls", True)])
def test_over_tls_only_to_a_server_whose_certificate_is_known(
    scheme: str,
    starttls: bool,
    tls: ssl.SSLContext,
    certificate: Path,
    uses: Uses,
    db: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with mail_server(tls=tls, starttls=starttls) as box:
        uses(f"{scheme}://127.0.0.1:{box.port}")
        with pytest.raises(NotSent):
            post("題", "文", "sato@example.jp")
        call_command("check_mail")
        assert "証明書を確かめられません" in capsys.readouterr().out
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        post("題", "文", "sato@example.jp")
        call_command("check_mail")
        assert capsys.readouterr().out == ""
    assert read(only(box)) == "文"


def test_with_a_name_and_password(
    uses: Uses,
    db: None,
    tls: ssl.SSLContext,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(tls=tls, starttls=True, user="kobo") as box:
        uses(f"smtp+tls://kobo:himitsu@127.0.0.1:{box.port}")
        post("題", "文", "sato@example.jp")
        uses(f"smtp+tls://kobo:chigau@127.0.0.1:{box.port}")
        with pytest.raises(NotSent):
            post("題", "文", "sato@example.jp")
        call_command("check_mail")
        said = capsys.readouterr().out
    assert len(box.raw) == 1
    assert "パスワードが受け付けられません" in said
    assert "chigau" not in said


# ---------- nothing can ----------


def test_no_page_waits_longer_than_ten_seconds_for_a_server(db: None) -> None:
    assert mail_settings({"EMAIL_URL": "smtp://x", "EMAIL_FROM": SENDER})["EMAIL_TIMEOUT"] <= 10


def _gone(uses: Uses) -> None:
    with mail_server() as box:
        pass
    uses(f"smtp://127.0.0.1:{box.port}")


@pytest.fixture(params=["gone", "refusing", "silent"])
def no_mail(request: pytest.FixtureRequest, cast: Cast, uses: Uses) -> Any:
    """A server that is not there, one that takes nothing, one that never answers."""
    if request.param == "silent":
        with silent_server() as port:
            uses(f"smtp://127.0.0.1:{port}", patience=1)
            yield
    elif request.param == "refusing":
        with mail_server() as box:
            box.refuses = "550 nobody"
            uses(f"smtp://127.0.0.1:{box.port}")
            yield
    else:
        _gone(uses)
        yield


def test_whoever_invites_is_told_to_hand_the_link_over(no_mail: None, cast: Cast, signed_in: SignedIn) -> None:
    at = reverse("group_invite", args=[cast.group.pk])
    page = signed_in(cast.sato).post(at, {"role": "editor", "email": "arai@example.jp"}, follow=True)
    assert "メールを送れませんでした。下のリンクを写して" in text_of(page)
    assert Invitation.objects.get().token in page.content.decode()


def test_whoever_waits_for_a_code_or_link_is_told_that_none_comes(no_mail: None, cast: Cast) -> None:
    for name, given in (("account_signup", NEW), ("account_reset_password", {"email": cast.sato.email})):
        page = Client().post(reverse(name), given)
        assert page.status_code == 503
        assert "メールを送れませんでした" in text_of(page)
        assert "管理者に知らせて" in text_of(page)


def test_a_failed_mail_does_not_tell_who_has_an_account(no_mail: None, cast: Cast) -> None:
    pages = [Client().post(reverse("account_reset_password"), {"email": f"{who}@example.jp"}) for who in ("sato", "x")]
    assert pages[0].status_code == pages[1].status_code
    assert text_of(pages[0]) == text_of(pages[1])


def test_whoever_signed_up_in_vain_signs_up_once_more(cast: Cast, uses: Uses) -> None:
    _gone(uses)
    client = Client()
    client.post(reverse("account_signup"), NEW)
    assert not User.objects.filter(email=NEW["email"]).exists()
    cache.clear()  # some minutes later
    with mail_server() as box:
        uses(f"smtp://127.0.0.1:{box.port}")
        page = client.post(reverse("account_signup"), NEW, follow=True)
        assert "メールを送りました" in text_of(page)
        code = re.search(r"^[A-Z0-9-]{6,12}$", box.last_to(NEW["email"]), re.MULTILINE)
        assert code
        client.post(reverse("account_email_verification_sent"), {"code": code[0]})
    assert client.get(reverse("account")).status_code == 200


def test_a_notice_that_cannot_be_mailed_stops_nothing(no_mail: None, cast: Cast, signed_in: SignedIn) -> None:
    _notify(cast, signed_in)


def test_no_address_and_no_text_stands_in_the_log(no_mail: None, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    Client().post(reverse("account_reset_password"), {"email": cast.sato.email})
    assert "a mail could not be sent" in caplog.text
    assert "sato" not in caplog.text


def test_the_start_says_why_no_mail_can_leave(no_mail: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_mail")
    # A server that refuses one reader is met all the same.
    assert re.fullmatch(r"(★ メールを送れません。サーバー.+確かめてください。\n)?", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"EMAIL_URL": "smtp://kobo:hi/mitsu@mail.example.jp", "EMAIL_FROM": "a@example.jp"}, "%2F"),
        ({"EMAIL_HOST": "mail.example.jp", "EMAIL_PORT": "x", "EMAIL_FROM": "a@example.jp"}, "EMAIL_PORT"),
        ({"EMAIL_HOST": "mail.example.jp", "EMAIL_PORT": "0", "EMAIL_FROM": "a@example.jp"}, "EMAIL_PORT"),
        ({"EMAIL_HOST": "mail.example.jp", "EMAIL_FROM": "意見書工房"}, "EMAIL_FROM"),
        ({"EMAIL_HOST": "mail.example.jp", "EMAIL_FROM": "意見書工房 <@>"}, "EMAIL_FROM"),
    ],
)
def test_settings_that_cannot_work_are_named_in_japanese(environment: dict[str, str], said: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=said) as stopped:
        mail_settings(environment)
    assert "してください" in str(stopped.value) or "書いてください" in str(stopped.value)
    assert "mitsu" not in str(stopped.value)
