"""Whoever waits for another process is told so, and may stop without harm."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from domain.store import filling, migrate, rebuild
from domain.store.connections import owner as connected
from domain.store.waiting import take_turn

ROOT = Path(__file__).parents[3]
MIGRATING = """
import asyncio, sys
from domain.store.migrate import migrate
asyncio.run(migrate(sys.argv[1]))
"""
BUILDING = """
import asyncio, sys
from domain.store.rebuild import building_alone

async def build():
    async with building_alone(sys.argv[1]):
        pass

asyncio.run(build())
"""
waits = pytest.mark.parametrize(
    "program, lock, said",
    [
        (MIGRATING, migrate.LOCK, b"another process has migrated the database"),
        (BUILDING, rebuild.LOCK, b"another process has built the tables of rows"),
        (BUILDING, filling.FILLING, b"what another process began to fill is left alone"),
    ],
)


async def begun(program: str, dsn: str):
    """The program in a process of its own, once it has said that it waits."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program, dsn), cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    return process, await process.stderr.readline()


@waits
async def test_who_waits_for_another_process_is_told_and_goes_on(
    server, postgres, owner, program, lock, said
):
    await owner.execute("select pg_advisory_lock($1)", lock)
    process, line = await begun(program, server.dsn)
    assert said in line and b"Stopping this command meanwhile changes nothing." in line
    await owner.execute("select pg_advisory_unlock($1)", lock)
    assert await process.stderr.read() == b"", "It is said once."
    assert await process.wait() == 0


async def test_who_stops_waiting_leaves_the_turn_to_others(server, postgres, owner):
    await owner.execute("select pg_advisory_lock($1)", migrate.LOCK)
    process, _ = await begun(MIGRATING, server.dsn)
    process.send_signal(signal.SIGKILL)
    await process.wait()
    await owner.execute("select pg_advisory_unlock($1)", migrate.LOCK)
    assert await migrate.migrate(server.dsn) == []


async def test_whose_turn_comes_at_once_is_told_nothing(server, postgres, caplog):
    async with connected(server.dsn) as connection:
        await take_turn(connection, rebuild.LOCK, "something has happened")
    assert caplog.messages == []
