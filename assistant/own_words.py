"""Own words: the names that a caller's sentences are read with; a customer's are their own."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.master_data import UNKNOWN, Known, MasterData, built
from domain.kernel import Fact
from guardrails.caller import Caller
from mcp_servers.visit import own_reading

MOST = 500
"""So many accounts are remembered; whoever has not asked for longest is read anew."""


@dataclass
class Words:
    """Names of the house for those who work there; of one account alone for its own people.

    Otherwise a name that is understood, or one that is offered as nearest, tells who else buys.
    """

    master: MasterData
    own: OrderedDict[tuple[str, str], Known] = field(default_factory=OrderedDict)

    def position(self, caller: Caller) -> int:
        if not caller.outside:
            return self.master.position(caller.tenant)
        known = self.own.get((caller.tenant, caller.customer))
        return known.position if known else UNKNOWN

    async def of(self, caller: Caller, news: Sequence[Fact]) -> Known:
        if not caller.outside:
            return await self.master.of(caller.tenant, news)
        key = (caller.tenant, caller.customer)
        known = self.own.get(key)
        if known is None or news:
            position = await self.master.newest(caller.tenant)
            known = await built(own_reading(self.master.reading(caller.tenant), caller))
            known.position = position
            self.own[key] = known
            if len(self.own) > MOST:
                self.own.popitem(last=False)
        self.own.move_to_end(key)
        return known
