"""A photographed code is asked about: how many came, or what the payment is for."""

from typing import Any

from assistant.documents.codes import said
from assistant.documents.evidence import Evidence
from domain.command_handler import CommandHandler
from domain.kernel import Cause, Step
from domain.procurement.sourcing import ChangeSourcing, key_of, sourcing
from tests import trade
from tests.assistant.capturing.conftest import OTHER
from tests.assistant.capturing.test_capture import bold, card_of, origins_of

BOX = "12.0 20.0 140.0 60.0"
EAN = "4006381333931"
EPC = "BCD\n002\n1\nSCT\n\nOstermark GmbH\n{iban}\nEUR428.40\n\n\nRE-2026/118 of 18 Nov\n"


def code(text: str, kind: str = "EAN-13") -> Evidence:
    return said(text, kind, BOX)


async def named_by_supplier(room: Any, number: str) -> None:
    """Ostermark calls our lock by this number."""
    terms = Step(sourcing.stream(key_of("OST", "LOCK")), ChangeSourcing(supplier_code=number))
    await CommandHandler(room.store, trade.TENANT).record([terms], Cause(("demo",)))


async def test_a_code_asks_how_many_came_and_a_number_answers(room: Any) -> None:
    asked = await room.drop(code("CALF", "QR Code"))
    assert (asked["kind"], asked["text"]) == ("question", "Received how many of Calf hide?")
    assert asked["nearest"] == ["5 HIDE on PO-4"]
    answer = await room.say("2")
    card = card_of(answer)
    assert card["title"] == "Receive 2 HIDE Calf hide from Conceria Conti"
    assert origins_of(card)["Item CALF"] == "rechnung 4711.pdf, page 1 · 50 %"
    assert "#at-1-12_0-20_0-140_0-60_0" in str(card["origins"])
    assert "item CALF (page 1 · 50 %)" in bold(card["cautions"])


async def test_what_is_offered_answers_quantity_and_order_at_once(room: Any) -> None:
    asked = await room.drop(code("LOCK", "QR Code"))
    assert asked["nearest"] == ["20 EA on PO-3", "4 EA on PO-4"]
    card = card_of(await room.say(asked["nearest"][0]))
    assert card["title"] == "Receive 20 EA Brass turn-lock from Ostermark"


async def test_the_order_is_asked_where_several_wait_for_the_item(room: Any) -> None:
    await room.drop(code("lock", "QR Code"))
    asked = await room.say("3")
    assert asked["kind"] == "question"
    assert {each["id"] for each in asked["candidates"]} == {"PO-3", "PO-4"}
    assert card_of(await room.say("PO-4"))["title"].startswith("Receive 3 EA Brass turn-lock")


async def test_an_article_number_is_the_suppliers_code_in_any_length(room: Any) -> None:
    await named_by_supplier(room, EAN)
    for text in (EAN, f"(01)0{EAN}(37)4(10)B7"):
        answer = await room.drop(code(text))
        assert (answer["tool"], answer["kind"]) == ("draft_goods_receipt", "question")
        assert answer["arguments"]["item"] == "LOCK"


async def test_a_count_in_the_code_is_not_asked_again(room: Any) -> None:
    await named_by_supplier(room, EAN)
    asked = await room.drop(code(f"(01)0{EAN}(37)4"))
    assert asked["slot"] == "order" and asked["arguments"]["quantity"] == "4"


async def test_a_code_of_nobody_is_told_and_asks_for_nothing(room: Any) -> None:
    answer = await room.drop(code(EAN), code(EAN))
    assert (answer["kind"], answer["drafts"]) == ("answer", [])
    assert answer["text"].startswith(f"The code says {EAN}. That is no item of ours")


async def test_one_item_on_many_boxes_is_one_question(room: Any) -> None:
    asked = await room.drop(*[code("CALF", "QR Code")] * 3)
    assert asked["text"] == "Received how many of Calf hide?"


async def test_a_payment_code_alone_is_an_invoice_that_lacks_its_number(room: Any) -> None:
    asked = await room.drop(code(EPC.format(iban=OTHER), "QR Code"))
    assert asked["kind"] == "question"
    assert asked["text"].endswith("Which number does the invoice have?")
    assert asked["nearest"][0] == "RE-2026/118"
    card = card_of(await room.say("RE-2026/118"))
    assert card["title"] == "Record invoice RE-2026/118 from Ostermark over €428.40"
    assert "The account is not the one of Ostermark on record" in bold(card["red_flags"])
    assert "its purpose: “RE-2026/118 of 18 Nov”" in bold(card["cautions"])


async def test_a_payment_code_of_a_stranger_asks_for_the_supplier(room: Any) -> None:
    text = EPC.format(iban=OTHER).replace("Ostermark GmbH", "Nobody Ltd")
    await room.drop(code(text, "QR Code"))
    told = await room.say("RE-2026/118")
    assert not told["drafts"] and "Nobody Ltd" in told["text"]


async def test_who_may_not_receive_goods_is_told_so(room: Any) -> None:
    answer = await room.drop(code("CALF", "QR Code"), user="artisan")
    assert not answer["drafts"] and answer["kind"] in ("refusal", "question")
