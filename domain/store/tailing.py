"""Tails: what streams have behind what is known of them, checked and read by one question."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby

from domain.kernel import Fact
from domain.store.codec import COLUMNS, Codec
from domain.store.connections import Connections, Record
from domain.store.event_store import Known, Tail
from domain.store.loading import Together

NAMES = COLUMNS.split(", ")
# The offset and the order keep each stream a look-up by itself, for Postgres cannot know how few.
# The event at the known version comes along as the witness of it, without its payload.
SHOWN = ", ".join(
    "case when e.stream_version > k.version then e.payload end as payload"
    if name == "payload"
    else f"e.{name}"
    for name in NAMES
)
TAILS = f"""
with k as materialized (
    select u.n, u.stream, coalesce(s.version, u.version) as version,
           coalesce(s.hash, u.hash) as hash, s.state
      from unnest($2::text[], $3::bigint[], $4::bytea[], $5::text[])
           with ordinality as u (stream, version, hash, rule, n)
      left join lateral (
           select * from es.snapshots f
            where f.tenant = $1 and f.stream = u.stream and f.fingerprint = u.rule
              and u.version = 0 offset 0) s on true
)
select {SHOWN}, e.hash, k.n, k.version as known,
       e.stream_version = k.version and e.hash = k.hash as witness,
       case when e.stream_version = k.version then k.state end as state
  from k left join lateral (
       select * from es.events e
        where e.tenant = $1 and e.stream = k.stream and e.stream_version >= k.version
        order by e.stream_version) e on true
 order by k.n, e.stream_version
"""
Asked = tuple[str, Known]
Opened = Mapping[tuple[str, int], Fact]


class Tails:
    """What a state was folded from and what has come since are read, and compared, together."""

    def __init__(self, connections: Connections, codec: Codec) -> None:
        self.connections = connections
        self.codec = codec
        self.together: Together[Asked, Tail] = Together(self._read)

    async def behind(self, tenant: str, known: Mapping[str, Known]) -> dict[str, Tail]:
        found = await self.together.ask(tenant, tuple(known.items())) if known else {}
        return {stream: found[stream, what] for stream, what in known.items()}

    async def _read(self, tenant: str, asked: Collection[Asked]) -> Mapping[Asked, Tail]:
        """All at one moment: where something known does not hold, everything is asked again."""
        trusted = [(stream, known) for stream, known in asked]
        while True:
            tails = await self._tails(tenant, trusted)
            if None not in tails:
                whole = (tail for tail in tails if tail is not None)
                return dict(zip(asked, whole, strict=True))
            pairs = zip(trusted, tails, strict=True)
            trusted = [(stream, known if tail else Known()) for (stream, known), tail in pairs]

    async def _tails(self, tenant: str, asked: Sequence[Asked]) -> list[Tail | None]:
        """The tail of each stream; None where the witness of what was known is another, or gone."""
        columns = (
            [stream for stream, _ in asked],
            [known.version for _, known in asked],
            [bytes.fromhex(known.mark) for _, known in asked],
            [known.rule for _, known in asked],
        )
        ask = partial(self.connections.fetch, tenant)
        records = await ask(TAILS, tenant, *columns)
        told = [r for r in records if r["payload"] is not None]
        opened = await self.codec.facts(tenant, [tuple(r)[: len(NAMES)] for r in told], ask)
        facts = {(fact.stream, fact.version): fact for fact in opened}
        groups = groupby(records, lambda each: each["n"])
        return [self._tail(list(group), facts) for _, group in groups]

    def _tail(self, records: Sequence[Record], facts: Opened) -> Tail | None:
        first, *rest = records
        since = first["known"]
        if since == 0:
            return Tail(0, of(records, facts), mark_of(records[-1]))
        if not first["witness"]:
            return None
        return Tail(since, of(rest, facts), mark_of(records[-1]), first["state"] or "")


def of(records: Iterable[Record], facts: Opened) -> tuple[Fact, ...]:
    """The facts of these records; a stream that is not there has one record with nothing in it."""
    there = (record for record in records if record["stream"] is not None)
    return tuple(facts[record["stream"], record["stream_version"]] for record in there)


def mark_of(record: Record) -> str:
    return record["hash"].hex() if record["hash"] else ""
