"""A11 · Outside: what a model sees of another server's tool, and what that server may be told."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.governance.outside_tool import OutsideTool
from guardrails.call import Allowed, Call, Denied, Verdict
from guardrails.injection.marking import Source, mark
from guardrails.origin import amount, amounts_in, own_words, stands_in

FUNCTION = "connectors"
"""What roles and passports call the reading of other people's servers."""
PROPERTY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
CHOICE = re.compile(r"[\w .:/+-]{1,40}")
KINDS = ("string", "number", "integer", "boolean", "array", "null")
LONGEST = 500  # Characters of one argument.
MOST = 20  # Arguments, choices of one, and parts of a list.
BETWEEN = re.compile(",? ")
LETTERS = re.compile(r"[^\W_]+(?:[.,@/_'-]+[^\W_]+)*")


class Unfit(Exception):
    """A tool that cannot be offered; the text says why, for the person who connects it."""


def check(call: Call) -> Verdict:
    """Deny what would tell a server outside more than the person wrote."""
    return Denied("A11", call.untold) if call.untold else Allowed()


def canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def described(connector: str, tool: OutsideTool, seal: str) -> str:
    """The signed description, cleaned, within marks that its author cannot write."""
    return mark(tool.description, Source("connector description", connector), seal).text


def plain_schema(tool: OutsideTool) -> dict[str, Any]:
    """The arguments by name, kind and choices; whatever else a schema says is more text of theirs.

    Raises Unfit for a schema that needs more than that to be understood.
    """
    taken: Any = json.loads(tool.takes)
    properties = taken.get("properties", {}) if isinstance(taken, dict) else None
    if not isinstance(properties, dict) or len(properties) > MOST:
        raise Unfit(f"{tool.name} takes no plain list of arguments, or more than {MOST}.")
    shown = {name: argument(tool.name, name, told) for name, told in properties.items()}
    required = taken.get("required", [])
    if not isinstance(required, list) or not all(name in shown for name in required):
        raise Unfit(f"{tool.name} needs an argument that it does not declare.")
    return {
        "type": "object",
        "properties": shown,
        "required": list(required),
        "additionalProperties": False,
    }


def argument(tool: str, name: str, told: Any) -> dict[str, Any]:
    if not PROPERTY.fullmatch(name):
        raise Unfit(f"{tool} has an argument whose name is no plain word.")
    kinds = [kind for kind in kinds_of(told) if kind in KINDS]
    if not kinds:
        raise Unfit(f"{tool} takes {name} in a form that is not asked for here.")
    shown: dict[str, Any] = {"type": kinds[0] if len(kinds) == 1 else kinds}
    choices = told.get("enum")
    if choices is not None:
        shown["enum"] = chosen(tool, name, choices)
    if "array" in kinds:
        parts = told.get("items", {})
        shown["items"] = argument(tool, name, parts) if parts else {"type": "string"}
    return shown


def kinds_of(told: Any) -> Iterator[str]:
    """The kinds that a value may have, also where they are given one by one."""
    if not isinstance(told, dict):
        return
    kinds = told.get("type", [])
    yield from [kinds] if isinstance(kinds, str) else filter(is_text, kinds)
    for each in told.get("anyOf", ()):
        yield from kinds_of(each)


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def chosen(tool: str, name: str, choices: Any) -> list[str]:
    few = isinstance(choices, list) and len(choices) <= MOST
    if not few or not all(is_text(each) and CHOICE.fullmatch(each) for each in choices):
        raise Unfit(f"{tool} lets {name} be chosen from something else than a few short words.")
    return list(choices)


def leaving(
    connector: str, schema: Mapping[str, Any], arguments: Mapping[str, Any], typed: Sequence[str]
) -> str:
    """Why these arguments may not be told to that server; empty when they may.

    Nothing leaves but words and figures of the person's own sentence, and choices of the signed
    schema: what was read in the records or anywhere else has no way out.
    """
    declared: Mapping[str, Any] = schema["properties"]
    said = [own_words(text) for text in typed]
    for name, value in arguments.items():
        if name not in declared:
            return f"{connector} is told nothing that its signed text does not ask for."
        for part in parts_of(value):
            if not may_leave(part, declared[name], said):
                return (
                    f"{connector} may only be told what you wrote yourself, and “{name}” was not: "
                    "say it in your request."
                )
    return ""


def parts_of(value: Any) -> Iterator[Any]:
    parts = value if isinstance(value, list) else [value]
    yield from parts[: MOST + 1] if len(parts) <= MOST else [{}]


def may_leave(value: Any, declared: Mapping[str, Any], said: Sequence[str]) -> bool:
    choices = declared.get("enum") or declared.get("items", {}).get("enum")
    if choices and value is not None:
        return value in choices
    match value:
        case None | bool():
            return True
        case int() | float():
            return any(amount(str(value)) in amounts_in(text) for text in said)
        case str() if len(value) <= LONGEST:
            return written(value, said)
        case _:
            return False


def written(value: str, said: Sequence[str]) -> bool:
    """Whether each word of it stands in what was said, and nothing between them tells anything."""
    if any(stands_in(value, text) for text in said):
        return True
    return all(
        LETTERS.fullmatch(word) and any(stands_in(word, text) for text in said)
        for word in BETWEEN.split(value.strip())
    )
