"""Receiving: what came of an order, part of it or all of it, and how much of that was damaged."""

from decimal import Decimal
from typing import Annotated

from pydantic import StringConstraints

from domain.governance.proposal import Origin
from domain.kernel import Quantity, Refused, Step
from domain.kernel.wording import quantity as quantity_words
from domain.preview import DraftCard
from domain.procurement.order import Delivered
from domain.procurement.order_commands import ReceiveGoods
from domain.procurement.order_lines import OrderLineRow
from tools.drafting import QUANTITY, in_unit, on_day, origin, positive
from tools.from_file import FromFile, kept_file
from tools.procurement.order_line import lines_of, only_line, open_line, outstanding
from tools.procurement.scope import Scope, scope
from tools.readings import ONE_LINE
from tools.resolve import open_orders, purchase_order, which_order
from tools.slots import Damaged, Item, PurchaseOrder, ReceivedOn, Supplier, text
from tools.slots import Quantity as QuantitySlot
from tools.toolkit import Edit, Plan, ToolContext, draft

Note = Annotated[
    str,
    StringConstraints(max_length=100, pattern=ONE_LINE),
    text(
        "Which delivery note?",
        "The number of the supplier's delivery note.",
        before=("delivery note", "note"),
    ),
]
"""Several receipts of a line on one day are told apart by it."""
EDITS = (
    QUANTITY,
    Edit("damaged", "Damaged", "number"),
    Edit("received_on", "Received on", "date"),
)


@draft(
    title="Goods receipt",
    core=True,
    edits=EDITS,
    says=(
        "received {quantity} {item} [from {supplier}]",
        "received {quantity} of {order} [{damaged} damaged]",
        "received {quantity} {item} on {order} [{damaged} damaged]",
        "received {quantity} {item} from {supplier} {damaged} damaged",
        "{quantity} {item} arrived [from {supplier}]",
        "{quantity} {item} arrived [for {order}] {damaged} damaged",
        "{quantity} of {order} arrived [{damaged} damaged]",
        "{quantity} {item} came in from {supplier}",
        "{quantity} {item} came [from {supplier}]",
        "got {quantity} {item} from {supplier}, {damaged} of them broken",
        "{supplier} delivered {quantity} {item} [{damaged} damaged]",
        "book in {quantity} {item} [for {order}]",
        "book in {quantity} for {order}",
        "goods receipt {quantity} {item}",
        "goods receipt {order} {quantity}",
        "take delivery of {quantity} {item} [from {supplier}]",
        "{quantity} {item} from {supplier} have just arrived",
        "we received {quantity} {item} [for {order}] [on {received_on}]",
        "receive {quantity} on {order}",
        "{quantity} came for {order} [{damaged} damaged]",
        "{quantity} have come for {order}",
    ),
)
async def draft_goods_receipt(
    ctx: ToolContext,
    quantity: QuantitySlot,
    order: PurchaseOrder | None = None,
    item: Item | None = None,
    supplier: Supplier | None = None,
    damaged: Damaged | None = None,
    received_on: ReceivedOn | None = None,
    delivery_note: Note | None = None,
    document: FromFile | None = None,
) -> DraftCard:
    """Draft the receipt of goods on a purchase order; the damaged are among the quantity.

    Give the order, and the item when the order has several lines. Without an order the one open
    line with that item is taken; when several fit, they come back to choose from.
    """
    about = await scope(ctx, supplier, item)
    row = await meant(ctx, order, about)
    positive(quantity, "The quantity")
    came = in_unit(quantity, row.unit, row.item_name)
    broken = in_unit(damaged, row.unit, row.item_name).amount if damaged else Decimal(0)
    on, today = on_day("received_on", received_on, ctx.today)
    delivered = Delivered(line=row.line, quantity=came, damaged=broken)
    beside = {"delivery_note": delivery_note or "", "document": document}
    command = ReceiveGoods.model_validate({"received_on": on, "lines": (delivered,)} | beside)
    spoilt = f", {quantity_words(broken, came.unit)} damaged" if broken else ""
    found = () if order else (origin("order", row.number, f"the only open order{about.words()}"),)
    plan = Plan(
        steps=(Step(row.order, command),),
        title=f"Receive {received(came, row)} from {row.supplier_name}{spoilt}",
        kind="Goods receipt",
        origins=(*found, *today, *kept_file(document)),
    )
    return await ctx.propose(plan)


async def meant(ctx: ToolContext, order: str | None, about: Scope) -> OrderLineRow:
    if order is None and about.item is None:
        reason = "Not drafted. Say for which purchase order the goods came, or which item came."
        raise Refused(reason, "missing_order", which_order(await open_orders(ctx)))
    if order is None:
        return await open_line(ctx, about)
    return await only_line(ctx, await purchase_order(ctx, order), about)


def received(came: Quantity, row: OrderLineRow) -> str:
    return f"{quantity_words(came.amount, came.unit)} {row.item_name}"


@draft(
    title="Full receipt",
    edits=(Edit("received_on", "Received on", "date"),),
    says=(
        "{order} arrived complete",
        "{order} came in full",
        "{order} has come in full",
        "{order} came in completely [on {received_on}]",
        "{order} complete",
        "receive all of {order}",
        "all of {order} is here",
        "everything on {order} has arrived",
        "everything on {order} came in [on {received_on}]",
        "book {order} in completely",
        "{order} fully received",
        "everything ordered on {order} came",
        "take delivery of all of {order}",
        "full receipt {order}",
        "the rest of {order} has arrived",
    ),
)
async def draft_full_receipt(
    ctx: ToolContext, order: PurchaseOrder, received_on: ReceivedOn | None = None
) -> DraftCard:
    """Draft the receipt of all that is outstanding on a purchase order, none of it damaged."""
    known = await purchase_order(ctx, order)
    missing = outstanding(await lines_of(ctx, known, Scope()))
    if not missing:
        reason = f"Not drafted. Nothing is outstanding on {known.number}."
        raise Refused(reason, "nothing_outstanding")
    on, today = on_day("received_on", received_on, ctx.today)
    lines = tuple(
        Delivered(line=row.line, quantity=Quantity(amount=row.outstanding, unit=row.unit))
        for row in missing
    )
    plan = Plan(
        steps=(Step(known.order, ReceiveGoods(received_on=on, lines=lines)),),
        title=f"Receive all that is outstanding on {known.number} from {known.supplier_name}",
        kind="Goods receipt",
        origins=(*(found(row) for row in missing), *today),
    )
    return await ctx.propose(plan)


def found(row: OrderLineRow) -> Origin:
    shown = quantity_words(row.outstanding, row.unit)
    return origin(f"line {row.line}", shown, f"outstanding on {row.number}")
