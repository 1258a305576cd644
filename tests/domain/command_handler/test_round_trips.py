"""How often the store is asked: for a signature three times, and never on the word of a guess."""

import pytest

from domain.command_handler import CommandHandler, Hot
from domain.command_handler.rehearsal import Rehearsal
from domain.kernel import Cause, Refused
from domain.procurement.order_commands import CancelPurchaseOrder
from tests.domain.command_handler.conftest import NOON, intent, on_stream, order_of, receipt_of
from tests.domain.command_handler.counting import TENANT, decision_on, founded, judged_and_signed

BY = Cause(("ana",))


@pytest.fixture
async def counting():
    return await founded()


async def test_a_signature_takes_three_questions_and_an_undo_four(counting):
    hot = Hot()

    async def proposed(*steps, **how):
        card = await CommandHandler(counting, TENANT, hot).propose(intent(*steps, **how))
        return card, counting.trips()

    async def signed(card):
        assert (await judged_and_signed(counting, hot, card)).approved
        return counting.trips()

    counting.trips()
    order, asked = await proposed(on_stream(order_of(), "PO-1"))
    assert asked == ["next_number", "tails", "many", "append"]
    assert await signed(order) == ["tails", "many", "append"]
    receipt, asked = await proposed(on_stream(receipt_of(30), "PO-1"))
    assert asked == ["next_number", "tails", "tails", "many", "append"]
    assert await signed(receipt) == ["tails", "many", "append"]
    more, asked = await proposed(on_stream(receipt_of(20), "PO-1"))
    assert asked == ["next_number", "tails", "many", "append"]  # Where it leads is guessed.
    await CommandHandler(counting, TENANT).reject(more.draft, 1, "Not yet.", "ana", NOON)
    steps = await CommandHandler(counting, TENANT, hot).undoing(receipt.draft)
    counting.trips()
    undo, _ = await proposed(*steps, reverses=receipt.draft)
    assert await signed(undo) == ["tails", "caused_by", "many", "append"]


async def test_a_signature_needs_no_memory(counting):
    """Another process drafted it, or this one has just been started."""
    card = await CommandHandler(counting, TENANT).propose(intent(on_stream(order_of(), "PO-1")))
    counting.trips()
    assert (await judged_and_signed(counting, Hot(), card)).approved
    assert counting.trips() == ["tails", "tails", "many", "append"]


async def test_a_guess_that_does_not_hold_changes_no_fact(counting):
    """What is remembered says that goods would go into stock, and the order is cancelled."""
    hot = Hot()
    here, there = CommandHandler(counting, TENANT, hot), CommandHandler(counting, TENANT)
    await here.sign(decision_on(await here.propose(intent(on_stream(order_of(), "PO-1")))))
    receipt = on_stream(receipt_of(), "PO-1")
    warm = [await Rehearsal(here.aggregates, BY).run([receipt]) for _ in range(2)]
    assert warm[0] == warm[1] == await Rehearsal(there.aggregates, BY).run([receipt])
    assert len(warm[0]) == 3
    await there.record([on_stream(CancelPurchaseOrder(reason="No need."), "PO-1")], BY)
    with pytest.raises(Refused, match="cancelled"):
        await Rehearsal(here.aggregates, BY).run([receipt])
