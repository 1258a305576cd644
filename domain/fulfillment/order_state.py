"""Order state: what is known of one sales order, as far as decisions need it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from domain.fulfillment.order import (
    ZERO,
    Billed,
    NumberedReturn,
    NumberedShipment,
    Portion,
    Sale,
    SalesLine,
    ShipTo,
    numbered,
)
from domain.kernel import Refused
from domain.kernel.matching import matching

Stage = Literal["placed", "cancelled"]
Amounts = Mapping[int, Decimal]
"""How much of each line; a line of which there is nothing is not in it."""


@dataclass(frozen=True)
class SalesOrder:
    """Of each line as much is packed as was shipped and more, picked as was packed and more."""

    sale: Sale | None = None
    taken: ShipTo | None = None
    """Where the goods of an order go that was taken over from another system."""
    stage: Stage = "placed"
    reason: str = ""  # Why it is cancelled.
    waiting: Amounts = field(default_factory=dict)
    picked: Amounts = field(default_factory=dict)
    packed: Amounts = field(default_factory=dict)
    shipments: tuple[NumberedShipment, ...] = ()
    returns: tuple[NumberedReturn, ...] = ()
    bills: tuple[Billed, ...] = ()
    asked: tuple[int, ...] = ()
    """The shipments that a carrier is being asked to take."""

    def shipped(self, line: int) -> Decimal:
        return sum((amount_of(line, s.lines) for s in self.shipments), ZERO)

    def returned(self, line: int) -> Decimal:
        return sum((amount_of(line, r.lines) for r in self.returns), ZERO)

    def billed(self, line: int) -> Decimal:
        return sum((amount_of(line, bill.lines) for bill in self.bills), ZERO)

    def bill(self, invoice: str) -> Billed | None:
        return next((bill for bill in self.bills if bill.invoice == invoice), None)

    def ready(self, line: SalesLine) -> Decimal:
        """What is not promised for later: reserved, or shipped already."""
        return line.quantity.amount - self.waiting.get(line.line, ZERO)

    def to_fill(self, line: SalesLine) -> Decimal:
        return self.waiting.get(line.line, ZERO)

    def to_pick(self, line: SalesLine) -> Decimal:
        return self.ready(line) - self.picked.get(line.line, ZERO)

    def to_pack(self, line: SalesLine) -> Decimal:
        return self.picked.get(line.line, ZERO) - self.packed.get(line.line, ZERO)

    def to_ship(self, line: SalesLine) -> Decimal:
        return self.packed.get(line.line, ZERO) - self.shipped(line.line)

    def returnable(self, line: SalesLine) -> Decimal:
        return self.shipped(line.line) - self.returned(line.line)

    def reserved(self, line: SalesLine) -> Decimal:
        return self.ready(line) - self.shipped(line.line)


def amount_of(line: int, portions: tuple[Portion, ...]) -> Decimal:
    return sum((p.quantity.amount for p in matching(portions, "line", line)), ZERO)


def moved(amounts: Amounts, portions: Iterable[Portion], sign: int = 1) -> Amounts:
    """The amounts with these portions more (1) or less (-1)."""
    after = dict(amounts)
    for portion in portions:
        after[portion.line] = after.get(portion.line, ZERO) + sign * portion.quantity.amount
    return {line: after[line] for line in sorted(after) if after[line]}


def line_of(sale: Sale, number: int) -> SalesLine:
    if line := numbered(sale.lines, number):
        return line
    numbers = f"1 to {len(sale.lines)}" if len(sale.lines) > 1 else "only line 1"
    raise Refused(f"{sale.order} has no line {number}; it has {numbers}.", "unknown_line")
