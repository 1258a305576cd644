"""The committer: commands that wait at the same moment share one lock and one flush to disk."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from time import perf_counter

from domain.kernel import Fact
from domain.store import appending
from domain.store.appending import Command
from domain.store.codec import Codec, metadata
from domain.store.connections import Connection, Connections
from domain.store.counts import Counts
from domain.store.event_store import Appended, WrongVersion
from domain.store.groups import LARGE, Groups, Waiting
from domain.store.history import COMMAND, KEY, of_command
from domain.store.naming import checked
from domain.store.read_models import Reading, ReadModels, in_todays_form
from domain.store.statistics import Growth

log = logging.getLogger(__name__)

Listener = Callable[[str, Sequence[Fact]], None]


@dataclass(eq=False, kw_only=True, slots=True)
class Facts(Waiting[Appended]):
    """A command's facts, already written as text."""

    command: Command


class Committer:
    """One for each process; each tenant's commands are written one group after the other."""

    def __init__(
        self, connections: Connections, codec: Codec, read_models: ReadModels, growth: Growth
    ) -> None:
        self.connections = connections
        self.codec = codec
        self.read_models = read_models
        self.counts = Counts()
        self.growth = growth
        self.listeners: list[Listener] = []
        self.groups: Groups[Facts] = Groups(self._write)

    async def append(self, tenant: str, facts: Sequence[Fact], key: str) -> Appended:
        """Wait for the group that takes these facts; they are recorded together or not at all."""
        began = perf_counter()
        try:
            appended = await self._appended(tenant, facts, key)
        except WrongVersion:
            self.counts.conflicting += 1
            raise
        except Exception:
            self.counts.failed += 1
            raise
        self.counts.answered(appended, perf_counter() - began)
        if self.counts.events >= self.growth.due:
            self.growth.reached(self.counts.events)
        return appended

    async def _appended(self, tenant: str, facts: Sequence[Fact], key: str) -> Appended:
        checked(tenant)
        firsts = in_order(facts)
        if key and len(facts) >= LARGE and (before := await self._before(tenant, key)):
            return before
        if self.codec.about_somebody(facts):
            payloads = await self._sealed(tenant, facts)
        else:
            payloads = self.codec.texts(facts)
        command = Command(facts, key, firsts, payloads, [metadata(fact.cause) for fact in facts])
        if len(facts) >= LARGE:  # Others may be written meanwhile.
            command.ready = appending.columns([command])
        waiting = Facts(size=len(facts), claims=command.claims, command=command)
        appended: Appended = await self.groups.put(tenant, waiting)
        return appended

    async def _before(self, tenant: str, key: str) -> Appended | None:
        """What the key has recorded before: of a large command that is known with least effort.

        One that is being recorded meanwhile is found by the append itself, under its lock.
        """
        ask = partial(self.connections.fetch, tenant)
        first = await ask(KEY, tenant, key)
        if not first:
            return None
        earlier = await ask(COMMAND, tenant, first[0]["position"])
        told = await self.codec.facts(tenant, earlier, ask)
        return Appended(tuple(told), replayed=True)

    async def _sealed(self, tenant: str, facts: Sequence[Fact]) -> list[str]:
        ask = partial(self.connections.fetch, tenant)
        change = partial(self.connections.change, tenant)
        return await self.codec.payloads(tenant, facts, ask, change)

    async def _write(self, tenant: str, group: list[Facts]) -> None:
        commands = [waiting.command for waiting in group]
        again = all(command.key for command in commands)
        if not again and any(command.key for command in commands):
            # What has no key may not be sent twice, and must not keep the others from it.
            for keyed in (True, False):
                await self._write(tenant, [w for w in group if bool(w.command.key) is keyed])
            return
        work = partial(self._commit, tenant=tenant, commands=commands)
        verdicts = await self.connections.write(work, again)
        self.counts.crowds.add(len(group))
        for waiting, verdict in zip(group, verdicts, strict=True):
            waiting.say(verdict)
        if self.listeners:
            self._announce(tenant, recorded(verdicts))

    async def _commit(
        self, connection: Connection, tenant: str, commands: list[Command]
    ) -> list[Appended | WrongVersion]:
        """One transaction: the events with their chain, then the rows that follow from them."""
        facts = [fact for command in commands for fact in command.facts]
        reading, rule = self.read_models.reading(facts), self.read_models.rule
        if not reading.touched and not self.codec.about_somebody(facts):
            # A statement by itself is a transaction by itself.
            outcome = await appending.append(connection, tenant, rule, commands)
            return await self._verdicts(connection, tenant, commands, outcome)
        with in_todays_form():
            return await self._with_rows(connection, tenant, commands, reading)

    async def _with_rows(
        self, connection: Connection, tenant: str, commands: list[Command], reading: Reading
    ) -> list[Appended | WrongVersion]:
        rule = self.read_models.rule
        async with appending.locked(connection, tenant):
            work = appending.append_and_read(connection, tenant, rule, commands, reading)
            outcome, found = await work
            verdicts = await self._verdicts(connection, tenant, commands, outcome)
            await self.read_models.follow(connection, tenant, recorded(verdicts), reading, found)
        return verdicts

    async def _verdicts(
        self,
        connection: Connection,
        tenant: str,
        commands: list[Command],
        outcome: appending.Outcome,
    ) -> list[Appended | WrongVersion]:
        verdicts: list[Appended | WrongVersion] = []
        position, at = outcome.first, outcome.at
        for number, command in enumerate(commands, 1):
            if (before := outcome.replayed.get(number)) is not None:
                earlier = await of_command(connection, tenant, before)
                told = await self.codec.facts(tenant, earlier, connection.fetch)
                verdicts.append(Appended(tuple(told), replayed=True))
            elif (stream := outcome.conflicts.get(number)) is not None:
                verdicts.append(WrongVersion(stream))
            else:
                placed = [f.placed(n, at) for n, f in enumerate(command.facts, position)]
                verdicts.append(Appended(tuple(placed)))
                position += len(placed)
        return verdicts

    def _announce(self, tenant: str, facts: Sequence[Fact]) -> None:
        for listener in self.listeners if facts else ():
            try:
                listener(tenant, facts)
            except Exception:  # What is recorded is recorded, whoever cannot cope with it.
                log.exception("A listener failed after facts of %s were recorded.", tenant)


def recorded(verdicts: Sequence[Appended | WrongVersion]) -> list[Fact]:
    """What is new in the record, in its order."""
    new = (v for v in verdicts if isinstance(v, Appended) and not v.replayed)
    return [fact for verdict in new for fact in verdict.facts]


def in_order(facts: Sequence[Fact]) -> list[bool]:
    """Whether each fact is the first of its stream; raises WrongVersion where one is not next."""
    if len(facts) == 1:
        if facts[0].version < 1:
            raise WrongVersion(facts[0].stream)
        return [True]
    for stream, group in groupby(sorted(facts, key=lambda f: f.stream), key=lambda f: f.stream):
        versions = [fact.version for fact in group]
        if versions != list(range(versions[0], versions[0] + len(versions))) or versions[0] < 1:
            raise WrongVersion(stream)
    first = {fact.stream: fact.version for fact in reversed(facts)}
    return [fact.version == first[fact.stream] for fact in facts]
