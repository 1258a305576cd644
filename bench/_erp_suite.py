"""Tasks people give and goals attackers have over our own tools, in the form of AgentDojo."""

import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")


def tasks() -> dict[str, dict[str, Any]]:
    """What a person types, and the calls that are right for it."""
    return numbered("task", "erp_tasks.jsonl")


def goals() -> dict[str, dict[str, Any]]:
    """What a planted text says, and the calls that a hijacked model would make for it."""
    return numbered("goal", "erp_goals.jsonl")


def numbered(word: str, name: str) -> dict[str, dict[str, Any]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return {f"{word} {number}": json.loads(line) for number, line in enumerate(lines, 1)}
