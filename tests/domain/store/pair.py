"""A server and its standby for the tests: the first is killed, and the second takes over."""

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

from domain.store.installation import Installation, prepare
from domain.store.lifeline import Server, launch
from tests.domain.store.nats_server import free_port

PAUSE = 0.02
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",  # Processes are killed here, and the machine goes on.
    "shared_buffers": "32MB",
    "timezone": "UTC",
}


@dataclass
class Member:
    """One server of the pair, which runs or has been killed."""

    place: Installation
    data: Path
    port: int = field(default_factory=free_port)
    server: Server | None = None

    @property
    def dsn(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/countersign"

    @property
    def anywhere(self) -> str:
        """A database that is there from the beginning."""
        return self.dsn.replace("/countersign", "/postgres")

    def call(self, program: str, *arguments: str) -> None:
        command = [str(self.place.programs / "bin" / program), *arguments]
        done = subprocess.run(
            command, cwd="/", capture_output=True, text=True, **self.place.credentials
        )
        assert done.returncode == 0, done.stderr

    async def start(self) -> None:
        settings = SETTINGS | {
            "port": str(self.port),
            "unix_socket_directories": str(self.place.sockets),
        }
        flags = [flag for name, value in settings.items() for flag in ("-c", f"{name}={value}")]
        command = [str(self.place.programs / "bin" / "postgres"), "-D", str(self.data), *flags]
        self.server = launch(command, self.place.room / "log", self.place.credentials)
        await until_it_answers(self.anywhere)

    def kill(self) -> None:
        """As a machine goes: nothing is said to anybody, and nothing is written any more."""
        if self.server is not None:
            os.kill(self.server.process.pid, signal.SIGKILL)
            self.server.forget()
            self.server = None

    async def say(self, statement: str) -> object:
        connection = await asyncpg.connect(self.dsn)
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    async def until(self, statement: str) -> None:
        """Return as soon as what is asked is so."""
        async with asyncio.timeout(60):
            while not await self.say(statement):
                await asyncio.sleep(PAUSE)


@dataclass
class Pair:
    """The one that takes writes, and the one that follows it."""

    first: Member
    second: Member

    @property
    def dsn(self) -> str:
        """Both, the first before the second, as a business would write them down."""
        return (
            f"postgresql://postgres@127.0.0.1:{self.first.port},127.0.0.1:{self.second.port}"
            "/countersign"
        )

    async def begin(self, synchronous: bool) -> None:
        """Both run, and with `synchronous` a commit waits until both have it."""
        options = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.first.call("initdb", "-D", str(self.first.data), *options)
        await self.first.start()
        await say(
            self.first.dsn.replace("/countersign", "/postgres"), "create database countersign"
        )
        await self.follow(self.first, self.second, synchronous)

    async def follow(self, leader: Member, standby: Member, synchronous: bool) -> None:
        """The standby is a copy of its leader and hears of everything that is written there."""
        where = f"host=127.0.0.1 port={leader.port} user=postgres application_name=standby"
        standby.call(
            *("pg_basebackup", "-d", where, "-D", str(standby.data)),
            *("-R", "-X", "stream", "-c", "fast", "--no-sync"),
        )
        await standby.start()
        if synchronous:
            await leader.say("alter system set synchronous_standby_names = 'standby'")
            await leader.say("select pg_reload_conf()")
        wanted = "sync" if synchronous else "async"
        state = f"select count(*) from pg_stat_replication where sync_state = '{wanted}'"
        await leader.until(state)

    async def cut_off(self) -> None:
        """The standby hears nothing any more of what is written."""
        await self.second.say("alter system set primary_conninfo = ''")
        await self.second.say("select pg_reload_conf()")
        await self.second.until("select count(*) = 0 from pg_stat_wal_receiver")

    async def fail_over(self) -> None:
        """The first is gone without a word, and somebody tells the second to take over."""
        self.first.kill()
        await self.take_over()

    async def take_over(self) -> None:
        assert await self.second.say("select pg_promote(true, 60)")
        self.first, self.second = self.second, self.first

    async def rejoin(self) -> None:
        """Who died comes back as the standby of the other, with a copy made anew."""
        shutil.rmtree(self.second.data)
        await self.follow(self.first, self.second, synchronous=True)


async def say(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute(statement)
    await connection.close()


async def until_it_answers(dsn: str) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                return await say(dsn, "select")
            except (OSError, asyncpg.CannotConnectNowError, asyncpg.ConnectionDoesNotExistError):
                await asyncio.sleep(PAUSE)


@asynccontextmanager
async def pair(synchronous: bool = True) -> AsyncIterator[Pair]:
    """Two servers of one installation, in a folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="countersign-"))
    folder.chmod(0o711)
    place = prepare(folder)
    members = Pair(*(Member(place, place.room / name) for name in ("first", "second")))
    try:
        await members.begin(synchronous)
        yield members
    finally:
        members.first.kill()
        members.second.kill()
        shutil.rmtree(folder)
