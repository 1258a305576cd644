"""Own words: the names that a caller's sentences are read with; a customer's are their own."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from assistant.document_numbers import Numbers
from assistant.master_data import MANY, NAMED, UNKNOWN, Known, MasterData, built
from domain.customers.customers import customers
from domain.kernel import Fact
from guardrails.caller import Caller
from mcp_servers.visit import own_reading

MOST = 500
"""So many accounts are remembered; whoever has not asked for longest is read anew."""
TOLD = tuple(source for source in NAMED if source.projection.told is not None)


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

    def numbers(self, caller: Caller) -> Numbers:
        """The document numbers of one sentence, of which none is looked up yet."""
        reading = self.master.reading(caller.tenant)
        return Numbers(own_reading(reading, caller) if caller.outside else reading, caller.outside)

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
            known.position = fresh[-1].position
        return known


def renames(fact: Fact, customer: str) -> bool:
    """Whether other names may be told from now on: of goods, or because of the account itself."""
    touched = ((each.projection, row) for each in TOLD for row in each.projection.touches(fact))
    return any(of is not customers or row.customer == customer for of, row in touched)
