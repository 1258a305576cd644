"""A function page: the same object twice, for people on the left and as JSON on the right."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assistant.cards.figures import moment
from assistant.surfaces.office import as_json

PARTS = ("state", "open_decisions", "tables", "events", "messages")
SHOWN = 1  # Of a list beside its page; the address gives all of it.
WIDE = 36  # Characters of one line beside the page.
STEP = 2


def beside(found: Mapping[str, Any]) -> dict[str, str]:
    """Each part as it stands in the JSON, cut where the page says more."""
    plain = exact(json.loads(as_json(found)))
    return {name: f'"{name}": {written(cut(plain[name]))}' for name in PARTS}


def cut(value: Any) -> Any:
    match value:
        case [first, _, *_] if isinstance(first, dict):
            return [*map(cut, value[:SHOWN]), f"… {len(value) - SHOWN} more"]
        case [*items]:
            return [cut(item) for item in items]
        case dict(fields):
            return {name: cut(inner) for name, inner in fields.items()}
        case _:
            return value


def exact(value: Any) -> Any:
    """The object without the part that says how people read it."""
    match value:
        case [*items]:
            return [exact(item) for item in items]
        case dict(fields):
            return {name: exact(inner) for name, inner in fields.items() if name != "shown"}
        case _:
            return value


def written(value: Any, indent: int = 0) -> str:
    """JSON with short parts on one line, as people write it."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= WIDE or not isinstance(value, dict | list):
        return flat
    margin, inner = " " * indent, indent + STEP
    if isinstance(value, list):
        lines = [" " * inner + written(item, inner) for item in value]
        return "[\n" + ",\n".join(lines) + f"\n{margin}]"
    lines = [f'{" " * inner}"{name}": {written(item, inner)}' for name, item in value.items()]
    return "{\n" + ",\n".join(lines) + f"\n{margin}}}"


def with_moments(found: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The same with every moment of an event as people write it."""
    events, messages = (
        [each | {"when": told(each["at"], now)} for each in found.get(name, ())]
        for name in ("events", "messages")
    )
    as_of = {"as_of": moment(now, now)} if "as_of" in found else {}
    return {**found, "events": events, "messages": messages, **as_of}


def told(at: str, now: datetime) -> str:
    return moment(datetime.fromisoformat(at), now) if at else ""
