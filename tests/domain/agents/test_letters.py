"""Letters are suggested by rows alone: what was told long ago hides nothing that was not."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from domain.agents.agent import Suggestion
from domain.agents.letters import confirm
from domain.customers.consents import ConsentRow
from domain.customers.customers import CustomerRow
from domain.customers.messages import MessageRow
from domain.fulfillment.sales_orders import SalesOrderRow
from domain.kernel import Row

TODAY = date(2026, 11, 20)


def order(number: int, customer: str, day: date) -> SalesOrderRow:
    who = {"customer": customer, "customer_name": customer, "currency": "EUR"}
    when = {"ordered_on": day, "requested_on": None}
    return SalesOrderRow.model_validate(who | when | {"order": f"SO-{number}"})


def told(number: int, customer: str) -> MessageRow:
    about = {"kind": "order_confirmation", "about": f"SO-{number}"}
    return MessageRow(message=f"MSG-{number}", customer=customer, **about)


def suggested(rows: Sequence[Row]) -> tuple[Suggestion, ...]:
    """The rule, answered out of these rows as every store would."""
    rule: Any = confirm(TODAY)
    pages = None
    while True:
        try:
            asked = rule.send(pages)
        except StopIteration as end:
            found: tuple[Suggestion, ...] = end.value
            return found
        pages = [q.answer([row for row in rows if isinstance(row, q.row)]) for q in asked]


def test_three_hundred_confirmed_orders_hide_no_newer_one():
    yesterday = TODAY - timedelta(days=1)
    old = [order(number, "ROSSI", yesterday) for number in range(1000, 1300)]
    confirmed = [told(number, "ROSSI") for number in range(1000, 1300)]
    new = order(1300, "MAIER", TODAY)
    known = [CustomerRow(customer=c, name=c, email="a@b.example") for c in ("ROSSI", "MAIER")]
    [one] = suggested([*old, *confirmed, new, *known])
    assert one.about == "SO-1300"
    assert one.occasion == "customers-agent/confirm MAIER #SO-1300"


def test_the_oldest_of_a_customer_comes_first_and_who_said_no_is_left_out():
    orders = [order(number, who, TODAY) for number, who in ((12, "A"), (11, "A"), (13, "B"))]
    known = [CustomerRow(customer=c, name=c, email="a@b.example") for c in ("A", "B")]
    no = ConsentRow(customer="B", channel="email", purpose="orders", status="withdrawn")
    assert [each.about for each in suggested([*orders, *known, no])] == ["SO-11", "SO-12"]
