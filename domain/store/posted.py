"""Cards that stand in channels: what each of them shows, and which must be written anew."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Protocol

from domain.store.connections import Connections
from domain.store.naming import checked

Message = dict[str, Any]
"""One message of a card, with the columns of its row."""

ADD = """
insert into es.posted (tenant, channel, card, part, ts, draft, viewer, thread, shown, changed_at,
                       due, held_by, held_until)
values ($1, $2, $3, 1, $3, $4, $5, $6, $7, $8, $8, $9, $10)
    on conflict (tenant, channel, card, part) do update
   set gone = '', due = excluded.due, tries = 0, next_try = null,
       held_by = excluded.held_by, held_until = excluded.held_until
 where es.posted.gone <> ''
"""
MARK = """
update es.posted set due = greatest($3, due + interval '1 microsecond'), next_try = null
 where tenant = $1 and part = 1 and gone = ''
   and (draft = $2 or draft like '%+%' and $2 = any(string_to_array(draft, '+')))
returning card
"""
# What nobody heard of may be older than what somebody has: it waits behind.
MARK_ALL = """
update es.posted set due = coalesce(due, changed_at)
 where tenant = $1 and part = 1 and gone = '' and not final returning card
"""
# Whoever had read the draft before may have remembered the name for a little while after.
FORGOTTEN = """
(select max(f.forgotten_at) + interval '2 minutes' from es.forgotten f where f.tenant = $1)
"""
MARK_FORGOTTEN = f"""
update es.posted set due = coalesce(due, changed_at)
 where tenant = $1 and part = 1 and gone = '' and changed_at < {FORGOTTEN} returning card
"""
CLAIM = """
with next as (
    select channel, card from es.posted
     where tenant = $1 and due is not null and part = 1 and gone = ''
       and (next_try is null or next_try <= $3) and (held_until is null or held_until <= $3)
     order by (channel || ' ' || card) = any($6) desc, due desc limit $5
       for update skip locked),
held as (
    update es.posted p set held_by = $2, held_until = $4 from next
     where p.tenant = $1 and p.channel = next.channel and p.card = next.card and p.part = 1)
select p.* from es.posted p join next using (channel, card) where p.tenant = $1
"""
WROTE = """
with held as (
    select draft, viewer, thread from es.posted
     where tenant = $1 and channel = $2 and card = $3 and part = 1 and held_by = $7
       for update),
longer as (
    update es.posted set held_until = $8
     where tenant = $1 and channel = $2 and card = $3 and part = 1 and held_by = $7 and $4 > 1)
insert into es.posted (tenant, channel, card, part, ts, shown, draft, viewer, thread, changed_at)
select $1, $2, $3, $4, $5, $6, draft, viewer, thread, $9 from held
    on conflict (tenant, channel, card, part) do update
   set ts = excluded.ts, shown = excluded.shown, gone = '', changed_at = excluded.changed_at,
       held_until = case when excluded.part = 1 then $8 end
returning part
"""
LOST = """
update es.posted set gone = $5, due = null, changed_at = $6
 where tenant = $1 and channel = $2 and ($3 = '' or card = $3) and ($4 = 0 or part = $4)
   and gone = '' returning part
"""
# News that came while it was being written leaves it due.
DONE = f"""
update es.posted set due = nullif(due, $5), final = $6, tries = 0, next_try = null,
       held_by = null, held_until = null,
       changed_at = case when changed_at < {FORGOTTEN} then $7 else changed_at end
 where tenant = $1 and channel = $2 and card = $3 and part = 1 and held_by = $4 returning due
"""
PUT_OFF = """
update es.posted set tries = $5, next_try = $6, held_by = null, held_until = null
 where tenant = $1 and channel = $2 and card = $3 and part = 1 and held_by = $4 returning part
"""
DOUBT = """
update es.posted set shown = '', due = case when part = 1 then $4::timestamptz end
 where tenant = $1 and channel = $2 and card = $3 and gone = '' returning part
"""
WAITING = """
select count(*) as due from es.posted
 where tenant = $1 and due is not null and part = 1 and gone = ''
"""
OF_DRAFT = "select * from es.posted where tenant = $1 and draft = $2 order by channel, card, part"


class Posted(Protocol):
    """The messages of each tenant; whoever holds a card is alone in writing it."""

    async def add(
        self, tenant: str, message: Message, now: datetime, by: str = "", until: Any = None
    ) -> None:
        """Remember the first message of a card as due, held where somebody goes on writing it.

        One that is known already stays as it is, but for one that was gone: it is there again.
        """
        ...

    async def mark(self, tenant: str, draft: str, now: datetime) -> int:
        """The draft has changed: how many of its cards are due now."""
        ...

    async def mark_all(self, tenant: str) -> int:
        """Whatever may have changed unheard is due, behind what is known to have changed."""
        ...

    async def mark_forgotten(self, tenant: str) -> int:
        """Somebody was forgotten: whatever was written before then may still name them."""
        ...

    async def claim(
        self,
        tenant: str,
        by: str,
        now: datetime,
        until: datetime,
        most: int,
        first: Collection[str] = (),
    ) -> list[Message]:
        """The messages of due cards, to be written by nobody else for a while.

        Those named `first`, by channel and message, come before the newest.
        """
        ...

    async def wrote(
        self, tenant: str, message: Message, by: str, until: datetime, now: datetime
    ) -> bool:
        """A message shows something else, or is new; False where somebody else has the card."""
        ...

    async def lost(
        self, tenant: str, channel: str, why: str, now: datetime, card: str = "", part: int = 0
    ) -> None:
        """A message, a card or everything in a channel can no longer be written."""
        ...

    async def done(
        self,
        tenant: str,
        channel: str,
        card: str,
        by: str,
        due: datetime,
        final: bool,
        now: datetime,
    ) -> bool:
        """A card shows what was due then; False where somebody else has it by now."""
        ...

    async def put_off(
        self, tenant: str, channel: str, card: str, by: str, tries: int, next_try: datetime | None
    ) -> None:
        """A card goes on being due, and not before then."""
        ...

    async def doubt(self, tenant: str, channel: str, card: str, now: datetime) -> None:
        """Nobody knows what a card shows: all of it is written anew."""
        ...

    async def waiting(self, tenant: str) -> int:
        """How many cards are due."""
        ...

    async def of_draft(self, tenant: str, draft: str) -> list[Message]:
        """Every message that shows a draft, gone or not."""
        ...


class PostgresPosted:
    """Keeps the contract of `Posted`, also between several processes."""

    def __init__(self, connections: Connections) -> None:
        self.connections = connections

    async def add(
        self, tenant: str, message: Message, now: datetime, by: str = "", until: Any = None
    ) -> None:
        named = [message[name] for name in ("channel", "card", "draft", "viewer", "thread")]
        values = (checked(tenant), *named, message["shown"], now, by or None, until)
        await self.connections.change(tenant, ADD, *values)

    async def mark(self, tenant: str, draft: str, now: datetime) -> int:
        return len(await self.connections.change(tenant, MARK, tenant, draft, now))

    async def mark_all(self, tenant: str) -> int:
        return len(await self.connections.change(tenant, MARK_ALL, tenant))

    async def mark_forgotten(self, tenant: str) -> int:
        return len(await self.connections.change(tenant, MARK_FORGOTTEN, tenant))

    async def claim(
        self,
        tenant: str,
        by: str,
        now: datetime,
        until: datetime,
        most: int,
        first: Collection[str] = (),
    ) -> list[Message]:
        asked = (tenant, by, now, until, most, list(first))
        return [dict(record) for record in await self.connections.change(tenant, CLAIM, *asked)]

    async def wrote(
        self, tenant: str, message: Message, by: str, until: datetime, now: datetime
    ) -> bool:
        named = [message[name] for name in ("channel", "card", "part", "ts", "shown")]
        return bool(await self.connections.change(tenant, WROTE, tenant, *named, by, until, now))

    async def lost(
        self, tenant: str, channel: str, why: str, now: datetime, card: str = "", part: int = 0
    ) -> None:
        await self.connections.change(tenant, LOST, tenant, channel, card, part, why, now)

    async def done(
        self,
        tenant: str,
        channel: str,
        card: str,
        by: str,
        due: datetime,
        final: bool,
        now: datetime,
    ) -> bool:
        asked = (tenant, channel, card, by, due, final, now)
        return bool(await self.connections.change(tenant, DONE, *asked))

    async def put_off(
        self, tenant: str, channel: str, card: str, by: str, tries: int, next_try: datetime | None
    ) -> None:
        asked = (tenant, channel, card, by, tries, next_try)
        await self.connections.change(tenant, PUT_OFF, *asked)

    async def doubt(self, tenant: str, channel: str, card: str, now: datetime) -> None:
        await self.connections.change(tenant, DOUBT, tenant, channel, card, now)

    async def waiting(self, tenant: str) -> int:
        found = await self.connections.fetch(tenant, WAITING, tenant)
        return int(found[0]["due"])

    async def of_draft(self, tenant: str, draft: str) -> list[Message]:
        found = await self.connections.fetch(tenant, OF_DRAFT, tenant, draft)
        return [dict(record) for record in found]
