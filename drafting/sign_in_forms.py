"""Forms of accounts: allauth's in the words and look of this house, the first administrator, one's own name."""

from __future__ import annotations

from functools import partial
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    ConfirmEmailVerificationCodeForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordKeyForm,
    SignupForm,
    default_token_generator,
)
from allauth.account.forms import ResetPasswordForm as RequestResetForm
from allauth.account.utils import user_pk_to_url_str
from allauth.core import context, ratelimit
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from drafting import access, signing_up
from drafting.models import User
from drafting.second_factor_forms import code_field

LONG_ENOUGH = "10文字以上にします。数字だけのもの、よく使われるものは使えません。"


def _password(label: str, *, autocomplete: str, help_text: str = "", required: bool = True) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, widget=widget, help_text=help_text, required=required)


def _email() -> forms.EmailField:
    return forms.EmailField(
        label="メールアドレス", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


def _name() -> forms.CharField:
    return forms.CharField(
        label="名前",
        max_length=80,
        help_text="いっしょに書く人に見えます。",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _email()
        # The name under which a browser keeps it.
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"] = _password("パスワード", autocomplete="current-password")
        self.order_fields(["login", "password"])

    def clean(self) -> dict[str, Any]:
        """A refusal stands beside a field; it does not say which of the two was wrong."""
        try:
            super().clean()
        except ValidationError as refused:
            self.add_error("password", refused)
        return dict(self.cleaned_data)


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = _password("今のパスワード", autocomplete="current-password")
        self.fields["password1"] = _password("新しいパスワード", autocomplete="new-password", help_text=LONG_ENOUGH)
        self.fields["password2"] = _password("新しいパスワード（もう一度）", autocomplete="new-password")


class SignUpForm(SignupForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name()
        self.fields["email"] = _email()
        self.fields["password1"] = _password("パスワード", autocomplete="new-password", help_text=LONG_ENOUGH)
        self.fields["password2"] = _password("パスワード（もう一度）", autocomplete="new-password")
        self.order_fields(["name", "email", "password1", "password2"])

    def validate_unique_email(self, value: str) -> str:
        """Without mail the page itself must say that an address is taken, or whoever is invited could not go on: to
        each invitation a few times, so that nobody goes through a list."""
        told = partial(ratelimit.consume, context.request, action="taken_address", key=_invitation_of(context.request))
        if not settings.SENDS_MAIL and not told(dry_run=True):
            raise get_adapter().validation_error("rate_limited")
        try:
            return str(super().validate_unique_email(value))
        except ValidationError:
            told()
            raise

    def try_save(self, request: HttpRequest) -> Any:
        """Where mail works there is nobody yet: the account is made when the code of the mail is entered."""
        if settings.SENDS_MAIL:
            return None, signing_up.begin(request, self.cleaned_data, is_taken=self.account_already_exists)
        return super().try_save(request)


def _invitation_of(request: HttpRequest) -> str:
    return str(request.session.get(access.INVITATION, ""))


class ForgottenForm(RequestResetForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _email()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """For an address without account a link is worked out all the same, for nobody: else the time would tell."""
        if not self.users:
            key = default_token_generator.make_token(User(pk=0))
            get_adapter().get_reset_password_from_key_url(f"{user_pk_to_url_str(User(pk=0))}-{key}")
        return str(super().save(request, **kwargs))


class ResetPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = self.fields["password1"]
        first.label, first.help_text = "新しいパスワード", LONG_ENOUGH
        first.widget.attrs.pop("placeholder", None)
        self.fields["password2"] = _password("新しいパスワード（もう一度）", autocomplete="new-password")


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password("今のパスワード", autocomplete="current-password")


class NewAddressForm(AddEmailForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _email()
        self.fields["email"].label = "新しいメールアドレス"


class MailCodeForm(ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field("メールに書かれた番号")
        # Letters stand among its digits.
        self.fields["code"].widget.attrs["inputmode"] = "text"


class FirstAdminForm(forms.Form):
    name = _name()
    email = _email()
    password1 = _password("パスワード", autocomplete="new-password", help_text=LONG_ENOUGH)
    password2 = _password("パスワード（もう一度）", autocomplete="new-password")

    def clean_email(self) -> str:
        return free_address(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", "2つのパスワードが同じではありません。")
        elif first:
            self._check_strength(first, User(name=cleaned.get("name", ""), email=cleaned.get("email", "")))
        return cleaned

    def _check_strength(self, password: str, user: User) -> None:
        try:
            password_validation.validate_password(password, user)
        except ValidationError as error:
            self.add_error("password1", error)


class AccountForm(forms.Form):
    """The address has its own way: by mail it is confirmed, without mail an administrator changes it."""

    name = _name()


class LeavingForm(forms.Form):
    """Whoever finds a screen left open must not be able to end the account."""

    password = _password("今のパスワード", autocomplete="current-password")

    def __init__(self, posted: Any = None, *, user: User) -> None:
        super().__init__(posted)
        self.user = user

    def clean_password(self) -> str:
        given = str(self.cleaned_data["password"])
        if not self.user.check_password(given):
            raise ValidationError("パスワードが違います。")
        return given


def free_address(email: str, user: User | None = None) -> str:
    """In small letters, as allauth looks for it."""
    email = email.lower()
    holder = User.objects.filter(email__iexact=email).first()
    if holder is not None and holder != user:
        raise ValidationError("このメールアドレスは使えません。別のアドレスを入れてください。", code="taken")
    return email
