"""The screens of groups: made, joined by a link, led, left and ended."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from drafting.actions import groups
from drafting.actions.cast import Cast
from drafting.models import Draft, DraftingGroup, DraftVersion, Invitation, Membership, User
from tests.people import SignedIn, Starts

from .screens import text_of, tree

Role = Membership.Role


def link_on(page: Any) -> str:
    """The link as it stands on the page to be copied."""
    return str(tree(page).get_element_by_id("link-1").get("value"))


@pytest.fixture
def keeper(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.sato)


def invited(keeper: Client, cast: Cast, role: str = "editor") -> str:
    page = keeper.post(reverse("group_invite", args=[cast.group.pk]), {"role": role}, follow=True)
    return link_on(page)


def test_somebody_without_a_group_is_told_what_one_is_for(cast: Cast, signed_in: SignedIn) -> None:
    page = signed_in(cast.tanaka).get(reverse("groups"))
    assert "いっしょに書く会は、まだありません。" in text_of(page)


def test_a_group_is_made_and_led_on_to_inviting(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.tanaka)
    page = client.post(reverse("group_new"), {"name": "保険証を守る会", "kind": "citizens"}, follow=True)
    assert "人を招く" in text_of(page)
    assert "保険証を守る会" in text_of(client.get(reverse("groups")))


@pytest.mark.parametrize("wrong", [{"name": ""}, {"kind": ""}, {"name": "あ" * 121}, {"kind": "party"}])
def test_what_a_group_lacks_is_said_beside_the_field(cast: Cast, signed_in: SignedIn, wrong: dict[str, str]) -> None:
    page = signed_in(cast.tanaka).post(reverse("group_new"), {"name": "会", "kind": "caucus"} | wrong)
    assert page.status_code == 422
    place = "id_name" if "name" in wrong else "div_id_kind"
    assert f'href="#{place}"' in page.content.decode()
    assert tree(page).get_element_by_id(place) is not None
    assert DraftingGroup.objects.count() == 1


def test_the_link_brings_somebody_signed_in_into_the_group(cast: Cast, keeper: Client, signed_in: SignedIn) -> None:
    client = signed_in(cast.tanaka)
    page = client.get(invited(keeper, cast), follow=True)
    for words in ("区民とあゆむ会", "佐藤 一郎", "編集", "会派", "田中 三枝"):
        assert words in text_of(page)
    assert not cast.tanaka.draftinggroup_set.exists()
    joined = client.post(reverse("join"), follow=True)
    assert "入りました" in text_of(joined)
    assert Membership.objects.get(user=cast.tanaka).role == Role.EDITOR


def test_the_link_stands_in_no_address_after_the_first(cast: Cast, keeper: Client) -> None:
    response = Client().get(invited(keeper, cast))
    assert (response.status_code, response["Location"]) == (302, reverse("join"))


def test_somebody_without_account_is_shown_both_ways_in(cast: Cast, keeper: Client) -> None:
    page = Client().get(invited(keeper, cast), follow=True)
    hrefs = {link.get("href") for link in tree(page).iter("a")}
    assert reverse("account_signup") + "?next=" + reverse("join") in hrefs
    assert reverse("account_login") + "?next=" + reverse("join") in hrefs


def test_signing_in_on_the_way_keeps_the_invitation(cast: Cast, keeper: Client) -> None:
    from drafting.actions.cast import PASSWORD

    client = Client()
    client.get(invited(keeper, cast))
    given = {"login": cast.tanaka.email, "password": PASSWORD, "next": reverse("join")}
    assert "この会に入る" in client.post(reverse("account_login"), given, follow=True).content.decode()


def test_whoever_is_in_already_is_told_so(cast: Cast, keeper: Client, signed_in: SignedIn) -> None:
    page = signed_in(cast.kato).get(invited(keeper, cast), follow=True)
    assert "もうこの会に入っています" in text_of(page)


@pytest.mark.parametrize("how", ["withdrawn", "used", "broken"])
def test_a_dead_link_says_calmly_what_to_do(how: str, cast: Cast, keeper: Client, signed_in: SignedIn) -> None:
    link = invited(keeper, cast)
    invitation = Invitation.objects.get()
    if how == "withdrawn":
        keeper.post(reverse("group_withdraw", args=[cast.group.pk, invitation.pk]))
    elif how == "used":
        groups.join(invitation.pk, cast.tanaka)
    else:
        link = link[:-3] + "/"
    page = signed_in(cast.mori).get(link)
    assert page.status_code == 410
    assert "新しい招待のリンクを頼んでください" in text_of(page)


def test_whoever_presses_his_used_link_again_comes_to_the_group(
    cast: Cast, keeper: Client, signed_in: SignedIn
) -> None:
    link = invited(keeper, cast)
    groups.join(Invitation.objects.get().pk, cast.tanaka)
    response = signed_in(cast.tanaka).get(link, follow=True)
    assert response.redirect_chain[-1][0] == reverse("group", args=[cast.group.pk])
    assert "もう入っています" in text_of(response)
    groups.leave(Membership.objects.get(user=cast.tanaka))
    assert signed_in(cast.tanaka).get(link).status_code == 410


@pytest.mark.parametrize(("sent_to", "told"), [("tanaka@example.jp", False), ("", False), ("betsu@example.jp", True)])
def test_an_invitation_that_went_to_another_address_is_said_to_have_without_naming_it(
    sent_to: str, told: bool, cast: Cast, signed_in: SignedIn
) -> None:
    invitation = groups.invite(cast.group, Role.EDITOR, cast.sato, sent_to)
    client = signed_in(cast.tanaka)
    page = text_of(client.get(reverse("join_link", args=[invitation.token]), follow=True))
    assert ("別のメールアドレスに送られた" in page) is told
    assert "betsu@example.jp" not in page


def test_a_link_that_died_on_the_way_brings_nobody_in(cast: Cast, keeper: Client, signed_in: SignedIn) -> None:
    client = signed_in(cast.tanaka)
    client.get(invited(keeper, cast))
    groups.withdraw(Invitation.objects.get())
    assert client.post(reverse("join")).status_code == 410
    assert not cast.tanaka.draftinggroup_set.exists()


def test_only_keepers_see_links_and_buttons(cast: Cast, keeper: Client, signed_in: SignedIn) -> None:
    link = invited(keeper, cast)
    for person in (cast.suzuki, cast.kato):
        page = signed_in(person).get(reverse("group_people", args=[cast.group.pk])).content.decode()
        assert link not in page
        assert 'name="role"' not in page
        assert reverse("group_end", args=[cast.group.pk]) not in page


def test_nobody_reads_anybodys_address(cast: Cast, keeper: Client) -> None:
    for name in ("group", "group_people"):
        page = keeper.get(reverse(name, args=[cast.group.pk])).content.decode()
        assert "鈴木 花子" in page or name == "group"
        assert "suzuki@example.jp" not in page


def test_without_mail_settings_no_address_is_asked_for_and_no_mail_promised(cast: Cast, keeper: Client) -> None:
    page = keeper.get(reverse("group_people", args=[cast.group.pk])).content.decode()
    assert 'name="email"' not in page
    assert "メール" not in text_of(keeper.get(reverse("group_people", args=[cast.group.pk])))


def test_with_mail_settings_the_link_goes_by_mail_with_nothing_of_a_draft(
    cast: Cast, keeper: Client, settings: Any, starts: Starts
) -> None:
    settings.SENDS_MAIL, settings.EMAIL_BACKEND = True, "django.core.mail.backends.locmem.EmailBackend"
    draft = starts(cast.sato, cast.group, title="秘密の件名")
    given = {"role": "reader", "email": "tanaka@example.jp"}
    page = keeper.post(reverse("group_invite", args=[cast.group.pk]), given, follow=True)
    sent = mail.outbox[0]
    assert sent.to == ["tanaka@example.jp"]
    assert link_on(page) in sent.body
    assert "区民とあゆむ会" in sent.subject
    assert draft.title not in sent.body + sent.subject
    assert not re.search(r"[{}<>]", sent.body)


def test_a_mail_that_cannot_be_sent_leaves_the_link_to_be_handed_on(cast: Cast, keeper: Client, settings: Any) -> None:
    settings.SENDS_MAIL, settings.EMAIL_BACKEND = True, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    given = {"role": "reader", "email": "tanaka@example.jp"}
    page = keeper.post(reverse("group_invite", args=[cast.group.pk]), given, follow=True)
    assert "メールを送れませんでした" in text_of(page)
    assert Invitation.find(link_on(page).rstrip("/").split("/")[-1])


def test_the_last_keeper_is_led_to_handing_over(cast: Cast, keeper: Client) -> None:
    page = keeper.get(reverse("group_leave", args=[cast.group.pk]))
    assert "管理者はあなただけ" in text_of(page)
    answer = keeper.post(reverse("group_leave", args=[cast.group.pk]), follow=True)
    assert "管理者がいなくなります" in text_of(answer)
    to = cast.group.membership_set.get(user=cast.suzuki)
    keeper.post(reverse("group_hand_over", args=[cast.group.pk]), {"to": to.pk})
    assert "抜けました" in text_of(keeper.post(reverse("group_leave", args=[cast.group.pk]), follow=True))


def test_only_somebody_of_the_group_takes_over(cast: Cast, keeper: Client) -> None:
    other = groups.start_group("ほかの会", "caucus", cast.tanaka).membership_set.get()
    for to in (str(other.pk), "x", "", "99999999999999999999"):
        assert keeper.post(reverse("group_hand_over", args=[cast.group.pk]), {"to": to}).status_code == 422


def test_a_keeper_who_gives_up_his_role_is_not_left_before_a_closed_door(cast: Cast, keeper: Client) -> None:
    groups.change_role(cast.group.membership_set.get(user=cast.suzuki), Role.ADMIN)
    mine = cast.group.membership_set.get(user=cast.sato)
    answer = keeper.post(reverse("group_role", args=[cast.group.pk, mine.pk]), {"role": "reader"}, follow=True)
    assert answer.status_code == 200
    assert "「閲覧」にしました" in text_of(answer)


def test_somebody_of_another_group_is_not_changed_from_here(cast: Cast, keeper: Client) -> None:
    other = groups.start_group("ほかの会", "caucus", cast.tanaka).membership_set.get()
    for name in ("group_role", "group_remove"):
        assert keeper.post(reverse(name, args=[cast.group.pk, other.pk]), {"role": "reader"}).status_code == 404
    other.refresh_from_db()
    assert other.role == Role.ADMIN


def test_a_group_with_open_drafts_says_what_to_do_before_its_end(cast: Cast, keeper: Client, starts: Starts) -> None:
    starts(cast.sato, cast.group)
    at = reverse("group_end", args=[cast.group.pk])
    assert "まだ終えられません" in text_of(keeper.get(at))
    assert "残っています" in text_of(keeper.post(at, follow=True))
    keeper.post(reverse("group_put_away", args=[cast.group.pk]))
    assert "しまった文書1件" in text_of(keeper.get(at))
    assert "終えました" in text_of(keeper.post(at, follow=True))


def test_earlier_names_stand_below_the_new_one(cast: Cast, keeper: Client) -> None:
    at = reverse("group_rename", args=[cast.group.pk])
    keeper.post(at, {"name": "区民の会", "kind": "citizens"})
    assert "区民とあゆむ会" in text_of(keeper.get(at))


def test_a_group_of_many_is_read_in_a_handful_of_queries(
    cast: Cast, keeper: Client, starts: Starts, django_assert_max_num_queries: Any
) -> None:
    people = User.objects.bulk_create(User(email=f"p{at}@example.jp", name=f"人{at}") for at in range(60))
    Membership.objects.bulk_create(Membership(group=cast.group, user=user, role=Role.READER) for user in people)
    for _ in range(25):
        starts(cast.sato, cast.group, body=(), demands=())
    for name, most in (("group", 8), ("group_people", 8), ("group_hand_over", 7)):
        with django_assert_max_num_queries(most):
            assert keeper.get(reverse(name, args=[cast.group.pk])).status_code == 200


def test_five_hundred_members_and_two_thousand_drafts_cost_no_more_queries(
    cast: Cast, keeper: Client, starts: Starts, django_assert_max_num_queries: Any
) -> None:
    many(cast, starts)
    assert (cast.group.membership_set.count(), cast.group.drafts.count()) == (503, 2001)
    paths = [
        *(reverse(name, args=[cast.group.pk]) for name in ("group", "group_people", "group_end", "group_leave")),
        *(reverse("group", args=[cast.group.pk]) + "?page=100", reverse("groups"), reverse("home")),
        *(f"{reverse('home')}?of={cast.group.pk}&page=90", reverse("account_close")),
    ]
    for path in paths:
        keeper.get(path)
        with django_assert_max_num_queries(14):
            page = keeper.get(path)
        assert page.status_code == 200
        assert page.content.decode().count("<li") < 120


def many(cast: Cast, starts: Starts) -> None:
    """500 more members, and 2,000 more drafts like one."""
    people = User.objects.bulk_create(User(email=f"p{at}@example.jp", name=f"人{at}") for at in range(500))
    Membership.objects.bulk_create(Membership(group=cast.group, user=user, role=Role.READER) for user in people)
    one = starts(cast.sato, cast.group, body=(), demands=())
    drafts = Draft.objects.bulk_create(Draft(group=cast.group) for _ in range(2000))
    versions = DraftVersion.objects.bulk_create(
        DraftVersion(draft=draft, number=1, content=one.content, content_hash="x", author=cast.sato) for draft in drafts
    )
    for draft, version in zip(drafts, versions, strict=True):
        draft.current = version
    Draft.objects.bulk_update(drafts, ["current"], batch_size=500)
