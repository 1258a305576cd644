"""What was told to whom on Postgres: marks that are made before a message leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from domain.store.connections import Connections

Mark = tuple[str, str, str]
"""To whom, about which draft, and what of it."""
UNSENT = timedelta(minutes=5)
"""After so long a message that never left, because its process ended, is anybody's to send."""

CLAIM = """
insert into es.told as t (tenant, recipient, about, state, way, told_at)
select $1, m.recipient, m.about, m.state, $5, $6
  from unnest($2::text[], $3::text[], $4::text[]) as m (recipient, about, state)
    on conflict (tenant, recipient, about, state) do update
   set way = excluded.way, told_at = excluded.told_at
 where not t.sent and t.told_at <= $7
returning recipient, about, state
"""
SENT = """
update es.told t set sent = true
  from unnest($2::text[], $3::text[], $4::text[]) as m (recipient, about, state)
 where t.tenant = $1
   and (t.recipient, t.about, t.state) = (m.recipient, m.about, m.state)
returning t.state
"""
RELEASE = """
delete from es.told t
 using unnest($2::text[], $3::text[], $4::text[]) as m (recipient, about, state)
 where t.tenant = $1 and not t.sent
   and (t.recipient, t.about, t.state) = (m.recipient, m.about, m.state)
returning t.state
"""
ABOUT = """
select recipient, about, state, way, told_at, sent from es.told
 where tenant = $1 and about = any($2::text[])
"""
SINCE = """
select recipient, about, state, way, told_at, sent from es.told
 where tenant = $1 and told_at > $2
"""
TIDY = "delete from es.told where tenant = $1 and told_at < $2 returning state"


@dataclass(frozen=True)
class Kept:
    """One mark: `sent` once the message has left."""

    recipient: str
    about: str
    state: str
    way: str
    told_at: datetime
    sent: bool

    @property
    def mark(self) -> Mark:
        return self.recipient, self.about, self.state

    def counts(self, now: datetime) -> bool:
        """Whether it was told, or is being told at this moment."""
        return self.sent or self.told_at > now - UNSENT


class Told(Protocol):
    """The marks of each tenant; of two who claim the same, one is told that it is theirs."""

    async def claim(
        self, tenant: str, marks: Sequence[Mark], way: str, now: datetime
    ) -> list[Mark]:
        """Those that are the caller's to tell, now."""
        ...

    async def sent(self, tenant: str, marks: Sequence[Mark]) -> None: ...

    async def release(self, tenant: str, marks: Sequence[Mark]) -> None:
        """The message did not leave: it may be tried again."""
        ...

    async def about(self, tenant: str, drafts: Sequence[str]) -> list[Kept]: ...

    async def since(self, tenant: str, moment: datetime) -> list[Kept]: ...

    async def tidy(self, tenant: str, before: datetime) -> int:
        """Forget what was told long ago; how much that was."""
        ...


class PostgresTold:
    """Keeps the contract of `Told`."""

    def __init__(self, connections: Connections) -> None:
        self.connections = connections

    async def claim(
        self, tenant: str, marks: Sequence[Mark], way: str, now: datetime
    ) -> list[Mark]:
        each = [list(part) for part in zip(*marks, strict=True)]
        if not each:
            return []
        found = await self.connections.change(tenant, CLAIM, tenant, *each, way, now, now - UNSENT)
        return [(row["recipient"], row["about"], row["state"]) for row in found]

    async def sent(self, tenant: str, marks: Sequence[Mark]) -> None:
        await self.change(SENT, tenant, marks)

    async def release(self, tenant: str, marks: Sequence[Mark]) -> None:
        await self.change(RELEASE, tenant, marks)

    async def change(self, statement: str, tenant: str, marks: Sequence[Mark]) -> None:
        each = [list(part) for part in zip(*marks, strict=True)]
        if each:
            await self.connections.change(tenant, statement, tenant, *each)

    async def about(self, tenant: str, drafts: Sequence[str]) -> list[Kept]:
        found = await self.connections.fetch(tenant, ABOUT, tenant, list(drafts))
        return [Kept(**dict(row)) for row in found]

    async def since(self, tenant: str, moment: datetime) -> list[Kept]:
        found = await self.connections.fetch(tenant, SINCE, tenant, moment)
        return [Kept(**dict(row)) for row in found]

    async def tidy(self, tenant: str, before: datetime) -> int:
        return len(await self.connections.change(tenant, TIDY, tenant, before))
