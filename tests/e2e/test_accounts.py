"""Accounts in a real browser, with mail and with the second factor that curators and administrators must have.

The mail server is one on this machine.  With PICTURES=FOLDER each state leaves a picture to be looked at."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, CDPSession, Page, expect

from drafting.actions.cast import PASSWORD
from tests.mail_server import PostBox, mail_server

from .conftest import MakeFolder, Watch, environment_of, first_admin_path, register_administrator, serving
from .test_accessibility import look_at

PICTURES = os.environ.get("PICTURES", "")
NEW_PASSWORD = "atarashii-aikotoba-2"


@pytest.fixture(scope="module")
def post_box() -> Iterator[PostBox]:
    with mail_server() as box:
        yield box


@pytest.fixture(scope="module")
def strict_environment(make_folder: MakeFolder, post_box: PostBox) -> dict[str, str]:
    """With mail, open to all, and strict about second factors."""
    mail = {"EMAIL_URL": f"smtp://127.0.0.1:{post_box.port}", "EMAIL_FROM": "kobo@example.jp"}
    more = {
        "SIGN_UP": "open",
        "REQUIRE_SECOND_FACTOR": "1",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
    }
    return environment_of(make_folder("strict")) | more | mail


@pytest.fixture(scope="module")
def strict(strict_environment: dict[str, str]) -> Iterator[str]:
    """The address of a program of its own, by the name that passkeys need."""
    with serving(strict_environment) as address:
        yield address.replace("127.0.0.1", "localhost")


@pytest.fixture
def visitor(browser: Browser, browser_context_args: dict[str, Any], strict: str, watch: Watch) -> Iterator[Page]:
    with browser.new_context(**browser_context_args | {"base_url": strict}) as context:
        watch.over(context, strict)
        yield context.new_page()


def seen(page: Page, name: str) -> None:
    """Looked at by axe, at every width; and by whoever wants to."""
    page.wait_for_load_state("load")
    if PICTURES:
        for width in (1280, 640):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})
    assert look_at(page, name) == []


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("メールアドレス").fill(email)
    page.get_by_label("パスワード").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="ログイン").click()


def confirm_password(page: Page, password: str = PASSWORD) -> None:
    """What touches the account itself asks once more who it is."""
    page.get_by_label("今のパスワード").fill(password)
    page.get_by_role("button", name="続ける").click()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="ログアウト").click()
    page.get_by_role("link", name="ログイン").first.wait_for()


def code_of(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def enter_code(page: Page, code: str, press: str = "ログイン") -> None:
    page.get_by_label(re.compile("番号")).fill(code)
    page.get_by_role("button", name=press, exact=True).click()


def set_up_app(page: Page, name: str) -> tuple[str, list[str]]:
    """From the page that asks for it; gives the key that was typed into the app, and the spare codes."""
    secret = str(page.locator("code.secret").text_content())
    assert page.locator("figure.qr svg path").count() == 1
    assert page.locator("img[src^='data:']").count() == 0
    seen(page, f"{name}-set-up")
    enter_code(page, "000000", "設定する")
    expect(page.locator("#id_code_error")).to_be_visible()
    assert page.locator("code.secret").text_content() == secret, "the app would have to read it again"
    seen(page, f"{name}-set-up-wrong")
    enter_code(page, code_of(secret), "設定する")
    page.locator("ul.codes").wait_for()
    seen(page, f"{name}-spare-codes")
    return secret, page.locator("ul.codes code").all_inner_texts()


def test_a_curator_sets_up_the_second_factor_uses_it_and_loses_it(
    visitor: Page, browser: Browser, browser_context_args: dict[str, Any], strict: str, watch: Watch,
    strict_environment: dict[str, str],
) -> None:  # fmt: skip
    page = visitor
    sign_in(page, "mori@example.jp")
    page.get_by_role("link", name="編集").first.click()
    expect(page.locator(".note-bad")).to_contain_text("二段階認証が要ります")
    secret, spare = set_up_app(page, "curator")
    assert len(set(spare)) == 10
    with page.expect_download() as download:
        page.get_by_role("link", name="ファイルで受け取る").click()
    assert Path(download.value.path()).read_text(encoding="utf-8").split()[1:] == spare
    page.get_by_role("link", name="編集へ").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert urlsplit(page.url).path == "/curation/"
    page.goto("/accounts/2fa/")
    seen(page, "second-factor")
    page.goto("/accounts/2fa/totp/deactivate/")
    expect(page.get_by_text("編集・運営をする人は、二段階認証をやめられません")).to_be_visible()
    seen(page, "cannot-be-left")

    sign_out(page)
    sign_in(page, "mori@example.jp")
    seen(page, "code-asked")
    enter_code(page, "123456")
    expect(page.locator("#id_code_error")).to_be_visible()
    seen(page, "code-wrong")
    used = code_of(secret, 1)  # the one that set it up is used
    enter_code(page, used)
    page.get_by_role("link", name="森").wait_for()

    sign_out(page)
    sign_in(page, "mori@example.jp")
    enter_code(page, used)
    expect(page.locator("#id_code_error")).to_be_visible()
    enter_code(page, spare[0])
    page.get_by_role("link", name="森").wait_for()
    sign_out(page)
    sign_in(page, "mori@example.jp")
    enter_code(page, spare[0])
    expect(page.locator("#id_code_error")).to_be_visible()

    with browser.new_context(**browser_context_args | {"base_url": strict}) as context:
        watch.over(context, strict)
        watch.expected = ("410", "422")
        keeper = context.new_page()
        first_administrator(keeper, strict_environment)
        help_mori(keeper)


def first_administrator(page: Page, environment: dict[str, str]) -> None:
    """By the link that the start prints; used up, it says so."""
    path = first_admin_path(environment)
    page.goto("/first-admin/this-is-no-link/")
    seen(page, "first-administrator-wrong-link")
    page.goto(path)
    page.get_by_role("button", name="登録").click()
    seen(page, "first-administrator-errors")
    page.goto(path)
    seen(page, "first-administrator")
    register_administrator(page, "運営 花子", "unei@example.jp", NEW_PASSWORD)
    page.goto(path)
    seen(page, "first-administrator-used-link")
    page.goto("/admin/")
    set_up_app(page, "administrator")


def help_mori(page: Page) -> None:
    page.goto("/admin/help-to-sign-in/5/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("森 由美さん")
    seen(page, "help")
    page.get_by_role("button", name="リンクを作る").click()
    expect(page.locator("#reset-link")).to_be_visible()
    seen(page, "help-link")
    page.get_by_role("button", name="二段階認証を外す").click()
    expect(page.locator(".note-ok")).to_contain_text("外しました")
    seen(page, "help-done")


def test_whoever_guesses_codes_or_passwords_is_told_when_to_try_again(visitor: Page) -> None:
    for _ in range(6):
        sign_in(visitor, "kato@example.jp", "chigau-aikotoba")
    expect(visitor.locator("#id_password_error")).to_contain_text("5分ほどたってから")
    seen(visitor, "too-many")


# ---------- by mail ----------

ARAI = "arai@example.jp"


def code_mailed(box: PostBox, address: str) -> str:
    found = re.search(r"^ *([A-Z0-9]{4}-[A-Z0-9]{4}) *$", box.last_to(address), re.MULTILINE)
    assert found, box.last_to(address)
    return found[1]


def test_somebody_signs_up_changes_the_address_and_forgets_the_password_all_by_mail(
    visitor: Page, post_box: PostBox, watch: Watch
) -> None:
    page = visitor
    page.goto("/accounts/login/")
    seen(page, "sign-in-open")
    page.get_by_role("link", name="利用者の登録へ").click()
    seen(page, "sign-up")
    page.get_by_role("button", name="登録する").click()
    expect(page.locator("#id_name_error")).to_be_visible()
    seen(page, "sign-up-errors")
    page.get_by_label("名前").fill("新井 花")
    page.get_by_label("メールアドレス").fill(ARAI)
    for one in page.locator("input[type=password]").all():
        one.fill(NEW_PASSWORD)
    page.get_by_role("button", name="登録する").click()
    expect(page.get_by_role("heading", name="メールアドレスの確認")).to_be_visible()
    seen(page, "code-by-mail")
    enter_code(page, "000000", "確かめる")
    expect(page.locator("#id_code_error")).to_be_visible()
    seen(page, "code-by-mail-wrong")
    enter_code(page, code_mailed(post_box, ARAI), "確かめる")
    page.get_by_role("link", name="新井 花").wait_for()

    change_address(page, post_box)
    sign_out(page)
    new_password(page, post_box)

    sign_out(page)
    post_box.refuses = "550 no such user"
    watch.expected = ("503",)
    page.goto("/accounts/password/forgotten/")
    page.get_by_label("メールアドレス").fill("hana@example.jp")
    page.get_by_role("button", name="リンクを送る").click()
    expect(page.get_by_role("heading", name="メールを送れませんでした")).to_be_visible()
    seen(page, "mail-not-sent")
    post_box.refuses = ""


def change_address(page: Page, box: PostBox) -> None:
    page.goto("/account/")
    seen(page, "account")
    page.goto("/accounts/reauthenticate/")
    seen(page, "password-again")
    page.goto("/accounts/email/")
    page.get_by_label("新しいメールアドレス").wait_for()
    seen(page, "address")
    page.get_by_label("新しいメールアドレス").fill("hana@example.jp")
    page.get_by_role("button", name="番号を送る").click()
    page.get_by_role("heading", name="メールアドレスの確認").wait_for()
    seen(page, "address-code")
    enter_code(page, code_mailed(box, "hana@example.jp"), "確かめる")
    page.goto("/account/")
    expect(page.get_by_text("hana@example.jp")).to_be_visible()
    page.goto("/account/devices/")
    seen(page, "devices")
    page.goto("/accounts/password/change/")
    seen(page, "password-change")


def new_password(page: Page, box: PostBox) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("link", name="パスワードを忘れたとき").click()
    seen(page, "forgotten")
    page.get_by_label("メールアドレス").fill("hana@example.jp")
    page.get_by_role("button", name="リンクを送る").click()
    expect(page.get_by_role("heading", name="メールをご覧ください")).to_be_visible()
    seen(page, "forgotten-sent")
    link = re.search(r"https?://\S+(/accounts/password/new/\S+)", box.last_to("hana@example.jp"))
    assert link, box.last_to("hana@example.jp")
    page.goto(link[1])
    seen(page, "new-password")
    for one in page.locator("input[type=password]").all():
        one.fill("mata-betsu-no-kotoba-3")
    page.get_by_role("button", name="このパスワードにする").click()
    seen(page, "new-password-done")
    page.goto(link[1])
    expect(page.get_by_role("heading", name="このリンクは使えません")).to_be_visible()
    seen(page, "new-password-used-link")
    sign_in(page, "hana@example.jp", "mata-betsu-no-kotoba-3")
    page.get_by_role("link", name="新井 花").wait_for()


# ---------- passkeys ----------


@pytest.fixture
def key(visitor: Page) -> CDPSession:
    """The reader's own device, that asks for his finger."""
    session = visitor.context.new_cdp_session(visitor)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def test_a_passkey_is_made_used_named_and_taken_away(visitor: Page, key: CDPSession, post_box: PostBox) -> None:
    page = visitor
    sign_in(page, "tanaka@example.jp")
    page.goto("/accounts/2fa/")
    seen(page, "second-factor-none")
    page.get_by_role("link", name=re.compile("登録する.*パスキー")).click()
    seen(page, "passkey-new")
    page.get_by_label("このパスキーの名前").fill("職場のパソコン")
    page.get_by_label("このパスキーの名前").press("Enter")
    page.locator("ul.codes").wait_for()
    expect(page.locator(".note-ok").first).to_contain_text("パスキーを登録しました")
    seen(page, "passkey-spare-codes")
    spare = page.locator("ul.codes code").first.inner_text()

    sign_out(page)
    sign_in(page, "tanaka@example.jp")
    seen(page, "passkey-asked")
    page.get_by_role("button", name="パスキーを使う").click()
    page.get_by_role("link", name="田中").wait_for()

    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_text("職場のパソコン").first).to_be_visible()
    seen(page, "passkeys")
    page.get_by_role("link", name="名前を変える").click()
    seen(page, "passkey-name")
    page.get_by_label("このパスキーの名前").fill("自宅のパソコン")
    page.get_by_role("button", name="保存する").click()
    expect(page.get_by_text("自宅のパソコン").first).to_be_visible()

    sign_out(page)
    sign_in(page, "tanaka@example.jp")
    enter_code(page, spare)
    page.get_by_role("link", name="田中").wait_for()
    page.goto("/accounts/2fa/webauthn/")
    page.goto("/accounts/reauthenticate/")
    page.get_by_role("link", name="認証アプリか予備の番号で確かめる").wait_for()
    confirm_password(page)
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="消す").click()
    seen(page, "passkey-end")
    page.get_by_role("button", name="消す").click()
    expect(page.get_by_text("まだ登録されていません")).to_be_visible()
    seen(page, "passkeys-none")
    sign_out(page)
    sign_in(page, "tanaka@example.jp")
    page.get_by_role("link", name="田中").wait_for()
