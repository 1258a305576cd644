"""Chains: each link hashes its predecessor's hash and its own content, computed again in ranges."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.store.connections import Connection, Record

RANGE = 10_000
SHOWN = 20  # Findings of one kind; a broken link breaks all that follow.

# What was hashed is the text of a JSON array, spaced as Postgres spaces it. To put it together
# from the texts of its parts takes the server less time than to build the array.
EVENT = """'[' || concat_ws(', ', hash_v, to_json(tenant), position, to_json(stream),
    stream_version, to_json(type), schema_version, payload, metadata,
    coalesce(to_json(idem_key)::text, 'null'), coalesce(command_size::text, 'null'),
    (extract(epoch from recorded_at) * 1000000)::bigint) || ']'"""
ENTRY = """'[' || concat_ws(', ', hash_v, to_json(tenant), position, to_json(trace), entry,
    (extract(epoch from at) * 1000000)::bigint) || ']'"""

# The hash is compared where the rows are: what agrees need not travel. The range begins with the
# last row of the one before it, whose hash is taken as it stands there.
LINKS = """
select position, earlier, position is distinct from earlier + 1 as gap,
       hash is distinct from again as changed, coalesce(at < sooner, false) as early,
       coalesce(keyed, false) as keyed, place
  from (select position, hash, {time} as at, {keyed} as keyed, {place} as place,
               pg_catalog.sha256(lag(hash, 1, pg_catalog.sha256('genesis')) over w
                                 || convert_to({content}, 'UTF8')) as again,
               lag({time}) over w as sooner,
               coalesce(lag(position) over w,
                        (select max(b.position) from {table} b
                          where b.tenant = $1 and b.position < e.position), 0) as earlier
          from {table} e where tenant = $1 and position between $2 and $3
        window w as (order by position)) links
 where position > $2 and (position is distinct from earlier + 1 or hash is distinct from again
                          or at < sooner or keyed)
 order by position limit {limit}
"""
STREAMS = f"""
select stream, stream_version, earlier, position < place as misplaced
  from (select stream, stream_version, position,
               lag(stream_version, 1, 0::bigint) over w as earlier,
               lag(position, 1, 0::bigint) over w as place
          from es.events where tenant = $1
        window w as (partition by stream order by stream_version)) versions
 where stream_version <> earlier + 1 or position < place
 order by stream, stream_version limit {SHOWN + 1}
"""


@dataclass(frozen=True)
class Chain:
    """A table of which every row stands for all rows before it."""

    noun: str
    table: str
    content: str
    place: str = "null"
    time: str = "null::timestamptz"
    keyed: str = "false"

    @property
    def links(self) -> str:
        return LINKS.format(
            table=self.table,
            content=self.content,
            place=self.place,
            time=self.time,
            keyed=self.keyed,
            limit=SHOWN + 1,
        )

    async def length(self, connection: Connection, tenant: str) -> int:
        found = await connection.fetchval(
            f"select coalesce(max(position), 0) from {self.table} where tenant = $1", tenant
        )
        return int(found)

    async def faults(
        self, connection: Connection, tenant: str, after: int, until: int
    ) -> list[str]:
        """What is wrong with the rows behind one position and up to another."""
        found = await connection.fetch(self.links, tenant, after, until)
        return [sentence for record in found for sentence in self._said(record)]

    def _said(self, record: Record) -> Iterator[str]:
        position, earlier = record["position"], record["earlier"]
        if record["gap"]:
            yield f"Between positions {earlier} and {position} the {self.noun} is missing."
        elif record["changed"]:
            place = f"; it stands as {record['place']}" if record["place"] else ""
            yield f"The {self.noun} at position {position} is not what was recorded there{place}."
        if record["early"]:
            yield f"The {self.noun} at position {position} is older than the one before it."
        if record["keyed"]:
            yield f"The {self.noun} at position {position} has a key or a size that cannot be."


EVENTS = Chain(
    noun="event",
    table="es.events",
    content=EVENT,
    place="format('version %s of %s', stream_version, stream)",
    time="recorded_at",
    keyed="(idem_key is null) <> (command_size is null) or command_size < 1",
)
LEDGER = Chain(noun="ledger entry", table="es.ledger", content=ENTRY)
CHAINS: Mapping[str, Chain] = {"events": EVENTS, "ledger": LEDGER}


def ranges(length: int) -> list[tuple[int, int]]:
    """Stretches of a chain that can be looked at by themselves, each behind a position."""
    return [(after, after + RANGE) for after in range(0, length, RANGE)]


async def broken_streams(connection: Connection, tenant: str) -> list[str]:
    """Streams whose versions do not count from one upwards in the order of positions."""
    return [_broken(*record) for record in await connection.fetch(STREAMS, tenant)]


def _broken(stream: str, version: int, earlier: int, misplaced: bool) -> str:
    if version <= earlier:
        return f"Version {version} of {stream} is there twice."
    if version > earlier + 1:
        return f"Before version {version} of {stream} an event is missing."
    return f"Version {version} of {stream} stands before version {earlier}."


def shortened(found: list[str], about: str) -> list[str]:
    """The first findings of a kind, and a word about the others."""
    if len(found) <= SHOWN:
        return found
    return [*found[:SHOWN], f"There are more findings about {about}."]


async def whole(connection: Connection, tenant: str, chain: Chain) -> list[str]:
    """Findings about a chain from its beginning to its end, on one connection."""
    found: list[str] = []
    for after, until in ranges(await chain.length(connection, tenant)):
        found += await chain.faults(connection, tenant, after, until)
        if len(found) > SHOWN:
            break
    return shortened(found, f"the {chain.noun} chain")
