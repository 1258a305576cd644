"""What an owner, a seller and a bookkeeper say, heard with the whole menu over the demo."""

from typing import Any

import pytest

from assistant.phrasebook import Act, Ask, Many, Pass
from bench import _product as product

BOOK, NAMES = product.phrasebook(), product.names()
TOTE = "Quai tote, tan"
WRONG = "WRONG ACTION"
MONTH = {"period": "2026-11-01..2026-11-30"}


def heard(text: str) -> Any:
    return BOOK.understand(text, NAMES, product.SETTINGS, product.exists)


def called(text: str) -> tuple[str, dict[str, str]]:
    found = heard(text)
    assert isinstance(found, Act), (text, found)
    return found.tool, dict(found.arguments)


def test_nothing_that_the_bench_says_becomes_a_wrong_action() -> None:
    """Passing on is allowed; how much is understood the bench tells, here is only its floor."""
    said = product.sayings()
    judged = [product.judged(each, product.heard(BOOK, NAMES, each)) for each in said]
    wrong = [each.text for each, found in zip(said, judged, strict=True) if found == WRONG]
    assert wrong == []
    assert judged.count("right") > 0.93 * len(said)


@pytest.mark.parametrize(
    ("text", "carrier", "number"),
    [
        ("ship SO-12 with DHL, number 123", "DHL", "123"),
        ("ship SO-12 with DHL, tracking 123456", "DHL", "123456"),
        ("ship SO-12 with UPS, tracking 1Z999", "UPS", "1Z999"),
        ("SO-12 went out by dpd nr 0815", "dpd", "0815"),
        ("SO-12 left with Poste Italiane, no. 4711", "Poste Italiane", "4711"),
        ("we shipped SO-12 via GLS: 88123", "GLS", "88123"),
        ("dispatch SO-12 with DHL under tracking number 5512", "DHL", "5512"),
        ("SO-12 ships with DHL Express, parcel no 00340434161", "DHL Express", "00340434161"),
    ],
)
def test_a_number_behind_a_carrier_is_no_part_of_its_name(
    text: str, carrier: str, number: str
) -> None:
    tool, said = called(text)
    assert tool == "draft_shipment"
    assert said == {"sales_order": "SO-12", "carrier": carrier, "tracking": number}


def test_a_carrier_called_like_a_small_word_is_not_lost() -> None:
    said = {"sales_order": "SO-12", "carrier": "UPS"}
    assert called("pack and ship SO-12 via UPS") == ("draft_shipment", said)
    number = {"sales_order": "SO-12", "tracking": "99887766"}
    assert called("the tracking number for SO-12 is 99887766") == ("draft_tracking", number)


@pytest.mark.parametrize(
    "text",
    ["ship SO-12 with SO-13", "ship SO-12 by December 2026", "ship SO-12 with invoice 4711"],
)
def test_neither_a_document_nor_a_month_carries_a_parcel(text: str) -> None:
    found = heard(text)
    assert isinstance(found, Pass | Ask) or "carrier" not in found.arguments


@pytest.mark.parametrize(
    ("text", "tool", "reason"),
    [
        ("put SO-12 on hold, customer asked", "draft_back_order", "customer asked"),
        ("hold SO-12: the client is away", "draft_back_order", "the client is away"),
        ("cancel SO-12, he changed his mind", "draft_sales_order_cancellation", None),
        ("put Bottega Verdi on hold, they do not pay", "draft_customer_hold", "they do not pay"),
    ],
)
def test_a_reason_may_stand_behind_a_comma(text: str, tool: str, reason: str | None) -> None:
    found, said = called(text)
    assert (found, said["reason"]) == (tool, reason or "he changed his mind")


@pytest.mark.parametrize(
    "text",
    [
        "cancel SO-12, only the belts",
        "cancel SO-12, they want 3 instead",
        "cancel SO-12, SO-13",
        "cancel SO-12, but ask the customer first",
        "put SO-12 on hold, they pay when we ship",
    ],
)
def test_what_limits_an_order_is_no_reason_for_all_of_it(text: str) -> None:
    assert isinstance(heard(text), Pass | Ask)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"raise the price of {TOTE} by 5 %", {"direction": "up", "percent": "5 %"}),
        (f"lower the price of {TOTE} by 5 euro", {"direction": "down", "amount": "5 EUR"}),
        (f"put the price of {TOTE} up by 10%", {"direction": "up", "percent": "10 %"}),
        (f"take 10 off the price of {TOTE}", {"direction": "down", "amount": "10 EUR"}),
    ],
)
def test_by_how_much_is_never_the_new_price(text: str, said: dict[str, str]) -> None:
    assert called(text) == ("draft_price_change", {"product": "BAG-QUAI-TAN", **said})


def test_to_how_much_is_never_a_difference() -> None:
    tool, said = called(f"raise the price of {TOTE} to 420")
    assert (tool, said["price"]) == ("draft_base_price", "420 EUR")
    for text in ("raise PO-3 by 10", "raise the minimum stock of Beeswax by 10"):
        assert isinstance(heard(text), Pass | Ask)


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("raise all belts by 5 %", "draft_price_change"),
        ("make the belts 3 % cheaper", "draft_price_change"),
        ("which belts do we sell", "list_products"),
        ("15 % off all belts from 1 to 24 December", "draft_promotion"),
        ("start a promotion for belts", "draft_promotion"),
    ],
)
def test_what_is_on_a_shelf_is_called_by_its_everyday_name(text: str, tool: str) -> None:
    found, said = called(text)
    assert (found, said["category"]) == (tool, "Belts")


def test_a_part_of_such_a_name_is_a_question() -> None:
    found = heard("which bags do we sell")
    assert isinstance(found, Ask)
    assert [candidate.id for candidate in found.candidates] == ["Handbags"]


@pytest.mark.parametrize("text", ["do you have any belts?", "are the belts in stock"])
def test_elsewhere_it_is_a_part_of_many_names(text: str) -> None:
    found = heard(text)
    assert isinstance(found, Ask) and len(found.candidates) > 1


@pytest.mark.parametrize(
    ("text", "tools", "said"),
    [
        ("orders", ("list_purchase_orders", "list_sales_orders"), {}),
        ("order list", ("list_purchase_orders", "list_sales_orders"), {}),
        ("orders this month", ("list_purchase_orders", "list_sales_orders"), MONTH),
        ("show me the invoices", ("list_supplier_invoices", "list_customer_invoices"), {}),
        ("bills this month", ("list_supplier_invoices", "list_customer_invoices"), MONTH),
    ],
)
def test_a_bare_list_is_of_both_sides(
    text: str, tools: tuple[str, ...], said: dict[str, str]
) -> None:
    found = heard(text)
    assert isinstance(found, Many)
    assert tuple(call.tool for call in found.calls) == tools
    assert [dict(call.arguments) for call in found.calls] == [said, said]


@pytest.mark.parametrize(
    "text", ["order", "order now", "invoice", "bill", "order it again", "order this list"]
)
def test_a_verb_lists_nothing(text: str) -> None:
    assert not isinstance(heard(text), Many)


@pytest.mark.parametrize(
    ("text", "tool", "said"),
    [
        ("DSO", "days_sales_outstanding", {}),
        ("dso this month", "days_sales_outstanding", MONTH),
        ("how long does Bottega Verdi take to pay", "payment_speed", {"customer": "C-1"}),
        ("show bills of Bottega Verdi", "list_customer_invoices", {"customer": "C-1"}),
        ("cash received this month", "list_customer_payments", MONTH),
        ("how much money came in this month", "list_customer_payments", MONTH),
        ("who has not paid yet", "list_customer_invoices", {"status": "open"}),
        ("what must go out today", "fulfillment_queue", {"stage": "ship"}),
        ("is Black week worth it", "promotion_performance", {"promotion": "PRO-1"}),
        ("which customers have gone quiet", "at_risk_customers", {}),
        (f"what does {TOTE} cost", "selling_price", {"product": "BAG-QUAI-TAN"}),
        ("what does Beeswax, 500 g cost", "sourcing_terms", {"item": "WAX-NAT-500"}),
    ],
)
def test_everyday_questions_reach_their_figure(text: str, tool: str, said: dict[str, str]) -> None:
    assert called(text) == (tool, said)


def test_whom_a_promotion_is_for_is_never_overheard() -> None:
    for text in (
        "give dealers 10 percent on belts in December",
        "15 % off all belts in December for dealers",
    ):
        tool, said = called(text)
        assert (tool, said["kind"]) == ("draft_promotion", "dealer")
    assert not isinstance(heard("dealers may take 10 percent off belts in December"), Act)


def test_only_a_name_stands_behind_new_customer() -> None:
    assert called("new client: Leder Huber") == ("draft_new_customer", {"name": "Leder Huber"})
    found = heard("new client: Leder Huber from Austria, email info@huber.at")
    assert isinstance(found, Pass | Ask)


def test_one_order_is_not_taken_for_another_that_it_mentions() -> None:
    """ "Hold" stands in both, and what is said first is to be done."""
    for text in ("release SO-12 from hold", "release the hold of SO-12"):
        assert called(text) == ("draft_back_order_filling", {"sales_order": "SO-12"})


@pytest.mark.parametrize(
    ("text", "quantity", "item"),
    [
        ("40 Quai tote, tan came from the workshop", "40", "BAG-QUAI-TAN"),
        ("we made 12 Noir wallets", "12", "WLT-NOIR"),
        ("12 Quai tote, tan are finished", "12", "BAG-QUAI-TAN"),
        ("receive 12 Quai tote, tan from the workshop", "12", "BAG-QUAI-TAN"),
        ("I finished 3 Rive handbag, Noir", "3", "BAG-RIVE-NOIR"),
    ],
)
def test_what_the_workshop_made_is_no_delivery_of_a_supplier(
    text: str, quantity: str, item: str
) -> None:
    assert called(text) == ("draft_goods_made", {"quantity": quantity, "item": item})


def test_what_came_without_a_workshop_still_comes_from_a_supplier() -> None:
    found = heard("40 Quai tote, tan came")
    assert getattr(found, "tool", "") == "draft_goods_receipt"


@pytest.mark.parametrize(
    "text",
    [
        "weekly demand for Quai tote, tan",
        "demand for Quai tote, tan by week",
        "how many Quai tote, tan leave each week",
        "forecast input for Quai tote, tan",
    ],
)
def test_demand_is_asked_for_by_the_week(text: str) -> None:
    assert called(text) == ("weekly_demand", {"item": "BAG-QUAI-TAN"})
