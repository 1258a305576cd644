"""Links: whatever an answer says, it leads only to our own pages and to allowed hosts."""

from collections.abc import Collection, Mapping
from typing import Any

from guardrails.injection.links import worded

SPOKEN = ("text", "message")
SHOWN = ("headline", "notice", "evidence", "cut")


def led(found: Mapping[str, Any], hosts: Collection[str]) -> dict[str, Any]:
    """The answer with its sentences made safe; rows and cards are never rendered as markdown."""
    answer = dict(found) | made_safe(found, SPOKEN, hosts)
    if isinstance(view := found.get("view"), Mapping):
        answer["view"] = dict(view) | made_safe(view, SHOWN, hosts)
    return answer


def made_safe(
    parts: Mapping[str, Any], names: Collection[str], hosts: Collection[str]
) -> dict[str, str]:
    said = {name: parts[name] for name in names if isinstance(parts.get(name), str)}
    return {name: worded(text, hosts) for name, text in said.items()}
