"""Turns and denials of a span of time are counted alike in memory and on Postgres."""

import asyncio
from datetime import UTC, datetime, timedelta

TURN = {"what": "turn", "tier": 1, "kind": "answer", "model": [], "elapsed_ms": 4.5}
MODELLED = TURN | {"tier": 3, "model": [{"stop": "end_turn"}]}
DENIED = {"what": "verdict", "kind": "draft", "verdict": "denied", "control": "A11"}
ALLOWED = DENIED | {"verdict": "allowed", "control": ""}
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def told(rows):
    return sorted(
        (r["what"], r["tier"] or 0, r["kind"], r["stop"], r["entries"], int(r["elapsed_ms"]))
        for r in rows
    )


async def test_turns_count_by_tier_and_denials_by_control(store, tenant):
    await store.enter(tenant, "t", [TURN, TURN, MODELLED, DENIED, ALLOWED], durable=False)
    found = await store.tally(tenant, *ALWAYS)
    assert told(found) == [
        ("turn", 1, "answer", "", 2, 9),
        ("turn", 3, "answer", "end_turn", 1, 4),
        ("verdict", 0, "draft", "", 1, 0),
    ]
    assert {row["control"] for row in found} == {"", "A11"}


async def test_a_business_without_entries_has_nothing_to_count(store, tenant):
    await store.enter(f"{tenant}-other", "t", [TURN], durable=False)
    assert await store.tally(tenant, *ALWAYS) == []


async def test_only_what_lies_in_the_span_is_counted(store, tenant):
    for _ in range(7):
        await store.enter(tenant, "t", [TURN, DENIED], durable=False)
        await asyncio.sleep(0.002)
    moments = [entry["at"] for entry in await store.ledger(tenant)]
    first, third, last = moments[0], moments[4], moments[-1]
    counted = [
        sum(row["entries"] for row in await store.tally(tenant, since, until))
        for since, until in (
            (first, last),
            (third, last),
            (last, last + timedelta(days=1)),
            (last + timedelta(days=1), last + timedelta(days=2)),
        )
    ]
    inside = [
        sum(since <= at < until for at in moments)
        for since, until in (
            (first, last),
            (third, last),
            (last, last + timedelta(days=1)),
            (last + timedelta(days=1), last + timedelta(days=2)),
        )
    ]
    assert counted == inside
