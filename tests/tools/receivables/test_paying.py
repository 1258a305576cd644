"""How many days of sales are owed agrees with what is owed, and paying is counted in days."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.kernel import Cause
from domain.receivables.payment_events import AllocatePayment
from mcp_servers.visit import House
from tests.owing import MAIER, ROSSI, paid, sold
from tests.steps import on
from tests.trade import TENANT


async def test_days_of_sales_are_what_is_owed_over_what_was_billed(reply: Any) -> None:
    """Of 427 billed in 81 days 766 are owed: more than was billed, for much of it is older."""
    found = await reply("days_sales_outstanding")
    assert found["headline"] == (
        "The DSO from 1 Sep 2026 to 20 Nov 2026 is 145.3 days: €766.00 owed at the end, "
        "€427.00 billed in 81 days."
    )
    told = [
        (r["receivables"], r["billed"], r["days"], r["days_outstanding"]) for r in found["rows"]
    ]
    assert told == [
        ("644", "244", 30, "79.2"),
        ("766", "122", 31, "194.6"),
        ("766", "61", 20, "251.1"),
    ]
    assert found["chart"]["y"] == ["79.2", "194.6", "251.1"]


@pytest.mark.parametrize("customer", [None, "ROSSI", "MAIER"])
async def test_what_is_owed_today_is_what_aging_says(reply: Any, customer: str | None) -> None:
    said = {"customer": customer} if customer else {}
    found = await reply("days_sales_outstanding", **said)
    aged = await reply("receivables_aging", **said)
    owed = sum(Decimal(row["open_amount"]) for row in aged["rows"])
    assert Decimal(found["rows"][-1]["receivables"]) == owed


async def test_the_days_of_one_customer_are_of_his_invoices(reply: Any) -> None:
    found = await reply("days_sales_outstanding", customer="ROSSI")
    assert found["headline"].startswith("The DSO of Pelletteria Rossi from")
    assert "is 69.4 days: €366.00 owed at the end, €427.00 billed" in found["headline"]


async def test_where_nothing_was_billed_there_is_no_figure(reply: Any, ask: Any) -> None:
    """Nor is anything known of days to come; of those that have begun only what has passed."""
    none = await reply("days_sales_outstanding", period="2025-01-01..2025-12-31")
    assert none["headline"] == "There is no DSO in 2025: nothing was billed."
    ahead = await ask("days_sales_outstanding", period="2027-01-01..2027-03-31")
    assert (ahead.outcome, ahead.code) == ("refused", "in_the_future")
    month = await reply("days_sales_outstanding", period="2026-11-01..2026-11-30")
    assert [row["days"] for row in month["rows"]] == [20]


async def test_of_many_years_the_whole_is_told_at_once(reply: Any) -> None:
    found = await reply("days_sales_outstanding", period="2020-01-01..2026-11-20")
    assert [row["receivables"] for row in found["rows"]] == ["766"]


async def test_paying_takes_from_the_invoice_to_its_last_payment(reply: Any, house: House) -> None:
    none = await reply("payment_speed")
    assert none["headline"] == "No invoice was paid in full."
    steps = [
        paid("CP-8", ROSSI, 19, "305.00", "INV-1, INV-2"),
        on(AllocatePayment(invoice="INV-1", amount=Decimal(244), currency="EUR"), "CP-8"),
        on(AllocatePayment(invoice="INV-2", amount=Decimal(61), currency="EUR"), "CP-8"),
        paid("CP-9", MAIER, 20, "400.00", "INV-4"),
        on(AllocatePayment(invoice="INV-4", amount=Decimal(400), currency="EUR"), "CP-9"),
    ]
    await house.handler(TENANT).record(steps, Cause(("test",)))
    found = await reply("payment_speed")
    assert found["headline"] == (
        "Customers take 75.0 days on average to pay an invoice, 50.3 days after it is due: "
        "3 invoices paid in full."
    )
    assert [(r["customer_name"], r["days_to_pay"], r["days_late"]) for r in found["rows"]] == [
        ("Anna Maier", "111.0", "97.0"),
        ("Pelletteria Rossi", "57.0", "27.0"),
    ]
    rossi = await reply("payment_speed", customer="rossi", period="2026-11-01..2026-11-30")
    assert rossi["headline"].startswith("Pelletteria Rossi takes 57.0 days on average")
    freely = await reply("ask_customer_invoices", figure="days_to_pay", by="customer")
    assert [Decimal(row["figure"]) for row in freely["rows"]] == [Decimal(111), Decimal(57)]


async def came(house: House, amount: str) -> None:
    """A payment of nearly everything, and an invoice as large, neither matched with the other."""
    steps = [
        paid("CP-9", ROSSI, 19, amount, ""),
        sold("INV-9", ROSSI, date(2026, 11, 1), date(2026, 12, 1), amount),
    ]
    await house.handler(TENANT).record(steps, Cause(("demo",)))


@pytest.mark.parametrize(("amount", "may"), [("900", True), ("1000", True), ("1000.01", False)])
async def test_accounting_signs_an_allocation_up_to_its_limit(
    drafted: Any, house: House, amount: str, may: bool
) -> None:
    await came(house, "50000")
    said = {"payment": "CP-9", "invoice": "INV-9", "amount": amount}
    proposal = await drafted("draft_payment_allocation", **said)
    assert proposal.preview["amounts"] == [{"amount": amount, "currency": "EUR"}]
    assert ("accounting" in proposal.requirement.roles) is may
    assert "manager" in proposal.requirement.roles


async def test_an_allocation_of_fifty_thousand_is_for_the_owner(drafted: Any, house: House) -> None:
    await came(house, "50000")
    proposal = await drafted("draft_payment_allocation", payment="CP-9", invoice="INV-9")
    assert proposal.requirement.roles == ("owner",)


async def test_a_payment_that_is_matched_at_once_is_at_stake_once(drafted: Any) -> None:
    proposal = await drafted("draft_customer_payment", invoice="INV-1")
    assert proposal.preview["amounts"] == [{"amount": "244", "currency": "EUR"}]
