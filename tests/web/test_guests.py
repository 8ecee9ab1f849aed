"""Drafts without account: begun at once, opened by their link alone, taken into an account, gone as told."""

from __future__ import annotations

import io
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drafting import access, urls
from drafting.actions import guests
from drafting.actions.cast import PASSWORD, Cast
from drafting.actions.drafts import file_of, save_draft
from drafting.actions.sample import sample_file
from drafting.intake.draft_file import OwnEntry, to_bytes
from drafting.intake.edit import put
from drafting.models import Draft, DraftUse, DraftVersion, Export
from tests.drafting.exporting import exported
from tests.people import SignedIn, Starts

from .screens import fields, newest, now, text_of, tree, url
from .test_drafts_access import GUEST_PAGES, PAGES, ask, whole


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Drafts begun are counted in a cache that outlives a test."""
    cache.clear()


@pytest.fixture
def draft(library: None) -> Draft:
    return guests.start_guest_draft(sample_file(timezone.localdate()))


@pytest.fixture
def link(draft: Draft) -> str:
    return reverse("guest_link", args=[guests.token_of(draft)])


@pytest.fixture
def guest(link: str) -> Client:
    """Somebody who opened the link."""
    client = Client()
    client.get(link)
    return client


@pytest.fixture
def other_guest(library: None) -> Client:
    """Somebody who holds the link of another draft."""
    client = Client()
    client.get(
        reverse("guest_link", args=[guests.token_of(guests.start_guest_draft(sample_file(timezone.localdate())))])
    )
    return client


def begin(client: Client, **typed: str) -> Any:
    form = {
        "kind": "opinion",
        "proposer": "members",
        "assembly": "東京都世田谷区",
        "title": "試しの意見書",
        "start": "1",
    }
    return client.post(reverse("draft_new"), form | typed)


def test_one_begins_without_account_and_is_told_the_link_at_once(client: Client, library: None) -> None:
    shown = client.get(reverse("draft_new"))
    assert fields(shown, "stage-one")["title"]
    response = begin(client)
    draft = Draft.objects.get()
    assert response["Location"] == url("draft_link", draft)
    assert (draft.owner, draft.group, draft.current.author) == (None, None, None)  # type: ignore[union-attr]
    page = client.get(response["Location"])
    said = text_of(page)
    last = timezone.localdate() + timedelta(days=30)
    assert f"{last.year}年{last.month}月{last.day}日まで" in said
    for words in ("リンクを知っている人は、だれでも", "元に戻せません", "自分の下書きにする", "ファイルに保存"):
        assert words in said
    link = tree(page).get_element_by_id("link").text_content()
    assert Client().get(link)["Location"] == url("draft", draft)


def test_the_database_holds_the_links_hash_alone(draft: Draft) -> None:
    token = guests.token_of(draft)
    assert token is not None
    assert len(token) == 43  # 256 bits
    assert draft.guest_hash == access.guest_hash(token)
    assert token not in str(Draft.objects.values().get())


def test_each_draft_has_a_link_of_its_own(draft: Draft) -> None:
    assert guests.token_of(draft) != guests.token_of(guests.start_guest_draft(file_of(draft)))


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if "GET" in page.methods])
def test_whoever_opened_the_link_may_read(name: str, guest: Client, draft: Draft) -> None:
    response = ask(guest, "GET", name, draft)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"] or "immutable" in response["Cache-Control"]


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if "POST" in page.methods])
def test_whoever_opened_the_link_may_write(name: str, guest: Client, draft: Draft) -> None:
    assert ask(guest, "POST", name, draft, whole(guest, name, draft)).status_code == 302
    assert DraftVersion.objects.exclude(author=None).count() == 0


@pytest.mark.parametrize("name", sorted(GUEST_PAGES - {"draft_take"}))
def test_whoever_opened_the_link_sees_what_becomes_of_the_draft(name: str, guest: Client, draft: Draft) -> None:
    assert guest.get(url(name, draft)).status_code == 200


WAYS = [(name, method) for name, page in PAGES.items() for method in page.methods.split()]
GUEST_WAYS = [("draft_link", "GET"), ("draft_take", "GET"), ("draft_take", "POST")]
GUEST_WAYS += [("draft_erase", "GET"), ("draft_erase", "POST")]


@pytest.mark.parametrize(("name", "method"), [*WAYS, *GUEST_WAYS])
def test_nobody_else_learns_that_the_draft_exists(
    name: str, method: str, draft: Draft, other_guest: Client, cast: Cast, superuser: Any, signed_in: SignedIn
) -> None:
    kwargs = PAGES[name].kwargs if name in PAGES else {}
    here = url(name, draft, **kwargs)
    for client in (signed_in(cast.sato), signed_in(cast.mori), signed_in(superuser)):
        assert client.generic(method, here).status_code == 404
    stranger = other_guest.generic(method, here)
    asks_to_sign_in = name == "draft_take"
    assert stranger.status_code == (302 if asks_to_sign_in else 404)
    anonymous = Client().generic(method, here)
    assert anonymous["Location"].startswith(reverse("account_login"))
    assert Draft.objects.get(pk=draft.pk).versions.count() == 1


def test_every_page_of_guests_alone_is_a_page_of_drafts() -> None:
    assert {pattern.name for pattern in urls.draft} >= GUEST_PAGES


@pytest.mark.parametrize("name", sorted(GUEST_PAGES))
def test_a_draft_in_an_account_has_no_link_to_tell(name: str, cast: Cast, starts: Starts, signed_in: SignedIn) -> None:
    draft = starts(cast.sato)
    assert signed_in(cast.sato).get(url(name, draft)).status_code == 404
    assert signed_in(cast.sato).post(url(name, draft)).status_code in (404, 405)
    assert Draft.objects.filter(pk=draft.pk, owner=cast.sato).exists()


def test_the_links_page_lets_no_address_go_on(guest: Client, link: str) -> None:
    for address in (link, reverse("guest_link", args=["x" * 43])):
        response = Client().get(address)
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]


def test_the_token_stands_in_no_further_address(guest: Client, draft: Draft, link: str) -> None:
    token = link.split("/")[2]
    for name in ("draft", "draft_text", "draft_demands", "draft_export"):
        assert token not in guest.get(url(name, draft)).content.decode()


@pytest.mark.parametrize("token", ["x" * 43, "x", "あ" * 43])
def test_a_link_that_never_was_and_one_that_has_run_out_look_alike(
    token: str, draft: Draft, link: str, library: None
) -> None:
    Draft.objects.filter(pk=draft.pk).update(guest_until=timezone.localdate() - timedelta(days=1))
    gone, unknown = Client().get(link), Client().get(reverse("guest_link", args=[token]))
    assert (gone.status_code, unknown.status_code) == (404, 404)
    assert text_of(gone) == text_of(unknown)
    assert "お試しの期間が終わって" in text_of(gone)


def test_no_token_comes_into_the_log(db: None, caplog: pytest.LogCaptureFixture) -> None:
    """The line that Django writes for a refused address, as the program's own handler prints it."""
    console = next(one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler)
    token = "aB3_" * 10 + "xyz"
    printed = io.StringIO()
    before = console.setStream(printed)
    try:
        Client().get(reverse("guest_link", args=[token]))
        Client().get("/drafts/00000000-0000-4000-8000-000000000000/nothing/")
    finally:
        console.setStream(before or console.stream)
    assert "Not Found" in printed.getvalue()
    assert "00000000-0000-4000-8000-000000000000" in printed.getvalue()
    assert token not in printed.getvalue()


def test_on_its_last_day_the_draft_opens_and_on_the_next_it_does_not(guest: Client, draft: Draft, link: str) -> None:
    Draft.objects.filter(pk=draft.pk).update(guest_until=timezone.localdate())
    assert guest.get(url("draft", draft)).status_code == 200
    Draft.objects.filter(pk=draft.pk).update(guest_until=timezone.localdate() - timedelta(days=1))
    assert guest.get(url("draft", draft)).status_code == 404
    assert guest.post(url("draft_add", draft), {"version": newest(draft), "own": "1"}).status_code == 404


def test_what_has_run_out_is_erased_with_all_that_hangs_on_it_and_nothing_else(
    draft: Draft, cast: Cast, starts: Starts, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, own = guests.start_guest_draft(file_of(draft)), starts(cast.sato)
    version = save_draft(draft.pk, put(now(draft), OwnEntry("own", "次の文。")), None, based_on=1)
    exported(version, Export.Format.TEXT, b"x", None)
    assert DraftUse.objects.filter(version=version).exists()
    Draft.objects.filter(pk=draft.pk).update(guest_until=timezone.localdate() - timedelta(days=1))
    call_command("forget_guest_drafts")
    assert "1件" in capsys.readouterr().out
    assert set(Draft.objects.all()) == {kept, own}
    assert not DraftVersion.objects.filter(draft_id=draft.pk).exists()
    assert not Export.objects.exists()
    assert not DraftUse.objects.filter(version_id=version.pk).exists()
    call_command("forget_guest_drafts")
    assert capsys.readouterr().out == ""


def test_a_guest_erases_the_draft_after_being_told(guest: Client, draft: Draft) -> None:
    assert guest.post(url("draft_discard", draft))["Location"] == url("draft_erase", draft)
    assert "元に戻せません" in text_of(guest.get(url("draft_erase", draft)))
    page = guest.post(url("draft_erase", draft), {"version": "1"}, follow=True)
    assert "を消しました" in text_of(page)
    assert not Draft.objects.exists()


def test_a_draft_is_taken_into_an_account_and_its_link_leads_nowhere(
    guest: Client, draft: Draft, link: str, cast: Cast
) -> None:
    before = now(draft)
    asked = guest.get(url("draft_take", draft))
    signing_in = guest.get(asked["Location"])
    assert signing_in.status_code == 200
    signed = guest.post(asked["Location"], {"login": cast.tanaka.email, "password": PASSWORD})
    assert signed["Location"] == url("draft_take", draft)
    assert "お試しのリンクは使えなくなります" in text_of(guest.get(signed["Location"]))
    assert guest.post(signed["Location"])["Location"] == url("draft", draft)
    taken = Draft.objects.get()
    assert (taken.owner, taken.guest_hash, taken.guest_until, now(taken)) == (cast.tanaka, "", None, before)
    assert guest.get(url("draft", draft)).status_code == 200
    assert Client().get(link).status_code == 404
    assert guest.get(url("draft_link", draft)).status_code == 404


def test_another_who_held_the_link_no_longer_gets_in_once_it_is_taken(
    guest: Client, draft: Draft, link: str, cast: Cast
) -> None:
    friend = Client()
    friend.get(link)
    guests.take_into_account(draft, cast.tanaka)
    assert friend.get(url("draft", draft)).status_code == 404
    assert guest.post(url("draft_add", draft), {"version": newest(draft), "own": "1"}).status_code == 404


def test_of_two_who_take_it_the_second_is_told(draft: Draft, link: str, cast: Cast, signed_in: SignedIn) -> None:
    stale = Draft.objects.get(pk=draft.pk)
    guests.take_into_account(draft, cast.tanaka)
    with pytest.raises(Exception, match="もうほかの人の下書き"):
        guests.take_into_account(stale, cast.sato)
    assert Draft.objects.get().owner == cast.tanaka


def test_signing_out_takes_the_right_away(guest: Client, draft: Draft, cast: Cast) -> None:
    guest.post(reverse("account_login"), {"login": cast.tanaka.email, "password": PASSWORD})
    assert guest.get(url("draft", draft)).status_code == 200
    guest.post(reverse("account_logout"))
    assert guest.get(url("draft", draft)).status_code == 302


def test_somebody_signed_in_who_opens_a_link_writes_under_his_name(
    link: str, draft: Draft, cast: Cast, signed_in: SignedIn
) -> None:
    client = signed_in(cast.suzuki)
    client.get(link)
    client.post(url("draft_add", draft), {"version": newest(draft), "own": "1"})
    assert draft.versions.first().author == cast.suzuki  # type: ignore[union-attr]
    assert "お試しの下書きがあります" in text_of(client.get(reverse("home")))


def test_a_guests_copy_and_a_file_are_drafts_of_the_guest(guest: Client, draft: Draft, library: None) -> None:
    made = guest.post(url("draft_copy", draft))
    copy = Draft.objects.exclude(pk=draft.pk).get()
    assert made["Location"] == url("draft_link", copy)
    assert now(copy) == now(draft)
    sent = {"file": SimpleUploadedFile("下書き.json", to_bytes(now(draft)))}
    opened = Client().post(reverse("draft_open"), sent)
    assert opened["Location"].endswith("/link/")


def test_the_first_page_leads_back_to_what_the_browser_holds(guest: Client, draft: Draft, client: Client) -> None:
    assert url("draft", draft) in guest.get(reverse("home")).content.decode()
    assert url("draft", draft) not in client.get(reverse("home")).content.decode()


def test_a_passage_is_added_from_the_library_to_a_guests_draft(guest: Client, draft: Draft) -> None:
    page = guest.get(reverse("argument", args=["a-zentei-4joken"]))
    assert url("draft_add", draft) in page.content.decode()


def test_a_browser_holds_only_so_many_drafts(client: Client, library: None, settings: Any) -> None:
    settings.GUEST_DRAFTS_AT_ONCE = 2
    assert [begin(client).status_code for _ in range(3)] == [302, 302, 429]
    page = begin(client)
    assert "お試しの下書きは2件までです" in text_of(page)
    assert Draft.objects.count() == 2
    assert Client().get(reverse("draft_new")).status_code == 200


def test_an_address_begins_only_so_many_drafts_in_an_hour(library: None, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"guest_draft": "3/h/key"}
    answers = [begin(Client()) for _ in range(4)]
    assert [one.status_code for one in answers] == [302, 302, 302, 429]
    assert "1時間ほどたってから" in text_of(answers[-1])
    assert begin(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302
    assert Draft.objects.count() == 4


def test_addresses_are_counted_as_what_nobody_can_turn_back(library: None, monkeypatch: pytest.MonkeyPatch) -> None:
    keys: list[str] = []
    kept = cache.set
    monkeypatch.setattr(cache, "set", lambda key, *rest, **more: (keys.append(key), kept(key, *rest, **more))[1])
    begin(Client(REMOTE_ADDR="192.0.2.7"))
    assert [key for key in keys if "guest_draft" in key]
    assert not [key for key in keys if "192.0.2.7" in key]


def test_somebody_signed_in_is_not_counted(cast: Cast, signed_in: SignedIn, library: None, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"guest_draft": "1/h/key"}
    client = signed_in(cast.tanaka)
    assert [begin(client).status_code for _ in range(3)] == [302, 302, 302]
    assert Draft.objects.filter(owner=cast.tanaka).count() == 3
