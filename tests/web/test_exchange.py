"""The curators' screens for files: who may see them, what they give out, what they take in and take back."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from drafting.actions import exchange
from drafting.actions.cast import Cast
from drafting.actions.library import publish
from drafting.models import Edition, EntryKind, ImportBatch, State, User
from tests.people import SignedIn

pytestmark = pytest.mark.usefixtures("library")
PAGES = [
    ("exchange", "get"),
    ("exchange_export", "get"),
    ("exchange_upload", "post"),
    ("exchange_batch", "get"),
    ("exchange_confirm", "post"),
    ("exchange_throw_away", "post"),
    ("exchange_undo", "post"),
]


def terms(**changes: str) -> bytes:
    """The terms as a JSON file, the first of them changed."""
    files = json.loads(exchange.to_json([EntryKind.TERM]))
    files["terms.json"][0] |= changes
    return json.dumps(files, ensure_ascii=False, indent=2).encode()


def upload(client: Client, content: bytes, name: str = "terms.json") -> str:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("exchange_upload"), {"file": file}, follow=True).content.decode()


@pytest.fixture
def curator(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.mori)


@pytest.fixture
def batch(cast: Cast) -> ImportBatch:
    return exchange.preview(terms(definition="改めた意味。"), "terms.json", cast.mori)


@pytest.fixture
def confirmed(batch: ImportBatch, cast: Cast) -> ImportBatch:
    exchange.confirm(batch, cast.mori, "点検で改めた。", batch.plan)
    return batch


def address(name: str, batch: ImportBatch) -> str:
    return (
        reverse(name) if name in ("exchange", "exchange_export", "exchange_upload") else reverse(name, args=[batch.pk])
    )


@pytest.mark.parametrize(("name", "method"), PAGES)
@pytest.mark.parametrize("who", ["anonymous", "sato", "kato", "tanaka", "administrator"])
def test_nobody_but_a_curator_learns_that_these_pages_exist(
    name: str, method: str, who: str, batch: ImportBatch, cast: Cast, superuser: User, signed_in: SignedIn
) -> None:
    people = {"administrator": superuser, "sato": cast.sato, "kato": cast.kato, "tanaka": cast.tanaka}
    client = Client() if who == "anonymous" else signed_in(people[who])
    assert getattr(client, method)(address(name, batch)).status_code == 404
    assert ImportBatch.objects.get(pk=batch.pk).state == ImportBatch.State.PREVIEW


@pytest.mark.parametrize(("name", "method"), PAGES)
def test_the_wrong_method_is_refused(name: str, method: str, batch: ImportBatch, curator: Client) -> None:
    other = "post" if method == "get" else "get"
    assert getattr(curator, other)(address(name, batch)).status_code == 405


@pytest.mark.parametrize("name", ["exchange_batch", "exchange_confirm", "exchange_throw_away"])
def test_a_preview_belongs_to_who_sent_the_file(
    name: str, batch: ImportBatch, curator: Client, signed_in: SignedIn
) -> None:
    other = signed_in(User.objects.create_user("hara@example.jp", "x", name="原 明", is_curator=True))
    method = "get" if name == "exchange_batch" else "post"
    assert getattr(other, method)(address(name, batch), {"reason": "理由", "shown": batch.plan}).status_code == 404
    assert batch.file_name not in other.get(reverse("exchange")).content.decode()
    assert batch.file_name in curator.get(reverse("exchange")).content.decode()


def test_an_xlsx_has_a_sheet_for_each_chosen_kind_and_its_lists(curator: Client) -> None:
    answer = curator.get(reverse("exchange_export"), {"format": "xlsx", "kind": ["term", "demand"]})
    assert answer["Content-Disposition"].endswith('.xlsx"')
    sheets = load_workbook(io.BytesIO(answer.content)).sheetnames
    assert sheets == ["はじめに", "記の文", "記の文の言い方", "用語"]


def test_a_json_holds_the_fixture_files_by_name(curator: Client) -> None:
    answer = curator.get(reverse("exchange_export"), {"format": "json", "kind": ["theme", "argument"]})
    files = list(json.loads(answer.content))
    assert files[0] == "themes.json"
    assert all(name.startswith("arguments/t-") for name in files[1:])


def test_one_kind_is_a_csv_and_several_are_a_zip_of_them(curator: Client) -> None:
    one = curator.get(reverse("exchange_export"), {"format": "csv", "kind": "term"})
    assert one["Content-Type"] == "text/csv; charset=utf-8"
    assert one.content.startswith(b"\xef\xbb\xbf")
    several = curator.get(reverse("exchange_export"), {"format": "csv", "kind": ["term", "fact"]})
    assert zipfile.ZipFile(io.BytesIO(several.content)).namelist() == ["facts.csv", "terms.csv"]


@pytest.mark.parametrize("asked", [{"format": "xlsx"}, {"format": "exe", "kind": "term"}, {"kind": "term"}])
def test_an_export_of_nothing_or_in_no_known_format_is_refused(curator: Client, asked: dict[str, str]) -> None:
    answer = curator.get(reverse("exchange_export"), asked)
    assert answer.status_code == 422
    assert "error" in answer.content.decode()


def test_a_bad_file_is_told_with_line_and_reason_and_nothing_is_kept(curator: Client) -> None:
    page = upload(curator, terms(definition=""))
    assert "「terms.json」は読み込めません" in page
    assert '<td class="nums">3行</td>' in page
    assert "必ず入れてください。" in page
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"PK nothing", "XLSXとして読めません。"), (b" " * (exchange.MOST_BYTES + 1), "ファイルが大きすぎます。")],
)
def test_a_file_that_cannot_be_read_is_told(curator: Client, content: bytes, reason: str) -> None:
    assert reason in upload(curator, content, "a.xlsx")
    assert not ImportBatch.objects.exists()


def test_a_file_is_shown_word_by_word_confirmed_with_a_reason_and_taken_back(curator: Client) -> None:
    page = upload(curator, terms(definition="改めた<b>意味</b>。"))
    batch = ImportBatch.objects.get()
    assert "<ins>" in page
    assert "&lt;b&gt;" in page
    assert "<b>意味" not in page
    without = curator.post(reverse("exchange_confirm", args=[batch.pk]), {"shown": batch.plan})
    assert without.status_code == 422
    assert not Edition.objects.filter(state=State.WAITING).exists()
    answer = curator.post(
        reverse("exchange_confirm", args=[batch.pk]), {"shown": batch.plan, "reason": "点検で改めた。"}, follow=True
    )
    assert "1件を読み込み、公開待ちにしました。ほかに編集者がいないため" in answer.content.decode()
    assert Edition.objects.get(state=State.WAITING).reason == "点検で改めた。"
    answer = curator.post(reverse("exchange_undo", args=[batch.pk]), follow=True)
    assert "読み込みを取り消し、1件を消しました。" in answer.content.decode()
    assert not Edition.objects.filter(state=State.WAITING).exists()


def test_differences_that_were_not_on_the_screen_are_not_confirmed(batch: ImportBatch, curator: Client) -> None:
    answer = curator.post(reverse("exchange_confirm", args=[batch.pk]), {"shown": "0" * 64, "reason": "理由"})
    assert answer.status_code == 422
    assert "ライブラリが変わりました" in answer.content.decode()
    assert not Edition.objects.filter(state=State.WAITING).exists()


def test_a_file_without_a_change_has_nothing_to_confirm(curator: Client) -> None:
    assert "変わるところがありません。" in upload(curator, terms())


def test_a_preview_can_be_thrown_away_and_a_batch_cannot(batch: ImportBatch, curator: Client, cast: Cast) -> None:
    curator.post(reverse("exchange_throw_away", args=[batch.pk]))
    assert not ImportBatch.objects.exists()
    kept = exchange.preview(terms(definition="別の意味。"), "terms.json", cast.mori)
    exchange.confirm(kept, cast.mori, "理由", kept.plan)
    assert curator.post(reverse("exchange_throw_away", args=[kept.pk])).status_code == 404
    assert ImportBatch.objects.filter(pk=kept.pk).exists()


def test_a_preview_is_gone_after_a_day(batch: ImportBatch, confirmed: ImportBatch, curator: Client, cast: Cast) -> None:
    old = exchange.preview(terms(definition="きのうの意味。"), "old.json", cast.mori)
    ImportBatch.objects.update(made_at=timezone.now() - timedelta(days=1, minutes=1))
    assert curator.get(reverse("exchange_batch", args=[old.pk])).status_code == 404
    curator.get(reverse("exchange"))
    assert list(ImportBatch.objects.all()) == [confirmed]


def test_an_undo_says_what_stays(confirmed: ImportBatch, curator: Client) -> None:
    edition = Edition.objects.get(state=State.WAITING)
    second = User.objects.create_user("hara@example.jp", "x", name="原 明", is_curator=True)
    publish(edition, second)
    page = curator.get(reverse("exchange_batch", args=[confirmed.pk])).content.decode()
    assert "公開されたので、取り消せません。" in page
    assert edition.title in page.partition("<tbody>")[2]
    assert "この読み込みを取り消す" not in page
