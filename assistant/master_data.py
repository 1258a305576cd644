"""Master data keeps the names of each tenant's records, while it follows what is recorded."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from assistant.phrasebook import Names, Record
from domain.catalog import EVENTS
from domain.category.products import products
from domain.customers.customers import customers
from domain.customers.price_lists import price_lists
from domain.governance.agents import SHIPPED_ROWS, agents
from domain.inventory.items import items
from domain.inventory.locations import locations
from domain.inventory.units import units
from domain.kernel import (
    AnyProjection,
    Fact,
    Page,
    Query,
    falling,
)
from domain.kernel.query import R
from domain.kernel.uncollected import uncollected
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.suppliers import suppliers
from domain.promotions.promotions import promotions

AT_A_TIME = 5000
MANY = 200  # More new facts than this are an import: read everything anew.
UNKNOWN = 2**62  # A position behind every fact: of a tenant that is not known nothing is news.


class Rows(Protocol):
    """The rows of one tenant."""

    async def rows(self, query: Query[R]) -> Page[R]: ...


class Reading(Rows, Protocol):
    """The rows of several questions in one trip as well."""

    async def many(self, queries: Sequence[Query[Any]]) -> list[Page[Any]]: ...


@dataclass(frozen=True)
class Source:
    """A projection whose rows have names people say."""

    kind: str
    projection: AnyProjection
    key: str
    name: str
    detail: str = ""
    always: tuple[Any, ...] = ()
    """Rows that are there before anything is recorded of them."""

    def standing(self, touched: Any) -> Any:
        """The row that is there although nothing is recorded of it."""
        key = self.projection.key_of
        return next((row for row in self.always if key(row) == key(touched)), None)

    def record(self, row: Any) -> Record:
        key, name = getattr(row, self.key), getattr(row, self.name)
        told = (key if key != name else "", str(getattr(row, self.detail)) if self.detail else "")
        return Record(self.kind, key, name, codes=(key,), detail=" · ".join(filter(None, told)))


NAMED = (
    Source("supplier", suppliers, "supplier", "name", "city"),
    Source("customer", customers, "customer", "name", "city"),
    Source("price_list", price_lists, "price_list", "name"),
    Source("country", suppliers, "country", "country"),
    Source("country", customers, "country", "country"),
    Source("item", items, "item", "name", "category"),
    Source("product", products, "product", "name", "category"),
    Source("category", products, "category", "category"),
    Source("promotion", promotions, "promotion", "name"),
    Source("place", locations, "location", "name"),
    Source("agent", agents, "agent", "agent", always=SHIPPED_ROWS),
)
TELLING = frozenset(
    name
    for name, event in EVENTS.items()
    if any(issubclass(event, source.projection.of) for source in NAMED)
)
"""The kinds of events that can tell of a name; most of a long order do not."""


@dataclass
class Known:
    """One tenant's names, as of a position."""

    names: Names
    position: int = 0
    units: dict[str, tuple[str, ...]] = field(default_factory=dict)
    samples: dict[str, str] = field(default_factory=dict)
    """A name or number of each kind, for sentences that show what can be said."""


@dataclass
class MasterData:
    """Built at the first question of a tenant; afterwards only what is new is read."""

    reading: Callable[[str], Reading]
    newest: Callable[[str], Any]
    """The position of the newest fact of a tenant."""
    known: dict[str, Known] = field(default_factory=dict)
    building: dict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    def position(self, tenant: str) -> int:
        """The last fact that the names of this tenant know of; those behind it are news."""
        known = self.known.get(tenant)
        return known.position if known else UNKNOWN

    async def of(self, tenant: str, news: Sequence[Fact]) -> Known:
        """The tenant's names, brought up to date with whatever any process recorded."""
        reading, known = self.reading(tenant), self.known.get(tenant)
        if known is not None and len(news) <= MANY:
            # Another sentence may have followed some of it in the meantime.
            fresh = [fact for fact in news if fact.position > known.position]
            await follow(reading, known, fresh)
            return known
        async with self.building[tenant]:
            known = self.known.get(tenant)
            if known is None or (news and known.position < news[-1].position):
                position = await self.newest(tenant)
                known = self.known[tenant] = await built(reading)
                known.position = position
        return known


async def built(reading: Rows) -> Known:
    known = Known(Names(()))
    recorded = [s.record(row) for s in NAMED async for row in every(reading, s)]
    shipped = [s.record(row) for s in NAMED for row in s.always]
    records = list({(r.kind, r.id): r for r in (*shipped, *recorded)}.values())
    known.names = await asyncio.to_thread(indexed, records)  # Others are served meanwhile.
    async for unit in every(reading, UNITS):
        known.units[unit.code] = (unit.code, unit.name)
    known.samples = await samples(reading, known.names)
    return known


def indexed(records: Sequence[Record]) -> Names:
    with uncollected():
        return Names(records)


async def samples(reading: Rows, names: Names) -> dict[str, str]:
    """Names that go together, those of the newest order; else the first of each kind."""
    found: dict[str, str] = {}
    for entry in names.entries.values():
        found.setdefault(entry.record.kind, entry.record.name)
    newest = (await reading.rows(NEWEST_LINE)).first
    if newest:
        found["supplier"], found["item"] = newest.supplier_name, newest.item_name
        found["purchase_order"] = newest.number
    return found


UNITS = Source("unit", units, "unit", "name")
NEWEST_LINE = order_lines.where(
    order_by=(falling(OrderLineRow.ordered_on),), limit=1, counted=False
)


async def every(reading: Rows, source: Source) -> AsyncIterator[Any]:
    """All rows of a source, some thousands at a time."""
    query = source.projection.where(limit=AT_A_TIME, counted=False)
    while rows := (await reading.rows(query)).rows:
        for row in rows:
            yield row
        query = query.following(rows[-1])


async def follow(reading: Rows, known: Known, fresh: Sequence[Fact]) -> None:
    """Read again the rows that these facts touched."""
    for fact in fresh:
        for source in NAMED:
            for touched in source.projection.touches(fact):
                row = (await reading.rows(source.projection.at(touched))).first
                found = row or source.standing(touched)
                known.names.remove(source.kind, getattr(touched, source.key))
                if found is not None:
                    known.names.add(source.record(found))
        known.position = fact.position
