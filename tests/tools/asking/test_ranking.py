"""The largest, the smallest and shares: each currency on its own, and who is level is told."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests import trade
from tests.trade import OST, TENANT, locks

BOLT = ("USA", "Bolt Works")
BY_NAME = {"figure": "amount", "by": "number", "then_by": "supplier"}


@pytest.fixture
async def abroad(house: Any) -> None:
    """Two orders in dollars, the cheaper of them as small as the smallest there is in euros."""
    bought = [locks(number, date(2026, 12, 1)) for number in (90, 8)]
    for number, line in zip(("PO-21", "PO-22"), bought, strict=True):
        dollars = line.model_copy(
            update={"price": line.price.model_copy(update={"currency": "USD"})}
        )
        step = trade.order(number, BOLT, date(2026, 11, 2), dollars, money="USD")
        await house.handler(TENANT).record([step], trade.Cause(("test",)))


async def test_the_largest_order_is_told_by_its_name(reply):
    found = await reply("ask_purchase_orders", **BY_NAME, sort="highest", count=1)
    assert found["headline"] == "The largest order is PO-1 (Ostermark), €1,800.00."
    assert [row["number"] for row in found["rows"]] == ["PO-1"] and found["truncated"]


async def test_neither_of_two_currencies_is_the_larger(reply, abroad):
    found = await reply("ask_purchase_orders", **BY_NAME, sort="highest", count=1)
    assert {(row["number"], row["currency"]) for row in found["rows"]} == {
        ("PO-1", "EUR"),
        ("PO-21", "USD"),
    }
    assert "largest orders of each currency" in found["headline"]
    assert "PO-1 (Ostermark), €1,800.00" in found["headline"]
    assert "PO-21 (Bolt Works), $1,845.00" in found["headline"]
    least = await reply("ask_order_lines", figure="amount", by="supplier", sort="lowest")
    assert "Conceria Conti, €1,321.50" in least["headline"]
    assert "Bolt Works, $2,009.00" in least["headline"]


async def test_those_that_are_level_are_both_the_smallest(reply, house):
    step = trade.order("PO-31", OST, date(2026, 11, 3), locks(8, date(2026, 12, 1)))
    await house.handler(TENANT).record([step], trade.Cause(("test",)))
    found = await reply("ask_purchase_orders", **BY_NAME, sort="lowest", count=1)
    assert found["headline"] == (
        "The smallest orders are PO-31 (Ostermark) and PO-5 (Ostermark), €164.00 each."
    )


async def test_the_first_three_are_told_with_the_first_of_them(reply):
    found = await reply("ask_purchase_orders", **BY_NAME, sort="highest", count=3)
    assert [row["number"] for row in found["rows"]] == ["PO-1", "PO-3", "PO-2"]
    assert found["headline"].endswith("Most: PO-1 (Ostermark), €1,800.00.")


async def test_a_month_with_the_most_is_named(reply):
    found = await reply("ask_order_lines", figure="amount", by="month", sort="highest")
    assert found["headline"].endswith("Most: Mar 2025, €1,800.00.")


async def test_a_share_is_of_everything_in_its_currency(reply, abroad):
    found = await reply("ask_order_lines", figure="amount", how="share", by="supplier")
    shares = {row["supplier"]: Decimal(row["share"]) for row in found["rows"]}
    euros = Decimal(3164) + Decimal("1321.5")
    assert shares == {
        "OST": round(Decimal(3164) / euros, 4),
        "CONTI": round(Decimal("1321.5") / euros, 4),
        "USA": Decimal(1),
    }
    assert "Ostermark, €3,164.00 (70.5 %)" in found["headline"]
    assert found["query"].startswith("order lines: share of the total ordered amount by supplier")


async def test_the_share_stands_before_the_figure_and_is_drawn(reply):
    found = await reply("ask_purchase_orders", how="share", by="status")
    fields = [column["name"] for column in found["columns"]]
    assert fields.index("share") < fields.index("figure")
    assert sum(map(Decimal, found["chart"]["y"])) == 1
    assert found["chart"]["title"] == "Share of the number of orders by status"


@pytest.mark.parametrize(
    "asked",
    [
        {"figure": "amount"},
        {"figure": "price", "by": "supplier"},
        {"figure": "different_supplier", "by": "month"},
    ],
)
async def test_what_has_no_parts_or_does_not_add_up_has_no_share(ask, asked):
    answer = await ask("ask_order_lines", how="share", **asked)
    assert answer.outcome == "refused" and answer.code in ("share", "level")


@pytest.mark.parametrize(
    ("where", "orders"),
    [
        ("above 1000", {"PO-1", "PO-3", "PO-21"}),
        ("at least 1,200", {"PO-1", "PO-3", "PO-21"}),
        ("below 500", {"PO-4", "PO-5", "PO-22"}),
        ("between 100 and 900", {"PO-2", "PO-4", "PO-5", "PO-22"}),
        ("above 1000 EUR", {"PO-1", "PO-3"}),
        ("above 1000 USD", {"PO-21"}),
        ("above 100; supplier is Bolt Works", {"PO-21", "PO-22"}),
        ("order value above $1,700", {"PO-21"}),
        ("order value above 1700", {"PO-1", "PO-21"}),
    ],
)
async def test_an_amount_alone_is_about_the_size_of_a_record(reply, abroad, where, orders):
    found = await reply("ask_purchase_orders", **BY_NAME, where=where)
    assert {row["number"] for row in found["rows"]} == orders
    assert f"order value {where.removeprefix('order value ')}" in found["query"]


async def test_rows_without_a_size_have_no_amount_to_compare(ask):
    answer = await ask("ask_suppliers", where="above 5")
    assert answer.outcome == "refused" and answer.code == "unknown_column"


async def test_invoices_of_two_currencies_are_never_added(reply, house):
    found = await reply("ask_supplier_invoices", figure="gross")
    assert found["headline"] == "The total invoiced amount is €1,475.60."
