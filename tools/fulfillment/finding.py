"""Finding: which sales order, which line of it and which customer a person means."""

from dataclasses import dataclass
from typing import Any

from domain.customers.customers import CustomerRow
from domain.fulfillment.order_status import OPEN
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.inventory.items import ItemRow
from domain.kernel import Refused, among, falling
from domain.kernel.words import listed
from tools import periods
from tools.readings import Span
from tools.reply import asked
from tools.resolve import CUSTOMERS, ITEMS, Candidate, Candidates, digits, named
from tools.toolkit import ToolContext

LOOKED_AT = 200
LINES = 1_000
SHOWN = 5


@dataclass(frozen=True)
class Scope:
    """The customer, the item and the period that a question is about, each or none of them."""

    buyer: CustomerRow | None = None
    item: ItemRow | None = None
    period: Span | None = None

    def on(self, row: Any, day: Any = None) -> tuple[bool, ...]:
        return (
            self.buyer is None or row.customer == self.buyer.customer,
            self.item is None or row.item == self.item.item,
            *(() if day is None else periods.within(day, self.period)),
        )

    def words(self, of: str = "of", who: str = "for") -> str:
        """As it follows a noun: of Satchel for Maison Martin in 2026."""
        parts = (
            f"{of} {self.item.name}" if self.item else "",
            f"{who} {self.buyer.name}" if self.buyer else "",
            periods.spoken(self.period),
        )
        return "".join(f" {part}" for part in parts if part)

    def query(self, table: str, **more: str | None) -> str:
        days = periods.spoken(self.period)
        return asked(table, customer=self.buyer, item=self.item, days=days, **more)


async def scope(
    ctx: ToolContext,
    customer: str | None = None,
    item: str | None = None,
    period: Span | None = None,
) -> Scope:
    return Scope(await named(ctx, CUSTOMERS, customer), await named(ctx, ITEMS, item), period)


async def order_of(ctx: ToolContext, number: str) -> SalesOrderRow:
    """The order with this number, which exists or is refused; a number is never guessed."""
    found = (await ctx.rows(sales_orders.where(SalesOrderRow.order == number, limit=1))).first
    if found is not None:
        return found
    options = await open_orders(ctx, number)
    evidence = Candidates(
        slot="sales_order", asks="Which sales order?", options=options, total=len(options)
    )
    reason = f"There is no sales order {number}: check the number, or list the open orders."
    raise Refused(reason, "unknown_order", evidence if options else None)


async def open_orders(ctx: ToolContext, number: str) -> tuple[Candidate, ...]:
    """Orders with something still to leave, the nearest number first."""
    row = SalesOrderRow
    newest = (falling(row.ordered_on), falling(row.order))
    page = await ctx.rows(
        sales_orders.where(among(row.status, OPEN), order_by=newest, limit=LOOKED_AT)
    )
    rows = sorted(page.rows, key=lambda each: abs(digits(each.order) - digits(number)))
    return tuple(
        Candidate(value=row.order, label=row.order, detail=row.customer_name)
        for row in rows[:SHOWN]
    )


async def lines_of(
    ctx: ToolContext, order: SalesOrderRow, item: ItemRow | None = None
) -> list[SalesOrderLineRow]:
    """The lines of an order, or those with the item that was named."""
    row = SalesOrderLineRow
    page = await ctx.rows(
        sales_order_lines.where(
            row.order == order.order,
            item is None or row.item == item.item,
            order_by=(row.line,),
            limit=LINES,
        )
    )
    if page.rows:
        return list(page.rows)
    what = item.name if item else "lines"
    reason = f"Not drafted. {order.order} of {order.customer_name} has no {what}."
    raise Refused(f"{reason[:-1]}: check the number.", "unknown_line")


async def one_line(
    ctx: ToolContext, order: SalesOrderRow, item: ItemRow | None
) -> SalesOrderLineRow:
    """The one line that can be meant; among several the person says which item."""
    lines = await lines_of(ctx, order, item)
    if len(lines) == 1:
        return lines[0]
    options = tuple(
        Candidate(value=row.item, label=row.product_name, detail=f"line {row.line}")
        for row in lines
    )
    evidence = Candidates(
        slot="item", asks="Which item?", options=options[:SHOWN], total=len(options)
    )
    names = listed([row.product_name for row in lines[:SHOWN]])
    reason = f"Not drafted. {order.order} has {len(lines)} lines: say which item, as {names}."
    raise Refused(reason, "which_item", evidence)
