"""Carriage: asks the carrier for the shipments that were signed for, and notes what it answers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from assistant.outbound.carriers import Answer, Carrier, Consignment, Later, Never, Piece, Taken
from assistant.outbound.outbox import (
    AT_A_LOOK,
    FIRST_PAUSE,
    HANDS,
    LONGEST_PAUSE,
    TRIES,
    Record,
)
from assistant.records import Records
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


@dataclass
class Carriage:
    """Two processes may ask at once: the carrier books once, and the second answer is refused."""

    records: Callable[[str], Records]
    record: Record
    tenants: Callable[[], Awaitable[list[str]]]
    carrier: Carrier
    clock: Callable[[], datetime]
    woken: set[str] = field(default_factory=set)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    working: asyncio.Lock = field(default_factory=asyncio.Lock)

    def heard(self, tenant: str, facts: Sequence[Fact]) -> None:
        """A booking was signed in this process: it need not wait for the next look."""
        if any(isinstance(fact.event, BookingAsked) for fact in facts):
            self.woken.add(tenant)
            self.news.set()

    async def look_when_woken(self) -> None:
        await self.news.wait()
        self.news.clear()
        woken, self.woken = self.woken, set()
        for tenant in sorted(woken):
            await self.work(tenant)

    async def look(self) -> None:
        """What other processes have signed, and what is due again."""
        for tenant in await self.tenants():
            await self.work(tenant)

    async def work(self, tenant: str) -> None:
        """Everything of one business that is due; a carrier that is away is not asked on."""
        async with self.working:
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
            case Later(why=why) if tries >= TRIES:
                tried = f"It was tried {tries} times: {why}"
                return RefuseBooking(shipment=number, reason=tried, at=now)
            case Later(why=why):
                until = now + min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
                return DeferBooking(shipment=number, reason=why, at=now, until=until)

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
