"""Additions: the one line that teaches the phrasebook a sentence it passed on."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

SLOT = re.compile(r"\{\w+\}|\[[^\]]*\]")


def addition(found: Mapping[str, Any], menu: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The line, and the tool among whose examples it belongs; none where nothing comes near."""
    tool = next(filter(None, (tool_of(said, menu) for said in found["nearest"])), None)
    return {
        "line": f"{json.dumps(found['text'], ensure_ascii=False)},",
        "tool": str(tool["name"]) if tool else "",
        "where": f"tools/{tool['function']}" if tool else "",
    }


def tool_of(said: str, menu: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The tool that declares this sentence, whatever stands in its slots."""
    found = [(common(says, said), tool) for tool in menu for says in tool["says"]]
    most, tool = max(found, key=lambda pair: pair[0], default=(0, None))
    return tool if most else None


def common(says: str, said: str) -> int:
    """How many letters outside its slots an example shares with a sentence; none if it differs."""
    parts = [part.strip() for part in SLOT.split(says)]
    fits = re.fullmatch(".*".join(map(re.escape, parts)), said.strip())
    return len("".join(parts)) if fits else 0
