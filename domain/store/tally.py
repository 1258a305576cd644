"""The tally: turns by tier and denials by control, counted over entries that are at hand."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

FIELDS = ("what", "tier", "kind", "control", "stop")


def tallied(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """As the database counts them where it keeps the ledger."""
    counted: Counter[tuple[Any, ...]] = Counter()
    elapsed: dict[tuple[Any, ...], Decimal] = {}
    for entry in entries:
        if entry.get("what") == "turn" or entry.get("verdict") == "denied":
            key = key_of(entry)
            counted[key] += 1
            took = Decimal(str(entry.get("elapsed_ms", 0)))
            elapsed[key] = elapsed.get(key, Decimal(0)) + took
    return [
        {**dict(zip(FIELDS, key, strict=True)), "entries": n, "elapsed_ms": elapsed[key]}
        for key, n in counted.items()
    ]


def key_of(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    models = entry.get("model")
    stop = models[-1].get("stop", "") if isinstance(models, list) and models else ""
    text = (entry.get(name, "") for name in ("kind", "control"))
    return entry["what"], entry.get("tier"), *text, stop
