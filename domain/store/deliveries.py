"""Deliveries: what came in from outside and was acknowledged, kept until it is dealt with."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.store.connections import Connections

ADD = """
insert into es.deliveries (tenant, delivery, kind, body, held)
values ($1, $2, $3, $4, clock_timestamp() + make_interval(secs => $5)) on conflict do nothing
returning delivery
"""
DONE = """
update es.deliveries set done_at = clock_timestamp(), body = null
 where tenant = $1 and delivery = $2
"""
LEFT = """
update es.deliveries d set held = clock_timestamp() + make_interval(secs => $2)
  from (select delivery from es.deliveries
         where tenant = $1 and done_at is null and held < clock_timestamp()
         order by at limit $3 for update skip locked) as due
 where d.tenant = $1 and d.delivery = due.delivery
returning d.delivery, d.kind, d.body, extract(epoch from clock_timestamp() - d.at) as age
"""


@dataclass(frozen=True)
class Delivery:
    """One that nobody has dealt with, and how many seconds ago it came."""

    delivery: str
    kind: str
    body: dict[str, Any]
    age: float


class PostgresDeliveries:
    """Whoever takes one in holds it for a while; whoever died holds it no longer."""

    def __init__(self, connections: Connections) -> None:
        self.connections = connections

    async def add(
        self, tenant: str, delivery: str, kind: str, body: Mapping[str, Any], hold: float
    ) -> bool:
        """Whether it is the first of its name; a second one is somebody else's already."""
        told = json.dumps(body, ensure_ascii=False)
        found = await self.connections.change(tenant, ADD, tenant, delivery, kind, told, hold)
        return bool(found)

    async def done(self, tenant: str, delivery: str) -> None:
        await self.connections.change(tenant, DONE, tenant, delivery)

    async def left(self, tenant: str, hold: float, most: int) -> list[Delivery]:
        """Those whose holder did not come back, held anew by the caller, the oldest first."""
        found = await self.connections.change(tenant, LEFT, tenant, hold, most)
        read = [
            Delivery(
                record["delivery"],
                record["kind"],
                json.loads(record["body"]),
                float(record["age"]),
            )
            for record in found
        ]
        return sorted(read, key=lambda each: -each.age)
