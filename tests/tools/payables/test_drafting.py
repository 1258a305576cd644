"""An invoice is drafted as it came, matched to its order, and doubted where it should be."""

from typing import Any

LINE = {
    "position": 1,
    "item": "LOCK",
    "description": "Brass turn-lock",
    "quantity": "20",
    "unit": "C62",
    "price": "20",
    "net": "400",
    "tax_rate": "19",
    "where": "page 1, box 10 20 30 40",
}
BILL = {"number": "4711", "supplier": "OST", "amount": "476", "net": "400", "tax": "76"}


def codes(proposal: Any) -> set[str]:
    return {doubt["code"] for doubt in proposal.preview["doubts"]}


async def test_an_invoice_by_hand_takes_the_currency_and_the_day_that_are_usual(
    drafted: Any,
) -> None:
    proposal = await drafted(
        "draft_supplier_invoice", number="4711", supplier="Ostermark", amount="529.87"
    )
    assert proposal.title == "Record invoice 4711 from Ostermark over €529.87"
    [step] = proposal.steps
    assert step.stream == "supplier_invoice-OST.I.4711"
    assert codes(proposal) == {"no_order"}


async def test_the_order_is_found_by_the_goods(drafted: Any) -> None:
    proposal = await drafted(
        "draft_supplier_invoice", **BILL | {"supplier": "CONTI"}, lines=[hides()]
    )
    [step] = proposal.steps
    assert step.arguments["order"] == "PO-2"
    assert step.arguments["lines"][0]["order_line"] == 1
    told = {origin.field: origin.source for origin in proposal.origins}
    assert told["order"] == "the only order of Conceria Conti that fits"
    assert told["line 1"] == "document page 1, box 1 2 3 4"


def hides() -> dict[str, Any]:
    named = {"item": "", "description": "CALF HIDE, brown", "where": "page 1, box 1 2 3 4"}
    return LINE | named | {"quantity": "10", "unit": "HIDE", "price": "82.50", "net": "825"}


async def test_a_price_above_the_order_needs_an_independent_hand(drafted: Any) -> None:
    dear = LINE | {"price": "23", "net": "460"}
    proposal = await drafted("draft_supplier_invoice", **BILL, order="PO-3", lines=[dear])
    assert "price_above_order" in codes(proposal)
    assert proposal.requirement.independent


async def test_the_same_number_is_refused_however_it_is_spelled(ask: Any) -> None:
    answer = await ask("draft_supplier_invoice", **BILL | {"number": "re 88"})
    assert (answer.outcome, answer.code) == ("refused", "duplicate_invoice")
    assert "RE-88 from Ostermark over €476 is here already" in answer.reason.replace(".00", "")


async def test_the_same_amount_within_a_week_is_perhaps_billed_twice(drafted: Any) -> None:
    bill = BILL | {"issued_on": "2026-11-15", "order": "PO-3"}
    assert "perhaps_twice" in codes(await drafted("draft_supplier_invoice", **bill))


async def test_an_account_that_is_not_on_record_is_red_and_changes_nothing(
    drafted: Any, reply: Any
) -> None:
    other = "IT60 X054 2811 1010 0000 0123 456"
    proposal = await drafted("draft_supplier_invoice", **BILL, account=other)
    assert "other_account" in codes(proposal) and proposal.requirement.independent
    [row] = (await reply("show_supplier", supplier="OST"))["rows"]
    assert row["account"] == "ending in 3000"


async def test_the_account_on_record_is_no_doubt(drafted: Any) -> None:
    proposal = await drafted(
        "draft_supplier_invoice", **BILL, account="DE89 3704 0044 0532 0130 00"
    )
    assert "other_account" not in codes(proposal)
    account = next(origin for origin in proposal.origins if origin.field == "account")
    assert account.value == "ending in 3000"


async def test_two_currencies_on_one_invoice_are_refused(ask: Any) -> None:
    answer = await ask("draft_supplier_invoice", **BILL | {"net": "400 USD"})
    assert (answer.outcome, answer.code) == ("refused", "two_currencies")


async def test_accepting_always_needs_another_hand(drafted: Any) -> None:
    proposal = await drafted("draft_invoice_acceptance", number="RE-88")
    assert proposal.requirement.independent
    assert "always signed by somebody who did not draft it" in proposal.requirement.reason


async def test_an_assignment_pairs_the_lines(drafted: Any) -> None:
    proposal = await drafted("draft_invoice_assignment", number="RE-88", order="PO-1")
    [step] = proposal.steps
    assert step.arguments == {"order": "PO-1", "pairs": [1]}
