"""Evidence: what a turn read and what its models used, as the ledger keeps both for good."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from assistant.answers import Turn
from guardrails.prices import PriceList, Usage

NAMED = 20  # Streams of one reading; a longer list is counted.
MANY = 50  # Readings of one turn.


def readings(turn: Turn, as_of: str = "") -> list[dict[str, Any]]:
    """Each question to the record that was answered: with what, how much, up to which event."""
    answered = (step for step in turn.steps if step["output"].get("outcome") == "answered")
    replies = [(step["tool"], step["output"].get("content")) for step in answered]
    found = [
        reading(tool, content, turn.position)
        for tool, content in replies
        if isinstance(content, dict) and "headline" in content
    ]
    return [each | ({"as_of": as_of} if as_of else {}) for each in found[:MANY]]


def reading(tool: str, reply: Mapping[str, Any], position: int) -> dict[str, Any]:
    streams = list(reply.get("streams") or ())
    kept: dict[str, Any] = {
        "tool": tool,
        "query": str(reply.get("query", "")),
        "rows": int(reply.get("total_rows") or 0),
    }
    if streams:
        kept["streams"] = [
            *streams[:NAMED],
            *([f"{len(streams)} in all"] if streams[NAMED:] else ()),
        ]
    return kept | ({"position": position} if position else {})


def costs(models: Sequence[Mapping[str, Any]], prices: PriceList, currency: str) -> dict[str, Any]:
    """The models with what each of them cost, and the sum; an unknown rate gives no figure."""
    if not models:
        return {"model": []}
    each = [prices.cost(str(m["model"]), usage_of(m["tokens"]), currency) for m in models]
    told = [
        {**model, **({} if cost is None else {"cost": str(cost)})}
        for model, cost in zip(models, each, strict=True)
    ]
    known = [cost for cost in each if cost is not None]
    if len(known) < len(each):
        return {"model": told}
    return {"model": told, "cost": str(sum(known, Decimal(0))), "currency": currency}


def usage_of(tokens: Mapping[str, int]) -> Usage:
    return Usage(
        input=tokens.get("input", 0),
        output=tokens.get("output", 0),
        cache_read=tokens.get("cache_read", 0),
        cache_write=tokens.get("cache_written", 0),
    )
