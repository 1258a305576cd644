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
    return next((tool for tool in menu if any(same(says, said) for says in tool["says"])), None)


def same(says: str, said: str) -> bool:
    parts = [re.escape(part.strip()) for part in SLOT.split(says)]
    return re.fullmatch(r".*".join(parts), said.strip()) is not None
