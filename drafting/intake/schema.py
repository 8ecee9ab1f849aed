"""The JSON Schema (2020-12) of a draft file, read off the same table as the reader."""

from __future__ import annotations

from typing import Any, assert_never

from .shapes import (
    DATE,
    DRAFT,
    UNPRINTABLE,
    Choice,
    Day,
    Flag,
    Listed,
    Matching,
    Nullable,
    Number,
    Pair,
    Record,
    Shape,
    ShortOrRecord,
    Variants,
    Words,
)

Schema = dict[str, Any]


def draft_schema() -> Schema:
    """For editors and other programs.  What it cannot say (unique ids, a grid within the page) the reader checks."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "意見書工房の下書きファイル"}
    return head | _of(DRAFT)


def _of(shape: Shape) -> Schema:  # noqa: C901 (one flat case for each shape)
    match shape:
        case Words(lines=lines):
            breaks = "" if lines else r"\u000a\u000d\u2028\u2029"
            return {"type": "string", "pattern": f"^[^{UNPRINTABLE}{breaks}]*$"}
        case Matching(pattern=pattern, allowed=allowed):
            return {"type": "string", "pattern": f"^{pattern}$", "description": allowed}
        case Day():
            return {"type": "string", "pattern": f"^{DATE}$"}
        case Number():
            return {"type": "integer" if shape.whole else "number", "minimum": shape.low, "maximum": shape.high}
        case Flag():
            return {"type": "boolean"}
        case Choice(values=values):
            return {"enum": list(values)}
        case Nullable(shape=inner):
            return {"anyOf": [_of(inner), {"type": "null"}]}
        case Listed(shape=item):
            return {"type": "array", "items": _of(item)}
        case Pair(first=first, second=second):
            items = [_of(first), _of(second)]
            return {"type": "array", "prefixItems": items, "minItems": 2, "maxItems": 2}
        case Record():
            return _record(shape)
        case Variants(by_key=by_key):
            return {"oneOf": [_record(record) for _, record in by_key]}
        case ShortOrRecord(record=record):
            return {"oneOf": [_of(record.keys[shape.key]), _record(record)]}
        case _:
            assert_never(shape)


def _record(record: Record) -> Schema:
    return {
        "type": "object",
        "properties": {key: _of(shape) for key, shape in record.keys.items()},
        "required": list(record.required),
        "additionalProperties": False,
    }
