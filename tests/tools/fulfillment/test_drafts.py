"""A draft of fulfillment says what would be promised, moved and kept back, and guesses nothing."""

from decimal import Decimal
from typing import Any

import pytest

from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from tests.trade import TENANT

SALE = {"customer": "Maison Martin", "item": "Brass turn-lock", "quantity": "5", "price": "41"}


def sentences(proposal: Any) -> list[str]:
    return [fact["sentence"] for fact in proposal.preview["facts"]]


def sources(proposal: Any) -> dict[str, tuple[str, str]]:
    return {o.field: (o.value, o.source) for o in proposal.origins}


def codes(proposal: Any) -> list[str]:
    return [doubt["code"] for doubt in proposal.preview["doubts"]]


async def test_an_order_is_placed_and_its_goods_are_kept_back(drafted: Any) -> None:
    proposal = await drafted("draft_sales_order", **SALE, requested="2026-12-04")
    assert proposal.title == "Sell 5 Turn-lock to Maison Martin"
    assert sentences(proposal) == [
        "Maison Martin orders 5 EA Turn-lock for €205.00 as SO-2, wanted by 4 Dec 2026.",
        "5 EA Brass turn-lock are reserved for SO-2.",
    ]
    assert sources(proposal) == {
        "price_currency": ("EUR", "currency of Maison Martin, none was given")
    }
    assert (proposal.kind, proposal.function) == ("Sales order", "fulfillment")


async def test_what_is_not_free_is_promised_for_later_and_the_card_says_so(drafted: Any) -> None:
    proposal = await drafted("draft_sales_order", **SALE | {"quantity": "60"})
    assert proposal.title == "Sell 60 Turn-lock to Maison Martin, 26 EA of them later"
    assert sources(proposal)["back_ordered"] == ("26 EA", "34 EA are free in the main store")
    assert sentences(proposal)[1] == "34 EA Brass turn-lock are reserved for SO-2."


UNPRICED = {key: value for key, value in SALE.items() if key != "price"}


async def test_a_price_is_never_made_up(ask: Any) -> None:
    answer = await ask("draft_sales_order", **UNPRICED | {"item": "CALF"})
    assert (answer.outcome, answer.code) == ("refused", "which_price")
    assert "Maison Martin last paid €165.00 / HIDE on 12 Nov" in answer.reason
    unsold = await ask("draft_sales_order", **UNPRICED | {"item": "THRD"})
    assert unsold.code == "missing_price"


@pytest.mark.parametrize(
    ("said", "price", "reason"),
    [
        (
            {"product": "Turn-lock", "quantity": "5"},
            "28.80",
            "base price since 1 Mar 2026, less 10 % for Dealers gold",
        ),
        ({"item": "LOCK", "quantity": "50"}, "26.00", "price of Dealers gold from 50 EA on"),
        ({"product": "TURN", "customer": "Anna Rossi"}, "32.00", "base price since 1 Mar 2026"),
        ({"product": "TURN", "price": "41"}, "41", "said by owner on 20 Nov 2026"),
    ],
)
async def test_a_line_keeps_its_price_and_the_reason(
    drafted: Any, said: dict[str, str], price: str, reason: str
) -> None:
    known = {"customer": "MARTIN", "quantity": "5"}
    proposal = await drafted("draft_sales_order", **known | said)
    [line] = proposal.steps[0].arguments["lines"]
    assert (line["product"], line["item"]) == ("TURN", "LOCK")
    assert (Decimal(line["price"]["amount"]), line["price_reason"]) == (Decimal(price), reason)


async def test_what_is_no_longer_sold_is_refused_at_any_price(ask: Any) -> None:
    known = {"customer": "MARTIN", "product": "OLD", "quantity": "5"}
    for more in ({}, {"price": "9"}):
        answer = await ask("draft_sales_order", **known, **more)
        assert (answer.outcome, answer.code) == ("refused", "not_sold")


async def test_an_order_without_a_product_asks_for_it(ask: Any) -> None:
    answer = await ask("draft_sales_order", customer="MARTIN", quantity="5")
    assert (answer.outcome, answer.code) == ("refused", "missing_product")


@pytest.mark.parametrize(
    ("customer", "code"),
    [("C-2", "customer_applied"), ("C-3", "customer_on_hold")],
)
async def test_who_may_not_buy_yet_is_stopped(drafted: Any, customer: str, code: str) -> None:
    known = {"customer": customer, "product": "TURN", "quantity": "5"}
    assert code in codes(await drafted("draft_sales_order", **known))


async def test_whose_account_is_closed_orders_nothing(ask: Any) -> None:
    answer = await ask("draft_sales_order", customer="C-4", product="TURN", quantity="5")
    assert (answer.outcome, answer.code) == ("refused", "customer_closed")
    assert answer.reason == "Old Bikes is closed: Moved away; reopen the account first."


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"price": "0"}, "no_price"),
        ({"price": "-4"}, "no_price"),
        ({"quantity": "0"}, "no_quantity"),
        ({"quantity": "3 BOX"}, "wrong_unit"),
        ({"customer": "Martin & Co"}, "unknown_customer"),
        ({"customer": "Maison"}, "which_customer"),
        ({"item": "Brass"}, "which_item"),
        ({"requested": "2026-11-01"}, "wanted_before_ordered"),
    ],
)
async def test_bad_input_is_refused_in_one_sentence(
    ask: Any, change: dict[str, str], code: str
) -> None:
    answer = await ask("draft_sales_order", **SALE | change)
    assert (answer.outcome, answer.code) == ("refused", code)
    assert answer.reason.endswith((".", "?"))


async def test_a_sale_below_cost_is_stopped(drafted: Any) -> None:
    assert "below_cost" in codes(await drafted("draft_sales_order", **SALE | {"price": "19"}))


async def test_an_address_in_another_alphabet_is_kept(drafted: Any) -> None:
    proposal = await drafted("draft_sales_order", **SALE, ship_to="東京都渋谷区神南1丁目")
    assert proposal.steps[0].arguments["ship_to"] == "東京都渋谷区神南1丁目"


async def test_an_order_is_picked_as_far_as_it_is_reserved(drafted: Any) -> None:
    proposal = await drafted("draft_picking", sales_order="1")
    assert proposal.title == "Pick all that is ready of SO-1 for Maison Martin"
    assert sentences(proposal) == [
        "2 EA Brass turn-lock and 1 HIDE Calf hide are picked for SO-1 on 20 Nov 2026."
    ]
    one = await drafted("draft_picking", sales_order="SO-1", item="LOCK", quantity="1")
    assert sentences(one) == ["1 EA Brass turn-lock are picked for SO-1 on 20 Nov 2026."]


async def test_what_is_picked_is_packed(drafted: Any, ask: Any) -> None:
    proposal = await drafted("draft_packing", sales_order="SO-1")
    assert sentences(proposal) == ["2 EA Brass turn-lock are packed for SO-1 on 20 Nov 2026."]
    answer = await ask("draft_packing", sales_order="SO-1", item="CALF")
    assert (answer.outcome, answer.code) == ("refused", "nothing_ready")


async def test_a_shipment_picks_and_packs_what_nobody_had(drafted: Any) -> None:
    proposal = await drafted("draft_shipment", sales_order="SO-1", carrier="Colis Rapide")
    assert sentences(proposal) == [
        "2 EA Brass turn-lock and 1 HIDE Calf hide are picked for SO-1 on 20 Nov 2026.",
        "4 EA Brass turn-lock and 1 HIDE Calf hide are packed for SO-1 on 20 Nov 2026.",
        "6 EA Brass turn-lock and 1 HIDE Calf hide leave for Maison Martin on 20 Nov 2026 "
        "with Colis Rapide, for SO-1.",
        "6 EA Brass turn-lock are no longer reserved for SO-1.",
        "1 HIDE Calf hide is no longer reserved for SO-1.",
        "6 EA Brass turn-lock move from Main store to outside on 20 Nov 2026: Shipped for SO-1.",
        "1 HIDE Calf hide moves from Main store to outside on 20 Nov 2026: Shipped for SO-1.",
    ]
    assert sources(proposal)["made ready"] == (
        "picked and packed with this signature",
        "default, nobody recorded it before",
    )
    assert codes(proposal) == []


async def test_what_is_packed_just_leaves(drafted: Any) -> None:
    proposal = await drafted("draft_shipment", sales_order="SO-1", item="LOCK", quantity="2")
    assert sentences(proposal)[0].startswith("2 EA Brass turn-lock leave for Maison Martin")


async def test_more_than_is_reserved_is_not_shipped(ask: Any) -> None:
    answer = await ask("draft_shipment", sales_order="SO-1", item="LOCK", quantity="7")
    assert (answer.outcome, answer.code) == ("refused", "more_than_reserved_and_to_be_picked")


async def test_goods_wait_and_are_reserved_again(drafted: Any) -> None:
    waits = await drafted("draft_back_order", sales_order="SO-1", item="LOCK", quantity="2")
    assert sentences(waits) == [
        "2 EA Brass turn-lock of SO-1 are promised for later: No reason given.",
        "2 EA Brass turn-lock are no longer reserved for SO-1.",
    ]
    filled = await drafted("draft_back_order_filling", sales_order="SO-1")
    assert sentences(filled) == [
        "3 EA Brass turn-lock of SO-1 are there now and reserved.",
        "3 EA Brass turn-lock are reserved for SO-1.",
    ]


async def test_a_cancellation_gives_back_what_was_kept(drafted: Any) -> None:
    proposal = await drafted(
        "draft_sales_order_cancellation", sales_order="SO-1", reason="Too late"
    )
    assert sentences(proposal) == [
        "SO-1 of Maison Martin is cancelled with €534.00 not shipped: Too late.",
        "6 EA Brass turn-lock are no longer reserved for SO-1.",
        "1 HIDE Calf hide is no longer reserved for SO-1.",
    ]


async def test_what_comes_back_damaged_is_kept_apart(drafted: Any, ask: Any) -> None:
    proposal = await drafted("draft_sales_return", sales_order="SO-1", damaged="1", reason="Torn")
    assert proposal.title == "Take back 1 HIDE Calf hide of SO-1 from Maison Martin, 1 HIDE damaged"
    assert sentences(proposal) == [
        "1 HIDE Calf hide (1 damaged) of SO-1 come back from Maison Martin on 20 Nov 2026: Torn.",
        "1 HIDE Calf hide moves from outside to Main store, quarantine on 20 Nov 2026: "
        "Returned from SO-1.",
    ]
    more = await ask("draft_sales_return", sales_order="SO-1", item="CALF", quantity="2")
    assert more.code == "more_than_shipped_and_not_returned"


async def test_an_unknown_number_is_answered_with_those_that_are_open(ask: Any) -> None:
    answer = await ask("draft_shipment", sales_order="SO-9")
    assert answer.code == "unknown_order"
    assert [option["value"] for option in answer.content["options"]] == ["SO-1"]
    assert (await ask("draft_shipment", sales_order="PO-1")).outcome == "invalid"


async def test_a_draft_of_staff_changes_nothing(house: Any, drafted: Any) -> None:
    await drafted("draft_shipment", role="staff", sales_order="SO-1")
    asked = sales_order_lines.where(SalesOrderLineRow.item == "LOCK")
    [row] = (await house.handler(TENANT).rows(asked)).rows
    assert (row.shipped, row.back_ordered) == (Decimal(0), Decimal(3))


@pytest.mark.parametrize("role", ["buyer", "artisan", "admin"])
async def test_who_has_nothing_to_do_with_orders_drafts_none(ask: Any, role: str) -> None:
    assert (await ask("draft_sales_order", role=role, **SALE)).outcome == "denied"


async def test_a_carrier_is_asked_for_what_left_without_a_number(drafted: Any) -> None:
    proposal = await drafted("draft_booking", sales_order="SO-1")
    assert sentences(proposal) == [
        "The carrier is asked to take shipment 1 of SO-1 to Maison Martin."
    ]
    assert "Mercière" not in str(proposal)


async def test_what_is_ready_leaves_with_the_carrier_asked(drafted: Any) -> None:
    proposal = await drafted("draft_booked_shipment", sales_order="SO-1")
    assert "The carrier is asked to take shipment 2 of SO-1 to Maison Martin." in sentences(
        proposal
    )


async def test_a_number_is_entered_by_hand(drafted: Any, ask: Any) -> None:
    proposal = await drafted("draft_tracking", sales_order="SO-1", tracking="CR 82")
    assert sentences(proposal) == [
        "Shipment 1 of SO-1 travels with Colis Rapide under number CR 82."
    ]
    answer = await ask("draft_tracking", sales_order="SO-1", tracking="CR 82", shipment=7)
    assert (answer.outcome, answer.code) == ("refused", "not_shipped")
