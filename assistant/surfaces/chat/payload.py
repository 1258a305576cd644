"""Payloads: what a card sends along with a click, read with suspicion."""

import json
from collections.abc import Mapping
from typing import Any

from assistant.surfaces.front import Signing

AT_ONCE = 50  # As many drafts as one table shows.
Payload = Mapping[str, Any]


class Malformed(Exception):
    """A payload that no card of ours sends."""


def text(payload: Payload, name: str) -> str:
    value = payload.get(name, "")
    if not isinstance(value, str):
        raise Malformed(name)
    return value


def number(payload: Payload, name: str) -> int:
    value = payload.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Malformed(name)
    return value


def several(payload: Payload, name: str) -> list[Any]:
    value = payload.get(name)
    if not isinstance(value, list) or not 0 < len(value) <= AT_ONCE:
        raise Malformed(name)
    return value


def drafts(payload: Payload) -> list[str]:
    """The drafts of one table, in its order."""
    return [text({"draft": each}, "draft") for each in several(payload, "drafts")]


def signings(payload: Payload) -> list[Signing]:
    """What is signed by one click: of each draft the version and the digest that were read."""
    found = several(payload, "signings")
    if not all(isinstance(each, dict) for each in found):
        raise Malformed("signings")
    return [(text(each, "id"), number(each, "version"), text(each, "digest")) for each in found]


def stored(element: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of an element as a browser or the memory of conversations keeps them."""
    props = element.get("props") or {}
    return dict(json.loads(props)) if isinstance(props, str) else dict(props)


def listed(props: Mapping[str, Any]) -> list[str]:
    """The drafts of a table that was shown before; what is no draft is nobody's to see."""
    return [str(row.get("id", "")) for row in props.get("batch") or ()][:AT_ONCE]
