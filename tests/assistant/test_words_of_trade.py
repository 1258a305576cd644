"""What people of a shop say of customers, prices, orders and money, without knowing any tool."""

from typing import Any

import pytest

from tests import trade
from tests.assistant.model.conftest import Talk, detectors, talk

__all__ = ["detectors", "talk"]

READ = (
    ("list customers", "list_customers"),
    ("who is Maison Martin", "show_customer"),
    ("dealers in France", "list_customers"),
    ("may we write to Maison Martin", "list_consents"),
    ("open tickets", "list_tickets"),
    ("what price list is Maison Martin on", "show_customer"),
    ("list products", "list_products"),
    ("our catalogue", "list_products"),
    ("what do we sell below cost", "product_margins"),
    ("where is SO-1", "show_sales_order"),
    ("orders of Maison Martin", "list_sales_orders"),
    ("what has Maison Martin bought this year", "list_sales_orders"),
    ("back orders", "list_back_orders"),
    ("aging", "receivables_aging"),
    ("who is late with paying", "receivables_aging"),
    ("what does Maison Martin owe", "show_customer_account"),
    ("open invoices of Maison Martin", "list_customer_invoices"),
    ("who has to be reminded", "list_reminders_due"),
    ("revenue by month", "ask_sales_order_lines"),
    ("orders that are not billed", "orders_to_bill"),
    ("who has not ordered for a long time", "at_risk_customers"),
)
DRAFTED = (
    ("new dealer Atelier Nord from Denmark", "draft_new_customer"),
    ("new dealer Atelier Nord in Copenhagen", "draft_new_customer"),
    ("put Maison Martin on hold because they do not pay", "draft_customer_hold"),
    ("put Ostermark on hold because they deliver late", "draft_supplier_hold"),
    ("give Maison Martin 30 days to pay", "draft_customer_change"),
    ('Maison Martin complains about "a scratched buckle"', "draft_ticket"),
    ("Maison Martin wants 3 Brass turn-lock", "draft_sales_order"),
    ("ship SO-1 with DHL, tracking 123456", "draft_shipment"),
    ("ship SO-1 and book the carrier", "draft_booked_shipment"),
    ("book the carrier for SO-1", "draft_booking"),
    ("the tracking number of SO-1 is CR-82", "draft_tracking"),
    ("2400 received from Maison Martin", "draft_customer_payment"),
    ("set the credit limit of Maison Martin to 20000", "draft_credit_limit"),
)


@pytest.mark.parametrize("rate", ["20", "20 %", "20 percent"])
async def test_the_tax_rate_is_asked_for_and_the_lines_of_the_bill_are_read(
    talk: Talk, rate: str
) -> None:
    caller: Any = trade.caller("owner", agent="")
    asked = await talk.desk.ask(caller, "invoice SO-1", "c")
    assert asked["text"].endswith("was never billed: say at which tax rate.")
    drafted = await talk.desk.ask(caller, rate, "c")
    assert (drafted["kind"], drafted["tool"]) == ("draft", "draft_customer_invoice")
    [card] = drafted["view"]["cards"]
    assert card["lines"]["total"]["label"] == "Total without tax"
    assert [row["label"] for row in card["lines"]["rows"]] == ["Calf hide"]


@pytest.mark.parametrize(("said", "tool"), READ)
async def test_a_question_reaches_the_tool_that_answers_it(
    talk: Talk, said: str, tool: str
) -> None:
    caller: Any = trade.caller("owner", agent="")
    found = await talk.desk.ask(caller, said, "c")
    assert (found["kind"], found["tool"]) == ("answer", tool)


@pytest.mark.parametrize(("said", "tool"), DRAFTED)
async def test_a_wish_becomes_a_draft_of_the_right_kind(talk: Talk, said: str, tool: str) -> None:
    caller: Any = trade.caller("owner", agent="")
    found = await talk.desk.ask(caller, said, "c")
    assert (found["kind"], found["tool"]) == ("draft", tool), found["text"]


async def test_a_new_name_and_its_place_need_no_quotation_marks(talk: Talk) -> None:
    caller: Any = trade.caller("owner", agent="")
    for said, place in (
        ("new dealer Atelier Nord from Denmark", {"country": "Denmark"}),
        ("new dealer Atelier Nord in Copenhagen", {"city": "Copenhagen"}),
    ):
        found = await talk.desk.ask(caller, said, "c")
        assert found["arguments"]["name"] == "Atelier Nord"
        assert place.items() <= found["arguments"].items()
