"""Known steps: the aggregates whose histories are drawn by what fits their state."""

from decimal import Decimal

from hypothesis import strategies as st

from domain.fulfillment.sales_order import sales_order
from domain.kernel import AnyDecider, Command
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_payment import CustomerPayment, customer_payment
from tests.domain.fulfillment import next_steps as of_sales
from tests.domain.receivables import next_steps as of_money
from tests.domain.walks import Choice, Choices, walks

Walk = st.SearchStrategy[list[Command]]
OWED = {"INV-1": Decimal(500), "INV-2": Decimal(500)}
"""Where only the payment itself can say no."""
SHORT, LONG = (0, 25), (20, 60)
"""Enough to meet anything at all, or to meet everything often."""


def paying(state: CustomerPayment) -> list[Choice]:
    return of_money.of_payment(state, OWED)


def paying_wrong(state: CustomerPayment) -> list[Choice]:
    return of_money.not_of_payment(state, "INV-1")


def long_and_short(
    decider: AnyDecider, *possible: Choices, impossible: Choices
) -> dict[tuple[int, int], Walk]:
    """The walks of either length, each beginning in one of these ways."""
    return {
        length: st.one_of(walks(decider, begun, impossible, length) for begun in possible)
        for length in (SHORT, LONG)
    }


KNOWN = {
    "customer_invoice": long_and_short(
        customer_invoice,
        of_money.of_invoice,
        of_money.of_taken_over,
        impossible=of_money.not_of_invoice,
    ),
    "customer_payment": long_and_short(customer_payment, paying, impossible=paying_wrong),
    "sales_order": long_and_short(
        sales_order, of_sales.placed_here, of_sales.taken_over, impossible=of_sales.impossible
    ),
}
"""A number is either used here or comes from another system, all its life."""
WALKS: dict[str, Walk] = {name: walks[SHORT] for name, walks in KNOWN.items()}
LONG_WALKS: dict[str, Walk] = {name: walks[LONG] for name, walks in KNOWN.items()}
