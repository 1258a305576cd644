"""What customers owe is listed, aged, shown by account, and offered to be reminded of."""

from typing import Any


async def test_invoices_are_listed_with_what_is_open(reply: Any) -> None:
    found = await reply("list_customer_invoices")
    assert found["headline"] == (
        "There are 4 customer invoices, over €915.00; €766.00 of it is open."
    )
    assert [row["invoice"] for row in found["rows"]] == ["INV-3", "INV-2", "INV-1", "INV-4"]
    assert found["totals"] == {"gross": "€915.00", "open_amount": "€766.00"}


async def test_overdue_are_those_past_their_day_with_something_open(reply: Any) -> None:
    found = await reply("list_customer_invoices", status="overdue", customer="Pelletteria Rossi")
    assert found["headline"] == (
        "There are 2 overdue customer invoices to Pelletteria Rossi, over €366.00; "
        "€305.00 of it is open."
    )
    none = await reply("list_customer_invoices", status="paid")
    assert none["headline"] == "There are no paid customer invoices."


async def test_one_invoice_tells_what_was_paid_and_since_when_it_is_late(reply: Any) -> None:
    found = await reply("show_customer_invoice", invoice="inv 2")
    assert found["headline"] == (
        "INV-2 to Pelletteria Rossi for SO-7 is over €122.00, €22.00 of it tax; "
        "€61.00 was paid with CP-1; €61.00 is open, 6 days late."
    )
    assert found["rows"][0]["net_amount"] == "100"
    late = await reply("show_customer_invoice", invoice="4")
    assert "€88.00 was credited" in late["headline"]
    assert late["headline"].endswith("€400.00 is open, 97 days late, reminded 1 of 3 times.")


async def test_an_unknown_number_offers_the_open_invoices(ask: Any) -> None:
    answer = await ask("show_customer_invoice", invoice="INV-99")
    assert (answer.outcome, answer.code) == ("refused", "unknown_invoice")
    assert answer.content["options"][0]["value"] == "INV-3"


async def test_receivables_are_aged_by_customer(reply: Any) -> None:
    found = await reply("receivables_aging")
    assert found["headline"] == "Customers owe us €766.00, €705.00 of it overdue."
    maier, rossi = found["rows"]
    assert (maier["customer_name"], maier["over_90"], maier["not_due"]) == (
        *("Anna Maier", "400", "0"),
    )
    assert [rossi[name] for name in ("not_due", "up_to_30", "up_to_60", "over_90")] == [
        *("61", "61", "244", "0"),
    ]
    assert found["chart"]["y"] == ["61", "61", "244", "0", "400"]
    mine = await reply("receivables_aging", customer="rossi")
    assert mine["headline"] == "Pelletteria Rossi owes us €366.00, €305.00 of it overdue."


async def test_an_account_tells_balance_limit_and_what_is_unallocated(reply: Any) -> None:
    found = await reply("show_customer_account", customer="ROSSI")
    assert found["headline"] == (
        "Pelletteria Rossi owes us €366.00; €39.00 paid is unallocated; the credit limit is "
        "€1,000.00, €634.00 of it is left. €305.00 is overdue."
    )
    assert [row["invoice"] for row in found["rows"]] == ["INV-1", "INV-2", "INV-3"]


async def test_a_part_of_a_name_is_a_question(ask: Any) -> None:
    answer = await ask("show_customer_account", customer="Maie")
    assert (answer.outcome, answer.code) == ("refused", "which_customer")
    unknown = await ask("show_customer_account", customer="Nobody")
    assert unknown.code == "unknown_customer" and "Anna Maier" in unknown.reason


async def test_payments_tell_what_is_allocated_to_no_invoice(reply: Any) -> None:
    found = await reply("list_customer_payments", part="unallocated")
    assert found["headline"] == (
        "There are 2 unallocated payments, over €125.00; €64.00 of it is unallocated."
    )
    none = await reply("list_customer_payments", part="allocated")
    assert none["headline"] == "There are no allocated payments."


async def test_limits_are_listed_beside_what_is_open(reply: Any) -> None:
    found = await reply("list_credit_limits")
    assert found["headline"] == "There is 1 customer with a credit limit."
    assert found["rows"][0]["left"] == "634"
    none = await reply("list_credit_limits", use="exceeded")
    assert none["headline"] == "There are no customers over their credit limit."


async def test_reminders_are_due_for_what_is_long_late(reply: Any) -> None:
    found = await reply("list_reminders_due")
    assert [(row["invoice"], row["level"]) for row in found["rows"]] == [("INV-4", 2), ("INV-1", 1)]


async def test_the_open_amount_of_all_customers_is_asked_freely(reply: Any) -> None:
    found = await reply("ask_customer_invoices", figure="open_amount", by="customer")
    assert found["headline"].startswith("The total amount customers owe is €766.00.")
    assert [row["figure"] for row in found["rows"]] == ["400", "366"]


async def test_credit_notes_are_listed_with_what_they_come_to(reply: Any) -> None:
    found = await reply("list_credit_notes")
    assert found["headline"] == "There is 1 credit note, over €88.00."
    [row] = found["rows"]
    assert (row["credit_note"], row["invoice"], row["reason"]) == ("CN-1", "INV-4", "A scratch")
    assert (row["amount"], row["net"], row["tax"]) == ("88", "72.13", "15.87")
    assert found["totals"] == {"amount": "€88.00"}


async def test_credit_notes_of_others_and_of_other_months_are_left_out(reply: Any) -> None:
    of = {"customer": "Anna Maier", "period": "2026-08"}
    found = await reply("list_credit_notes", **of)
    assert found["headline"] == "There is 1 credit note to Anna Maier in Aug 2026, over €88.00."
    assert (await reply("list_credit_notes", invoice="INV-4"))["total_rows"] == 1
    for other in ({"customer": "ROSSI"}, {"invoice": "INV-1"}, {"period": "2026-11"}):
        none = await reply("list_credit_notes", **other)
        assert none["headline"].startswith("There are no credit notes") and not none["rows"]


async def test_one_credit_note_says_of_which_invoice_and_why(reply: Any, ask: Any) -> None:
    found = await reply("show_credit_note", credit_note="cn 1")
    assert found["headline"] == (
        "CN-1 takes €88.00 back from INV-4 to Anna Maier, €15.87 of it tax, on 20 Aug 2026: "
        "A scratch."
    )
    answer = await ask("show_credit_note", credit_note="CN-9")
    assert (answer.outcome, answer.code) == ("refused", "unknown_credit_note")
    assert answer.reason.startswith("There is no credit note CN-9: check the number, or list")
    assert answer.content["options"][0]["value"] == "CN-1"


async def test_one_payment_says_where_it_went_and_what_is_left(reply: Any, ask: Any) -> None:
    found = await reply("show_customer_payment", payment="CP-1")
    assert found["headline"] == (
        "CP-1 over €100.00 came from Pelletteria Rossi on 16 Nov 2026 with the words “INV-2”; "
        "it goes to INV-2, and €39.00 of it is left."
    )
    assert [(row["invoice"], row["amount"]) for row in found["rows"]] == [("INV-2", "61")]
    free = await reply("show_customer_payment", payment="2")
    assert free["headline"] == (
        "CP-2 over €25.00 came from Anna Maier on 18 Nov 2026; it is allocated to no invoice."
    )
    assert (await ask("show_customer_payment", payment="CP-9")).code == "unknown_payment"


async def test_the_history_of_an_invoice_is_told_in_sentences(reply: Any) -> None:
    found = await reply("customer_invoice_history", invoice="INV-4")
    assert [row["sentence"] for row in found["rows"]] == [
        "INV-4 to Anna Maier over €488.00 is issued, €88.00 of it tax, due on 15 Aug 2026.",
        "CN-1 takes €88.00 back from INV-4 to Anna Maier, €15.87 of it tax: A scratch.",
        "INV-4 to Anna Maier gets its first reminder on 30 Aug 2026: €400.00 is open.",
    ]
    assert found["headline"].startswith("3 events are on record for INV-4. The last: INV-4 to")
    assert all(row["hands"] == ["demo"] and row["recorded_at"] for row in found["rows"])
    note = await reply("credit_note_history", credit_note="CN-1")
    assert note["headline"].startswith("3 events are on record for INV-4, on which CN-1 is.")
    assert note["rows"] == found["rows"]


async def test_the_history_of_a_payment_says_what_it_was_allocated_to(reply: Any) -> None:
    found = await reply("customer_payment_history", payment="CP-1")
    assert [row["sentence"] for row in found["rows"]] == [
        "Pelletteria Rossi pays €100.00 on 16 Nov 2026 with the words “INV-2”: CP-1.",
        "Of CP-1, €61.00 is allocated to INV-2.",
    ]
