"""Appending: the calls that record commands, alone or with the rows that follow from them."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.kernel import Fact
from domain.store.connections import Connection, speaking_for
from domain.store.naming import checked
from domain.store.read_models import Reading, newer

ONE = "select * from es.append_event($1, $2, $3, $4, $5, $6, $7, $8, $9)"
# Lists of numbers travel as text: the driver would look at each of them four times.
CALL = (
    "es.append_commands($1, $2, $3, $4::text::integer[], $5::text::integer[],"
    " $6::text::boolean[], $7, $8::text::bigint[], $9::text::integer[], $10, $11, $12, $13)"
)
MANY = f"select * from {CALL}"
ARGUMENTS = 13
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
LOCK = "pg_advisory_xact_lock(hashtextextended('es.events:{tenant}', 0))"
OUTCOME = (
    "select 0, json_build_array(first_position, (extract(epoch from at) * 1000000)::bigint,"
    f" replayed, replayed_at, conflicting, conflicts)::text from {CALL}"
)


Columns = tuple[Any, ...]


@dataclass(slots=True)
class Command:
    """The facts of one command, and their columns as the database takes them."""

    facts: Sequence[Fact]
    key: str
    firsts: list[bool]
    payloads: list[str]
    metadata: list[str]
    ready: "Columns | None" = None
    """What a group of this command alone sends, where that takes a while to make."""

    @property
    def claims(self) -> tuple[str, ...]:
        """Its streams and its key, which no other command of the same group may have."""
        streams = (fact.stream for fact in self.facts)
        return (*streams, f"key {self.key}") if self.key else tuple(streams)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the commands stand; those that were not recorded now are named by their number."""

    first: int
    at: datetime
    replayed: Mapping[int, int] = field(default_factory=dict)
    """The position at which the same key had recorded its first event."""
    conflicts: Mapping[int, str] = field(default_factory=dict)
    """The stream that has moved on."""


async def append(
    connection: Connection, tenant: str, rule: str | None, commands: Sequence[Command]
) -> Outcome:
    """Record the commands in a transaction of their own, or in one that is open."""
    if len(commands) == 1 and len(commands[0].facts) == 1:
        [command] = commands
        [fact] = command.facts
        found = await connection.fetchrow(
            ONE,
            *(tenant, rule, command.key or None, fact.stream, fact.version),
            *(type(fact.event).__name__, fact.event.schema_version),
            *(command.payloads[0], command.metadata[0]),
        )
    else:
        found = await connection.fetchrow(MANY, tenant, rule, *columns(commands))
    return outcome(*(found or ()))


async def append_and_read(
    connection: Connection,
    tenant: str,
    rule: str | None,
    commands: Sequence[Command],
    reading: Reading,
) -> tuple[Outcome, dict[int, str | None]]:
    """Record the commands, and read in the same trip what stands in the rows they touch.

    Only for a transaction that has the lock already, or the rows might be older than the events
    before these ones.
    """
    parts = [OUTCOME, *reading.parts(ARGUMENTS + 1)]
    statement = " union all ".join(parts)
    found = await connection.fetch(statement, tenant, rule, *columns(commands), *reading.keys)
    texts: dict[int, str | None] = dict(map(tuple, found))
    first, micros, *parts = json.loads(texts.pop(0) or "")
    at = EPOCH + (micros or 0) * MICROSECOND
    return outcome(first, at, *parts), texts


def outcome(
    first: int | None,
    at: datetime,
    replayed: Sequence[int] | None,
    replayed_at: Sequence[int] | None,
    conflicting: Sequence[int] | None,
    conflicts: Sequence[str] | None,
) -> Outcome:
    if first is None and replayed is None and conflicting is None:
        raise newer()
    first = first or 0
    if replayed is None and conflicting is None:
        return Outcome(first, at)
    return Outcome(
        first,
        at,
        dict(zip(replayed or (), replayed_at or (), strict=True)),
        dict(zip(conflicting or (), conflicts or (), strict=True)),
    )


def columns(commands: Sequence[Command]) -> Columns:
    """The arguments of `append_commands` behind the tenant and the rule."""
    if len(commands) == 1 and commands[0].ready is not None:
        return commands[0].ready
    kinds: dict[tuple[str, int, str], int] = {}
    numbers, firsts, streams, versions, of, payloads = [], [], [], [], [], []
    for number, command in enumerate(commands, 1):
        payloads += command.payloads
        firsts += command.firsts
        for fact, cause in zip(command.facts, command.metadata, strict=True):
            event = type(fact.event)
            numbers.append(number)
            streams.append(fact.stream)
            versions.append(fact.version)
            kind = (event.__name__, event.schema_version, cause)
            of.append(kinds.setdefault(kind, len(kinds) + 1))
    return (
        [command.key or None for command in commands],
        listed([len(command.facts) for command in commands]),
        listed(numbers),
        listed(firsts),
        streams,
        listed(versions),
        listed(of),
        payloads,
        [name for name, _, _ in kinds],
        [schema for _, schema, _ in kinds],
        [cause for _, _, cause in kinds],
    )


def listed(values: Sequence[int]) -> str:
    """Numbers, or truths, as the text of a list."""
    return f"{{{','.join(map(str, values))}}}"


@asynccontextmanager
async def locked(connection: Connection, tenant: str) -> AsyncIterator[None]:
    """A transaction that is the only one to append for this tenant, begun in one round trip."""
    async with speaking_for(connection, tenant, beside=LOCK.format(tenant=checked(tenant))):
        yield
