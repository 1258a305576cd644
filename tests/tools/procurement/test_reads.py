"""What is asked of procurement is answered with the figure first and the evidence beside it."""

from decimal import Decimal
from typing import Any

import pytest

from domain.procurement.order_lines import order_lines
from tests.trade import TENANT
from tools.procurement.spending import DIMENSIONS


async def test_open_orders_with_what_is_still_to_come(reply: Any) -> None:
    found = await reply("list_purchase_orders", status="open")
    assert found["headline"] == (
        "There are 2 open purchase orders, worth €1,696.50, of which €896.50 is still to come."
        " The newest is PO-4 of 16 Nov 2026."
    )
    assert [row["number"] for row in found["rows"]] == ["PO-4", "PO-3"]
    assert found["streams"] == ["purchase_order-PO-4", "purchase_order-PO-3"]
    assert found["note"] == "from 2 orders · as of 20 Nov 2026"


async def test_an_order_is_late_when_its_day_has_passed(reply: Any) -> None:
    found = await reply("list_purchase_orders", status="late", supplier="Ostermark")
    assert [row["number"] for row in found["rows"]] == ["PO-3"]
    shown = await reply("show_purchase_order", order="PO-3")
    assert shown["headline"] == (
        "PO-3 to Ostermark over €1,200.00 is partly received; it was due Mon 2 Nov and is "
        "18 days late."
    )


async def test_orders_of_an_item_are_its_lines(reply: Any) -> None:
    found = await reply("list_purchase_orders", item="Brass turn-lock", period="2026")
    assert {row["goods"] for row in found["rows"]} == {
        "60 EA Brass turn-lock",
        "8 EA Brass turn-lock",
        "4 EA Brass turn-lock",
    }


async def test_what_is_on_order_adds_up(reply: Any) -> None:
    found = await reply("what_is_on_order", item="Brass turn-lock")
    assert found["headline"] == "24 EA of Brass turn-lock are on order, worth €484.00."
    assert [row["days_late"] for row in found["rows"]] == [18, 0]
    nothing = await reply("what_is_on_order", item="Linen thread")
    assert nothing["headline"] == "Nothing of Linen thread is on order."


async def test_spend_is_compared_with_the_period_before(reply: Any) -> None:
    found = await reply("total_spend", supplier="Ostermark", period="2026-01-10..2026-11-20")
    assert found["headline"] == (
        "€1,364.00 was spent with Ostermark from 10 Jan 2026 to 20 Nov 2026, "
        "24.2 % less than from 1 Mar 2025 to 9 Jan 2026."
    )
    assert found["rows"][0]["name"] == "Brass turn-lock"


@pytest.mark.parametrize("named", [{}, {"period": "2026"}, {"period": "2026-Q3"}])
@pytest.mark.parametrize("by", DIMENSIONS)
async def test_spend_is_summed_up_before_it_is_asked(
    house: Any, reply: Any, monkeypatch: Any, by: str, named: dict[str, str]
) -> None:
    store, asked = house.handler(TENANT).store, []
    answer = store.summary

    async def noting(tenant: str, summary: Any, *past: Any) -> Any:
        asked.append(summary)
        return await answer(tenant, summary, *past)

    monkeypatch.setattr(store, "summary", noting)
    await reply("total_spend", by=by, **named)
    known = [any(rollup.answers(one) for rollup in order_lines.rollups) for one in asked]
    assert len(known) >= 2 and all(known)


async def test_spend_is_not_compared_with_a_time_before_the_records(reply: Any) -> None:
    found = await reply("total_spend", supplier="Ostermark", period="2026")
    assert found["headline"] == (
        "€1,364.00 was spent with Ostermark in 2026; the records begin in Mar 2025."
    )
    first = await reply("total_spend", period="2025")
    assert first["headline"].endswith(" in 2025; the records begin in Mar 2025.")


async def test_the_first_of_a_list_stands_in_the_sentence(reply: Any) -> None:
    found = await reply("total_spend", by="item", count="1")
    assert len(found["rows"]) == 1 and found["truncated"]
    every = await reply("total_spend", by="item")
    same = len({row["currency"] for row in every["rows"]}) == 1
    assert (f" Most went to {every['rows'][0]['name']}: " in every["headline"]) == same


async def test_what_is_due_in_a_time_is_asked_of_the_orders(reply: Any) -> None:
    found = await reply("what_is_on_order", period="2026-11")
    assert [row["number"] for row in found["rows"]] and found["headline"].find(" due in Nov") > 0
    nothing = await reply("what_is_on_order", period="2027")
    assert nothing["headline"] == "Nothing is due in 2027."


async def test_suppliers_of_one_country(reply: Any) -> None:
    everybody = await reply("list_suppliers")
    nowhere = await reply("list_suppliers", country="Atlantis")
    assert nowhere["headline"] == "There are no suppliers in Atlantis."
    held = await reply("list_suppliers", status="on_hold")
    assert "on hold" in held["headline"] and "holds" not in held["headline"]
    assert len(everybody["rows"]) > len(held["rows"])


async def test_spend_by_month_is_a_series_with_a_chart(reply: Any) -> None:
    found = await reply("total_spend", by="month", period="2026")
    bought = [row["name"] for row in found["rows"] if row["lines"]]
    assert bought == ["Feb 2026", "Oct 2026", "Nov 2026"]
    assert len(found["rows"]) == found["total_rows"] == 10
    assert found["chart"]["kind"] == "line"
    assert (found["chart"]["x"][0], found["chart"]["x"][-1]) == ("Feb 2026", "Nov 2026")
    drawn = dict(zip(found["chart"]["x"], found["chart"]["y"], strict=True))
    assert {row["name"]: row["spent"] for row in found["rows"]} == drawn
    assert drawn["Mar 2026"] == "0"
    assert found["chart"]["title"] == "Spend in 2026 by month, EUR"


async def test_the_groups_of_a_spend_make_up_its_total(reply: Any) -> None:
    for by in ("supplier", "item", "category", "month", "quarter", "year"):
        found = await reply("total_spend", by=by)
        assert sum(Decimal(row["spent"]) for row in found["rows"]) == Decimal("4485.5"), by
        assert found["totals"] == {"spent": "€4,485.50"}


async def test_orders_are_counted_and_averaged(reply: Any) -> None:
    found = await reply("purchase_counts", supplier="Ostermark", by="year")
    assert found["headline"] == (
        "3 purchase orders were placed with Ostermark, worth €1,054.67 on average "
        "and €1,800.00 at most."
    )
    assert [(row["name"], row["orders"]) for row in found["rows"]] == [("2025", 1), ("2026", 2)]


async def test_a_supplier_stands_beside_all_suppliers(reply: Any) -> None:
    found = await reply("supplier_scorecard", supplier="Ostermark")
    theirs, everybody = found["rows"]
    assert found["headline"] == (
        "Ostermark delivered 50.0 % on time, against 33.3 % over all suppliers; 3.6 % was rejected."
    )
    assert (theirs["deliveries"], theirs["late"], everybody["deliveries"]) == (2, 1, 3)
    assert theirs["average_lead_days"] == "17.5"
    nobody = await reply("supplier_scorecard", supplier="Conti Nord")
    assert nobody["headline"] == "Conti Nord delivered nothing."


async def test_who_delivers_late_is_a_ranking_with_counts(reply: Any) -> None:
    found = await reply("late_suppliers")
    assert [row["name"] for row in found["rows"]] == ["Conceria Conti", "Ostermark"]
    assert [(row["late"], row["deliveries"]) for row in found["rows"]] == [(1, 1), (1, 2)]
    assert [row["overdue"] for row in found["rows"]] == [0, 1]
    assert found["headline"].endswith(" 1 order line is overdue today, from Ostermark.")


async def test_late_is_overdue_today_or_came_late_in_a_period(reply: Any) -> None:
    today = await reply("late_deliveries")
    assert [(row["number"], row["state"]) for row in today["rows"]] == [("PO-3", "overdue")]
    then = await reply("late_deliveries", period="2025-06")
    assert [(r["number"], r["state"], r["days_late"]) for r in then["rows"]] == [
        ("PO-2", "came late", 5)
    ]


async def test_a_bank_account_is_told_only_by_its_end(reply: Any) -> None:
    found = await reply("show_supplier", supplier="OST")
    assert found["rows"][0]["account"] == "ending in 3000"
    assert "DE89370400440532013000" not in str(found)
    assert (await reply("show_supplier", supplier="NORD"))["headline"].endswith(
        "It is on hold: Late three times."
    )


async def test_the_cheapest_terms_stand_first(reply: Any) -> None:
    found = await reply("sourcing_terms", item="Calf hide")
    assert found["headline"] == (
        "2 suppliers supply Calf hide; the lowest price is €79.00 / HIDE of Conti Nord, in 30 days."
    )
    assert [row["supplier"] for row in found["rows"]] == ["NORD", "CONTI"]


async def test_a_price_history_is_what_was_paid(reply: Any) -> None:
    found = await reply("price_history", item="Brass turn-lock", supplier="OST")
    assert [row["price"] for row in found["rows"]] == ["20", "20.5", "18"]
    assert found["totals"] == {"lowest": "€18.00", "highest": "€20.50", "average": "€18.83"}
    assert found["headline"].endswith(" On average it was €18.83 / EA.")
    assert found["chart"]["y"] == ["18", "20.5", "20"]


async def test_receipts_say_what_was_damaged(reply: Any) -> None:
    found = await reply("list_receipts", period="2026")
    [row] = found["rows"]
    assert (row["quantity"], row["rejected"], row["days_late"]) == ("40", "5", 7)
    partly = await reply("open_receipts", order="PO-3")
    assert partly["headline"] == (
        "40 EA of 60 EA Brass turn-lock have come on PO-3; 20 EA are outstanding."
    )


async def test_the_history_of_an_order_is_told_in_sentences(reply: Any) -> None:
    found = await reply("order_history", order="PO-5")
    assert [row["sentence"] for row in found["rows"]] == [
        "PO-5 orders 8 EA Brass turn-lock from Ostermark for €164.00, due 12 Feb 2026.",
        "PO-5 to Ostermark is closed with €164.00 outstanding: They stopped making it.",
    ]
    assert all(row["hands"] == ["demo"] and row["recorded_at"] for row in found["rows"])


async def test_every_column_is_a_field_of_its_rows(reply: Any) -> None:
    named = {"order": "PO-3", "item": "LOCK", "supplier": "OST"}
    asked = (
        ("show_purchase_order", "order"),
        ("price_history", "item"),
        ("show_supplier", "supplier"),
    )
    replies = [await reply(tool, **{slot: named[slot]}) for tool, slot in asked]
    replies += [await reply(tool) for tool in ("total_spend", "list_receipts", "late_suppliers")]
    for found in replies:
        fields = set(found["rows"][0])
        for column in found["columns"]:
            parts = {column["name"], column["unit"], column["currency"]} - {""}
            assert parts <= fields, column
