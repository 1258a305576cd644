"""Drafted matters: a draft that an agent made for something stands in the place of that thing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from domain.agents.agent import matter as lasting
from domain.analysis.attention.matter import Matter
from domain.analysis.attention.ranking import Cost, cost_of
from domain.governance.drafts import DraftRow

RULES: Mapping[str, str] = {
    "orders_to_bill": "receivables-agent/invoice",
    "payments_without_invoice": "receivables-agent/match",
    "overdue_invoices": "receivables-agent/remind",
    "below_reorder_point": "procurement-agent/reorder",
    "fillable_back_orders": "fulfillment-agent/fill",
    "customers_at_risk": "customers-agent/follow_up",
    "earned_rungs": "countersign/rung",
}
"""Which rule of an agent drafts what the matters of a source ask for."""


def drafted(waiting: Sequence[DraftRow], matters: Sequence[Matter]) -> dict[str, Matter]:
    """The matter that each of these drafts is about, as far as an agent drafted it for one."""
    asked = {f"{RULES[m.source]} {m.about}": m for m in matters if m.source in RULES}
    found = ((row.draft, asked.get(lasting(row.occasion))) for row in waiting if row.occasion)
    return {draft: matter for draft, matter in found if matter is not None}


def undrafted(matters: Sequence[Matter], covered: Collection[Matter]) -> list[Matter]:
    """What nobody has drafted anything for yet: nobody is asked to say it a second time."""
    keys = {matter.key for matter in covered}
    return [matter for matter in matters if matter.key not in keys]


def dearer(cost: Cost, matter: Matter | None, today: date) -> Cost:
    """What it costs to let such a draft wait: what the matter costs, if the draft moves less."""
    if matter is None:
        return cost
    known = cost_of(matter, today)
    more = abs(known.amount) > abs(cost.amount)
    return replace(
        cost,
        amount=known.amount if more else cost.amount,
        currency=known.currency if more else cost.currency,
        days_overdue=known.days_overdue,
        customer_waits=known.customer_waits,
    )


def explained(row: dict[str, Any], matter: Matter | None) -> dict[str, Any]:
    """The row of a draft with the reason why it was drafted."""
    if matter is None:
        return row
    return row | {"detail": f"{matter.title} · {row['detail']}"}
