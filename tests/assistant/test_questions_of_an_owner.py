"""What the owner of a shop asks of revenue, orders, invoices and parcels, in her own words."""

from typing import Any

import pytest

from domain.governance.passport import SHIPPED
from tests import trade
from tests.assistant.model.conftest import Talk, detectors, talk

__all__ = ["detectors", "talk"]


async def said(talk: Talk, text: str, role: str = "owner", conversation: str = "c") -> Any:
    caller: Any = trade.caller(role, agent="")
    return await talk.desk.ask(caller, text, conversation)


def heard(found: Any) -> tuple[str, str]:
    return found["kind"], found["tool"]


@pytest.mark.parametrize(
    "text", ["revenue from France", "sales to France", "what is our revenue in France this year"]
)
async def test_revenue_from_a_country_is_what_was_sold_there(talk: Talk, text: str) -> None:
    found = await said(talk, text)
    assert heard(found) == ("answer", "ask_sales_order_lines")
    assert found["arguments"]["country"] == "France"
    assert [row["figure"] for row in found["rows"]] == ["699"]
    assert found["text"].startswith("The total sales to France")
    assert "without a country left out" in str(found["view"])


async def test_revenue_by_country_names_each_country(talk: Talk) -> None:
    found = await said(talk, "revenue by country")
    assert found["arguments"] == {"figure": "amount", "by": "ship_country"}
    assert {row["ship_country"]: row["figure"] for row in found["rows"]} == {"France": "699"}


async def test_a_country_of_customers_who_have_bought_nothing_is_no_unknown_one(talk: Talk) -> None:
    found = await said(talk, "revenue from Italy")
    assert heard(found) == ("answer", "ask_sales_order_lines")
    assert found["text"] == "There are no sales order lines to Italy."


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("how many orders did we get this month", {"period": "2026-11-01..2026-11-30"}),
        ("how many orders", {}),
        ("average order value", {}),
        ("average order value by month", {"by": "month"}),
        ("What is our average order worth?", {}),
        ("number of orders of Maison Martin", {"customer": "MARTIN"}),
        ("how many orders did Maison Martin place", {"customer": "MARTIN"}),
    ],
)
async def test_orders_are_those_of_customers(talk: Talk, text: str, more: dict[str, str]) -> None:
    found = await said(talk, text)
    assert heard(found) == ("answer", "sales_counts")
    assert found["arguments"] == more
    assert found["text"].startswith("1 sales order was placed")
    [row] = found["rows"]
    assert (row["orders"], row["average"], row["currency"]) == (1, "699.00", "EUR")


@pytest.mark.parametrize(
    "text",
    [
        "how many purchase orders did we place this month",
        "how many orders did we place this month",
        "average purchase order value this month",
        "average order value with Conceria Conti this month",
    ],
)
async def test_purchases_are_counted_where_they_are_named(talk: Talk, text: str) -> None:
    found = await said(talk, text)
    assert heard(found) == ("answer", "purchase_counts")
    assert found["text"].startswith("1 purchase order was placed")


@pytest.mark.parametrize("text", ["how many orders", "average order value"])
async def test_whoever_only_buys_is_told_of_purchases(talk: Talk, text: str) -> None:
    found = await said(talk, text, "buyer")
    assert heard(found) == ("answer", "purchase_counts")


@pytest.mark.parametrize(
    "text", ["overdue invoices", "show me all overdue invoices", "which invoices are overdue?"]
)
async def test_overdue_invoices_are_told_of_both_sides(talk: Talk, text: str) -> None:
    found = await said(talk, text)
    suppliers, customers = found["text"].split(". ", 1)
    assert suppliers == "There are no overdue supplier invoices"
    assert customers.startswith("There are 3 overdue customer invoices")
    assert {row["invoice"] for row in found["rows"]} >= {"INV-2"}


@pytest.mark.parametrize(
    ("text", "bought", "sold"),
    [
        ("orders this month", "purchase order", "sales order"),
        ("invoices", "supplier invoice", "customer invoice"),
    ],
)
async def test_a_bare_list_names_whose_it_is(talk: Talk, text: str, bought: str, sold: str) -> None:
    found = await said(talk, text)
    suppliers, customers = found["text"].split(". ", 1)
    assert bought in suppliers and sold in customers
    mine = await said(talk, text, "buyer", "another")
    assert bought in mine["text"] and sold not in mine["text"]


async def test_a_list_with_nothing_in_it_hides_no_other(talk: Talk) -> None:
    found = await said(talk, "orders from Ostermark and overdue supplier invoices")
    assert found["text"].endswith("There are no overdue supplier invoices.")
    columns = [column["name"] for column in found["view"]["table"]["columns"]]
    assert "outstanding_amount" in columns


async def test_whoever_sees_one_side_only_is_told_of_that(talk: Talk) -> None:
    found = await said(talk, "overdue invoices", "buyer")
    assert heard(found) == ("answer", "list_supplier_invoices")


async def test_a_side_that_is_named_is_told_alone(talk: Talk) -> None:
    found = await said(talk, "overdue invoices from Ostermark")
    assert found["text"] == "There are no overdue supplier invoices from Ostermark."


@pytest.mark.parametrize(
    "text",
    ["invoice Maison Martin 240", "invoice Maison Martin over 240", "bill Maison Martin 240"],
)
async def test_a_customer_is_billed_and_a_supplier_sends_invoices(talk: Talk, text: str) -> None:
    found = await said(talk, text)
    assert heard(found) == ("question", "draft_customer_invoice")
    assert found["text"].endswith("was never billed: say at which tax rate.")
    drafted = await said(talk, "20")
    assert heard(drafted) == ("draft", "draft_customer_invoice")
    [card] = drafted["view"]["cards"]
    assert card["title"].endswith("to Maison Martin over €288.00")
    theirs = await said(talk, "invoice Ostermark 240", conversation="d")
    assert heard(theirs) == ("question", "draft_supplier_invoice")


@pytest.mark.parametrize(
    "text", ["today's picks", "Show me today’s picks.", "picks for today", "what do we pick today?"]
)
async def test_the_picks_of_today_are_all_that_is_open(talk: Talk, text: str) -> None:
    found = await said(talk, text)
    assert heard(found) == ("answer", "pick_list")
    assert {row["order"] for row in found["rows"]} == {"SO-1"}


async def test_what_was_picked_today_is_still_a_draft(talk: Talk) -> None:
    found = await said(talk, "picked SO-1 today")
    assert heard(found) == ("draft", "draft_picking")


@pytest.mark.parametrize(
    "text",
    ["where is the parcel of SO-1", "where's the parcel for SO-1?", "where are the goods of SO-1"],
)
async def test_where_a_parcel_is_is_told_with_its_order(talk: Talk, text: str) -> None:
    found = await said(talk, text)
    assert heard(found) == ("answer", "show_sales_order")
    assert "Shipment 1 left 16 Nov with Colis Rapide" in found["text"]


@pytest.mark.parametrize("agent", sorted(SHIPPED))
async def test_every_agent_answers_to_its_name_with_its_dash_or_without(
    talk: Talk, agent: str
) -> None:
    for name in {agent, f"the {agent.replace('-', ' ')}"} - {"the assistant"}:
        passport = await said(talk, f"passport of {name}")
        assert heard(passport) == ("answer", "list_agents")
        assert agent in passport["text"]
        stopped = await said(talk, f"stop {name}")
        assert (heard(stopped), stopped["arguments"]) == (
            ("draft", "draft_agent_stop"),
            {"agent": agent},
        )
