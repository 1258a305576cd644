"""Privacy on Postgres: who is known by a key, forgetting one of them, and what is kept how long."""

from collections.abc import Callable
from functools import partial
from typing import Any

from domain.store.appending import locked
from domain.store.codec import Codec
from domain.store.connections import Connection, Connections, speaking_for
from domain.store.data_keys import OF_SUBJECTS, DataKey
from domain.store.drawn import erased, parts, undrawn
from domain.store.event_store import Forgotten, StoreUnavailable
from domain.store.farewell import Farewell
from domain.store.forgetting import came_of, closest, discreet, entry_about, entry_of_deleted
from domain.store.ledger_mentions import LOCK, LedgerMentions
from domain.store.ledger_texts import Entry, written
from domain.store.read_models import RULE, ReadModels, newer
from domain.store.register import Register
from domain.store.retention import KEPT, TYPED, Due
from domain.store.sealing import Mentions
from domain.store.talks import SUBJECT as TALKS
from domain.store.talks import people

SUBJECTS = "select subject from es.data_keys where tenant = $1 order by subject"
DESTROY = (
    "delete from es.data_keys where tenant = $1 and subject = $2 returning key_id, subject, key"
)
EARLIER = "select max(forgotten_at) from es.forgotten where tenant = $1 and subject = $2"
REMEMBER = (
    "insert into es.forgotten (tenant, number, subject)"
    " select $1, 1 + coalesce(max(number), 0), $2 from es.forgotten where tenant = $1"
    " returning forgotten_at"
)
ENTRIES = (
    "select count(*) from es.ledger where tenant = $1"
    " and exists (select from unnest($2::text[]) as t (part) where strpos(entry::text, part) > 0)"
)
FORGET = "select es.ledger_forget($1, $2, $3, $4, $5, $6, $7)"
Ahead = tuple[Farewell, LedgerMentions]


class PostgresPrivacy:
    """Keeps the contract of `Privacy`."""

    def __init__(self, connections: Connections, codec: Codec, models: ReadModels) -> None:
        self.connections = connections
        self.codec = codec
        self.models = models
        self.register: Register | None = None
        self.listeners: list[Callable[[str], None]] = []
        """Whoever remembers something of a tenant, and must forget it as well."""

    async def subjects(self, tenant: str) -> list[str]:
        found = await self.connections.fetch(tenant, SUBJECTS, tenant)
        return people(record["subject"] for record in found)

    async def forget(
        self, tenant: str, subject: str, by: str, reason: str, trace: str
    ) -> Forgotten:
        entry = entry_about(subject, by, reason)
        if subject == TALKS:  # It is nobody's key.
            raise closest(subject, await self.subjects(tenant))

        async def work(connection: Connection) -> Forgotten:
            async with speaking_for(connection, tenant, "read only", "repeatable read"):
                ahead = await self._ahead(connection, tenant, subject)
            async with locked(connection, tenant):
                return await self._forget(connection, tenant, entry, trace, ahead)

        try:
            done = await self.connections.run(work, again=True)
        finally:
            self.codec.keys.drop(tenant)
            for listener in self.listeners:
                listener(tenant)
        try:
            await self.note(tenant)
        except StoreUnavailable as error:
            raise StoreUnavailable(
                f"{subject} was forgotten, but that is not noted outside the database yet, and "
                f"an older backup would bring them back: {error} Then give the command again."
            ) from error
        return done

    async def note(self, tenant: str) -> None:
        """Note outside the database who was forgotten; what failed once is noted the next time."""
        if self.register is not None:
            await self.register.keep(self.connections, tenant)

    async def _ahead(self, connection: Connection, tenant: str, subject: str) -> Ahead | None:
        """What can be done before anybody has to wait."""
        for record in await connection.fetch(OF_SUBJECTS, tenant, [subject]):
            farewell = self._farewell(tenant, DataKey(*record))
            await farewell.forward(connection)
            mentioned = LedgerMentions(tenant)
            await mentioned.look(connection, farewell.texts)
            return farewell, mentioned
        return None

    def _farewell(self, tenant: str, key: DataKey) -> Farewell:
        return Farewell(tenant, key, self.models.models.values(), self.codec)

    async def _forget(
        self,
        connection: Connection,
        tenant: str,
        entry: dict[str, Any],
        trace: str,
        ahead: Ahead | None,
    ) -> Forgotten:
        """In one transaction: key, rows, conversations, ledger texts, and who asked for it."""
        # Read until the transaction ends, so that no tables are exchanged meanwhile.
        if self.models.rule and await connection.fetchval(RULE) != self.models.rule:
            raise newer()
        subject = entry["subject"]
        found = await connection.fetch(DESTROY, tenant, subject)
        if not found:
            return await self._earlier(connection, tenant, subject)
        [key] = (DataKey(*record) for record in found)
        farewell, mentioned = self._farewell(tenant, key), LedgerMentions(tenant)
        if ahead and ahead[0].key == key:
            farewell, mentioned = ahead
        await farewell.forward(connection)
        await farewell.write(connection)
        talks = await erased(connection, tenant, farewell.texts)
        drawn = await undrawn(connection, tenant, farewell.texts, talks)
        at = await connection.fetchval(REMEMBER, tenant, subject)
        every = await connection.fetchval(ENTRIES, tenant, parts(farewell.texts))
        await connection.execute(LOCK, tenant)
        await mentioned.look(connection, farewell.texts)
        came = came_of(len(talks), drawn, every)
        said = discreet(entry, Mentions({"": farewell.texts})) | came
        texts = await self._enter(connection, tenant, trace, said, mentioned.found)
        return Forgotten(subject, at, False, len(talks), every, texts, drawn)

    async def _earlier(self, connection: Connection, tenant: str, subject: str) -> Forgotten:
        at = await connection.fetchval(EARLIER, tenant, subject)
        if at is not None:
            return Forgotten(subject, at, True)
        found = await connection.fetch(SUBJECTS, tenant)
        raise closest(subject, people(record["subject"] for record in found))

    async def due(self, tenant: str) -> list[Due]:
        """How much of each class of data has been kept long enough."""
        found = []
        for kept in KEPT:
            ask = partial(self.connections.fetch, tenant, kept.counting, tenant, kept.days)
            found.append(Due(kept, (await ask())[0]["due"] if kept.days is not None else 0))
        return found

    async def apply(self, tenant: str, by: str, trace: str) -> list[Due]:
        """Delete what has been kept long enough, and say so in the ledger."""

        async def work(connection: Connection) -> list[Due]:
            async with speaking_for(connection, tenant):
                found = [
                    Due(kept, await connection.fetchval(kept.deleting, tenant, kept.days))
                    for kept in KEPT
                    if kept.days is not None and kept is not TYPED
                ]
                entry = entry_of_deleted(by, found)
                texts = await self._enter(connection, tenant, trace, entry)
                return [Due(TYPED, texts), *found]

        return await self.connections.run(work, again=True)

    async def _enter(
        self,
        connection: Connection,
        tenant: str,
        trace: str,
        entry: Entry,
        positions: list[int] | None = None,
    ) -> int:
        """Delete texts of the ledger, these or the old ones, and enter who had it done."""
        days = TYPED.days if positions is None else None
        always = positions is not None or any(entry["deleted"].values())
        chained, text = written(entry)
        deleted: int = await connection.fetchval(
            FORGET, tenant, trace, chained, text, positions, days, always
        )
        return deleted
