"""The site of the admin (運営): its door, its ways out, and what stands on its first page in which order."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.views import logout
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

SECTIONS = {
    "人と会": ("User", "DraftingGroup", "Invitation"),
    "議会": ("Assembly",),
    "下書き（題も文も見えません）": ("Draft", "Export"),
    "ライブラリの記録": ("Decision", "Report", "ImportBatch"),
}


class OperationSite(AdminSite):
    site_header = site_title = "意見書工房の運営"
    index_title = "運営"

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """By what one comes for, not in the order of the characters."""
        apps = super().get_app_list(request, app_label)
        listed = {model["object_name"]: (app, model) for app in apps for model in app["models"]}
        sections = []
        for title, names in SECTIONS.items():
            found = [listed[name] for name in names if name in listed]
            if found:
                sections.append(found[0][0] | {"name": title, "models": [model for _, model in found]})
        return sections

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> HttpResponseBase:  # type: ignore[override]
        """All of it stands on the first page."""
        return redirect("admin:index")

    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Through allauth: its limits on attempts hold here too."""
        return secure_admin_login(super().login)(request, extra_context)

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return logout(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponseBase:  # type: ignore[override]
        """One's own password is changed on the one page for it."""
        return redirect("account_change_password")
