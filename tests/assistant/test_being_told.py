"""What is told is claimed, is still so when it leaves, and is not lost with a process."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from assistant.being_told import BeingTold
from assistant.cases import Cases
from assistant.records import Tenant
from domain.governance.channel_route import RouteToChannel, channel_route
from domain.governance.member import DisableMember, member
from domain.governance.wish import WishQuiet, wish
from domain.kernel import Step
from domain.store.memory_told import MemoryTold
from domain.store.told import UNSENT
from tests.assistant.attended import BUSINESS, away, drafted, record, signed
from tests.trade import NOON, TENANT, house_in, in_memory

TWO = {"quantity": "3000"}
"""So many that two people sign."""


async def business(name: str) -> Tenant:
    return BUSINESS


@dataclass
class Telling:
    """A business in which somebody looks what is to be told."""

    house: Any
    now: datetime = NOON
    marks: MemoryTold = field(default_factory=MemoryTold)

    def process(self) -> BeingTold:
        records = self.house.handler
        return BeingTold(records, business, self.marks, lambda: self.now, Cases(records))

    async def due(self) -> list[tuple[str, str]]:
        return [(each.to, each.way) for each in await self.process().due(TENANT)]


@pytest.fixture
async def here() -> Telling:
    return Telling(await house_in(in_memory()))


async def test_of_two_who_found_the_same_one_tells_it(here: Telling) -> None:
    await drafted(here.house)
    one, two = here.process(), here.process()
    [mine], [theirs] = await one.due(TENANT), await two.due(TENANT)
    assert await one.claim(TENANT, mine)
    assert not await two.claim(TENANT, theirs)
    assert await here.due() == []


async def test_what_never_left_is_due_again_and_what_left_is_not(here: Telling) -> None:
    await drafted(here.house)
    told = here.process()
    [telling] = await told.due(TENANT)
    await told.claim(TENANT, telling)
    here.now += UNSENT
    assert await here.due() == [("manager", "alone")]
    await told.claim(TENANT, telling)
    await told.done(TENANT, telling)
    here.now += UNSENT
    assert await here.due() == []


async def test_what_could_not_leave_is_due_at_once(here: Telling) -> None:
    await drafted(here.house)
    told = here.process()
    [telling] = await told.due(TENANT)
    await told.claim(TENANT, telling)
    await told.back(TENANT, telling)
    assert await here.due() == [("manager", "alone")]


async def test_what_was_decided_since_it_was_found_is_not_told(here: Telling) -> None:
    draft = await drafted(here.house)
    told = here.process()
    [telling] = await told.due(TENANT)
    assert await told.standing(TENANT, telling) == telling
    await signed(here.house, draft, "owner")
    assert await told.standing(TENANT, telling) is None


async def test_whoever_has_signed_since_is_not_asked_to(here: Telling) -> None:
    draft = await drafted(here.house, **TWO)
    told = here.process()
    [telling] = await told.due(TENANT)
    assert telling.to == "owner", "Only owners may sign so much."
    await signed(here.house, draft, "owner")
    assert await told.standing(TENANT, telling) is None


async def test_of_several_together_only_what_still_stands_is_told(here: Telling) -> None:
    drafts = [await drafted(here.house, quantity=str(400 + n)) for n in range(8)]
    told = here.process()
    found = await told.due(TENANT)
    assert [each.way for each in found] == [*["alone"] * 5, "together"]
    await signed(here.house, drafts[-1], "owner")
    left = await told.standing(TENANT, found[-1])
    assert left is not None and len(left.notices) == 2


async def test_whoever_can_no_longer_sign_in_is_told_nothing(here: Telling) -> None:
    await drafted(here.house)
    await record(here.house, Step(member.stream("manager"), DisableMember()))
    assert await here.due() == [("owner", "alone")]


async def test_the_stand_in_is_told_while_somebody_is_away(here: Telling) -> None:
    await drafted(here.house)
    await away(here.house, "manager", "staff")
    assert await here.due() == [("staff", "alone")]


async def test_quiet_hours_are_those_of_the_business(here: Telling) -> None:
    await drafted(here.house)
    wished = WishQuiet(user="manager", begins=time(11), ends=time(13))
    await record(here.house, Step(wish.stream("manager"), wished))
    assert await here.due() == []
    here.now = NOON.replace(hour=13)
    assert await here.due() == [("manager", "alone")]


async def test_a_channel_that_is_closed_to_us_is_no_route(here: Telling) -> None:
    await drafted(here.house)
    route = RouteToChannel(function="procurement", channel="C0123ABC")
    await record(here.house, Step(channel_route.stream("procurement"), route))
    assert await here.due() == [("C0123ABC", "channel")]
    [telling] = await here.process().due(TENANT, frozenset({"C0123ABC"}))
    assert telling.to == "manager"


async def test_what_was_told_long_ago_is_forgotten(here: Telling) -> None:
    await drafted(here.house)
    told = here.process()
    [telling] = await told.due(TENANT)
    await told.claim(TENANT, telling)
    assert await told.tidy(TENANT) == 0
    here.now += timedelta(days=181)
    assert await told.tidy(TENANT) == 1
