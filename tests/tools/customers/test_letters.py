"""Letters say what the record says, go where the record says, and stop where a customer said no."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from domain.customers.consent import WithdrawConsent
from domain.customers.customer_events import ChangeCustomer
from domain.customers.letter import Letter
from domain.customers.printing import printed
from domain.kernel import Cause, Refused
from tests.domain.customers.test_printing import read
from tests.steps import on
from tests.tools.procurement.test_drafts import sentences, sources
from tests.trade import TENANT


@pytest.fixture
def record(house: Any) -> Any:
    async def go(command: Any, key: str) -> None:
        await house.handler(TENANT).record([on(command, key)], Cause(("test",)))

    return go


def letter_of(proposal: Any) -> Letter:
    [said] = [step.arguments for step in proposal.steps if step.command == "ReleaseMessage"]
    return Letter.model_validate(said)


async def test_an_order_is_confirmed_with_its_lines_and_its_total(drafted: Any) -> None:
    proposal = await drafted("draft_order_confirmation", sales_order="SO-1")
    letter = letter_of(proposal)
    assert proposal.title == "Order confirmation of SO-1 to Maison Martin, by e-mail"
    assert letter.subject == "Your order SO-1"
    assert letter.body.startswith("Dear Maison Martin,\n\nthank you for your order SO-1")
    assert "– 9 EA Brass turn-lock\n– 2 HIDE Calf hide" in letter.body
    assert "Total without tax: 699.00 EUR." in letter.body and "by 18 Nov 2026" in letter.body
    assert letter.body.endswith("Kind regards\nBellavier")
    assert sources(proposal)["email"] == ("atelier@martin.example", "customer MARTIN", "record")


async def test_the_paper_is_the_file_whose_digest_stands_on_the_card(drafted: Any) -> None:
    letter = letter_of(await drafted("draft_order_confirmation", sales_order="SO-1"))
    assert letter.paper and letter.digest == sha256(printed(letter.paper)).hexdigest()
    said = read(printed(letter.paper))
    for part in ("Order confirmation SO-1", "Maison Martin", "41 EUR", "369.00 EUR", "699.00 EUR"):
        assert part in said


async def test_a_shipping_notice_tells_what_left_and_with_whom(drafted: Any) -> None:
    letter = letter_of(await drafted("draft_shipping_notice", sales_order="SO-1"))
    assert "left on 16 Nov 2026 with Colis Rapide." in letter.body
    assert letter.paper and letter.paper.file == "SO-1-1-delivery-note.pdf"
    assert [line.cells for line in letter.paper.lines] == [("Calf hide", "1 HIDE")]


async def test_what_has_not_left_is_not_announced(ask: Any) -> None:
    answer = await ask("draft_shipping_notice", sales_order="SO-1", shipment="4")
    assert (answer.outcome, answer.code) == ("refused", "not_shipped")


async def test_an_invoice_on_paper_says_to_the_cent_what_the_ledger_says(
    drafted: Any, house: Any
) -> None:
    letter = letter_of(await drafted("draft_invoice_letter", invoice="INV-1"))
    assert "over 244.00 EUR, of which 44.00 EUR is tax" in letter.body
    assert letter.paper
    sums = [(pair.name, pair.value) for pair in letter.paper.sums]
    assert sums == [
        ("Net", "200.00 EUR"),
        ("Tax 22 %", "44.00 EUR"),
        ("Total", "244.00 EUR"),
    ]
    assert all(value in read(printed(letter.paper)) for _, value in sums)


async def test_one_signature_is_for_a_reminder_with_its_letter(drafted: Any) -> None:
    proposal = await drafted("draft_reminder_letter", invoice="INV-1")
    assert [step.command for step in proposal.steps] == ["RemindCustomer", "ReleaseMessage"]
    assert letter_of(proposal).subject == "A reminder of invoice INV-1"
    assert any("gets its first reminder" in sentence for sentence in sentences(proposal))


async def test_a_reminder_without_its_letter_gets_one_and_no_second_reminder(drafted: Any) -> None:
    proposal = await drafted("draft_reminder_letter", invoice="INV-4")
    assert [step.command for step in proposal.steps] == ["ReleaseMessage"]
    assert letter_of(proposal).subject == "A reminder of invoice INV-4"


async def test_a_statement_adds_up_to_what_the_account_says(drafted: Any) -> None:
    letter = letter_of(await drafted("draft_statement", customer="ROSSI"))
    assert letter.paper
    sums = {pair.name: pair.value for pair in letter.paper.sums}
    assert sums == {
        "Not due yet": "61.00 EUR",
        "1–30 days late": "61.00 EUR",
        "31–60 days late": "244.00 EUR",
        "Open": "366.00 EUR",
        "Paid, not allocated": "-39.00 EUR",
        "Balance": "327.00 EUR",
    }
    lines = [Decimal(line.cells[-1].split()[0]) for line in letter.paper.lines]
    assert sum(lines) == Decimal("366.00")
    assert "Balance: 327.00 EUR" in letter.body


async def test_the_answer_of_a_ticket_goes_out_word_for_word(drafted: Any, ask: Any) -> None:
    letter = letter_of(await drafted("draft_ticket_letter", ticket="T-2"))
    assert "\n\nIt works now\n\n" in letter.body and letter.paper is None
    assert (await ask("draft_ticket_letter", ticket="T-1")).code == "not_answered"


async def test_who_lives_in_germany_is_written_to_in_german(drafted: Any, record: Any) -> None:
    await record(ChangeCustomer(country="Germany"), "ROSSI")
    letter = letter_of(await drafted("draft_invoice_letter", invoice="INV-1"))
    assert letter.language == "de" and letter.subject == "Rechnung INV-1"
    assert "über 244,00 EUR, davon 44,00 EUR Steuer. Sie ist am 01.10.2026 fällig" in letter.body
    assert letter.paper and letter.paper.title == "Rechnung INV-1"


async def test_without_an_address_on_record_nothing_is_drafted(ask: Any, record: Any) -> None:
    await record(ChangeCustomer(email=""), "ROSSI")
    answer = await ask("draft_invoice_letter", invoice="INV-1")
    assert (answer.code, "no e-mail address" in answer.reason) == ("no_address", True)


def no_letters(on_: date = date(2026, 11, 19)) -> WithdrawConsent:
    said = {"channel": "email", "purpose": "accounts", "source": "By telephone", "on": on_}
    about = {"customer": "ROSSI", "name": "Pelletteria Rossi"}
    return WithdrawConsent.model_validate(about | said)


async def test_a_word_against_such_letters_stops_them_and_no_others(ask: Any, record: Any) -> None:
    no = no_letters()
    await record(no, "ROSSI")
    answer = await ask("draft_invoice_letter", invoice="INV-1")
    assert answer.code == "no_consent" and "since 19 Nov 2026" in answer.reason
    await record(no.model_copy(update={"purpose": "newsletter"}), "MAIER")
    assert (await ask("draft_invoice_letter", invoice="INV-4")).outcome == "answered"


async def test_a_word_against_a_letter_that_waits_is_told_before_it_is_signed(
    ask: Any, house: Any, record: Any
) -> None:
    drafted = (await ask("draft_invoice_letter", invoice="INV-1")).content["draft"]
    handler = house.handler(TENANT)
    assert (await handler.card(drafted)).digest
    await record(no_letters(), "ROSSI")
    with pytest.raises(Refused) as told:
        await handler.card(drafted)
    assert told.value.code == "no_consent"
    assert "wants no letters about the account by e-mail since 19 Nov 2026" in str(told.value)


async def test_a_name_without_a_font_goes_without_its_file_and_says_so(
    drafted: Any, record: Any
) -> None:
    await record(ChangeCustomer(name="山田革工房"), "ROSSI")
    proposal = await drafted("draft_invoice_letter", invoice="INV-1")
    letter = letter_of(proposal)
    assert letter.paper is None and letter.customer_name == "山田革工房"
    assert "Without a file" in proposal.because


async def test_a_line_break_in_what_people_typed_cannot_become_a_header(ask: Any) -> None:
    answer = await ask(
        "draft_customer_change", customer="ROSSI", email="a@b.example\r\nBcc: c@d.example"
    )
    assert answer.outcome != "answered"


async def test_messages_are_listed_by_what_is_to_be_done(reply: Any) -> None:
    stuck = await reply("list_messages", which="stuck")
    assert stuck["headline"] == "There is 1 stuck message."
    assert stuck["rows"][0]["reason"] == "The address has changed since"
    assert (await reply("list_messages", which="sent"))["headline"] == "There are no sent messages."
    one = await reply("show_message", message="1")
    assert one["headline"] == (
        "MSG-1, the answer to a ticket on T-1, is held back: The address has changed since."
    )
    assert "we send another lock" in one["rows"][0]["body"]


async def test_what_is_stuck_leaves_after_all_or_does_not(drafted: Any) -> None:
    again = await drafted("draft_message_release", message="MSG-1")
    assert sentences(again) == [
        "MSG-1, the answer to a ticket on T-1 to Anna Rossi, leaves after all; it was held."
    ]
    never = await drafted("draft_message_withdrawal", message="MSG-1", reason="Called her")
    assert "does not leave: Called her." in sentences(never)[0]
