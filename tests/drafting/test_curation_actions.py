"""The way of an edition: each step in its state, by whom it may be taken, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from drafting.actions import curation, library
from drafting.actions.cast import Cast
from drafting.models import Decision, Edition, Entry, EntryKind, FactEdition, FrozenError, Report, State, User

pytestmark = pytest.mark.usefixtures("library")
TERM = {"slug": "g-tameshi", "title": "ためし", "reading": "ためし", "definition": "ためすこと。"}


@pytest.fixture
def mori(cast: Cast) -> User:
    return cast.mori


@pytest.fixture
def takahashi(cast: Cast) -> User:
    return User.objects.create_user("takahashi@example.jp", "kobo-no-tameshi-1", name="高橋 恵", is_curator=True)


@pytest.fixture
def term(db: None) -> Entry:
    library.load_release([library.item_from(EntryKind.TERM, TERM)])
    return Entry.objects.select_related("published").get(slug="g-tameshi")


def stored(edition: Edition) -> Edition:
    found: Edition = Edition.objects.get(pk=edition.pk)
    return found


def saved(edition: Edition, by: User, reason: str = "意味を改めた。", **changes: Any) -> Edition:
    edition = stored(edition)
    content = curation.content_of(edition) | changes
    curation.save_edition(edition, content, reason, by, edition.content_hash)
    return stored(edition)


def waiting(term: Entry, by: User, definition: str = "あたらしい意味。") -> Edition:
    edition = saved(curation.start_edition(term, by), by, definition=definition)
    curation.submit(edition, by)
    return stored(edition)


def test_a_new_edition_is_a_copy_of_what_is_published(term: Entry, mori: User) -> None:
    edition = curation.start_edition(term, mori)
    assert (edition.state, edition.author, edition.number) == (State.WRITING, mori, 2)
    assert curation.content_of(edition) == TERM
    assert term.published is not None
    assert edition.content_hash == term.published.content_hash


def test_of_every_kind_the_copy_is_the_same(mori: User) -> None:
    for kind in EntryKind:
        entry = Entry.objects.filter(kind=kind, published__isnull=False).first()
        if entry is not None and entry.published is not None:
            assert curation.start_edition(entry, mori).content_hash == entry.published.content_hash, entry.slug


def test_only_one_edition_of_an_item_is_written_at_a_time(term: Entry, mori: User, takahashi: User) -> None:
    curation.start_edition(term, mori)
    with pytest.raises(ValidationError) as refused:
        curation.start_edition(term, takahashi)
    assert refused.value.code == "open"


def test_from_writing_to_published_by_a_second_person(term: Entry, mori: User, takahashi: User) -> None:
    edition = waiting(term, mori)
    curation.publish(edition, takahashi)
    term.refresh_from_db()
    assert term.published_id == edition.pk
    assert (stored(edition).state, stored(edition).published_by) == (State.PUBLISHED, takahashi)
    assert not stored(edition).is_published_alone
    assert [one.what for one in edition.decisions.all()] == ["started", "submitted", "published"]


def test_nobody_publishes_his_own_while_there_is_another_curator(term: Entry, mori: User, takahashi: User) -> None:
    edition = waiting(term, mori)
    with pytest.raises(ValidationError) as refused:
        curation.publish(edition, mori)
    assert refused.value.code == "own"
    assert stored(edition).state == State.WAITING


def test_who_changed_an_edition_last_does_not_publish_it(term: Entry, mori: User, takahashi: User) -> None:
    """Else a curator could put his words into another's edition and publish them alone."""
    edition = saved(curation.start_edition(term, mori), mori, definition="森の文。")
    edition = saved(edition, takahashi, definition="高橋の文。")
    curation.submit(edition, mori)
    with pytest.raises(ValidationError) as refused:
        curation.publish(edition, takahashi)
    assert refused.value.code == "own"
    curation.publish(edition, mori)
    assert "taken_over" in edition.decisions.values_list("what", flat=True)


def test_saving_without_a_change_does_not_hand_an_edition_over(term: Entry, mori: User, takahashi: User) -> None:
    edition = saved(curation.start_edition(term, mori), mori, definition="森の文。")
    assert saved(edition, takahashi).author == mori


def test_the_only_curator_publishes_his_own_and_it_is_marked(term: Entry, mori: User) -> None:
    edition = waiting(term, mori)
    curation.publish(edition, mori)
    assert stored(edition).is_published_alone


def test_a_curator_who_cannot_sign_in_is_no_second_person(term: Entry, mori: User, takahashi: User) -> None:
    User.objects.filter(pk=takahashi.pk).update(is_active=False)
    curation.publish(waiting(term, mori), mori)


@pytest.mark.parametrize(
    "take",
    [
        lambda e, by: curation.start_edition(e.entry, by),
        lambda e, by: curation.start_item(EntryKind.TERM, TERM | {"slug": "g-betsu"}, "理由", by),
        lambda e, by: curation.save_edition(e, TERM, "理由", by, e.content_hash),
        lambda e, by: curation.submit(e, by),
        lambda e, by: curation.send_back(e, by, "理由"),
        lambda e, by: curation.publish(e, by),
        lambda e, by: curation.decline(e, by, "理由"),
        lambda e, by: curation.drop(e, by, "理由"),
        lambda e, by: curation.retire(e.entry, by, "理由"),
        lambda e, by: curation.check(e.entry, by),
    ],
)
def test_nobody_but_curators_takes_a_step(
    take: Callable[[Edition, User], object], term: Entry, mori: User, superuser: User
) -> None:
    edition = waiting(term, mori)
    with pytest.raises(PermissionDenied):
        take(edition, superuser)
    assert stored(edition).state == State.WAITING


STEPS: dict[str, Callable[[Edition, User], object]] = {
    "save": lambda e, by: curation.save_edition(e, TERM, "理由", by, e.content_hash),
    "submit": lambda e, by: curation.submit(e, by),
    "send_back": lambda e, by: curation.send_back(e, by, "理由"),
    "publish": lambda e, by: curation.publish(e, by),
    "decline": lambda e, by: curation.decline(e, by, "理由"),
    "drop": lambda e, by: curation.drop(e, by, "理由"),
}


@pytest.mark.parametrize(
    ("state", "step"),
    [(State.WRITING, step) for step in ("send_back", "publish", "decline")]
    + [(State.WAITING, step) for step in ("save", "submit", "drop", "decline")]
    + [(state, step) for state in (State.PUBLISHED, State.WITHDRAWN) for step in STEPS],
)
def test_a_step_in_the_wrong_state_is_refused(
    state: State, step: str, term: Entry, mori: User, takahashi: User
) -> None:
    edition = curation.start_edition(term, mori)
    if state != State.WRITING:
        edition = saved(edition, mori, definition="あたらしい意味。")
        curation.submit(edition, mori)
    if state in (State.PUBLISHED, State.WITHDRAWN):
        curation.publish(edition, takahashi)
    if state == State.WITHDRAWN:
        curation.retire(term, takahashi, "理由")
    edition = stored(edition)
    assert edition.state == state
    before = edition.content_hash, edition.decisions.count()
    with pytest.raises((ValidationError, FrozenError)):
        STEPS[step](edition, takahashi)
    assert stored(edition).state == state
    assert (stored(edition).content_hash, edition.decisions.count()) == before


def test_nothing_is_sent_on_without_a_reason(term: Entry, mori: User) -> None:
    edition = saved(curation.start_edition(term, mori), mori, reason=" ", definition="あたらしい意味。")
    with pytest.raises(ValidationError, match="理由"):
        curation.submit(edition, mori)


def test_nothing_is_sent_on_that_changes_nothing(term: Entry, mori: User) -> None:
    edition = saved(curation.start_edition(term, mori), mori)
    with pytest.raises(ValidationError, match="同じ内容"):
        curation.submit(edition, mori)


def test_sent_back_it_can_be_written_again_and_the_reason_stays(term: Entry, mori: User, takahashi: User) -> None:
    edition = waiting(term, mori)
    curation.send_back(edition, takahashi, "出典が違います。")
    assert stored(edition).state == State.WRITING
    assert edition.decisions.get(what=Decision.What.SENT_BACK).reason == "出典が違います。"
    assert saved(edition, mori, definition="もっとあたらしい意味。").reason == "意味を改めた。"


def test_two_who_write_the_same_edition_do_not_overwrite_each_other(term: Entry, mori: User, takahashi: User) -> None:
    edition = curation.start_edition(term, mori)
    seen = edition.content_hash
    saved(edition, takahashi, definition="高橋の文。")
    with pytest.raises(ValidationError) as refused:
        curation.save_edition(edition, TERM | {"definition": "森の文。"}, "理由", mori, seen)
    assert refused.value.code == "conflict"
    assert curation.content_of(stored(edition))["definition"] == "高橋の文。"


def test_what_an_edition_names_is_written_anew(mori: User) -> None:
    entry = Entry.objects.get(slug="f-chukan-kohyo")
    edition = curation.start_edition(entry, mori)
    other = FactEdition.objects.exclude(entry=entry).first()
    assert other is not None
    cited = curation.content_of(other)["citations"]
    assert curation.content_of(saved(edition, mori, citations=cited))["citations"] == cited
    with pytest.raises(ValidationError, match="s-nai"):
        saved(edition, mori, citations=[{"source": "s-nai", "locator": ""}])
    assert curation.content_of(stored(edition))["citations"] == cited


def test_retired_with_a_reason_it_comes_back_as_a_new_edition(term: Entry, mori: User, takahashi: User) -> None:
    with pytest.raises(ValidationError, match="理由"):
        curation.retire(term, mori, "")
    curation.retire(term, mori, "誤りがあった。")
    term.refresh_from_db()
    assert term.retired_at is not None
    assert term.published is not None
    assert term.published.decisions.get().reason == "誤りがあった。"
    edition = saved(curation.start_edition(term, mori), mori, reason="誤りではなかった。")
    curation.submit(edition, mori)
    curation.publish(edition, takahashi)
    back = Entry.objects.get(pk=term.pk)
    assert back.retired_at is None
    assert back.published_id == edition.pk


@pytest.fixture
def proposal(term: Entry, mori: User, takahashi: User) -> Edition:
    """Changed here, and by the release too."""
    curation.publish(waiting(term, mori, "ここの意味。"), takahashi)
    report = library.load_release([library.item_from(EntryKind.TERM, TERM | {"definition": "配布版の意味。"})])
    assert report.proposed == 1
    found: Edition = term.editions.get(state=State.WAITING)
    return found


def test_a_proposal_of_a_release_is_published(proposal: Edition, mori: User) -> None:
    curation.publish(proposal, mori)
    assert proposal.entry.editions.get(state=State.PUBLISHED) == proposal


def test_a_proposal_that_was_declined_does_not_come_again(proposal: Edition, mori: User) -> None:
    with pytest.raises(ValidationError):
        curation.send_back(proposal, mori, "理由")
    curation.decline(proposal, mori, "ここの文のほうが新しい。")
    assert stored(proposal).state == State.WITHDRAWN
    again = library.load_release([library.item_from(EntryKind.TERM, TERM | {"definition": "配布版の意味。"})])
    assert (again.proposed, again.renewed, again.unchanged) == (0, 0, 1)


def test_what_a_release_brought_is_checked_once(term: Entry, mori: User) -> None:
    curation.check(term, mori)
    term = Entry.objects.get(pk=term.pk)
    assert term.published is not None
    assert not term.published.is_unchecked
    with pytest.raises(ValidationError):
        curation.check(term, mori)


def test_a_new_item_takes_no_slug_that_is_in_use(term: Entry, mori: User) -> None:
    with pytest.raises(ValidationError, match="もう使われています"):
        curation.start_item(EntryKind.TERM, TERM, "理由", mori)
    made = curation.start_item(EntryKind.TERM, TERM | {"slug": "g-betsu"}, "理由", mori)
    assert (made.state, made.entry.published) == (State.WRITING, None)


def test_a_report_is_answered_once(term: Entry, mori: User, cast: Cast) -> None:
    given = curation.report(term, "意味が違います。", reporter=cast.tanaka)
    with pytest.raises(PermissionDenied):
        curation.answer_report(given, cast.tanaka, "答え")
    curation.answer_report(given, mori, "第2版で改めた。")
    given.refresh_from_db()
    assert (given.state, given.answered_by) == (Report.State.ANSWERED, mori)
    with pytest.raises(ValidationError):
        curation.answer_report(given, mori, "もう一度")
