"""Checkpoints: how far a subscriber has come, how far it is behind, and what it has parked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.store.connections import Connection, Connections
from domain.store.signals import CHANNEL

# A checkpoint is claimed by its lock: whoever finds it locked leaves the work to the holder.
CLAIM = (
    "select position, attempts, pauses,"
    " greatest(extract(epoch from retry_at - clock_timestamp()), 0)::float8 as wait,"
    " exists (select from es.parked p where p.tenant = $1 and p.subscriber = $2 and p.again)"
    " as again from es.checkpoints where tenant = $1 and subscriber = $2"
    " for update skip locked"
)
BEGIN = (
    "insert into es.checkpoints (tenant, subscriber)"
    " select $1, $2 where exists (select from es.tenants where tenant = $1)"
    " on conflict do nothing returning position"
)
MOVE = (
    "update es.checkpoints set position = $3, attempts = 0, pauses = 0, retry_at = null,"
    " reason = null, updated_at = clock_timestamp() where tenant = $1 and subscriber = $2"
)
PAUSE = (
    "update es.checkpoints set attempts = $3, pauses = pauses + 1, reason = $4,"
    " retry_at = clock_timestamp() + $5::float8 * interval '1 second',"
    " updated_at = clock_timestamp() where tenant = $1 and subscriber = $2"
)
PARK = (
    "insert into es.parked (tenant, subscriber, position, attempts, reason)"
    " values ($1, $2, $3, $4, $5) on conflict (tenant, subscriber, position) do update"
    " set attempts = es.parked.attempts + excluded.attempts, reason = excluded.reason,"
    " again = false, parked_at = clock_timestamp()"
)
AGAIN = (
    "select position from es.parked where tenant = $1 and subscriber = $2 and again"
    " order by position limit $3"
)
HANDLED = "delete from es.parked where tenant = $1 and subscriber = $2 and position = $3"
PARKED = (
    "select subscriber, position, attempts, reason, again, parked_at from es.parked"
    " where tenant = $1 order by subscriber, position limit $2"
)
# Whoever runs the subscriber is woken; this is rare, so a notification of its own is no matter.
RETRY = (
    "update es.parked set again = true where tenant = $1 and subscriber = $2"
    " and ($3::bigint is null or position = $3)"
    f" returning position, pg_notify('{CHANNEL}', $1)"
)
LAG = (
    "select s.subscriber, coalesce(c.position, 0) as position, n.newest,"
    " greatest(clock_timestamp() - e.recorded_at, interval '0') as age,"
    " (select count(*) from es.parked p where p.tenant = $1 and p.subscriber = s.subscriber)"
    " as parked,"
    " exists (select from es.parked p where p.tenant = $1 and p.subscriber = s.subscriber"
    " and p.again) as again, c.reason, coalesce(c.retry_at > clock_timestamp(), false) as waits"
    " from (select unnest($2::text[]) as subscriber"
    " union select subscriber from es.checkpoints where tenant = $1) s"
    " left join es.checkpoints c on c.tenant = $1 and c.subscriber = s.subscriber"
    " cross join (select coalesce(max(position), 0) as newest from es.events where tenant = $1) n"
    " left join es.events e on e.tenant = $1 and e.position = coalesce(c.position, 0) + 1"
    " order by s.subscriber"
)
DUE = "select tenant, subscriber from es.due($1, $2)"
SHOWN = 1000


@dataclass(frozen=True)
class Lag:
    """Where a subscriber stands with one tenant; `age` is that of the oldest unhandled event."""

    subscriber: str
    position: int
    newest: int
    age: timedelta
    parked: int
    again: bool
    reason: str
    waits: bool

    @property
    def behind(self) -> int:
        return max(self.newest - self.position, 0)


@dataclass(frozen=True)
class Parked:
    """An event that a subscriber could not handle; `again` while it waits for another try."""

    subscriber: str
    position: int
    attempts: int
    reason: str
    again: bool
    parked_at: datetime


class Checkpoints:
    """What is known of the subscribers of a database, whether they run in this process or not."""

    def __init__(self, connections: Connections) -> None:
        self.connections = connections

    async def lags(self, tenant: str, expected: Collection[str] = ()) -> list[Lag]:
        """Every subscriber that has begun with this tenant, and those expected to begin."""
        found = await self.connections.fetch(tenant, LAG, tenant, list(expected))
        return [
            Lag(
                record["subscriber"],
                record["position"],
                record["newest"],
                record["age"] or timedelta(0),
                record["parked"],
                record["again"],
                record["reason"] or "",
                record["waits"],
            )
            for record in found
        ]

    async def due(
        self, tenants: Sequence[str], subscribers: Collection[str]
    ) -> list[tuple[str, str]]:
        """For which of the tenants which subscriber has something to do: one round trip for all."""

        async def read(connection: Connection) -> list[tuple[str, str]]:
            found = await connection.fetch(DUE, list(tenants), list(subscribers))
            return [(record["tenant"], record["subscriber"]) for record in found]

        return await self.connections.run(read, again=True) if tenants else []

    async def parked(self, tenant: str, limit: int = SHOWN) -> list[Parked]:
        """What was put aside and why, by subscriber and position."""
        found = await self.connections.fetch(tenant, PARKED, tenant, limit)
        return [Parked(*record) for record in found]

    async def retry_parked(
        self, tenant: str, subscriber: str, position: int | None = None
    ) -> list[int]:
        """Ask that what was parked be tried once more, by whichever process runs the subscriber.

        The positions that will be tried are answered; their effects come after those of later
        events. What fails again stays parked, with the new reason.
        """
        found = await self.connections.change(tenant, RETRY, tenant, subscriber, position)
        return sorted(record["position"] for record in found)
