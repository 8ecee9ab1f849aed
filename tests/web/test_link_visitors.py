"""Visitors who come by a link: what it opens, what it opens no more, and that it opens nothing else."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drafting.actions import drafts as actions
from drafting.actions import groups, guests, sharing
from drafting.actions.cast import Cast
from drafting.actions.sample import sample_file
from drafting.models import Draft, FirstAdminLink, Invitation, User
from tests.people import SignedIn, Starts
from tests.world import World

from .access_table import LOGIN, TABLE
from .links_table import ACCOUNT, GUESTS, LINKS, NO_SUCH, OPEN, STATES, Link, OfGuests
from .test_access_matrix import URLS, address, asked

Answer = int | str | None


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def begun() -> Draft:
    return guests.start_guest_draft(sample_file(timezone.localdate()))


def holder_of(draft: Draft) -> Client:
    client = Client()
    opened = client.get(reverse("guest_link", args=[guests.token_of(draft)]))
    assert opened.status_code == 302
    return client


# --- the tables are whole -------------------------------------------------------------------------------------------


def test_every_url_of_a_draft_says_what_a_guest_may() -> None:
    of_drafts = {name for name, (parameters, _) in URLS.items() if "draft_id" in parameters}
    assert of_drafts - set(GUESTS) == set(), "what may a guest? Add an entry to GUESTS in tests/web/links_table.py"
    assert set(GUESTS) - of_drafts == set()


def test_every_url_that_carries_a_link_says_what_becomes_of_it() -> None:
    carrying = {name for name, (parameters, _) in URLS.items() if parameters & {"token", "key"}} - {"draft_part"}
    assert carrying - set(LINKS) == set(), "what if the link is dead? Add an entry to LINKS in tests/web/links_table.py"
    assert set(LINKS) - carrying == set()
    for name, link in LINKS.items():
        assert len(link.get) == len(STATES), name
        assert link.post is None or len(link.post) == len(STATES), name


# --- a guest's link --------------------------------------------------------------------------------------------------


def of_a_guest(name: str) -> tuple[Answer, Answer, dict[str, Any]]:
    entry, line = GUESTS[name], TABLE[name]
    if isinstance(entry, OfGuests):
        return entry.get, entry.post, entry.sends
    if entry == ACCOUNT:
        return line.get and LOGIN, line.post and LOGIN, line.sends
    return line.get and line.get["owner"], line.post and line.post["owner"], line.sends


def of_a_stranger(name: str) -> tuple[Answer, Answer, dict[str, Any]]:
    get, post, sends = of_a_guest(name)
    return (404 if get not in (None, LOGIN) else get), (404 if post not in (None, LOGIN) else post), sends


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("name", sorted(GUESTS))
def test_a_guests_link_opens_its_draft_until_its_day_and_no_other(name: str, cast: Cast, starts: Starts) -> None:
    draft, other, groups_own = begun(), begun(), starts(cast.sato, cast.group)
    guest, stranger = holder_of(draft), holder_of(other)
    wrong = refusals("guest", guest, name, draft, of_a_guest(name))
    wrong += refusals("stranger", stranger, name, draft, of_a_stranger(name))
    wrong += refusals("guest before a group's draft", guest, name, groups_own, of_a_stranger(name))
    yesterday = timezone.localdate() - timedelta(days=1)
    Draft.objects.filter(pk=draft.pk).update(guest_until=yesterday)
    wrong += refusals("guest whose day is over", guest, name, draft, of_a_stranger(name))
    assert wrong == []


def refusals(
    who: str, client: Client, name: str, draft: Draft, expected: tuple[Answer, Answer, dict[str, Any]]
) -> list[str]:
    world = {"draft_id": draft.pk, "discarded": draft.pk, "number": 1, "run_id": 1, "comment_id": 1}
    world |= {"suggestion_id": 1, "shared": None, "agree": None, "link_id": draft.pk}
    line = TABLE[name]
    args = {key: value for key, value in line.args.items() if key not in ("draft_id", "link_id")}
    path = reverse(name, kwargs={one: args.get(one, world.get(one)) for one in URLS[name][0]})
    get, post, sends = expected
    found = []
    for way, answer in (("get", get), ("post", post)):
        if answer is not None and (got := asked(client, way, path, sends)) != answer:
            found.append(f"{way} {name} by {who}: {got}, the table says {answer}")
    return found


# --- links in addresses ----------------------------------------------------------------------------------------------


Ended = Callable[[str, Cast, Draft], str]


def link_for(name: str, state: str, cast: Cast, draft: Draft, settings: Any) -> str:
    """The address, with its link in that state."""
    made = MAKERS[name](state, cast, draft, settings)
    kwargs = made if isinstance(made, dict) else {"token": made}
    return reverse(name, kwargs=kwargs | ({"page": 1} if "page" in URLS[name][0] else {}))


def guests_link(state: str, cast: Cast, draft: Draft, settings: Any) -> str:
    if state in ("made_up", "other_kind"):
        return secrets.token_urlsafe(32) if state == "made_up" else sharing.lend(draft, "", 7, cast.sato).token
    own = begun()
    token = guests.token_of(own)
    assert token
    match state:
        case "run_out":
            Draft.objects.filter(pk=own.pk).update(guest_until=timezone.localdate() - timedelta(days=1))
        case "used":
            guests.take_into_account(own, cast.tanaka)
        case "put_away":
            guests.erase_guest_draft(own)
    return token


def lent(kind: str) -> Callable[[str, Cast, Draft, Any], str]:
    def made(state: str, cast: Cast, draft: Draft, settings: Any) -> str:
        if state == "made_up":
            return f"{draft.pk.hex}.{secrets.token_urlsafe(32)}"
        is_shared = (kind == "shared") != (state == "other_kind")
        link: Any = (sharing.lend if is_shared else sharing.ask_group)(draft, "青会", 7, cast.sato)
        match state:
            case "run_out":
                type(link).objects.filter(pk=link.pk).update(until=timezone.localdate() - timedelta(days=1))
            case "taken_back":
                sharing.take_back(link)
            case "put_away":
                actions.discard(draft)
        return str(link.token)

    return made


def invitation(state: str, cast: Cast, draft: Draft, settings: Any) -> str:
    made = groups.invite(cast.group, "reader", cast.sato)
    match state:
        case "run_out":
            Invitation.objects.filter(pk=made.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        case "taken_back":
            groups.withdraw(made)
        case "used":
            groups.join(made.pk, cast.mori)
        case "made_up":
            return f"{draft.pk.hex}.{secrets.token_urlsafe(32)}"
        case "other_kind":
            return sharing.lend(draft, "", 7, cast.sato).token
    return made.token


def first_admin(state: str, cast: Cast, draft: Draft, settings: Any) -> str:
    token = FirstAdminLink.issue()
    match state:
        case "run_out":
            FirstAdminLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        case "used":
            User.objects.create_superuser("unei@example.jp", "kobo-no-tameshi-1", name="運営 太郎")
        case "made_up":
            return secrets.token_urlsafe(32)
        case "other_kind":
            return sharing.lend(draft, "", 7, cast.sato).token
    return token


def new_password(state: str, cast: Cast, draft: Draft, settings: Any) -> dict[str, str]:
    user = cast.kato
    made = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    match state:
        case "run_out":
            settings.PASSWORD_RESET_TIMEOUT = -1
        case "used":
            user.set_password("atarashii-aikotoba-2")
            user.save()
        case "made_up":
            made["key"] = "chigau-kagi"
        case "other_kind":
            made["key"] = sharing.lend(draft, "", 7, cast.sato).token
    return made


MAKERS: dict[str, Callable[[str, Cast, Draft, Any], Any]] = {
    "guest_link": guests_link,
    "shared": lent("shared"),
    "shared_page": lent("shared"),
    "agree": lent("agree"),
    "agree_paper": lent("agree"),
    "agree_page": lent("agree"),
    "join_link": invitation,
    "first_admin": first_admin,
    "account_reset_password_from_key": new_password,
}
CASES = [
    (name, state) for name, link in LINKS.items() for at, state in enumerate(STATES) if link.get[at] is not NO_SUCH
]


@pytest.mark.parametrize(("name", "state"), CASES)
def test_a_link_opens_what_it_is_for_while_it_lives(
    name: str, state: str, cast: Cast, starts: Starts, signed_in: SignedIn, settings: Any
) -> None:
    draft = starts(cast.sato, cast.group)
    path = link_for(name, state, cast, draft, settings)
    link, at = LINKS[name], STATES.index(state)
    wrong = []
    people: list[tuple[str, User | None]] = [("nobody", None), ("outsider", cast.tanaka)]
    # A dead invitation leads whoever is in the group already to it.
    people += [] if name == "join_link" else [("owner", cast.sato)]
    for who, user in people:
        for way, answer in (("get", link.get[at]), ("post", link.post and link.post[at])):
            client = signed_in(user) if user else Client()
            if answer is not None and (got := asked(client, way, path, link.sends)) != answer:
                wrong.append(f"{way} {name} ({state}) by {who}: {got}, the table says {answer}")
    assert wrong == []


def test_a_dead_password_link_changes_nothing(cast: Cast, starts: Starts, settings: Any) -> None:
    """Its page is shown (200) and says so; what is posted to it sets no password."""
    draft = starts(cast.sato)
    for state in ("run_out", "made_up", "other_kind", "used"):
        path = link_for("account_reset_password_from_key", state, cast, draft, settings)
        known = User.objects.get(pk=cast.kato.pk).password
        page = Client().post(path, {"password1": "nusunda-aikotoba-9", "password2": "nusunda-aikotoba-9"})
        assert "このリンクは使えません" in page.content.decode()
        assert User.objects.get(pk=cast.kato.pk).password == known


@pytest.mark.parametrize("ended", ["run_out", "taken_back", "used"])
def test_an_invitation_that_ended_after_it_was_opened_brings_nobody_in(
    ended: str, cast: Cast, starts: Starts, signed_in: SignedIn
) -> None:
    made = groups.invite(cast.group, "reader", cast.sato)
    client = signed_in(cast.tanaka)
    assert client.get(reverse("join_link", args=[made.token])).status_code == 302
    assert client.get(reverse("join")).status_code == 200
    match ended:
        case "run_out":
            Invitation.objects.filter(pk=made.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        case "taken_back":
            groups.withdraw(made)
        case _:
            groups.join(made.pk, cast.mori)
    assert client.get(reverse("join")).status_code == 410
    assert client.post(reverse("join")).status_code == 410
    assert not cast.tanaka.draftinggroup_set.exists()


# --- a link opens nothing else ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("library")
def test_whoever_holds_a_link_gets_everywhere_else_what_anybody_gets(world: World) -> None:
    guest, lent_to = holder_of(begun()), Client()
    for name in ("shared", "agree"):
        assert lent_to.get(reverse(name, args=[world[name].token])).status_code == 200
    wrong = []
    for name in sorted(TABLE):
        line = TABLE[name]
        path = address(name, line, world)
        visitors = {"a lent link": lent_to} | ({} if name in GUESTS else {"a guest's link": guest})
        for way, answers in (("get", line.get), ("post", line.post)):
            for what, client in visitors.items():
                if answers and (got := asked(client, way, path, line.sends)) != answers["anonymous"]:
                    wrong.append(f"{way} {name} with {what}: {got}, anybody gets {answers['anonymous']}")
    assert wrong == []


def test_a_lent_copy_leads_to_no_page_of_its_draft(cast: Cast, starts: Starts) -> None:
    draft = starts(cast.sato, cast.group)
    link = sharing.lend(draft, "", 7, cast.sato)
    page = Client().get(reverse("shared", args=[link.token])).content.decode()
    assert str(draft.pk) not in page
    assert OPEN in GUESTS.values()
    assert isinstance(LINKS["shared"], Link)
