"""Lineage: where the history of a business went on from a backup, told by the ids of its events."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from domain.store.connections import Connection

OF_THOSE_WHO_BEGIN_LATER = ""
"""In the place of a tenant: an event of a business that no backup knew may be on the bus, too."""
RESTORES = "select tenant, position, mark from es.restores where tenant in ($1, '') order by 1, 2"
# Who began after an earlier restore has no place of their own yet, and keeps the mark of that.
KEEP = """
insert into es.restores (tenant, position, mark)
select known.tenant, 0, later.mark
  from unnest($1::text[]) as known (tenant) join es.restores later on later.tenant = ''
 where not exists (select from es.restores r where r.tenant = known.tenant)
"""
# Nothing was recorded between two restores at one position, so nothing has the earlier mark.
BRANCH = """
insert into es.restores (tenant, position, mark)
select *, $3 from unnest($1::text[], $2::bigint[])
    on conflict (tenant, position)
    do update set mark = excluded.mark, restored_at = clock_timestamp()
"""


@dataclass(frozen=True)
class Lineage:
    """The restores of a business, oldest first: the last position that came back, and the mark."""

    restores: tuple[tuple[int, str], ...] = ()

    def mark(self, position: int) -> str:
        """What the id of the event at this position ends with, for ever; nothing for most."""
        behind = (mark for last, mark in reversed(self.restores) if last < position)
        return next(behind, "")

    @property
    def returned(self) -> int:
        """How far the newest restore came: up to here, an event may have left before it."""
        return self.restores[-1][0] if self.restores else 0


UNBROKEN = Lineage()


async def lineage(connection: Connection, tenant: str) -> Lineage:
    """The restores of a tenant, in whose transaction this is read."""
    found = await connection.fetch(RESTORES, tenant)
    own = [record for record in found if record["tenant"] == tenant] or found
    return Lineage(tuple((record["position"], record["mark"]) for record in own))


async def branch(connection: Connection, ends: Mapping[str, int]) -> None:
    """Note that each history goes on from here, and is another than the one that was lost.

    The same backup, restored twice, is followed by two histories, and each has its own mark.
    """
    await connection.execute(KEEP, list(ends))
    everybody = {**ends, OF_THOSE_WHO_BEGIN_LATER: 0}
    mark = secrets.token_hex(8)
    await connection.execute(BRANCH, list(everybody), list(everybody.values()), mark)
