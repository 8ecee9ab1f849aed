"""The admin: people and groups are kept here; the library can only be looked at, of drafts only dates and owners.

What someone drafts is political opinion, and a draft's name is its title: no page here shows one, the list of what a
deletion would take with it included.  Editions are published by actions alone."""

from __future__ import annotations

from typing import Any

import allauth.account.admin  # so that what these register can be taken back
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401
import django_tasks_db.admin  # noqa: F401
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django_tasks_db.models import DBTaskResult
from simple_history.admin import SimpleHistoryAdmin

from . import models as rows
from .actions.people import keep_one_address
from .sign_in_forms import free_address

admin.site.site_header = admin.site.site_title = "意見書工房の運営"
admin.site.index_title = "運営"
# Through allauth: its limits on attempts hold here too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# Roles are Membership and is_curator; the address to sign in with is the one on the account.
admin.site.unregister(Group)
admin.site.unregister(EmailAddress)
# Devices are one's own to see; secrets of second factors are for nobody to read.
admin.site.unregister(UserSession)
admin.site.unregister(Authenticator)
# Work in the background is seen on the page of what it makes.
admin.site.unregister(DBTaskResult)


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """May be looked at by staff with the permission to view; changed by nobody."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class WithoutContent(ReadOnly):
    """A list of bare facts about each; no page of its own, since that would bear the name."""

    list_display_links = None

    def change_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        raise PermissionDenied

    def history_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        raise PermissionDenied


class LinkInline(admin.TabularInline):  # type: ignore[type-arg]
    model = rows.Link
    fk_name = "edition"
    fields = ("role", "entry", "locator", "position")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[rows.Link]:
        return super().get_queryset(request).select_related("entry")


@admin.register(rows.Entry)
class EntryAdmin(ReadOnly):
    list_display = ("slug", "kind", "published", "retired_at")
    list_filter = ("kind", ("retired_at", admin.EmptyFieldListFilter))
    list_select_related = ("published__entry",)
    search_fields = ("slug", "published__title")
    exclude = ("released_hash",)


@admin.register(*rows.EDITION_OF.values())
class EditionAdmin(ReadOnly):
    list_display = ("__str__", "entry", "number", "state", "origin", "published_at", "checked_at")
    list_filter = ("state", "origin", ("checked_at", admin.EmptyFieldListFilter))
    list_select_related = ("entry",)
    search_fields = ("entry__slug", "title", "search_text")
    exclude = ("content_hash", "search_text")
    inlines = (LinkInline,)


@admin.register(rows.Draft)
class DraftAdmin(WithoutContent):
    list_display = ("id", "owner", "group", "created_at", "updated_at", "discarded_at")
    list_filter = ("updated_at", ("discarded_at", admin.EmptyFieldListFilter))
    list_select_related = ("owner", "group")
    search_fields = ("id", "owner__email", "group__name")


@admin.register(rows.DraftVersion)
class DraftVersionAdmin(WithoutContent):
    list_display = ("draft_id", "number", "cause", "author", "made_at")
    list_filter = ("cause", "made_at")
    list_select_related = ("author",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[rows.DraftVersion]:
        return super().get_queryset(request).defer("content")


@admin.register(rows.Export)
class ExportAdmin(WithoutContent):
    list_display = ("draft_id", "format", "made_by", "made_at", "sha256")
    list_filter = ("format", "made_at")
    list_select_related = ("made_by", "version")

    @admin.display(description="下書き")
    def draft_id(self, export: rows.Export) -> str:
        return str(export.version.draft_id)


@admin.register(rows.Decision)
class DecisionAdmin(WithoutContent):
    list_display = ("edition", "what", "by", "made_at")
    list_filter = ("what", "made_at")
    list_select_related = ("edition__entry", "by")


@admin.register(rows.Report)
class ReportAdmin(WithoutContent):
    """What was reported is for the curators, on their own page."""

    list_display = ("entry", "state", "created_at", "answered_by", "answered_at")
    list_filter = ("state", "created_at")
    list_select_related = ("entry", "answered_by")


@admin.register(rows.ImportBatch)
class ImportBatchAdmin(WithoutContent):
    list_display = ("file_name", "state", "made_by", "made_at", "undone_at")
    list_filter = ("state", "made_at")
    list_select_related = ("made_by",)


@admin.register(rows.Invitation)
class InvitationAdmin(WithoutContent):
    list_display = ("group", "role", "made_by", "made_at", "expires_at", "used_at", "withdrawn_at")
    list_select_related = ("group", "made_by")


@admin.register(rows.FirstAdminLink)
class FirstAdminLinkAdmin(WithoutContent):
    list_display = ("expires_at",)


@admin.register(rows.Assembly)
class AssemblyAdmin(SimpleHistoryAdmin):  # type: ignore[misc]
    list_display = ("code", "full_name", "kana", "type", "merged_into", "dissolved_on")
    list_select_related = ("merged_into",)
    autocomplete_fields = ("merged_into",)
    list_filter = ("type", "prefecture")
    search_fields = ("full_name", "kana", "code")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come with a release; a name that changed can be mended here until the next."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class KeptFormSet(forms.models.BaseInlineFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        """What holds on the group's own pages holds here: somebody keeps it."""
        super().clean()
        left = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        if not any(one.get("role") == rows.Membership.Role.ADMIN for one in left):
            raise ValidationError("管理者が1人は要ります。")


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]
    model = rows.Membership
    formset = KeptFormSet
    extra = 1


class MembershipShown(admin.TabularInline):  # type: ignore[type-arg]
    """A person's groups; they are changed on the group's page, where it is seen who is left to keep it."""

    model = rows.Membership
    extra = 0
    max_num = 0
    can_delete = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(rows.DraftingGroup)
class DraftingGroupAdmin(SimpleHistoryAdmin):  # type: ignore[misc]
    list_display = ("name", "kind")
    list_filter = ("kind",)
    search_fields = ("name",)
    inlines = (MembershipInline,)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The page that asks whether to delete would list the group's drafts by their titles."""
        return False


@admin.register(rows.Membership)
class MembershipAdmin(ReadOnly):
    list_display = ("group", "user", "role")
    list_filter = ("role", "group")
    list_select_related = ("group", "user")
    search_fields = ("group__name", "user__email", "user__name")


class NewUserForm(AdminUserCreationForm):  # type: ignore[type-arg]
    name = forms.CharField(label="名前", max_length=80)
    usable_password = None  # type: ignore[assignment]  # an account without a password could never be used here

    class Meta:
        model = rows.User
        fields = ("email", "name")

    def clean_email(self) -> str:
        return free_address(self.cleaned_data["email"])


class UserForm(UserChangeForm):  # type: ignore[type-arg]
    class Meta:
        model = rows.User
        fields = "__all__"  # the admin's own list says which

    def clean_email(self) -> str:
        return free_address(self.cleaned_data["email"], self.instance)


@admin.register(rows.User)
class PeopleAdmin(UserAdmin):  # type: ignore[type-arg]
    list_display = ("email", "name", "is_active", "is_staff", "is_curator", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "is_curator")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ("user_permissions",)
    form = UserForm
    add_form = NewUserForm
    inlines = (MembershipShown,)
    fieldsets = (
        (None, {"fields": ("email", "name", "password", "cannot_sign_in")}),
        ("役割", {"fields": ("is_active", "is_curator", "is_staff", "is_superuser", "user_permissions")}),
        ("日時", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "password1", "password2")}),)
    readonly_fields = ("last_login", "date_joined", "cannot_sign_in")

    @admin.display(description="ログインできないとき")
    def cannot_sign_in(self, person: rows.User) -> str:
        at = reverse("help_to_sign_in", args=[person.pk])
        return format_html('<a href="{}">パスワードを決め直すリンクを作る、二段階認証を外す</a>', at)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Like groups; and deleting a person would delete his drafts.  「有効」 off keeps him out."""
        return False

    def save_model(self, request: HttpRequest, obj: rows.User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        keep_one_address(obj)
