"""Who may open and who may change: every page of a draft, for everybody, in every way."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from drafting import urls
from drafting.actions.cast import Cast
from drafting.actions.drafts import discard
from drafting.models import Draft, DraftVersion, User
from tests.people import SignedIn, Starts

from .screens import fields, tree, url


@dataclass(frozen=True)
class Page:
    """How a page is asked for.  `writes`: readers of a group may not send it; `sends`: what a POST needs."""

    methods: str
    writes: bool = True
    sends: dict[str, str] = field(default_factory=dict)
    kwargs: dict[str, Any] = field(default_factory=dict)
    form: str = ""


SETTINGS = {"register": "polite", "citations": "none", "preamble": "", "version": "1"}
PAGES = {
    "draft": Page("GET"),
    "draft_kind": Page("GET POST", form="stage-one", sends={"start": "1", "title": "別の件名"}),
    "draft_arguments": Page("GET"),
    "draft_text": Page("GET"),
    "draft_text_settings": Page("POST", sends=SETTINGS),
    "draft_add": Page("POST", sends={"own": "1", "version": "1"}),
    "draft_block": Page("POST", sends={"do": "down", "version": "1"}, kwargs={"block": "b1"}),
    "draft_demands": Page("GET POST", form="people-form", sends={"own": "1"}),
    "draft_style": Page("GET POST", form="style-form", sends={"s.seal": "印"}),
    "draft_check": Page("GET"),
    "draft_mend": Page("POST", sends={"finding": "gone", "version": "1"}),
    "draft_let_stand": Page("POST", sends={"finding": "gone", "reason": "理由"}),
    "draft_take_up": Page("POST", kwargs={"dismissal_id": 1}),
    "draft_take_back": Page("POST", sends={"version": "1"}),
    "draft_export": Page("GET"),
    "draft_counts": Page("GET"),
    "draft_package": Page("GET"),
    "draft_part": Page("GET", kwargs={"key": "speech", "export_format": "docx"}),
    "draft_deadline": Page("POST", sends={"day": "2026-12-01", "at": "17:00", "seen": "none"}),
    "draft_download": Page("GET", kwargs={"export_format": "json"}),
    "draft_paper": Page("GET"),
    "draft_page": Page("GET", kwargs={"version": 1, "page": 1}),
    "draft_beside": Page("GET"),
    "draft_news": Page("GET"),
    "draft_undo": Page("POST", sends={"do": "undo"}),
    "draft_picture": Page("GET", kwargs={"page": 1, "mark": "0" * 40}),
    "draft_versions": Page("GET"),
    "draft_compare": Page("GET"),
    "draft_version": Page("GET", kwargs={"number": 1}),
    "draft_version_name": Page("POST", sends={"name": "提出版", "seen": ""}, kwargs={"number": 1}),
    "draft_version_download": Page("GET", kwargs={"number": 1, "export_format": "json"}),
    "draft_restore": Page("POST", sends={"version": "1"}, kwargs={"number": 1}),
    "draft_merge": Page("POST", sends={"mine": "{}"}),
    # A copy belongs to the one who makes it: readers may.
    "draft_copy": Page("POST", writes=False),
    "draft_elsewhere": Page("GET POST", writes=False, sends={"assembly": "長野県原村", "copy": "1"}),
    "draft_discard": Page("POST"),
}
# Pages of guests' drafts alone; test_guests.py tells who gets in.
GUEST_PAGES = {"draft_link", "draft_take", "draft_erase"}
# Their answers to everybody stand in access_table.py alone.
IN_THE_MATRIX = {
    *("draft_hand_over", "draft_style_propose", "draft_facts"),
    *("draft_talk", "draft_comment", "draft_suggest", "draft_answer", "draft_settle", "draft_decide"),
    *("draft_share", "draft_share_end"),
    *("draft_agreement", "draft_agreement_show", "draft_agreement_copy", "draft_agreement_end"),
    *("draft_agreement_change", "draft_agreement_adopt", "draft_agreement_summary"),
}
ALL = ("GET", "POST", "PUT", "DELETE")


def ways(*, allowed: bool) -> list[tuple[str, str]]:
    return [(name, how) for name, page in PAGES.items() for how in ALL if (how in page.methods.split()) == allowed]


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    return starts(cast.sato, cast.group)


def ask(client: Client, method: str, name: str, draft: Draft, sends: dict[str, Any] | None = None) -> Any:
    page = PAGES[name]
    return (
        client.generic(method, url(name, draft, **page.kwargs))
        if method != "POST"
        else client.post(url(name, draft, **page.kwargs), page.sends | (sends or {}))
    )


def whole(client: Client, name: str, draft: Draft) -> dict[str, Any]:
    """The rest of the form that the button stands in."""
    page = PAGES[name]
    if name == "draft_merge":
        return {"mine": json.dumps(draft.content), "base": "1", "version": "1"}
    if name == "draft_let_stand":
        return {"finding": client.get(url("draft_check", draft)).context["findings"][0].key}
    return fields(client.get(url(name, draft)), page.form) | page.sends if page.form else {}


def test_every_page_of_a_draft_stands_in_this_table() -> None:
    assert set(PAGES) == {pattern.name for pattern in urls.draft} - GUEST_PAGES - IN_THE_MATRIX - {"draft_copied"}


@pytest.mark.parametrize("person", ["sato", "suzuki", "kato"])
@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if "GET" in page.methods])
def test_the_whole_group_may_read(name: str, person: str, cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    assert ask(signed_in(getattr(cast, person)), "GET", name, draft).status_code == 200


@pytest.mark.parametrize("person", ["sato", "suzuki"])
@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if "POST" in page.methods])
def test_writers_may_write(name: str, person: str, cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    client = signed_in(getattr(cast, person))
    assert ask(client, "POST", name, draft, whole(client, name, draft)).status_code == 302


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if "POST" in page.methods])
def test_readers_change_nothing(name: str, cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    writer = signed_in(cast.suzuki)
    response = ask(signed_in(cast.kato), "POST", name, draft, whole(writer, name, draft))
    assert response.status_code == (403 if PAGES[name].writes else 302)
    assert draft.versions.count() == 1
    assert Draft.objects.get(pk=draft.pk).discarded_at is None


@pytest.mark.parametrize("person", ["tanaka", "mori"])
@pytest.mark.parametrize(("name", "method"), ways(allowed=True))
def test_outsiders_do_not_learn_that_a_draft_exists(
    name: str, method: str, person: str, cast: Cast, draft: Draft, signed_in: SignedIn
) -> None:
    response = ask(signed_in(getattr(cast, person)), method, name, draft, whole(signed_in(cast.sato), name, draft))
    assert response.status_code == 404
    page = tree(response)
    for own_words in page.xpath("//textarea[@readonly]"):
        own_words.drop_tree()
    assert draft.title not in page.text_content()
    assert DraftVersion.objects.count() == 1


@pytest.mark.parametrize(("name", "method"), ways(allowed=True))
def test_nobody_gets_in_without_signing_in(name: str, method: str, client: Client, draft: Draft) -> None:
    response = ask(client, method, name, draft)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
    assert DraftVersion.objects.count() == 1


@pytest.mark.parametrize(("name", "method"), ways(allowed=False))
def test_a_wrong_method_is_refused(name: str, method: str, cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    assert ask(signed_in(cast.sato), method, name, draft).status_code == 405
    assert draft.versions.count() == 1


@pytest.mark.parametrize("name", ["draft_new", "draft_open", "assemblies"])
def test_anybody_may_begin(name: str, client: Client, cast: Cast, signed_in: SignedIn) -> None:
    for one in (client, signed_in(cast.tanaka)):
        assert one.get(reverse(name)).status_code == 200
        assert one.put(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", ["drafts_discarded"])
def test_ones_own_lists_ask_for_signing_in(name: str, client: Client, cast: Cast, signed_in: SignedIn) -> None:
    assert client.get(reverse(name))["Location"].startswith(reverse("account_login"))
    assert signed_in(cast.tanaka).get(reverse(name)).status_code == 200
    assert signed_in(cast.tanaka).put(reverse(name)).status_code == 405


@pytest.mark.parametrize(
    ("person", "status"), [("sato", 302), ("suzuki", 302), ("kato", 404), ("tanaka", 404), ("mori", 404)]
)
def test_only_writers_bring_a_draft_back(
    person: str, status: int, cast: Cast, draft: Draft, signed_in: SignedIn
) -> None:
    discard(draft)
    assert signed_in(getattr(cast, person)).post(url("draft_bring_back", draft)).status_code == status
    assert (Draft.objects.get(pk=draft.pk).discarded_at is None) == (status == 302)


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if "GET" in page.methods])
def test_a_draft_put_away_is_gone_from_its_pages(name: str, cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    discard(draft)
    assert ask(signed_in(cast.sato), "GET", name, draft).status_code == 404


def test_a_draft_of_ones_own_is_not_the_groups(cast: Cast, starts: Starts, signed_in: SignedIn) -> None:
    draft = starts(cast.sato)
    assert signed_in(cast.suzuki).get(url("draft", draft)).status_code == 404
    assert signed_in(cast.sato).get(url("draft", draft)).status_code == 200


def test_an_administrator_reads_no_drafts(superuser: User, draft: Draft, signed_in: SignedIn) -> None:
    assert signed_in(superuser).get(url("draft", draft)).status_code == 404


def test_an_unknown_draft_is_not_found(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.sato).get(reverse("draft", args=[uuid4()])).status_code == 404


def test_readers_are_told_and_see_no_buttons(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    for name in ("draft_kind", "draft_arguments", "draft_text", "draft_demands"):
        page = signed_in(cast.kato).get(url(name, draft)).content.decode()
        assert "読むだけの役割" in page
        assert not any(word in page for word in ("加える</span>", 'name="do"', 'name="start"', 'name="more"'))
