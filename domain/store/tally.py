"""The tally: turns by tier and denials by control, counted over entries that are at hand."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

FIELDS = ("what", "tier", "kind", "control", "modelled", "entries")


def tallied(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """As the database counts them where it keeps the ledger."""
    counted = Counter(
        (
            entry["what"],
            entry.get("tier"),
            entry.get("kind", ""),
            entry.get("control", ""),
            bool(entry.get("model")),
        )
        for entry in entries
        if entry.get("what") == "turn" or entry.get("verdict") == "denied"
    )
    return [dict(zip(FIELDS, (*key, n), strict=True)) for key, n in counted.items()]
