"""The admin: for people and groups; the library and drafts are out of its reach."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from drafting.actions import groups
from drafting.actions.cast import PASSWORD, Cast
from drafting.models import (
    EDITION_OF,
    Agreement,
    AgreementLink,
    AgreementMark,
    AssemblyPaper,
    Comment,
    Dismissal,
    Draft,
    DraftingGroup,
    DraftUse,
    DraftVersion,
    Edition,
    Entry,
    FirstAdminLink,
    ImportBatchEdition,
    Link,
    Membership,
    Notice,
    PaperRun,
    SharedLink,
    Suggestion,
    User,
    VersionName,
    Wish,
)
from drafting.models.people import gone_person
from tests.people import SignedIn, Starts

from .screens import text_of, tree

# The library has its own pages, for readers and for curators; whose drafts use an item is shown to nobody.
OF_THE_LIBRARY = {DraftUse, Edition, Entry, ImportBatchEdition, Link, *EDITION_OF.values()}
# Kept on the pages of the group and the person; good while there is no administrator who could look at it.
NOT_BY_THEMSELVES = {FirstAdminLink, Membership}
# What people say to each other about a draft, what they lend, and what they have made of it: nobody else's to read.
OF_A_DRAFT = {
    Agreement,
    AgreementLink,
    AgreementMark,
    Comment,
    Dismissal,
    DraftVersion,
    Notice,
    SharedLink,
    Suggestion,
    VersionName,
}
OF_A_RUN = {AssemblyPaper, PaperRun}
# Read and settled by the curators, on their own page.
FOR_CURATORS = {Wish}
LIST_QUERIES = 12


@pytest.fixture
def keeper(superuser: User, signed_in: SignedIn) -> Client:
    return signed_in(superuser)


def test_every_model_is_in_the_admin_or_left_out_for_a_reason() -> None:
    models = {m for m in apps.get_app_config("drafting").get_models() if not m.__name__.startswith("Historical")}
    registered = {model for model in admin.site._registry if model._meta.app_label == "drafting"}
    assert models - registered == OF_THE_LIBRARY | NOT_BY_THEMSELVES | OF_A_DRAFT | OF_A_RUN | FOR_CURATORS


def test_the_page_of_all_is_the_first_page(keeper: Client) -> None:
    """Django's own would bear the name of the first section."""
    assert keeper.get("/admin/drafting/").headers["Location"] == "/admin/"


@pytest.mark.usefixtures("library")
def test_every_list_opens_and_speaks_japanese(keeper: Client, cast: Cast, starts: Starts) -> None:
    starts(cast.sato)
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        response = keeper.get(reverse(name), {"q": "a"})
        assert response.status_code == 200, name
        assert "意見書工房の運営" in response.content.decode()
        assert not str(model._meta.verbose_name).isascii(), name


def test_the_first_page_has_every_list_once_and_in_the_order_of_need(keeper: Client) -> None:
    page = keeper.get(reverse("admin:index"))
    sections = [(one["name"], [model["name"] for model in one["models"]]) for one in page.context["app_list"]]
    assert sections[0] == ("人と会", ["利用者", "会派・市民団体", "招待"])
    listed = [name for _, names in sections for name in names]
    assert sorted(listed) == sorted(str(model._meta.verbose_name_plural) for model in admin.site._registry)
    assert "最近行った操作" not in text_of(page)
    people = text_of(keeper.get(reverse("admin:drafting_user_changelist")))
    assert "この工房の管理者" in people
    assert "スーパーユーザー" not in people


def test_ways_out_of_the_admin_are_those_of_the_house(keeper: Client) -> None:
    assert keeper.get(reverse("admin:password_change"))["Location"] == reverse("account_change_password")
    assert keeper.post(reverse("admin:logout"))["Location"] == reverse("home")
    assert keeper.get(reverse("account")).status_code == 302


def test_drafts_show_owner_and_dates_and_never_a_word_of_theirs(keeper: Client, cast: Cast, starts: Starts) -> None:
    draft = starts(cast.sato, title="秘密の件名")
    starts(cast.sato, cast.group, title="秘密の件名")
    listed = keeper.get(reverse("admin:drafting_draft_changelist")).content.decode()
    assert str(draft.pk) in listed
    assert "佐藤 一郎" in listed
    pages = [reverse(f"admin:drafting_{name}_changelist") for name in ("draft", "export")]
    pages += [reverse(f"admin:drafting_draft_{page}", args=[draft.pk]) for page in ("change", "delete", "history")]
    pages += [
        reverse("admin:drafting_user_change", args=[cast.sato.pk]),
        reverse("admin:drafting_user_delete", args=[cast.sato.pk]),
        reverse("admin:drafting_draftinggroup_change", args=[cast.group.pk]),
        reverse("admin:drafting_draftinggroup_delete", args=[cast.group.pk]),
    ]
    for url in pages:
        assert "秘密の件名" not in keeper.get(url).content.decode(), url


def test_a_group_of_many_costs_no_more_queries_than_one_of_few(
    keeper: Client, cast: Cast, django_assert_max_num_queries: Callable[..., AbstractContextManager[Any]]
) -> None:
    for number in range(40):
        person = User.objects.create_user(f"{number}@example.jp", None, name=f"会員{number}")
        Membership.objects.create(group=cast.group, user=person, role="reader")
    for at in (
        reverse("admin:drafting_draftinggroup_change", args=[cast.group.pk]),
        reverse("admin:drafting_draftinggroup_changelist"),
        reverse("admin:drafting_user_changelist"),
        reverse("admin:drafting_user_change", args=[cast.sato.pk]),
    ):
        with django_assert_max_num_queries(LIST_QUERIES, info=at):
            page = keeper.get(at)
    page = keeper.get(reverse("admin:drafting_draftinggroup_change", args=[cast.group.pk]))
    assert page.content.decode().count("会員7（7@example.jp）") == 2  # in his place, and among those who may be added


@pytest.mark.parametrize("model", ["user", "draftinggroup"])
def test_people_and_groups_are_not_deleted_by_a_list_action(
    keeper: Client, cast: Cast, starts: Starts, model: str
) -> None:
    starts(cast.sato)
    pk = cast.sato.pk if model == "user" else cast.group.pk
    posted = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
    keeper.post(reverse(f"admin:drafting_{model}_changelist"), posted)
    assert User.objects.filter(pk=cast.sato.pk).exists()
    assert DraftingGroup.objects.filter(pk=cast.group.pk).exists()
    assert Draft.objects.count() == 1


def test_a_person_who_is_added_chooses_the_password_by_the_link_that_the_next_page_makes(keeper: Client) -> None:
    given = {"email": "Atarashii@Example.jp", "name": "新井"}
    page = keeper.post(reverse("admin:drafting_user_add"), given, follow=True)
    person = User.objects.get(email="atarashii@example.jp")
    at = reverse("help_to_sign_in", args=[person.pk])
    assert page.redirect_chain == [(at, 302)]
    assert "はじめてログインするとき" in text_of(page)
    link = str(tree(keeper.post(at, {"do": "link"})).get_element_by_id("reset-link").get("value"))
    client, password = Client(), "hajime-no-aikotoba-3"
    form = client.get(link.removeprefix("http://testserver"))["Location"]
    client.post(form, {"password1": password, "password2": password})
    client.post(reverse("account_login"), {"login": person.email, "password": password})
    assert client.get(reverse("account")).status_code == 200


def change(keeper: Client, person: User, **roles: str) -> Any:
    inline = {"membership_set-TOTAL_FORMS": "0", "membership_set-INITIAL_FORMS": "0"}
    given = {"email": person.email, "name": person.name, "is_active": "on"} | inline | roles
    return keeper.post(reverse("admin:drafting_user_change", args=[person.pk]), given)


def test_there_is_one_kind_of_administrator_and_one_of_them_stays(keeper: Client, superuser: User, cast: Cast) -> None:
    assert "ほかに管理者がいない" in text_of(change(keeper, superuser))
    change(keeper, cast.sato, is_superuser="on")
    cast.sato.refresh_from_db()
    assert cast.sato.is_staff
    assert change(keeper, superuser).status_code == 302
    superuser.refresh_from_db()
    assert (superuser.is_staff, superuser.is_superuser) == (False, False)


def test_the_history_of_a_group_is_told_in_japanese_and_nothing_is_put_back_by_it(keeper: Client, cast: Cast) -> None:
    groups.rename_group(cast.group, "区民の会", cast.group.kind)
    page = text_of_admin(keeper.get(reverse("admin:drafting_draftinggroup_history", args=[cast.group.pk])))
    assert "名称：区民とあゆむ会 → 区民の会" in page
    assert not re.search("[A-Za-z]{4}", page), page
    record = cast.group.history.earliest()
    at = reverse("admin:drafting_draftinggroup_simple_history", args=[cast.group.pk, record.pk])
    assert keeper.get(at).status_code == 403
    assert keeper.post(at, {"name": "もとの会", "kind": "caucus"}).status_code == 403


def text_of_admin(response: Any) -> str:
    return " ".join(tree(response).get_element_by_id("content").text_content().split())


def test_whoever_left_is_nobody_to_be_kept_here(keeper: Client, cast: Cast) -> None:
    gone = gone_person()
    listed = keeper.get(reverse("admin:drafting_user_changelist")).content.decode()
    assert cast.sato.email in listed
    assert gone.email not in listed
    assert keeper.get(reverse("admin:drafting_user_change", args=[gone.pk])).status_code == 302
    assert "ログインできる で絞り込む" in " ".join(listed.split())


def test_pages_have_the_look_of_the_house_and_no_second_theme(keeper: Client) -> None:
    page = keeper.get(reverse("admin:index")).content.decode()
    assert "drafting/admin.css" in page
    assert "drafting/icons/mark.svg" in page
    assert "dark_mode.css" not in page
    assert "theme-toggle" not in page


def test_the_admin_is_entered_by_the_one_door(client: Client, superuser: User) -> None:
    response = client.get(reverse("admin:login"))
    assert response["Location"].startswith(reverse("account_login"))
    client.post(reverse("admin:login"), {"username": superuser.email, "password": PASSWORD})
    assert client.get(reverse("admin:index")).status_code == 302


def test_changes_of_a_group_and_its_members_are_remembered(keeper: Client, cast: Cast) -> None:
    url = reverse("admin:drafting_draftinggroup_change", args=[cast.group.pk])
    members = cast.group.membership_set.all()
    posted = {
        "name": "新しい名",
        "kind": "caucus",
        "membership_set-TOTAL_FORMS": "3",
        "membership_set-INITIAL_FORMS": "3",
    }
    for number, member in enumerate(members):
        posted |= {
            f"membership_set-{number}-id": str(member.pk),
            f"membership_set-{number}-group": str(cast.group.pk),
            f"membership_set-{number}-user": str(member.user_id),
            f"membership_set-{number}-role": "reader",
        }
    assert "管理者が1人は要ります。" in keeper.post(url, posted).content.decode()
    assert members.get(user=cast.sato).role == "admin"
    place = next(number for number, member in enumerate(members) if member.user_id == cast.suzuki.pk)
    posted[f"membership_set-{place}-role"] = "admin"
    assert keeper.post(url, posted).status_code == 302
    assert [past.name for past in cast.group.history.all()] == ["新しい名", "区民とあゆむ会"]
    assert members[0].history.count() == (2 if members[0].user_id != cast.kato.pk else 1)
    assert (
        "区民とあゆむ会"
        in keeper.get(reverse("admin:drafting_draftinggroup_history", args=[cast.group.pk])).content.decode()
    )
