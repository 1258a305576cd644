"""The tool menu: what a model is offered of all that the person may use, in few words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.model.controls import BYTES_TO_A_TOKEN
from assistant.model.finding import Index

CORE = 8  # Tools that are always in sight.
ROOM = 1_600  # Tokens that they may take together.
FOUND = 5  # Tools that one search shows.
FIND, USE, PASS_ON = "find_tools", "use_tool", "pass_on"
SEARCH = {"type": "tool_search_tool_bm25_20251119", "name": "tool_search_tool_bm25"}
CACHED = {"cache_control": {"type": "ephemeral"}}
UNSAID = ("title", "examples", "$schema")

Offered = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """The tool that is really meant, and with what."""

    tool: Any
    arguments: dict[str, Any]


class NotOffered(Exception):
    """There is no such tool for this person, or not so; the text tells the model what is right."""


@dataclass(frozen=True)
class ToolMenu:
    """Made from the listing of one caller, in which nothing is that they may not use."""

    by_name: Mapping[str, Any]
    offered: tuple[Offered, ...]
    index: Index

    @classmethod
    def of(
        cls, listed: Sequence[Any], *, defer: bool = False, passes_on: bool = False
    ) -> "ToolMenu":
        """`defer` leaves the finding to the provider, where that one can."""
        core = in_sight(listed)
        if defer:
            near = {tool.name for tool in core}
            later = [described(t) | {"defer_loading": True} for t in listed if t.name not in near]
            tools = [*later, *map(described, core), SEARCH]
        else:
            tools = [*map(described, core), finding(listed), USING]
        if passes_on:
            tools.append(PASSING)
        tools[-1] = {**tools[-1], **CACHED}
        return cls({tool.name: tool for tool in listed}, tuple(tools), Index.of(listed))

    def wanted(self, name: str, arguments: Mapping[str, Any]) -> Wanted:
        """A tool by its own name, or inside of use_tool; its own schema judges the arguments."""
        if name == USE:
            name, arguments = self.inner(arguments)
        tool = self.by_name.get(name)
        if tool is None:
            near = ", ".join(t.name for t in self.index.find(name.replace("_", " "), FOUND))
            hint = f" Near to it: {near}." if near else f" Look with {FIND}."
            raise NotOffered(f"There is no tool of this name for this person.{hint}")
        unknown = sorted(set(arguments) - set(tool.input_schema.get("properties", {})))
        missing = [n for n in tool.input_schema.get("required", ()) if n not in arguments]
        if unknown or missing:
            raise NotOffered(f"{complaint(unknown, missing)} {json.dumps(shown(tool))}")
        return Wanted(tool, dict(arguments))

    def inner(self, arguments: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
        name, given = arguments.get("name"), arguments.get("arguments", {})
        if not isinstance(name, str) or not isinstance(given, dict) or name in (USE, FIND):
            raise NotOffered(f"{USE} takes the name of a tool, and its arguments as an object.")
        return name, given

    def found(self, query: Any) -> list[Offered]:
        """What find_tools answers: the nearest tools, with what each of them takes."""
        return [shown(tool) for tool in self.index.find(str(query), FOUND)]


def complaint(unknown: Sequence[str], missing: Sequence[str]) -> str:
    said = f"{', '.join(missing)} is missing. " if missing else ""
    return f"{said}{'An argument is not known here. ' if unknown else ''}The tool is:"


def in_sight(listed: Sequence[Any]) -> list[Any]:
    """The core tools, one of each function in turn, as long as there is room."""
    kept: list[Any] = []
    taken = 0
    for tool in in_turn([tool for tool in listed if tool.core]):
        taken += tokens(described(tool))
        if len(kept) == CORE or taken > ROOM:
            break
        kept.append(tool)
    return [tool for tool in listed if tool in kept]


def in_turn(tools: Sequence[Any]) -> list[Any]:
    seen: dict[str, int] = {}
    places = []
    for tool in tools:
        seen[tool.function] = seen.get(tool.function, 0) + 1
        places.append(seen[tool.function])
    return [tool for _, tool in sorted(zip(places, tools, strict=True), key=lambda pair: pair[0])]


def described(tool: Any) -> Offered:
    return {
        "name": tool.name,
        "description": tool.description,
        "input_schema": briefly(tool.input_schema),
    }


def shown(tool: Any) -> Offered:
    return {**described(tool), "kind": tool.kind}


def briefly(schema: Any, named: bool = False) -> Any:
    """A schema without generated titles, examples and offers of nothing."""
    match schema:
        case dict():
            kept = {
                key: briefly(value, key in ("properties", "$defs") and not named)
                for key, value in schema.items()
                if named or (key not in UNSAID and not key.startswith("x-"))
            }
            return kept if named else without_null(kept)
        case list():
            return [briefly(part) for part in schema]
        case plain:
            return plain


def without_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" not in schema:
        return schema
    kinds = [kind for kind in schema["anyOf"] if kind != {"type": "null"}]
    rest = {k: v for k, v in schema.items() if k != "anyOf" and (k, v) != ("default", None)}
    return rest | (kinds[0] if len(kinds) == 1 else {"anyOf": kinds})


def finding(listed: Sequence[Any]) -> Offered:
    functions = ", ".join(dict.fromkeys(tool.function for tool in listed))
    return {
        "name": FIND,
        "description": f"Find other tools by what they do. There are {len(listed)}, for: "
        f"{functions}. Answers their names and arguments, for {USE}.",
        "input_schema": {
            "type": "object",
            "properties": {"query": {"type": "string"}},
            "required": ["query"],
            "additionalProperties": False,
        },
    }


USING: Offered = {
    "name": USE,
    "description": f"Use a tool that {FIND} has shown, with arguments by its own schema.",
    "input_schema": {
        "type": "object",
        "properties": {"name": {"type": "string"}, "arguments": {"type": "object"}},
        "required": ["name", "arguments"],
        "additionalProperties": False,
    },
}
PASSING: Offered = {
    "name": PASS_ON,
    "description": "Leave the request to a stronger model. Nothing is lost by it.",
    "input_schema": {"type": "object", "properties": {}, "additionalProperties": False},
}


def tokens(value: Any) -> int:
    """About how many tokens this takes in a request."""
    return round(len(json.dumps(value, ensure_ascii=False).encode()) / BYTES_TO_A_TOKEN)
