"""Events that were written in an earlier form are read, folded and rebuilt in today's."""

import json
from datetime import date

import pytest

from domain.kernel import Cause, Event, Fact, Projection, Row
from domain.store.codec import Codec
from domain.store.event_store import StoreUnavailable
from domain.store.postgres import PostgresStore
from tests.own_database import own_database


def made(version, **fields):
    """The event as each version of the program knew it, under one name."""
    return type(
        "TripBooked", (Event,), {"__module__": __name__, "schema_version": version, **fields}
    )


First = made(1, __annotations__={"where": str, "day": str})
Second = made(2, __annotations__={"place": str, "day": str})
TripBooked = made(3, __annotations__={"place": str, "day": date, "nights": int})
UPCASTERS = {
    ("TripBooked", 1): lambda old: {"place": old["where"], "day": old["day"]},
    ("TripBooked", 2): lambda old: {**old, "nights": 0},
}


class Trip(Row):
    trip: str
    place: str
    nights: int = 0


trips = Projection(
    name="test_trips",
    row=Trip,
    key=(Trip.trip,),
    of=(TripBooked,),
    touches=lambda fact: [Trip(trip=fact.stream, place=fact.event.place)],
    project=lambda row, fact: row.model_copy(update={"nights": fact.event.nights}),
)


def booked(name, event):
    return Fact(name, 1, event, Cause(("ana",)))


@pytest.fixture
async def fresh(server):
    """A database of its own: the other tests' events have other forms."""
    async with own_database(server.dsn) as dsn:
        yield dsn


def test_a_payload_is_lifted_step_by_step():
    codec = Codec([TripBooked], UPCASTERS)

    def read(version, payload):
        told = ("s", 1, "TripBooked", version, json.dumps(payload), "{}", 1, None)
        return codec.fact(told).event

    today = TripBooked(place="Rome", day=date(2026, 1, 15), nights=0)
    assert read(1, {"where": "Rome", "day": "2026-01-15"}) == today
    assert read(2, {"place": "Rome", "day": "2026-01-15"}) == today
    assert read(3, {"place": "Rome", "day": "2026-01-15", "nights": 0}) == today
    with pytest.raises(StoreUnavailable, match="in form 4, which this program cannot read"):
        read(4, {})


async def test_a_newer_program_reads_and_folds_what_an_older_one_wrote(fresh, tenant):
    older = await PostgresStore.open(fresh, [First], [trips])
    await older.append(tenant, [booked("t-1", First(where="Rome", day="2026-01-15"))])
    await older.close()
    newer = await PostgresStore.open(fresh, [TripBooked], [trips], None, UPCASTERS)
    await newer.append(
        tenant, [booked("t-2", TripBooked(place="Oslo", day=date(2026, 2, 1), nights=2))]
    )
    lifted = (await newer.load(tenant, ["t-1"]))["t-1"][0].event
    assert lifted == TripBooked(place="Rome", day=date(2026, 1, 15), nights=0)
    await newer.rebuild(tenant)
    rows = (await newer.rows(tenant, trips.where())).rows
    assert [(row.place, row.nights) for row in rows] == [("Rome", 0), ("Oslo", 2)]
    assert [finding async for finding in newer.verify(tenant)] == []
    await newer.close()
