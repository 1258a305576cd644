"""The table of a batch: each draft with its number, what it is, its money and what came of it."""

from collections.abc import Sequence
from typing import Any

from assistant.surfaces.slack.card_parts import Card
from assistant.surfaces.slack.rich_text import blocks, bold, line
from assistant.surfaces.slack.tables import tables
from assistant.surfaces.slack.wire import Block


def drafts(batch: Sequence[Card], stake: Card | None) -> list[Block]:
    if not batch:
        return []
    told = any(row.get("result") or row.get("why") for row in batch)
    heads = ["Draft", "What", *(["Result"] if told else []), "Amount"]
    gap = [""] * (len(heads) - 3)
    total = ["", stake["note"], *gap, stake["text"]] if stake else None
    shown = tables(heads, ([*cells(row, told), row["amount"]] for row in batch), total)
    return [*blocks([line(bold("Drafts"))]), *shown]


def cells(row: Card, told: bool) -> list[Any]:
    known = (row["title"], row.get("kind", ""), row.get("note", ""))
    what = " · ".join(filter(None, known))
    result = ": ".join(filter(None, (row.get("result", ""), row.get("why", ""))))
    return [row["id"], what, *([result] if told else [])]
