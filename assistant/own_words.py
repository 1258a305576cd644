"""Own words: the names that a caller's sentences are read with; a customer's are their own."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from weakref import WeakValueDictionary

from assistant.master_data import MANY, NAMED, NUMBERED, UNKNOWN, Known, MasterData, built
from domain.customers.customers import customers
from domain.kernel import Fact, Page, Query
from guardrails.caller import Caller
from mcp_servers.visit import own_reading

MOST = 500
"""So many accounts are remembered; whoever has not asked for longest is read anew."""
TOLD = tuple(source for source in NAMED if source.projection.told is not None)


class Own(Protocol):
    """What may be read of one account."""

    async def many(self, queries: Sequence[Query[Any]]) -> list[Page[Any]]: ...


@dataclass
class Words:
    """Names of the house for those who work there; of one account alone for its own people.

    Otherwise a name that is understood, or one that is offered as nearest, tells who else buys.
    """

    master: MasterData
    own: OrderedDict[tuple[str, str], Known] = field(default_factory=OrderedDict)
    building: WeakValueDictionary[tuple[str, str], asyncio.Lock] = field(
        default_factory=WeakValueDictionary
    )
    """Whoever asks while the words of an account are read waits for them, and reads none."""

    def position(self, caller: Caller) -> int:
        if not caller.outside:
            return self.master.position(caller.tenant)
        known = self.own.get((caller.tenant, caller.customer))
        return known.position if known else UNKNOWN

    async def of(self, caller: Caller, news: Sequence[Fact]) -> Known:
        if not caller.outside:
            return await self.master.of(caller.tenant, news)
        key = (caller.tenant, caller.customer)
        async with self.building.setdefault(key, asyncio.Lock()):
            known = await self.brought_up(key, caller, news)
        self.own.move_to_end(key)
        return known

    async def brought_up(self, key: tuple[str, str], caller: Caller, news: Sequence[Fact]) -> Known:
        known, reading = self.own.get(key), own_reading(self.master.reading(caller.tenant), caller)
        fresh = news if known is None else [f for f in news if f.position > known.position]
        anew = len(fresh) > MANY or any(renames(fact, caller.customer) for fact in fresh)
        if known is None or anew:
            position = await self.master.newest(caller.tenant)
            known = await built(reading)
            known.position = position
            self.own[key] = known
            if len(self.own) > MOST:
                self.own.popitem(last=False)
        elif fresh:
            await follow(reading, known, fresh)
        return known


def renames(fact: Fact, customer: str) -> bool:
    """Whether other names may be told from now on: of goods, or because of the account itself."""
    touched = ((each.projection, row) for each in TOLD for row in each.projection.touches(fact))
    return any(of is not customers or row.customer == customer for of, row in touched)


async def follow(reading: Own, known: Known, news: Sequence[Fact]) -> None:
    """Read the documents that these facts touched; what cannot be read is not the account's."""
    touched = {
        (source.kind, getattr(row, source.key)): source.projection.at(row)
        for fact in news
        for source in NUMBERED
        if source.projection.told is not None
        for row in source.projection.touches(fact)
    }
    pages = await reading.many(list(touched.values()))
    for (kind, number), page in zip(touched, pages, strict=True):
        documents = known.documents.setdefault(kind, {})
        documents.pop(number, None)
        if page.first is not None:
            documents[number] = None
    known.position = max(known.position, news[-1].position)
