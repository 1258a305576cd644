"""The torture: processes, the database and the bus are killed at random while sixteen write each.

`make torture` kills two hundred times; the tests kill for less than a minute.
"""

import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from domain.catalog import EVENTS, PROJECTIONS
from domain.store.bus import Bus
from domain.store.embedded import Embedded
from domain.store.postgres import PostgresStore
from domain.store.relay import NAME, Relay
from domain.store.subscriber import External
from domain.store.subscriptions import Subscriptions
from tests.domain.store.nats_server import PROGRAM, NatsServer, nats_server
from tests.domain.store.pair import Pair, pair

ROOT = Path(__file__).parents[2]
WRITERS = Path(__file__).with_name("writers.py")
TENANT = "tortured"
PROCESSES = 2
LONGEST = 2.0  # Seconds between two kills at most.
SEED = 20261129


@dataclass
class Torture:
    """Two processes that write, one database, and whoever is killed next."""

    room: Path
    seed: int
    nats: NatsServer | None
    pair: Pair | None = None
    dice: random.Random = field(init=False)
    processes: dict[int, asyncio.subprocess.Process] = field(default_factory=dict)
    killed: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)

    @property
    def home(self) -> Path:
        return self.room / "home"

    @property
    def address(self) -> str:
        """Where the processes find the database: their home, or both servers of a pair."""
        return self.pair.dsn if self.pair is not None else str(self.home)

    def notes(self, number: int) -> Path:
        return self.room / f"notes-{number}"

    async def start(self, number: int) -> None:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, str(WRITERS), self.address, TENANT, str(self.notes(number))),
            env=os.environ
            | {"PYTHONPATH": str(ROOT), "NATS_URL": self.nats.url if self.nats else ""},
            stdout=asyncio.subprocess.PIPE,
        )
        self.processes[number] = child

    async def ready(self, number: int) -> None:
        """A process that was killed before it began to write is started once more."""
        output = self.processes[number].stdout
        while output is not None and (await output.readline()).strip() != b"ready":
            await self.processes[number].wait()
            await self.start(number)
            output = self.processes[number].stdout

    async def kill(self) -> None:
        """Kill one process, or the database under all of them, and start again what is gone."""
        await asyncio.sleep(self.dice.random() * LONGEST)
        fate = self.dice.random()
        if fate < 0.4 and self.pair is not None:
            await self.pair.fail_over()
            self.killed["server with a standby"] += 1
            await self.pair.rejoin()
        elif fate < 0.4:
            self.killed["database"] += self.kill_database()
        elif fate < 0.6 and self.nats is not None:
            self.nats.kill()
            self.killed["bus"] += 1
            await asyncio.to_thread(self.nats.start)
        else:
            number = self.dice.randrange(PROCESSES)
            self.processes[number].kill()
            await self.processes[number].wait()
            self.killed["process"] += 1
            await self.start(number)
            await self.ready(number)

    def kill_database(self) -> int:
        """One, or none when it is just not running."""
        with suppress(OSError, ValueError, IndexError):
            pid = (self.home / "postgres" / "data" / "postmaster.pid").read_text().split()[0]
            os.kill(int(pid), signal.SIGKILL)
            return 1
        return 0

    async def stop(self) -> None:
        for process in self.processes.values():
            process.kill()
        await asyncio.gather(*(process.wait() for process in self.processes.values()))

    def noted(self) -> list[str]:
        """What the writers were told is recorded."""
        texts = [self.notes(number).read_text() for number in range(PROCESSES)]
        return [line for text in texts for line in text.splitlines()]


async def tortured(kills: int, seed: int = SEED) -> tuple[list[str], str]:
    """Everything that is wrong after so many kills, and what was done, in a sentence."""
    with tempfile.TemporaryDirectory(prefix="torture-") as path, bus(Path(path)) as nats:
        room = Path(path)
        room.chmod(0o711)
        torture = Torture(room, seed, nats)
        torture.home.mkdir(mode=0o711)
        return await proved(torture, kills)


async def taken_over(kills: int, seed: int = SEED) -> tuple[list[str], str]:
    """The same with a server that has a standby: when it is killed, the other one takes over."""
    with tempfile.TemporaryDirectory(prefix="torture-") as path, bus(Path(path)) as nats:
        async with pair() as servers:
            return await proved(Torture(Path(path), seed, nats, servers), kills)


async def proved(torture: Torture, kills: int) -> tuple[list[str], str]:
    """Writing and killing, and then what came of it."""
    begun = time.monotonic()
    try:
        for number in range(PROCESSES):
            await torture.start(number)
        for number in range(PROCESSES):
            await torture.ready(number)
        while sum(torture.killed.values()) < kills:
            await torture.kill()
    finally:
        await torture.stop()
    wrong, events = await examined(torture)
    sentence = (
        f"{events:,} events by {PROCESSES} x 16 writers in {time.monotonic() - begun:.0f} s, "
        f"{len(torture.noted()):,} acknowledged; killed: {dict(torture.killed)}, "
        f"seed {torture.seed}"
    )
    return wrong, sentence


@contextmanager
def bus(room: Path) -> Iterator[NatsServer | None]:
    """A bus that can be killed, where there is a program for it."""
    if PROGRAM is None:
        yield None
        return
    folder = room / "bus"
    folder.mkdir()
    with nats_server(folder) as nats:
        nats.start()
        yield nats


@asynccontextmanager
async def opened(torture: Torture) -> AsyncIterator[PostgresStore]:
    """The database as somebody finds it who comes afterwards."""
    if torture.pair is not None:
        embedded, dsn, revive = None, torture.address, None
    else:
        embedded = await Embedded.start(torture.home)
        dsn, revive = embedded.dsn, embedded.revive
    store = await PostgresStore.open(dsn, EVENTS.values(), PROJECTIONS, revive)
    try:
        yield store
    finally:
        await store.close()
        if embedded is not None:
            await embedded.stop()


async def examined(torture: Torture) -> tuple[list[str], int]:
    """Each acknowledged event is there once, no gap, the chain whole, no row behind."""
    async with opened(torture) as store:
        recorded: Counter[str] = Counter()
        wrong, position = [], 0
        while page := await store.page(TENANT, position):
            for fact in page:
                position += 1
                if fact.position != position:
                    wrong.append(f"Position {position} is missing before {fact.position}.")
                    position = fact.position
                recorded[f"{fact.stream.removeprefix('stock-')}.{fact.version}"] += 1
        acknowledged = torture.noted()
        wrong += [f"{name} was acknowledged and is gone." for name in {*acknowledged} - {*recorded}]
        wrong += [f"{name} is there {n} times." for name, n in recorded.items() if n > 1]
        wrong += [finding async for finding in store.verify(TENANT)]
        if torture.nats is not None:
            wrong += await unheard(torture.nats, store, position)
        return wrong, position


async def unheard(nats: NatsServer, store: PostgresStore, newest: int) -> list[str]:
    """What is not on the bus once the relay has caught up, or not in its order."""
    sender = Bus(nats.url)
    relay = External(name=NAME, handle=Relay(sender, "https://erp.example").handle)
    await Subscriptions(store.connections, store.codec, store.tenants, [relay]).catch_up(TENANT)
    await sender.close()
    numbers = [int(each.rpartition(":")[2]) for each in dict.fromkeys(await nats.ids())]
    if numbers == list(range(1, newest + 1)):
        return []
    return [f"Of {newest} events the bus has {len(numbers)}, from {numbers[:3]} to {numbers[-3:]}."]
