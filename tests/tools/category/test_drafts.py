"""A draft about the catalogue says what would hold from when, and can be taken back."""

from datetime import date
from typing import Any

import pytest

from domain.catalog import step_of
from domain.category.base_prices import BasePriceRow, base_prices
from domain.category.products import ProductRow, products
from domain.kernel import Cause, Refused, Step
from tests.selling import seen
from tests.trade import TENANT


def sentences(proposal: Any) -> list[str]:
    return [fact["sentence"] for fact in proposal.preview["facts"]]


def sources(proposal: Any) -> dict[str, str]:
    return {origin.field: origin.value for origin in proposal.origins}


def codes(proposal: Any) -> set[str]:
    return {doubt["code"] for doubt in proposal.preview["doubts"]}


async def test_a_new_product_is_its_item_with_a_first_price(drafted: Any) -> None:
    proposal = await drafted("draft_new_product", item="CALF", price="140")
    assert proposal.title == "Put Calf hide on sale"
    assert sentences(proposal) == [
        "Calf hide is listed in Leather as CALF, sold by HIDE.",
        "Calf hide costs €140.00 per HIDE from 20 Nov 2026 on: first price.",
    ]
    assert sources(proposal) == {
        "name": "Calf hide",
        "category": "Leather",
        "price_currency": "EUR",
        "on": "20 Nov 2026",
    }


async def test_a_product_of_the_same_name_is_not_listed_twice(ask: Any) -> None:
    answer = await ask("draft_new_product", item="LOCK", name="turn-lock")
    assert (answer.outcome, answer.code) == ("refused", "known")


async def test_a_second_product_of_one_item_has_a_code_of_its_own_and_is_doubted(
    drafted: Any,
) -> None:
    proposal = await drafted("draft_new_product", item="LOCK", name="Lock, boxed")
    assert "sold_already" in codes(proposal)
    again = await drafted("draft_new_product", item="THRD", name="Thread")
    assert [step.stream for step in again.steps] == ["product-THRD"]


async def test_a_price_holds_from_today_or_from_a_day_to_come(drafted: Any, ask: Any) -> None:
    proposal = await drafted("draft_base_price", product="TURN", price="32.50")
    assert proposal.title == "Sell Turn-lock at €32.50 / EA"
    assert sentences(proposal) == [
        "Turn-lock costs €32.50 per EA instead of €32.00 from 20 Nov 2026 on until 1 Jan 2027: "
        "No reason given."
    ]
    ahead = await ask("draft_base_price", product="TURN", price="34", on="2027-02-01")
    assert (ahead.outcome, ahead.code) == ("refused", "one_ahead")
    corrected = await drafted("draft_base_price", product="TURN", price="34", on="2027-01-01")
    assert "is corrected from €33.50 to €34.00" in sentences(corrected)[0]
    past = await ask("draft_base_price", product="TURN", price="34", on="2026-11-19")
    assert (past.outcome, past.code) == ("refused", "in_the_past")


@pytest.mark.parametrize(
    ("price", "code"), [("0", "no_price"), ("-3", "no_price"), ("34 USD", "other_currency")]
)
async def test_a_price_that_nobody_could_pay_is_refused(ask: Any, price: str, code: str) -> None:
    answer = await ask("draft_base_price", product="TURN", price=price)
    assert (answer.outcome, answer.code) == ("refused", code)


async def test_a_price_below_cost_needs_an_independent_hand(drafted: Any) -> None:
    proposal = await drafted("draft_base_price", product="TURN", price="19")
    assert {"below_cost", "base_price_jump", "far_from_market"} <= codes(proposal)
    assert proposal.requirement.independent
    ordinary = await drafted("draft_base_price", product="TURN", price="32.50")
    assert not ordinary.requirement.independent


async def test_the_last_price_is_taken_back_by_its_day(drafted: Any, ask: Any) -> None:
    proposal = await drafted("draft_base_price_withdrawal", product="TURN")
    assert proposal.title == "Take back €33.50 / EA for Turn-lock from 1 Jan 2027 on"
    charged = await ask("draft_base_price_withdrawal", product="TURN", on="2025-01-01")
    assert (charged.outcome, charged.code) == ("refused", "in_the_past")
    none = await ask("draft_base_price_withdrawal", product="OLD")
    assert (none.outcome, none.code) == ("refused", "unknown_price")


async def test_a_product_changes_leaves_and_comes_back(drafted: Any, ask: Any) -> None:
    changed = await drafted("draft_product_change", product="TURN", barcode="4006381 333931")
    assert sentences(changed) == ["Turn-lock changes: barcode from none to 4006381333931."]
    wrong = await ask("draft_product_change", product="TURN", barcode="4006381333932")
    assert (wrong.outcome, wrong.code) == ("refused", "wrong_barcode")
    nothing = await ask("draft_product_change", product="TURN")
    assert (nothing.outcome, nothing.code) == ("refused", "missing_name")
    gone = await drafted("draft_delisting", product="TURN")
    assert sentences(gone) == ["Turn-lock is no longer sold: No reason given."]
    back = await drafted("draft_relisting", product="OLD")
    assert sentences(back)[0].startswith("Thread on a card is sold again")


async def test_a_sighting_is_of_today_unless_a_day_is_given(drafted: Any, ask: Any) -> None:
    proposal = await drafted("draft_market_price", product="TURN", price="31", seller="Beck")
    assert sentences(proposal) == [
        "Beck asks €31.00 per EA for what we sell as Turn-lock, seen on 20 Nov 2026."
    ]
    ahead = await ask(
        "draft_market_price", product="TURN", price="31", seller="Beck", on="2026-12-01"
    )
    assert (ahead.outcome, ahead.code) == ("refused", "in_the_future")
    back = await drafted("draft_market_price_withdrawal", product="TURN", seller="nahtwerk")
    assert back.title == "Take back €31.90 for Turn-lock at Nahtwerk"
    unknown = await ask("draft_market_price_withdrawal", product="TURN", seller="Beck")
    assert (unknown.outcome, unknown.code) == ("refused", "unknown_sighting")


async def test_staff_may_draft_and_admins_only_look(ask: Any) -> None:
    drafted = await ask("draft_base_price", role="staff", product="TURN", price="33")
    assert drafted.outcome == "answered"
    denied = await ask("draft_base_price", role="admin", product="TURN", price="33")
    assert denied.outcome == "denied"
    assert (await ask("list_products", role="admin")).outcome == "answered"


async def test_a_listing_with_its_price_is_undone_as_a_whole(house: Any, ask: Any) -> None:
    handler = house.handler(TENANT)
    answer = await ask("draft_new_product", item="CALF", price="140")
    proposal = (await handler.draft(answer.content["draft"])).proposal
    steps = [step_of(planned) for planned in proposal.steps]
    recorded = (await handler.record(steps, Cause(("ana",)))).facts
    assert [type(fact.event).__name__ for fact in recorded] == ["ProductListed", "BasePriceSet"]
    back = [Step(fact.stream, fact.event.undo()) for fact in reversed(recorded)]
    await handler.record(back, Cause(("ana",)))
    left = await handler.rows(products.where(ProductRow.product == "CALF"))
    prices = await handler.rows(base_prices.where(BasePriceRow.product == "CALF"))
    assert (left.total, prices.total) == (0, 0)


async def test_a_price_for_a_seller_seen_twice_is_refused_at_once(house: Any) -> None:
    with pytest.raises(Refused, match="already"):
        await house.handler(TENANT).record(
            [seen("NAHTWERK", "30", date(2026, 11, 3))], Cause(("ana",))
        )
