"""Order letters: that an order was taken, and that its goods have left, with their papers."""

from collections.abc import Sequence
from typing import Annotated

from domain.customers.paper import Paper
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.fulfillment.sales_orders import SalesOrderRow
from domain.fulfillment.shipments import ShipmentRow, shipments
from domain.kernel import Refused, falling
from domain.kernel.wording import quantity
from domain.preview import DraftCard
from domain.receivables.invoice import rounded
from tools.customers.letter_words import dated, figure, money, name_of, worded
from tools.customers.mailing import Drafted, Recipient, propose, recipient
from tools.customers.wording import WORDED_BY, Wording
from tools.fulfillment.arguments import SalesOrder
from tools.fulfillment.finding import order_of
from tools.slots import Slot
from tools.toolkit import ToolContext, draft

LINES = 500
LISTED = 20  # A letter names so many goods; the paper has all of them.
Number = Annotated[
    int,
    Slot(
        kind="count",
        asks="Which shipment of the order?",
        hint="The number of a shipment within its order; the last one where none is given.",
        before=("shipment number",),
    ),
]


@draft(
    title="Order confirmation",
    edits=(WORDED_BY,),
    says=(
        "confirm {sales_order} to the customer",
        "confirm {sales_order} by email",
        "send the order confirmation of {sales_order}",
        "write the order confirmation for {sales_order}",
        "draft the order confirmation of {sales_order}",
        "order confirmation for {sales_order}",
        "email the order confirmation of {sales_order}",
        "tell the customer that we have {sales_order}",
        "let the customer know we got {sales_order}",
        "thank the customer for {sales_order}",
    ),
)
async def draft_order_confirmation(
    ctx: ToolContext, sales_order: SalesOrder, wording: Wording | None = None
) -> DraftCard:
    """Draft the e-mail that confirms an order, with the confirmation as a PDF."""
    order = await order_of(ctx, sales_order)
    if order.status == "cancelled":
        reason = f"Not drafted. {order.order} is cancelled: there is nothing to confirm."
        raise Refused(reason, "order_cancelled")
    to = await recipient(ctx, order.customer, "order_confirmation")
    row = SalesOrderLineRow
    asked = sales_order_lines.where(row.order == order.order, order_by=(row.line,), limit=LINES)
    page = await ctx.rows(asked)
    must_be_whole(order.order, page.truncated)
    subject, body = worded(
        to.kind,
        to.language,
        about=order.order,
        name=to.row.name,
        ordered=dated(order.ordered_on, to.language),
        lines=goods([(line.product_name, quantity(line.ordered, line.unit)) for line in page.rows]),
        total=money(rounded(order.total, order.currency), order.currency, to.language),
        day=dated(order.requested_on, to.language),
        sender=to.business,
    )
    paper = confirmed(to, order, page.rows)
    return await propose(ctx, Drafted(to, order.order, subject, body, paper), wording)


def confirmed(to: Recipient, order: SalesOrderRow, lines: Sequence[SalesOrderLineRow]) -> Paper:
    of, money_ = to.language, order.currency
    total = money(rounded(order.total, money_), money_, of)
    return to.paper(
        f"{order.order}-confirmation",
        f"{name_of('Order confirmation', of)} {order.order}",
        (
            ("Date", dated(order.ordered_on, of)),
            ("Wanted by", dated(order.requested_on, of)),
        ),
        ("Item", "Quantity", "Price", "Net"),
        [
            (
                line.product_name,
                quantity(line.ordered, line.unit),
                f"{figure(line.price, of)} {money_}",
                money(rounded(line.amount, money_), money_, of),
            )
            for line in lines
        ],
        ((name_of("Total without tax", of), total),),
    )


@draft(
    title="Shipping notice",
    edits=(WORDED_BY,),
    says=(
        "write the shipping notice for {sales_order}",
        "send the shipping notice of {sales_order}",
        "draft the shipping notice of {sales_order}",
        "shipping notice for {sales_order}",
        "email the shipping notice of {sales_order}",
        "tell the customer that {sales_order} has left",
        "tell the customer that {sales_order} is on its way",
        "let the customer know {sales_order} has shipped",
        "notify the customer of the shipment of {sales_order}",
        "announce {sales_order} to the customer",
    ),
)
async def draft_shipping_notice(
    ctx: ToolContext,
    sales_order: SalesOrder,
    shipment: Number | None = None,
    wording: Wording | None = None,
) -> DraftCard:
    """Draft the e-mail that goods have left, with tracking number and delivery note."""
    order = await order_of(ctx, sales_order)
    lines = await left(ctx, order, shipment)
    to, first = await recipient(ctx, order.customer, "shipping_notice"), lines[0]
    subject, body = worded(
        to.kind,
        to.language,
        about=order.order,
        name=to.row.name,
        shipped=dated(first.shipped_on, to.language),
        by=first.carrier,
        number=first.tracking,
        lines=goods([(line.product_name, quantity(line.quantity, line.unit)) for line in lines]),
        sender=to.business,
    )
    return await propose(
        ctx, Drafted(to, order.order, subject, body, delivered(to, lines)), wording
    )


async def left(ctx: ToolContext, order: SalesOrderRow, number: int | None) -> Sequence[ShipmentRow]:
    """The lines of one shipment; of the last where none was named."""
    row = ShipmentRow
    page = await ctx.rows(
        shipments.where(
            row.order == order.order,
            number is None or row.shipment == number,
            order_by=(falling(row.shipment), row.line, row.lot),
            limit=LINES,
        )
    )
    if not page.rows:
        which = f"shipment {number}" if number else "shipment"
        reason = f"Not drafted. {order.order} has no {which} yet: ship the goods first."
        raise Refused(reason, "not_shipped")
    lines = [line for line in page.rows if line.shipment == page.rows[0].shipment]
    must_be_whole(order.order, page.truncated and len(lines) == len(page.rows))
    return lines


def delivered(to: Recipient, lines: Sequence[ShipmentRow]) -> Paper:
    first, of = lines[0], to.language
    number = f"{first.order}-{first.shipment}"
    return to.paper(
        f"{number}-delivery-note",
        f"{name_of('Delivery note', of)} {number}",
        (
            ("Order", first.order),
            ("Date", dated(first.shipped_on, of)),
            ("Carrier", first.carrier),
            ("Tracking number", first.tracking),
        ),
        ("Item", "Quantity"),
        [(named(line), quantity(line.quantity, line.unit)) for line in lines],
        (),
    )


def named(line: ShipmentRow) -> str:
    return f"{line.product_name} ({line.lot})" if line.lot else line.product_name


def goods(lines: Sequence[tuple[str, str]]) -> str:
    """Goods as a letter lists them, one a line; what is more stands on the paper."""
    listed = [f"– {amount} {name}" for name, amount in lines[:LISTED]]
    return "\n".join([*listed, *(["– …"] if len(lines) > LISTED else [])])


def must_be_whole(number: str, truncated: bool) -> None:
    if truncated:
        reason = f"Not drafted. {number} has more than {LINES} lines: write it by hand."
        raise Refused(reason, "too_many_lines")
