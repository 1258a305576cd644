"""Asking: one question for the first thing that a file does not say, in words about the file."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from assistant.phrasebook import Act
from assistant.records import Records
from domain.kernel import among
from domain.kernel.wording import quantity
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.order_status import OPEN

OFFERED = 5
UNSURE = "The file does not say it for sure."
ABOUT = {
    "number": "Which number does the invoice have?",
    "supplier": "Which supplier sent it?",
    "amount": "What does it come to in all, with tax?",
    "quantity": "How many came?",
}
NET = "The rows come to {net} without tax."


def question(act: Act, slot: str, asks: str) -> str:
    """What to ask, and what is known already and helps with the answer."""
    if slot == "quantity" and "item" in act.arguments:
        item = act.arguments["item"]
        return f"Received how many of {act.labels.get('item', item)}?"
    words = [UNSURE, ABOUT.get(slot, asks)]
    if slot == "amount" and "net" in act.arguments:
        words.append(NET.format(net=act.arguments["net"]))
    return " ".join(words)


async def offers(records: Records, act: Act, slot: str, numbers: Sequence[str] = ()) -> list[str]:
    """Answers to be put into the composer by a click; a typed 2 goes on meaning two."""
    if slot == "number":
        return list(numbers)
    if slot != "quantity" or "item" not in act.arguments:
        return []
    asked = order_lines.where(
        OrderLineRow.item == act.arguments["item"],
        among(OrderLineRow.status, OPEN),
        OrderLineRow.outstanding > Decimal(0),
        order_by=(OrderLineRow.due_on, OrderLineRow.number),
        limit=OFFERED,
        counted=False,
    )
    rows = (await records.rows(asked)).rows
    return [f"{quantity(row.outstanding, row.unit)} on {row.number}" for row in rows]


def with_offers(told: Mapping[str, Any], offered: Sequence[str]) -> dict[str, Any]:
    if not offered or told["kind"] != "question":
        return dict(told)
    return {**told, "nearest": list(offered), "view": {**told["view"], "nearest": list(offered)}}
