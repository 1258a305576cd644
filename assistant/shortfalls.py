"""Shortfalls: the gap queries behind the queue, asked of the record for one person."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from assistant.alarms import alarms
from assistant.records import Records
from assistant.troubles import Trouble, below_reorder_point, in_quarantine, late_order
from domain.governance.authority import Authority, Rung
from domain.inventory.stock_levels import StockLevelRow, stock_levels
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.kernel import falling
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from guardrails.caller import Caller

EACH = 5  # Of every kind the gravest few; the tools list all of them.
READING = "read"
T = TypeVar("T")


async def shortfalls(
    records: Records, caller: Caller, authority: Authority, today: date
) -> list[Trouble]:
    """What the assistant itself reports, late orders, what is short, and what is set apart."""
    found: list[Trouble] = []
    if caller.outside:
        return found
    if reads(authority, caller, "governance"):
        found += await alarms(records, today)
    if reads(authority, caller, "procurement"):
        found += told(await late(records, today), lambda row: late_order(row, today))
    if reads(authority, caller, "inventory"):
        found += told(await short(records), below_reorder_point)
        found += told(await apart(records), in_quarantine)
    return found


async def late(records: Records, today: date) -> Iterable[PurchaseOrderRow]:
    asked: Any = purchase_orders.where(
        PurchaseOrderRow.outstanding_amount > 0,
        PurchaseOrderRow.due_on < today,  # type: ignore[operator]
        order_by=(PurchaseOrderRow.due_on,),
        limit=EACH,
    )
    return (await records.rows(asked)).rows


async def short(records: Records) -> Iterable[StockLevelRow]:
    asked = stock_levels.where(
        StockLevelRow.short == True,  # noqa: E712 — a condition, not a test.
        order_by=(falling(StockLevelRow.short_by),),
        limit=EACH,
    )
    return (await records.rows(asked)).rows


async def apart(records: Records) -> Iterable[StockOnHandRow]:
    asked = stock_on_hand.where(
        StockOnHandRow.status == "quarantine",
        order_by=(falling(StockOnHandRow.quantity),),
        limit=EACH,
    )
    return (await records.rows(asked)).rows


def told(rows: Iterable[T], tell: Callable[[T], Trouble | None]) -> list[Trouble]:
    return [trouble for row in rows if (trouble := tell(row)) is not None]


def reads(authority: Authority, caller: Caller, function: str) -> bool:
    held = authority.of(caller.roles, function, READING)
    return held is not None and held.rung >= Rung.EXPLAIN
