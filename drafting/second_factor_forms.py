"""Forms of the second factor: codes of an app, spare ones, passkeys, in the words and look of this house."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateWithCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.cache import cache

from drafting.models import User

# Of a code's 90 seconds and some more.
USED_CODE_KEPT = 120


def code_field(label: str, help_text: str = "") -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
    return forms.CharField(label=label, help_text=help_text, max_length=40, widget=forms.TextInput(attrs=attrs))


def _passkey_name(*, required: bool) -> forms.CharField:
    help_text = "「職場のパソコン」のように、あとで見分けられる名前にします。"
    return forms.CharField(label="このパスキーの名前", help_text=help_text, max_length=60, required=required)


def use_up(user: User, code: str) -> bool:
    """False if it was taken already, a moment ago."""
    return bool(cache.add(f"second-factor-used-{user.pk}-{''.join(code.split())}", "1", timeout=USED_CODE_KEPT))


class WithCode(forms.Form):
    """A code of the app or a spare one; of an app it speaks only to those who have it."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_app = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP).exists()
        self.fields["code"] = (
            code_field("認証アプリの6桁の番号", "アプリが使えないときは、控えておいた予備の番号を入れます。")
            if self.has_app
            else code_field("予備の番号", "控えておいた8桁の番号を入れます。")
        )

    def clean_code(self) -> str:
        """allauth forgets after 30 seconds that a code was used, though the clocks' difference that it allows for
        lets the code pass for 90 (RFC 6238, 5.2: a code is taken once)."""
        code = str(super().clean_code())  # type: ignore[misc]
        if not use_up(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(WithCode, AuthenticateForm):  # type: ignore[misc]
    pass


class SecondFactorAgainForm(WithCode, ReauthenticateWithCodeForm):  # type: ignore[misc]
    pass


# What fido2 raises on an answer that no browser gives; allauth lets it through as a fault of the program.
NO_PASSKEY = (AttributeError, LookupError, TypeError, ValueError)


class GivenPasskey(forms.Form):
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except NO_PASSKEY as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyForm(GivenPasskey, AuthenticateWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_passkey = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN).exists()


class PasskeyAgainForm(GivenPasskey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _passkey_name(required=False)

    def clean(self) -> dict[str, Any]:
        try:
            return dict(super().clean())
        except NO_PASSKEY as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _passkey_name(required=True)


class ActivateForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field("アプリに出た6桁の番号")

    def clean_code(self) -> str:
        """The code that sets it up signs nobody in."""
        code = str(super().clean_code())
        use_up(self.user, code)
        return code
