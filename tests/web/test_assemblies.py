"""ほかの議会にも: choosing, what is foretold, starting, the run's page in each state, fetching, who may do what."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from drafting.actions.cast import Cast
from drafting.bridge import assemblies_meant
from drafting.intake.draft_file import OwnEntry
from drafting.models import Assembly, AssemblyPaper, Draft, Export, PaperRun
from drafting.runs import ordering
from drafting.runs.background import make_papers
from drafting.runs.store import Store
from tests.people import SignedIn, Starts

from .screens import fields, text_of, tree, url

MUNICIPALITIES = ["designated_city", "city", "special_ward", "town", "village"]


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Iterator[Draft]:
    yield starts(cast.sato, cast.group)
    for run in PaperRun.objects.all():
        ordering.remove(run)


@pytest.fixture
def writer(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.suzuki)


def look(client: Client, draft: Draft, **typed: Any) -> Any:
    return client.post(url("draft_assemblies", draft), {"types": MUNICIPALITIES, "look": "1"} | typed)


def start(client: Client, draft: Draft, **typed: Any) -> Any:
    """As a browser does: looks, then presses the button of what it shows."""
    shown = look(client, draft, **typed)
    return client.post(url("draft_assemblies", draft), fields(shown, "assembly-choice") | {"start": "1"})


def new_run(draft: Draft, cast: Cast, *words: str) -> PaperRun:
    assert draft.current is not None
    return ordering.start(draft.current, assemblies_meant(words or ["長野県原村"]), "docx", cast.sato)


def run_url(name: str, run: PaperRun) -> str:
    return url(name, run.draft, run_id=run.pk)


def test_the_page_offers_the_prefecture_of_the_drafts_own_assembly(writer: Client, draft: Draft) -> None:
    page = writer.get(url("draft_assemblies", draft))
    assert fields(page, "assembly-choice")["region"] == ["東京都"]
    assert fields(page, "assembly-choice")["types"] == MUNICIPALITIES
    assert url("draft_assemblies", draft) in writer.get(url("draft_export", draft)).content.decode()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ({"region": "長野県"}, 77),
        ({"region": "長野県", "types": [*MUNICIPALITIES, "prefecture"]}, 78),
        ({"region": "全国", "types": [*MUNICIPALITIES, "prefecture"]}, 1788),
        ({"region": "長野県", "types": ["town"]}, 23),
        ({"names": "長野県長野市\r\n長野県の村、131121"}, 37),
        ({"region": "長野県", "names": "長野県長野市"}, 77),
    ],
)
def test_a_choice_is_counted_before_anything_is_made(
    typed: dict[str, Any], number: int, writer: Client, draft: Draft
) -> None:
    page = look(writer, draft, **typed)
    assert page.status_code == 200
    assert f"{number}議会分を作る" in text_of(page)
    assert not PaperRun.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "地域を選ぶか、議会の名前を書いてください"),
        ({"region": "長野県", "types": []}, "どの議会かを1つ以上選んでください"),
        ({"region": "長野県", "types": ["special_ward"]}, "そこにその議会はありません"),
        ({"names": "府中市\nなし市"}, "「府中市」は2つあります"),
        ({"names": "府中市\nなし市"}, "「なし市」にあたる議会は見つかりません"),
        ({"region": "みやこ"}, "選択"),
    ],
)
def test_a_choice_that_cannot_be_understood_says_what_is_wrong(
    typed: dict[str, Any], words: str, writer: Client, draft: Draft
) -> None:
    page = look(writer, draft, **typed)
    assert page.status_code == 422
    assert words in text_of(page)
    assert "議会分を作る" not in text_of(page)


def test_what_is_left_blank_and_which_words_stay_is_told_first(writer: Client, draft: Draft) -> None:
    said = text_of(look(writer, draft, region="長野県"))
    assert "提出者、賛成者は、この文書の議会だけのものなので、ほかの77議会の分では空けておきます" in said
    assert "「本区」 77議会分" in said
    assert "種別の様式23議会" in said
    assert "一般の様式54議会" in said


def test_nothing_is_told_of_blanks_where_the_draft_goes_to_its_own_assembly_alone(writer: Client, draft: Draft) -> None:
    said = text_of(look(writer, draft, names="東京都世田谷区"))
    assert "1議会分を作る" in said
    assert "空欄" not in said
    assert "自分の文に残る言葉" not in said


def test_the_button_starts_what_was_shown(writer: Client, draft: Draft, cast: Cast) -> None:
    answer = start(writer, draft, region="長野県", formats="pdf")
    run = PaperRun.objects.get()
    assert answer["Location"] == run_url("draft_run", run)
    assert (run.papers.count(), run.formats, run.started_by, run.version) == (77, "pdf", cast.suzuki, draft.current)


def test_a_choice_that_was_changed_after_it_was_shown_is_shown_again(writer: Client, draft: Draft) -> None:
    shown = fields(look(writer, draft, region="長野県"), "assembly-choice")
    page = writer.post(url("draft_assemblies", draft), shown | {"region": "東京都", "start": "1"})
    assert "62議会分を作る" in text_of(page)
    assert not PaperRun.objects.exists()


def test_a_second_run_of_the_same_draft_is_refused_with_the_reason(writer: Client, draft: Draft, cast: Cast) -> None:
    new_run(draft, cast)
    page = start(writer, draft, region="長野県")
    assert page.status_code == 422
    assert "この文書の一括作成は、もう始まっています" in text_of(page)
    assert PaperRun.objects.count() == 1


def states() -> dict[str, tuple[dict[str, Any], tuple[str, ...], tuple[str, ...]]]:
    """state: what the row says, words on the page, buttons."""
    ended = timezone.now()
    return {
        "waiting": ({}, ("順番を待っています", "まもなく始まります", "0／1議会"), ("run-stop",)),
        "waiting long": (
            {"started_at": ended - timedelta(minutes=1)},
            ("裏で作るプログラムが動いていません",),
            ("run-stop",),
        ),
        "left alone": ({"state": "running"}, ("途中で止まっています",), ("run-go-on",)),
        "stopped": ({"state": "stopped"}, ("止めました", "0／1議会分"), ("run-go-on",)),
        "failed": (
            {"state": "failed", "failure": "空き容量がありません。"},
            ("途中で止まりました", "空き容量がありません。"),
            ("run-go-on",),
        ),
        "done": ({"state": "done", "packed_bytes": 2048}, ("できました", "ZIPを受け取る（2.0"), ()),
    }


@pytest.mark.parametrize("state", states())
def test_each_state_is_said_in_words_with_what_can_be_done(
    state: str, writer: Client, draft: Draft, cast: Cast, signed_in: SignedIn
) -> None:
    values, words, offered = states()[state]
    run = new_run(draft, cast)
    PaperRun.objects.filter(pk=run.pk).update(**values)
    page = writer.get(run_url("draft_run", run))
    assert all(word in text_of(page) for word in words)
    assert {one.get("id") for one in tree(page).iter("button")} == {*offered, "run-remove"}
    reader = signed_in(cast.kato).get(run_url("draft_run", run))
    assert all(word in text_of(reader) for word in words)
    assert list(tree(reader).iter("button")) == []


def test_one_at_work_renews_itself_and_one_that_rests_does_not(writer: Client, draft: Draft, cast: Cast) -> None:
    run = new_run(draft, cast)
    PaperRun.objects.filter(pk=run.pk).update(state="running")
    with Store(run.folder).alone():
        page = writer.get(run_url("draft_run", run))
        assert "作っています" in text_of(page)
        [part] = tree(page).xpath("//*[@hx-trigger='every 2s']")
        renewed = writer.get(part.get("hx-get"), headers={"HX-Request": "true"}).content.decode()
    assert renewed.lstrip().startswith('<section id="run-progress"')
    PaperRun.objects.filter(pk=run.pk).update(state="stopped")
    assert "every 2s" not in writer.get(run_url("draft_run", run)).content.decode()


def test_a_failed_assembly_is_named_with_the_reason(writer: Client, draft: Draft, cast: Cast) -> None:
    run = new_run(draft, cast, "長野県")
    run.papers.update(state="failed", failure="表紙がありません。")
    PaperRun.objects.filter(pk=run.pk).update(state="done")
    page = writer.get(run_url("draft_run", run))
    said = text_of(page)
    assert "run-try-again" in {button.get("id") for button in tree(page).iter("button")}
    assert "長野県長野市議会表紙がありません。" in said
    assert "ほかに27議会あります" in said


@pytest.mark.parametrize("person", ["suzuki", "kato"])
def test_whoever_may_see_the_draft_fetches_the_zip_and_that_is_recorded(
    person: str, draft: Draft, cast: Cast, signed_in: SignedIn
) -> None:
    run = new_run(draft, cast)
    client = signed_in(getattr(cast, person))
    assert client.get(run_url("draft_run_fetch", run)).status_code == 404
    make_papers.call(run.pk)
    answer = client.get(run_url("draft_run_fetch", run))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert len(zipfile.ZipFile(io.BytesIO(content)).namelist()) == 2
    assert "filename*=utf-8''" in answer["Content-Disposition"]
    assert "_1%E8%AD%B0%E4%BC%9A.zip" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    recorded = Export.objects.get()
    assert (recorded.version, recorded.made_by, recorded.format) == (run.version, getattr(cast, person), "zip")
    PaperRun.objects.update(kept_until=timezone.now())
    assert client.get(run_url("draft_run_fetch", run)).status_code == 404


def test_stopping_going_on_and_removing(writer: Client, draft: Draft, cast: Cast) -> None:
    run = new_run(draft, cast)
    assert writer.post(run_url("draft_run_stop", run)).status_code == 302
    assert PaperRun.objects.get().state == "stopped"
    assert writer.post(run_url("draft_run_go_on", run)).status_code == 302
    assert PaperRun.objects.get().state == "waiting"
    make_papers.call(run.pk)
    folder = Store(run.folder).path
    assert folder.exists()
    assert writer.post(run_url("draft_run_remove", run))["Location"] == url("draft_assemblies", draft)
    assert not PaperRun.objects.exists()
    assert not folder.exists()
    assert Draft.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("name", ["draft_run_stop", "draft_run_go_on", "draft_run_try_again", "draft_run_remove"])
@pytest.mark.parametrize(("person", "status"), [("kato", 403), ("tanaka", 404), ("mori", 404)])
def test_others_change_nothing(
    name: str, person: str, status: int, draft: Draft, cast: Cast, signed_in: SignedIn
) -> None:
    run = new_run(draft, cast)
    before = PaperRun.objects.values().get()
    assert signed_in(getattr(cast, person)).post(run_url(name, run)).status_code == status
    assert PaperRun.objects.values().get() == before


def test_a_run_is_found_under_its_own_draft_alone(writer: Client, draft: Draft, cast: Cast, starts: Starts) -> None:
    other = starts(cast.suzuki)
    run = new_run(draft, cast)
    assert writer.get(url("draft_run", other, run_id=run.pk)).status_code == 404
    assert writer.post(url("draft_run_remove", other, run_id=run.pk)).status_code == 404


def test_a_reader_sees_the_runs_and_no_choice(draft: Draft, cast: Cast, signed_in: SignedIn) -> None:
    new_run(draft, cast)
    page = signed_in(cast.kato).get(url("draft_assemblies", draft))
    assert "1議会分" in text_of(page)
    assert "assembly-choice" not in page.content.decode()
    assert look(signed_in(cast.kato), draft, region="長野県").status_code == 403


def test_words_of_a_draft_stand_in_no_task(writer: Client, starts: Starts, cast: Cast) -> None:
    draft = starts(cast.sato, cast.group, body=(OwnEntry("o", "ひみつの文である。"),))
    start(writer, draft, names="長野県原村")
    assert [one.args_kwargs["args"] for one in DBTaskResult.objects.all()] == [[PaperRun.objects.get().pk]]


def test_all_assemblies_are_looked_at_and_watched_in_a_handful_of_queries(
    writer: Client,
    draft: Draft,
    cast: Cast,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    run = new_run(draft, cast, "すべて")
    assert AssemblyPaper.objects.count() == Assembly.objects.count() == 1788
    with django_assert_max_num_queries(12):
        writer.get(run_url("draft_run", run))
    with django_assert_max_num_queries(25):
        look(writer, draft, region="全国")
