"""Golden cases: answers that people judged, said to the phrasebook of today."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.phrasebook import Act, Ask, Many, Phrasebook, Revise, proofs

PSEUDONYM = re.compile(r"<([A-Z]+)_\d+>")
FIELDS = {"case", "said", "role", "tier", "kind", "tool", "verdict", "words"}


@dataclass(frozen=True)
class Golden:
    """One line of a file that `countersign feedback export` wrote."""

    case: str
    said: str
    role: str
    tier: int
    kind: str
    tool: str
    verdict: str
    words: str


def cases(file: Path) -> list[Golden]:
    return [read(json.loads(line)) for line in file.read_text("utf-8").splitlines() if line]


def read(told: Mapping[str, Any]) -> Golden:
    assert set(told) == FIELDS, f"No golden case: {told}"
    return Golden(**told)


def faults(found: Iterable[Golden], phrasebook: Phrasebook, world: proofs.World) -> Iterator[str]:
    """Where the phrasebook does not do today what a person called right, or does it as wrong.

    A pseudonym is said as a name of its kind that this world knows. What a model answered is no
    promise of the phrasebook: it may pass it on, and may not take it for something else.
    """
    for case in found:
        tools = reached(phrasebook, world, spoken(case.said, world))
        wrong, right = tools - {case.tool}, case.tool in tools
        if case.verdict == "bad" and case.tool and right:
            yield f"“{case.said}” still reaches {case.tool}, which was not right: {case.words}"
        if case.verdict == "good" and case.tier == 1 and case.tool and not right:
            yield f"“{case.said}” does not reach {case.tool} any more, which was right."
        if case.verdict == "good" and case.tier > 1 and wrong:
            yield f"“{case.said}” is taken for {', '.join(sorted(wrong))}; a model had it right."


def spoken(text: str, world: proofs.World) -> str:
    def name(found: re.Match[str]) -> str:
        known = world.samples.get(found[1].lower())
        return known[0] if known else found[0]

    return PSEUDONYM.sub(name, text)


def reached(phrasebook: Phrasebook, world: proofs.World, text: str) -> set[str]:
    match world.hear(phrasebook, text):
        case Act(tool=tool) | Ask(tool=tool):
            return {tool}
        case Many(calls=calls):
            return {call.tool for call in calls}
        case Revise():
            return {"revise"}
        case _:
            return set()
