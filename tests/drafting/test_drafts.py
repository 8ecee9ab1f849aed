"""A draft's version is its draft file: only ever added, merged by block, restored, copied, exported."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from drafting.actions.cast import Cast
from drafting.actions.drafts import (
    Conflict,
    bring_back,
    discard,
    file_of,
    save_draft,
    start_draft,
)
from drafting.bridge import content_of, editions_used, pinned, read
from drafting.compose.content import PartialDate
from drafting.compose.kinds import Kind, Register
from drafting.intake.draft_file import (
    ArgumentEntry,
    DemandEntry,
    DraftFile,
    OwnEntry,
    OwnSource,
    QuotationEntry,
    to_json,
)
from drafting.intake.refusal import Refusal
from drafting.models import Draft, DraftUse, DraftVersion, Entry, Export, FrozenError
from tests.people import restored

from . import small
from .exporting import exported

pytestmark = pytest.mark.usefixtures("small_library")

FILE = DraftFile(
    Kind.OPINION,
    "131121",
    "件名",
    date=PartialDate(2026, 12, 10),
    body=(
        ArgumentEntry("b1", "x-argument"),
        OwnEntry("b2", "本区の声{here}。"),
        QuotationEntry("b3", "x-quotation"),
    ),
    demands=(DemandEntry("d1", "x-demand"), DemandEntry("d2", text="聴くこと。")),
)


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return start_draft(FILE, cast.sato)


def own(file: DraftFile, block_id: str, text: str) -> DraftFile:
    """The file with another text in a paragraph of the writer's own."""
    body = tuple(OwnEntry(block_id, text) if block.id == block_id else block for block in file.body)
    return replace(file, body=body)


def test_the_version_is_the_draft_file_with_every_text_and_version_in_it(draft: Draft, cast: Cast) -> None:
    version = draft.versions.get()
    assert (version.number, version.cause, version.author, draft.current) == (1, "started", cast.sato, version)
    assert version.content == to_json(pinned(read(FILE)))
    assert version.content["assembly"] == "東京都世田谷区"
    assert [block.get("version") for block in version.content["body"]] == [1, None, 1]
    assert version.content["body"][0]["text"] == "世田谷区議会は、令和4年10月13日の表明以来、国に説明を求めてきた。"
    assert version.content["demands"][0]["text"] == "本区に送ること。"
    assert (draft.title, draft.kind) == ("件名", Kind.OPINION)


def test_a_draft_without_title_says_so(cast: Cast) -> None:
    assert str(start_draft(replace(FILE, title=""), cast.sato)) == "（件名なし）"


def test_a_save_adds_a_version_and_leaves_the_first_as_it_was(draft: Draft, cast: Cast) -> None:
    first = draft.versions.get().content
    changed = replace(file_of(draft), title="別の件名")
    second = save_draft(draft.pk, changed, cast.suzuki, based_on=1)
    draft.refresh_from_db()
    assert (second.number, second.cause, second.author, draft.current) == (2, "saved", cast.suzuki, second)
    assert draft.versions.get(number=1).content == first
    assert file_of(draft) == changed


def test_the_same_content_adds_no_version(draft: Draft, cast: Cast) -> None:
    before = draft.updated_at
    assert save_draft(draft.pk, file_of(draft), cast.sato, based_on=1).number == 1
    assert save_draft(draft.pk, FILE, cast.sato, based_on=1).number == 1
    draft.refresh_from_db()
    assert (draft.versions.count(), draft.updated_at) == (1, before)


def test_a_file_that_cannot_be_read_leaves_no_trace(draft: Draft, cast: Cast) -> None:
    unreadable = replace(FILE, body=(ArgumentEntry("b1", "x-nowhere"),))
    with pytest.raises(Refusal):
        save_draft(draft.pk, unreadable, cast.sato, based_on=1)
    with pytest.raises(Refusal):
        start_draft(unreadable, cast.sato)
    assert (Draft.objects.count(), DraftVersion.objects.count()) == (1, 1)


def saved(version: DraftVersion) -> None:
    version.content = {}
    version.save()


REFUSED: dict[str, Any] = {
    "save": saved,
    "QuerySet.update": lambda version: DraftVersion.objects.filter(pk=version.pk).update(content={}),
    "bulk_update": lambda version: DraftVersion.objects.bulk_update([version], ["content"]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_version_is_changed_by_no_call(name: str, draft: Draft) -> None:
    with pytest.raises(FrozenError), transaction.atomic():
        REFUSED[name](draft.versions.get())
    assert draft.versions.get().content["title"] == "件名"


@pytest.mark.parametrize("column", ["content = '{}'", "number = 9", "content_hash = ''", "draft_id = ''"])
def test_not_even_raw_sql_changes_a_version(column: str, draft: Draft) -> None:
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE drafting_draftversion SET {column}")
    assert draft.versions.get().content["title"] == "件名"


def test_two_people_who_change_different_blocks_both_find_their_words(draft: Draft, cast: Cast) -> None:
    file = file_of(draft)
    save_draft(draft.pk, own(file, "b2", "鈴木の段落。"), cast.suzuki, based_on=1)
    merged = save_draft(draft.pk, replace(file, title="佐藤の件名"), cast.sato, based_on=1)
    assert (merged.number, merged.content["title"], merged.content["body"][1]["text"]) == (
        3,
        "佐藤の件名",
        "鈴木の段落。",
    )


def test_two_people_who_change_one_block_are_told_and_nothing_is_written(draft: Draft, cast: Cast) -> None:
    file = file_of(draft)
    theirs = save_draft(draft.pk, own(file, "b2", "鈴木の段落。"), cast.suzuki, based_on=1)
    with pytest.raises(Conflict) as conflict:
        save_draft(draft.pk, own(file, "b2", "佐藤の段落。"), cast.sato, based_on=1)
    assert conflict.value.current == theirs
    assert [(c.unit, c.mine.text, c.theirs.text) for c in conflict.value.clashes] == [
        ("b2", "佐藤の段落。", "鈴木の段落。")
    ]
    draft.refresh_from_db()
    assert (draft.versions.count(), draft.current) == (2, theirs)


def test_both_writing_the_same_is_no_conflict(draft: Draft, cast: Cast) -> None:
    changed = own(file_of(draft), "b2", "同じ段落。")
    save_draft(draft.pk, changed, cast.suzuki, based_on=1)
    assert save_draft(draft.pk, changed, cast.sato, based_on=1).number == 2


def test_what_stood_in_an_earlier_version_stands_again_as_a_new_one(draft: Draft, cast: Cast) -> None:
    save_draft(draft.pk, replace(file_of(draft), title="別の件名"), cast.sato, based_on=1)
    again = restored(draft, 1, cast.suzuki)
    assert (again.number, again.cause, again.author) == (3, "restored", cast.suzuki)
    assert again.content == draft.versions.get(number=1).content


def test_a_copy_is_ones_own_and_says_the_same(draft: Draft, cast: Cast) -> None:
    copy = start_draft(file_of(draft), cast.tanaka)
    assert (copy.owner, copy.group, copy.pk == draft.pk) == (cast.tanaka, None, False)
    assert copy.versions.get().content == draft.versions.get().content
    save_draft(copy.pk, replace(file_of(copy), title="写し"), cast.tanaka, based_on=1)
    draft.refresh_from_db()
    assert draft.title == "件名"


def test_a_draft_of_a_group_belongs_to_the_group(cast: Cast) -> None:
    shared = start_draft(FILE, cast.suzuki, cast.group, cause="opened")
    assert (shared.owner, shared.group) == (None, cast.group)
    assert (shared.versions.get().author, shared.versions.get().cause) == (cast.suzuki, "opened")


def used(version: DraftVersion) -> set[tuple[str, int]]:
    return set(DraftUse.objects.filter(version=version).values_list("edition__entry__slug", "edition__number"))


def test_the_index_says_which_editions_a_version_uses(draft: Draft, cast: Cast) -> None:
    named = {"x-argument", "x-demand", "x-quotation", "x-fact", "x-source"}
    assert used(draft.versions.get()) == {(slug, 1) for slug in named}
    small.edited_here(small.argument(claim="次の主張"), cast.sato, cast.mori)
    pinned_to_the_first = save_draft(draft.pk, replace(file_of(draft), title="別"), cast.sato, based_on=1)
    assert ("x-argument", 1) in used(pinned_to_the_first)
    assert ("x-argument", 2) not in used(pinned_to_the_first)
    without = replace(file_of(draft), body=(OwnEntry("b2", "文。", cites=("x-source",)),), demands=())
    assert used(save_draft(draft.pk, without, cast.sato, based_on=2)) == {("x-source", 1)}


def test_an_edition_that_a_draft_uses_is_found_from_the_library(draft: Draft) -> None:
    assert list(small.edition("x-fact").used_by.all()) == [draft.current]
    assert editions_used(read(replace(FILE, body=(), demands=()))) == set()


def test_an_export_is_kept_by_version_format_and_hash_of_its_bytes(draft: Draft, cast: Cast) -> None:
    version = draft.versions.get()
    export = exported(version, Export.Format.DOCX, b"bytes of a file", cast.sato)
    assert (export.version, export.format, export.made_by) == (version, "docx", cast.sato)
    assert export.sha256 == hashlib.sha256(b"bytes of a file").hexdigest()
    assert exported(version, Export.Format.PDF, b"", None).made_by is None


def test_a_draft_put_away_keeps_its_versions(draft: Draft) -> None:
    discard(draft)
    draft.refresh_from_db()
    assert draft.discarded_at is not None
    bring_back(draft)
    draft.refresh_from_db()
    assert (draft.discarded_at, draft.versions.count()) == (None, 1)


@pytest.mark.parametrize("owners", ["nobody", "person and group", "person and guest", "group and guest"])
def test_a_draft_has_one_owner(owners: str, cast: Cast) -> None:
    given: dict[str, Any] = {}
    given |= {"owner": cast.sato} if "person" in owners else {}
    given |= {"group": cast.group} if "group" in owners else {}
    given |= {"guest_hash": "0" * 64, "guest_until": date(2026, 12, 24)} if "guest" in owners else {}
    with pytest.raises(IntegrityError, match="drafting_draft_one_owner"), transaction.atomic():
        Draft.objects.create(**given)


def test_whoever_leaves_takes_her_drafts_along_and_leaves_the_groups(cast: Cast, draft: Draft) -> None:
    shared = start_draft(FILE, cast.sato, cast.group)
    exported(draft.versions.get(), Export.Format.TEXT, b"", cast.sato)
    cast.sato.delete()
    assert list(Draft.objects.all()) == [shared]
    assert str(shared.versions.get().author) == "退会した人"
    assert Entry.objects.get(slug="x-argument").published is not None


def test_a_group_with_drafts_is_not_deleted_from_under_them(cast: Cast) -> None:
    start_draft(FILE, cast.sato, cast.group)
    with pytest.raises(Exception, match="protected"), transaction.atomic():
        cast.group.delete()


def test_a_draft_reads_the_same_on_any_day(draft: Draft, cast: Cast) -> None:
    """The pinned file is a fixed point: read, pinned and read again it is the same, and so is its paper."""
    file = file_of(draft)
    assert pinned(read(file)) == file
    assert [block.wording.text for block in content_of(file).body[1:2]] == ["本区の声{here}。"]  # type: ignore[union-attr]
    assert restored(draft, 1, cast.sato).number == 1


def test_a_version_that_does_not_exist_is_no_base(draft: Draft, cast: Cast) -> None:
    with pytest.raises(DraftVersion.DoesNotExist):
        save_draft(draft.pk, file_of(draft), cast.sato, based_on=7)


def test_a_conflict_is_said_in_words(draft: Draft, cast: Cast) -> None:
    file = file_of(draft)
    save_draft(draft.pk, replace(file, title="甲"), cast.suzuki, based_on=1)
    with pytest.raises(ValidationError, match="2人の直しが重なりました"):
        save_draft(draft.pk, replace(file, title="乙", register=Register.POLITE), cast.sato, based_on=1)


def test_what_could_not_be_read_again_is_refused_and_the_draft_stays_as_it_was(draft: Draft, cast: Cast) -> None:
    before = file_of(draft)
    unreadable = OwnEntry("b2", "声", sources=(OwnSource("題", url="htp:/city"),))
    with pytest.raises(Refusal, match="htp:/city"):
        save_draft(draft.pk, replace(before, body=(unreadable,)), cast.sato, based_on=1)
    assert DraftVersion.objects.filter(draft=draft).count() == 1
    assert file_of(Draft.objects.get(pk=draft.pk)) == before
