"""Promotions are read by day, by what they brought, and by what they make of a price."""

from typing import Any

import pytest


def codes(found: dict[str, Any]) -> list[str]:
    return [row["promotion"] for row in found["rows"]]


async def test_the_calendar_tells_what_is_over_what_runs_and_what_comes(reply: Any) -> None:
    found = await reply("promotion_calendar")
    assert found["headline"] == "There are 3 promotions."
    assert [(row["promotion"], row["stage"]) for row in found["rows"]] == [
        ("PRO-2", "planned"),
        ("PRO-1", "running"),
        ("PRO-3", "ended"),
    ]
    assert codes(await reply("promotion_calendar", period="2026-10")) == ["PRO-3"]


async def test_what_runs_is_told_by_day(reply: Any) -> None:
    today = await reply("running_promotions")
    assert codes(today) == ["PRO-1"]
    assert today["headline"] == "1 promotion holds on 20 Nov; Workshop weeks ends first, on 30 Nov."
    assert codes(await reply("running_promotions", on="2026-12-24")) == ["PRO-2"]
    assert codes(await reply("running_promotions", on="2026-12-25")) == []


async def test_what_ends_is_told_for_the_next_days_or_a_period(reply: Any) -> None:
    assert (await reply("ending_promotions"))["total_rows"] == 0
    assert codes(await reply("ending_promotions", period="2026-11-23..2026-11-30")) == ["PRO-1"]


async def test_one_promotion_says_what_it_gives_to_whom(reply: Any, ask: Any) -> None:
    found = await reply("show_promotion", promotion="workshop weeks")
    assert found["headline"] == (
        "Workshop weeks is running: Turn-lock at 15 % off for customers of Workshops from 10 Nov "
        "to 30 Nov. It stacks with others that stack."
    )
    assert (await reply("show_promotion", promotion="PRO-2"))["totals"] == {"budget": "300 EUR"}
    unknown = await ask("show_promotion", promotion="Easter")
    assert (unknown.outcome, unknown.code) == ("refused", "unknown_promotion")


@pytest.mark.parametrize(
    ("asked", "price", "reason"),
    [
        ({}, "32", "base price since 1 Mar 2026"),
        ({"on": "2026-12-05"}, "28.8", "base price since 1 Mar 2026, less 10 % for Advent"),
        (
            {"on": "2026-12-05", "customer": "MARTIN"},
            "25.92",
            "base price since 1 Mar 2026, less 10 % for Dealers gold, less 10 % for Advent",
        ),
        ({"on": "2026-10-14"}, "25.6", "base price since 1 Mar 2026, less 20 % for Autumn"),
        ({"on": "2026-10-15"}, "32", "base price since 1 Mar 2026"),
    ],
)
async def test_a_price_is_that_of_the_customer_and_the_day(
    reply: Any, asked: dict[str, str], price: str, reason: str
) -> None:
    [row] = (await reply("price_under_promotions", product="TURN", **asked))["rows"]
    assert (row["price"], row["reason"]) == (price, reason)


async def test_the_price_of_the_catalogue_tells_what_a_promotion_makes_of_it(reply: Any) -> None:
    advent = await reply("selling_price", product="TURN", on="2026-12-05")
    assert advent["headline"] == (
        "Turn-lock costs €32.00 / EA on 5 Dec: base price since 1 Mar 2026; under Advent it is "
        "€28.80."
    )
    today = await reply("selling_price", product="TURN")
    assert (
        today["headline"] == "Turn-lock costs €32.00 / EA on 20 Nov: base price since 1 Mar 2026."
    )


async def test_a_promotion_without_any_sales_has_no_bars(reply: Any) -> None:
    assert (await reply("promotion_performance", promotion="PRO-1"))["chart"] is None


async def test_what_missed_its_target_is_told(reply: Any) -> None:
    found = await reply("missed_promotions")
    assert found["headline"] == "1 of 1 promotion that ended missed a target."
    [row] = found["rows"]
    assert (row["promotion"], row["revenue"], row["revenue_share"]) == ("PRO-3", "0", "0")
    assert found["chart"] is None, "One bar alone compares nothing."
    assert (await reply("missed_promotions", period="2026-11"))["total_rows"] == 0


async def test_limits_say_what_holds_below_cost(reply: Any) -> None:
    found = await reply("list_depth_limits")
    assert found["headline"] == "Promotions have 1 depth limit; below cost they go never."
    assert [(row["category"], row["percent"]) for row in found["rows"]] == [("Fittings", "40")]


async def test_promotions_without_an_overlap_have_no_conflict(reply: Any) -> None:
    assert (await reply("promotion_conflicts"))["headline"] == (
        "There are no overlaps of promotions from today on."
    )


async def test_promotions_may_be_asked_freely(reply: Any) -> None:
    found = await reply("ask_promotions", figure="count", by="segment")
    assert {row["segment"]: int(row["figure"]) for row in found["rows"]} == {
        "none": 2,
        "Workshops": 1,
    }


async def test_who_may_not_read_promotions_reads_none(ask: Any) -> None:
    assert (await ask("promotion_calendar", role="artisan")).outcome == "denied"
    assert (await ask("promotion_calendar", role="admin")).outcome == "answered"


async def test_the_history_of_a_promotion_begins_with_its_plan(reply: Any) -> None:
    found = await reply("promotion_history", promotion="PRO-3")
    assert [row["sentence"] for row in found["rows"]] == [
        "Autumn, PRO-3: Turn-lock at 20 % off from 1 Oct 2026 to 14 Oct 2026."
    ]
    assert found["headline"].startswith("1 event is on record for Autumn.")
