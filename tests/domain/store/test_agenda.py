"""What is to be done is done once, in turn, and after its rest."""

import asyncio

from domain.store.agenda import Agenda
from tests.domain.store.subscribing import LONG, SOON


async def test_what_is_put_down_while_it_rests_is_taken_once_and_after_the_others() -> None:
    agenda: Agenda[str] = Agenda()
    agenda.put("resting")
    assert await agenda.take() == "resting"
    agenda.done("resting", SOON)
    for key in ("resting", "another", "resting"):
        agenda.put(key)
    async with asyncio.timeout(LONG):
        assert await agenda.take() == "another"
        assert await agenda.take() == "resting"
    agenda.done("resting")
    assert agenda.queue.empty()


async def test_what_is_forgotten_is_not_released_from_its_rest() -> None:
    agenda: Agenda[str] = Agenda()
    agenda.put("resting")
    agenda.done(await agenda.take(), LONG)
    [timer] = agenda.resting.values()
    agenda.forget_appointments()
    assert timer.cancelled()
    assert not agenda.resting
