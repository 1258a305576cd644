"""A full disk or a database that stops is one sentence, and nothing is lost or half written."""

import asyncio
import os
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import asyncpg
import pytest

from assistant.approvals import Approvals
from domain.catalog import EVENTS, PROJECTIONS
from domain.command_handler import CommandHandler
from domain.kernel import Cause
from domain.store.embedded import Embedded
from domain.store.event_store import StoreUnavailable
from domain.store.postgres import PostgresStore
from guardrails.call import Answer
from guardrails.gate import Gate
from tests.proving.trading import caller, everything, findings, order, started

CAUSE = Cause(("proof",))

FULL = """
create function {name}() returns trigger language plpgsql as $$
begin
    raise exception 'could not extend file "base/5/16399": No space left on device'
        using errcode = 'disk_full', hint = 'Check free disk space.';
end $$;
create trigger {name} before insert or update on {table}
    for each row when (new.tenant = '{tenant}') execute function {name}();
"""
EMPTY = "drop trigger {name} on {table}; drop function {name}"


@asynccontextmanager
async def full(dsn: str, table: str, tenant: str) -> AsyncIterator[None]:
    """While this lasts, the server itself finds no space for this tenant in this table."""
    named = {"name": f"full_{tenant.replace('-', '_')}", "table": table, "tenant": tenant}
    owner = await asyncpg.connect(dsn)
    try:
        await owner.execute(FULL.format(**named))
        yield
        await owner.execute(EMPTY.format(**named))
    finally:
        await owner.close()


def approvals_in(store: PostgresStore) -> Approvals:
    return Approvals(lambda name: CommandHandler(store, name), Gate(store.enter, perf_counter))


@pytest.mark.parametrize(
    "table", ["es.events", "read_models.purchase_orders", "read_models.drafts", "es.ledger"]
)
async def test_on_a_full_disk_a_signature_is_refused_whole_and_can_be_given_again(
    dsn: str, store: PostgresStore, tenant: str, table: str
) -> None:
    handler = await started(store, tenant)
    card = await handler.propose(order(1))
    before = await everything(store, tenant)

    async def sign() -> Answer:
        shown = card.draft, card.version, card.digest
        return await approvals_in(store).sign(
            caller(tenant, "olga"), *shown, datetime.now(UTC), "proof"
        )

    async with full(dsn, table, tenant):
        with pytest.raises(StoreUnavailable) as told:
            await sign()
    assert str(told.value) == (
        "The disk of the database is full, so nothing was written: free some space, then "
        "do it again."
    )
    assert await everything(store, tenant) == before
    assert (await sign()).outcome == "answered"
    assert await findings(store, tenant) == []


async def test_a_full_disk_of_one_does_not_stop_the_others(
    dsn: str, store: PostgresStore, tenant: str
) -> None:
    poor, rich = f"{tenant[:20]}-poor", f"{tenant[:20]}-rich"
    handlers = {name: await started(store, name) for name in (poor, rich)}
    async with full(dsn, "es.events", poor):
        works = [handlers[name].propose(order(n)) for n in range(1, 5) for name in (poor, rich)]
        found = await asyncio.gather(*works, return_exceptions=True)
    assert [isinstance(one, StoreUnavailable) for one in found] == [True, False] * 4
    for name in (poor, rich):
        assert await findings(store, name) == []


async def test_commands_written_together_are_told_together_and_can_be_sent_again(
    dsn: str, store: PostgresStore, tenant: str
) -> None:
    handler = await started(store, tenant)
    facts = [await handler.rehearsal(CAUSE).run(order(number).steps) for number in range(1, 6)]

    async def send() -> list[object]:
        works = [store.append(tenant, each, f"key-{n}") for n, each in enumerate(facts)]
        return await asyncio.gather(*works, return_exceptions=True)

    async with full(dsn, "read_models.purchase_orders", tenant):
        assert all(isinstance(told, StoreUnavailable) for told in await send())
    assert not [told for told in await send() if isinstance(told, Exception)]
    assert await findings(store, tenant) == []


async def test_a_database_that_stops_says_so_for_every_act_and_takes_it_after_its_return(
    home: Path, tenant: str
) -> None:
    embedded = await Embedded.start(home)
    store = await PostgresStore.open(embedded.dsn, EVENTS.values(), PROJECTIONS)
    handler = await started(store, tenant)
    card = await handler.propose(order(1))
    before = await everything(store, tenant)
    approvals, now, olga = approvals_in(store), datetime.now(UTC), caller(tenant, "olga")
    await embedded.stop()
    for attempt in (
        approvals.sign(olga, card.draft, card.version, card.digest, now, ""),
        approvals.reject(olga, card.draft, card.version, "No", now, ""),
        approvals.expire(tenant, now),
        handler.propose(order(2)),
        handler.authority(),
    ):
        with pytest.raises(StoreUnavailable, match="see that it runs, then do it again"):
            await attempt
    await embedded.revive()
    assert await everything(store, tenant) == before
    answer = await approvals.sign(olga, card.draft, card.version, card.digest, now, "")
    assert answer.outcome == "answered"
    assert await findings(store, tenant) == []
    await store.close()
    await embedded.stop()


async def test_a_server_that_cannot_start_is_started_when_what_stopped_it_is_gone(
    home: Path,
) -> None:
    embedded = await Embedded.start(home)
    await embedded.stop()
    settings = embedded.place.data / "postgresql.auto.conf"
    sound = settings.read_text()
    settings.write_text("shared_buffers = 'no number'\n")
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="stopped with code 1"):
            await embedded.revive()
    settings.write_text(sound)
    await embedded.revive()
    assert embedded.owner
    await embedded.stop()


@pytest.fixture
def disk() -> Iterator[Path]:
    """A small disk of its own, which can be made read-only and writable again."""
    with tempfile.TemporaryDirectory(prefix="countersign-") as path:
        mounted = mount("-t", "tmpfs", "-o", "size=700m,mode=0711", "tmpfs", path)
        if mounted.returncode:
            pytest.skip("Only root may mount a disk to make it read-only.")
        yield Path(path)
        subprocess.run(["umount", "--lazy", path], check=True)


def mount(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(["mount", *arguments], capture_output=True, check=False)


async def test_a_disk_that_can_only_be_read_is_told_and_nothing_is_lost(
    disk: Path, tenant: str
) -> None:
    embedded = await Embedded.start(disk)
    store = await PostgresStore.open(embedded.dsn, EVENTS.values(), PROJECTIONS, embedded.revive)
    handler = await started(store, tenant)
    facts = await handler.rehearsal(CAUSE).run(order(1).steps)
    await handler.propose(order(2))
    before = await everything(store, tenant)
    await read_only(disk, embedded)
    with pytest.raises(StoreUnavailable, match=r"Read-only file system.*do it again"):
        await store.append(tenant, facts, "key")
    mount("-o", "remount,rw", str(disk))
    written = await store.append(tenant, facts, "key")
    assert await everything(store, tenant) == [*before, *written.facts]
    assert await findings(store, tenant) == []
    await store.close()
    await embedded.stop()


async def read_only(disk: Path, embedded: Embedded) -> None:
    """As a system does with a disk that fails: the server on it cannot go on."""
    postmaster = embedded.place.data / "postmaster.pid"
    os.kill(int(postmaster.read_text().split()[0]), signal.SIGKILL)
    async with asyncio.timeout(10):
        while mount("-o", "remount,ro", str(disk)).returncode:
            await asyncio.sleep(0.05)  # As long as the processes of the server hold their files.


async def test_a_server_that_takes_no_writes_is_told_as_what_it_is(
    dsn: str, store: PostgresStore, tenant: str
) -> None:
    handler = await started(store, tenant)
    facts = await handler.rehearsal(CAUSE).run(order(1).steps)
    await reading_only(dsn, "on")
    try:
        with pytest.raises(StoreUnavailable, match="takes no writes: it is a standby"):
            await store.append(tenant, facts, "key")
    finally:
        await reading_only(dsn, "off")
    assert len((await store.append(tenant, facts, "key")).facts) == len(facts)


async def reading_only(dsn: str, mode: str) -> None:
    """What a server does after it has become the standby of another one."""
    owner = await asyncpg.connect(dsn, server_settings={"default_transaction_read_only": "off"})
    await owner.execute(f"alter role current_user set default_transaction_read_only = {mode}")
    await owner.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where application_name = 'countersign'"
    )
    await owner.close()
