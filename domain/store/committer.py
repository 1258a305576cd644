"""The committer: commands that wait at the same moment share one lock and one flush to disk."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from domain.kernel import Fact
from domain.store.codec import Codec, metadata
from domain.store.connections import Connection, Connections, Record, speaking_for
from domain.store.event_store import Appended, WrongVersion
from domain.store.groups import Groups, Waiting
from domain.store.history import at_positions
from domain.store.naming import checked
from domain.store.read_models import ReadModels

log = logging.getLogger(__name__)

Listener = Callable[[str, Sequence[Fact]], None]
STATEMENT = "select * from es.append_group($1, $2, $3, $4, $5, $6, $7, $8, $9)"


@dataclass(frozen=True, eq=False, kw_only=True)
class Facts(Waiting[Appended]):
    """A command's facts, already written as text."""

    facts: Sequence[Fact]
    key: str
    payloads: list[str]
    metadata: list[str]


class Committer:
    """One for each process; each tenant's commands are written one group after the other."""

    def __init__(self, connections: Connections, codec: Codec, read_models: ReadModels) -> None:
        self.connections = connections
        self.codec = codec
        self.read_models = read_models
        self.listeners: list[Listener] = []
        self.groups: Groups[Facts] = Groups(self._write)

    async def append(self, tenant: str, facts: Sequence[Fact], key: str) -> Appended:
        """Wait for the group that takes these facts; they are recorded together or not at all."""
        checked(tenant)
        in_order(facts)
        waiting = Facts(
            size=len(facts),
            facts=facts,
            key=key,
            payloads=await self._payloads(tenant, facts),
            metadata=[metadata(fact.cause) for fact in facts],
        )
        self.groups.add(tenant, waiting)
        return await waiting.answer

    async def _payloads(self, tenant: str, facts: Sequence[Fact]) -> list[str]:
        ask = partial(self.connections.fetch, tenant)
        change = partial(self.connections.change, tenant)
        return await self.codec.payloads(tenant, facts, ask, change)

    async def _write(self, tenant: str, group: list[Facts]) -> None:
        again = all(waiting.key for waiting in group)
        verdicts = await self.connections.run(lambda c: self._commit(c, tenant, group), again)
        recorded: list[Fact] = []
        for waiting, verdict in zip(group, verdicts, strict=True):
            waiting.say(verdict)
            if isinstance(verdict, Appended) and not verdict.replayed:
                recorded.extend(verdict.facts)
        self._announce(tenant, recorded)

    async def _commit(
        self, connection: Connection, tenant: str, group: list[Facts]
    ) -> list[Appended | WrongVersion]:
        """One transaction: the events with their chain, then the rows that follow from them."""
        facts = [fact for waiting in group for fact in waiting.facts]
        async with speaking_for(connection, tenant):
            found = await connection.fetch(
                STATEMENT,
                tenant,
                [len(waiting.facts) for waiting in group],
                [waiting.key or None for waiting in group],
                [fact.stream for fact in facts],
                [fact.version for fact in facts],
                [type(fact.event).__name__ for fact in facts],
                [fact.event.schema_version for fact in facts],
                [payload for waiting in group for payload in waiting.payloads],
                [cause for waiting in group for cause in waiting.metadata],
            )
            verdicts = [
                await self._verdict(connection, tenant, waiting, record)
                for waiting, record in zip(group, found, strict=True)
            ]
            new = [v for v in verdicts if isinstance(v, Appended) and not v.replayed]
            recorded = [fact for verdict in new for fact in verdict.facts]
            await self.read_models.follow(connection, tenant, recorded)
        return verdicts

    async def _verdict(
        self, connection: Connection, tenant: str, waiting: Facts, record: Record
    ) -> Appended | WrongVersion:
        first, at = record["first_position"], record["at"]
        match record["verdict"]:
            case "conflict":
                return WrongVersion(record["wrong_stream"])
            case "replayed":
                earlier = await at_positions(connection, tenant, first, record["size"])
                told = await self.codec.facts(tenant, earlier, connection.fetch)
                return Appended(tuple(told), replayed=True)
            case _:
                placed = enumerate(waiting.facts, first)
                return Appended(tuple(fact.placed(n, at) for n, fact in placed))

    def _announce(self, tenant: str, facts: Sequence[Fact]) -> None:
        for listener in self.listeners if facts else ():
            try:
                listener(tenant, facts)
            except Exception:  # What is recorded is recorded, whoever cannot cope with it.
                log.exception("A listener failed after facts of %s were recorded.", tenant)


def in_order(facts: Sequence[Fact]) -> None:
    """Each fact of a command is the next of its stream, or the command is not well made."""
    for stream, group in groupby(sorted(facts, key=lambda f: f.stream), key=lambda f: f.stream):
        versions = [fact.version for fact in group]
        if versions != list(range(versions[0], versions[0] + len(versions))) or versions[0] < 1:
            raise WrongVersion(stream)
