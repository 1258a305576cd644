"""A reminder leaves with its letter where the customer can be written to, under one signature."""

from datetime import date
from typing import Any

import pytest

from domain.customers.consent import WithdrawConsent
from domain.customers.customer_events import ChangeCustomer
from domain.customers.messages import MessageRow, messages
from domain.kernel import Cause
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from tests.assistant.earning import Trial
from tests.steps import on
from tests.trade import TENANT


@pytest.fixture
def record(house: Any) -> Any:
    async def go(command: Any, key: str) -> None:
        await house.handler(TENANT).record([on(command, key)], Cause(("test",)))

    return go


def commands(proposal: Any) -> list[str]:
    return [step.command for step in proposal.steps]


def withdrawn(channel: Any = "email", purpose: Any = "accounts") -> WithdrawConsent:
    return WithdrawConsent(
        customer="ROSSI",
        name="Pelletteria Rossi",
        channel=channel,
        purpose=purpose,
        source="By telephone",
        on=date(2026, 11, 19),
    )


async def test_the_level_and_its_letter_are_one_draft(drafted: Any) -> None:
    proposal = await drafted("draft_payment_reminder", invoice="INV-4")
    assert commands(proposal) == ["RemindCustomer", "ReleaseMessage"]
    letter = proposal.steps[1].arguments
    assert letter["subject"] == "Second reminder of invoice INV-4"
    assert letter["email"] == "office@maier.example"
    told = {origin.field: origin for origin in proposal.origins}
    assert told["level"].value == "2"
    assert told["worded_by"].value == "the template", "no model is asked"


async def test_without_an_address_the_level_alone_is_drafted_and_the_card_says_so(
    drafted: Any, record: Any
) -> None:
    await record(ChangeCustomer(email=""), "ROSSI")
    proposal = await drafted("draft_payment_reminder", invoice="INV-1")
    assert commands(proposal) == ["RemindCustomer"]
    assert proposal.because.startswith("No e-mail leaves: Pelletteria Rossi has no e-mail address")


async def test_a_word_against_such_letters_by_email_counts_and_no_other(
    drafted: Any, record: Any
) -> None:
    await record(withdrawn(purpose="newsletter"), "ROSSI")
    await record(withdrawn(channel="sms"), "ROSSI")
    both = await drafted("draft_payment_reminder", invoice="INV-1")
    assert commands(both) == ["RemindCustomer", "ReleaseMessage"]
    await record(withdrawn(), "ROSSI")
    alone = await drafted("draft_payment_reminder", invoice="INV-1")
    assert commands(alone) == ["RemindCustomer"]
    assert "since 19 Nov 2026: write by post." in alone.because


async def test_what_was_sent_on_another_day_is_recorded_and_not_sent_again(drafted: Any) -> None:
    proposal = await drafted("draft_payment_reminder", invoice="INV-1", sent_on="2026-11-19")
    assert commands(proposal) == ["RemindCustomer"]


async def test_undone_both_are_taken_back(house: Any, ask: Any) -> None:
    trial = Trial(house)
    answer = await ask("draft_payment_reminder", invoice="INV-1")
    draft = answer.content["draft"]
    assert (await trial.sign(await trial.handler.card(draft))).outcome == "answered"
    assert await state(trial) == (1, ["waiting"])
    await trial.undo(draft)
    assert await state(trial) == (0, ["withdrawn"])


async def state(trial: Trial) -> tuple[int, list[str]]:
    bill = customer_invoices.where(CustomerInvoiceRow.invoice == "INV-1")
    mail = messages.where(MessageRow.about == "INV-1")
    bills, mails = await trial.handler.many([bill, mail])
    return bills.first.dunning_level, [row.status for row in mails.rows]
