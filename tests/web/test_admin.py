"""The admin: for people and groups; published editions and drafts are out of its reach."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from drafting.actions.cast import PASSWORD, Cast
from drafting.models import (
    EDITION_OF,
    Agreement,
    AgreementLink,
    AgreementMark,
    ArgumentEdition,
    AssemblyPaper,
    Comment,
    Dismissal,
    Draft,
    DraftingGroup,
    DraftUse,
    Edition,
    Entry,
    ImportBatchEdition,
    Link,
    Notice,
    PaperRun,
    SharedLink,
    Suggestion,
    User,
    VersionName,
)
from drafting.models.browsing import shown
from tests.people import SignedIn, Starts

# Whose drafts use an item is shown to nobody; editions have a page by kind, links stand on it.
NOT_BY_THEMSELVES = {DraftUse, Edition, ImportBatchEdition, Link}
# What people say to each other about a draft, what they lend, and what they have made of it: nobody else's to read.
OF_A_DRAFT = {Agreement, AgreementLink, AgreementMark, Comment, Dismissal, Notice, SharedLink, Suggestion, VersionName}
OF_A_RUN = {AssemblyPaper, PaperRun}
EDITIONS = sorted(cls._meta.model_name for cls in EDITION_OF.values())


@pytest.fixture
def keeper(superuser: User, signed_in: SignedIn) -> Client:
    return signed_in(superuser)


def test_every_model_is_in_the_admin_or_left_out_for_a_reason() -> None:
    models = {m for m in apps.get_app_config("drafting").get_models() if not m.__name__.startswith("Historical")}
    registered = {model for model in admin.site._registry if model._meta.app_label == "drafting"}
    assert models - registered == NOT_BY_THEMSELVES | OF_A_DRAFT | OF_A_RUN


@pytest.mark.usefixtures("library")
def test_every_list_opens_and_speaks_japanese(keeper: Client, cast: Cast, starts: Starts) -> None:
    starts(cast.sato)
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        response = keeper.get(reverse(name), {"q": "a"})
        assert response.status_code == 200, name
        assert "意見書工房の運営" in response.content.decode()
        assert not str(model._meta.verbose_name).isascii(), name


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("kind", EDITIONS)
def test_an_edition_can_be_looked_at_and_nothing_else(keeper: Client, kind: str) -> None:
    model = apps.get_model("drafting", kind)
    edition = shown(model).first()
    assert keeper.get(reverse(f"admin:drafting_{kind}_change", args=[edition.pk])).status_code == 200
    assert keeper.get(reverse(f"admin:drafting_{kind}_add")).status_code == 403
    for action in ("change", "delete"):
        url = reverse(f"admin:drafting_{kind}_{action}", args=[edition.pk])
        assert keeper.post(url, {"title": "書き換え", "post": "yes"}).status_code == 403
    listed = reverse(f"admin:drafting_{kind}_changelist")
    keeper.post(listed, {"action": "delete_selected", "_selected_action": [edition.pk], "post": "yes"})
    kept = model.objects.get(pk=edition.pk)
    assert (kept.title, kept.content_hash, kept.state) == (edition.title, edition.content_hash, "published")


@pytest.mark.usefixtures("library")
def test_links_of_an_edition_cannot_be_posted(keeper: Client) -> None:
    edition = shown(ArgumentEdition).filter(links__isnull=False).first()
    before = list(Link.objects.filter(edition=edition.pk).values_list("entry", "role"))
    url = reverse("admin:drafting_argumentedition_change", args=[edition.pk])
    posted = {"links-TOTAL_FORMS": "1", "links-INITIAL_FORMS": "0", "links-0-entry": "1", "links-0-role": "fact"}
    assert keeper.post(url, posted).status_code == 403
    assert list(Link.objects.filter(edition=edition.pk).values_list("entry", "role")) == before


@pytest.mark.usefixtures("library")
def test_an_entry_cannot_be_made_to_publish_something_else(keeper: Client) -> None:
    entry, other = Entry.objects.filter(kind="fact")[:2]
    url = reverse("admin:drafting_entry_change", args=[entry.pk])
    assert keeper.post(url, {"slug": entry.slug, "kind": "fact", "published": other.published_id}).status_code == 403
    assert Entry.objects.get(pk=entry.pk).published_id == entry.published_id


def test_drafts_show_owner_and_dates_and_never_a_word_of_theirs(keeper: Client, cast: Cast, starts: Starts) -> None:
    draft = starts(cast.sato, title="秘密の件名")
    starts(cast.sato, cast.group, title="秘密の件名")
    version = draft.current
    assert version is not None
    listed = keeper.get(reverse("admin:drafting_draft_changelist")).content.decode()
    assert str(draft.pk) in listed
    assert "佐藤 一郎" in listed
    pages = [reverse(f"admin:drafting_{name}_changelist") for name in ("draft", "draftversion", "export")]
    pages += [
        reverse(f"admin:drafting_{name}_{page}", args=[pk])
        for name, pk in (("draft", draft.pk), ("draftversion", version.pk))
        for page in ("change", "delete", "history")
    ]
    pages += [
        reverse("admin:drafting_user_change", args=[cast.sato.pk]),
        reverse("admin:drafting_user_delete", args=[cast.sato.pk]),
        reverse("admin:drafting_draftinggroup_change", args=[cast.group.pk]),
        reverse("admin:drafting_draftinggroup_delete", args=[cast.group.pk]),
    ]
    for url in pages:
        assert "秘密の件名" not in keeper.get(url).content.decode(), url


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


def test_a_person_added_by_the_administrator_can_sign_in(keeper: Client) -> None:
    password = "hajime-no-aikotoba-3"
    inline = {"membership_set-TOTAL_FORMS": "0", "membership_set-INITIAL_FORMS": "0"}
    given = {"email": "Atarashii@Example.jp", "name": "新井", "password1": password, "password2": password}
    assert keeper.post(reverse("admin:drafting_user_add"), given | inline).status_code == 302
    client = Client()
    client.post(reverse("account_login"), {"login": "atarashii@example.jp", "password": password})
    assert client.get(reverse("account")).status_code == 200


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
