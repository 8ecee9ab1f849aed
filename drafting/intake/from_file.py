"""A draft file in, a DraftFile out, or a Refusal which names every place that cannot be read.

It knows neither rows nor the library: whether an assembly or a slug exists is asked by the bridge.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from ..compose.content import PartialDate, Signatory
from ..compose.kinds import Asks, Citations, Kind, Proposer, Register, Role, Strength
from .draft_file import (
    AddresseeEntry,
    ArgumentEntry,
    BodyEntry,
    DemandEntry,
    DemandItemEntry,
    DraftFile,
    OwnEntry,
    OwnSource,
    QuotationEntry,
    default_register,
)
from .reading import RepeatedKeys, read_shape
from .refusal import Problem, Refusal
from .shapes import DRAFT
from .style_layer import grid_problems, page_of

Json = dict[str, Any]
MOST_BYTES = 8 * 1024 * 1024
_SYNTAX = {
    "Invalid control character": "文字列の中の改行は \\n と書いてください。",
    "Expecting ',' delimiter": '直前に「,」が足りないか、「"」が閉じていないようです。',
    "Expecting property name": '最後の「,」を消すか、キーを「"」で囲んでください。注釈（//）は書けません。',
    "Extra data": "「}」の後に余分な文字があります。",
    "Unterminated string": '「"」が閉じていません。',
}


def read(raw: bytes) -> DraftFile:
    """The bytes of a file; a byte order mark, which Windows writes, is passed over."""
    if len(raw) > MOST_BYTES:
        _refuse_file(f"{len(raw):,}バイト", f"{MOST_BYTES:,}バイトまで", "ファイルが大きすぎます。")
    return parse(_json_of(_decoded(raw)))


def parse(value: object) -> DraftFile:
    """The JSON value of a file."""
    problems: list[Problem] = []
    given = read_shape(DRAFT, value, "", problems)
    if isinstance(given, dict):
        problems += _repeated_ids(given)
        problems += grid_problems(page_of(given.get("style")), "style.page")
    if problems:
        raise Refusal(problems)
    _give_ids(given)
    return _draft(given)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"{raw.count(bytes([10]), 0, error.start) + 1}行目"
        _refuse_file(place, "UTF-8", f"文字コードがUTF-8ではありません（{place}）。UTF-8で保存し直してください。")


def _json_of(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_pairs, parse_constant=_not_a_number)
    except json.JSONDecodeError as error:
        place = f"{error.lineno}行{error.colno}文字目"
        hint = next((hint for start, hint in _SYNTAX.items() if error.msg.startswith(start)), "")
        _refuse_file(place, "JSON", f"JSONとして読めません（{place}）。{hint}")
    except RecursionError:
        _refuse_file("深い入れ子", "入れ子は数段まで", "入れ子が深すぎて読めません。")
    except ValueError as error:
        _refuse_file(str(error)[:60], "ふつうの数", "数として扱えない値（NaN や、けたの多すぎる数）があります。")


def _pairs(pairs: list[tuple[str, object]]) -> Json:
    """Python keeps the last of two equal keys in silence; the reader has to be told where they stood."""
    record = dict(pairs)
    if len(record) == len(pairs):
        return record
    seen: list[str] = [key for key, _ in pairs]
    return RepeatedKeys(record, repeated=tuple(key for key in record if seen.count(key) > 1))


def _not_a_number(name: str) -> NoReturn:
    raise ValueError(name)


def _refuse_file(given: str, allowed: str, message: str) -> NoReturn:
    raise Refusal([Problem("", given, allowed, message)]) from None


def _blocks(given: Json) -> Iterator[tuple[str, str, Json]]:
    """Everything that bears an id, with its path and the letter of the ids that are given to its like."""
    for number, entry in enumerate(given.get("body") or ()):
        yield f"body[{number}]", "b", entry
    for number, entry in enumerate(given.get("demands") or ()):
        yield f"demands[{number}]", "d", entry
        for place, item in enumerate((entry or {}).get("items") or ()):
            yield f"demands[{number}].items[{place}]", "i", item


def _repeated_ids(given: Json) -> Iterator[Problem]:
    places: dict[str, str] = {}
    for path, _, entry in _blocks(given):
        name = (entry or {}).get("id")
        if name and places.setdefault(name, path) != path:
            message = f"「{path}.id」の「{name}」は {places[name]} で使われています。別の名にするか、消してください。"
            yield Problem(f"{path}.id", name, "ファイルの中で一つだけの名", message)


def _give_ids(given: Json) -> None:
    taken = {entry["id"] for _, _, entry in _blocks(given) if "id" in entry}
    number = dict.fromkeys("bdi", 0)
    for _, letter, entry in _blocks(given):
        while "id" not in entry:
            number[letter] += 1
            if (name := f"{letter}{number[letter]}") not in taken:
                entry["id"] = name


def _draft(given: Json) -> DraftFile:
    kind = Kind(given["kind"])
    return DraftFile(
        kind=kind,
        proposer=Proposer(given.get("proposer", "members")),
        date=given.get("date", PartialDate()),
        letter_date=given.get("letter_date", PartialDate()),
        register=Register(given.get("register", default_register(kind))),
        signatories=tuple(_signatory(person) for person in given.get("signatories", ())),
        body=tuple(_body_entry(entry) for entry in given["body"]),
        demands=tuple(_demand(entry) for entry in given.get("demands", ())),
        asks=Asks(given.get("asks", "opinion")),
        addressees=tuple(AddresseeEntry(**entry) for entry in given.get("addressees", ())),
        citations=Citations(given.get("citations", "none")),
        style=given.get("style", {}),
        **{key: given.get(key, "") for key in _TEXTS},
    )


_TEXTS = ("assembly", "title", "bill_number", "presiding_officer", "summary", "reasons", "preamble", "lead")


def _signatory(given: Json) -> Signatory:
    return Signatory(**given | {"role": Role(given["role"])})


def _body_entry(given: Json) -> BodyEntry:
    if "quotation" in given:
        return QuotationEntry(**given)
    backing = {
        "cites": tuple(given.get("cites", ())),
        "sources": tuple(OwnSource(**source) for source in given.get("sources", ())),
    }
    if "argument" not in given:
        return OwnEntry(**given | backing)
    register = Register(given["register"]) if "register" in given else None
    return ArgumentEntry(**given | backing | {"register": register})


def _demand(given: Json) -> DemandEntry:
    items = tuple(DemandItemEntry(**item) for item in given.get("items", ()))
    return DemandEntry(**given | {"strength": Strength(given.get("strength", "standard")), "items": items})
