"""Billing, paying, crediting and reminding are drafted with their origins, and doubted."""

from typing import Any

import pytest


def codes(proposal: Any) -> set[str]:
    return {doubt["code"] for doubt in proposal.preview["doubts"]}


def origins(proposal: Any) -> dict[str, str]:
    return {origin.field: origin.source for origin in proposal.origins}


async def test_an_invoice_takes_the_rate_of_the_last_one_and_says_so(drafted: Any) -> None:
    proposal = await drafted("draft_customer_invoice", customer="Pelletteria Rossi", amount="100")
    assert proposal.title == "Issue INV-5 to Pelletteria Rossi over €122.00"
    told = origins(proposal)
    assert told["tax_rate"] == "INV-3, the last"
    assert told["due_on"] == "30 days, as agreed with Pelletteria Rossi"
    assert codes(proposal) == set()


async def test_an_invoice_of_lines_adds_them_up(drafted: Any) -> None:
    line = {"description": "Bag", "quantity": {"amount": "3"}, "price": "9.99", "tax_rate": "19"}
    lines = [line | {"position": 1}, line | {"position": 2, "tax_rate": "7"}]
    proposal = await drafted("draft_customer_invoice", customer="ROSSI", lines=lines)
    assert proposal.title == "Issue INV-5 to Pelletteria Rossi over €67.73"


async def test_an_order_is_not_billed_twice_without_a_word(drafted: Any) -> None:
    known = {"customer": "ROSSI", "order": "SO-8"}
    part = await drafted("draft_customer_invoice", **known, amount="10")
    assert codes(part) == {"billed_already"} and not part.requirement.independent
    whole = await drafted("draft_customer_invoice", **known, amount="200")
    assert whole.requirement.independent


async def test_an_invoice_beyond_the_credit_limit_needs_another_hand(drafted: Any) -> None:
    proposal = await drafted("draft_customer_invoice", customer="ROSSI", amount="600")
    assert codes(proposal) == {"over_credit_limit"}
    assert proposal.requirement.independent


async def test_a_payment_goes_to_the_invoice_that_is_named(drafted: Any) -> None:
    proposal = await drafted("draft_customer_payment", invoice="INV-1")
    assert proposal.title == "Record €244.00 from Pelletteria Rossi for INV-1"
    assert origins(proposal)["amount"] == "what is open of INV-1"
    said = [fact["sentence"] for fact in proposal.preview["facts"]]
    assert said[-1] == "CP-3 pays €244.00 of INV-1 to Pelletteria Rossi."


async def test_a_payment_is_matched_by_its_exact_amount_or_its_words(drafted: Any) -> None:
    exact = await drafted("draft_customer_payment", customer="ROSSI", amount="244")
    assert exact.title.endswith("for INV-1")
    assert origins(exact)["invoice"] == "open to exactly this amount"
    words = {"amount": "70", "reference": "inv 3"}
    named = await drafted("draft_customer_payment", customer="ROSSI", **words)
    assert named.title.endswith("for INV-3")
    unclear = await drafted("draft_customer_payment", customer="ROSSI", amount="70")
    assert unclear.title.endswith("for no invoice yet")


async def test_more_than_is_open_leaves_the_rest_unallocated(drafted: Any) -> None:
    proposal = await drafted("draft_customer_payment", invoice="INV-3", amount="100")
    allocated = proposal.steps[1].arguments
    assert (allocated["invoice"], allocated["amount"]) == ("INV-3", "61")


async def test_the_same_payment_again_needs_another_hand(drafted: Any) -> None:
    again = {"customer": "ROSSI", "amount": "100", "received_on": "2026-11-18"}
    proposal = await drafted("draft_customer_payment", **again)
    assert "perhaps_paid_twice" in codes(proposal)
    assert proposal.requirement.independent


@pytest.mark.parametrize(
    ("tool", "arguments", "code"),
    [
        ("draft_customer_payment", {"customer": "MAIER", "invoice": "INV-1"}, "other_customer"),
        ("draft_customer_payment", {"invoice": "INV-1", "amount": "5 USD"}, "two_currencies"),
        ("draft_payment_allocation", {"payment": "CP-2", "invoice": "INV-1"}, "other_customer"),
        (
            "draft_payment_allocation",
            {"payment": "CP-1", "invoice": "INV-1", "amount": "39.01"},
            "more_than_left",
        ),
        ("draft_allocation_release", {"payment": "CP-1", "invoice": "INV-1"}, "not_allocated"),
        ("draft_customer_credit", {"invoice": "INV-2", "amount": "61.01"}, "more_than_open"),
        ("draft_customer_invoice_cancellation", {"invoice": "INV-2"}, "invoice_settled"),
        ("draft_payment_reminder", {"invoice": "INV-3"}, "not_due"),
        ("draft_payment_reminder", {"invoice": "INV-1", "customer": "MAIER"}, "other_customer"),
        ("draft_reminder_withdrawal", {"invoice": "INV-1"}, "no_such_reminder"),
        ("draft_customer_credit_cancellation", {"credit_note": "7"}, "unknown_credit_note"),
        ("draft_customer_payment", {}, "missing_customer"),
        ("draft_customer_payment", {"customer": "ROSSI"}, "missing_amount"),
        ("draft_customer_invoice", {"customer": "ROSSI"}, "missing_amount"),
    ],
)
async def test_what_cannot_be_is_refused_in_a_sentence(
    ask: Any, tool: str, arguments: dict[str, str], code: str
) -> None:
    answer = await ask(tool, **arguments)
    assert (answer.outcome, answer.code) == ("refused", code)
    assert answer.reason.startswith(("Not ", "There is no "))


async def test_an_allocation_is_the_smaller_of_what_is_left_and_open(drafted: Any) -> None:
    proposal = await drafted("draft_payment_allocation", payment="CP-1", invoice="INV-3")
    assert proposal.title == "Allocate €39.00 of CP-1 to INV-3"


async def test_a_payment_that_bounced_leaves_its_invoices_open_again(drafted: Any) -> None:
    proposal = await drafted("draft_customer_payment_return", payment="CP-1")
    said = [fact["sentence"] for fact in proposal.preview["facts"]]
    assert said == [
        "Of CP-1, €61.00 is no longer allocated to INV-2.",
        "CP-1 no longer pays €61.00 of INV-2 to Pelletteria Rossi.",
        "CP-1 over €100.00 from Pelletteria Rossi is taken back.",
    ]


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("draft_customer_credit", {"invoice": "INV-3", "reason": "A scratch"}),
        ("draft_customer_invoice_cancellation", {"invoice": "INV-3", "reason": "Twice"}),
        ("draft_credit_limit", {"customer": "ROSSI", "limit": "100"}),
    ],
)
async def test_giving_something_away_is_never_signed_by_its_drafter(
    drafted: Any, tool: str, arguments: dict[str, str]
) -> None:
    assert (await drafted(tool, **arguments)).requirement.independent


async def test_a_limit_below_what_is_open_is_pointed_out(drafted: Any) -> None:
    proposal = await drafted("draft_credit_limit", customer="ROSSI", limit="100")
    assert codes(proposal) == {"limit_below_open"}


async def test_a_reminder_says_which_it_is(drafted: Any) -> None:
    first = await drafted("draft_payment_reminder", invoice="INV-1")
    assert first.title == "First reminder of INV-1 to Pelletteria Rossi"
    second = await drafted("draft_payment_reminder", invoice="INV-4")
    assert second.title == "Second reminder of INV-4 to Anna Maier"


async def test_only_those_who_may_sign_in_receivables_sign(drafted: Any, ask: Any) -> None:
    proposal = await drafted("draft_customer_payment", invoice="INV-1", role="staff")
    assert proposal.requirement
    for role in ("buyer", "artisan"):
        assert (await ask("list_customer_invoices", role)).outcome == "denied"
