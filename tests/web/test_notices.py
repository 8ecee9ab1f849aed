"""お知らせ: told in the program, by mail only where wished, never with a word of a draft."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from drafting.actions import agreements, giving, groups, notices, sharing, talk
from drafting.actions.cast import Cast
from drafting.actions.drafts import file_of
from drafting.compose.agreement import Stand
from drafting.intake.blocks import named_blocks
from drafting.models import Draft, Membership, Notice, User
from tests.people import SignedIn, Starts

SECRET = "見られてはならない言葉"


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    return starts(cast.sato, cast.group, title=f"{SECRET}を求める意見書")


def test_the_count_stands_in_the_head_until_they_are_read(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    talk.comment(draft, "own", "長いと思います。", cast.kato)
    client = signed_in(cast.sato)
    assert "お知らせ 1件" in client.get(reverse("guide")).content.decode()
    page = client.get(reverse("notices")).content.decode()
    assert "加藤 次郎さん" in page
    assert f"{reverse('draft_talk', args=[draft.pk])}#talk-own" in page
    client.post(reverse("notices_read"))
    assert "お知らせ 1件" not in client.get(reverse("guide")).content.decode()


def test_nobody_is_told_of_what_he_did_himself(cast: Cast, draft: Draft) -> None:
    talk.comment(draft, "own", "長いと思います。", cast.sato)
    assert [notice.to for notice in Notice.objects.all()] == [cast.suzuki]


def test_who_may_not_see_the_draft_any_more_reads_no_title(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    made = talk.suggest(draft, "own", "短い文。", "", cast.kato)
    talk.decline(made, cast.sato, "見送ります。")
    Membership.objects.filter(user=cast.kato).delete()
    page = signed_in(cast.kato).get(reverse("notices")).content.decode()
    assert SECRET not in page
    assert "今は見られない文書" in page


@pytest.mark.parametrize(("wished", "sent"), [(True, ["sato@example.jp"]), (False, [])])
def test_mail_goes_out_only_where_wished_and_says_nothing_of_the_draft(
    cast: Cast,
    draft: Draft,
    settings: pytest.fixture,
    wished: bool,
    sent: list[str],
) -> None:
    settings.SENDS_MAIL, settings.EMAIL_BACKEND = True, "django.core.mail.backends.locmem.EmailBackend"
    cast.sato.notices_by_mail = wished
    cast.sato.save()
    talk.comment(draft, "own", f"{SECRET}です。", cast.kato)
    assert mail.outbox == [], "no page waits for a mail server"
    for waiting in DBTaskResult.objects.filter(task_path=notices.mail_notice.module_path):
        notices.mail_notice.call(*waiting.args_kwargs["args"])
    assert [address for one in mail.outbox for address in one.to] == sent
    assert not any(SECRET in one.body + one.subject or cast.kato.name in one.body for one in mail.outbox)


def everything_told(cast: Cast, draft: Draft, starts: Starts) -> None:
    """One of each kind, with words that must be read nowhere but in the draft."""
    about = talk.comment(draft, "own", f"{SECRET}、とあります。", cast.kato)
    talk.answer(about, f"{SECRET}でよいです。", cast.sato)
    declined = talk.suggest(draft, "own", f"{SECRET}ではない文。", SECRET, cast.kato)
    talk.decline(declined, cast.sato, SECRET)
    talk.take(talk.suggest(draft, "own", f"{SECRET}に代わる文。", SECRET, cast.kato), cast.sato, 1)
    groups.join(groups.invite(cast.group, "reader", cast.sato).pk, cast.tanaka)
    giving.give_to_group(starts(cast.suzuki, title=SECRET), cast.group, cast.suzuki)
    link = sharing.ask_group(draft, "青会", 7, cast.suzuki)
    answer = agreements.Answer("own", Stand.AGAINST, SECRET, f"{SECRET}を除いた文。")
    agreements.answer_blocks(link, [answer], {"own": "0" * 64})


def test_no_notice_of_any_kind_and_no_mail_holds_a_word_of_a_draft(
    cast: Cast, draft: Draft, starts: Starts, settings: pytest.fixture
) -> None:
    settings.SENDS_MAIL, settings.EMAIL_BACKEND = True, "django.core.mail.backends.locmem.EmailBackend"
    User.objects.update(notices_by_mail=True)
    for person in (cast.sato, cast.suzuki, cast.kato, cast.tanaka):
        person.refresh_from_db()
    everything_told(cast, draft, starts)
    assert set(Notice.objects.values_list("kind", flat=True)) == set(Notice.Kind.values), "a kind that is not tried"
    texts = [block.text for block in named_blocks(file_of(draft))]
    stored = [str(row) for row in (*Notice.objects.values(), *DBTaskResult.objects.values())]
    for waiting in DBTaskResult.objects.filter(task_path=notices.mail_notice.module_path):
        notices.mail_notice.call(*waiting.args_kwargs["args"])
    mails = [f"{one.subject}{one.body}{one.extra_headers}" for one in mail.outbox]
    assert mails
    for written in stored + mails:
        assert SECRET not in written
        assert not any(text in written for text in texts)
        assert draft.title not in written


def test_without_mail_settings_no_mail_is_offered(
    cast: Cast, draft: Draft, signed_in: SignedIn, settings: pytest.fixture
) -> None:
    settings.SENDS_MAIL = False
    assert "メール" not in signed_in(cast.sato).get(reverse("notices")).content.decode().partition("<main")[2]


def test_old_ones_that_were_read_are_forgotten_and_unread_ones_never(cast: Cast, draft: Draft) -> None:
    talk.comment(draft, "own", "長いと思います。", cast.kato)
    Notice.objects.update(read_at="2020-01-01T00:00:00+09:00")
    talk.comment(draft, "own", "もう一つ。", cast.kato)
    Notice.objects.filter(read_at=None).update(made_at="2020-01-01T00:00:00+09:00")
    notices.forget_old()
    assert Notice.objects.count() == 2
    assert not Notice.objects.filter(read_at__isnull=False).exists()
