"""Carriage: asks the carrier for the shipments that were signed for, and notes what it answers."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.outbound.carriers import Answer, Carrier, Consignment, Later, Never, Piece, Taken
from assistant.outbound.rounds import AT_A_LOOK, HANDS, Rounds, pause_after
from domain.fulfillment.booking_events import (
    BookingAsked,
    ConfirmBooking,
    DeferBooking,
    ForBooking,
    RefuseBooking,
)
from domain.fulfillment.bookings import BookingRow, bookings
from domain.fulfillment.order_events import SalesOrderPlaced, SalesOrderShipped
from domain.fulfillment.sales_order import sales_order as decider
from domain.kernel import FORGOTTEN, Fact, Refused, Step

log = logging.getLogger(__name__)
NOWHERE = "The order has no address to go to any more"
UNNAMED = "the recipient"


@dataclass(kw_only=True)
class Carriage(Rounds):
    """Two processes may ask at once: the carrier books once, and the second answer is refused."""

    news_of = (BookingAsked,)
    carrier: Carrier

    async def deal_with(self, tenant: str) -> None:
        """A carrier that is away is not asked on."""
        row: Any = BookingRow
        now = self.clock()
        oldest: dict[str, Any] = {
            "order_by": (row.order, row.shipment),
            "limit": AT_A_LOOK,
            "counted": False,
        }
        new = bookings.where(row.status == "asked", **oldest)
        again = bookings.where(row.status == "deferred", row.until <= now, **oldest)
        found = await self.records(tenant).many([new, again])
        for each in (booking for page in found for booking in page.rows):
            if isinstance(await self.ask(tenant, each), Later):
                return

    async def ask(self, tenant: str, row: BookingRow) -> Answer:
        history = await self.records(tenant).history(decider.stream(row.order))
        consignment = consigned(tenant, row, history)
        answer: Answer = Never(NOWHERE)
        if consignment:
            answer = unnamed(await self.answer(consignment), consignment)
        await self.note(tenant, row, self.told(row, answer))
        return answer

    async def answer(self, consignment: Consignment) -> Answer:
        """What the carrier says; one that fails in a way nobody foresaw is asked again."""
        try:
            return await self.carrier.book(consignment)
        except Exception as problem:
            log.exception("A carrier was asked, which failed")
            return Later(f"Asking the carrier failed: {type(problem).__name__}")

    def told(self, row: BookingRow, answer: Answer) -> ForBooking:
        now, tries, number = self.clock(), row.attempts + 1, row.shipment
        match answer:
            case Taken(carrier=carrier, tracking=tracking, label=label):
                return ConfirmBooking(
                    shipment=number, carrier=carrier, tracking=tracking, label=label, at=now
                )
            case Never(why=why):
                return RefuseBooking(shipment=number, reason=why, at=now)
            case Later(why=why) if pause := pause_after(tries):
                return DeferBooking(shipment=number, reason=why, at=now, until=now + pause)
            case Later(why=why):
                tried = f"It was tried {tries} times: {why}"
                return RefuseBooking(shipment=number, reason=tried, at=now)

    async def note(self, tenant: str, row: BookingRow, command: ForBooking) -> None:
        """Record it, unless another process or a person was first."""
        try:
            await self.record(tenant, [Step(decider.stream(row.order), command)], HANDS)
        except Refused as refusal:
            log.warning("%s/%s of %s: %s", row.order, row.shipment, tenant, refusal)


def consigned(tenant: str, row: BookingRow, history: Sequence[Fact]) -> Consignment | None:
    """What was shipped and where it goes, as the record has it; None where that is not known."""
    shipped: SalesOrderShipped | None = None
    to: SalesOrderPlaced | None = None
    for fact in history:
        match fact.event:
            case SalesOrderPlaced() as event:
                to = event
            case SalesOrderShipped(shipment=row.shipment) as event:
                shipped = event
            case _:
                continue
    if shipped is None or to is None or to.ship_to in ("", FORGOTTEN):
        return None
    return Consignment(
        key=f"{tenant}/{row.order}/{row.shipment}",
        reference=f"{row.order}/{row.shipment}",
        name=shipped.customer_name,
        address=to.ship_to,
        country=to.ship_country,
        shipped_on=shipped.shipped_on,
        pieces=[
            Piece(line.product_name, str(line.quantity.amount), line.quantity.unit)
            for line in shipped.lines
        ],
    )


def unnamed(answer: Answer, consignment: Consignment) -> Answer:
    """A refusal stays on record for good, so it repeats neither the name nor the address."""
    if isinstance(answer, Taken):
        return answer
    why = answer.why.replace(consignment.address, "the address")
    return type(answer)(why.replace(consignment.name, UNNAMED))
