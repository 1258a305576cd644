"""Measuring: which machine, how large, how long, and what the same machine does at its best."""

import asyncio
import gc
import os
import platform
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
from _figures import OUT

from app import Root
from assistant.serving import SELDOM
from assistant.settings import Settings

QUICK = "--quick" in sys.argv[1:]
"""Small sizes and few rounds: to see that a bench works, not how fast the product is."""

WIDTHS = (46, 8, 9, 9, 9, 9)


@dataclass(frozen=True)
class Opened:
    """A furnished house on an embedded server of its own, and where that server answers."""

    house: Any
    url: str

    @property
    def store(self) -> Any:
        return self.house.upkeep


@asynccontextmanager
async def opened(name: str, **settings: Any) -> AsyncIterator[Opened]:
    """The house of this bench; its data stays in bench/out, so that a second run is quick."""
    home = OUT / f"{name}{'-quick' if QUICK else ''}"
    home.mkdir(parents=True, exist_ok=True)
    root = Root(Settings(home, **settings))
    async with root.database() as database, root.furnished(database) as house:
        await said(database.url)
        yield Opened(house, database.url)


async def said(url: str) -> None:
    """Print what is measured on."""
    connection = await asyncpg.connect(url)
    version = await connection.fetchval("show server_version")
    await connection.close()
    print(f"{machine()}, PostgreSQL {version}{', QUICK sizes' if QUICK else ''}")


def machine() -> str:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    memory = f"{pages * size / 2**30:.0f} GiB"
    cores = f"{os.cpu_count()} cores"
    return f"{processor()}, {cores}, {memory}, Python {platform.python_version()}"


def processor() -> str:
    """The name on the chip where the system tells it, or the kind of chip."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def percentile(seconds: Sequence[float], share: float) -> float:
    """Milliseconds within which this share of all were done."""
    ordered = sorted(seconds)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 3)


def table(timings: Mapping[str, Sequence[float]]) -> None:
    """Print each row of timings in milliseconds."""
    line("ms", "n", "min", "median", "p95", "max")
    for name, seconds in timings.items():
        median = statistics.median(seconds) * 1000
        low, high = min(seconds) * 1000, max(seconds) * 1000
        figures = (low, median, percentile(seconds, 0.95), high)
        line(name, str(len(seconds)), *(f"{figure:.2f}" for figure in figures))


def line(first: str, *cells: str) -> None:
    widths = WIDTHS[1:]
    print(
        f"{first:{WIDTHS[0]}}" + "".join(f"{c:>{w}}" for c, w in zip(cells, widths, strict=False))
    )


def settled() -> None:
    """Do what the server does once it has started: leave what is there to no search for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


async def timed(work: Callable[[], Awaitable[Any]], into: list[float]) -> Any:
    """Do the work, and note how long it took."""
    begun = time.perf_counter()
    found = await work()
    into.append(time.perf_counter() - begun)
    return found


async def one_after_the_other(rounds: int, work: Callable[[], Awaitable[Any]]) -> list[float]:
    """How long the work takes, again and again; the first time does not count."""
    await work()
    seconds: list[float] = []
    for _ in range(rounds):
        await timed(work, seconds)
    return seconds


async def all_at_once(works: Sequence[Callable[[], Awaitable[Any]]]) -> list[float]:
    """How long each takes, from the moment at which all of them begin."""
    begun = time.perf_counter()

    async def one(work: Callable[[], Awaitable[Any]]) -> float:
        await work()
        return time.perf_counter() - begun

    return list(await asyncio.gather(*map(one, works)))
