"""Killed at any moment: what was acknowledged is recorded once, and nothing is half written."""

import asyncio
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.catalog import EVENTS, PROJECTIONS
from domain.command_handler import CommandHandler, Decision
from domain.governance.draft import DraftApproved, DraftSigned
from domain.kernel import Cause, Fact, Refused
from domain.procurement.order_events import PurchaseOrderPlaced
from domain.store.embedded import Embedded
from domain.store.event_store import StoreUnavailable
from domain.store.postgres import PostgresStore
from tests.proving.tap import tapped
from tests.proving.trading import DRAFTS, everything, findings, order, started

CAUSE = Cause(("proof",))

ROOT = Path(__file__).parents[2]
SIGNER = Path(__file__).with_name("signer.py")
SEED = 20261120
KILLS = 6
LATEST = 70  # Messages to the database; signing all the drafts takes more, however they group.


def moments() -> Iterator[tuple[int, bool]]:
    """After how many messages the process dies, and whether the last one arrives."""
    dice = random.Random(SEED)
    for number in range(KILLS):
        yield dice.randint(1, LATEST), number % 2 == 0


@pytest.fixture
def room() -> Iterator[Path]:
    """A short path, because the name of a socket has to be short."""
    with tempfile.TemporaryDirectory(prefix="tap-") as path:
        yield Path(path)


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="A foreign server has no socket to tap.")
@pytest.mark.parametrize(("messages", "passing_last"), [*moments()])
async def test_a_process_killed_while_it_signs_loses_nothing_and_repeats_nothing(
    dsn: str, store: PostgresStore, tenant: str, room: Path, messages: int, passing_last: bool
) -> None:
    async with tapped(dsn, room) as (tap, address):
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, str(SIGNER), address, tenant),
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.PIPE,
        )
        said = lines(child)
        assert await anext(said) == "ready"
        tap.count(messages, passing_last, child.kill)
        acknowledged = [line async for line in said]
        assert await child.wait() == -signal.SIGKILL, acknowledged
    facts = await everything(store, tenant)
    decided = signed_in(facts)
    assert set(acknowledged) <= set(decided)
    assert await findings(store, tenant) == []
    await the_rest_can_be_signed(store, tenant, decided)


async def lines(child: asyncio.subprocess.Process) -> AsyncIterator[str]:
    assert child.stdout is not None
    while line := await child.stdout.readline():
        yield line.decode().strip()


def signed_in(facts: list[Fact]) -> list[str]:
    """The drafts that were signed; each once, with all that comes of it, or not at all."""
    signatures = Counter(f.stream for f in facts if isinstance(f.event, DraftSigned))
    approvals = Counter(f.stream for f in facts if isinstance(f.event, DraftApproved))
    orders = Counter(f.cause.draft for f in facts if isinstance(f.event, PurchaseOrderPlaced))
    assert signatures == approvals
    assert set(signatures.values()) <= {1} and set(orders.values()) <= {1}
    signed = [stream.removeprefix("draft-") for stream in signatures]
    assert sorted(signed) == sorted(orders)
    return signed


async def the_rest_can_be_signed(store: PostgresStore, tenant: str, decided: list[str]) -> None:
    """After a restart every draft is either decided, or waits as it did before."""
    handler = CommandHandler(store, tenant)
    for number in range(1, DRAFTS + 1):
        if f"D-{number}" in decided:
            with pytest.raises(Refused) as refused:
                await handler.sign(decision(f"D-{number}", "whatever"))
            assert refused.value.code == "closed"
        else:
            card = await handler.card(f"D-{number}")
            await handler.sign(decision(card.draft, card.digest))
    assert len(signed_in(await everything(store, tenant))) == DRAFTS


def decision(draft: str, digest: str) -> Decision:
    known: dict[str, Any] = {"signer": "olga", "role": "owner", "hands": ("olga",)}
    return Decision(draft=draft, version=1, digest=digest, at=datetime.now(UTC), **known)


async def test_a_database_killed_while_people_sign_has_every_signature_it_acknowledged(
    home: Path, tenant: str
) -> None:
    embedded = await Embedded.start(home)
    store = await PostgresStore.open(embedded.dsn, EVENTS.values(), PROJECTIONS, embedded.revive)
    handler = await started(store, tenant)
    cards = [await handler.propose(order(number)) for number in range(1, 17)]
    acknowledged: list[str] = []
    unknown: list[str] = []

    async def sign(person: int) -> None:
        for card in cards[person::4]:
            try:
                await handler.sign(decision(card.draft, card.digest))
            except StoreUnavailable:
                unknown.append(card.draft)
                continue
            acknowledged.append(card.draft)
            if len(acknowledged) in (3, 9):
                postmaster = embedded.place.data / "postmaster.pid"
                os.kill(int(postmaster.read_text().split()[0]), signal.SIGKILL)

    await asyncio.gather(*map(sign, range(4)))
    recorded = signed_in(await everything(store, tenant))
    assert len(acknowledged) + len(unknown) == len(cards)
    assert set(acknowledged) <= set(recorded) <= {*acknowledged, *unknown}
    assert await findings(store, tenant) == []
    await store.close()
    await embedded.stop()


async def test_a_database_killed_while_it_appends_has_exactly_what_it_acknowledged(
    home: Path, tenant: str
) -> None:
    embedded = await Embedded.start(home)
    store = await PostgresStore.open(embedded.dsn, EVENTS.values(), PROJECTIONS, embedded.revive)
    await started(store, tenant)
    handler = CommandHandler(store, tenant)
    before = len(await everything(store, tenant))
    acknowledged: list[int] = []

    async def write(writer: int) -> None:
        for number in range(12):
            facts = await handler.rehearsal(CAUSE).run(order(100 * writer + number).steps)
            await store.append(tenant, facts, key=f"{writer}-{number}")
            acknowledged.append(len(facts))
            if len(acknowledged) in (20, 50):
                postmaster = embedded.place.data / "postmaster.pid"
                os.kill(int(postmaster.read_text().split()[0]), signal.SIGKILL)

    await asyncio.gather(*map(write, range(1, 9)))
    facts = await everything(store, tenant)
    assert len(facts) - before == sum(acknowledged) == 8 * 12
    assert [fact.position for fact in facts] == list(range(1, len(facts) + 1))
    assert await findings(store, tenant) == []
    await store.close()
    await embedded.stop()
