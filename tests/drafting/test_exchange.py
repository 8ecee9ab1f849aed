"""The library out and in again: nothing lost on the way, a bad row refused with its place, a batch taken back whole."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from drafting.actions import curation, exchange
from drafting.actions.cast import Cast
from drafting.actions.exchange.cells import from_cell, to_cell
from drafting.actions.exchange.columns import TABLES, Column, Holds
from drafting.actions.exchange.plan import plan_of
from drafting.actions.exchange.sheets import flat_columns
from drafting.actions.exchange.text_table import as_written, neutralised
from drafting.actions.library import item_from, load_release, publish, retire
from drafting.models import Decision, Edition, Entry, EntryKind, ImportBatch, Link, State, TermEdition, User

pytestmark = pytest.mark.usefixtures("library")
K = EntryKind
EVERYTHING = list(EntryKind)
Change = Callable[[Any], None]


def xlsx(*kinds: EntryKind) -> Any:
    """The export of these kinds, opened."""
    return load_workbook(io.BytesIO(exchange.to_xlsx(kinds)))


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def put(sheet: Any, key: str, value: Any, line: int = 3) -> None:
    column = next(cell.column for cell in sheet[1] if cell.value == key)
    cell = sheet.cell(line, column)
    cell.value = value
    if value == "=これは文":
        cell.data_type = "s"


def refusal(content: bytes, name: str = "library.xlsx") -> list[str]:
    editions = Edition.objects.count()
    with pytest.raises(exchange.Refused) as refused:
        plan_of(content, name)
    assert Edition.objects.count() == editions
    return [str(problem) for problem in refused.value.problems]


def published_count() -> int:
    return Entry.objects.filter(published__isnull=False, retired_at=None).count()


@pytest.mark.parametrize(("write", "name"), [(exchange.to_xlsx, "a.xlsx"), (exchange.to_json, "a.json")])
def test_the_whole_library_goes_out_and_in_without_a_change(write: Callable[..., bytes], name: str) -> None:
    plan = plan_of(write(EVERYTHING), name)
    assert (len(plan.changes), plan.unchanged) == (0, published_count())


@pytest.mark.parametrize("kind", EVERYTHING)
def test_each_kind_goes_out_and_in_as_csv_without_a_change(kind: EntryKind) -> None:
    plan = plan_of(exchange.to_csv(kind), "a.csv")
    assert plan.changes == []
    assert plan.unchanged == Entry.objects.filter(kind=kind, published__isnull=False, retired_at=None).count()


def test_a_release_loaded_from_the_exported_json_is_the_same_release() -> None:
    files = json.loads(exchange.to_json(EVERYTHING))
    kinds = {table.file: kind for kind, table in TABLES.items()}
    items = [
        item_from(kinds[name.removesuffix(".json").split("/")[0]], raw) for name, raws in files.items() for raw in raws
    ]
    report = load_release(items)
    assert (report.unchanged, report.renewed, report.added) == (published_count(), 0, 0)


def test_one_fixture_file_can_be_read_under_its_own_name() -> None:
    terms = json.loads(exchange.to_json([K.TERM]))["terms.json"]
    assert plan_of(json.dumps(terms).encode(), "terms.json").unchanged == len(terms)


def test_every_kind_can_be_told_by_its_headings() -> None:
    headings = [frozenset(column.label for column in flat_columns(table)) for table in TABLES.values()]
    assert all(a == b or not a <= b for a in headings for b in headings)


# The sheet, what is done to it, and how the reason must read, its place included.
BAD_CELLS = [
    (
        K.ADVICE,
        "手続の案内",
        "facts",
        "f-nai",
        "「手続の案内」 3行 E列「事実・データ」: 「f-nai」という項目はありません。",
    ),
    (K.ADVICE, "手続の案内", "facts", "t-benri", "E列「事実・データ」: 「t-benri」はテーマです。"),
    (K.ADVICE, "手続の案内", "as_of", "2026-13", "D列「時点」: 「2026-13」は日付として読めません。"),
    (K.ADVICE, "手続の案内", "as_of", datetime(2026, 9, 30, 12, 5), "D列「時点」: 時刻として読まれました。"),
    (
        K.ADDRESSEE,
        "宛先",
        "branch",
        "都",
        "「宛先」 3行 D列「国会・関係行政庁」: 「都」は選べません。選べるもの：国会、",
    ),
    (K.ADDRESSEE, "宛先", "order", "たくさん", "C列「並び順」: 0以上の整数"),
    (K.ADDRESSEE, "宛先", "office", "あ" * 61, "B列「職」: "),
    (K.TERM, "用語", "title", None, "「用語」 3行 B列「見出し」: 必ず入れてください。"),
    (K.TERM, "用語", "definition", "=A1&B1", "「用語」 3行 D列「意味」: 数式は読み込めません。"),
    (K.TERM, "用語", "definition", None, "「用語」 3行 D列「意味」: 必ず入れてください。"),
    (K.TERM, "用語", "slug", None, "「用語」 3行 A列「識別名」: 必ず入れてください。"),
    (K.TERM, "用語", "slug", "t-benri", "A列「識別名」: 「t-benri」は、すでにテーマの識別名です。"),
    (K.TERM, "用語", "slug", "あたらしい語", "A列「識別名」: 識別名は英小文字"),
    (K.DEMAND, "記の文", "addressees", "宇宙大臣", "「宇宙大臣」という宛先はありません。"),
    (K.DEMAND, "記の文の言い方", "from", "2026-13-01", "「記の文の言い方」 3行 C列「いつから」"),
    (K.DEMAND, "記の文の言い方", "from", "2026-12", "では日が決まりません。"),
    (
        K.DEMAND,
        "記の文の言い方",
        "soft",
        "{residnts}のため。",
        "G列「やわらかく」: 「{residnts}」という差し込みは使えません。",
    ),
    (K.DEMAND, "記の文の言い方", "soft", "{residentsのため。", "G列「やわらかく」: 波かっこ"),
    (K.DEMAND, "記の文の言い方", "soft", None, "G列「やわらかく」: 必ず入れてください。"),
    (K.DEMAND, "記の文の言い方", "item", "d-nai", "A列「項目の識別名」: 「d-nai」は、「記の文」のシートにありません。"),
    (K.FIGURE, "系列", "date", "きのう", "「系列」 3行 E列「時点」"),
    (K.HOUSE_STYLE, "様式の項目", "key", "色", "C列「様式の項目」: 「色」は選べません。"),
    (K.HOUSE_STYLE, "様式の項目", "value", "[1]", "「様式の項目」 3行 D列「値」"),
]


@pytest.mark.parametrize(("kind", "sheet", "key", "value", "reason"), BAD_CELLS)
def test_a_bad_cell_is_refused_with_its_place_and_reason(
    kind: EntryKind, sheet: str, key: str, value: Any, reason: str
) -> None:
    book = xlsx(kind)
    put(book[sheet], key, value)
    problems = refusal(saved(book))
    assert [problem for problem in problems if reason in problem], problems


def twice(book: Any) -> None:
    put(book["用語"], "slug", book["用語"]["A4"].value, line=3)


def same_position(book: Any) -> None:
    sheet = book["記の文の言い方"]
    put(sheet, "item", sheet["A3"].value, line=4)
    put(sheet, "position", sheet["B3"].value, line=4)


def no_texts_left(book: Any) -> None:
    book["記の文の言い方"].delete_rows(3, 1000)


def without_list(book: Any) -> None:
    del book["記の文の言い方"]


def list_alone(book: Any) -> None:
    del book["記の文"]


def other_heading(book: Any) -> None:
    book["用語"]["C1"], book["用語"]["C2"] = "colour", "色"


def other_sheet(book: Any) -> None:
    book.create_sheet("メモ")["A1"] = "覚え"


def no_heading(book: Any) -> None:
    book["用語"]["F3"] = "余り"


def too_many(book: Any) -> None:
    book["用語"]["A20001"] = "g-saigo"


BAD_SHEETS = [
    (K.TERM, too_many, "「用語」 20001行: 多すぎます。"),
    (K.TERM, twice, "「用語」 4行 A列「識別名」: 「{0}」が2つあります（「用語」 3行にも）。"),
    (K.DEMAND, same_position, "「記の文の言い方」 4行 B列「順」: 順1が2つあります（3行にも）。"),
    (K.DEMAND, no_texts_left, "「記の文」 3行: 「記の文の言い方」が1つもありません。"),
    (K.DEMAND, without_list, "「記の文の言い方」: シートがありません。"),
    (K.DEMAND, list_alone, "「記の文の言い方」: シート「記の文」がない"),
    (K.TERM, other_heading, "「用語」 1行: C列の見出し「colour」は使えません。"),
    (K.TERM, other_heading, "「用語」 1行: 見出し「読み」がありません。"),
    (K.TERM, other_sheet, "「メモ」: 知らない名前のシートです。"),
    (K.TERM, no_heading, "「用語」 3行 F列: 見出しのない列に値があります。"),
]


@pytest.mark.parametrize(("kind", "change", "reason"), BAD_SHEETS)
def test_a_bad_sheet_is_refused_with_its_place_and_reason(kind: EntryKind, change: Change, reason: str) -> None:
    book = xlsx(kind)
    slug = book.worksheets[1]["A4"].value
    change(book)
    problems = refusal(saved(book))
    assert [problem for problem in problems if reason.format(slug) in problem], problems


def test_an_unreadable_heading_is_told_once_and_not_for_every_row_that_hangs_on_it() -> None:
    book = xlsx(K.DEMAND)
    book["記の文"]["B1"] = book["記の文"]["B2"] = "色"
    assert len(refusal(saved(book))) == 2


def test_all_bad_rows_are_told_at_once() -> None:
    book = xlsx(K.TERM)
    for line in (3, 7, 9):
        put(book["用語"], "definition", None, line)
    assert [problem.split(":")[0] for problem in refusal(saved(book))] == [
        f"「用語」 {line}行 D列「意味」" for line in (3, 7, 9)
    ]


# What is done to the second term, whose lines in the file are known.
BAD_OBJECTS = [
    ({"colour": "red"}, "「colour」という項目は使えません。"),
    ({"definition": None}, "「意味」（definition）: 文字列ではありません。"),
    ({"definition": "制御\u0007文字"}, "3文字目に、印刷できない制御文字があります。"),
    ({"slug": ["x"]}, "「識別名」（slug）: 文字列ではありません。"),
]


@pytest.mark.parametrize(("change", "reason"), BAD_OBJECTS)
def test_a_bad_object_is_refused_with_the_line_where_it_begins(change: dict[str, Any], reason: str) -> None:
    files = json.loads(exchange.to_json([K.TERM]))
    files["terms.json"][1] |= change
    text = json.dumps(files, ensure_ascii=False, indent=2)
    _, begins = (at for at, line in enumerate(text.splitlines()[:12], start=1) if line == "    {")
    problems = refusal(text.encode(), "a.json")
    assert [one for one in problems if one.startswith(f"「terms.json」 {begins}行") and reason in one], problems


BAD_LISTS = [
    ("texts", "x", "「記の文の言い方」（texts）が、オブジェクトの並びではありません。"),
    ("texts", [{"from": ""}], "「はっきり」（strong）がありません。"),
    ("texts", [], "「記の文の言い方」が1つもありません。"),
    ("arguments", "a-x", "並び（リスト）ではありません。"),
    ("arguments", ["a-x", "a-x"], "「a-x」が2回あります。"),
]


@pytest.mark.parametrize(("key", "value", "reason"), BAD_LISTS)
def test_a_bad_list_in_an_object_is_refused(key: str, value: Any, reason: str) -> None:
    files = json.loads(exchange.to_json([K.DEMAND]))
    files["demands.json"][0][key] = value
    assert [one for one in refusal(json.dumps(files).encode(), "a.json") if reason in one]


def test_a_key_that_is_missing_is_refused_rather_than_emptied() -> None:
    files = json.loads(exchange.to_json([K.TERM]))
    del files["terms.json"][0]["reading"]
    assert "「読み」（reading）がありません。" in refusal(json.dumps(files).encode(), "a.json")[0]


def test_a_bad_list_in_a_csv_cell_is_refused_with_its_row() -> None:
    content = exchange.to_csv(K.DEMAND).decode().replace('""strong""', '""stark""', 1).encode()
    assert any("2行" in one and "「stark」という項目は使えません。" in one for one in refusal(content, "a.csv"))


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * (41 * 1024 * 1024))
    return file.getvalue()


def other_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return file.getvalue()


def hollow_book() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


NOT_READABLE = [
    (bomb, "a.xlsx", "中身が大きすぎます。"),
    (other_zip, "a.xlsx", "Excelのブックではありません。"),
    (hollow_book, "a.xlsx", "XLSXとして読めません。"),
    (lambda: b"PK\x03\x04 no zip", "a.xlsx", "XLSXとして読めません。"),
    (lambda: b"\xd0\xcf\x11\xe0 old Excel", "a.xls", "XLSX、JSON、CSV のどれでもありません。"),
    (lambda: b" " * (exchange.MOST_BYTES + 1), "a.json", "ファイルが大きすぎます。"),
    (lambda: b"", "a.json", "XLSX、JSON、CSV のどれでもありません。"),
    (lambda: b"{", "a.json", "JSONとして読めません（1行2文字目）。"),
    (lambda: b'{"terms.json": [{"slug": NaN}]}', "a.json", "JSONとして読めません。"),
    (lambda: b"[" * 100_000, "a.json", "JSONとして読めません"),
    (lambda: b"{}", "a.json", "ファイルに項目がありません。"),
    (lambda: '{"x": "資格"}'.encode("cp932"), "a.json", "文字コードがUTF-8ではありません。"),
    (lambda: "識別名,見出し".encode("cp932"), "a.csv", "文字コードがUTF-8ではありません。"),
    (lambda: '識別名,見出し\r\n"x'.encode(), "a.csv", "CSVとして読めません。"),
]


@pytest.mark.parametrize(("content", "name", "reason"), NOT_READABLE)
def test_what_is_no_file_of_ours_is_refused(content: Callable[[], bytes], name: str, reason: str) -> None:
    with pytest.raises(exchange.Unreadable, match=reason.replace("（", "[（]")):
        plan_of(content(), name)


def test_a_book_without_our_sheets_is_refused() -> None:
    assert "読み込むシートがありません。" in " ".join(refusal(saved(Workbook())))


def test_what_a_spreadsheet_makes_of_dates_and_numbers_is_read_as_it_was_meant() -> None:
    book = xlsx(K.ADVICE)
    put(book["手続の案内"], "as_of", datetime(2026, 9, 30))
    put(book["手続の案内"], "note", 2026, line=4)
    put(book["手続の案内"], "title", "=これは文", line=5)
    read = {change.fields[0].label: change.fields[0].after for change in plan_of(saved(book), "a.xlsx").changes}
    assert read == {"時点": "2026-09-30", "注": "2026", "見出し": "=これは文"}


def test_rows_may_be_sorted_left_out_and_labels_stand_alone() -> None:
    book = xlsx(K.DEMAND)
    texts = book["記の文の言い方"]
    rows = [[cell.value for cell in row] for row in texts.iter_rows(min_row=3)]
    texts.delete_rows(3, len(rows))
    for row in reversed(rows):
        texts.append(row)
    for sheet in book.worksheets[1:]:
        sheet.delete_rows(1)
    assert plan_of(saved(book), "a.xlsx").changes == []


def test_a_csv_opens_in_excel_and_nothing_in_it_runs(cast: Cast) -> None:
    term = json.loads(exchange.to_json([K.TERM]))["terms.json"][0] | {"title": '=cmd|"/c calc"!A1', "reading": "'x"}
    load_release([item_from(K.TERM, term)])
    content = exchange.to_csv(K.TERM)
    assert content.startswith(b"\xef\xbb\xbf")
    row = next(row for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) if row[0] == term["slug"])
    assert row[1:3] == ["'" + term["title"], "''x"]
    assert plan_of(content, "a.csv").changes == []


@given(st.text(alphabet="=+-@\t\r\n'＝＋－＠a語", max_size=6))
def test_neutralised_text_comes_back_exactly_and_never_begins_as_a_formula(text: str) -> None:
    assert as_written(neutralised(text)) == text
    assert not neutralised(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("text", ["=1+1", "-5", "'quoted", "_x0041_", " 前後 ", "1行\n2行", "2026-10", "TRUE", "𠮷"])
def test_an_awkward_text_survives_a_workbook(text: str) -> None:
    term = json.loads(exchange.to_json([K.TERM]))["terms.json"][0] | {"definition": text}
    load_release([item_from(K.TERM, term)])
    assert plan_of(exchange.to_xlsx([K.TERM]), "a.xlsx").changes == []
    assert plan_of(saved(xlsx(K.TERM)), "a.xlsx").changes == []


@pytest.mark.parametrize(
    "value", ["", "発議第{number}号", "1", "null", "はい", True, False, None, 2, 1.5, ["番号", ""], {"a": {"b": 1}}]
)
def test_a_value_of_a_style_is_read_from_its_cell_as_it_was(value: Any) -> None:
    column = Column("value", "値", Holds.JSON)
    read = from_cell(column, to_cell(column, value))
    assert (read, type(read)) == (value, type(value))


def test_a_retired_item_is_not_exported() -> None:
    entry = Entry.objects.filter(kind=K.TERM).first()
    assert entry is not None
    retire(entry)
    assert entry.slug not in exchange.to_json([K.TERM]).decode()


def changed_terms() -> bytes:
    """Two terms changed, and two new ones of which an advice page does not know yet."""
    book = xlsx(K.TERM)
    sheet = book["用語"]
    for line in (3, 4):
        put(sheet, "definition", f"改めた意味{line}。", line)
    sheet.append(["g-atarashii-go", "新しい語", "あたらしいご", "新しい意味。"])
    return saved(book)


@pytest.fixture
def batch(cast: Cast) -> ImportBatch:
    return exchange.preview(changed_terms(), "terms.xlsx", cast.mori)


@pytest.fixture
def confirmed(batch: ImportBatch, cast: Cast) -> ImportBatch:
    exchange.confirm(batch, cast.mori, "点検で改めた。", batch.plan)
    return ImportBatch.objects.get(pk=batch.pk)


def test_a_preview_says_what_would_change_and_writes_no_edition(batch: ImportBatch) -> None:
    plan = exchange.plan_for(batch)
    assert (plan.added, plan.renewed) == (1, 2)
    assert [field.label for field in plan.changes[0].fields] == ["意味"]
    pieces = plan.changes[0].fields[0].pieces
    assert "".join(piece.text for piece in pieces if piece.change != "del") == "改めた意味3。"
    assert not Edition.objects.exclude(state__in=State.frozen()).exists()


def test_a_confirmed_batch_waits_for_publication_under_the_curator_and_the_reason(
    confirmed: ImportBatch, cast: Cast
) -> None:
    made = Edition.objects.filter(import_batch_edition__batch=confirmed)
    assert {(one.state, one.author, one.reason, one.origin) for one in made} == {
        (State.WAITING, cast.mori, "点検で改めた。", Edition.Origin.HERE)
    }
    assert made.count() == Decision.objects.filter(edition__in=made, what=Decision.What.SUBMITTED).count() == 3
    assert not TermEdition.objects.filter(definition="改めた意味3。", state=State.PUBLISHED).exists()
    assert confirmed.content is None


def test_new_items_may_name_each_other(cast: Cast) -> None:
    raw = json.loads(exchange.to_json([K.ADVICE, K.FACT]))
    fact, advice = raw["facts.json"][0], raw["advice.json"][0]
    files = {
        "advice.json": [advice | {"slug": "p-new", "facts": ["f-new"]}],
        "facts.json": [fact | {"slug": "f-new"}],
    }
    new = exchange.preview(json.dumps(files).encode(), "a.json", cast.mori)
    exchange.confirm(new, cast.mori, "加えた。", new.plan)
    assert Link.objects.filter(edition__entry__slug="p-new", entry__slug="f-new").exists()
    exchange.undo(new, cast.mori)
    assert not Entry.objects.filter(slug__in=["p-new", "f-new"]).exists()


def test_the_same_file_is_not_proposed_twice(confirmed: ImportBatch, cast: Cast) -> None:
    again = exchange.plan_for(exchange.preview(changed_terms(), "terms.xlsx", cast.mori))
    assert (len(again.changes), again.waiting) == (0, 3)


def test_an_item_that_somebody_is_working_on_is_marked(confirmed: ImportBatch, cast: Cast) -> None:
    book = xlsx(K.TERM)
    put(book["用語"], "definition", "また別の意味。")
    plan = plan_of(saved(book), "a.xlsx")
    assert plan.changes[0].notes == ("ほかにも、公開待ちの版があります。",)


def test_a_batch_is_confirmed_once_and_by_who_previewed_it(
    batch: ImportBatch, cast: Cast, second_curator: User
) -> None:
    with pytest.raises(ValidationError, match="もう確定"):
        exchange.confirm(batch, second_curator, "理由", batch.plan)
    exchange.confirm(batch, cast.mori, "理由", batch.plan)
    with pytest.raises(ValidationError, match="もう確定"):
        exchange.confirm(batch, cast.mori, "理由", batch.plan)


def test_what_changed_since_it_was_shown_is_shown_again(batch: ImportBatch, cast: Cast) -> None:
    term = json.loads(exchange.to_json([K.TERM]))["terms.json"][0]
    load_release([item_from(K.TERM, term | {"reading": "べつのよみ"})])
    before = Edition.objects.count()
    with pytest.raises(ValidationError, match="ライブラリが変わりました"):
        exchange.confirm(batch, cast.mori, "理由", batch.plan)
    assert Edition.objects.count() == before


def test_undoing_takes_the_whole_batch_back(confirmed: ImportBatch, second_curator: User) -> None:
    undone = exchange.undo(confirmed, second_curator)
    assert (undone.taken_back, undone.stay) == (3, [])
    assert not Edition.objects.exclude(state__in=State.frozen()).exists()
    assert not Entry.objects.filter(slug="g-atarashii-go").exists()
    assert [one.slug for one in confirmed.editions.all()][-1] == "g-atarashii-go"
    with pytest.raises(ValidationError, match="取り消せる読み込みではありません"):
        exchange.undo(confirmed, second_curator)


def test_undoing_leaves_what_was_published_or_rewritten_and_says_so(
    confirmed: ImportBatch, cast: Cast, second_curator: User
) -> None:
    first, second, third = (one.edition for one in confirmed.editions.select_related("edition__entry"))
    assert first is not None
    assert second is not None
    assert third is not None
    publish(first, second_curator)
    curation.send_back(second, second_curator, "言い回しを見直す。")
    content = curation.content_of(second) | {"definition": "書き直した意味。"}
    curation.save_edition(second, content, "書き直した。", second_curator, second.content_hash)
    undone = exchange.undo(confirmed, cast.mori)
    assert undone.taken_back == 1
    assert [one.why_it_stays[:8] for one in undone.stay] == ["公開されたので、", "読み込んだあとに"]
    assert set(Edition.objects.filter(pk__in=[first.pk, second.pk, third.pk])) == {
        Edition.objects.get(pk=first.pk),
        Edition.objects.get(pk=second.pk),
    }


def test_the_database_keeps_no_file_beyond_the_preview(confirmed: ImportBatch) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportBatch.objects.filter(pk=confirmed.pk).update(content=b"kept")


def test_many_changes_are_written_with_a_bounded_number_of_queries(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(2 * len(EVERYTHING)):
        content = exchange.to_json(EVERYTHING)
    with django_assert_max_num_queries(2 * len(EVERYTHING) + 6):
        plan_of(content, "a.json")
