"""Order status: how far an order or one of its lines has come, in one word."""

from datetime import date
from decimal import Decimal

from domain.kernel import Event
from domain.procurement.order import Stage
from domain.procurement.order_events import (
    PurchaseOrderCancelled,
    PurchaseOrderClosed,
    PurchaseOrderReinstated,
    PurchaseOrderReleased,
    PurchaseOrderReopened,
    PurchaseOrderWithheld,
)

PLACED, PARTLY, RECEIVED = "placed", "partly_received", "received"
OPEN = (PLACED, PARTLY)
"""The statuses in which something is still to come: what is on order."""
EVERY = ("draft", PLACED, PARTLY, RECEIVED, "closed", "cancelled")


def stage_after(event: Event) -> Stage | None:
    """The stage that an event leads to, if leading there is all it does."""
    match event:
        case PurchaseOrderReleased() | PurchaseOrderReopened():
            return "placed"
        case PurchaseOrderWithheld():
            return "draft"
        case PurchaseOrderCancelled():
            return "cancelled"
        case PurchaseOrderClosed():
            return "closed"
        case PurchaseOrderReinstated(stage=stage):
            return stage
        case _:
            return None


def status_of(stage: str, ordered: Decimal, received: Decimal, settled: Decimal) -> str:
    """The stage, or how much has come of what is placed; settled counts up to what is ordered."""
    if stage not in (PLACED, PARTLY, RECEIVED):
        return stage
    if settled >= ordered:
        return RECEIVED
    return PARTLY if received else PLACED


def days_late(received_on: date | None, due_on: date | None) -> int | None:
    """How many days after it was due; 0 for what came in time, None while it has not come."""
    if received_on is None or due_on is None:
        return None
    return max((received_on - due_on).days, 0)
