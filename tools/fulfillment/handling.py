"""Handling: what is picked, packed and shipped of an order, all that is ready or one item of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.fulfillment.order import LotPortion, Portion
from domain.fulfillment.order_commands import PackSalesOrder, PickSalesOrder, ShipSalesOrder
from domain.fulfillment.sales_order import sales_order as decider
from domain.fulfillment.sales_order_lines import SalesOrderLineRow
from domain.fulfillment.sales_orders import SalesOrderRow
from domain.governance.proposal import Origin
from domain.inventory.stock_on_hand import StockOnHandRow
from domain.kernel import Command, Quantity, Refused, Step
from domain.kernel.wording import quantity as quantity_words
from domain.preview import DraftCard
from tools.drafting import QUANTITY, in_unit, on_day, origin, positive
from tools.fulfillment.arguments import Carrier, DoneOn, SalesOrder, ShippedOn, Tracking
from tools.fulfillment.finding import lines_of, one_line, order_of
from tools.fulfillment.promising import lots_of
from tools.readings import Said
from tools.resolve import ITEMS, named
from tools.slots import Item
from tools.slots import Quantity as QuantitySlot
from tools.toolkit import Edit, Plan, ToolContext, draft

ZERO = Decimal(0)
Ready = Callable[[SalesOrderLineRow], Decimal]


@dataclass(frozen=True)
class Part:
    """So much of a line of an order."""

    row: SalesOrderLineRow
    amount: Decimal

    @property
    def quantity(self) -> Quantity:
        return Quantity(amount=self.amount, unit=self.row.unit)

    @property
    def portion(self) -> Portion:
        return Portion(line=self.row.line, quantity=self.quantity)

    @property
    def words(self) -> str:
        return f"{quantity_words(self.amount, self.row.unit)} {self.row.product_name}"


@dataclass(frozen=True)
class Chosen:
    """The parts of an order that something is done with, and where the figures came from."""

    order: SalesOrderRow
    parts: tuple[Part, ...]
    origins: tuple[Origin, ...]

    @property
    def goods(self) -> str:
        return self.parts[0].words if len(self.parts) == 1 else "all that is ready"

    @property
    def portions(self) -> tuple[Portion, ...]:
        return tuple(part.portion for part in self.parts)


async def chosen(
    ctx: ToolContext, order: str, item: str | None, said: Said | None, ready: Ready, done: str
) -> Chosen:
    """What was named of an order, or all of it that is ready."""
    known, what = await order_of(ctx, order), await named(ctx, ITEMS, item)
    if said is not None:
        positive(said, "The quantity")
        row = await one_line(ctx, known, what)
        amount = in_unit(said, row.unit, row.product_name).amount
        return Chosen(known, (Part(row, amount),), ())
    rows = await lines_of(ctx, known, what)
    parts = tuple(Part(row, ready(row)) for row in rows if ready(row) > 0)
    if not parts:
        reason = f"Not drafted. Nothing of {known.order} is to be {done}; it is {spoken(known)}."
        raise Refused(reason, "nothing_ready")
    found = (origin(f"line {p.row.line}", p.words, f"to be {done} of {known.order}") for p in parts)
    return Chosen(known, parts, tuple(found))


def spoken(order: SalesOrderRow) -> str:
    return order.status.replace("_", " ")


@draft(
    title="Picking",
    edits=(QUANTITY, Edit("picked_on", "Picked on", "date")),
    says=(
        "pick {sales_order}",
        "pick {quantity} {item} for {sales_order}",
        "pick the goods for {sales_order}",
        "picked {sales_order} [on {picked_on}]",
        "I picked {sales_order}",
        "picked {quantity} {item} for {sales_order}",
        "{sales_order} is picked",
        "{sales_order} has been picked",
        "the goods for {sales_order} are picked",
        "take the goods for {sales_order} from the shelf",
        "record the picking of {sales_order}",
    ),
)
async def draft_picking(
    ctx: ToolContext,
    sales_order: SalesOrder,
    item: Item | None = None,
    quantity: QuantitySlot | None = None,
    picked_on: DoneOn | None = None,
) -> DraftCard:
    """Draft the picking of an order: all that is reserved for it, or so much of one item."""
    found = await chosen(ctx, sales_order, item, quantity, lambda row: row.to_pick, "picked")
    on, today = on_day("picked_on", picked_on, ctx.today)
    step = Step(
        decider.stream(found.order.order), PickSalesOrder(lines=found.portions, picked_on=on)
    )
    plan = Plan(
        steps=(step,),
        title=f"Pick {found.goods} of {found.order.order} for {found.order.customer_name}",
        kind="Picking",
        origins=(*found.origins, *today),
    )
    return await ctx.propose(plan)


@draft(
    title="Packing",
    edits=(QUANTITY, Edit("packed_on", "Packed on", "date")),
    says=(
        "pack {sales_order}",
        "pack {quantity} {item} for {sales_order}",
        "packed {sales_order} [on {packed_on}]",
        "I packed {sales_order}",
        "packed {quantity} {item} for {sales_order}",
        "{sales_order} is packed",
        "{sales_order} has been packed",
        "the parcel for {sales_order} is packed",
        "parcel up {sales_order}",
        "record the packing of {sales_order}",
    ),
)
async def draft_packing(
    ctx: ToolContext,
    sales_order: SalesOrder,
    item: Item | None = None,
    quantity: QuantitySlot | None = None,
    packed_on: DoneOn | None = None,
) -> DraftCard:
    """Draft the packing of an order: all that is picked, or so much of one item."""
    found = await chosen(ctx, sales_order, item, quantity, lambda row: row.to_pack, "packed")
    on, today = on_day("packed_on", packed_on, ctx.today)
    step = Step(
        decider.stream(found.order.order), PackSalesOrder(lines=found.portions, packed_on=on)
    )
    plan = Plan(
        steps=(step,),
        title=f"Pack {found.goods} of {found.order.order} for {found.order.customer_name}",
        kind="Packing",
        origins=(*found.origins, *today),
    )
    return await ctx.propose(plan)


@draft(
    title="Shipment",
    edits=(
        QUANTITY,
        Edit("carrier", "Carrier", "text"),
        Edit("tracking", "Tracking number", "text"),
        Edit("shipped_on", "Shipped on", "date"),
    ),
    says=(
        "ship {sales_order} [with {carrier}] [tracking {tracking}]",
        "ship {quantity} {item} of {sales_order} [with {carrier}]",
        "ship {quantity} {item} for {sales_order} [with {carrier}]",
        "dispatch {sales_order} [with {carrier}]",
        "ship {sales_order} via {carrier}",
        "pack and ship {sales_order} [with {carrier}]",
        "pack and ship {sales_order} via {carrier}",
        "send {sales_order} with {carrier}",
        "send out {sales_order} [with {carrier}]",
        "shipped {sales_order} [on {shipped_on}] [with {carrier}]",
        "we shipped {sales_order} [on {shipped_on}] [with {carrier}]",
        "{sales_order} is shipped [with {carrier}]",
        "{sales_order} has left [with {carrier}]",
        "{sales_order} left [with {carrier}] [on {shipped_on}]",
        "{sales_order} is out [with {carrier}]",
        "{sales_order} is gone [with {carrier}]",
        "{sales_order} went out [with {carrier}] [on {shipped_on}]",
        "hand {sales_order} over to the carrier",
        "pick, pack and ship {sales_order} [with {carrier}]",
        "record the shipment of {sales_order}",
    ),
)
async def draft_shipment(
    ctx: ToolContext,
    sales_order: SalesOrder,
    item: Item | None = None,
    quantity: QuantitySlot | None = None,
    carrier: Carrier | None = None,
    tracking: Tracking | None = None,
    shipped_on: ShippedOn | None = None,
) -> DraftCard:
    """Draft a shipment: all that is reserved, or so much of one item.

    What was not picked or packed yet is picked and packed with the same signature.
    """
    found = await chosen(ctx, sales_order, item, quantity, shippable, "shipped")
    on, today = on_day("shipped_on", shipped_on, ctx.today)
    stream = decider.stream(found.order.order)
    leaving, told = await sent(ctx, found, on, carrier, tracking)
    with_whom = f" with {carrier}" if carrier else ""
    plan = Plan(
        steps=tuple(Step(stream, each) for each in leaving),
        title=f"Ship {found.goods} of {found.order.order} to {found.order.customer_name}"
        f"{with_whom}",
        kind="Shipment",
        origins=(*found.origins, *told, *today),
    )
    return await ctx.propose(plan)


async def sent(
    ctx: ToolContext,
    found: Chosen,
    on: date,
    carrier: str | None = None,
    tracking: str | None = None,
) -> tuple[list[Command], tuple[Origin, ...]]:
    """What makes the goods leave, with the picking and packing that nobody recorded."""
    lots = await lots_of(ctx, [part.row.item for part in found.parts])
    lines = [portion for part in found.parts for portion in out_of(lots[part.row.item], part)]
    command = ShipSalesOrder(
        lines=tuple(lines), shipped_on=on, carrier=carrier or "", tracking=tracking or ""
    )
    before, told = made_ready(found, on)
    return [*before, command], told


def shippable(row: SalesOrderLineRow) -> Decimal:
    """What is not promised for later, whether or not it is packed yet."""
    return row.to_pick + row.to_pack + row.to_ship


def made_ready(
    found: Chosen, on: date
) -> tuple[list[PickSalesOrder | PackSalesOrder], tuple[Origin, ...]]:
    """The picking and packing that nobody recorded of what is to leave."""
    unpacked = missing(found.parts, lambda row: row.to_ship)
    unpicked = missing(found.parts, lambda row: row.to_ship + row.to_pack)
    steps: list[PickSalesOrder | PackSalesOrder] = []
    if unpicked:
        steps.append(PickSalesOrder(lines=unpicked, picked_on=on))
    if unpacked:
        steps.append(PackSalesOrder(lines=unpacked, packed_on=on))
    if not steps:
        return steps, ()
    what = "picked and packed" if unpicked else "packed"
    source = "default, nobody recorded it before"
    return steps, (origin("made ready", f"{what} with this signature", source, "default"),)


def missing(parts: Sequence[Part], ready: Ready) -> tuple[Portion, ...]:
    short = (Part(part.row, part.amount - max(ready(part.row), ZERO)) for part in parts)
    return tuple(part.portion for part in short if part.amount > 0)


def out_of(lots: Sequence[StockOnHandRow], part: Part) -> list[LotPortion]:
    """The part, divided over the lots that lie in the main store; the first lot goes first."""
    left, portions = part.amount, []
    for lot in lots:
        taken = min(left, lot.quantity)
        if taken > 0:
            portions.append(in_lot(part, taken, lot.lot))
            left -= taken
    if left > 0:
        whole = next((p for p in portions if not p.lot), None)
        portions = [p for p in portions if p.lot]
        portions.append(in_lot(part, left + (whole.quantity.amount if whole else ZERO), ""))
    return portions


def in_lot(part: Part, amount: Decimal, lot: str) -> LotPortion:
    quantity = Quantity(amount=amount, unit=part.row.unit)
    return LotPortion(line=part.row.line, quantity=quantity, lot=lot)
