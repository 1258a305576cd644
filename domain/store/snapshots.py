"""Snapshots in Postgres: kept, thrown away, and compared with what they stand for."""

from collections.abc import AsyncIterator, Mapping

from domain.kernel import AnyDecider
from domain.store.codec import Codec
from domain.store.connections import Connection, Connections
from domain.store.event_store import Snapshot
from domain.store.history import STREAMS
from domain.store.states import Unreadable, fingerprint, revived

KEEP = "select es.keep_snapshot($1, $2, $3, $4, $5, $6, $7)"
DROP = "delete from es.snapshots where tenant = $1"
ALL = (
    "select stream, decider, version, fingerprint, state from es.snapshots where tenant = $1"
    " order by stream"
)


class Snapshots:
    """Kept after the append and beside it; whoever reads one sees that its fact still stands."""

    def __init__(self, connections: Connections) -> None:
        self.connections = connections

    async def keep(self, tenant: str, snapshot: Snapshot) -> None:
        values = (
            *(snapshot.stream, snapshot.decider, snapshot.version),
            *(bytes.fromhex(snapshot.mark), snapshot.rule, snapshot.state),
        )
        await self.connections.fetch(tenant, KEEP, tenant, *values)

    async def drop(self, tenant: str) -> None:
        await self.connections.fetch(tenant, DROP, tenant)


async def wrong_snapshots(
    connection: Connection, tenant: str, codec: Codec, deciders: Mapping[str, AnyDecider]
) -> AsyncIterator[str]:
    """Findings about snapshots that are not what the events say, in words.

    The connection already speaks for the tenant. What another rule made is never read, and
    therefore not wrong.
    """
    for record in await connection.fetch(ALL, tenant):
        decider = deciders.get(record["decider"])
        if decider is None or fingerprint(decider) != record["fingerprint"]:
            continue
        stream, version = record["stream"], record["version"]
        events = await connection.fetch(STREAMS, tenant, [stream])
        facts = await codec.facts(tenant, events[:version], connection.fetch)
        try:
            right = len(facts) == version and revived(decider, record["state"]) == decider.after(
                facts
            )
        except Unreadable:
            right = False
        if not right:
            yield (
                f"The snapshot of {stream} at version {version} is not what the events say: "
                "throw the snapshots away."
            )
