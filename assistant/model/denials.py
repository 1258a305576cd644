"""Denials: what a control stopped in a turn, told to the person by us and not by the model."""

from collections.abc import Mapping, Sequence
from typing import Any

TOLD = 3


def denials(steps: Sequence[Mapping[str, Any]]) -> str:
    """One sentence for each thing that a control did not let through, whatever the model says."""
    stopped = [step for step in steps if step["output"].get("outcome") == "denied"]
    found = list(dict.fromkeys(map(sentence, stopped)))
    more = len(found) - TOLD
    rest = [f"{more} more {'calls were' if more > 1 else 'call was'} denied."] if more > 0 else []
    return " ".join([*found[:TOLD], *rest])


def sentence(step: Mapping[str, Any]) -> str:
    reason = str(step["output"]["reason"])
    return f"Denied: {step['title']}. {reason[:1].upper()}{reason[1:]}"
