"""Bellavier: builds the demo business and lays something worth deciding into its queue."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Protocol

from assistant.approvals import Approvals
from assistant.demo.buyers import opening_shop
from assistant.demo.catalogue import CURRENCY
from assistant.demo.founding import founding
from assistant.demo.selling import DISPUTES, Selling
from assistant.demo.trading import Open, Trading
from domain.customers.tickets import TicketRow, tickets
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.governance.drafts import drafts
from domain.inventory.stock_movements import StockMovementRow, stock_movements
from domain.kernel import Step, measure
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from domain.receivables.customer_payments import CustomerPaymentRow, customer_payments
from guardrails.caller import Caller

TENANT = "bellavier"
PROFILE = {
    "name": "Bellavier (invented demo business)",
    "currency": CURRENCY,
    "timezone": "Europe/Paris",
    "demo": True,
}
BY = ("demo script",)
AT_A_TIME = 28  # So many days are recorded as a whole: few large appends are the fastest.
QUEUE = 7  # Drafts that wait when the demo begins.
NEW_ACCOUNT = "LT601010012345678901"  # An invented account, in a country where Conceria is not.


class Tools(Protocol):
    """The way to the tools that the assistant itself uses."""

    async def call(
        self, caller: Caller, tool: str, arguments: Mapping[str, Any], **how: Any
    ) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Founder:
    """Builds the business through the same commands, gate and tools as everything else."""

    approvals: Approvals
    tools: Tools
    today: date
    progress: Callable[[str], None] = lambda text: None

    async def build(self) -> None:
        """Two years of records, and a queue; the members are there already.

        Four weeks are recorded at a time, so a start that was broken off goes on where it was.
        """
        trading, selling = Trading(self.today), Selling(self.today)
        months = list(together(trading.days(), selling.days()))
        used = {"purchase_order": trading.placed, **selling.used}
        done = await self.recorded_until()
        if done is None:
            for name, count in used.items():
                await self.approvals.numbers(TENANT, name, count)
            opened = self.today - timedelta(days=731)
            master = [*founding(opened), *opening_shop(opened, selling.risen)]
            await self.approvals.record(TENANT, master, BY)
        bought, sold = trading.placed, used["sales_order"]
        self.progress(f"Bellavier: {bought} orders to suppliers, {sold} of customers")
        for first, steps in months:
            if done is None or first > done:
                await self.approvals.record(TENANT, steps, BY)
        self.progress("Bellavier: the queue")
        await self.queue(trading.open)

    async def recorded_until(self) -> date | None:
        """The last day on which something was recorded, or None for an empty book."""
        handler = self.approvals.handler(TENANT)
        asked = (
            (purchase_orders, PurchaseOrderRow.ordered_on),
            (stock_movements, StockMovementRow.moved_on),
            (sales_orders, SalesOrderRow.ordered_on),
            (customer_invoices, CustomerInvoiceRow.issued_on),
            (customer_invoices, CustomerInvoiceRow.reminded_on),
            (customer_payments, CustomerPaymentRow.received_on),
            (tickets, TicketRow.last_on),
        )
        found = [
            (await handler.summary(p.summary(measures=[measure("last", "most", column)]))).totals
            for p, column in asked
        ]
        return max((totals["last"] for totals in found if totals["last"]), default=None)

    async def queue(self, coming: list[Open]) -> None:
        """A reorder, a price jump, a damaged delivery, and a new bank account to look at."""
        arriving = min((o for o in coming if len(o.lines) == 1), key=lambda order: order.arrives)
        [line] = arriving.lines
        quantity = str(line.quantity.amount)
        damaged = str(line.quantity.amount // 8)
        await self.draft(
            "buyer", "draft_purchase_order", supplier="TANNERIE", item="LMB-NOIR-08", quantity="480"
        )
        await self.draft(
            "buyer",
            "draft_purchase_order",
            supplier="NORDLIN",
            item="THR-LIN-COGN",
            quantity="40",
            price=f"16.90 {CURRENCY}",
        )
        await self.draft(
            "staff",
            "draft_goods_receipt",
            order=arriving.number,
            quantity=quantity,
            damaged=damaged,
        )
        await self.draft(
            "buyer", "draft_bank_details_change", supplier="CONCERIA", account=NEW_ACCOUNT
        )
        await self.sales_queue()

    async def sales_queue(self) -> None:
        """A dealer's wish, an order to take from the shelf, an invoice that is long late."""
        wish = {"customer": "LINDQVIST", "product": "WLT-NOIR", "quantity": "12"}
        await self.draft("staff", "draft_sales_order", **wish)
        handler = self.approvals.handler(TENANT)
        row, bill = SalesOrderRow, CustomerInvoiceRow
        unpicked = sales_orders.where(
            row.status == "placed",
            row.back_ordered == 0,
            order_by=(row.ordered_on, row.order),
            limit=1,
        )
        late = customer_invoices.where(
            bill.customer == DISPUTES,
            bill.open_amount > 0,
            order_by=(bill.due_on, bill.invoice),
            limit=1,
        )
        for order in (await handler.rows(unpicked)).rows:
            await self.draft("staff", "draft_picking", sales_order=order.order)
        for invoice in (await handler.rows(late)).rows:
            await self.draft("staff", "draft_payment_reminder", invoice=invoice.invoice)

    async def draft(self, role: str, tool: str, **arguments: str) -> None:
        person = Caller(TENANT, role, role.capitalize(), (role,), "chat", "assistant")
        found = await self.tools.call(
            person,
            tool,
            arguments,
            trace=f"demo {tool} {role}",
            today=self.today,
            as_of=None,
            key=f"demo {tool} {sorted(arguments.items())}",
            origins=dict.fromkeys(arguments, f"typed by {role.capitalize()}"),
            revises=None,
        )
        if found["outcome"] != "answered":
            raise RuntimeError(f"The demo could not draft {tool}: {found['reason']}")


def together(*books: Iterable[tuple[date, list[Step]]]) -> Iterator[tuple[date, list[Step]]]:
    """The steps of all books in order, four weeks at a time, with the first day of each time."""
    days = sorted(chain.from_iterable(books), key=itemgetter(0))
    for _, some in groupby(days, key=lambda one: one[0].toordinal() // AT_A_TIME):
        (first, steps), *others = some
        yield first, [*steps, *chain.from_iterable(more for _, more in others)]


async def complete(approvals: Approvals) -> bool:
    """Whether the demo was built to its end."""
    found = await approvals.handler(TENANT).rows(drafts.where(limit=1))
    return found.total >= QUEUE


async def build(
    approvals: Approvals, tools: Tools, now: datetime, progress: Callable[[str], None]
) -> None:
    """Build the demo business as of this day; its tenant and members exist already."""
    await replace(Founder(approvals, tools, now.date()), progress=progress).build()
