"""Where to look without a signal: soon where something happens, and everywhere in the end."""

import asyncio
from itertools import chain, count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.store.agenda import Agenda
from domain.store.rounds import ACTIVE, AT_FIRST, LATELY, THEREAFTER, Rounds


def ticks(rounds: Rounds, tenants: list[str], times: int, now: float = 0) -> list[list[str]]:
    looked = []
    for _ in range(times):
        if rounds.over:
            rounds.begin(tenants)
        looked.append(rounds.next(now))
    return looked


@given(st.integers(1, 3000))
def test_every_tenant_is_looked_at_once_in_a_round(number):
    tenants = [f"t{n}" for n in range(number)]
    rounds = Rounds()
    first = ticks(rounds, tenants, -(-number // AT_FIRST))
    second = ticks(rounds, tenants, -(-number // THEREAFTER))
    assert list(chain(*first)) == tenants
    assert list(chain(*second)) == tenants


def test_a_thousand_idle_tenants_are_not_a_thousand_questions_a_second():
    tenants = [f"t{n}" for n in range(1000)]
    rounds = Rounds()
    looked = ticks(rounds, tenants, 100)
    assert max(map(len, looked)) == AT_FIRST
    assert max(map(len, looked[2:])) == THEREAFTER


def test_active_tenants_are_looked_at_in_every_tick_until_they_are_quiet():
    rounds, tenants = Rounds(), [f"t{n}" for n in range(1000)]
    ticks(rounds, tenants, 10)
    rounds.heard("busy", now=100)
    rounds.heard("busier", now=101)
    assert all({"busy", "busier"} <= set(looked) for looked in ticks(rounds, tenants, 5, now=102))
    later = 100 + LATELY
    assert all("busy" not in looked for looked in ticks(rounds, tenants, 5, now=later))
    assert all("busier" in looked for looked in ticks(rounds, tenants, 5, now=later))


def test_of_very_many_active_tenants_the_latest_come_first_and_nobody_is_left_out():
    rounds, tenants = Rounds(), [f"t{n}" for n in range(1000)]
    ticks(rounds, tenants, 2)
    for tenant in tenants:
        rounds.heard(tenant, now=1)
    looked = ticks(rounds, tenants, 1000 // THEREAFTER, now=2)
    assert max(map(len, looked)) <= ACTIVE + THEREAFTER
    assert all(set(tenants[-ACTIVE:]) <= set(each) for each in looked)
    assert set(chain(*looked)) == set(tenants)


def test_after_lost_signals_everybody_is_looked_at_soon():
    rounds, tenants = Rounds(), [f"t{n}" for n in range(1000)]
    ticks(rounds, tenants, 10)
    rounds.begin_again()
    assert set(chain(*ticks(rounds, tenants, 2))) == set(tenants)


async def taken(agenda: Agenda[str]) -> list[str]:
    found = []
    while agenda.waiting:
        found.append(await agenda.take())
    return found


async def test_a_thing_put_down_twice_is_done_once():
    agenda: Agenda[str] = Agenda()
    for key in ("a", "b", "a"):
        agenda.put(key)
    assert await taken(agenda) == ["a", "b"]


async def test_what_is_put_down_while_it_is_being_done_is_done_once_more_afterwards():
    agenda: Agenda[str] = Agenda()
    agenda.put("a")
    assert await agenda.take() == "a"
    agenda.put("a")
    agenda.put("a")
    assert await taken(agenda) == []
    agenda.done("a")
    assert await taken(agenda) == ["a"]
    agenda.done("a")
    assert await taken(agenda) == []


@pytest.mark.parametrize("workers", [1, 4])
async def test_nothing_is_done_twice_at_the_same_time(workers):
    agenda: Agenda[str] = Agenda()
    at_work: set[str] = set()
    finished, all_done = count(1), asyncio.Event()

    async def work() -> None:
        while True:
            key = await agenda.take()
            assert key not in at_work
            at_work.add(key)
            agenda.put("bb"[: len(key)])
            await asyncio.sleep(0)
            at_work.discard(key)
            agenda.done(key)
            if next(finished) == 100:
                all_done.set()

    tasks = [asyncio.create_task(work()) for _ in range(workers)]
    for key in ("a", "b", "cc"):
        agenda.put(key)
    waiting = asyncio.create_task(all_done.wait())
    await asyncio.wait([waiting, *tasks], timeout=20, return_when=asyncio.FIRST_COMPLETED)
    assert all_done.is_set()
    for task in tasks:
        task.cancel()


async def test_a_later_appointment_takes_the_place_of_an_earlier_one():
    agenda: Agenda[str] = Agenda()
    agenda.put_later("a", 3600)
    agenda.put_later("a", 0)
    assert await asyncio.wait_for(agenda.take(), 20) == "a"
    agenda.put_later("a", 3600)
    agenda.forget_appointments()
    assert agenda.timers == {}
