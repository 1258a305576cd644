"""Folding a long history into tables, of whose rows only the ones in use are held in memory."""

from collections.abc import Iterable, Sequence
from itertools import islice

from domain.kernel import Fact, Row
from domain.kernel.row import Key
from domain.store.connections import Connection
from domain.store.copying import Copying
from domain.store.tables import Model

HELD = 8_000  # Rows of all tables together.
SIEVE = 1 << 26  # Bits: 8 MB, in which the keys of some million rows stand well apart.


class Sieve:
    """Which keys were surely never written, so that new rows, which are most, are not looked for.

    It may be wrong about a key that it was never given, and then costs a look into the table.
    """

    def __init__(self) -> None:
        self.bits = bytearray(SIEVE // 8)

    def add(self, key: object) -> None:
        place = hash(key) % SIEVE
        self.bits[place >> 3] |= 1 << (place & 7)

    def may_hold(self, key: object) -> bool:
        place = hash(key) % SIEVE
        return bool(self.bits[place >> 3] & 1 << (place & 7))


class Rows:
    """The rows of one table that are in use; the others are in the table."""

    def __init__(self, model: Model, sieve: Sieve) -> None:
        self.model = model
        self.copying = Copying(model)
        self.sieve = sieve
        self.held: dict[Key, Row] = {}  # The one that was used last stands last.
        self.changed: set[Key] = set()
        self.stored: set[Key] = set()  # Those of the held rows that are in the table as well.

    async def follow(self, connection: Connection, tenant: str, facts: Sequence[Fact]) -> None:
        touched = list(self.model.projection.touched(facts))
        if not touched:
            return
        first = {key: row for key, row, _ in touched}
        await self._fetch(connection, tenant, first)
        before = {key: self.held.pop(key) for key in first if key in self.held}
        after = self.model.projection.after(before, touched)
        self.held.update(after)
        self.changed.update(after)
        if left := first.keys() - after.keys():
            await self._remove(connection, tenant, [first[key] for key in left & self.stored])
            self.stored -= left
            self.changed -= left

    async def _fetch(self, connection: Connection, tenant: str, first: dict[Key, Row]) -> None:
        name, held, may_hold = self.model.projection.name, self.held, self.sieve.may_hold
        asked = [row for key, row in first.items() if key not in held and may_hold((name, key))]
        if asked:
            text = await connection.fetchval(self.model.read, tenant, self.model.keys_of(asked))
            found = self.model.parsed(text)
            self.held.update(found)
            self.stored.update(found)

    async def _remove(self, connection: Connection, tenant: str, rows: list[Row]) -> None:
        if rows:
            await connection.execute(self.model.remove, tenant, self.model.keys_of(rows))

    async def let_go(self, connection: Connection, tenant: str, count: int) -> None:
        """Write so many of the rows that were not used for longest, and forget them."""
        keys = list(islice(self.held, count))
        rows = {key: self.held.pop(key) for key in keys}
        new = [row for key, row in rows.items() if key in self.changed and key not in self.stored]
        more = [row for key, row in rows.items() if key in self.changed and key in self.stored]
        if new:
            await self.copying.copy(connection, tenant, new)
        if more:
            await connection.execute(self.model.put, tenant, self.model.text(more))
        for key in keys:
            self.sieve.add((self.model.projection.name, key))
        self.stored.difference_update(keys)
        self.changed.difference_update(keys)


class Folding:
    """Tables that nobody else writes, filled from the beginning of a tenant's history."""

    def __init__(
        self, connection: Connection, tenant: str, models: Iterable[Model], held: int = HELD
    ) -> None:
        self.limit = held
        self.connection = connection
        self.tenant = tenant
        sieve = Sieve()
        self.rows = [Rows(model, sieve) for model in models]

    async def follow(self, facts: Sequence[Fact]) -> None:
        kinds = {type(fact.event) for fact in facts}
        for rows in self.rows:  # Most projections look at none of them.
            if rows.model.projection.looks_at(kinds):
                await rows.follow(self.connection, self.tenant, facts)
        while sum(len(rows.held) for rows in self.rows) > self.limit:
            largest = max(self.rows, key=lambda rows: len(rows.held))
            await largest.let_go(self.connection, self.tenant, (len(largest.held) + 1) // 2)

    async def finish(self) -> None:
        for rows in self.rows:
            await rows.let_go(self.connection, self.tenant, len(rows.held))
