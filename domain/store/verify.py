"""Verification: the chain, the positions and the rows, computed again from what is stored."""

import hashlib
import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.kernel.row import Key
from domain.store.codec import Codec
from domain.store.connections import Connection, Record, speaking_for
from domain.store.read_models import ReadModels
from domain.store.sealing import SealBroken
from domain.store.tables import Model, Table

GENESIS = hashlib.sha256(b"genesis").digest()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
ANSWERED = 5_000
SHOWN = 20  # Findings of one kind; a broken link breaks all that follow.
EVENTS = """
select stream, stream_version, type, schema_version, payload, metadata, position, recorded_at,
       idem_key, command_size, hash_v, hash
  from es.events where tenant = $1 and position > $2 order by position limit $3
"""
LEDGER = """
select position, at, trace, entry, hash
  from es.ledger where tenant = $1 and position > $2 order by position limit $3
"""
FACT_COLUMNS = 8


async def findings(
    connection: Connection, tenant: str, codec: Codec, models: ReadModels
) -> AsyncIterator[str]:
    """Sentences about everything that disagrees; all reads see the same moment."""
    async with speaking_for(connection, tenant, "read only", "repeatable read"):
        folds: dict[Model, dict[Key, Any]] = {model: {} for model in models.models.values()}
        chain = EventChain(tenant)
        async for page in pages(connection, EVENTS, tenant):
            for finding in chain.check(page):
                yield finding
            records = [tuple(record)[:FACT_COLUMNS] for record in page]
            try:
                facts = await codec.facts(tenant, records, connection.fetch)
            except SealBroken as broken:
                yield str(broken)
                return  # Rows cannot be compared with what cannot be read.
            folds = {m: m.projection.fold(fold, facts) for m, fold in folds.items()}
        for model, fold in folds.items():
            for table, rows in model.holding(fold):
                for finding in await differences(connection, tenant, table, rows):
                    yield finding
        ledger = LedgerChain(tenant)
        async for page in pages(connection, LEDGER, tenant):
            for finding in ledger.check(page):
                yield finding


async def pages(connection: Connection, statement: str, tenant: str) -> AsyncIterator[list[Record]]:
    after = 0
    while page := await connection.fetch(statement, tenant, after, ANSWERED):
        after = page[-1]["position"]
        yield page


class Chain:
    """Each link hashes its predecessor's hash and its own content, as the database wrote it."""

    noun = "entry"

    def __init__(self, tenant: str) -> None:
        self.tenant = tenant
        self.position = 0
        self.previous = GENESIS
        self.found = 0

    def check(self, page: Sequence[Record]) -> Iterator[str]:
        for record in page:
            for finding in self.faults(record):
                self.found += 1
                if self.found <= SHOWN:
                    yield finding
                if self.found == SHOWN:
                    yield f"There are more findings about the {self.noun} chain."
            self.position, self.previous = record["position"], record["hash"]

    def faults(self, record: Record) -> Iterator[str]:
        position = record["position"]
        if position != self.position + 1:
            yield f"Between positions {self.position} and {position} the {self.noun} is missing."
        elif (
            hashlib.sha256(self.previous + self.content(record).encode()).digest() != record["hash"]
        ):
            yield f"The {self.noun} at position {position} is not what was recorded there."

    def content(self, record: Record) -> str:
        """What was hashed: the text of a JSON array, spaced as Postgres spaces it."""
        return (
            f"[1, {text(self.tenant)}, {record['position']}, {text(record['trace'])}, "
            f"{record['entry']}, {micros(record['at'])}]"
        )


class LedgerChain(Chain):
    noun = "ledger entry"


class EventChain(Chain):
    """The events' chain also knows how far each stream has come."""

    noun = "event"

    def __init__(self, tenant: str) -> None:
        super().__init__(tenant)
        self.versions: dict[str, int] = {}

    def faults(self, record: Record) -> Iterator[str]:
        yield from super().faults(record)
        stream, version = record["stream"], record["stream_version"]
        if version != self.versions.get(stream, 0) + 1:
            yield f"Before version {version} of {stream} an event is missing."
        self.versions[stream] = version

    def content(self, record: Record) -> str:
        parts = (
            *("1", text(self.tenant), record["position"], text(record["stream"])),
            *(record["stream_version"], text(record["type"]), record["schema_version"]),
            *(record["payload"], record["metadata"], text(record["idem_key"])),
            *(text(record["command_size"]), micros(record["recorded_at"])),
        )
        return f"[{', '.join(map(str, parts))}]"


def text(value: str | int | None) -> str:
    """A JSON value with the escapes of jsonb."""
    return json.dumps(value, ensure_ascii=False)


def micros(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


async def differences(
    connection: Connection, tenant: str, table: Table, fold: Mapping[Key, Any]
) -> list[str]:
    """Where the stored rows of a table are not what the events say."""
    name = table.kept.name
    rows = [record["row"] for record in await connection.fetch(table.all, tenant)]
    stored = table.parsed(f"[{','.join(rows)}]")
    wrong = [key for key, row in fold.items() if key in stored and stored[key] != row]
    missing = [key for key in fold if key not in stored]
    extra = [key for key in stored if key not in fold]
    found = [f"{name} {show(key)} is not what the events say." for key in wrong]
    found += [f"{name} {show(key)} is missing." for key in missing]
    found += [f"{name} {show(key)} is there, and no event explains it." for key in extra]
    more = [f"There are {len(found) - SHOWN} more findings about {name}."]
    return found[:SHOWN] + (more if len(found) > SHOWN else [])


def show(key: Key) -> str:
    return " ".join(map(str, key))
