"""Bellavier: builds the demo business and lays something worth deciding into its queue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from assistant.approvals import Approvals
from assistant.demo.catalogue import CURRENCY
from assistant.demo.founding import founding
from assistant.demo.trading import Open, Trading
from domain.governance.drafts import drafts
from domain.inventory.stock_movements import StockMovementRow, stock_movements
from domain.kernel import measure
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from guardrails.caller import Caller

TENANT = "bellavier"
PROFILE = {
    "name": "Bellavier (invented demo business)",
    "currency": CURRENCY,
    "timezone": "Europe/Paris",
    "demo": True,
}
BY = ("demo script",)
QUEUE = 4  # Drafts that wait when the demo begins.
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

        Every day is recorded as a whole, so a start that was broken off goes on where it was.
        """
        trading = Trading(self.today)
        days = list(trading.days())
        done = await self.recorded_until()
        if done is None:
            await self.approvals.numbers(TENANT, "purchase_order", trading.placed)
            opened = self.today - timedelta(days=731)
            await self.approvals.record(TENANT, [*founding(opened)], BY)
        self.progress(f"Bellavier: {trading.placed} orders of two years")
        for day, steps in days:
            if done is None or day > done:
                await self.approvals.record(TENANT, steps, BY)
        self.progress("Bellavier: the queue")
        await self.queue(trading.open)

    async def recorded_until(self) -> date | None:
        """The last day on which something was recorded, or None for an empty book."""
        handler = self.approvals.handler(TENANT)
        asked = (
            (purchase_orders, PurchaseOrderRow.ordered_on),
            (stock_movements, StockMovementRow.moved_on),
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


async def complete(approvals: Approvals) -> bool:
    """Whether the demo was built to its end."""
    found = await approvals.handler(TENANT).rows(drafts.where(limit=1))
    return found.total >= QUEUE


async def build(
    approvals: Approvals, tools: Tools, now: datetime, progress: Callable[[str], None]
) -> None:
    """Build the demo business as of this day; its tenant and members exist already."""
    await replace(Founder(approvals, tools, now.date()), progress=progress).build()
