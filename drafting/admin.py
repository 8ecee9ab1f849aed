"""The admin: people and groups are kept here; of drafts it shows dates and owners, of the library what was done.

What someone drafts is political opinion, and a draft's name is its title: no page here shows one.  The library has its
own pages, for readers and for curators."""

from __future__ import annotations

from typing import Any

import allauth.account.admin  # so that what these register can be taken back
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
import django_tasks_db.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django_tasks_db.models import DBTaskResult
from simple_history.admin import SimpleHistoryAdmin

from . import models as rows
from .actions.people import keep_one_address
from .admin_forms import KeptFormSet, NewUserForm, PlaceForm, UserForm
from .models.people import GONE

# Roles are Membership and is_curator; the address to sign in with is the one on the account.
admin.site.unregister(Group)
admin.site.unregister(EmailAddress)
# Devices are one's own to see; secrets of second factors are for nobody to read.
admin.site.unregister(UserSession)
admin.site.unregister(Authenticator)
# Work in the background is seen on the page of what it makes.
admin.site.unregister(DBTaskResult)


class Listed(admin.ModelAdmin):  # type: ignore[type-arg]
    """Its list has a name, not an order to choose."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = {"title": f"{self.opts.verbose_name_plural}の一覧"}
        return super().changelist_view(request, title | (extra_context or {}))


class Remembered(Listed, SimpleHistoryAdmin):  # type: ignore[misc]
    """With what changed, in our words; nothing is put back by a button, which would pass by the rules of the forms."""

    object_history_template = "admin/history.html"

    def history_form_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        raise PermissionDenied


class WithoutContent(Listed):
    """A list of bare facts, changed by nobody; no page for each, since that would bear the name."""

    list_display_links = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        raise PermissionDenied

    def history_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        raise PermissionDenied


@admin.register(rows.Draft)
class DraftAdmin(WithoutContent):
    list_display = ("id", "owner", "group", "created_at", "updated_at", "discarded_at")
    list_filter = ("updated_at", ("discarded_at", admin.EmptyFieldListFilter))
    list_select_related = ("owner", "group")
    search_fields = ("id", "owner__email", "group__name")


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


@admin.register(rows.Assembly)
class AssemblyAdmin(Remembered):
    list_display = ("code", "full_name", "kana", "type", "merged_into", "dissolved_on")
    list_select_related = ("merged_into",)
    list_filter = ("type", "prefecture")
    search_fields = ("full_name", "kana", "code")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come with a release; a name that changed can be mended here until the next."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]
    model = rows.Membership
    template = "admin/places.html"
    form = PlaceForm
    formset = KeptFormSet
    extra = 0

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[rows.Membership]:
        return super().get_queryset(request).select_related("user", "group")


class MembershipShown(admin.TabularInline):  # type: ignore[type-arg]
    """A person's groups; they are changed on the group's page, where it is seen who is left to keep it."""

    model = rows.Membership
    template = "admin/places.html"
    extra = 0
    max_num = 0
    can_delete = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[rows.Membership]:
        return super().get_queryset(request).select_related("user", "group")


@admin.register(rows.DraftingGroup)
class DraftingGroupAdmin(Remembered):
    list_display = ("name", "kind", "people")
    list_filter = ("kind",)
    search_fields = ("name",)
    inlines = (MembershipInline,)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[rows.DraftingGroup]:
        groups: models.QuerySet[rows.DraftingGroup] = super().get_queryset(request)
        return groups.annotate(people=models.Count("membership"))

    @admin.display(description="人数", ordering="people")
    def people(self, group: Any) -> int:
        return int(group.people)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The page that asks whether to delete would list the group's drafts by their titles."""
        return False


class MaySignIn(admin.BooleanFieldListFilter):
    """By the word of the form and the column."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "ログインできる"


@admin.register(rows.User)
class PeopleAdmin(Listed):
    list_display = ("email", "name", "may_sign_in", "is_curator", "keeps", "last_login")
    list_filter = (("is_active", MaySignIn), "is_curator")
    search_fields = ("email", "name")
    ordering = ("email",)
    form = UserForm
    fieldsets = (
        (None, {"fields": ("email", "name", "cannot_sign_in")}),
        ("役割", {"fields": ("is_active", "is_curator", "is_superuser")}),
        ("日時", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined", "cannot_sign_in")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[rows.User]:
        """Not who stands where somebody's name stood: that is nobody."""
        people: models.QuerySet[rows.User] = super().get_queryset(request)
        return people.exclude(email=GONE)

    @admin.display(description="ログインできる", boolean=True, ordering="is_active")
    def may_sign_in(self, person: rows.User) -> bool:
        return person.is_active

    @admin.display(description="この工房の管理者", boolean=True, ordering="is_superuser")
    def keeps(self, person: rows.User) -> bool:
        return person.is_superuser

    @admin.display(description="ログインできないとき")
    def cannot_sign_in(self, person: rows.User) -> str:
        at = reverse("help_to_sign_in", args=[person.pk])
        return format_html('<a href="{}">パスワードを決めるリンクを作る、二段階認証を外す</a>', at)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **kwargs | ({} if obj else {"form": NewUserForm}))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fieldsets(request, obj) if obj else ((None, {"fields": ("email", "name")}),)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return (MembershipShown,) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Like groups; and deleting a person would delete his drafts.  「ログインできる」 off keeps him out."""
        return False

    def save_model(self, request: HttpRequest, obj: rows.User, form: Any, change: bool) -> None:
        # There is one kind of administrator: single permissions are given to nobody.
        obj.is_staff = obj.is_superuser
        super().save_model(request, obj, form, change)
        keep_one_address(obj)

    def response_add(self, request: HttpRequest, obj: rows.User, post_url_continue: Any = None) -> HttpResponse:
        messages.success(request, f"{obj}さんを登録しました。パスワードを決めるリンクを作って、本人に渡してください。")
        return redirect("help_to_sign_in", obj.pk)
