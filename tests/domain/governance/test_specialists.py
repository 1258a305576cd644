"""Sales, warehouse and accounting each sign their own daily work; the rest goes up the ladder."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import catalog
from domain.governance.authority import DEFAULTS, OWN, Authority, Rung
from domain.governance.drafts import EMPTY
from domain.governance.member import SPECIALISTS
from domain.governance.patience import steps
from domain.governance.signing import Limits, Stakes, may_sign, requirement
from domain.kernel import Money, function_of

COMMANDS = {
    kind.__name__: (function_of(kind), kind) for each in catalog.DECIDERS for kind in each.accepts
}
THEIR_DAYS = {action for action, rung in OWN if rung == Rung.SIGN}
SIGNED = {
    "sales": {"OpenTicket", "AnswerTicket", "ResolveTicket"},
    "warehouse": {"PickSalesOrder", "PackSalesOrder", "ShipSalesOrder"}
    | {name for name, (function, _) in COMMANDS.items() if function == "inventory"},
    "accounting": {"IssueCustomerInvoice", "AllocatePayment"},
}
"""Beside their own days and their own queue, nothing else in any function."""
LIMITED = {
    "sales": set[str](),
    "warehouse": SIGNED["warehouse"] - {"PickSalesOrder", "PackSalesOrder", "ShipSalesOrder"},
    "accounting": SIGNED["accounting"],
}
"""What they sign up to an amount."""
MOST = Decimal(1_000)
amounts = st.decimals(0, 100_000, places=2)
whose = pytest.mark.parametrize("role", SPECIALISTS)


def signs(role: str, name: str, amount: Decimal | None = None) -> bool:
    money = () if amount is None else (Money(amount=amount, currency="EUR"),)
    return may_sign(Authority(), role, Stakes((COMMANDS[name],), money), amount or Decimal(0))


def passes(name: str, amount: str = "0") -> tuple[tuple[str, ...], ...]:
    """From whom to whom a draft of this command is raised."""
    money = (Money(amount=Decimal(amount), currency="EUR"),)
    needed = requirement(Stakes((COMMANDS[name],), money), Limits(), Authority(), "EUR")
    return steps(EMPTY.model_copy(update={"may_sign": needed.roles}))


@whose
def test_of_all_that_can_be_signed_each_signs_its_daily_work_alone(role: str):
    assert {name for name in COMMANDS if signs(role, name)} == SIGNED[role] | THEIR_DAYS


@whose
@given(amount=amounts)
def test_what_is_limited_is_signed_up_to_it_and_never_above(role: str, amount: Decimal):
    for name in LIMITED[role]:
        assert signs(role, name, amount) is (amount <= MOST), name
    for name in SIGNED[role] - LIMITED[role]:
        assert signs(role, name, amount), name


@whose
def test_no_specialist_goes_further_than_staff_but_at_the_books(role: str):
    """What staff may not sign either, an accountant signs up to a small amount."""
    beyond = {name for name in SIGNED[role] if not signs("staff", name)}
    assert beyond == (
        {"IssueCustomerInvoice", "AllocatePayment"} if role == "accounting" else set()
    )
    drafts = {g.function for g in DEFAULTS if g.role == role and g.rung >= Rung.DRAFT}
    assert drafts <= {g.function for g in DEFAULTS if g.role == "staff" and g.rung >= Rung.DRAFT}


def test_staff_stay_what_they_were():
    packing_and_answering = SIGNED["sales"] | SIGNED["warehouse"]
    assert {name for name in COMMANDS if signs("staff", name)} == packing_and_answering | THEIR_DAYS
    assert signs("staff", "MoveStock", MOST) and not signs("staff", "MoveStock", MOST + 1)


@pytest.mark.parametrize(
    ("name", "amount", "raised"),
    [
        ("PickSalesOrder", "0", (("warehouse", "staff"), ("manager",), ("owner",))),
        ("ShipSalesOrder", "9000", (("warehouse", "staff"), ("manager",), ("owner",))),
        ("OpenTicket", "0", (("sales", "staff"), ("manager",), ("owner",))),
        ("MoveStock", "1000", (("warehouse", "staff"), ("manager",), ("owner",))),
        ("MoveStock", "1000.01", (("manager",), ("owner",))),
        ("IssueCustomerInvoice", "1000", (("accounting",), ("manager",), ("owner",))),
        ("IssueCustomerInvoice", "1000.01", (("manager",), ("owner",))),
        ("IssueCustomerInvoice", "25000.01", (("owner",),)),
        ("PlacePurchaseOrder", "1000", (("buyer",), ("manager",), ("owner",))),
        ("SetBasePrice", "0", (("manager",), ("owner",))),
        ("RecordSupplierInvoice", "10", (("manager",), ("owner",))),
    ],
)
def test_a_draft_is_raised_from_its_specialist_past_nobody(
    name: str, amount: str, raised: tuple[tuple[str, ...], ...]
):
    assert passes(name, amount) == raised
