"""Earning: twenty good drafts of the receivables agent, and the order that people sign for it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.command_handler import Intent
from domain.governance.authority import Rung
from domain.governance.order_events import GiveStandingOrder
from domain.governance.standing_order import Orders, standing_order
from domain.governance.track_record import SUBMITTED, TrackRecord, since
from domain.kernel import Step
from domain.receivables.invoice_events import IssueCustomerInvoice
from tests import trade
from tests.assistant.agents.conftest import Business
from tests.steps import of, on

NAME, COMMAND = "receivables-agent", "IssueCustomerInvoice"
LONG_AGO = trade.TODAY - timedelta(days=30)
NEEDED = 20


def bill(number: int) -> Step:
    """An invoice like no other, over what an order of another system brought."""
    line = {"position": 1, "description": f"Bag no. {number}", "quantity": of(1, "EA")}
    known = {
        "invoice": f"INV-{number}",
        "customer": "ROSSI",
        "customer_name": "Pelletteria Rossi",
        "currency": "EUR",
        "issued_on": date(2026, 10, 1),
        "due_on": date(2026, 12, 1),
        "lines": [line | {"price": Decimal(number) / 100, "tax_rate": Decimal(22)}],
    }
    return on(IssueCustomerInvoice.model_validate(known), f"INV-{number}")


async def earns(business: Business, rung: Rung = Rung.EXECUTE_WITHIN_LIMITS) -> None:
    """People sign what the agent drafts, and then an order for it: L4 first, and L5 over it."""
    for number in range(500, 500 + NEEDED):
        told = {"title": "Bill", "kind": "Customer invoice", "function": "receivables"}
        by = {"by": ("staff", NAME), "agent": NAME, "delegator": "staff"}
        await signed(business, bill(number), **told | by)
    record = {"agent": NAME, "command": COMMAND, "until": trade.TODAY, "signed": NEEDED}
    evidence = TrackRecord(**record, since=since(trade.TODAY), submitted=SUBMITTED)
    for each in (Rung.SIGN, Rung.EXECUTE_WITHIN_LIMITS):
        if each <= rung:
            order = GiveStandingOrder(
                number="STO-1",
                agent=NAME,
                function="receivables",
                command=COMMAND,
                rung=each,
                limit=Decimal(500),
                daily_count=3,
                daily_amount=Decimal(1_000),
                currency="EUR",
                starts=LONG_AGO,
                evidence=evidence,
            )
            told = {"title": "Order", "kind": "Standing order", "function": "governance"}
            await signed(business, Step(standing_order.stream(NAME), order), by=("admin",), **told)


async def signed(business: Business, step: Step, **told: Any) -> None:
    ends = business.now + timedelta(days=2)
    card = await business.handler.propose(Intent(steps=(step,), expires_at=ends, **told))
    await business.sign(card.draft)


async def orders(business: Business) -> Orders:
    stream = standing_order.stream(NAME)
    state: Orders = (await business.handler.aggregates.read({stream: standing_order}))[stream].state
    return state
