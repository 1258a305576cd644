"""Order rhythms: how often each customer orders, and from which day on they are silent."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from domain.fulfillment.order import Sale
from domain.fulfillment.order_events import (
    SalesOrderCancelled,
    SalesOrderGivenBack,
    SalesOrderPlaced,
    SalesOrderReinstated,
)
from domain.kernel import Fact, Internal, Projection, Public, Row

RECENT = 13
"""So many of the latest orders tell how often somebody orders now."""
KNOWN = 3
"""Fewer days with an order than this have no rhythm."""
LEAST = 7
"""Nobody orders so often that a week without an order is a silence."""
SILENT_AFTER = 2
"""So many times their usual interval without an order is a silence."""


class OrderRhythmRow(Row):
    """Without a rhythm nobody is ever silent."""

    customer: Public[str]
    customer_name: Internal[str]
    recent: Internal[tuple[int, ...]] = ()
    """The days of the latest orders as numbers in order, a day with two orders twice."""
    last_ordered_on: Internal[date | None] = None
    usual_days: Internal[int] = 0
    silent_from: Internal[date | None] = None


def touches(fact: Fact) -> list[OrderRhythmRow]:
    match fact.event:
        case Sale(customer=customer, customer_name=name):
            return [OrderRhythmRow(customer=customer, customer_name=name)]
        case _:
            return []


def project(row: OrderRhythmRow, fact: Fact) -> OrderRhythmRow | None:
    """What was given back or cancelled whole was no order; the rest of one may be cancelled."""
    match fact.event:
        case SalesOrderPlaced(ordered_on=on):
            return now(row, (*row.recent, on.toordinal()))
        case SalesOrderGivenBack(ordered_on=on):
            return now(row, without(row.recent, on.toordinal()))
        case SalesOrderCancelled(ordered_on=on) as event if event.left == event.total:
            return now(row, without(row.recent, on.toordinal()))
        case SalesOrderReinstated(ordered_on=on) as event if event.left == event.total:
            return now(row, (*row.recent, on.toordinal()))
        case _:
            return row


def without(days: tuple[int, ...], day: int) -> tuple[int, ...]:
    where = days.index(day) if day in days else len(days)
    return days[:where] + days[where + 1 :]


def now(row: OrderRhythmRow, days: Iterable[int]) -> OrderRhythmRow | None:
    """The row with the latest of these days, and all that is derived from them."""
    recent = tuple(sorted(days)[-RECENT:])
    if not recent:
        return None
    distinct = sorted({*recent})
    last, usual = distinct[-1], 0
    if len(distinct) >= KNOWN:
        usual = max(round((last - distinct[0]) / (len(distinct) - 1)), LEAST)
    silent: Any = date.fromordinal(last + usual * SILENT_AFTER + 1) if usual else None
    told = {"recent": recent, "last_ordered_on": date.fromordinal(last), "usual_days": usual}
    return row.model_copy(update=told | {"silent_from": silent})


order_rhythms = Projection(
    name="order_rhythms",
    row=OrderRhythmRow,
    key=(OrderRhythmRow.customer,),
    indexes=((OrderRhythmRow.silent_from,),),
    of=(Sale,),
    touches=touches,
    project=project,
)
