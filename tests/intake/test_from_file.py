"""What a draft file may say, what is refused, and how the refusal tells where."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from drafting.compose.content import PartialDate, Signatory
from drafting.compose.kinds import Kind, Register, Role, Strength
from drafting.intake import from_file
from drafting.intake.draft_file import AddresseeEntry, DraftFile, OwnEntry, to_bytes, to_json
from drafting.intake.from_file import parse, read
from drafting.intake.refusal import Problem, Refusal

from .drafts import FULL, LEAST, changed, drafts, example


def problems_of(value: object) -> tuple[Problem, ...]:
    with pytest.raises(Refusal) as refusal:
        parse(value)
    return refusal.value.problems


def problems_in(raw: bytes) -> tuple[Problem, ...]:
    with pytest.raises(Refusal) as refusal:
        read(raw)
    return refusal.value.problems


@settings(max_examples=150, deadline=None)
@given(drafts)
def test_a_draft_comes_back_from_its_file_as_it_went_in(draft: DraftFile) -> None:
    assert read(to_bytes(draft)) == draft


def test_a_file_in_full_form_is_written_back_key_by_key_in_the_same_order() -> None:
    assert json.dumps(to_json(parse(FULL))) == json.dumps(FULL)


@pytest.mark.parametrize("name", ["opinion-setagaya", "petition-hara", "ambiguous-fuchu"])
def test_the_examples_are_read(name: str) -> None:
    draft = read(example(name))
    assert draft.title
    assert parse(to_json(draft)) == draft


def test_what_is_absent_has_the_default_of_the_contract() -> None:
    assert parse(LEAST) == DraftFile(kind=Kind.OPINION, assembly="", title="", body=())


@pytest.mark.parametrize(
    ("kind", "register"),
    [("opinion", "plain"), ("resolution", "plain"), ("petition", "polite"), ("appeal", "polite")],
)
def test_the_register_follows_the_kind(kind: str, register: str) -> None:
    assert parse(changed(kind=kind)).register is Register(register)


def test_people_dates_and_addressees_become_values() -> None:
    draft = read(example("petition-hara"))
    assert draft.date == PartialDate(2026, 11, 30)
    assert draft.signatories[1] == Signatory(
        Role.PETITIONER, "田中 光子", organisation="原村の医療を考える会", address="長野県諏訪郡原村", others=128
    )
    assert draft.addressees[2] == AddresseeEntry("内閣総理大臣")
    assert draft.demands[0].strength is Strength.STANDARD


def test_blocks_without_an_id_get_a_short_one_that_nobody_has() -> None:
    body = [{"text": "一"}, {"id": "b1", "text": "二"}, {"text": "三"}]
    draft = parse(changed(body=body, demands=[{"text": "四", "items": [{"text": "五"}, {"id": "d1", "text": "六"}]}]))
    assert [entry.id for entry in draft.body] == ["b2", "b1", "b3"]
    assert [draft.demands[0].id, *(item.id for item in draft.demands[0].items)] == ["d2", "i1", "d1"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("一行\r\n二行", "一行\n二行"),
        ("一\r二", "一\n二"),
        ("見出し\t本文", "見出し　本文"),
        ("葛󠄀城 𠮷田", "葛󠄀城 𠮷田"),
    ],
)
def test_line_breaks_are_made_uniform_and_a_tab_becomes_a_full_width_space(written: str, kept: str) -> None:
    assert parse(changed(body=[{"text": written}])).body[0].text == kept


REFUSED: list[tuple[dict[str, Any], str, str, str]] = [
    ({"titel": ""}, "titel", "titel", "format kind"),
    ({"format": "ikensho-draft/2"}, "format", "ikensho-draft/2", "「ikensho-draft/1」"),
    ({"kind": "letter"}, "kind", "letter", "「opinion」 「resolution」 「petition」 「appeal」"),
    ({"kind": None}, "kind", "null", "「opinion」"),
    ({"proposer": "mayor"}, "proposer", "mayor", "「members」 「committee」"),
    ({"assembly": 131121}, "assembly", "131121", "文字列"),
    ({"title": "一行\n二行"}, "title", "改行（3文字目）", "1行"),
    ({"title": "題\x00名"}, "title", "U+0000（2文字目）", "制御文字"),
    ({"summary": "\x1b[31m"}, "summary", "U+001B（1文字目）", "制御文字"),
    ({"summary": "\u202e逆"}, "summary", "U+202E（1文字目）", "制御文字"),
    ({"summary": "\ud842"}, "summary", "U+D842（1文字目）", "制御文字"),
    ({"date": "2026-02-30"}, "date", "2026-02-30", "2026-12-10"),
    ({"date": "2026-00"}, "date", "2026-00", "2026-12-10"),
    ({"date": "令和8年12月10日"}, "date", "令和8年12月10日", "2026-12-10"),
    ({"date": "２０２６-12"}, "date", "２０２６-12", "2026-12-10"),
    ({"letter_date": 20261210}, "letter_date", "20261210", "文字列"),
    ({"register": "desu"}, "register", "desu", "「plain」 「polite」"),
    ({"signatories": {}}, "signatories", "0件のキー", "並び"),
    ({"signatories": [{"role": "mover", "name": ""}]}, "signatories[0].role", "mover", "「submitter」"),
    ({"signatories": [{"role": "supporter"}]}, "signatories[0].name", "（なし）", "必ず"),
    (
        {"signatories": [{"role": "petitioner", "name": "", "others": -1}]},
        "signatories[0].others",
        "-1",
        "0以上",
    ),
    (
        {"signatories": [{"role": "petitioner", "name": "", "others": True}]},
        "signatories[0].others",
        "true",
        "0以上",
    ),
    ({"body": [{"argumnt": "a-one"}]}, "body[0].argumnt", "argumnt", "argument"),
    ({"body": [{"id": "b1"}]}, "body[0]", "1件のキー", "「argument」、「quotation」、「text」"),
    ({"body": ["文"]}, "body[0]", "文", "キーのまとまり"),
    ({"body": [{"argument": "a-one", "quotation": "q-one"}]}, "body[0].quotation", "quotation", "argument"),
    ({"body": [{"text": ""}, {"argument": "A あ"}]}, "body[1].argument", "A あ", "英数字とハイフン"),
    ({"body": [{"argument": "a-one", "version": 0}]}, "body[0].version", "0", "1以上"),
    ({"body": [{"argument": "a-one", "version": 10**30}]}, "body[0].version", "1000000", "1以上"),
    ({"body": [{"argument": "a-one", "version": 1.0}]}, "body[0].version", "1.0", "整数"),
    ({"body": [{"text": "", "cites": "f-one"}]}, "body[0].cites", "f-one", "並び"),
    (
        {"body": [{"text": "", "sources": [{"title": "", "url": "javascript:alert(1)"}]}]},
        "body[0].sources[0].url",
        "javascript:alert(1)",
        "https://",
    ),
    ({"body": [{"id": "x y", "text": ""}]}, "body[0].id", "x y", "英数字とハイフン"),
    ({"body": [{"id": "x", "text": ""}], "demands": [{"id": "x", "text": ""}]}, "demands[0].id", "x", "一つだけ"),
    (
        {"demands": [{"text": "", "items": [{"text": "", "items": []}]}]},
        "demands[0].items[0].items",
        "items",
        "id text",
    ),
    ({"demands": [{"demand": "d-one", "strength": "weak"}]}, "demands[0].strength", "weak", "「strong」"),
    ({"asks": ""}, "asks", "", "「opinion」 「own」"),
    ({"addressees": [{"name": "某"}]}, "addressees[0].office", "（なし）", "必ず"),
    ({"citations": "inline"}, "citations", "inline", "「footnotes」"),
    ({"style": {"sael": "印"}}, "style.sael", "sael", "seal"),
    ({"style": {"seal": "㊞"}}, "style.seal", "㊞", "（空） 「印」"),
    ({"style": {"cover_order": ["title", "body"]}}, "style.cover_order[1]", "body", "「submit_sentence」"),
    ({"style": {"issuer_spaced": 1}}, "style.issuer_spaced", "1", "true か false"),
    ({"style": {"article": None}}, "style.article", "null", "文字列"),
    ({"style": {"supporters_required": "2"}}, "style.supporters_required", "2", "整数"),
    ({"style": {"signatory_labels": "提出者"}}, "style.signatory_labels", "提出者", "並び"),
    ({"style": {"petition_sections": [["body"]]}}, "style.petition_sections[0]", "1件", "[内容, 見出し]"),
    ({"style": {"petition_sections": [["all", ""]]}}, "style.petition_sections[0][0]", "all", "「summary+body」"),
    ({"style": {"page": {"margins": {"inner": 1}}}}, "style.page.margins.inner", "inner", "top right"),
    ({"style": {"page": {"font_size_pt": "11"}}}, "style.page.font_size_pt", "11", "5以上72以下"),
]


@pytest.mark.parametrize(
    ("keys", "path", "given_", "allowed"), REFUSED, ids=[f"{n}-{row[1]}" for n, row in enumerate(REFUSED)]
)
def test_a_refusal_names_the_place_what_was_given_and_what_is_allowed(
    keys: dict[str, Any], path: str, given_: str, allowed: str
) -> None:
    problem = problems_of(changed(**keys))[0]
    assert problem.path == path
    assert problem.given.startswith(given_)
    assert allowed in problem.allowed
    assert path in problem.message


@pytest.mark.parametrize("key", ["format", "kind", "assembly", "title", "body"])
def test_the_five_keys_are_required(key: str) -> None:
    (problem,) = problems_of({name: value for name, value in LEAST.items() if name != key})
    assert problem.path == key


def test_a_mistyped_key_is_answered_with_the_one_that_was_meant() -> None:
    assert "「signatories」ではありませんか" in problems_of(changed(signatorys=[]))[0].message


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_file() -> None:
    wrong = changed(kind="x", date="x", body=[{"text": "\0"}, {"id": "b", "text": ""}, {"id": "b", "text": ""}])
    assert [problem.path for problem in problems_of(wrong)] == ["kind", "body[0].text", "date", "body[2].id"]


@pytest.mark.parametrize(
    ("page", "numbers"),
    [
        ({"chars_per_line": 43}, ("43字", "167mm", "163mm", "42字以下")),
        ({"font_size_pt": 12}, ("42字", "178mm", "163mm", "38字以下")),
        ({"margins": {"left": 31}}, ("42字", "163mm", "162mm", "41字以下")),
        ({"lines_per_page": 64}, ("64行", "248mm", "247mm", "63行以下")),
        ({"chars_per_line": 64, "vertical": True}, ("64字", "248mm", "247mm", "63字以下")),
    ],
)
def test_a_grid_wider_than_the_page_is_refused_with_its_numbers(page: dict[str, Any], numbers: tuple[str, ...]) -> None:
    (problem,) = problems_of(changed(style={"page": page}))
    assert problem.path in ("style.page.chars_per_line", "style.page.lines_per_page")
    assert [number for number in numbers if number not in problem.message] == []


@pytest.mark.parametrize(
    "page",
    [
        {},
        {"chars_per_line": 42, "lines_per_page": 63},
        {"chars_per_line": 40, "lines_per_page": 36, "font_size_pt": 12, "margins": {"left": 20, "right": 20}},
        {"chars_per_line": 60, "lines_per_page": 42, "vertical": True},
    ],
)
def test_a_grid_that_fits_is_taken(page: dict[str, Any]) -> None:
    assert parse(changed(style={"page": page})).style["page"] == page


@pytest.mark.parametrize(
    ("raw", "path", "given_", "message"),
    [
        (b"", "", "1行1文字目", "JSONとして読めません"),
        (b"[]", "", "0件の並び", "キーのまとまり"),
        (json.dumps(LEAST, ensure_ascii=False).encode("utf-16"), "", "1行目", "UTF-8"),
        ('{\n"title": "意見書'.encode("cp932"), "", "2行目", "UTF-8"),
        (b'{"a": 1,}', "", "1行9文字目", "最後の「,」"),
        (b'{"a": "x\ny"}', "", "1行9文字目", "改行"),
        (b'{"kind": "opinion", "kind": "appeal"}', "kind", "kind", "二度"),
        (b'{"body": [{"text": "", "text": ""}]}', "body[0].text", "text", "二度"),
        (b'{"body": NaN}', "", "NaN", "NaN"),
        (b'{"style": {"page": {"font_size_pt": 1e999}}}', "style.page.font_size_pt", "Infinity", "5以上72以下"),
        (b'{"body": ' + b"9" * 5000 + b"}", "", "Exceeds", "けたの多すぎる数"),
        (b'{"body": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "", "深い入れ子", "入れ子"),
        (b" " * (from_file.MOST_BYTES + 1), "", "8,388,609バイト", "大きすぎます"),
    ],
    ids=lambda part: str(part)[:20] if isinstance(part, bytes) else "",
)
def test_bytes_that_are_no_draft_are_refused_with_their_place(raw: bytes, path: str, given_: str, message: str) -> None:
    assert [problem for problem in problems_in(raw) if problem.path == path and problem.given.startswith(given_)] != []
    assert message in " ".join(problem.message for problem in problems_in(raw))


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read(b"\xef\xbb\xbf" + json.dumps(LEAST).encode()) == parse(LEAST)


def test_long_titles_many_people_and_many_paragraphs_are_read() -> None:
    people = [{"role": "petitioner", "name": f"署名者{n}"} for n in range(2000)]
    draft = parse(changed(title="長" * 500, signatories=people, body=[{"text": "段落" * 200}] * 200))
    assert (len(draft.title), len(draft.signatories)) == (500, 2000)
    assert isinstance(draft.body[199], OwnEntry)
    assert len({entry.id for entry in draft.body}) == 200
