"""Forms of groups: name and kind, an invitation, a role, who takes over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from .form_fields import line
from .models import DraftingGroup, Membership

Role = Membership.Role
# In the order in which one thinks of them when inviting.
ROLES = [
    (Role.EDITOR.value, "編集（文書を読み、書く）"),
    (Role.READER.value, "閲覧（文書を読むだけ）"),
    (Role.ADMIN.value, "管理者（書くほか、人を招き、役割を決める）"),
]


class GroupForm(forms.Form):
    name = line("名称", required=True, most=120, help_text="入っている人と、招いた人に見えます。")
    kind = forms.ChoiceField(label="種類", choices=DraftingGroup.Kind.choices, widget=forms.RadioSelect)

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split("\n"))


class InvitationForm(forms.Form):
    role = forms.ChoiceField(label="役割", choices=ROLES, widget=forms.RadioSelect, initial=Role.EDITOR)
    email = forms.EmailField(
        label="招く人のメールアドレス",
        required=False,
        max_length=254,
        help_text="空けておくと、リンクだけを作ります。渡し方はお任せします。",
    )

    def __init__(self, *args: Any, mails: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not mails:
            del self.fields["email"]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="役割", choices=Role.choices)


class HandOverForm(forms.Form):
    def __init__(self, *args: Any, others: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = Person(label="引き継ぐ人", queryset=others, empty_label="選んでください")


class Person(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, place: Membership) -> str:
        return f"{place.user}（{place.get_role_display()}）"
