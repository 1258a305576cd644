"""One value of a form, made from its schema: what an event of today looks like tomorrow."""

import re
from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]
TEXTS = (
    "A-1",
    "EUR",
    "2026-01-15",
    "DE89370400440532013000",
    "10",
    "a",
    "ab12cd34",
    "A" * 64,
    "a@b",
    "C0123ABC",
)
FORMATS = {
    "decimal": "10",
    "date": "2026-01-15",
    "date-time": "2026-01-15T09:30:00Z",
    "time": "09:30:00",
}


def sample(schema: Schema) -> Any:
    return made(schema, schema.get("$defs", {}))


def made(schema: Schema, names: Mapping[str, Schema]) -> Any:
    """Every field is filled, with the first alternative that is more than nothing."""
    match schema:
        case {"$ref": name}:
            return made(names[name.rsplit("/", 1)[-1]], names)
        case {"const": value} | {"enum": [value, *_]}:
            return value
        case {"anyOf": choices} | {"oneOf": choices}:
            # A decimal is written as text, so that it keeps its digits.
            kinds = [each for each in choices if each.get("type") not in ("null", "number")]
            return made((kinds or choices)[0], names)
        case {"type": "object"}:
            fields = schema.get("properties", {})
            return {name: made(field, names) for name, field in fields.items()}
        case {"type": "array"}:
            return [made(schema.get("items", {}), names)]
        case {"type": "integer" | "number"}:
            return max(1, schema.get("minimum", 1))
        case {"type": "boolean"}:
            return True
        case {"type": "null"}:
            return None
        case _:
            return text(schema)


def text(schema: Schema) -> str:
    if "format" in schema:
        return FORMATS[schema["format"]]
    return next(
        each
        for each in TEXTS
        if re.search(schema.get("pattern", ""), each)
        and schema.get("minLength", 0) <= len(each) <= schema.get("maxLength", len(each))
    )
