"""A file, understood elsewhere: the process that reads it may fall over, and nobody is harmed."""

from collections.abc import Mapping
from typing import Any

from assistant.documents.bounds import Looking
from assistant.documents.evidence import Evidence, Found
from assistant.documents.seen import Unreadable

TASK = "evidence"


async def understood(content: bytes, name: str, looking: Looking) -> tuple[Evidence, ...]:
    """What this file says that it is, document by document; Unreadable says why there is none."""
    told = await looking.answer(content, name, TASK)
    try:
        return tuple(evidence_from(each) for each in told)
    except (TypeError, KeyError, AttributeError) as wrong:
        raise Unreadable(looking.stopped(0)) from wrong


def evidence_from(told: Mapping[str, Any]) -> Evidence:
    """Evidence as another process told it, in JSON."""
    return Evidence(
        told["kind"],
        found_from(told["head"]),
        tuple(found_from(line) for line in told["lines"]),
        tuple(found_from(tax) for tax in told["taxes"]),
        tuple(whole(warning) for warning in told["warnings"]),
    )


def found_from(told: Mapping[str, Any]) -> dict[str, Found]:
    return {
        field: Found(whole(each["value"]), whole(each["where"]), int(each["confidence"]))
        for field, each in told.items()
    }


def whole(text: str) -> str:
    """Text that can be kept: halves of letters and what makes no line become a question mark."""
    kept = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() or c == "\n" else "?" for c in kept)
