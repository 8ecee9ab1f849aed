"""Forms of accounts: signing in, changing one's password, the first administrator, one's own name and address."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from drafting.models import User

LONG_ENOUGH = "10文字以上にします。数字だけのもの、よく使われるものは使えません。"


def _password(label: str, *, autocomplete: str, help_text: str = "", required: bool = True) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, widget=widget, help_text=help_text, required=required)


def _email() -> forms.EmailField:
    return forms.EmailField(
        label="メールアドレス", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
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


class FirstAdminForm(forms.Form):
    name = forms.CharField(
        label="名前",
        max_length=80,
        help_text="いっしょに書く人に見えます。",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
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
    """Whoever finds a screen left open must not be able to take the account over: an address asks for the password."""

    name = forms.CharField(
        label="名前",
        max_length=80,
        help_text="いっしょに書く人に見えます。",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = _email()
    password = _password(
        "今のパスワード",
        autocomplete="current-password",
        help_text="メールアドレスを変えるときだけ入れます。",
        required=False,
    )

    def __init__(self, posted: Any = None, *, user: User) -> None:
        super().__init__(posted, initial={"name": user.name, "email": user.email})
        self.user = user

    def clean_email(self) -> str:
        return free_address(self.cleaned_data["email"], self.user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_new = cleaned.get("email", self.user.email) != self.user.email
        if is_new and not self.user.check_password(cleaned.get("password", "")):
            self.add_error("password", "メールアドレスを変えるには、今のパスワードを入れてください。")
        return cleaned


def free_address(email: str, user: User | None = None) -> str:
    """In small letters, as allauth looks for it."""
    email = email.lower()
    holder = User.objects.filter(email__iexact=email).first()
    if holder is not None and holder != user:
        raise ValidationError("このメールアドレスは使えません。別のアドレスを入れてください。", code="taken")
    return email
