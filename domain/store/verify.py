"""Verification: the chains, the streams and the rows, computed again from what is stored."""

import asyncio
import multiprocessing
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from domain.kernel import AnyDecider, AnyProjection
from domain.store.agreement import disagreements, disagreements_apart
from domain.store.anchor_places import Places
from domain.store.chain import EVENTS, LEDGER, Chain, broken_streams, ranges, shortened
from domain.store.codec import Codec
from domain.store.connections import Connection, Connections
from domain.store.event_store import StoreUnavailable
from domain.store.failures import LOST, unreachable
from domain.store.filling import travels
from domain.store.ledger_proof import GONE, accounted, stretches, wrong_texts
from domain.store.moment import moment, seeing
from domain.store.read_models import ReadModels
from domain.store.snapshots import wrong_snapshots

if TYPE_CHECKING:
    from domain.store.anchors import Anchored

T = TypeVar("T")
Told = Callable[[int, int], None]
Reading = Callable[[Connection], Awaitable[T]]

LONG = 50_000  # Events; a shorter history is folded before another process has started.
AT_ONCE = min(os.cpu_count() or 1, 4)  # Connections that compute hashes beside each other.


def unheard(done: int, total: int) -> None:
    """Nobody watches."""


class Verification:
    """Proves one tenant at a time; whoever writes meanwhile is neither held up nor seen."""

    def __init__(
        self, dsn: str, connections: Connections, codec: Codec, models: ReadModels
    ) -> None:
        self.dsn = dsn
        self.connections = connections
        self.codec = codec
        self.models = list(models.models.values())
        self.places: Places | None = None
        self.deciders: Mapping[str, AnyDecider] = {}
        """Whose snapshots are compared with what the events say."""

    async def findings(
        self, tenant: str, told: Told = unheard, file: Path | None = None
    ) -> AsyncIterator[str]:
        """Sentences about everything that disagrees; all reads see the same moment.

        `told` hears how many events and entries are proved, and of how many; `file` holds anchors
        in the place of the installation's own.
        """
        try:
            async for finding in self._findings(tenant, told, file):
                yield finding
        except LOST as error:
            raise unreachable(error, again=True) from error

    async def _findings(self, tenant: str, told: Told, file: Path | None) -> AsyncIterator[str]:
        said = await self._anchored(file)
        async with self.connections.keeping.held() as first, moment(first, tenant) as name:
            lengths = {chain: await chain.length(first, tenant) for chain in (EVENTS, LEDGER)}
            proof = Proof(self, tenant, name, first, Counter(sum(lengths.values()), told))
            async with proof.folding(lengths[EVENTS]) as folded:
                wrong = await proof.events(lengths[EVENTS])
                for finding in wrong:
                    yield finding
                for finding in await compared(folded, bool(wrong)):
                    yield finding
            for finding in await proof.chain(LEDGER, lengths[LEDGER]):
                yield finding
            for finding in await proof.texts(lengths[LEDGER]):
                yield finding
            async for finding in wrong_snapshots(first, tenant, self.codec.anew(), self.deciders):
                yield finding
            for finding in await said.differing(first, tenant) if said else ():
                yield finding

    async def anchor(self, tenants: Sequence[str], file: Path | None = None) -> int:
        """Write down outside the database how far it has come; answers how many lines were new."""
        from domain.store import anchors  # Loads the cipher, which a quick start does without.

        return await anchors.anchor(self.connections, self._places(file), tenants)

    async def texts_gone(self, tenant: str) -> int:
        """How many entries of the ledger have lost their text."""
        [found] = await self.connections.fetch(tenant, GONE, tenant, plan=True)
        return int(found["gone"])

    async def _anchored(self, file: Path | None) -> "Anchored | None":
        """What the anchors say, read before the rows, which may only have become more since."""
        if file is not None and not file.is_file():
            raise StoreUnavailable(f"There is no file of anchors called {file}.")
        if file is None and self.places is None:
            return None
        from domain.store import anchors

        return await anchors.anchored(self._places(file))

    def _places(self, file: Path | None) -> Places:
        if self.places is None:
            raise StoreUnavailable("This store was opened without a place for its anchors.")
        return self.places.at(file)


class Counter:
    """How much is proved."""

    def __init__(self, total: int, told: Told) -> None:
        self.done, self.total, self.told = 0, total, told
        told(0, total)

    def add(self, more: int) -> None:
        self.done = min(self.done + more, self.total)
        self.told(self.done, self.total)


class Proof:
    """The proof of one tenant at one moment, on as many connections as compute side by side."""

    def __init__(
        self, of: Verification, tenant: str, name: str, first: Connection, counter: Counter
    ) -> None:
        self.of = of
        self.tenant = tenant
        self.name = name
        self.first = first
        self.counter = counter
        self.free = asyncio.Semaphore(AT_ONCE)

    async def aside(self, work: Reading[T]) -> T:
        """Read on another connection what this moment shows.

        It is of the other lanes: whoever holds one and waits for a second of the same kind
        may wait for somebody who does the same.
        """
        async with (
            self.free,
            self.of.connections.planning.held() as connection,
            seeing(connection, self.tenant, self.name),
        ):
            return await work(connection)

    async def events(self, length: int) -> list[str]:
        """Findings about the events and the streams that they belong to."""
        streams = partial(broken_streams, tenant=self.tenant)
        if len(ranges(length)) <= 1:
            return [*await self.chain(EVENTS, length), *await streams(self.first)]
        both = await asyncio.gather(self.chain(EVENTS, length), self.aside(streams))
        return [finding for part in both for finding in part]

    async def chain(self, chain: Chain, length: int) -> list[str]:
        """Findings about a chain, its ranges side by side."""

        async def stretch(after: int, until: int) -> list[str]:
            work = partial(chain.faults, tenant=self.tenant, after=after, until=until)
            found = await (work(self.first) if length <= until - after else self.aside(work))
            self.counter.add(min(until, length) - after)
            return found

        parts = await asyncio.gather(*(stretch(*part) for part in ranges(length)))
        found = [finding for part in parts for finding in part]
        return shortened(found, f"the {chain.noun} chain")

    async def texts(self, length: int) -> list[str]:
        """Findings about the texts of the ledger, its ranges side by side."""
        gone, parts = await accounted(self.first, self.tenant), stretches(length)

        async def stretch(after: int, until: int) -> list[str]:
            work = partial(wrong_texts, tenant=self.tenant, gone=gone, after=after, until=until)
            return await (work(self.first) if len(parts) == 1 else self.aside(work))

        found = await asyncio.gather(*(stretch(*part) for part in parts))
        return shortened([each for part in found for each in part], "the texts of the ledger")

    @asynccontextmanager
    async def folding(self, length: int) -> AsyncIterator[Callable[[], Awaitable[list[str]]]]:
        """The fold of all projections; that of a long history begins at once, elsewhere."""
        of, codec = self.of, self.of.codec.anew()  # A key that is remembered may be destroyed.
        if length <= LONG or not travels((codec, [portable(m.projection) for m in of.models])):
            yield lambda: disagreements(self.first, self.tenant, codec, of.models)
            return
        every = [portable(model.projection) for model in of.models]
        processes = ProcessPoolExecutor(2, multiprocessing.get_context("spawn"))
        try:
            begun = [
                processes.submit(disagreements_apart, of.dsn, self.name, self.tenant, codec, h)
                for h in halves(every)
            ]

            async def found() -> list[str]:
                parts = await asyncio.gather(*map(asyncio.wrap_future, begun))
                return [finding for part in parts for finding in part]

            yield found
        finally:
            processes.shutdown(wait=False, cancel_futures=True)


async def compared(folded: Callable[[], Awaitable[list[str]]], forged: bool) -> list[str]:
    """What the fold finds; events that somebody has changed may be such that none can fold them."""
    try:
        return await folded()
    except (StoreUnavailable, ValueError, TypeError, LookupError, ArithmeticError) as error:
        if not forged:
            raise
        reason = str(error).splitlines()[0]
        return [f"The rows were not compared, because these events cannot be read: {reason}."]


def portable(projection: AnyProjection) -> AnyProjection:
    """The definition alone, without the classes that were made of it, which no name leads to."""
    return replace(projection, rollups=tuple(replace(rollup) for rollup in projection.rollups))


def halves(every: Sequence[AnyProjection]) -> list[Sequence[AnyProjection]]:
    """Every other one, so that neither half has all those of one function."""
    return [half for half in (every[::2], every[1::2]) if half]
