"""Forms of the admin: people, and their places in groups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from . import models as rows
from .sign_in_forms import free_address


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, person: Any) -> str:
        """With the address: two may bear one name."""
        return f"{person}（{person.email}）"


class PlaceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Somebody's place in a group; whose it is does not change, he is taken out and another comes in."""

    user = PersonField(rows.User.objects.filter(is_active=True), label="人")

    class Meta:
        model = rows.Membership
        fields = ("user", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, PersonField)
        if self.instance.pk:
            person = self.instance.user
            field.queryset = rows.User.objects.filter(pk=person.pk)
            field.widget = forms.Select(choices=[(person.pk, field.label_from_instance(person))])
            field.disabled = True
        for name in ("user", "role"):
            self.fields[name].widget.attrs["aria-label"] = self.fields[name].label


class KeptFormSet(forms.models.BaseInlineFormSet):  # type: ignore[type-arg]
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "会から外す"

    def clean(self) -> None:
        """What holds on the group's own pages holds here: somebody keeps it."""
        super().clean()
        left = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        if not any(one.get("role") == rows.Membership.Role.ADMIN for one in left):
            raise ValidationError("管理者が1人は要ります。")


class NewUserForm(forms.ModelForm):  # type: ignore[type-arg]
    """Without a password: whoever is added chooses it himself, by the link that the next page makes."""

    name = forms.CharField(label="名前", max_length=80)

    class Meta:
        model = rows.User
        fields = ("email", "name")

    def clean_email(self) -> str:
        return free_address(self.cleaned_data["email"])

    def save(self, commit: bool = True) -> Any:
        self.instance.set_unusable_password()
        return super().save(commit)


class UserForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = rows.User
        fields = ("email", "name", "is_active", "is_curator", "is_superuser")
        labels = {"is_active": "ログインできる", "is_superuser": "この工房の管理者"}
        help_texts = {
            "is_active": "外すと、ログインできなくなります。書いた文は残ります。",
            "is_curator": "ライブラリの論点や事実を直し、公開します。",
            "is_superuser": "この「運営」の画面で、利用者と会を受け持ちます。",
        }

    def clean_email(self) -> str:
        return free_address(self.cleaned_data["email"], self.instance)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        stays = given.get("is_superuser") and given.get("is_active")
        others = rows.User.objects.filter(is_superuser=True, is_active=True).exclude(pk=self.instance.pk)
        if self.instance.is_superuser and not stays and not others.exists():
            raise ValidationError("ほかに管理者がいないので、管理者を外したり、ログインを止めたりできません。")
        return given
