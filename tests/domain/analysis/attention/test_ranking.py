"""What waits is put in one order by one declared rule, in which nothing is left to chance."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as some

from domain.analysis.attention.matter import Matter
from domain.analysis.attention.ranking import WEEKS, Cost, because, cost_of, rank

TODAY = date(2026, 11, 20)
AMOUNTS = some.decimals(min_value=0, max_value=10**9, places=2)
COSTS = some.builds(
    Cost,
    name=some.uuids().map(str),
    amount=AMOUNTS,
    currency=some.sampled_from(["EUR", "USD", ""]),
    flagged=some.booleans(),
    ends_today=some.booleans(),
    days_overdue=some.integers(min_value=-50, max_value=900),
    customer_waits=some.booleans(),
    escalated=some.booleans(),
    since=some.integers(min_value=0, max_value=2 * 10**15),
)


def first_of(**costs: Cost) -> str:
    return min(costs, key=lambda name: rank(costs[name], "EUR"))


def costs(amount: int = 100, **more: Any) -> Cost:
    return Cost(name="any", amount=Decimal(amount), currency="EUR", **more)


@given(some.lists(COSTS, max_size=20, unique_by=lambda cost: cost.name))
def test_the_order_is_total_and_the_same_whatever_came_first(found: list[Cost]) -> None:
    ranked = sorted(found, key=lambda cost: rank(cost, "EUR"))
    assert ranked == sorted(reversed(found), key=lambda cost: rank(cost, "EUR"))
    assert all(rank(one, "EUR") < rank(other, "EUR") for one, other in pairwise(ranked))


@given(COSTS, AMOUNTS)
def test_a_dearer_twin_never_ranks_lower(cost: Cost, more: Decimal) -> None:
    assume(more)
    values = {name: getattr(cost, name) for name in Cost.__dataclass_fields__}
    dearer = Cost(**values | {"amount": cost.amount + more})
    assert rank(dearer, "EUR") < rank(cost, "EUR")


@given(COSTS, some.sampled_from(["flagged", "ends_today", "customer_waits", "escalated"]))
def test_nothing_that_makes_it_more_urgent_ever_puts_it_later(cost: Cost, sign: str) -> None:
    values = {name: getattr(cost, name) for name in Cost.__dataclass_fields__}
    urgent, calm = Cost(**values | {sign: True}), Cost(**values | {sign: False})
    assert rank(urgent, "EUR") <= rank(calm, "EUR")


def test_red_flags_then_what_ends_today_then_what_costs_more() -> None:
    flagged, ends, dear = costs(1, flagged=True), costs(2, ends_today=True), costs(9_000)
    assert first_of(flagged=flagged, ends=ends, dear=dear) == "flagged"
    assert first_of(ends=ends, dear=dear) == "ends"


def test_a_week_overdue_counts_once_more_and_a_waiting_customer_twice() -> None:
    assert costs(days_overdue=6).factor == 1
    assert costs(days_overdue=7).factor == 2
    assert costs(days_overdue=365).factor == 1 + WEEKS
    assert costs(days_overdue=7, customer_waits=True).factor == 4
    assert first_of(late=costs(100, days_overdue=8), dear=costs(150)) == "late"
    assert first_of(late=costs(100, days_overdue=8), dear=costs(201)) == "dear"


def test_of_equals_the_older_comes_first() -> None:
    assert first_of(young=costs(since=20), old=costs(since=10)) == "old"


def test_money_without_a_rate_is_not_taken_for_little() -> None:
    foreign = Cost(name="foreign", amount=Decimal(1), currency="USD")
    assert first_of(own=costs(9_000), foreign=foreign) == "foreign"


def test_it_says_why_it_is_first() -> None:
    assert because(costs(flagged=True), "EUR") == "It comes first because it has a red flag."
    assert "signed today" in because(costs(ends_today=True), "EUR")
    said = because(costs(2400, days_overdue=15, customer_waits=True), "EUR")
    assert said == (
        "It comes first because €2,400.00 is at stake, it is overdue by 2 weeks and a customer "
        "waits."
    )
    assert "no rate" in because(Cost(name="x", amount=Decimal(5), currency="USD"), "EUR")
    assert "nothing that waits costs more" in because(Cost(name="x"), "EUR")
    taken = because(Cost(name="x", amount=Decimal(400), customer_waits=True), "EUR")
    assert taken == (
        "It comes first because a day of it is taken to cost €400.00 and a customer waits."
    )


def test_a_matter_is_overdue_from_its_day_on() -> None:
    matter = Matter(about="INV-1", title="", says="", due=TODAY - timedelta(days=21))
    assert cost_of(matter, TODAY).weeks == 3
    assert cost_of(Matter(about="INV-1", title="", says=""), TODAY).weeks == 0
