"""The customers agent: has those called who may leave, and written to about what happens."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from domain.agents import letters
from domain.agents.agent import (
    MOST,
    PAGES,
    Agent,
    Answering,
    Looking,
    Question,
    Rule,
    Suggestion,
    Topic,
    against,
    agreed,
    every,
    in_parts,
    occasion,
)
from domain.analysis.at_risk import GRAVE, Risk, asks, asks_of, at_risk, signs
from domain.customers.customers import CustomerRow, customers
from domain.customers.tickets import TicketRow, tickets
from domain.kernel import Page
from domain.kernel.words import listed

NAME = "customers-agent"


FOLLOWING_UP = "Follow up:"


def follow_up(today: date) -> Looking:
    """Have somebody look after a customer who may leave, at most once a month."""
    found: list[Page[Any]] = []
    for asked in asks(today, MOST):
        rows = yield from every(asked)
        found.append(Page(tuple(rows), len(rows)))
    told = signs(found)
    risky: dict[str, tuple[CustomerRow, Risk]] = {}
    for codes in in_parts(sorted(told)):
        further = yield asks_of(codes, MOST * PAGES)
        risky |= at_risk(told, further, today)
    open_ = [row for page in found[1:3] for row in page.rows]
    looked_after = {row.customer for row in open_ if row.subject.startswith(FOLLOWING_UP)}
    worst = sorted(risky.items(), key=lambda each: (-each[1][1].weight, each[0]))
    left = [each for code, each in worst if code not in looked_after]
    return tuple(visits([row for row, _ in left], {r.customer: risk for r, risk in left}, today))


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
    grave = [t.ticket for t in open_.rows if t.severity in GRAVE or (order and t.order == order)]
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
    off=(
        "Signs that a customer may leave are added up by fixed weights; tickets and letters have "
        "the words of their templates."
    ),
    handoff=(
        "A letter waits for a signature and leaves only after it, to the address on record; a "
        "ticket waits too, unless a standing order covers it."
    ),
    rules=(
        Rule(
            name="follow_up",
            says="Open a ticket for a customer who may leave.",
            reads=("customers", "receivables", "fulfillment"),
            drafts="draft_ticket",
            command="OpenTicket",
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
