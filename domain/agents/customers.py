"""The customers agent: has those called who may leave, and written to about what happens."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.agents import letters
from domain.agents.agent import (
    MOST,
    Agent,
    Answering,
    Looking,
    Question,
    Rule,
    Suggestion,
    Topic,
    against,
    agreed,
    occasion,
)
from domain.analysis.at_risk import Risk, Signs, risk
from domain.customers.consents import ConsentRow, consents
from domain.customers.customers import CustomerRow, customers
from domain.customers.tickets import TicketRow, tickets
from domain.kernel import Page, among
from domain.kernel.words import listed
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices

NAME = "customers-agent"
SEVERE = ("high", "urgent")


def follow_up(today: date) -> Looking:
    """Have somebody look after a customer who may leave, at most once a month."""
    who, ticket, word, bill = CustomerRow, TicketRow, ConsentRow, CustomerInvoiceRow
    late: Any = bill.due_on
    held, open_, gone, overdue = yield [
        customers.where(who.status == "on_hold", order_by=(who.customer,), limit=MOST),
        tickets.where(ticket.status != "resolved", order_by=(ticket.ticket,), limit=MOST * 5),
        consents.where(word.status == "withdrawn", order_by=(word.customer,), limit=MOST * 5),
        customer_invoices.where(
            among(bill.status, OPEN),
            late < today,
            bill.dunning_level > 1,
            order_by=(bill.due_on, bill.invoice),
            limit=MOST,
        ),
    ]
    found = {code: risk(each, today) for code, each in signs(held, open_, gone, overdue).items()}
    risky = {code: each for code, each in found.items() if each.at_risk}
    if not risky:
        return ()
    [known] = yield [
        customers.where(
            among(who.customer, sorted(risky)),
            who.status != "closed",
            order_by=(who.customer,),
            limit=len(risky),
        )
    ]
    looked_after = {row.customer for row in open_.rows if row.subject.startswith(FOLLOWING_UP)}
    rows = [row for row in known.rows if row.customer not in looked_after]
    return tuple(visits(rows, risky, today))


FOLLOWING_UP = "Follow up:"


def signs(
    held: Page[CustomerRow],
    open_: Page[TicketRow],
    gone: Page[ConsentRow],
    overdue: Page[CustomerInvoiceRow],
) -> dict[str, Signs]:
    on_hold = {row.customer for row in held.rows}
    unresolved = Counter(row.customer for row in open_.rows)
    severe = Counter(row.customer for row in open_.rows if row.severity in SEVERE)
    withdrawn = Counter(row.customer for row in gone.rows)
    levels: dict[str, int] = {}
    owed: dict[str, Decimal] = {}
    for row in overdue.rows:
        levels[row.customer] = max(levels.get(row.customer, 0), row.dunning_level)
        owed[row.customer] = owed.get(row.customer, Decimal(0)) + row.open_amount
    return {
        code: Signs(
            on_hold=code in on_hold,
            unresolved=unresolved[code],
            severe=severe[code],
            withdrawn=withdrawn[code],
            overdue=owed.get(code, Decimal(0)),
            dunning_level=levels.get(code, 0),
        )
        for code in sorted({*on_hold, *unresolved, *withdrawn, *levels})
    }


def visits(
    rows: Iterable[CustomerRow], found: Mapping[str, Risk], today: date
) -> Iterator[Suggestion]:
    """The words name a customer by the code: a name is personal, and this stays on record."""
    for row in rows:
        told = listed(found[row.customer].signs)
        yield Suggestion(
            occasion=occasion(NAME, "follow_up", row.customer, f"{today:%Y-%m}"),
            about=row.customer,
            tool="draft_ticket",
            arguments={
                "customer": row.customer,
                "subject": f"{FOLLOWING_UP} {told}"[:200],
                "severity": "normal",
            },
            because=f"{row.customer} may leave us: {told}.",
            subject={"customer": row.customer},
            asks=(Question("receivables-agent", "pays"),) if row.hold_reason else (),
        )


def may_be_reminded(suggestion: Suggestion, today: date) -> Answering:
    """Whether a complaint of the customer should be dealt with before money is asked for."""
    code, order = suggestion.subject["customer"], suggestion.subject.get("order", "")
    row = TicketRow
    [open_] = yield [
        tickets.where(
            row.customer == code, row.status != "resolved", order_by=(row.ticket,), limit=MOST
        )
    ]
    grave = [t.ticket for t in open_.rows if t.severity in SEVERE or (order and t.order == order)]
    if grave:
        return against(f"{listed(grave[:3])} of {code} waits for an answer", *grave[:3])
    return agreed(f"Nothing grave of {code} waits for an answer", code)


def may_be_served(suggestion: Suggestion, today: date) -> Answering:
    """Whether anything may leave for a customer: not while somebody holds the account."""
    code, row = suggestion.subject["customer"], CustomerRow
    [found] = yield [customers.where(row.customer == code, limit=1)]
    known = found.first
    if known is not None and known.status in ("on_hold", "closed"):
        return against(f"{code} is {known.status.replace('_', ' ')}", code)
    return agreed(f"Nothing is held against {code}", code)


agent = Agent(
    function="customers",
    mandate="Sees to it that a customer is told what happens, and called before he leaves.",
    owner_role="staff",
    rules=(
        Rule(
            name="follow_up",
            says="Open a ticket for a customer who may leave.",
            reads=("customers", "receivables"),
            look=follow_up,
        ),
        *letters.RULES,
    ),
    topics=(
        Topic(
            name="may_be_reminded",
            says="May this customer be asked for money now?",
            reads=("customers",),
            answer=may_be_reminded,
        ),
        Topic(
            name="may_be_served",
            says="May anything leave for this customer?",
            reads=("customers",),
            answer=may_be_served,
        ),
    ),
)
