"""Price checks: a price against what was last paid, and against what was agreed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from domain.analysis.doubt import Check, Doubt, Severity, nothing
from domain.analysis.ordering import ORDERING, Ordering, ordering
from domain.kernel import Fact, Money, Page, Query, among, falling
from domain.kernel.words import day
from domain.procurement.order import Line
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.sourcing import SourcingChanged
from domain.procurement.sourcing_terms import SourcingRow, sourcing_terms

CARE, STOP = Decimal("0.05"), Decimal("0.25")
BOUGHT = ("placed", "partly_received", "received", "closed")


def ask_last_paid(fact: Fact) -> Sequence[Query[Any]]:
    """The last order of each line's item from this supplier; the terms know older prices."""
    found = ordering(fact)
    if found is None:
        return ()
    return [*(last_order(found, line) for line in found.lines), terms_for(found)]


def last_order(found: Ordering, line: Line) -> Query[OrderLineRow]:
    return order_lines.where(
        OrderLineRow.item == line.item,
        OrderLineRow.supplier == found.header.supplier,
        OrderLineRow.unit == line.quantity.unit,
        OrderLineRow.currency == found.header.currency,
        OrderLineRow.order != found.order,
        among(OrderLineRow.status, BOUGHT),
        order_by=(falling(OrderLineRow.ordered_on), falling(OrderLineRow.number)),
        limit=1,
        counted=False,
    )


def terms_for(found: Ordering) -> Query[SourcingRow]:
    return sourcing_terms.where(
        SourcingRow.supplier == found.header.supplier,
        among(SourcingRow.item, found.items),
        limit=len(found.items),
        counted=False,
    )


def judge_last_paid(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    found = ordering(fact)
    if found is None:
        return []
    terms = {row.item: row for row in pages[-1].rows}
    doubts = []
    for line, page in zip(found.lines, pages[:-1], strict=True):
        last, known = page.first, terms.get(line.item)
        if last:
            paid = line.price.like(last.price)
            doubts += far_from(line, paid, day(last.ordered_on), "the last order", last.number)
        elif known and known.last_price and comparable(line, known):
            paid = line.price.like(known.last_price)
            on = day(known.last_on) if known.last_on else "an unknown day"
            doubts += far_from(line, paid, on, "the last price paid", "sourcing terms")
    return doubts


def far_from(line: Line, paid: Money, on: str, what: str, source: str) -> list[Doubt]:
    apart = distance(paid, line.price)
    if apart is None:
        return []
    way, severity = apart
    text = f"{line.price} against {paid} per {line.quantity.unit} on {on}."
    bold = f"Price of {line.item_name} is {way} {what}:"
    return [
        Doubt(code="price_jump", bold=bold, text=text, source=source, severity=severity),
    ]


def distance(before: Money, after: Money) -> tuple[str, Severity] | None:
    """How far apart two prices are, as `6.3 % above`; None when that is not worth a word."""
    if before.currency != after.currency or not before.amount:
        return None
    share = (after.amount - before.amount) / before.amount
    if abs(share) <= CARE:
        return None
    way = "above" if share > 0 else "below"
    return f"{abs(share) * 100:,.1f} % {way}", "stop" if abs(share) > STOP else "care"


def ask_terms(fact: Fact) -> Sequence[Query[Any]]:
    found = ordering(fact)
    return [] if found is None else [terms_for(found)]


def judge_agreed_price(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    found = ordering(fact)
    if found is None:
        return []
    terms = {row.item: row for row in pages[0].rows if row.status == "active"}
    pairs = [(line, terms[line.item]) for line in found.lines if line.item in terms]
    return [
        Doubt(
            code="price_not_agreed",
            bold=f"Price of {line.item_name} is not the agreed one:",
            text=f"{line.price} against {agreed_price(row)} per {row.unit}.",
            source=f"terms with {row.supplier_name}",
            severity="care",
        )
        for line, row in pairs
        if row.unit == line.quantity.unit and agreed_price(row) != line.price
    ]


def agreed_price(row: SourcingRow) -> Money:
    return Money(amount=row.price, currency=row.currency)


def comparable(line: Line, row: SourcingRow) -> bool:
    return (row.unit, row.currency) == (line.quantity.unit, line.price.currency)


def judge_new_terms(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case SourcingChanged(before=before, after=after) as event if before.unit == after.unit:
            apart = distance(before.price, after.price)
        case _:
            return []
    if apart is None:
        return []
    way, severity = apart
    return [
        Doubt(
            code="terms_jump",
            bold=f"The new price of {event.item_name} is {way} the old one:",
            text=f"{after.price} against {before.price} per {after.unit}.",
            source=f"terms with {event.supplier_name}",
            severity=severity,
        )
    ]


PRICE_CHECKS = (
    Check("price_far_from_last_paid", ORDERING, ask_last_paid, judge_last_paid),
    Check("price_not_agreed", ORDERING, ask_terms, judge_agreed_price),
    Check("terms_far_from_before", (SourcingChanged,), nothing, judge_new_terms),
)
