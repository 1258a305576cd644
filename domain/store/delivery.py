"""Delivery: one subscriber's turn with one tenant, effects and checkpoint in one transaction."""

import asyncio
import logging
from dataclasses import dataclass, replace

import asyncpg

from domain.kernel import Fact
from domain.store.checkpoints import AGAIN, BEGIN, CLAIM, HANDLED, MOVE, PARK, PAUSE
from domain.store.codec import Codec
from domain.store.connections import Connection, Connections, Record, speaking_for
from domain.store.event_store import StoreUnavailable
from domain.store.failures import BUSY, UNDONE
from domain.store.history import PAGE
from domain.store.subscriber import Outage, Subscriber

log = logging.getLogger(__name__)

BLAMELESS = (*UNDONE, *BUSY, asyncpg.DiskFullError)  # The database's troubles, not the event's.
LONGEST_REASON = 1000


@dataclass(frozen=True)
class Outcome:
    """What remains after a turn: more to do at once, or after so many seconds, or nothing."""

    more: bool = False
    wait: float = 0
    rest: float = 0
    """Seconds for which the subscriber is left alone before its next turn."""


@dataclass(frozen=True)
class Trouble:
    """Why a call came to nothing; nobody is to blame for an outage."""

    reason: str
    outage: bool


class Stopped(Exception):
    """The events cannot be followed any further, and going on would leave some of them out."""


class Delivery:
    """The turns of one subscriber, with any tenant, in any process."""

    def __init__(self, connections: Connections, codec: Codec, subscriber: Subscriber) -> None:
        self.connections = connections
        self.codec = codec
        self.subscriber = subscriber

    async def turn(self, tenant: str) -> Outcome:
        """Handle one page, unless another process is at it.

        When the connection is lost it is done again: either nothing of it was committed, or the
        checkpoint has moved and there is nothing left to do.
        """

        async def work(connection: Connection) -> Outcome | None:
            async with speaking_for(connection, tenant):
                turn = Turn(self, connection, tenant)
                outcome = await turn.take()
                rest = self.subscriber.rest_after(turn.took)
                return outcome and replace(outcome, rest=rest)

        outcome = await self.connections.run(work, again=True)
        if outcome is None:
            begun = await self.connections.change(tenant, BEGIN, tenant, self.subscriber.name)
            return Outcome(more=bool(begun))
        return outcome


class Turn:
    """A turn's transaction; it ends by committing whatever was achieved."""

    def __init__(self, delivery: Delivery, connection: Connection, tenant: str) -> None:
        self.codec = delivery.codec
        self.subscriber = delivery.subscriber
        self.connection = connection
        self.tenant = tenant
        self.mine = (tenant, delivery.subscriber.name)
        self.clock = asyncio.get_running_loop().time
        self.ends = self.clock() + delivery.subscriber.limit
        self.took = 0.0
        """Seconds in which the subscriber was at work."""

    async def take(self) -> Outcome | None:
        """None when there is no checkpoint to claim: it is being worked on, or does not exist."""
        claim = await self.connection.fetchrow(CLAIM, *self.mine)
        if claim is None:
            return None
        if claim["wait"]:
            return Outcome(wait=claim["wait"])
        try:
            if claim["again"] and (trouble := await self._retry_parked()):
                return await self._pause(claim["attempts"], claim["pauses"], trouble.reason)
            return await self._page(claim)
        except Stopped as error:
            return await self._stop(claim, str(error))

    async def _page(self, claim: Record) -> Outcome:
        position, size = claim["position"], self.subscriber.batch
        # The event at the checkpoint is read as well: it shows that nothing was taken away.
        after = max(position - 1, 0)
        records = await self.connection.fetch(PAGE, self.tenant, after, size + position - after)
        facts = await self._unbroken(records, position)
        if not facts:
            return Outcome()
        if len(facts) > 1 and not claim["attempts"]:
            trouble = await self._attempt(facts)
            if trouble is None:
                await self._move(facts[-1].position)
                return Outcome(more=len(facts) == size)
            if trouble.outage:
                return await self._pause(0, claim["pauses"], trouble.reason)
        return await self._one_by_one(facts, claim)

    async def _unbroken(self, records: list[Record], position: int) -> list[Fact]:
        """The facts behind a position, up to the first that cannot be read."""
        facts: list[Fact] = []
        if position and not records:
            raise missing(position, self.tenant)
        for expected, record in enumerate(records, max(position, 1)):
            if record["position"] != expected:
                raise missing(expected, self.tenant)
            if expected == position:
                continue
            try:
                facts.append(await self._read(record))
            except Stopped:
                if facts:
                    return facts
                raise
        return facts

    async def _read(self, record: Record) -> Fact:
        """An event that an older program cannot read is nobody's failure, so it is not parked."""
        try:
            [fact] = await self.codec.facts(self.tenant, [record], self.connection.fetch)
        except (StoreUnavailable, ValueError) as error:
            raise Stopped(str(error)) from error
        return fact

    async def _one_by_one(self, facts: list[Fact], claim: Record) -> Outcome:
        """After a failure: so that one fact harms nobody but itself."""
        attempts, pauses = claim["attempts"], claim["pauses"]
        done = claim["position"]
        for fact in facts:
            trouble = await self._attempt([fact])
            if trouble is not None:
                attempts += not trouble.outage
                if trouble.outage or attempts < self.subscriber.attempts:
                    if done > claim["position"]:
                        await self._move(done)
                    return await self._pause(attempts, pauses, trouble.reason)
                await self._park(fact, attempts, trouble.reason)
            attempts = pauses = 0
            done = fact.position
            if self.clock() > self.ends:
                break
        await self._move(done)
        return Outcome(more=True)

    async def _attempt(self, facts: list[Fact]) -> Trouble | None:
        """Call the subscriber; of a call that failed nothing remains in the database."""
        await self.connection.execute("savepoint handling")
        limit, begun = asyncio.timeout(self.subscriber.limit), self.clock()
        try:
            async with limit:
                await self.subscriber.deliver(self.connection, self.tenant, facts)
            await self.connection.execute("release savepoint handling")
        except BLAMELESS:
            raise
        except (Exception, asyncio.CancelledError) as error:
            if cancelled():
                raise
            if self.connection.is_closed():
                raise asyncpg.ConnectionDoesNotExistError(str(error)) from error
            await self.connection.execute("rollback to savepoint handling")
            reason = f"{type(error).__name__}: {error}"
            if limit.expired():
                reason = f"It took longer than {self.subscriber.limit:g} seconds."
            return Trouble(storable(reason), isinstance(error, Outage | StoreUnavailable))
        finally:
            self.took += self.clock() - begun
        return None

    async def _retry_parked(self) -> Trouble | None:
        """Try again what somebody asked to be tried again; the answer is an outage, if any."""
        asked = await self.connection.fetch(AGAIN, *self.mine, self.subscriber.batch)
        for position in (record["position"] for record in asked):
            found = await self.connection.fetch(PAGE, self.tenant, position - 1, 1)
            if not found or found[0]["position"] != position:
                raise missing(position, self.tenant)
            trouble = await self._attempt([await self._read(found[0])])
            if trouble is None:
                await self._note(HANDLED, position)
            elif trouble.outage:
                return trouble
            else:
                await self.connection.execute(PARK, *self.mine, position, 1, trouble.reason)
        return None

    async def _move(self, position: int) -> None:
        await self._note(MOVE, position)

    async def _note(self, statement: str, position: int) -> None:
        """No effect stands without a note of it: rather than that, all of it is given up."""
        done = await self.connection.execute(statement, *self.mine, position)
        if not done.endswith(" 1"):
            raise RuntimeError(
                f"The checkpoint of {self.subscriber.name} with {self.tenant} cannot be moved: "
                "its handler must leave the tenant of the transaction as it is."
            )

    async def _pause(self, attempts: int, pauses: int, reason: str) -> Outcome:
        wait = self.subscriber.pause_after(pauses)
        await self.connection.execute(PAUSE, *self.mine, attempts, reason, wait)
        level = logging.DEBUG if pauses else logging.WARNING  # An outage may last for days.
        log.log(level, "%s waits %g s with %s: %s", self.mine[1], wait, self.tenant, reason)
        return Outcome(wait=wait)

    async def _park(self, fact: Fact, attempts: int, reason: str) -> None:
        await self.connection.execute(PARK, *self.mine, fact.position, attempts, reason)
        log.error(
            "%s could not handle event %d of %s, so it is parked: %s",
            *(self.subscriber.name, fact.position, self.tenant, reason),
        )

    async def _stop(self, claim: Record, reason: str) -> Outcome:
        """It is looked at again from time to time: somebody may have put things right."""
        wait = self.subscriber.longest
        await self.connection.execute(PAUSE, *self.mine, claim["attempts"], storable(reason), wait)
        level = logging.DEBUG if claim["pauses"] else logging.ERROR
        log.log(level, "%s has stopped with %s: %s", self.mine[1], self.tenant, reason)
        return Outcome(wait=wait)


def missing(position: int, tenant: str) -> Stopped:
    return Stopped(
        f"The event at position {position} of {tenant} is missing: run `countersign verify`, "
        "and restore what was lost from a backup."
    )


def cancelled() -> bool:
    """Whether we are to stop; a call that cancels itself has only failed."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def storable(reason: str) -> str:
    """The reason as Postgres can keep it: without the one character it cannot hold, and short."""
    return reason.replace("\x00", "").encode(errors="replace").decode()[:LONGEST_REASON]
