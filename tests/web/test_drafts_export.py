"""書き出す: what the page shows before anything is counted, the papers one by one and as a ZIP, the deadline."""

from __future__ import annotations

import zipfile
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from drafting import kept, papers
from drafting.actions.cast import Cast
from drafting.compose.kinds import Kind
from drafting.intake.draft_file import AddresseeEntry, ArgumentEntry, OwnEntry
from drafting.models import Draft, DraftUse, Edition, Export
from drafting.views.drafts import counting
from tests.people import SignedIn, Starts

from .screens import text_of, tree, url

BODY = (ArgumentEntry("b1", "a-jisshitsu-gimuka"), OwnEntry("b2", "相談が寄せられている。"))


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.sato)


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    return starts(cast.sato, cast.group, body=BODY, addressees=(AddresseeEntry("衆議院議長"),))


def chosen(response: Any) -> list[str]:
    return [box.get("value") for box in tree(response).xpath("//input[@name='part'][@checked]")]


@pytest.fixture
def nothing_kept() -> None:
    """As when nobody has laid these papers out lately."""
    papers._made.cache_clear()
    kept.forget_old(older_than=-1)


def amounts(response: Any) -> dict[str, str]:
    """By paper what the page, or a piece of it, says of it."""
    found = tree(response).xpath("//*[starts-with(@id, 'amount-')]")
    return {one.get("id").removeprefix("amount-"): one.text_content() for one in found}


def counted(response: Any) -> list[str]:
    return [part for part, said in amounts(response).items() if "枚" in said]


def next_to_count(response: Any) -> str | None:
    """Where the page goes on counting by itself."""
    address = tree(response).get_element_by_id("counting").get("hx-get")
    return str(address) if address else None


@pytest.mark.usefixtures("nothing_kept")
def test_the_page_lays_out_no_paper_before_it_is_asked(sato: Client, draft: Draft) -> None:
    shown = sato.get(url("draft_export", draft))
    assert counted(shown) == []
    assert next_to_count(shown) == url("draft_counts", draft) + "?count=document"
    assert "約" in amounts(shown)["speech"]
    assert "1問" in amounts(shown)["qa"]


@pytest.mark.usefixtures("nothing_kept")
def test_papers_are_counted_one_by_one_and_known_the_next_time(sato: Client, draft: Draft) -> None:
    shown = sato.get(url("draft_export", draft))
    order, address = [], next_to_count(shown)
    while address:
        piece = sato.get(address)
        assert "<html" not in piece.content.decode()
        assert len(counted(piece)) == len(amounts(piece)) == 1
        order += counted(piece)
        address = next_to_count(piece)
    assert order == list(amounts(shown))
    again = sato.get(url("draft_export", draft))
    assert counted(again) == order
    assert next_to_count(again) is None


@pytest.mark.usefixtures("nothing_kept")
def test_what_is_being_counted_is_told(sato: Client, draft: Draft) -> None:
    told = tree(sato.get(url("draft_counts", draft), {"count": "document"})).get_element_by_id("counting")
    assert "枚数を数えています：提案理由説明（あと7つ）" in told.text_content()
    assert "残りの枚数を数える" in told.text_content()


@pytest.mark.usefixtures("nothing_kept")
def test_counting_comes_to_an_end_where_nothing_can_be_kept(
    sato: Client, draft: Draft, settings: Any, tmp_path: Any
) -> None:
    full = tmp_path / "full"
    full.write_text("a file stands where the folder would be")
    settings.VAR = full
    asked, address = [], next_to_count(sato.get(url("draft_export", draft)))
    while address:
        asked.append(address.partition("count=")[2])
        address = next_to_count(sato.get(address))
    assert asked == list(amounts(sato.get(url("draft_export", draft))))


@pytest.mark.usefixtures("nothing_kept")
def test_by_the_button_all_is_counted_that_is_counted_quickly(
    sato: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "PATIENCE", 600.0)
    shown = sato.get(url("draft_export", draft), {"count": "next", "part": "qa"})
    assert counted(shown) == list(amounts(shown))
    assert len(amounts(shown)) >= 6
    assert chosen(shown) == ["qa"]
    assert next_to_count(shown) is None


@pytest.mark.usefixtures("nothing_kept")
def test_by_the_button_a_long_package_is_counted_in_several_steps(
    sato: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "PATIENCE", 0.0)
    steps = [len(counted(sato.get(url("draft_export", draft), {"count": "next"}))) for _ in range(3)]
    assert steps == [1, 2, 3]


@pytest.mark.parametrize("asked", ["signatures", "x", "next "])
@pytest.mark.usefixtures("nothing_kept")
def test_a_paper_that_this_draft_has_not_is_not_counted(asked: str, sato: Client, draft: Draft) -> None:
    piece = sato.get(url("draft_counts", draft), {"count": asked})
    assert piece.status_code == 200
    assert counted(piece) == []


def test_with_another_speed_all_rows_come_anew(sato: Client, draft: Draft) -> None:
    counts = sato.get(url("draft_counts", draft), {"speed": "100"})
    assert counts.content.decode().count('hx-swap-oob="true"') == len(amounts(counts)) + 1
    assert len(amounts(counts)) >= 6
    faster = sato.get(url("draft_counts", draft), {"speed": "1000"}).content.decode()
    assert "約1分" in faster
    assert "約1分" not in counts.content.decode()


def test_what_is_said_as_it_is_written_is_told(sato: Client, draft: Draft) -> None:
    assert "2番目の段落が「である」の文のまま残ります。" in text_of(sato.get(url("draft_export", draft)))


@pytest.mark.parametrize(
    ("kind", "absent", "present"),
    [
        (Kind.RESOLUTION, "宛先ごとの意見書", "賛成討論"),
        (Kind.PETITION, "宛先ごとの意見書", "請願の趣旨説明"),
        (Kind.APPEAL, "賛成討論", "口頭陳情の原稿"),
    ],
)
def test_a_kind_offers_its_papers(
    kind: Kind, absent: str, present: str, sato: Client, starts: Starts, cast: Cast
) -> None:
    words = text_of(sato.get(url("draft_export", starts(cast.sato, body=BODY, kind=kind))))
    assert absent not in words
    assert present in words


def names_in(response: Any) -> list[str]:
    assert response["Content-Type"] == "application/zip"
    assert response["Cache-Control"] == "private, no-store"
    return zipfile.ZipFile(BytesIO(response.content)).namelist()


def test_the_chosen_papers_come_as_one_zip_and_each_is_noted(sato: Client, draft: Draft, cast: Cast) -> None:
    response = sato.get(url("draft_package", draft), {"part": ["speech", "qa"], "speed": "300"})
    assert [name.split("_")[0] for name in names_in(response)] == ["02", "02", "04", "04"]
    noted = Export.objects.filter(version=draft.current, made_by=cast.sato).order_by("pk")
    assert [(row.part, row.format) for row in noted] == [
        ("speech", "docx"),
        ("speech", "pdf"),
        ("qa", "docx"),
        ("qa", "pdf"),
        ("", "zip"),
    ]


def test_an_export_notes_the_editions_that_its_papers_rest_on(sato: Client, draft: Draft) -> None:
    sato.get(url("draft_part", draft, key="qa", export_format="pdf"))
    used = set(Export.objects.get(part="qa").uses.all())
    assert used > set(Edition.objects.filter(pk__in=DraftUse.objects.filter(version=draft.current).values("edition")))


def test_nothing_chosen_is_said_and_nothing_noted(sato: Client, draft: Draft) -> None:
    response = sato.get(url("draft_package", draft), {"speed": "300"})
    assert response.status_code == 422
    assert "書類を1つ以上選んでください。" in text_of(response)
    assert not Export.objects.exists()


@pytest.mark.parametrize("speed", ["0", "9999", "はやく"])
def test_a_speed_at_which_nobody_reads_is_refused(speed: str, sato: Client, draft: Draft) -> None:
    response = sato.get(url("draft_package", draft), {"part": "speech", "speed": speed})
    assert response.status_code == 422
    assert tree(response).xpath("//input[@id='id_speed'][@aria-invalid]/@value") == [speed]


@pytest.mark.parametrize(
    ("key", "export_format"), [("poster", "pdf"), ("signatures", "pdf"), ("speech-4", "pdf"), ("speech", "text")]
)
def test_a_paper_that_there_is_not_is_not_found(key: str, export_format: str, sato: Client, draft: Draft) -> None:
    assert sato.get(url("draft_part", draft, key=key, export_format=export_format)).status_code == 404
    assert not Export.objects.exists()


def test_the_page_hears_that_its_file_has_come(sato: Client, draft: Draft) -> None:
    address = url("draft_part", draft, key="speech", export_format="docx")
    cookie = sato.get(address, {"asked": "abc123"}).cookies["exported"]
    assert (cookie.value, cookie["path"]) == ("abc123", url("draft_export", draft))
    assert "exported" not in sato.get(address, {"asked": "<b>;"}).cookies


def deadline(moment: timedelta) -> dict[str, str]:
    when = timezone.localtime() + moment
    return {"day": when.date().isoformat(), "at": when.strftime("%H:%M")}


def put(client: Client, draft: Draft, typed: dict[str, str]) -> Any:
    """As the form of the page sends it, with the deadline that the page showed."""
    shown = tree(client.get(url("draft_export", draft)))
    seen = shown.xpath(f"//form[@action='{url('draft_deadline', draft)}']//input[@name='seen']/@value")
    return client.post(url("draft_deadline", draft), typed | {"seen": seen[0]}, follow=True)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (timedelta(days=9), "あと9日。"),
        (timedelta(days=-2), "この期限は、2日前に過ぎました。"),
    ],
)
def test_a_deadline_is_the_writers_own_and_a_past_one_is_said(
    moment: timedelta, said: str, sato: Client, draft: Draft
) -> None:
    shown = put(sato, draft, deadline(moment))
    assert f"{said}ご自身で入力した期限です。" in text_of(shown)


def test_a_deadline_without_a_time_lasts_until_the_day_ends(sato: Client, draft: Draft) -> None:
    today = timezone.localdate()
    words = text_of(put(sato, draft, {"day": today.isoformat(), "at": ""}))
    assert f"{today.month}月{today.day}日（" in words
    assert "きょうです。" in words


@pytest.mark.parametrize("day", ["", "あした", "2026-02-30", "0001-01-01"])
def test_a_deadline_that_is_none_changes_nothing(day: str, sato: Client, draft: Draft) -> None:
    put(sato, draft, deadline(timedelta(days=9)))
    before = Draft.objects.get(pk=draft.pk).deadline
    shown = put(sato, draft, {"day": day})
    assert "期限は変えていません。" in text_of(shown)
    assert isinstance(before, datetime)
    assert Draft.objects.get(pk=draft.pk).deadline == before


def test_a_deadline_can_be_taken_out_again(sato: Client, draft: Draft) -> None:
    put(sato, draft, deadline(timedelta(days=9)))
    assert "まだ入力していません。" in text_of(put(sato, draft, {"clear": "1"}))


def test_a_reader_sees_the_deadline_and_cannot_change_it(draft: Draft, cast: Cast, signed_in: SignedIn) -> None:
    kato = signed_in(cast.kato)
    assert not tree(kato.get(url("draft_export", draft))).xpath(f"//form[@action='{url('draft_deadline', draft)}']")
    assert kato.post(url("draft_deadline", draft), deadline(timedelta(days=9))).status_code == 403


def test_the_assemblys_own_wording_is_quoted(sato: Client, cast: Cast, starts: Starts) -> None:
    note = "開会日の前日17時まで"
    shown = sato.get(url("draft_export", starts(cast.sato, style={"deadline_note": note})))
    assert f"の案内：「{note}」。日時は議会事務局にお確かめください。" in text_of(shown)


@pytest.mark.parametrize(("paragraphs", "folded"), [(4, False), (30, True)])
def test_many_paragraphs_left_out_of_a_short_speech_are_told_folded(
    paragraphs: int, folded: bool, cast: Cast, sato: Client, starts: Starts
) -> None:
    body = tuple(
        OwnEntry(f"b{at}", f"{at}番目の段落では、" + "窓口の相談について述べる。" * 30) for at in range(paragraphs)
    )
    page = tree(sato.get(url("draft_export", starts(cast.sato, body=body))))
    cuts = page.get_element_by_id("cuts")
    assert "省く段落" in cuts.text_content()
    assert bool(cuts.xpath(".//details//li")) is folded
