"""A draft says what would happen and where each value came from; it never chooses in silence."""

from typing import Any

import pytest

from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from tests.trade import IBAN, TENANT

OTHER_IBAN = "IT60X0542811101000000123456"
ORDER = {"item": "Brass turn-lock", "quantity": "40", "supplier": "Ostermark"}


def sentences(proposal: Any) -> list[str]:
    return [fact["sentence"] for fact in proposal.preview["facts"]]


def sources(proposal: Any) -> dict[str, tuple[str, str, str]]:
    return {o.field: (o.value, o.source, o.kind) for o in proposal.origins}


async def test_an_order_takes_price_and_day_from_the_terms_and_says_so(drafted: Any) -> None:
    proposal = await drafted("draft_purchase_order", **ORDER)
    assert proposal.title == "Order 40 Brass turn-lock from Ostermark"
    assert sentences(proposal) == [
        "PO-7 orders 40 EA Brass turn-lock from Ostermark for €820.00, due 30 Nov 2026."
    ]
    assert sources(proposal) == {
        "price": ("€20.50 / EA", "terms with Ostermark", "record"),
        "due": ("30 Nov 2026", "lead time of 10 days in the terms with Ostermark", "record"),
    }
    assert (proposal.kind, proposal.function) == ("Purchase order", "procurement")
    assert (proposal.by, proposal.agent, proposal.delegator) == (
        ("owner", "assistant"),
        "assistant",
        "owner",
    )


async def test_what_the_orchestrator_knows_of_an_origin_wins(drafted: Any) -> None:
    told = {"quantity": "typed by Owner, 08:52", "supplier": "chosen by Owner from 2 suppliers"}
    proposal = await drafted("draft_purchase_order", **ORDER, price="21", origins=told)
    assert sources(proposal) == {
        "price_currency": ("EUR", "currency of Ostermark, none was given", "default"),
        "due": ("30 Nov 2026", "lead time of 10 days in the terms with Ostermark", "record"),
        "quantity": ("40", "typed by Owner, 08:52", "typed"),
        "supplier": ("Ostermark", "chosen by Owner from 2 suppliers", "chosen"),
    }


async def test_a_supplier_is_never_chosen_in_silence(ask: Any) -> None:
    answer = await ask("draft_purchase_order", item="Brass turn-lock", quantity="40")
    assert (answer.outcome, answer.code) == ("refused", "which_supplier")
    [only] = answer.content["options"]
    assert only == {"value": "OST", "label": "Ostermark", "detail": "€20.50 / EA, 10 days"}
    assert (await ask("draft_purchase_order", item="THRD", quantity="4")).code == "missing_supplier"


async def test_without_terms_a_price_and_a_day_must_be_said(ask: Any) -> None:
    goods = {"item": "Linen thread", "quantity": "4", "supplier": "OST"}
    assert (await ask("draft_purchase_order", **goods)).code == "missing_price"
    assert (await ask("draft_purchase_order", **goods, price="2")).code == "missing_due"
    whole = await ask("draft_purchase_order", **goods, price="2 EUR", due="2026-12-01")
    assert whole.outcome == "answered"


async def test_what_was_last_paid_helps_to_say_a_price(ask: Any) -> None:
    answer = await ask("draft_purchase_order", item="LOCK", quantity="4", supplier="CONTI")
    assert answer.reason == (
        "Not drafted. No price is agreed with Conceria Conti for Brass turn-lock. It was last "
        "bought there for €21.00 / EA on 16 Nov. Give a price."
    )


async def test_units_are_never_converted(ask: Any) -> None:
    answer = await ask("draft_purchase_order", **ORDER | {"quantity": "3 BOX"})
    assert (answer.outcome, answer.code) == ("refused", "wrong_unit")


@pytest.mark.parametrize("quantity", ["0", "-4"])
async def test_nothing_can_be_ordered_of_nothing(ask: Any, quantity: str) -> None:
    answer = await ask("draft_purchase_order", **ORDER | {"quantity": quantity})
    assert (answer.outcome, answer.code) == ("refused", "no_quantity")


async def test_an_absurd_figure_is_one_clear_sentence(ask: Any) -> None:
    many = ORDER | {"quantity": "90000000", "price": "900000000000000"}
    answer = await ask("draft_purchase_order", **many)
    assert (answer.outcome, answer.reason) == (
        "invalid",
        "Not drafted. A value must be a number no larger than 1,000,000,000,000,000.",
    )


async def test_goods_cannot_have_come_tomorrow(ask: Any) -> None:
    answer = await ask("draft_goods_receipt", quantity="2", order="PO-3", received_on="2026-11-21")
    assert (answer.outcome, answer.code) == ("refused", "in_the_future")


async def test_a_reason_is_text_and_nothing_else(ask: Any) -> None:
    answer = await ask("draft_supplier_hold", supplier="OST", reason="a\x00b")
    assert (answer.outcome, answer.code) == ("invalid", "reason")


async def test_a_draft_changes_nothing_and_its_edit_keeps_the_number(ask: Any, house: Any) -> None:
    first = (await ask("draft_purchase_order", **ORDER)).content
    revised = await ask(
        "draft_purchase_order", **ORDER | {"quantity": "50"}, revises=(first["draft"], 1)
    )
    card = revised.content
    assert (card["draft"], card["version"]) == (first["draft"], 2)
    assert card["preview"]["facts"][0]["sentence"].startswith("PO-7 orders 50 EA")
    asked = purchase_orders.where(PurchaseOrderRow.number == "PO-7")
    assert (await house.handler(TENANT).rows(asked)).total == 0


async def test_a_receipt_shows_stock_and_quarantine(drafted: Any) -> None:
    proposal = await drafted("draft_goods_receipt", quantity="20", order="PO-3", damaged="2")
    assert proposal.title == "Receive 20 EA Brass turn-lock from Ostermark, 2 EA damaged"
    assert sentences(proposal)[1:] == [
        "18 EA Brass turn-lock move from outside to Main store on 20 Nov 2026: Received for PO-3.",
        "2 EA Brass turn-lock move from outside to Main store, quarantine on 20 Nov 2026: "
        "Received for PO-3.",
    ]
    assert sources(proposal)["received_on"][2] == "default"


async def test_a_receipt_without_a_number_takes_the_only_open_order(drafted: Any) -> None:
    proposal = await drafted("draft_goods_receipt", quantity=2, item="Calf hide")
    known = ("PO-4", "the only open order of Calf hide", "record")
    assert sources(proposal)["order"] == known


async def test_a_receipt_that_fits_several_orders_is_a_question(ask: Any) -> None:
    answer = await ask("draft_goods_receipt", quantity=2, item="Brass turn-lock")
    assert answer.code == "which_order"
    assert [option["value"] for option in answer.content["options"]] == ["PO-3", "PO-4"]
    lines = await ask("draft_goods_receipt", quantity=2, order="PO-4")
    assert lines.code == "which_item"
    assert (await ask("draft_goods_receipt", quantity=2)).code == "missing_order"


async def test_all_of_an_order_is_received_line_by_line(drafted: Any, ask: Any) -> None:
    proposal = await drafted("draft_full_receipt", order="PO-4")
    assert sentences(proposal)[0] == (
        "5 HIDE Calf hide and 4 EA Brass turn-lock arrive from Conceria Conti for PO-4 on "
        "20 Nov 2026."
    )
    assert (await ask("draft_full_receipt", order="PO-1")).code == "nothing_outstanding"


async def test_a_new_day_moves_every_line_that_has_not_come(drafted: Any, ask: Any) -> None:
    proposal = await drafted("draft_order_change", order="PO-4", due="2026-12-24")
    assert len(proposal.steps) == 2
    assert (await ask("draft_order_change", order="PO-4", quantity=7)).code == "which_item"
    assert (await ask("draft_order_change", order="PO-4")).code == "missing_quantity"


async def test_an_order_is_cancelled_closed_or_released_by_the_rules(ask: Any) -> None:
    assert (await ask("draft_order_cancellation", order="PO-4")).outcome == "answered"
    assert (await ask("draft_order_cancellation", order="PO-3")).code == "goods_arrived"
    assert (await ask("draft_order_close", order="PO-3", reason="Enough")).outcome == "answered"
    assert (await ask("draft_order_release", order="PO-3")).code == "order_placed"


async def test_a_missing_reason_is_said_to_be_missing(drafted: Any) -> None:
    proposal = await drafted("draft_order_cancellation", order="PO-4")
    assert sources(proposal)["reason"] == (
        "No reason given",
        "default, nobody gave one",
        "default",
    )


async def test_a_supplier_is_held_and_released(ask: Any) -> None:
    assert (await ask("draft_supplier_hold", supplier="OST")).outcome == "answered"
    assert (await ask("draft_supplier_release", supplier="NORD")).outcome == "answered"
    assert (await ask("draft_supplier_hold", supplier="NORD")).code == "already_held"


async def test_new_bank_details_leave_the_house_only_by_their_end(ask: Any, house: Any) -> None:
    answer = await ask("draft_bank_details_change", supplier="OST", account=OTHER_IBAN)
    shown = str(answer.content)
    assert OTHER_IBAN not in shown and IBAN not in shown and "…3456" in shown
    store = house.handler(TENANT).store
    assert OTHER_IBAN not in str(await store.ledger(TENANT))
    assert answer.content["preview"]["requirement"]["independent"] is True
    card = await house.handler(TENANT).card(answer.content["draft"])
    assert card.digest == answer.content["digest"], "What is hidden is still signed."


async def test_an_account_that_cannot_exist_is_refused(ask: Any) -> None:
    answer = await ask("draft_bank_details_change", supplier="OST", account=OTHER_IBAN[:-1] + "7")
    assert (answer.outcome, answer.code) == ("refused", "iban_wrong")


async def test_terms_are_agreed_or_changed(drafted: Any, ask: Any) -> None:
    changed = await drafted("draft_sourcing_terms", supplier="OST", item="LOCK", price="21")
    assert changed.title == "Agree €21.00 / EA with Ostermark for Brass turn-lock"
    agreed = await drafted(
        "draft_sourcing_terms", supplier="OST", item="THRD", price="2", lead_days=5
    )
    assert sentences(agreed) == ["Ostermark supplies Linen thread at €2.00 per EA, in 5 days."]
    lead = await drafted("draft_sourcing_terms", supplier="OST", item="LOCK", lead_days=12)
    assert lead.title == "Change the terms with Ostermark for Brass turn-lock"
    bare = await ask("draft_sourcing_terms", supplier="OST", item="CALF", lead_days=5)
    assert bare.code == "missing_price"


async def test_a_new_supplier_has_a_code_and_is_not_there_twice(drafted: Any, ask: Any) -> None:
    proposal = await drafted("draft_new_supplier", name="Fibbia Srl", city="Como")
    assert proposal.steps[0].stream == "supplier-S-1"
    assert sources(proposal)["currency"] == ("EUR", "the business's own", "default")
    assert (await ask("draft_new_supplier", name="ostermark")).code == "known"
