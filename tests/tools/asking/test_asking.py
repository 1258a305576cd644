"""Asking freely: figures, divisions and conditions over the rows, with what cannot be answered."""

import json
from typing import Any

import pytest

from assistant.model.tool_menu import described, tokens
from domain.asked import asked_of
from guardrails.redaction import Boundary, Endpoint, Policy, Vault
from guardrails.redaction.detectors import Detectors
from mcp_servers.client import info
from mcp_servers.menu import FUNCTIONS
from mcp_servers.serve import described as listed
from tests.tools.conftest import TOOLS

FREE = [tool for tool in TOOLS.values() if tool.composed]
of_every_free_tool = pytest.mark.parametrize("tool", FREE, ids=lambda tool: tool.name)


def shown(content: dict[str, Any], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(name) for name in names) for row in content["rows"]]


async def test_a_total_is_divided_by_a_period_and_a_record(reply):
    asked = {"figure": "amount", "by": "month", "then_by": "supplier", "period": "2026"}
    found = await reply("ask_order_lines", **asked)
    assert found["headline"] == "The total ordered amount in 2026 is €1,860.50."
    assert shown(found, "period", "supplier_name", "figure") == [
        ("Feb 2026", "Ostermark", "164.0"),
        ("Oct 2026", "Ostermark", "1200"),
        ("Nov 2026", "Conceria Conti", "496.5"),
    ]
    assert found["query"].startswith("order lines: total ordered amount by month of order date")
    assert "drafts and cancelled orders left out" in found["note"]


async def test_a_level_is_averaged_and_never_added(reply, ask):
    found = await reply("ask_receipts", figure="lead_days", by="supplier")
    assert (
        found["headline"]
        == "The average lead time is 19.33 days. Highest: Conceria Conti, 23 days."
    )
    refused = await ask("ask_receipts", figure="lead_days", how="total")
    assert refused.outcome == "refused" and "does not add up" in refused.reason


async def test_records_are_counted_by_a_word_for_some_of_them(reply):
    found = await reply("ask_purchase_orders", by="status", only="open")
    assert found["headline"] == "There are 2 open orders."
    assert shown(found, "status", "figure") == [("partly received", "1"), ("placed", "1")]
    every = await reply("ask_purchase_orders", by="status")
    assert every["headline"] == "There are 5 orders. Most: received, 2."


async def test_different_records_are_counted_once(reply):
    found = await reply("ask_receipts", figure="different_supplier")
    assert found["headline"] == "The number of different suppliers is 2."


async def test_a_share_keeps_units_apart(reply):
    found = await reply("ask_receipts", figure="rejected_share")
    assert found["headline"] == "The rejected share is 3.6 % of EA and 20.0 % of HIDE."


async def test_a_cut_list_says_so_and_feeds_no_total(reply):
    whole = await reply("ask_order_lines", figure="amount", by="number")
    found = await reply("ask_order_lines", figure="amount", by="number", count=1, sort="lowest")
    assert found["truncated"] and found["total_rows"] == 5 and len(found["rows"]) == 1
    assert found["totals"] == whole["totals"] and found["note"].startswith("1 of 5 groups shown")
    assert found["rows"][0]["figure"] == "164.0"


async def test_an_earlier_day_is_asked_about(reply, house):
    found = await reply("ask_order_lines", figure="amount", as_of="2026-11-01")
    assert found["headline"] == "There are no order lines as of 1 Nov 2026."
    assert "as of 1 Nov 2026" in found["note"]
    today = await reply("ask_order_lines", as_of="2026-11-20")
    assert today["headline"].startswith("There are 6 order lines")


@pytest.mark.parametrize(
    ("where", "orders"),
    [
        ("status is placed", {"PO-4"}),
        ("status is not placed; supplier is Conceria Conti", {"PO-2"}),
        ("order number is one of PO-1, po-5", {"PO-1", "PO-5"}),
        ("ordered amount above 1,000 and category is Hardware", {"PO-1", "PO-3"}),
        ("ordered amount between 800 and 1200", {"PO-2", "PO-3"}),
        ("order date after 2026-10", {"PO-4"}),
        ("order date is 2025", {"PO-1", "PO-2"}),
        ("item contains hide", {"PO-2", "PO-4"}),
        ("date received is empty; supplier contains MARK", {"PO-5"}),
        ("quantity ordered at least 60", {"PO-1", "PO-3"}),
    ],
)
async def test_conditions_are_said_in_words(reply, where, orders):
    found = await reply("ask_order_lines", by="number", where=where)
    assert {row["number"] for row in found["rows"]} == orders


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("supplier is foo", "there are Conceria Conti and Ostermark"),
        ("supplyer is foo", "supplier"),
        ("colour is red", "no column of ours"),
        ("ordered amount is big", "cannot be compared"),
        ("order date above yesterday", "no day or period"),
        ("ordered amount contains 5", "contains no letters"),
        ("ordered amount between 5", "between what and what"),
        ("supplier above 5", "no size"),
        ("supplier", "no condition"),
        ("; ".join(["quantity ordered above 1"] * 9), "at most 8"),
    ],
)
async def test_a_condition_that_cannot_be_read_says_what_could(ask, where, says):
    answer = await ask("ask_order_lines", where=where)
    assert answer.outcome == "refused" and says in answer.reason


async def test_of_two_records_of_one_name_both_are_told_apart(ask):
    answer = await ask("ask_suppliers", where="supplier is Twin Cycles")
    assert answer.outcome == "refused" and "Twin Cycles (TWIN1)" in answer.reason
    one = await ask("ask_suppliers", where="supplier is twin1; city is bern")
    assert one.content["headline"].startswith("There is 1 supplier")


async def test_an_unknown_figure_is_answered_with_the_nearest(ask):
    answer = await ask("ask_order_lines", figure="amuont")
    assert answer.outcome == "invalid" and answer.code == "figure" and "amount" in answer.reason


async def test_a_name_in_plain_words_is_as_good_as_the_column(reply):
    found = await reply("ask_receipts", figure="Lead time", by="Vendor")
    assert found["query"] == "receipts: average lead time by supplier"


async def test_it_is_divided_by_two_different_things(ask):
    for by, then_by in (("supplier", "supplier"), ("month", "year")):
        answer = await ask("ask_order_lines", by=by, then_by=then_by)
        assert answer.outcome == "refused" and "two different things" in answer.reason


async def test_a_chart_has_one_axis_and_a_month_without_anything_is_a_step_of_zero(reply):
    found = await reply("ask_order_lines", figure="amount", by="month", period="2026")
    chart = found["chart"]
    assert chart["kind"] == "line" and len(chart["x"]) == 10
    assert chart["y"][0] == "164.0" and chart["y"][1] == "0"
    two = await reply("ask_stock_on_hand", figure="quantity", by="location")
    assert two["chart"] is None  # Hides and locks have no common axis.


async def test_who_has_no_role_in_a_function_asks_none_of_its_rows(ask):
    answer = await ask("ask_order_lines", role="guest")
    assert answer.outcome == "denied" and answer.code == "A1"
    assert "procurement is not open to guest" in answer.reason


@of_every_free_tool
def test_a_free_tool_belongs_to_the_function_of_its_rows(tool):
    menu = next(menu for menu in FUNCTIONS if tool in menu.tools)
    assert tool.function == menu.function
    assert tool.about.name in {asked.name for asked in asked_of(tool.function)}


@of_every_free_tool
def test_a_model_reads_its_arguments_in_a_few_words(tool):
    offered = described(info(listed(tool, False)))
    assert tokens(offered) < 600
    assert all(
        field.get("type") in ("string", "integer", ["string", "integer"])
        for field in tool.input_schema["properties"].values()
    )


@of_every_free_tool
async def test_every_figure_of_every_tool_has_an_answer(reply, tool):
    fields = tool.input_schema["properties"]
    figures = [{"figure": name} for name in fields["figure"]["enum"]]
    for asked in (*figures, *({"by": name} for name in fields["by"]["enum"])):
        found = await reply(tool.name, **asked)
        assert found["headline"].endswith(".") and "None" not in json.dumps(found)


async def test_personal_columns_reach_a_model_outside_as_pseudonyms(reply):
    found = await reply("ask_suppliers", by="email")
    row = {"email": "info@ostermark.example", "figure": "1", "rows": 1}
    policy = Policy(regions=frozenset({"eu"}))
    outside = Boundary(policy, Endpoint("claude", region="eu"), Vault("t", "c"), Detectors())
    told = outside.outbound(found | {"rows": [row]}, TOOLS["ask_suppliers"].result)
    assert told["rows"][0]["email"].startswith("<EMAIL_")
    assert told["rows"][0]["figure"] == "1"


async def test_people_cannot_be_found_out_by_conditions(ask):
    answer = await ask("ask_suppliers", where="email address contains ostermark")
    assert answer.outcome == "refused" and "about people" in answer.reason
    assert (await ask("ask_suppliers", where="email address is empty")).outcome == "answered"


async def test_who_is_asked_about_in_person_is_named_in_no_headline(reply):
    found = await reply("ask_suppliers", by="email")
    assert found["chart"] is None and "Most" not in found["headline"]


async def test_a_status_that_nothing_has_yet_is_a_right_word(reply):
    found = await reply("ask_purchase_orders", where="status is closed; order value above 500")
    assert found["headline"].startswith("There are no orders")


async def test_a_day_that_is_still_to_come_has_no_answer(ask):
    refused = await ask("ask_purchase_orders", as_of="2030-01-01")
    assert refused.outcome == "refused" and "1 Jan 2030 is still to come" in refused.reason


async def test_what_adds_up_has_its_total_under_its_column(reply):
    counted = await reply("ask_purchase_orders", by="status")
    assert counted["totals"] == {"figure": "5"}
    averaged = await reply("ask_receipts", figure="lead_days", by="supplier")
    assert averaged["totals"] == {"average lead time": "19.33 days"}
