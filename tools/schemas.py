"""Schemas: how arguments and results are described to programs, without what no program needs."""

from typing import Any

from pydantic import BaseModel

NULL = {"type": "null"}
NEEDED = "x-needed"


def filled_in(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of arguments; an optional one is left out, so null is not offered for it."""
    schema = untitled(model.model_json_schema())
    fields = {name: collapsed(field) for name, field in schema.get("properties", {}).items()}
    needed = [name for name, field in fields.items() if field.pop(NEEDED, False)]
    required = [*schema.get("required", ()), *needed]
    in_order = {"required": [name for name in fields if name in required]} if required else {}
    return {**schema, "properties": fields, **in_order}


def given_back(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a result, in which a value that may be empty says so."""
    schema: dict[str, Any] = untitled(model.model_json_schema(mode="serialization"))
    return schema


def untitled(schema: Any, named: bool = False) -> Any:
    """The schema without generated titles; under `properties` a title is a field of that name."""
    match schema:
        case dict():
            return {
                key: untitled(value, named=key in ("properties", "$defs") and not named)
                for key, value in schema.items()
                if named or key != "title"
            }
        case list():
            return [untitled(part) for part in schema]
        case plain:
            return plain


def collapsed(field: dict[str, Any]) -> dict[str, Any]:
    given = {key: value for key, value in field.items() if (key, value) != ("default", None)}
    kinds = [kind for kind in given.pop("anyOf", ()) if kind != NULL]
    return given | kinds[0] if len(kinds) == 1 else given | ({"anyOf": kinds} if kinds else {})
