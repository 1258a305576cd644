"""Sales, the warehouse and accounting at work: what each does alone, and what others sign."""

from datetime import timedelta
from typing import Any

import pytest

from assistant.approvals import Approvals
from tests.assistant.attended import mine, signed, tools
from tests.trade import NOON, TENANT, caller, house_in, in_memory

PICK = ("draft_picking", {"sales_order": "SO-1"})
MOVE = (
    "draft_stock_move",
    {"item": "LOCK", "quantity": "5", "source": "MAIN", "target": "ATELIER"},
)
TICKET = ("draft_ticket", {"customer": "ROSSI", "subject": "Too loud", "severity": "high"})
PRICE = ("draft_base_price", {"product": "TURN", "price": "34"})
BILL = ("draft_customer_invoice", {"customer": "ROSSI", "amount": "100"})
LARGE_BILL = ("draft_customer_invoice", {"customer": "ROSSI", "amount": "900"})
FOUND = ("draft_stock_count", {"item": "LOCK", "quantity": "100", "place": "MAIN"})
LOST = ("draft_scrap", {"item": "LOCK", "quantity": "60", "place": "MAIN", "reason": "Bent"})
"""At €20.00 each."""
Work = tuple[str, dict[str, Any]]


@pytest.fixture
async def house() -> Any:
    return await house_in(in_memory())


async def asked(house: Any, role: str, work: Work) -> Any:
    tool, arguments = work
    return await house.visit(caller(role)).use(tools(tool), arguments)


async def drafted(house: Any, role: str, work: Work) -> str:
    answer = await asked(house, role, work)
    assert answer.outcome == "answered", answer
    return str(answer.content["draft"])


async def row(house: Any, draft: str) -> Any:
    return await house.handler(TENANT).draft_row(draft)


@pytest.mark.parametrize(
    ("role", "work"),
    [
        ("warehouse", PICK),
        ("warehouse", MOVE),
        ("sales", TICKET),
        ("accounting", BILL),
        ("accounting", ("draft_payment_allocation", {"payment": "CP-1", "invoice": "INV-1"})),
    ],
)
async def test_daily_work_is_drafted_and_signed_by_whoever_does_it(
    house: Any, role: str, work: Work
) -> None:
    draft = await drafted(house, role, work)
    assert [each.draft for each in await mine(house, role)] == [draft]
    assert (await signed(house, draft, role)).outcome == "answered"


@pytest.mark.parametrize(
    ("role", "work", "told"),
    [
        ("accounting", PICK, "Accounting may not draft in fulfillment."),
        ("accounting", TICKET, "Accounting may not draft in customers."),
        ("accounting", MOVE, "inventory is not open to accounting. An admin can open it."),
        ("accounting", PRICE, "category is not open to accounting. An admin can open it."),
        ("warehouse", PRICE, "category is not open to warehouse. An admin can open it."),
        ("warehouse", BILL, "receivables is not open to warehouse. An admin can open it."),
        ("warehouse", ("list_customers", {}), "customers is not open to warehouse."),
        ("sales", PICK, "Sales may not draft in fulfillment."),
        ("sales", BILL, "Sales may not draft in receivables."),
        ("sales", MOVE, "Sales may not draft in inventory."),
        ("sales", ("list_purchase_orders", {}), "procurement is not open to sales."),
    ],
)
async def test_what_is_not_theirs_is_denied_in_words(
    house: Any, role: str, work: Work, told: str
) -> None:
    answer = await asked(house, role, work)
    assert answer.outcome == "denied"
    assert told in answer.reason


@pytest.mark.parametrize(
    ("role", "work"),
    [
        ("sales", ("list_sales_orders", {})),
        ("sales", ("list_customer_invoices", {})),
        ("sales", ("stock_on_hand", {})),
        ("accounting", ("list_sales_orders", {})),
        ("accounting", ("list_purchase_orders", {})),
        ("accounting", ("list_customers", {})),
        ("warehouse", ("pick_list", {})),
        ("warehouse", ("stock_on_hand", {})),
    ],
)
async def test_each_reads_what_its_work_rests_on(house: Any, role: str, work: Work) -> None:
    assert (await asked(house, role, work)).outcome == "answered"


@pytest.mark.parametrize(
    ("by", "work", "signer", "told"),
    [
        ("warehouse", PICK, "accounting", "fulfillment"),
        ("sales", PRICE, "sales", "Sales may not sign in category."),
        ("sales", PRICE, "warehouse", "category is not open to warehouse."),
        ("accounting", BILL, "sales", "Sales may not sign in receivables."),
        ("sales", TICKET, "accounting", "Accounting may not sign in customers."),
    ],
)
async def test_nobody_signs_the_work_of_another_trade(
    house: Any, by: str, work: Work, signer: str, told: str
) -> None:
    draft = await drafted(house, by, work)
    answer = await signed(house, draft, signer)
    assert answer.outcome == "denied"
    assert told in answer.reason
    assert await mine(house, signer) == []


@pytest.mark.parametrize(("role", "work"), [("accounting", LARGE_BILL), ("warehouse", LOST)])
async def test_what_is_above_their_limit_waits_for_whoever_stands_above(
    house: Any, role: str, work: Work
) -> None:
    found = await drafted(house, "warehouse", FOUND)
    assert (await signed(house, found, "owner")).outcome == "answered"
    draft = await drafted(house, role, work)
    answer = await signed(house, draft, role)
    assert answer.outcome == "denied"
    assert "this is above your limit of €1,000.00. Owner or Manager may sign." in answer.reason
    assert await mine(house, role) == []
    assert (await signed(house, draft, "manager")).outcome == "answered"


@pytest.mark.parametrize(
    ("role", "work", "raised"),
    [
        ("warehouse", PICK, ["manager", "owner"]),
        ("sales", TICKET, ["manager", "owner"]),
        ("sales", PRICE, ["owner"]),
        ("accounting", BILL, ["manager", "owner"]),
        ("accounting", LARGE_BILL, ["owner"]),
    ],
)
async def test_a_draft_that_nobody_signs_goes_to_the_next_who_may(
    house: Any, role: str, work: Work, raised: list[str]
) -> None:
    draft = await drafted(house, role, work)
    approvals, passed, now = Approvals(house.handler, house.gate), list[str](), NOON
    while (await row(house, draft)).expires_at > (now := now + timedelta(hours=12)):
        await approvals.escalate(TENANT, now)
        to = (await row(house, draft)).escalated_to
        passed += [to] if to and to not in passed else []
    assert passed == raised


async def test_whoever_has_two_trades_has_what_each_of_them_has(house: Any) -> None:
    both = caller("warehouse", roles=("sales", "warehouse"))
    for tool, arguments in (PICK, TICKET, PRICE, MOVE):
        answer = await house.visit(both).use(tools(tool), arguments)
        assert answer.outcome == "answered", answer
    tool, arguments = BILL
    answer = await house.visit(both).use(tools(tool), arguments)
    assert "Sales may not draft in receivables." in answer.reason
