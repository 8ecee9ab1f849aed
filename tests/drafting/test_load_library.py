"""A release comes in and destroys nothing that was curated here."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drafting.actions import release
from drafting.actions.cast import Cast
from drafting.actions.drafts import file_of, start_draft
from drafting.actions.library import Item, LoadReport, item_from, load_release, propose, publish, retire
from drafting.bridge import content_of, read
from drafting.compose.kinds import Kind
from drafting.intake.draft_file import ArgumentEntry, DemandEntry, DraftFile
from drafting.models import (
    EDITION_OF,
    ArgumentEdition,
    Assembly,
    DraftVersion,
    Edition,
    Entry,
    EntryKind,
    Link,
    State,
)
from drafting.papers import paper_of

from . import small

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(library: None) -> None:
    small.load()


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Entry, Edition, Link, Assembly))


def states(slug: str = "x-argument") -> list[tuple[int, str, str]]:
    found = ArgumentEdition.objects.filter(entry__slug=slug).order_by("number")
    return [(edition.number, edition.claim, edition.state) for edition in found]


def test_the_whole_release_is_in_the_database(library: None) -> None:
    items = list(release.items_in(release.FIXTURES / "library"))
    assert Entry.objects.filter(slug__in=[item.slug for item in items], published__isnull=False).count() == len(items)
    assert Assembly.objects.count() == 1788
    for item in items[:: len(items) // 40]:
        edition = EDITION_OF[item.kind].objects.get(entry__slug=item.slug)
        assert {name: getattr(edition, name) for name in item.columns} == item.columns
        assert (edition.state, edition.origin, edition.content_hash) == (State.PUBLISHED, "release", item.hash)
        assert (edition.entry.released_hash, edition.is_unchecked) == (item.hash, True)


def test_a_second_load_writes_nothing_at_all(library: None) -> None:
    before = rows()
    changes = connection.connection.total_changes
    with CaptureQueriesContext(connection) as queries:
        report, assemblies = release.load_fixtures()
    assert connection.connection.total_changes == changes
    assert len(queries) <= 12
    assert (report, assemblies) == (LoadReport(unchanged=before[0]), 0)
    assert rows() == before


def test_an_item_untouched_here_gets_the_new_edition_and_keeps_the_old_one(loaded: None) -> None:
    report = load_release([small.argument(claim="新しい主張。")])
    assert report == LoadReport(renewed=1)
    assert states() == [(1, "主張。", State.WITHDRAWN), (2, "新しい主張。", State.PUBLISHED)]
    entry = Entry.objects.get(slug="x-argument")
    assert entry.published_id == small.edition("x-argument", 2).pk
    assert entry.released_hash == small.argument(claim="新しい主張。").hash


def test_what_was_edited_here_stays_published_and_the_release_waits_beside_it(loaded: None, cast: Cast) -> None:
    small.edited_here(small.argument(claim="ここの主張。"), cast.sato, cast.mori)
    newer = small.argument(claim="配布の新しい主張。")
    assert load_release([newer]) == LoadReport(proposed=1)
    kept = [(1, "主張。", State.WITHDRAWN), (2, "ここの主張。", State.PUBLISHED)]
    assert states() == [*kept, (3, "配布の新しい主張。", State.WAITING)]
    assert load_release([newer]) == LoadReport(unchanged=1)
    assert len(states()) == 3
    publish(small.edition("x-argument", 3), cast.mori)
    assert load_release([small.argument(claim="さらに新しい主張。")]) == LoadReport(renewed=1)


def test_a_change_here_that_waits_is_not_lost_by_a_newer_release(loaded: None, cast: Cast) -> None:
    propose(small.argument(claim="ここの主張。"), cast.sato, "直したい")
    assert load_release([small.argument(claim="配布の主張。")]) == LoadReport(renewed=1)
    assert states()[1:] == [(2, "ここの主張。", State.WAITING), (3, "配布の主張。", State.PUBLISHED)]


def test_a_release_that_says_what_was_written_here_adds_no_edition(loaded: None, cast: Cast) -> None:
    same = small.argument(claim="ここの主張。")
    small.edited_here(same, cast.sato, cast.mori)
    assert load_release([same]) == LoadReport(unchanged=1)
    assert len(states()) == 2
    assert load_release([small.argument(claim="次の主張。")]) == LoadReport(renewed=1)


def test_what_was_retired_here_stays_retired(loaded: None) -> None:
    retire(Entry.objects.get(slug="x-argument"))
    assert load_release([small.argument(claim="新しい主張。")]) == LoadReport(retired=1)
    assert Entry.objects.get(slug="x-argument").retired_at is not None
    assert states() == [(1, "主張。", State.WITHDRAWN)]


def test_an_item_that_the_release_no_longer_brings_stays(loaded: None) -> None:
    load_release([small.theme()])
    assert states() == [(1, "主張。", State.PUBLISHED)]


def test_a_new_item_may_name_what_is_here_already(loaded: None) -> None:
    assert load_release([small.argument(slug="x-later", facts=["x-fact"])]) == LoadReport(added=1)
    named = Link.objects.filter(edition__entry__slug="x-later").values_list("role", "entry__slug")
    assert list(named) == [("cite", "x-fact"), ("cite", "x-quotation"), ("fact", "x-fact"), ("theme", "x-theme")]


def test_a_draft_is_not_changed_by_a_load(loaded: None, cast: Cast) -> None:
    body = (ArgumentEntry("b1", "x-argument"),)
    file = DraftFile(Kind.OPINION, "東京都世田谷区", "件名", body=body, demands=(DemandEntry("d1", "x-demand"),))
    draft = start_draft(file, cast.sato)
    stored, printed = DraftVersion.objects.get(), paper_of(content_of(file_of(draft))).text
    passages = [{"from": "", "until": "", "plain": "新しい文。", "polite": "新しい文です。", "cites": []}]
    load_release([small.argument(passages=passages), small.demand(title="新しい求め")])
    draft.refresh_from_db()
    assert DraftVersion.objects.get().content == stored.content
    assert paper_of(content_of(file_of(draft))).text == printed
    block = read(file_of(draft)).content.body[0]
    assert block.origin is not None
    assert (block.origin.version, block.origin.newer, block.origin.edited) == (1, True, False)


def passage(**keys: Any) -> dict[str, Any]:
    return {"from": "", "until": "", "plain": "文。", "polite": "文です。", "cites": []} | keys


BAD: list[tuple[str, Any, str]] = [
    (
        "a key that does not belong there",
        lambda: small.argument(claims="x"),
        "argument x-argument: 使えない項目 claims",
    ),
    ("no slug", lambda: small.argument(slug=""), "（識別名なし）"),
    ("a slug with a space", lambda: small.argument(slug="x y"), "英小文字"),
    ("a slug of 81 characters", lambda: small.argument(slug="x" * 81), "80字まで"),
    ("a dangling name", lambda: small.argument(facts=["x-nowhere"]), "x-argument: 「x-nowhere」がありません"),
    ("a dangling cite", lambda: small.argument(passages=[passage(cites=["x-no"])]), "「x-no」がありません"),
    ("a citation without source", lambda: small.fact(citations=[{"locator": "第1表"}]), "x-fact: 「」がありません"),
    ("an unknown placeholder", lambda: small.argument(passages=[passage(plain="{foo}は")]), "「{foo}」は使えません"),
    (
        "an impossible date",
        lambda: small.argument(passages=[passage(polite="{date:2022-13-01}に")]),
        "x-argument: passages[0].polite: 「{date:2022-13-01}」は使えません",
    ),
    (
        "a day that is none",
        lambda: small.argument(passages=[passage(plain="{years_since:昨日}")]),
        "{years_since:昨日}",
    ),
    ("an empty placeholder", lambda: small.argument(passages=[passage(plain="{}")]), "「{}」は使えません"),
    ("an open brace", lambda: small.argument(passages=[passage(plain="{here の")]), "対になっていません"),
    ("a placeholder in a demand", lambda: small.demand(texts=[small.TEXTS[0] | {"soft": "{bar}"}]), "texts[0].soft"),
    ("a placeholder in cite_as", lambda: small.source(cite_as="調査（{day:2022}）"), "cite_as: 「{day:2022}」"),
    ("a passage without its polite form", lambda: small.argument(passages=[passage(polite="")]), "[0].polite: 文が"),
    ("a passage with another key", lambda: small.argument(passages=[passage(formal="")]), "passages[0].formal"),
    ("a passage that is a text", lambda: small.argument(passages=["文。"]), "passages[0]: キーのまとまり"),
    ("passages that are no list", lambda: small.argument(passages={"plain": ""}), "passages: 並び"),
    ("a period that is none", lambda: small.argument(passages=[passage(until="2024-12")]), "「2024-12」は日付として"),
    ("a date that is none", lambda: small.source(date="2022/10"), "x-source: date: 「2022/10」"),
    ("a review day that is none", lambda: small.fact(next_review="2027-02-30"), "next_review"),
    ("a status that is none", lambda: small.fact(status="true"), "x-fact status:"),
    ("a claim that is missing", lambda: small.argument(claim=""), "x-argument claim:"),
    ("a title that is too long", lambda: small.demand(title="長" * 301), "x-demand title:"),
    ("the slug of another kind", lambda: small.argument(slug="x-demand"), "x-demand: 記の文の識別名です"),
    (
        "a house style with a key that is none",
        lambda: item_from(
            EntryKind.HOUSE_STYLE,
            {"slug": "x-style", "assembly_type": "town", "kind": "opinion", "style": {"sael": "印"}},
        ),
        "style.sael",
    ),
]


@pytest.mark.parametrize(("make", "message"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_one_faulty_item_refuses_the_whole_load_and_says_which(loaded: None, make: Any, message: str) -> None:
    before = rows()
    with pytest.raises(ValidationError) as refused:
        load_release([small.theme(summary="新しいあらまし"), small.argument(slug="x-fine"), make()])
    assert message in "\n".join(refused.value.messages)
    assert rows() == before
    assert small.edition("x-theme").number == 1


def test_a_slug_that_comes_twice_refuses_the_load(loaded: None) -> None:
    with pytest.raises(ValidationError, match="x-argument: 同じ識別名の項目が二つ以上あります"):
        load_release([small.argument(), small.argument(claim="別。")])
    assert len(states()) == 1


@pytest.mark.parametrize(
    "text",
    ["{residents}{here}{assembly}{state}", "{date:2022-10-13}", "{date:2022}", "{month:2022-10}", "{years_since:2024}"],
)
def test_every_placeholder_of_the_library_is_taken(loaded: None, text: str) -> None:
    assert load_release([small.argument(passages=[passage(plain=text)])]) == LoadReport(renewed=1)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A copy of the shipped fixtures, to be spoiled."""
    copied = tmp_path / "fixtures"
    shutil.copytree(release.FIXTURES, copied)
    return copied


def spoil(folder: Path, name: str, change: Any) -> None:
    path = folder / "library" / name
    items = json.loads(path.read_text(encoding="utf-8"))
    change(items)
    path.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")


def test_a_newer_release_on_disk_renews_one_item_and_one_assembly(library: None, folder: Path) -> None:
    spoil(folder, "terms.json", lambda items: items[0].update(definition="新しい意味。"))
    table = (folder / "assemblies.csv").read_text(encoding="utf-8")
    (folder / "assemblies.csv").write_text(table.replace("せたがやく", "セタガヤク"), encoding="utf-8")
    entries = Entry.objects.count()
    report, assemblies = release.load_fixtures(folder)
    assert (report, assemblies) == (LoadReport(renewed=1, unchanged=entries - 1), 1)
    assert Assembly.objects.get(code="131121").kana == "セタガヤク"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda items: items[0].update(colour="red"), "使えない項目 colour"),
        (lambda items: items[0].update(definition=""), "definition"),
    ],
)
def test_a_faulty_file_leaves_even_the_assemblies_as_they_are(
    library: None, folder: Path, change: Any, message: str
) -> None:
    spoil(folder, "terms.json", change)
    table = (folder / "assemblies.csv").read_text(encoding="utf-8")
    (folder / "assemblies.csv").write_text(table.replace("せたがやく", "セタガヤク"), encoding="utf-8")
    with pytest.raises(ValidationError) as refused:
        release.load_fixtures(folder)
    assert message in "\n".join(refused.value.messages)
    assert Assembly.objects.get(code="131121").kana == "せたがやく"


@pytest.mark.parametrize(("content", "message"), [("{", "terms.json: JSON"), ("{}", "terms.json: 項目の並び")])
def test_a_file_that_is_no_list_of_items_is_named(library: None, folder: Path, content: str, message: str) -> None:
    (folder / "library/terms.json").write_text(content, encoding="utf-8")
    with pytest.raises(ValidationError, match=message):
        release.load_fixtures(folder)


def test_the_command_says_what_it_did_and_what_it_refused(
    library: None, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("load_library")
    assert capsys.readouterr().out == (
        "ライブラリ: 新しい項目 0件、新しい版 0件、公開待ち 0件、取下げのまま 0件、"
        f"変わりなし {Entry.objects.count()}件。議会: 0件を書き込みました。\n"
    )
    spoil(folder, "terms.json", lambda items: items[0].update(colour="red"))
    with pytest.raises(CommandError, match=r"何も書き込んでいません.*\n.*使えない項目 colour"):
        call_command("load_library", folder=folder)


def test_items_of_one_content_have_one_hash_whatever_the_order_of_their_keys() -> None:
    def item(raw: dict[str, Any]) -> Item:
        return item_from(EntryKind.TERM, raw)

    raw = {"slug": "x-term", "title": "語", "reading": "ご", "definition": "意味"}
    assert item(raw).hash == item(dict(reversed(raw.items()))).hash
    assert item(raw).hash != item(raw | {"reading": "かたり"}).hash
