"""A customer is at risk when plain signs weigh enough; each of them is told in words."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.agents.customers import follow_up
from domain.analysis.at_risk import Signs, asks, asks_of, at_risk, risk, signs
from domain.analysis.attention.customers import SOURCES
from domain.customers.consents import ConsentRow
from domain.customers.customers import CustomerRow
from domain.fulfillment.order_commands import CancelSalesOrder, ReinstateSalesOrder
from domain.fulfillment.order_rhythms import RECENT, OrderRhythmRow, order_rhythms
from domain.fulfillment.sales_order import sales_order
from domain.kernel import Fact, Page, Query, Row
from domain.receivables.customer_invoices import CustomerInvoiceRow
from tests.domain.fulfillment.sales import WHY, order
from tests.spec import NOBODY

TODAY = date(2026, 11, 20)


def test_nothing_known_is_no_risk():
    assert risk(Signs(), TODAY) == risk(Signs(unresolved=1), TODAY)
    assert not risk(Signs(), TODAY).at_risk


def test_one_severe_ticket_is_enough_and_the_heaviest_sign_comes_first():
    found = risk(Signs(withdrawn=1, severe=2, unresolved=2), TODAY)
    assert (found.weight, found.at_risk) == (6, True)
    assert found.signs == ("2 severe tickets", "2 unresolved tickets", "1 withdrawn consent")


def test_silence_is_measured_by_their_own_interval():
    weekly = Signs(last_order=date(2026, 11, 1), usual_days=7)
    assert risk(weekly, TODAY).signs == ("no order since 1 Nov 2026, usually one every 7 days",)
    assert risk(Signs(last_order=date(2026, 11, 1), usual_days=30), TODAY).signs == ()
    assert risk(Signs(last_order=date(2020, 1, 1)), TODAY).signs == ()


def test_a_withdrawn_consent_alone_is_no_reason_to_call():
    assert not risk(Signs(withdrawn=1), TODAY).at_risk
    assert risk(Signs(withdrawn=1, overdue=Decimal(80)), TODAY).at_risk
    assert not risk(Signs(dunning_level=1), TODAY).at_risk
    assert risk(Signs(dunning_level=2), TODAY).at_risk


def ordered(*days: date, customer: str = "MARTIN") -> list[Fact]:
    """One order on each of these days."""
    found = []
    for number, on in enumerate(days, 1):
        command = order(order=f"SO-{number}", customer=customer, ordered_on=on, requested_on=None)
        stream = sales_order.stream(f"{customer}-{number}")
        events = sales_order.decide(sales_order.fold([]), command)
        found += [Fact(stream, at, event, NOBODY) for at, event in enumerate(events, 1)]
    return found


def rhythm(facts: Sequence[Fact]) -> OrderRhythmRow | None:
    return next(iter(order_rhythms.fold({}, facts).values()), None)


def every(days: int, times: int, last: date) -> list[date]:
    return [last - timedelta(days=days * back) for back in range(times)]


def test_the_usual_interval_is_computed_from_the_orders_themselves():
    row = rhythm(ordered(*every(10, 5, date(2026, 10, 1))))
    assert row and (row.usual_days, row.last_ordered_on) == (10, date(2026, 10, 1))
    assert row.silent_from == date(2026, 10, 22)
    assert risk(Signs(last_order=row.last_ordered_on, usual_days=10), date(2026, 10, 22)).at_risk
    assert not risk(Signs(last_order=row.last_ordered_on, usual_days=10), date(2026, 10, 21)).signs


def test_two_orders_are_no_rhythm_and_a_busy_week_makes_nobody_silent_the_next_day():
    few = rhythm(ordered(date(2026, 10, 1), date(2026, 10, 1), date(2026, 10, 5)))
    assert few and (few.usual_days, few.silent_from) == (0, None)
    daily = rhythm(ordered(*every(1, 5, date(2026, 10, 9))))
    assert daily and (daily.usual_days, daily.silent_from) == (7, date(2026, 10, 24))


def test_only_the_latest_orders_tell_how_often_somebody_orders_now():
    slow, quick = every(60, 20, date(2026, 1, 1)), every(10, RECENT, date(2026, 10, 1))
    row = rhythm(ordered(*slow, *quick))
    assert row and (row.usual_days, len(row.recent)) == (10, RECENT)


def test_an_order_that_was_cancelled_was_none_until_it_stands_again():
    facts = ordered(*every(10, 4, date(2026, 10, 1)))
    before = rhythm(facts[1:])
    history = [facts[0].event]
    for command, expected in (
        (CancelSalesOrder(reason=WHY), before),
        (ReinstateSalesOrder(), rhythm(facts)),
    ):
        events = sales_order.decide(sales_order.fold(history), command)
        at = len(history)
        facts += [Fact(facts[0].stream, at + n, event, NOBODY) for n, event in enumerate(events, 1)]
        history += events
        assert rhythm(facts) == expected


def tables(facts: Sequence[Fact]) -> dict[str, list[Row]]:
    who = {"kind": "dealer", "status": "active"}
    names = ("MARTIN", "ROSSI", "VELO")
    return {
        "order_rhythms": list(order_rhythms.fold({}, facts).values()),
        "customers": [CustomerRow.model_validate(who | {"customer": c, "name": c}) for c in names],
        "consents": [
            ConsentRow.model_validate(
                {"customer": "ROSSI", "channel": "email", "purpose": "offers"}
                | {"status": "withdrawn"}
            )
        ],
        "customer_invoices": [
            CustomerInvoiceRow.model_validate(
                {"invoice": "INV-1", "customer": "ROSSI", "customer_name": "Rossi"}
                | {"currency": "EUR", "open_amount": 80, "due_on": date(2026, 11, 1)}
            )
        ],
    }


def answered(known: Mapping[str, list[Row]], asked: Sequence[Query[Any]]) -> list[Page[Any]]:
    return [query.answer(known.get(query.table, [])) for query in asked]


def test_the_tool_the_agent_and_the_queue_weigh_the_same_signs():
    facts = ordered(*every(10, 5, date(2026, 10, 1)))
    facts += ordered(*every(10, 5, date(2020, 10, 1)), customer="VELO")
    known = tables(facts)
    told = signs(answered(known, asks(TODAY, 500)))
    found = at_risk(told, answered(known, asks_of(sorted(told), 500)), TODAY)
    silent = "no order since 1 Oct 2026, usually one every 10 days"
    assert {code: risk.signs for code, (_, risk) in found.items()} == {
        "MARTIN": (silent,),
        "ROSSI": ("overdue invoices", "1 withdrawn consent"),
    }
    source = next(each for each in SOURCES if each.name == "customers_at_risk")
    pages = answered(known, source.ask(TODAY))
    assert source.further
    more = answered(known, source.further(pages))
    assert [each.about for each in source.matters(pages, more, TODAY)] == ["MARTIN", "ROSSI"]
    looking = follow_up(TODAY)
    asked = next(looking)
    with pytest.raises(StopIteration) as ended:
        while True:
            asked = looking.send(answered(known, asked))
    assert [each.about for each in ended.value.value] == ["MARTIN", "ROSSI"]


def test_one_of_a_thousand_small_signs_hides_no_grave_one():
    known = tables(ordered(*every(10, 5, date(2026, 10, 1)), customer="ROSSI"))
    one = known["consents"][0]
    names = [f"A-{number}" for number in range(900)]
    known["consents"] += [one.model_copy(update={"customer": name}) for name in names]
    source = next(each for each in SOURCES if each.name == "customers_at_risk")
    pages = answered(known, source.ask(TODAY))
    assert source.further
    [found] = source.matters(pages, answered(known, source.further(pages)), TODAY)
    assert found.title == "We may lose ROSSI"
