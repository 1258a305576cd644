"""The pick list: what is to be picked, in the order in which its shelves are walked past."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.fulfillment.order_status import OPEN
from domain.fulfillment.pick_path import walked
from domain.fulfillment.sales_order import sales_order as decider
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.inventory.items import ItemRow, items
from domain.kernel import Internal, Message, Public, among
from domain.kernel.words import counted
from tools.fulfillment.arguments import SalesOrder
from tools.fulfillment.finding import order_of
from tools.reply import Reply, asked, columns, table
from tools.toolkit import ToolContext, read

SHOWN = 200


class Pick(Message):
    """So much to take from one shelf, for one line of an order."""

    step: Public[int]
    shelf: Public[str]
    item: Public[str]
    product_name: Public[str]
    quantity: Internal[Decimal]
    unit: Public[str]
    order: Public[str]
    customer_name: Internal[str]
    requested_on: Internal[date | None]


COLUMNS = columns(
    ("step", "Step", "number"),
    ("shelf", "Shelf"),
    ("product_name", "Product"),
    ("item", "Item"),
    ("quantity", "Quantity", "quantity", "unit"),
    ("order", "Order"),
    ("requested_on", "Wanted", "date"),
)


@read(
    title="Pick list",
    says=(
        "pick list for {sales_order}",
        "pick path for {sales_order}",
        "walk me through the picks of {sales_order}",
        "in which order do we pick {sales_order}",
        "where do the goods of {sales_order} lie",
        "pick list in walking order",
        "open picks in walking order",
        "all open picks as one walk",
        "walk me through all open picks",
        "batch all picks into one walk",
        "open picks",
    ),
)
async def pick_list(ctx: ToolContext, sales_order: SalesOrder | None = None) -> Reply[Pick]:
    """List what is to be picked in the order of the shelves: of one order, or all there is.

    Lines that lie on one shelf stand together, so that several orders are one walk.
    """
    row = SalesOrderLineRow
    number = (await order_of(ctx, sales_order)).order if sales_order else ""
    page = await ctx.rows(
        sales_order_lines.where(
            among(row.status, OPEN),
            row.to_pick > 0,
            not number or row.order == number,
            order_by=(row.requested_on, row.ordered_on, row.order, row.line),
            limit=SHOWN,
        )
    )
    shelves = await shelves_of(ctx, page.rows)
    walk = walked(page.rows, lambda line: shelves[line.item])
    of = f" for {number}" if number else ""
    verb = "is" if page.total == 1 else "are"
    told = f"{counted(page.total, 'line')} {verb} to pick{of}, in the order of their shelves."
    return table(
        ctx,
        told if page.total else f"Nothing is to pick{of}.",
        page,
        [pick(step, line, shelves[line.item]) for step, line in enumerate(walk, 1)],
        COLUMNS,
        noun="sales order line",
        query=asked("sales order lines to pick", order=number),
        streams=[decider.stream(line.order) for line in walk],
    )


async def shelves_of(ctx: ToolContext, lines: Sequence[SalesOrderLineRow]) -> dict[str, str]:
    """Where each item lies; nothing where nobody said."""
    codes = sorted({line.item for line in lines})
    known = await ctx.rows(items.where(among(ItemRow.item, codes), limit=max(1, len(codes))))
    return dict.fromkeys(codes, "") | {row.item: row.shelf for row in known.rows}


def pick(step: int, line: SalesOrderLineRow, shelf: str) -> Pick:
    shared = set(Pick.model_fields) - {"step", "shelf", "quantity"}
    return Pick(step=step, shelf=shelf, quantity=line.to_pick, **line.model_dump(include=shared))
