"""A function page: the same object twice, for people on the left and as JSON on the right."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assistant.cards.figures import moment
from assistant.surfaces.office import as_json

PARTS = ("state", "open_decisions", "tables", "events")
SHOWN = 2  # Of a list beside its page so many; the address gives all of them.


def beside(found: Mapping[str, Any]) -> dict[str, str]:
    """Each part as it stands in the JSON, cut where the page says more."""
    return {name: written(name, cut(found[name])) for name in PARTS}


def written(name: str, value: Any) -> str:
    return f'"{name}": ' + json.dumps(json.loads(as_json(value)), indent=2, ensure_ascii=False)


def cut(value: Any) -> Any:
    match value:
        case [*items] if len(items) > SHOWN and not plain(items):
            return [*map(cut, items[:SHOWN]), f"… {len(items) - SHOWN} more"]
        case [*items]:
            return [cut(item) for item in items]
        case dict(fields):
            return {name: cut(inner) for name, inner in fields.items() if name != "columns"}
        case _:
            return value


def plain(items: list[Any]) -> bool:
    """Whether a list is short to read: figures of the state, or words."""
    return all(not isinstance(item, dict) or len(item) <= SHOWN for item in items)


def with_moments(found: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The same with every moment of an event as people write it."""
    events = [event | {"when": told(event["at"], now)} for event in found["events"]]
    as_of = {"as_of": moment(now, now)} if "as_of" in found else {}
    return {**found, "events": events[:], **as_of}


def told(at: str, now: datetime) -> str:
    return moment(datetime.fromisoformat(at), now) if at else ""
