"""One's own data: all of it taken out as one file, and the account ended without harm to what is others'."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from drafting.actions import agreements, curation, giving, groups, sharing, talk
from drafting.actions.cast import PASSWORD, Cast
from drafting.actions.drafts import discard, file_of, name_version, save_draft
from drafting.actions.leaving import close_account
from drafting.actions.people import keep_one_address, take_second_factor_away
from drafting.compose.agreement import Stand
from drafting.intake import edit, from_file
from drafting.intake.draft_file import OwnEntry
from drafting.models import Draft, DraftVersion, Entry, Export, Membership, PaperRun, Report, User
from drafting.models.people import GONE
from drafting.views.my_data import sections
from drafting.views.my_data.archive import zipped
from tests.people import SignedIn, Starts

from .screens import text_of

# Kinds of rows that name a person, and how one's own of them come out; else why they do not.
TAKEN_OUT = {
    *("Draft", "DraftVersion", "Membership", "Export", "Report", "Decision", "PaperRun"),
    *("Comment", "Suggestion", "Notice", "UserSession"),
    *("VersionName", "SharedLink", "AgreementLink"),
}
LEFT_OUT = {
    "Edition": "the library is public, and its history names who decided what (編集.json)",
    "ImportBatch": "what curators took in, in the library's own history",
    "Dismissal": "belongs to the draft, as a mark on one of its findings",
    "Invitation": "belongs to the group",
    "StyleProposal": "belongs to the library's desk",
    "DraftingGroup": "by its Membership",
    "EmailAddress": "the account's own address (利用者.json) once more",
    "Authenticator": "a secret, of use to nobody but the app that holds it",
    "LogEntry": "what was done in 運営, for those who run it",
    "HistoricalAssembly": "the list of assemblies, and who in the library changed it",
    "HistoricalDraftingGroup": "belongs to the group: its earlier names",
    "HistoricalMembership": "belongs to the group: who came and went",
}


def whole(client: Client) -> zipfile.ZipFile:
    response: Any = client.get(reverse("account_download"))
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def read(archive: zipfile.ZipFile, name: str) -> Any:
    return json.loads(archive.read(name))


def close(client: Client, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_close"), {"password": password})


# ---------- taking out ----------


def test_all_that_is_ones_own_comes_out_and_nothing_of_others(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    draft = starts(cast.suzuki, title="自分の件名／一")
    save_draft(draft.pk, file_of(draft.versions.get()), cast.suzuki, 1)
    version = draft.versions.latest("number")
    changed = from_file.parse(version.content | {"title": "改めた件名"})
    save_draft(draft.pk, changed, cast.suzuki, version.number)
    discard(starts(cast.suzuki, title="しまった件名"))
    starts(cast.suzuki, cast.group, title="会の件名")
    starts(cast.sato, title="人の件名")
    archive = whole(signed_in(cast.suzuki))
    assert archive.testzip() is None
    names = archive.namelist()
    assert names[0] == "はじめにお読みください.txt"
    assert read(archive, "利用者.json")["会派・市民団体"][0]["役割"] == "編集"
    assert any(name.startswith("下書き/001_改めた件名/これまでの文/0001_") for name in names)
    assert any("しまった件名" in name for name in names)
    assert not any(word in name for name in names for word in ("会の件名", "人の件名"))
    assert archive.read("下書き/001_改めた件名/今の文.pdf").startswith(b"%PDF")
    assert archive.read("下書き/001_改めた件名/今の文.docx").startswith(b"PK")
    first = next(name for name in names if "/0001_" in name)
    assert from_file.read(archive.read(first)).title == "自分の件名／一"
    assert len(read(archive, "会で書いた文.json")) == 1


def test_what_one_said_comes_out_and_what_others_said_does_not(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    draft = starts(cast.sato, cast.group)
    talk.comment(draft, "own", "自分の言葉です。", cast.kato)
    talk.suggest(draft, "own", "自分の提案です。", "", cast.kato)
    about = talk.comment(draft, "own", "ほかの人の言葉です。", cast.sato)
    archive = whole(signed_in(cast.kato))
    said = read(archive, "話し合い.json")
    assert [one.get("コメント") or one["提案した文"] for one in said] == ["自分の言葉です。", "自分の提案です。"]
    assert about.text not in str(read(archive, "お知らせ.json"))


def test_what_one_named_and_lent_comes_out_without_the_way_in(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    draft = starts(cast.sato, title="件名")
    name_version(draft.versions.get(), "会議に出した文", cast.sato)
    links = [sharing.lend(draft, "支部の方", 7, cast.sato), sharing.ask_group(draft, "青会", 7, cast.sato)]
    agreements.answer_blocks(links[1], [agreements.Answer("b1", Stand.AGAINST)], {"b1": "0" * 64})
    archive = whole(signed_in(cast.sato))
    about = read(archive, "下書き/001_件名/この下書きについて.json")
    assert about["下書きの番号"] == str(draft.pk)
    assert about["名前を付けた版"] == [{"版": 1, "名前": "会議に出した文"}]
    assert [one["渡した相手"] for one in about["渡したリンク"]] == ["支部の方", "青会"]
    told = read(archive, "お知らせ.json")[0]
    assert (told["だれが"], told["何を"], told["下書きの番号"]) == ("青会", "合意の画面で答えました", str(draft.pk))
    texts = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".json"))
    assert not any(link.token.partition(".")[2] in texts or link.pk.hex in texts for link in links)


def test_a_device_comes_out_as_its_page_names_it_and_no_network_address(cast: Cast, signed_in: SignedIn) -> None:
    edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0"
    UserSession.objects.create(user=cast.sato, session_key="a", ip="203.0.113.1", user_agent=edge)
    rows = read(whole(signed_in(cast.sato)), "端末.json")
    assert [(one["端末"], one["ブラウザーの名乗り"]) for one in rows] == [("Windows の Edge", edge)]
    assert "IP" not in "".join(rows[0])


def test_what_one_reported_comes_out(cast: Cast, signed_in: SignedIn, library: None) -> None:
    entry = Entry.objects.get(slug="g-mynahokensho")
    curation.report(entry, "数字が古い。", reporter=cast.sato)
    curation.report(entry, "ほかの人の知らせ。")
    told = read(whole(signed_in(cast.sato)), "知らせ.json")
    assert [one["文"] for one in told] == ["数字が古い。"]


def test_a_text_that_cannot_be_printed_keeps_nothing_else_back(
    cast: Cast, signed_in: SignedIn, starts: Starts, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts(cast.sato, title="件名")

    def fails(content: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sections, "paper_of", fails)
    names = whole(signed_in(cast.sato)).namelist()
    assert "下書き/001_件名/紙面にできません.txt" in names
    assert any(name.startswith("下書き/001_件名/これまでの文/0001_") for name in names)


def test_the_file_is_never_whole_in_memory() -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        for number in range(64):
            yield f"{number}", number.to_bytes(1, "big") * 1024 * 1024

    tracemalloc.start()
    size = sum(len(chunk) for chunk in zipped((name, bytes(one)) for name, one in files()))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 64 * 1000
    assert most < 8 * 1024 * 1024


def rows_that_name_people() -> set[str]:
    """Of every app that is installed: accounts and second factors belong to people as much as drafts do."""

    def names_a_person(model: type[Model]) -> bool:
        fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
        return model is not User and any(field.is_relation and field.related_model is User for field in fields)

    # The typed tables of editions name people through their common part.
    return {model.__name__ for model in apps.get_models() if names_a_person(model) and not model._meta.parents}


def test_every_kind_of_row_that_names_people_is_taken_out_or_left_out_for_a_reason() -> None:
    missing = rows_that_name_people() - TAKEN_OUT - set(LEFT_OUT)
    assert not missing, f"a function in views/my_data/sections.py, or a reason in LEFT_OUT, for: {missing}"


# ---------- ending ----------


def test_what_follows_is_told_before(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    starts(cast.suzuki)
    discard(starts(cast.suzuki))
    starts(cast.suzuki, cast.group)
    page = text_of(signed_in(cast.suzuki).get(reverse("account_close")))
    for words in ("自分の下書き1件と、しまった文書1件", "「退会した人」", "1つの会"):
        assert words in page
    assert "見せているリンク" not in page


def test_only_what_there_is_is_told(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    discard(starts(cast.suzuki))
    page = text_of(signed_in(cast.suzuki).get(reverse("account_close")))
    assert "しまった文書1件。" in page
    assert "自分の下書き0件" not in page


def test_whoever_was_lent_a_draft_is_thought_of_before(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    own, of_the_group = starts(cast.suzuki), starts(cast.suzuki, cast.group)
    sharing.lend(own, "支部の方", 7, cast.suzuki)
    sharing.ask_group(own, "青会", 7, cast.suzuki)
    sharing.take_back(sharing.lend(own, "前の方", 7, cast.suzuki))
    sharing.lend(of_the_group, "会の客", 7, cast.suzuki)
    assert "見せているリンク2件" in text_of(signed_in(cast.suzuki).get(reverse("account_close")))


def test_whoever_must_hand_over_or_end_a_group_first_comes_back(
    cast: Cast, signed_in: SignedIn, starts: Starts
) -> None:
    client = signed_in(cast.sato)
    group = groups.start_group("一人の会", "caucus", cast.sato)
    to = Membership.objects.get(group=cast.group, user=cast.suzuki)
    page = client.get(reverse("account_close")).content.decode()
    put_away = client.post(reverse("group_put_away", args=[group.pk]) + "?closing=1")
    assert put_away["Location"] == reverse("group_end", args=[group.pk]) + "?closing=1"
    steps = [
        (reverse("group_hand_over", args=[cast.group.pk]), {"to": to.pk}),
        (reverse("group_end", args=[group.pk]), {}),
    ]
    for at, form in steps:
        assert f'href="{at}?closing=1"' in page
        assert client.post(f"{at}?closing=1", form)["Location"] == reverse("account_close")
    assert "消えるもの" in text_of(client.get(reverse("account_close")))


def test_whoever_leaves_takes_his_own_and_leaves_the_groups(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    own, shared = starts(cast.suzuki), starts(cast.suzuki, cast.group)
    save_draft(own.pk, from_file.parse(own.content | {"title": "二版"}), cast.suzuki, 1)
    Report.objects.create(
        entry=Entry.objects.get(slug="g-mynahokensho"),
        edition=Entry.objects.get(slug="g-mynahokensho").published,
        text="違います。",
        reporter=cast.suzuki,
    )
    LogEntry.objects.create(
        user=cast.mori,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(cast.suzuki.pk),
        object_repr="鈴木 花子",
        action_flag=2,
    )
    client, elsewhere = signed_in(cast.suzuki), signed_in(cast.suzuki)
    page = close(client)
    assert "退会しました" in text_of(page)
    assert "会派・市民団体の下書きは、会に残っています" in text_of(page)
    assert client.get(reverse("account")).status_code == 302
    assert elsewhere.get(reverse("account")).status_code == 302
    assert not Draft.objects.filter(pk=own.pk).exists()
    assert not DraftVersion.objects.filter(draft=own.pk).exists()
    kept = Draft.objects.get(pk=shared.pk).versions.get()
    assert str(kept.author) == "退会した人"
    assert Report.objects.get().reporter is None
    assert LogEntry.objects.get().object_repr == "退会した人"
    assert not User.objects.filter(email="suzuki@example.jp").exists()
    assert not Membership.objects.filter(group=cast.group, user=cast.suzuki.pk).exists()
    reader = signed_in(cast.kato)
    versions = reader.get(reverse("draft_versions", args=[shared.pk])).content.decode()
    assert "鈴木" not in versions
    assert "退会した人" in versions


NAME, ADDRESS = "鈴木 花子", "suzuki@example.jp"


def busy_life(cast: Cast, starts: Starts) -> Draft:
    """鈴木 does all that leaves a trace, in a draft of the group; gives that draft."""
    suzuki, draft = cast.suzuki, starts(cast.suzuki, cast.group)
    save_draft(draft.pk, edit.put(file_of(draft), OwnEntry("own", "鈴木の直した文。")), suzuki, 1)
    version = draft.versions.get(number=2)
    name_version(version, "会議に出した文", suzuki)
    talk.settle(talk.comment(draft, "own", "ここは要りますか。", suzuki), suzuki)
    talk.answer(talk.comment(draft, "b1", "長いと思います。", cast.sato), "そうですね。", suzuki)
    talk.suggest(draft, "b1", "短い文。", "", suzuki)
    talk.take(talk.suggest(draft, "b2", "別の文。", "", cast.kato), suzuki, 2)
    link = sharing.ask_group(draft, "青会", 7, suzuki)
    agreements.answer_blocks(link, [agreements.Answer("b1", Stand.AGAINST)], {"b1": "0" * 64})
    sharing.lend(draft, "支部の方", 7, suzuki)
    giving.give_to_group(starts(suzuki), cast.group, suzuki)
    PaperRun.objects.create(draft=draft, version=version, started_by=suzuki)
    Export.objects.create(version=version, format="pdf", sha256="0" * 64, made_by=suzuki)
    groups.change_role(Membership.objects.get(user=suzuki), Membership.Role.ADMIN)
    groups.invite(cast.group, Membership.Role.READER, suzuki)
    groups.join(groups.invite(cast.group, Membership.Role.READER, suzuki).pk, cast.tanaka)
    curation.report(Entry.objects.get(slug="g-mynahokensho"), "数字が古い。", reporter=suzuki)
    keep_one_address(suzuki)
    place = Membership.objects.get(user=suzuki)
    about = ContentType.objects.get_for_model(Membership)
    LogEntry.objects.create(
        user=cast.mori, content_type=about, object_id=str(place.pk), object_repr=str(place), action_flag=2
    )
    return draft


def rows_with(*words: str) -> list[str]:
    """Every table of the database whose rows hold one of these words anywhere."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [table for row in cursor.fetchall() if any(word in str(row) for word in words)]
    return found


def test_the_name_of_whoever_leaves_goes_from_every_table_and_every_page(
    cast: Cast, starts: Starts, signed_in: SignedIn
) -> None:
    draft = busy_life(cast, starts)
    assert {"drafting_user", "django_admin_log", "account_emailaddress"} <= set(rows_with(NAME, ADDRESS))
    close_account(cast.suzuki)
    assert rows_with(NAME, ADDRESS) == []
    assert edit.block_of(file_of(Draft.objects.get(pk=draft.pk)), "own").text == "鈴木の直した文。"
    reader = signed_in(cast.sato)
    names = ("draft_talk", "draft_versions", "draft_share", "draft_agreement", "draft_assemblies", "draft_export")
    addresses = [reverse(name, args=[draft.pk]) for name in names]
    addresses += [reverse("group_people", args=[cast.group.pk]), reverse("notices")]
    pages = {address: text_of(reader.get(address)) for address in addresses}
    for address, page in pages.items():
        assert NAME not in page, address
        assert "退会した人さん" not in page, address
    for name in ("draft_talk", "draft_share"):
        assert "退会した人" in pages[reverse(name, args=[draft.pk])]
    for address in addresses[-2:]:
        assert "退会した人が" in pages[address]


def test_the_wrong_password_ends_nothing(cast: Cast, signed_in: SignedIn) -> None:
    for password in ("", "chigau"):
        assert close(signed_in(cast.suzuki), password).status_code == 422
    assert User.objects.filter(pk=cast.suzuki.pk).exists()


def test_a_group_is_not_left_without_a_keeper(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    own = starts(cast.sato)
    client = signed_in(cast.sato)
    page = text_of(client.get(reverse("account_close")))
    assert "区民とあゆむ会" in page
    assert "今のままでは、退会できません" in page
    close(client)
    assert User.objects.filter(pk=cast.sato.pk).exists()
    assert Draft.objects.filter(pk=own.pk).exists()
    assert Membership.objects.filter(user=cast.sato).exists()
    groups.hand_over(
        Membership.objects.get(group=cast.group, user=cast.sato),
        Membership.objects.get(group=cast.group, user=cast.suzuki),
    )
    close(client)
    assert not User.objects.filter(pk=cast.sato.pk).exists()


def test_the_last_administrator_stays(cast: Cast, superuser: User, signed_in: SignedIn) -> None:
    client = signed_in(superuser)
    assert "この工房の管理者はあなただけです" in text_of(client.get(reverse("account_close")))
    close(client)
    assert User.objects.filter(pk=superuser.pk).exists()
    User.objects.create_superuser("b@example.jp", PASSWORD, name="二人目")
    close(client)
    assert not User.objects.filter(pk=superuser.pk).exists()


def test_the_one_who_stands_for_those_gone_cannot_sign_in(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    starts(cast.suzuki, cast.group)
    close(signed_in(cast.suzuki))
    gone = User.objects.get(email=GONE)
    assert not gone.is_active
    assert not gone.has_usable_password()


def test_a_curators_decisions_stay_without_his_name(cast: Cast, signed_in: SignedIn, library: None) -> None:
    edition = curation.start_edition(Entry.objects.get(slug="g-mynahokensho"), cast.mori)
    take_second_factor_away(cast.mori)
    close(signed_in(cast.mori))
    assert [str(one.by) for one in edition.decisions.all()] == ["退会した人"]


def test_the_pages_ask_the_database_no_more_often_for_many_drafts(
    cast: Cast, signed_in: SignedIn, starts: Starts, django_assert_max_num_queries: Any
) -> None:
    for at in range(12):
        starts(cast.suzuki, body=(OwnEntry("o", f"文{at}"),))
    client = signed_in(cast.suzuki)
    for name in ("account_data", "account_close"):
        with django_assert_max_num_queries(10):
            assert client.get(reverse(name)).status_code == 200
