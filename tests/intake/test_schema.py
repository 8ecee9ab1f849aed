"""The JSON Schema says what the reader says."""

import re
from typing import Any

import pytest

from drafting.compose.kinds import Kind, Role
from drafting.compose.style import KEYS, MARGIN_KEYS, PAGE_KEYS
from drafting.intake.draft_file import to_json
from drafting.intake.from_file import parse
from drafting.intake.schema import draft_schema

from .drafts import FULL, LEAST

PROPERTIES: dict[str, Any] = draft_schema()["properties"]


def test_every_key_that_a_file_can_hold_is_in_the_schema_and_no_other() -> None:
    assert set(PROPERTIES) == set(to_json(parse(LEAST)))
    assert draft_schema()["required"] == ["format", "kind", "assembly", "title", "body"]


def test_choices_are_those_of_the_vocabularies() -> None:
    assert PROPERTIES["kind"]["enum"] == [kind.value for kind in Kind]
    assert PROPERTIES["signatories"]["items"]["properties"]["role"]["enum"] == [role.value for role in Role]


def test_every_key_of_a_house_style_is_in_the_schema() -> None:
    style = PROPERTIES["style"]["properties"]
    assert set(style) == set(KEYS)
    assert set(style["page"]["properties"]) == set(PAGE_KEYS)
    assert set(style["page"]["properties"]["margins"]["properties"]) == set(MARGIN_KEYS)


@pytest.mark.parametrize(
    ("name", "choices"), [(name, key.choices) for name, key in KEYS.items() if key.type == "string" and key.choices]
)
def test_choices_of_a_style_key_are_those_of_the_table(name: str, choices: tuple[str, ...]) -> None:
    assert PROPERTIES["style"]["properties"][name]["enum"] == list(choices)


def test_only_nullable_style_keys_may_be_null() -> None:
    style = PROPERTIES["style"]["properties"]
    nullable = {name for name, part in style.items() if {"type": "null"} in part.get("anyOf", [])}
    assert nullable == {name for name, key in KEYS.items() if key.nullable}


def _fits(schema: dict[str, Any], value: Any) -> bool:
    """Enough of JSON Schema for this schema; what it does not know raises."""
    types = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": int | float}
    checks = {
        "type": lambda wanted: value is None if wanted == "null" else isinstance(value, types[wanted]),
        "enum": lambda choices: value in choices,
        "pattern": lambda pattern: bool(re.search(pattern, str(value))),
        "minimum": lambda low: low <= value,
        "maximum": lambda high: value <= high,
        "minItems": lambda least: len(value) >= least,
        "maxItems": lambda most: len(value) <= most,
        "anyOf": lambda parts: any(_fits(part, value) for part in parts),
        "oneOf": lambda parts: sum(_fits(part, value) for part in parts) == 1,
        "items": lambda part: all(_fits(part, item) for item in value),
        "prefixItems": lambda parts: all(map(_fits, parts, value)),
        "required": lambda keys: all(key in value for key in keys),
        "properties": lambda parts: all(_fits(parts[key], part) for key, part in value.items() if key in parts),
        "additionalProperties": lambda _: value.keys() <= schema["properties"].keys(),
        "$schema": lambda _: True,
        "title": lambda _: True,
        "description": lambda _: True,
    }
    return all(checks[word](argument) for word, argument in schema.items())


@pytest.mark.parametrize("value", [LEAST, FULL, to_json(parse(FULL))])
def test_what_the_reader_takes_fits_the_schema(value: dict[str, Any]) -> None:
    assert _fits(draft_schema(), value)


@pytest.mark.parametrize(
    "keys",
    [
        {"kind": "letter"},
        {"titel": ""},
        {"title": "a\0"},
        {"title": "a\nb"},
        {"date": "12月"},
        {"body": [{}]},
        {"body": [{"argument": "a", "quotation": "q"}]},
        {"style": {"seal": "㊞"}},
        {"style": {"petition_sections": [["body"]]}},
        {"signatories": [{"role": "supporter"}]},
    ],
)
def test_what_the_reader_refuses_does_not_fit_the_schema(keys: dict[str, Any]) -> None:
    assert not _fits(draft_schema(), LEAST | keys)
