"""What needs somebody in customers: who waits for an answer, and whom we may lose."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.analysis import at_risk
from domain.analysis.at_risk import Risk
from domain.analysis.attention.matter import EACH, Matter, Pages, Source, each
from domain.customers.customers import CustomerRow, customers
from domain.customers.tickets import TicketRow, tickets
from domain.kernel import Query
from domain.kernel.words import counted, listed

ROLES = ("sales", "staff")
LOOKED_AT = 500
WEIGHED = 50
"""So many with the gravest signs are held against what they owe."""
ANSWER = {"urgent": 1, "high": 2, "normal": 4, "low": 8}
"""Days within which a ticket of each severity is answered."""


def applied(_: date) -> Sequence[Query[Any]]:
    row = CustomerRow
    asked = customers.where(
        row.status == "applied", order_by=(row.since, row.customer), limit=EACH + 1, counted=False
    )
    return [asked]


def application(row: CustomerRow, _: date) -> Matter:
    return Matter(
        about=row.customer,
        title=f"{row.name} would like to become a dealer",
        detail=" · ".join(filter(None, (row.customer, row.city, row.country))),
        says=f"Approve the dealer {row.name}",
        since=row.since,
        customer_waits=True,
    )


def unanswered(today: date) -> Sequence[Query[Any]]:
    """Each severity by itself: those that may wait a week hide none that may not wait a day."""
    row: Any = TicketRow
    return [
        tickets.where(
            row.status == "open",
            row.severity == severity,
            row.opened_on < today - timedelta(days=days),
            order_by=(row.opened_on, row.ticket),
            limit=EACH + 1,
            counted=False,
        )
        for severity, days in ANSWER.items()
    ]


def late_tickets(found: Pages, _: Pages, today: date) -> list[Matter]:
    rows = [row for page in found for row in page.rows]
    gravest = sorted(rows, key=lambda row: (ANSWER[row.severity], -waited(row, today), row.ticket))
    return [late_ticket(row, today) for row in gravest[: EACH + 1]]


def waited(row: TicketRow, today: date) -> int:
    return (today - row.opened_on).days if row.opened_on else 0


def late_ticket(row: TicketRow, today: date) -> Matter:
    """One within whose time nobody answered; an urgent one weighs eight times a low one."""
    days, within = counted(waited(row, today), "day"), counted(ANSWER[row.severity], "day")
    return Matter(
        about=row.ticket,
        title=f"{row.ticket} of {row.customer_name} waits {days} for an answer",
        detail=f"{row.severity.capitalize()}, to be answered within {within} · {row.subject}",
        says=f"Show {row.ticket}",
        amount=Decimal(800) / ANSWER[row.severity],
        shown=False,
        since=row.opened_on,
        customer_waits=True,
    )


def signs_of(today: date) -> Sequence[Query[Any]]:
    return at_risk.asks(today, LOOKED_AT)


def who_they_are(found: Pages) -> Sequence[Query[Any]]:
    codes = at_risk.heaviest(at_risk.signs(found), WEIGHED)
    return at_risk.asks_of(codes, LOOKED_AT) if codes else []


def customers_at_risk(found: Pages, more: Pages, today: date) -> list[Matter]:
    worst = at_risk.at_risk(at_risk.signs(found), more, today) if more else {}
    return [
        Matter(
            about=code,
            title=f"We may lose {row.name}",
            detail=wording_of(risk),
            says=f"Show customer {row.name}",
            amount=Decimal(50 * risk.weight),
            shown=False,
        )
        for code, (row, risk) in list(worst.items())[: EACH + 1]
    ]


def wording_of(found: Risk) -> str:
    said = listed(found.signs)
    return f"{said[:1].upper()}{said[1:]}"


SOURCES = (
    Source(
        name="dealer_applications",
        function="customers",
        finds="Applications of dealers that wait for a yes or a no.",
        roles=ROLES,
        lists="Which dealers have applied?",
        ask=applied,
        tell=each(application),
        worth=Decimal(250),
    ),
    Source(
        name="unanswered_tickets",
        function="customers",
        finds="Open tickets that nobody answered within the days of their severity: "
        + ", ".join(f"{name} {days}" for name, days in ANSWER.items())
        + ".",
        roles=ROLES,
        lists="Which tickets wait for an answer?",
        ask=unanswered,
        tell=late_tickets,
    ),
    Source(
        name="customers_at_risk",
        function="customers",
        finds="Customers on hold, silent for longer than usual, reminded twice, with unresolved "
        "tickets or withdrawn consent, as they weigh.",
        roles=ROLES,
        lists="Which customers are at risk?",
        ask=signs_of,
        further=who_they_are,
        tell=customers_at_risk,
    ),
)
