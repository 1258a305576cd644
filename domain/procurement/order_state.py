"""Order state: what is known of one purchase order, as far as decisions need it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.kernel import Refused
from domain.kernel.part import part
from domain.procurement.order import Delivery, Line, Order, Stage, TakenOrder


@dataclass(frozen=True)
class Arrival:
    """What came of one line in one delivery; the day is unknown of some that are taken over."""

    line: int
    received_on: date | None
    delivery_note: str
    quantity: Decimal
    damaged: Decimal


@dataclass(frozen=True)
class PurchaseOrder:
    order: Order | None = None
    stage: Stage | None = None
    resumes: Stage = "placed"  # The stage to which a cancelled order goes back.
    reason: str = ""  # Why it is closed or cancelled.
    arrivals: tuple[Arrival, ...] = ()
    brought: int = 0  # Arrivals that an order had although it came as draft or cancelled.
    taken: TakenOrder | None = None
    given_back: str = ""  # The number of an order that belongs to another system again.

    def received(self, line: int) -> Decimal:
        return sum((a.quantity for a in self.arrivals if a.line == line), Decimal(0))

    def outstanding(self, line: Line) -> Decimal:
        return max(line.quantity.amount - self.received(line.line), Decimal(0))

    def last_received_on(self, line: int | None = None) -> date | None:
        """The day of the last arrival, of one line or of all."""
        came = (a.received_on for a in self.arrivals if line is None or a.line == line)
        return max((on for on in came if on), default=None)

    @property
    def has_arrived(self) -> bool:
        """Whether anything came while the order was placed here."""
        return len(self.arrivals) > self.brought


def taken_over(taken: TakenOrder) -> PurchaseOrder:
    """An order from another system; what had come of it counts as having come."""
    came = tuple(
        Arrival(line.line, line.received_on, "", line.received, line.rejected)
        for line in taken.lines
        if line.received
    )
    odd = len(came) if taken.stage in ("draft", "cancelled") else 0
    whole = part(TakenOrder, taken)
    why = f"It came as {taken.stage}" if taken.stage in ("closed", "cancelled") else ""
    return PurchaseOrder(
        taken.order, taken.stage, reason=why, arrivals=came, brought=odd, taken=whole
    )


def arrivals_of(delivery: Delivery) -> tuple[Arrival, ...]:
    return tuple(
        Arrival(
            line.line,
            delivery.received_on,
            delivery.delivery_note,
            line.quantity.amount,
            line.damaged,
        )
        for line in delivery.lines
    )


def without(arrivals: Iterable[Arrival], gone: Iterable[Arrival]) -> tuple[Arrival, ...]:
    """The arrivals that are left; of two that are alike only one goes."""
    left = list(arrivals)
    for arrival in gone:
        left.remove(arrival)
    return tuple(left)


def line_of(order: Order, number: int) -> Line:
    for line in order.lines:
        if line.line == number:
            return line
    numbers = f"1 to {len(order.lines)}" if len(order.lines) > 1 else "only line 1"
    reason = f"{order.number} has no line {number}; it has {numbers}."
    raise Refused(reason, "unknown_line")


def with_line(order: Order, after: Line) -> Order:
    """The order with this line in the place of the one that has its number."""
    lines = tuple(after if line.line == after.line else line for line in order.lines)
    return order.model_copy(update={"lines": lines})
