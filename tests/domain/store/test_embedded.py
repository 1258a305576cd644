"""The embedded server lives and dies with its owner, and what was committed survives."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import anyio
import asyncpg
import pytest

from domain.store import installation
from domain.store.embedded import Embedded
from domain.store.event_store import StoreUnavailable

OWNER = """
import asyncio, sys
from pathlib import Path
from domain.store import installation
from domain.store.embedded import Embedded

async def own():
    embedded = await Embedded.start(Path(sys.argv[1]))
    print(embedded.owner, flush=True)
    await asyncio.Event().wait()

asyncio.run(own())
"""


def owner_of(home: Path) -> subprocess.Popen[str]:
    """Another process that owns the server of this home."""
    house = Path(__file__).parents[3]
    command = [sys.executable, "-c", OWNER, str(home)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=house)
    assert process.stdout.readline() == "True\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    process.stdout.close()


def postmaster_of(embedded: Embedded) -> int:
    return int((embedded.place.data / "postmaster.pid").read_text().split()[0])


async def gone(embedded: Embedded) -> None:
    """Return when the server has left, having cleaned up behind itself."""
    with anyio.fail_after(20):
        while (embedded.place.data / "postmaster.pid").exists():
            await anyio.sleep(0.01)


async def ask(embedded: Embedded, statement: str) -> object:
    connection = await asyncpg.connect(embedded.dsn)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def test_what_was_written_is_there_after_a_restart(home):
    embedded = await Embedded.start(home)
    assert embedded.owner
    await ask(embedded, "create table kept as select 42 as answer")
    await embedded.stop()
    assert not embedded.owner
    again = await Embedded.start(home)
    assert await ask(again, "select answer from kept") == 42
    await again.stop()


async def test_the_server_stops_when_its_owner_is_killed(home):
    owner = owner_of(home)
    attached = await Embedded.start(home)
    assert not attached.owner
    end(owner)
    await gone(attached)
    with anyio.fail_after(20):  # Its last words follow its last deed.
        while "database system is shut down" not in attached.place.log.read_text():
            await anyio.sleep(0.01)


async def test_a_second_process_attaches_and_takes_over_when_the_owner_is_gone(home):
    owner = owner_of(home)
    attached = await Embedded.start(home)
    assert await ask(attached, "select 1") == 1
    await attached.stop()
    assert await ask(attached, "select 1") == 1
    end(owner)
    await attached.revive()
    assert attached.owner
    assert await ask(attached, "select 1") == 1
    await attached.stop()


async def test_starting_twice_at_once_makes_one_server(home):
    both = await asyncio.gather(Embedded.start(home), Embedded.start(home))
    assert sorted(embedded.owner for embedded in both) == [False, True]
    for embedded in both:
        await embedded.stop()


async def test_a_committed_row_survives_the_kill_of_the_server(home):
    embedded = await Embedded.start(home)
    await ask(embedded, "create table kept as select 42 as answer")
    os.kill(postmaster_of(embedded), signal.SIGKILL)
    await embedded.revive()
    assert embedded.owner
    assert await ask(embedded, "select answer from kept") == 42
    await embedded.stop()


async def test_a_half_made_directory_is_made_again(home):
    unfinished = home / "postgres" / "data.new"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    embedded = await Embedded.start(home)
    assert await ask(embedded, "select 1") == 1
    assert not unfinished.exists()
    await embedded.stop()


async def test_a_directory_of_another_version_is_left_alone_and_explained(home):
    data = home / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n")
    with pytest.raises(StoreUnavailable, match="move it away"):
        await Embedded.start(home)
    assert (data / "PG_VERSION").read_text() == "9\n"


async def test_a_home_with_a_long_name_gets_a_short_private_place_for_its_socket(home):
    deep = home / ("a" * 60) / ("b" * 60)
    deep.parent.mkdir(mode=0o711)
    embedded = await Embedded.start(deep)
    sockets = embedded.place.sockets
    assert len(str(sockets)) < 60
    assert sockets.stat().st_mode & 0o077 == 0
    assert await ask(embedded, "select 1") == 1
    await embedded.stop()
    sockets.rmdir()


async def test_the_socket_and_the_data_are_private(home):
    embedded = await Embedded.start(home)
    for place in (embedded.place.room, embedded.place.data):
        assert place.stat().st_mode & 0o077 == 0
    await embedded.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root hands the server to another user.")
async def test_root_with_a_closed_home_keeps_the_data_where_the_server_can_reach_it(
    home, monkeypatch
):
    refuge = home / "refuge"
    monkeypatch.setattr(installation, "REFUGE", refuge)
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    embedded = await Embedded.start(closed)
    assert await ask(embedded, "select 1") == 1
    assert (closed / "postgres").resolve() == embedded.place.room
    assert embedded.place.room.parent == refuge
    assert closed.stat().st_mode & 0o077 == 0
    await embedded.stop()
    again = await Embedded.start(closed)
    assert again.place.room == embedded.place.room
    await again.stop()


def test_started_from_another_thread_it_still_ends_with_its_owner(home):
    """The kernel's signal follows the thread that forked, so there a watcher is used instead."""
    started = []
    thread = threading.Thread(target=lambda: started.append(asyncio.run(Embedded.start(home))))
    thread.start()
    thread.join()
    [embedded] = started
    assert asyncio.run(ask(embedded, "select 1")) == 1
    embedded.server.watcher.stdin.close()  # What the kernel does when this process dies.
    asyncio.run(gone(embedded))
    asyncio.run(embedded.stop())
