"""Two people on one draft, on every way of changing it: nobody's text is overwritten, lost or left without a word."""

from __future__ import annotations

import ast
import html
import inspect
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from drafting.actions import drafts as actions
from drafting.actions import groups, guests
from drafting.actions.cast import Cast
from drafting.actions.drafts import file_of
from drafting.actions.sample import sample_file
from drafting.intake.draft_file import ArgumentEntry, DemandEntry, DemandItemEntry, OwnEntry, OwnSource, to_json
from drafting.intake.edit import put
from drafting.models import Draft, DraftVersion, FactEdition, Membership
from drafting.views.drafts import blocks
from tests.drafting import small
from tests.people import SignedIn, Starts
from tests.world import World

from .access_table import TABLE
from .screens import now, text_of, tree, url
from .stale_table import APART, CHOSEN, MERGED, MINE, NO_DRAFT, REFUSED, THEIRS, TWICE, WAYS, Both, Way, values_of
from .test_access_matrix import address

NEVER = (None, "99")
WRONG = (*NEVER, "", "0", "-1", "一", "999999999999999999999")


@pytest.fixture
def both(cast: Cast, starts: Starts, signed_in: SignedIn) -> Both:
    small.load()
    fact = FactEdition.objects.filter(state="published").values_list("entry__slug", flat=True)[0]
    draft = starts(
        cast.sato,
        cast.group,
        body=(
            OwnEntry("one", TWICE, cites=(fact,), sources=(OwnSource("区の調査"),)),
            OwnEntry("two", "二の文。"),
            OwnEntry("three", "三の文。"),
            ArgumentEntry("arg", "a-zentei-4joken", text="直してある論点の文。"),
            ArgumentEntry("small", "x-argument"),
        ),
        demands=(
            DemandEntry("d1", text="一を求めること。", items=(DemandItemEntry("i1", "細目。"),)),
            DemandEntry("d2", text="二を求めること。"),
        ),
    )
    passages = [small.PASSAGES[0], small.PASSAGES[1] | {"plain": "{assembly}は改めて求めてきた。"}]
    small.edited_here(small.argument(passages=passages), cast.sato, cast.mori)
    return Both(draft, signed_in(cast.sato), cast.sato, cast.suzuki, fact, {"FACT": fact})


def current(draft: Draft) -> DraftVersion:
    found = Draft.objects.select_related("current__author").get(pk=draft.pk).current
    assert found is not None
    return found


def in_text(draft: Draft) -> str:
    return str(to_json(now(draft)))


def kept(draft: Draft) -> str:
    """All versions that can be read under これまでの文."""
    return "".join(str(to_json(file_of(version))) for version in draft.versions.all())


def read(answer: Any) -> str:
    """Everything on the page, with what stands in its fields."""
    page = tree(answer)
    for gone in page.xpath("//del|//ins/span|//script"):
        gone.drop_tree()
    return page.text_content() + html.unescape(answer.content.decode())


# --- the table is whole ---------------------------------------------------------------------------------------------


def test_every_url_that_is_posted_to_says_what_it_does_with_what_somebody_else_saved() -> None:
    posted = {name for name, line in TABLE.items() if line.post is not None}
    told = {way.name for way in WAYS} | set(APART) | NO_DRAFT
    assert posted - told == set(), "add an entry to tests/web/stale_table.py"
    assert told - posted == set(), "entries in tests/web/stale_table.py for which nothing is posted"
    assert not set(APART) & NO_DRAFT
    assert all(APART.values())


def deeds() -> set[str]:
    """Every deed that the view of a paragraph knows, read off its source."""
    matched = {
        node.value.value
        for node in ast.walk(ast.parse(inspect.getsource(blocks)))
        if isinstance(node, ast.MatchValue) and isinstance(node.value, ast.Constant)
    }
    return matched | set(blocks.TYPED) | set(blocks.KEPT_FIRST)


def test_every_deed_of_a_paragraph_stands_in_the_table() -> None:
    told = {way.what.partition(",")[0].partition(" ")[0] for way in WAYS if way.name == "draft_block"}
    assert deeds() - told == set(), "add a Way to tests/web/stale_table.py"
    assert len(deeds()) > 12


def test_a_way_without_a_version_says_why() -> None:
    assert [str(way) for way in WAYS if not way.mark and not way.why and way.what != "after one that is gone"] == []


def forms_to_drafts(page: Any) -> Iterator[tuple[str, set[str]]]:
    """The URL name that each form of a page posts to, also by a button of its own, and the fields that it sends."""
    for form in page.iter("form"):
        fields = {one.get("name") for one in form.iter("input", "textarea", "select")}
        actions = [form.get("action"), *(one.get("formaction") for one in form.iter("button"))]
        for action in filter(None, actions if form.get("method") == "post" else actions[1:]):
            yield resolve(urlsplit(action).path).url_name or "", fields


OFFERED = [
    *(f"drafts/{{draft}}/{page}" for page in ("", "kind/", "arguments/", "text/", "text/?open=two", "text/?add=1")),
    *(
        f"drafts/{{draft}}/{page}"
        for page in ("demands/", "demands/?add=1", "check/", "export/", "style/", "versions/")
    ),
    *(f"drafts/{{draft}}/{page}" for page in ("versions/1/", "talk/", "agreement/", "owner/", "paper/")),
    *(f"library/?q={word}&draft={{draft}}" for word in ("資格確認書", "健康保険証の発行")),
    *(f"library/{item}/" for item in ("arguments/a-jisshitsu-gimuka", "demands/d-sentakusei")),
    *(f"library/{item}/?draft={{draft}}" for item in ("arguments/a-jisshitsu-gimuka", "demands/d-sentakusei")),
]


def test_every_form_of_every_page_carries_what_its_page_showed(both: Both) -> None:
    marks: dict[str, set[str]] = {}
    for way in WAYS:
        marks.setdefault(way.name, set()).add(way.mark)
    found: dict[str, set[str]] = {}
    for path in OFFERED:
        answer = both.sato.get("/" + path.format(draft=both.draft.pk))
        assert answer.status_code == 200, path
        for name, fields in forms_to_drafts(tree(answer)):
            wanted = marks.get(name, {""})
            found.setdefault(name, set()).add(path)
            assert "" in wanted or wanted & fields, f"{path}: the form to {name} says nothing of what the page showed"
    assert {path.partition("/")[0] for path in found["draft_add"]} == {"drafts", "library"}
    assert len([path for path in found["draft_add"] if path.startswith("library")]) == 6, found["draft_add"]


# --- each way, with somebody else's save in between -------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_both_texts_are_there_afterwards(way: Way, both: Both) -> None:
    path, sent = way.opens(both)
    way.theirs(both)
    if way.mark:
        for wrong in WRONG if way is WAYS[0] else NEVER:
            _without_its_version_nothing_is_written(way, both, path, sent, wrong)
    before = current(both.draft)
    answer = both.sato.post(path, sent)
    {MERGED: _merged, CHOSEN: _chosen, REFUSED: _refused}[way.ends](way, both, answer, before, path)


def _without_its_version_nothing_is_written(way: Way, both: Both, path: str, sent: dict[str, Any], wrong: Any) -> None:
    changed = {name: value for name, value in sent.items() if name != way.mark}
    with transaction.atomic():
        before = (current(both.draft), in_text(both.draft), both.draft.versions.count())
        answer = both.sato.post(path, changed | ({way.mark: wrong} if wrong is not None else {}))
        assert answer.status_code in (409, 422), (way, wrong)
        assert (current(both.draft), in_text(both.draft), both.draft.versions.count()) == before
        assert "いません" in text_of_any(answer) or "分かりません" in text_of_any(answer)
        if way.mine == MINE and "autosave" not in sent and "suggestions" not in path and MINE in str(sent):
            assert MINE in read(answer), (way, wrong)
        transaction.set_rollback(True)


def text_of_any(answer: Any) -> str:
    return " ".join(tree(answer).text_content().split())


def _merged(way: Way, both: Both, answer: Any, before: DraftVersion, path: str) -> None:
    assert answer.status_code == (200 if "autosave" in way.what else 302), text_of_any(answer)
    after = current(both.draft)
    # What was typed is a step of its own before it is taken out or back.
    assert after.number - before.number in ((2,) if "open one" in way.what or way.what == "revert" else (1,))
    assert after.author == both.sato_user
    if way.says == THEIRS:
        assert THEIRS in in_text(both.draft)
    assert way.mine in kept(both.draft)
    if way.what not in ("autosave", "a step", "a choice") and way.name != "draft_decide":
        page = text_of_any(both.sato.get(answer["Location"].partition("#")[0]))
        assert "鈴木 花子さんが" in page
        assert "あなたの直しと合わせて保存しました。" in page


def _chosen(way: Way, both: Both, answer: Any, before: DraftVersion, path: str) -> None:
    """Whichever is chosen, the other one is under これまでの文."""
    assert answer.status_code == 409
    assert current(both.draft) == before
    page = read(answer)
    assert way.mine in page
    assert way.says in page
    assert "鈴木 花子さん" in page
    form = tree(answer).xpath("//main//form[contains(@action, '/merge/')]")[0]
    sides = [text_of_any_of(side) for side in form.xpath(".//*[@class='merge']/label/p")]
    assert sides
    assert all(mine != theirs for mine, theirs in zip(sides[::2], sides[1::2], strict=True)), "both sides look alike"
    for side in ("mine", "theirs"):
        with transaction.atomic():
            uses = {name: side for name in form.fields if name.startswith("use-")}
            assert both.sato.post(form.get("action"), values_of(form) | uses).status_code == 302
            assert draft_has(both, way, side)
            transaction.set_rollback(True)


def text_of_any_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def draft_has(both: Both, way: Way, side: str) -> bool:
    texts = kept(both.draft)
    if way.says == THEIRS:
        assert THEIRS in texts
        assert (THEIRS in in_text(both.draft)) == (side == "theirs") or way.what in ("join, the other changed",)
    return way.mine in ("外しました", "1件") or way.mine in texts


def _refused(way: Way, both: Both, answer: Any, before: DraftVersion, path: str) -> None:
    final = both.sato.get(answer["Location"]) if answer.status_code == 302 else answer
    assert answer.status_code in (302, 409), answer.status_code
    assert current(both.draft) == before
    page = read(final)
    assert way.mine in page
    if "autosave" not in way.what:
        assert way.says in page
    assert "いません" in page or "もう一度" in page


# --- ways that change no text -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("name", sorted(APART))
def test_what_changes_no_text_leaves_what_somebody_else_saved(
    name: str, cast: Cast, world: World, signed_in: SignedIn
) -> None:
    line = TABLE[name]
    draft = Draft.objects.get(pk=world["draft_id"])
    actions.save_draft(draft.pk, put(now(draft), OwnEntry("own", THEIRS)), cast.suzuki, based_on=1)
    before = {one.pk: (one.content, one.number) for one in DraftVersion.objects.filter(draft=draft)}
    person = cast.kato if name == "draft_settle" else cast.sato
    signed_in(person).post(address(name, line, world), line.sends)
    assert current(draft).number == 2
    assert THEIRS in in_text(draft)
    assert {one.pk: (one.content, one.number) for one in DraftVersion.objects.filter(draft=draft)} == before


# --- whoever lost the draft while typing keeps the text --------------------------------------------------------------


def put_away(draft: Draft, cast: Cast) -> None:
    actions.discard(draft)


def gone_from_the_group(draft: Draft, cast: Cast) -> None:
    groups.leave(cast.group.membership_set.get(user=cast.suzuki))


def only_reading(draft: Draft, cast: Cast) -> None:
    groups.change_role(cast.group.membership_set.get(user=cast.suzuki), Membership.Role.READER)


def somebody_elses(draft: Draft, cast: Cast) -> None:
    Draft.objects.filter(pk=draft.pk).update(group=None, owner=cast.sato)


@pytest.mark.parametrize("lost", [put_away, gone_from_the_group, only_reading, somebody_elses])
def test_who_may_not_write_any_more_still_has_what_was_typed(
    lost: Any, both: Both, cast: Cast, signed_in: SignedIn
) -> None:
    client = signed_in(cast.suzuki)
    both.sato = client
    path, sent = WAYS[0].opens(both)
    lost(both.draft, cast)
    answer = client.post(path, sent)
    assert answer.status_code in (403, 404)
    assert MINE in text_of_typed(answer)
    assert "写し取ってください" in text_of(answer)
    assert current(both.draft).number == 1


def text_of_typed(answer: Any) -> str:
    return "".join(field.text or "" for field in tree(answer).xpath("//textarea[@readonly]"))


def test_what_comes_back_from_the_bin_has_what_both_wrote(both: Both, cast: Cast, signed_in: SignedIn) -> None:
    path, sent = WAYS[0].opens(both)
    both.writes("two", THEIRS)
    actions.discard(both.draft)
    assert both.sato.post(path, sent).status_code == 404
    assert both.sato.post(both.at("draft_bring_back")).status_code == 302
    assert both.sato.post(path, sent).status_code == 302
    assert THEIRS in in_text(both.draft)
    assert MINE in in_text(both.draft)


# --- what is beside the text -----------------------------------------------------------------------------------------


def test_a_comment_on_a_paragraph_that_was_taken_out_is_kept(both: Both, signed_in: SignedIn, cast: Cast) -> None:
    sent = {"text": MINE, "version": "1"}
    both.saves(actions.file_of(both.draft).__class__(**vars(now(both.draft)) | {"body": now(both.draft).body[1:]}))
    answer = both.sato.post(both.at("draft_comment", block="one"), sent, follow=True)
    assert MINE in text_of(answer)
    lost = both.sato.post(both.at("draft_comment", block="one"), {"text": MINE})
    assert lost.status_code == 409
    assert MINE in text_of_typed(lost)


def test_a_suggestion_says_to_which_words_it_was_made(both: Both, cast: Cast, signed_in: SignedIn) -> None:
    kato = signed_in(cast.kato)
    form = tree(kato.get(both.at("draft_suggest", block="one"))).xpath("//main//form")[0]
    both.writes("one", THEIRS)
    kato.post(both.at("draft_suggest", block="one"), values_of(form) | {"text": MINE})
    assert both.draft.suggestions.get().read_text == TWICE
    page = text_of(both.sato.get(both.at("draft_talk")))
    assert "提案のあとで、この段落は直されています。" in page
    assert THEIRS in in_text(both.draft)


def test_the_style_form_is_made_anew_where_it_would_take_back_unseen_what_somebody_changed(
    both: Both, cast: Cast
) -> None:
    """HTMX leaves its fields as they were; with the version of the merged text they would overwrite it."""
    page = both.sato.get(both.at("draft_style"))
    form = values_of(tree(page).get_element_by_id("style-form"))
    quiet = both.sato.post(both.at("draft_style"), form | {"s.seal": "印"}, headers={"HX-Request": "true"})
    assert quiet.status_code == 302
    both.saves(
        actions.file_of(current(both.draft)).__class__(
            **vars(now(both.draft)) | {"style": {"presiding_honorific": "殿"}}
        )
    )
    changed = form | {"version": "2", "s.seal": "印", "s.letter_title_spaced": "yes"}
    answer = both.sato.post(both.at("draft_style"), changed, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")
    assert now(both.draft).style["presiding_honorific"] == "殿"
    assert now(both.draft).style["letter_title_spaced"] is True
    assert "鈴木 花子さんが" in text_of(both.sato.get(both.at("draft_style")))


def test_whose_change_it_was_is_told_though_another_saved_last(both: Both, cast: Cast) -> None:
    path, sent = WAYS[0].opens(both)
    both.writes("one", THEIRS)
    both.writes("two", "佐藤が別の画面で。", both.sato_user)
    page = text_of(both.sato.post(path, sent))
    assert "鈴木 花子さんが同じところを直しました" in page
    assert "2人の直しが重なりました" in page


# --- guests --------------------------------------------------------------------------------------------------------


@pytest.fixture
def guest_draft(library: None) -> Draft:
    return guests.start_guest_draft(sample_file(timezone.localdate()))


@pytest.fixture
def two_guests(guest_draft: Draft) -> tuple[Client, Client]:
    """Two browsers that hold the same link."""
    pair = (Client(), Client())
    for one in pair:
        one.get(reverse("guest_link", args=[guests.token_of(guest_draft)]))
    return pair


def types(client: Client, draft: Draft, block: str, text: str, version: int = 1) -> Any:
    sent = {"do": "text", "text": text, "version": version}
    if block != "own":
        sent |= {"sources-TOTAL_FORMS": 0, "sources-INITIAL_FORMS": 0}
    return client.post(
        url("draft_block", draft, block=block), sent | {"sources-TOTAL_FORMS": 0, "sources-INITIAL_FORMS": 0}
    )


def test_two_guests_with_one_link_keep_both_texts(two_guests: tuple[Client, Client], guest_draft: Draft) -> None:
    one, other = two_guests
    assert types(other, guest_draft, "b1", THEIRS).status_code == 302
    answer = types(one, guest_draft, "own", MINE)
    assert answer.status_code == 302
    assert MINE in in_text(guest_draft)
    assert THEIRS in in_text(guest_draft)
    assert "ほかの人が" in text_of(one.get(answer["Location"].partition("#")[0]))
    clash = types(one, guest_draft, "b1", "三つ目の文。")
    assert clash.status_code == 409
    assert THEIRS in text_of(clash)
    assert "三つ目の文。" in text_of(clash)


def test_a_guest_does_not_erase_what_somebody_else_wrote_meanwhile(
    two_guests: tuple[Client, Client], guest_draft: Draft
) -> None:
    one, other = two_guests
    at = url("draft_erase", guest_draft)
    form = values_of(tree(one.get(at)).xpath("//main//form")[0])
    types(other, guest_draft, "own", THEIRS)
    for sent in (form, {}):
        answer = one.post(at, sent)
        assert answer.status_code == 409
        assert THEIRS in in_text(guest_draft)
    assert "まだ消していません" in text_of(one.post(at, form))
    fresh = values_of(tree(one.get(at)).xpath("//main//form")[0])
    assert one.post(at, fresh).status_code == 302
    assert not Draft.objects.filter(pk=guest_draft.pk).exists()


def test_a_draft_that_was_taken_into_an_account_leaves_the_other_guest_with_the_text(
    two_guests: tuple[Client, Client], guest_draft: Draft, cast: Cast
) -> None:
    one, other = two_guests
    other.force_login(cast.suzuki)
    assert other.post(url("draft_take", guest_draft)).status_code == 302
    answer = types(one, guest_draft, "own", MINE)
    assert answer.status_code == 404
    assert MINE in text_of_typed(answer)
