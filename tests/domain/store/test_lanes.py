"""Lanes are few, are handed to whoever waited longest, and a lost one is never handed on."""

import asyncio
import contextlib
from collections import deque

import pytest

from domain.store.lanes import Lanes


class Line:
    """A connection, as far as a lane is looked after."""

    def __init__(self) -> None:
        self.closed = False
        self.begun = False

    def is_closed(self) -> bool:
        return self.closed

    def is_in_transaction(self) -> bool:
        return self.begun

    def terminate(self) -> None:
        self.closed = True

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def lanes():
    async def connect():
        return Line()

    return Lanes(connect, 2)


class Queue(deque):
    """A queue that tells when so many stand in it."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.full = asyncio.Event()

    def append(self, turn: asyncio.Future) -> None:
        super().append(turn)
        if len(self) == self.count:
            self.full.set()


async def waiting(lanes, count, order):
    lanes.waiting = Queue(count)

    async def one(number):
        async with lanes.held() as lane:
            order.append(number)
            assert not lane.is_closed()

    tasks = [asyncio.create_task(one(number)) for number in range(count)]
    await lanes.waiting.full.wait()
    return tasks


async def test_whoever_waited_longest_is_next_also_when_another_comes_at_that_moment(lanes):
    order = []
    both = [await lanes.take(), await lanes.take()]
    tasks = await waiting(lanes, 3, order)
    lanes.give_back(both[0])
    assert lanes.idle() is None
    lanes.give_back(both[1])
    await asyncio.gather(*tasks)
    assert order == [0, 1, 2]
    assert lanes.made == 2 and len(lanes.free) == 2 and not lanes.used


async def test_a_lane_that_is_lost_or_half_done_makes_room_for_a_new_one(lanes):
    lost, half = await lanes.take(), await lanes.take()
    tasks = await waiting(lanes, 2, [])
    lost.closed = half.begun = True
    lanes.give_back(lost)
    lanes.give_back(half)
    await asyncio.gather(*tasks)
    assert half.closed and lost not in lanes.free and half not in lanes.free
    assert lanes.made == len(lanes.free) <= 2


async def test_who_stops_waiting_just_when_his_turn_comes_hands_it_on(lanes):
    order = []
    both = [await lanes.take(), await lanes.take()]
    first, second = await waiting(lanes, 2, order)
    lanes.give_back(both[0])
    first.cancel()
    await second
    with contextlib.suppress(asyncio.CancelledError):
        await first
    assert order == [1] and lanes.free == [both[0]]


async def test_lanes_of_a_server_that_has_gone_are_closed_also_those_in_use(lanes):
    used, free = await lanes.take(), await lanes.take()
    lanes.give_back(free)
    lanes.expire()
    assert free.closed and not used.closed
    lanes.give_back(used)
    assert used.closed and lanes.made == 0 and not lanes.free


async def test_where_none_can_be_made_everybody_who_waits_hears_why():
    queue = Queue(2)

    async def connect():
        await queue.full.wait()
        raise OSError("nobody answers")

    lanes = Lanes(connect, 1)
    lanes.waiting = queue
    for found in await asyncio.gather(*(lanes.take() for _ in range(3)), return_exceptions=True):
        assert isinstance(found, OSError)
    assert lanes.made == 0
