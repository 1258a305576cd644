"""At risk: which customers we may lose, told by plain signs that each have their weight."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.analysis.dunning import GRACE, HARD
from domain.customers.consents import ConsentRow, consents
from domain.customers.customers import CustomerRow, customers
from domain.customers.tickets import TicketRow, tickets
from domain.fulfillment.order_rhythms import SILENT_AFTER, OrderRhythmRow, order_rhythms
from domain.kernel import Page, Query, among
from domain.kernel.words import counted, day
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices

GRAVE, OTHERS = ("high", "urgent"), ("low", "normal")
"""The severities of tickets: one grave one is a sign, of the others it takes several."""
GONE = timedelta(days=730)
"""Who has been silent for longer than this has left: nobody calls them any more."""
WEIGHTS = {
    "on_hold": 3,
    "urgent_ticket": 3,
    "tickets": 2,
    "silent": 3,
    "dunned": 2,
    "overdue": 1,
    "withdrawn": 1,
}
THRESHOLD = 2
"""From this weight on, somebody should call them."""


@dataclass(frozen=True)
class Signs:
    """What is known of one customer that may tell whether they stay."""

    on_hold: bool = False
    unresolved: int = 0
    severe: int = 0
    """Unresolved tickets that are high or urgent."""
    withdrawn: int = 0
    """Consents that they took back."""
    last_order: date | None = None
    usual_days: int = 0
    """From one order to the next, as it was so far; 0 while that is not known."""
    overdue: Decimal = Decimal(0)
    dunning_level: int = 0

    @property
    def silent(self) -> bool:
        """Signs of silence are looked for only where there is one."""
        return self.last_order is not None and self.usual_days > 0


@dataclass(frozen=True)
class Risk:
    """How much speaks against a customer, and each sign in words; the heaviest first."""

    weight: int
    signs: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    """The same signs by their names in the table of weights."""

    @property
    def at_risk(self) -> bool:
        return self.weight >= THRESHOLD


def risk(signs: Signs, today: date) -> Risk:
    """The signs that hold today, with their weights added up."""
    found = {
        "on_hold": "on hold" if signs.on_hold else "",
        "urgent_ticket": counted(signs.severe, "severe ticket") if signs.severe else "",
        "tickets": counted(signs.unresolved, "unresolved ticket") if signs.unresolved > 1 else "",
        "silent": silence(signs, today),
        "dunned": f"dunning level {signs.dunning_level}" if signs.dunning_level > 1 else "",
        "overdue": "overdue invoices" if signs.overdue > 0 else "",
        "withdrawn": counted(signs.withdrawn, "withdrawn consent") if signs.withdrawn else "",
    }
    holds = [name for name, words in found.items() if words]
    heaviest = sorted(holds, key=lambda name: -WEIGHTS[name])
    return Risk(
        sum(WEIGHTS[name] for name in holds),
        tuple(found[name] for name in heaviest),
        tuple(heaviest),
    )


def silence(signs: Signs, today: date) -> str:
    """No order for much longer than usual; without a usual interval nothing is said."""
    if signs.last_order is None or signs.usual_days <= 0:
        return ""
    waited = (today - signs.last_order).days
    if waited <= signs.usual_days * SILENT_AFTER:
        return ""
    return f"no order since {day(signs.last_order)}, usually one every {signs.usual_days} days"


def asks(today: date, limit: int) -> tuple[Query[Any], ...]:
    """Where the signs stand: holds, grave and other tickets, consent, reminders, silence."""
    held, said, gone, bill = CustomerRow, TicketRow, ConsentRow, CustomerInvoiceRow
    quiet: Any = OrderRhythmRow
    unresolved = said.status != "resolved"
    found = (
        customers.where(held.status == "on_hold", order_by=customers.key),
        tickets.where(unresolved, among(said.severity, GRAVE), order_by=tickets.key),
        tickets.where(unresolved, among(said.severity, OTHERS), order_by=tickets.key),
        consents.where(gone.status == "withdrawn", order_by=consents.key),
        customer_invoices.where(
            among(bill.status, OPEN), bill.dunning_level >= HARD, order_by=customer_invoices.key
        ),
        order_rhythms.where(
            quiet.silent_from <= today,
            quiet.last_ordered_on >= today - GONE,
            order_by=order_rhythms.key,
        ),
    )
    return tuple(replace(query, limit=limit, counted=False) for query in found)


def signs(found: Sequence[Page[Any]]) -> dict[str, Signs]:
    """What the answers say of each customer of whom they say anything."""
    held, grave, normal, gone, dunned, quiet = (page.rows for page in found)
    on_hold = {row.customer for row in held}
    severe, withdrawn = (Counter(row.customer for row in rows) for rows in (grave, gone))
    unresolved = severe + Counter(row.customer for row in normal)
    silent = {row.customer: row for row in quiet}
    levels: dict[str, int] = {}
    for row in dunned:
        levels[row.customer] = max(levels.get(row.customer, 0), row.dunning_level)
    return {
        code: Signs(
            on_hold=code in on_hold,
            unresolved=unresolved[code],
            severe=severe[code],
            withdrawn=withdrawn[code],
            last_order=silent[code].last_ordered_on if code in silent else None,
            usual_days=silent[code].usual_days if code in silent else 0,
            dunning_level=levels.get(code, 0),
        )
        for code in sorted({*on_hold, *unresolved, *withdrawn, *levels, *silent})
    }


def asks_of(codes: Sequence[str], limit: int) -> tuple[Query[Any], ...]:
    """Who these customers are, closed accounts left out, and what they owe, the oldest first."""
    who, bill = CustomerRow, CustomerInvoiceRow
    known = customers.where(
        among(who.customer, codes),
        who.status != "closed",
        order_by=(who.customer,),
        limit=max(len(codes), 1),
        counted=False,
    )
    owed = customer_invoices.where(
        among(bill.customer, codes),
        among(bill.status, OPEN),
        order_by=(bill.due_on, bill.invoice),
        limit=limit,
        counted=False,
    )
    return known, owed


def at_risk(
    told: Mapping[str, Signs], further: Sequence[Page[Any]], today: date
) -> dict[str, tuple[CustomerRow, Risk]]:
    """Those whom we may lose with all their signs, the heaviest first."""
    known, owed = further
    overdue: dict[str, Decimal] = defaultdict(Decimal)
    for row in owed.rows:
        if row.due_on and row.due_on < today - GRACE:
            overdue[row.customer] += row.open_amount
    found = {
        row.customer: (row, risk(replace(told[row.customer], overdue=overdue[row.customer]), today))
        for row in known.rows
    }
    risky = [each for each in found.items() if each[1][1].at_risk]
    return dict(sorted(risky, key=lambda each: (-each[1][1].weight, each[0])))


def heaviest(told: Mapping[str, Signs], most: int) -> list[str]:
    """The customers with the gravest signs, all of which were found to hold today."""
    weights = {code: risk(each, date.max).weight for code, each in told.items()}
    return sorted(weights, key=lambda code: (-weights[code], code))[:most]
