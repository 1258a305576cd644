"""Carriage: a carrier is asked to take a shipment, and the number it travels under is kept."""

from datetime import datetime
from typing import Annotated, Literal

from domain.fulfillment.booking_events import AskBooking, DropBooking, TrackShipment
from domain.fulfillment.bookings import OPEN_BOOKINGS, STANDINGS, BookingRow, bookings
from domain.fulfillment.sales_order import sales_order as decider
from domain.fulfillment.shipments import ShipmentRow, shipments
from domain.governance.proposal import Origin
from domain.kernel import Internal, Message, Public, Refused, Step, among, falling
from domain.kernel.words import counted
from domain.preview import DraftCard
from tools.drafting import on_day, origin
from tools.fulfillment.arguments import Carrier, SalesOrder, ShippedOn, Tracking
from tools.fulfillment.finding import order_of
from tools.fulfillment.handling import chosen, sent, shippable
from tools.reply import Reply, asked, columns, table
from tools.slots import Slot, choice
from tools.toolkit import Edit, Plan, ToolContext, draft, read

MOST = 100
STATUSES = {"waiting": OPEN_BOOKINGS, "refused": ("refused",), "booked": ("booked",)}
Number = Annotated[
    int,
    Slot(
        kind="count",
        asks="Which shipment of the order?",
        hint="The number of a shipment within its order; the last one where none is given.",
        before=("shipment number", "shipment"),
    ),
]
Which = Annotated[
    Literal["waiting", "refused", "booked"],
    choice(
        "Those that wait, were refused or are booked?",
        "Which bookings: waiting for the carrier's answer, refused by the carrier, or booked.",
        waiting=("waiting", "unanswered"),
        refused=("refused", "failed"),
        booked=("booked",),
    ),
]


class Booked(Message):
    """A shipment that a carrier was asked to take, and what came of it."""

    order: Public[str]
    shipment: Public[int]
    customer_name: Internal[str]
    status: Internal[str]
    carrier: Public[str]
    tracking: Internal[str]
    label: Internal[str]
    reason: Internal[str]
    at: Internal[datetime | None]


COLUMNS = columns(
    ("order", "Order"),
    ("shipment", "Shipment", "number"),
    ("customer_name", "Customer"),
    ("status", "Status", "status"),
    ("carrier", "Carrier"),
    ("tracking", "Tracking"),
    ("label", "Label"),
    ("reason", "Why"),
    ("at", "Last answer", "date"),
)


@read(
    title="Carrier bookings",
    says=(
        "carrier bookings",
        "list the [{which}] carrier bookings",
        "which carrier bookings are {which}",
        "which bookings did the carrier refuse @ which=refused",
        "which parcels does the carrier not take @ which=refused",
        "which parcels are booked with the carrier @ which=booked",
        "which parcels wait for the carrier's answer @ which=waiting",
        "what did the carrier answer",
        "labels to print @ which=booked",
        "how many carrier bookings are {which}",
    ),
)
async def list_bookings(ctx: ToolContext, which: Which | None = None) -> Reply[Booked]:
    """List shipments that a carrier was asked to take: the number, the label, or why not."""
    row = BookingRow
    page = await ctx.rows(
        bookings.where(
            among(row.status, STATUSES[which] if which else STANDINGS),
            order_by=(falling(row.at), falling(row.order), row.shipment),
            limit=MOST,
        )
    )
    noun = f"{which} carrier booking" if which else "carrier booking"
    there = "is" if page.total == 1 else "are"
    told = "; a connected carrier is asked at once" if which == "waiting" else ""
    return table(
        ctx,
        f"There {there} {counted(page.total, noun)}{told}.",
        page,
        [Booked(**each.model_dump(include=set(Booked.model_fields))) for each in page.rows],
        COLUMNS,
        noun="carrier booking",
        query=asked("carrier bookings", which=which),
        streams=[decider.stream(each.order) for each in page.rows],
    )


@draft(
    title="Carrier booking",
    says=(
        "book the carrier for {sales_order}",
        "book carriage for {sales_order}",
        "book a pickup by the carrier for {sales_order}",
        "book the parcel of {sales_order} with the carrier",
        "get a shipping label for {sales_order}",
        "order the shipping label for {sales_order}",
        "ask the carrier for a label for {sales_order}",
        "ask the carrier to take {sales_order}",
        "book the carrier for {sales_order} again",
    ),
)
async def draft_booking(
    ctx: ToolContext, sales_order: SalesOrder, shipment: Number | None = None
) -> DraftCard:
    """Draft that the carrier is asked, once signed, for a label and a number of a shipment."""
    order = await order_of(ctx, sales_order)
    row = await shipment_of(ctx, order.order, shipment)
    step = Step(decider.stream(order.order), AskBooking(shipment=row.shipment))
    plan = Plan(
        steps=(step,),
        title=f"Book the carrier for shipment {row.shipment} of {order.order} to "
        f"{order.customer_name}",
        kind="Carrier booking",
        origins=(goes_to(order.ship_to),),
    )
    return await ctx.propose(plan)


@draft(
    title="Booked shipment",
    edits=(Edit("shipped_on", "Shipped on", "date"),),
    says=(
        "ship {sales_order} and book the carrier",
        "ship {sales_order} and book the carrier for it",
        "ship {sales_order} and get the label",
        "ship {sales_order} with a label of the carrier",
        "dispatch {sales_order} and book the carrier",
        "send out {sales_order} and book the carrier",
        "book the carrier and ship {sales_order}",
        "pack and ship {sales_order} and book the carrier",
    ),
)
async def draft_booked_shipment(
    ctx: ToolContext, sales_order: SalesOrder, shipped_on: ShippedOn | None = None
) -> DraftCard:
    """Draft the shipment of all that is ready, with the carrier asked for it once signed."""
    found = await chosen(ctx, sales_order, None, None, shippable, "shipped")
    on, today = on_day("shipped_on", shipped_on, ctx.today)
    leaving, told = await sent(ctx, found, on)
    stream = decider.stream(found.order.order)
    plan = Plan(
        steps=tuple(Step(stream, each) for each in (*leaving, AskBooking())),
        title=f"Ship {found.goods} of {found.order.order} to {found.order.customer_name}, and "
        "book the carrier",
        kind="Booked shipment",
        origins=(*found.origins, *told, *today, goes_to(found.order.ship_to)),
    )
    return await ctx.propose(plan)


@draft(
    title="Tracking number",
    edits=(Edit("tracking", "Tracking number", "text"), Edit("carrier", "Carrier", "text")),
    says=(
        "the tracking number of {sales_order} is {tracking}",
        "{sales_order} travels under tracking number {tracking}",
        "{sales_order} travels with {carrier} under tracking number {tracking}",
        "enter tracking number {tracking} for {sales_order}",
        "set the tracking number of {sales_order} to {tracking}",
        "change the tracking number of {sales_order} to {tracking}",
        "note tracking number {tracking} on {sales_order}",
        "add tracking number {tracking} to {sales_order}",
    ),
)
async def draft_tracking(
    ctx: ToolContext,
    sales_order: SalesOrder,
    tracking: Tracking,
    carrier: Carrier | None = None,
    shipment: Number | None = None,
) -> DraftCard:
    """Draft the carrier's number of a shipment as a person was told it; nobody else is asked."""
    order = await order_of(ctx, sales_order)
    row = await shipment_of(ctx, order.order, shipment)
    stream, here = decider.stream(order.order), BookingRow
    open_ones = bookings.where(
        here.order == order.order,
        here.shipment == row.shipment,
        among(here.status, OPEN_BOOKINGS),
        limit=1,
    )
    dropped = [DropBooking(shipment=row.shipment)] if (await ctx.rows(open_ones)).rows else []
    command = TrackShipment(
        shipment=row.shipment, carrier=carrier or row.carrier, tracking=tracking
    )
    plan = Plan(
        steps=tuple(Step(stream, each) for each in (*dropped, command)),
        title=f"Shipment {row.shipment} of {order.order} travels under {tracking}",
        kind="Tracking number",
        because="The carrier is not asked any more." if dropped else "",
    )
    return await ctx.propose(plan)


async def shipment_of(ctx: ToolContext, order: str, number: int | None) -> ShipmentRow:
    """The first line of the shipment of this number; of the last where none is named."""
    row = ShipmentRow
    page = await ctx.rows(
        shipments.where(
            row.order == order,
            number is None or row.shipment == number,
            order_by=(falling(row.shipment), row.line),
            limit=1,
        )
    )
    if page.first is None:
        which = f"shipment {number}" if number else "shipment"
        reason = f"Not drafted. {order} has no {which} yet: ship the goods first."
        raise Refused(reason, "not_shipped")
    return page.first


def goes_to(address: str) -> Origin:
    """Whose address the carrier will be told; the address itself stays with the order alone."""
    if not address:
        raise Refused(
            "Not drafted. The order has no address to go to: book it with the carrier by hand.",
            "no_address",
        )
    return origin("goes to", "the address on the order", "the order, as it was placed")
