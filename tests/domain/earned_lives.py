"""Lives of what is earned: a standing order that is given, used, lost and given back."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from domain.governance.authority import Rung
from domain.governance.draft_commands import ExecuteDraft
from domain.governance.order_events import (
    EndStandingOrder,
    GiveStandingOrder,
    LapseStandingOrders,
    Order,
    RestoreStandingOrder,
    UseStandingOrder,
    WithdrawStandingOrder,
)
from domain.governance.proposal import Requirement
from domain.governance.track_record import TrackRecord

DAY = date(2026, 11, 20)
RECORD = TrackRecord(
    agent="reorder",
    command="PlacePurchaseOrder",
    since=date(2026, 8, 22),
    until=DAY,
    signed=23,
    rejected=1,
    submitted=12,
    last_against=date(2026, 11, 3),
)
TERMS: dict[str, Any] = {
    "number": "STO-1",
    "agent": "reorder",
    "function": "procurement",
    "command": "PlacePurchaseOrder",
    "rung": Rung.SIGN,
    "limit": Decimal("500.00"),
    "daily_count": 3,
    "daily_amount": Decimal(1_200),
    "currency": "EUR",
    "starts": DAY,
    "evidence": RECORD,
}
HIGHER = TERMS | {"number": "STO-2", "rung": Rung.EXECUTE_WITHIN_LIMITS}
POINT = TERMS | {
    "function": "inventory",
    "command": "SetReorderPoint",
    "evidence": RECORD.model_copy(update={"command": "SetReorderPoint"}),
}
USE: dict[str, Any] = {"command": "PlacePurchaseOrder", "day": DAY, "amount": Decimal("410.00")}
EXECUTION = ExecuteDraft(
    version=1,
    digest="d",
    agent="assistant",
    standing_order="STO-2",
    ordered_on=DAY,
    signers=("olga",),
    requirement=Requirement(roles=("owner",)),
    at=datetime(2026, 11, 20, 9, tzinfo=UTC),
)
EARNED: dict[str, list[Any]] = {
    "standing_order": [
        GiveStandingOrder(**TERMS),
        GiveStandingOrder(**HIGHER),
        GiveStandingOrder(**POINT),
        UseStandingOrder(**USE, draft="D-7"),
        UseStandingOrder(**USE | {"day": date(2026, 11, 21)}, draft="D-8"),
        WithdrawStandingOrder(given=Order(**HIGHER), earlier=Order(**TERMS)),
        EndStandingOrder(agent="reorder", command="PlacePurchaseOrder", reason="Too hasty."),
        RestoreStandingOrder(order=Order(**HIGHER)),
        LapseStandingOrders(agent="reorder", reason="the agent was stopped", counted=RECORD),
        LapseStandingOrders(agent="reorder", command="SetReorderPoint", reason="one was undone"),
    ]
}
"""What may happen to the standing orders of one agent."""
