"""A turn that is made twice, or dies in its tool, acts once, or a person is shown what it left."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.governance.draft_events import DraftApproved, DraftProposed
from domain.procurement.order_events import PurchaseOrderPlaced
from domain.store.postgres import PostgresStore
from tests.proving.tap import tapped
from tests.proving.trading import caller, everything, findings, started
from tests.proving.turning import turn, turning

ROOT = Path(__file__).parents[2]
TURNER = Path(__file__).with_name("turner.py")
KILLS = ((55, True), (68, False), (77, False), (84, True))
"""After how many messages to the database the process dies, and whether the last one arrives: from
the verdict on the draft to the end of the turn."""


@pytest.fixture
async def desk(store: PostgresStore, tenant: str) -> AsyncIterator[Any]:
    await started(store, tenant)
    async with turning(store) as found:
        yield found


@pytest.fixture
def room() -> Iterator[Path]:
    """A short path, because the name of a socket has to be short."""
    with tempfile.TemporaryDirectory(prefix="tap-") as path:
        yield Path(path)


def ben(tenant: str) -> Any:
    return caller(tenant, "ben")


async def count(store: Any, tenant: str, kind: type) -> int:
    return sum(isinstance(fact.event, kind) for fact in await everything(store, tenant))


async def owner_signs(desk: Any, tenant: str, draft: str) -> Any:
    olga = caller(tenant, "olga")
    card = await desk.card(olga, draft)
    return await desk.decide(olga, draft, card["version"], card["digest"], "sign")


async def test_the_same_turn_twice_at_once_drafts_once(
    desk: Any, store: PostgresStore, tenant: str
) -> None:
    found = await asyncio.gather(*(turn(desk, ben(tenant)) for _ in range(4)))
    assert await count(store, tenant, DraftProposed) == 1
    assert len({tuple(each["drafts"]) for each in found}) == 1 and len(found[0]["drafts"]) == 1


async def test_another_sentence_is_another_draft(
    desk: Any, store: PostgresStore, tenant: str
) -> None:
    await turn(desk, ben(tenant), "message-1")
    await turn(desk, ben(tenant), "message-2")
    assert await count(store, tenant, DraftProposed) == 2


async def test_the_same_draft_signed_twice_at_once_acts_once(
    desk: Any, store: PostgresStore, tenant: str
) -> None:
    [draft] = (await turn(desk, ben(tenant)))["drafts"]
    olga, max_ = caller(tenant, "olga"), caller(tenant, "max")
    card = await desk.card(olga, draft)
    told = (draft, card["version"], card["digest"], "sign")
    await asyncio.gather(*(desk.decide(who, *told) for who in (olga, olga, max_, olga)))
    assert await count(store, tenant, DraftApproved) == 1
    assert await count(store, tenant, PurchaseOrderPlaced) == 1


async def test_a_second_approval_later_and_the_turn_once_more_act_no_second_time(
    desk: Any, store: PostgresStore, tenant: str
) -> None:
    [draft] = (await turn(desk, ben(tenant)))["drafts"]
    assert (await owner_signs(desk, tenant, draft))["ok"]
    again = await turn(desk, ben(tenant))
    assert again["drafts"] in ([], [draft])
    late = await owner_signs(desk, tenant, draft)
    assert not late["ok"] or late["code"] == "already"
    assert await count(store, tenant, DraftProposed) == 1
    assert await count(store, tenant, PurchaseOrderPlaced) == 1


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="A foreign server has no socket to tap.")
@pytest.mark.parametrize(("messages", "passing_last"), KILLS)
async def test_a_process_killed_in_its_turn_has_drafted_once_when_the_turn_is_made_again(
    dsn: str, desk: Any, store: Any, tenant: str, room: Path, messages: int, passing_last: bool
) -> None:
    async with tapped(dsn, room) as (tap, address):
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, str(TURNER), address, tenant),
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.PIPE,
        )
        assert child.stdout is not None
        assert (await child.stdout.readline()).decode().strip() == "ready"
        tap.count(messages, passing_last, child.kill)
        said = (await child.stdout.read()).decode().split()
        assert await child.wait() in (-signal.SIGKILL, 0)
    [draft] = (await turn(desk, ben(tenant)))["drafts"]
    assert said in ([], [draft])
    assert await count(store, tenant, DraftProposed) == 1
    assert await findings(store, tenant) == []
    assert (await owner_signs(desk, tenant, draft))["ok"]
    assert await count(store, tenant, PurchaseOrderPlaced) == 1
