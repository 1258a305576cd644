"""Ordering: what a fact commits us to buy, in one shape for every check of an order."""

from dataclasses import dataclass

from domain.kernel import Fact
from domain.procurement.order import Header, Line
from domain.procurement.order_events import (
    PurchaseOrderChanged,
    PurchaseOrderPlaced,
    PurchaseOrderReinstated,
    PurchaseOrderReleased,
)

ORDERING = (
    PurchaseOrderPlaced,
    PurchaseOrderReleased,
    PurchaseOrderReinstated,
    PurchaseOrderChanged,
)
"""The events that can order something."""


@dataclass(frozen=True)
class Ordering:
    """The lines that are bought, whom from, and whether they were not on order before."""

    order: str
    header: Header
    lines: tuple[Line, ...]
    anew: bool = True

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(line.item for line in self.lines)

    def at(self, line: Line) -> str:
        return f"{self.header.number}, line {line.line}"


def ordering(fact: Fact) -> Ordering | None:
    """What this fact orders, if it orders anything."""
    match fact.event:
        case PurchaseOrderPlaced() | PurchaseOrderReleased() as event:
            return Ordering(fact.stream, event.header, event.lines)
        case PurchaseOrderReinstated(stage="placed") as event:
            return Ordering(fact.stream, event.header, event.lines)
        case PurchaseOrderChanged(after=after) as event:
            return Ordering(fact.stream, event.header, (after,), anew=False)
        case _:
            return None
