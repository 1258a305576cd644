"""Tails and snapshots: read in one question, believed as far as the facts confirm them."""

import asyncio
import random
from dataclasses import replace

import pytest

from domain.command_handler import aggregates
from domain.command_handler.aggregates import EVERY, Aggregates, Hot
from domain.kernel import Refused
from domain.store.event_store import Known, Snapshot, StoreUnavailable
from domain.store.states import fingerprint, text_of
from tests.domain.store.orders import bare
from tests.domain.store.shelf import Shelf, deliveries, shelf

LONG = 3 * EVERY
RULE = Known(rule=fingerprint(shelf))


async def read(store, tenant, hot=None, stream="s"):
    return (await Aggregates(store, tenant, hot or Hot()).read({stream: shelf}))[stream]


async def known(store, tenant, stream="s"):
    tail = (await store.tails(tenant, {stream: Known()}))[stream]
    return Known(tail.version, tail.mark)


async def kept(store, tenant, stream="s"):
    """The version at which a snapshot stands, or 0."""
    return (await store.tails(tenant, {stream: RULE}))[stream].since


@pytest.fixture
async def long(store, tenant):
    """A long stream of which a snapshot was kept when it was first folded."""
    await store.append(tenant, deliveries("s", range(LONG)))
    await read(store, tenant)
    return store


async def test_a_tail_is_what_came_behind_what_is_known(store, tenant):
    await store.append(tenant, deliveries("s", [5, 6]))
    before = await known(store, tenant)
    more = deliveries("s", [7], behind=2)
    await store.append(tenant, more)
    tails = await store.tails(tenant, {"s": before, "none": Known()})
    assert bare(tails["s"].facts) == bare(more)
    assert (tails["s"].since, tails["s"].version) == (2, 3)
    assert tails["s"].mark not in ("", before.mark)
    assert (tails["none"].version, tails["none"].facts, tails["none"].mark) == (0, (), "")
    at_the_end = await known(store, tenant)
    nothing = (await store.tails(tenant, {"s": at_the_end}))["s"]
    assert (nothing.since, nothing.facts, nothing.mark) == (3, (), at_the_end.mark)


@pytest.mark.parametrize("wrong", [Known(2, "00"), Known(9, "00"), Known(2, ""), Known(9, "")])
async def test_what_the_facts_do_not_confirm_is_not_believed(store, tenant, wrong):
    facts = deliveries("s", [5, 6, 7])
    await store.append(tenant, facts)
    await store.append(tenant, deliveries("t", [1]))
    right = await known(store, tenant, "t")
    tails = await store.tails(tenant, {"s": wrong, "t": right, "none": wrong})
    assert tails["s"].since == 0 and bare(tails["s"].facts) == bare(facts)
    assert tails["t"].since == 1 and tails["t"].facts == ()
    assert (tails["none"].since, tails["none"].facts) == (0, ())


async def test_a_long_stream_is_loaded_as_one_row_and_a_tail(long, tenant):
    assert await kept(long, tenant) == LONG
    await long.append(tenant, deliveries("s", [1000], behind=LONG))
    tail = (await long.tails(tenant, {"s": RULE}))["s"]
    assert (tail.since, len(tail.facts)) == (LONG, 1)
    found = await read(long, tenant)
    assert found.state == shelf.after((await long.load(tenant, ["s"]))["s"])
    assert (found.version, found.kept) == (LONG + 1, LONG)


@pytest.mark.parametrize("seed", range(4))
async def test_whoever_appends_and_reads_in_whatever_order_reads_the_truth(
    store, tenant, monkeypatch, seed
):
    """Two memories, too small for all streams; snapshots come, go stale and are thrown away."""
    monkeypatch.setattr(aggregates, "EVERY", 5)
    chance = random.Random(seed)
    readers = [Aggregates(store, tenant, Hot(most)) for most in (1, 3)]
    streams = dict.fromkeys("abcd", shelf)
    lengths = dict.fromkeys(streams, 0)
    for _ in range(40):
        stream = chance.choice("abcd")
        more = deliveries(stream, chance.choices(range(9), k=chance.choice((1, 1, 2, 7))))
        behind = lengths[stream]
        await store.append(tenant, [replace(f, version=f.version + behind) for f in more])
        lengths[stream] += len(more)
        if chance.random() < 0.1:
            await store.drop_snapshots(tenant)
        wanted = dict.fromkeys(chance.sample("abcd", 3), shelf)
        read = await chance.choice(readers).read(wanted)
        histories = await store.load(tenant, wanted)
        for each in wanted:
            assert read[each].version == lengths[each]
            assert read[each].state == shelf.after(histories[each])


async def test_a_short_stream_has_no_snapshot(store, tenant):
    await store.append(tenant, deliveries("s", range(EVERY - 1)))
    await read(store, tenant)
    assert await kept(store, tenant) == 0


async def test_a_stream_that_grows_while_it_is_hot_has_one_in_the_end(store, tenant):
    hot, step = Hot(), EVERY // 4
    for start in range(0, 2 * EVERY, step):
        await store.append(tenant, deliveries("s", range(step), behind=start))
        await read(store, tenant, hot)
    assert await kept(store, tenant) == 2 * EVERY


async def test_a_snapshot_is_kept_once_for_so_many_facts_and_not_with_every_read(
    long, tenant, monkeypatch
):
    times, hot, keep = [], Hot(), long.keep_snapshot

    async def counted(tenant, snapshot):
        times.append(snapshot.version)
        await keep(tenant, snapshot)

    monkeypatch.setattr(long, "keep_snapshot", counted)
    for n in range(EVERY + 2):
        await long.append(tenant, deliveries("s", [1], behind=LONG + n))
        await read(long, tenant, hot)
    assert times == [LONG + EVERY]


async def test_without_its_snapshots_a_business_reads_the_same(long, tenant):
    before = await read(long, tenant)
    await long.drop_snapshots(tenant)
    assert await kept(long, tenant) == 0
    after = await read(long, tenant)
    assert (after.version, after.state) == (before.version, before.state)


async def test_what_another_rule_made_is_not_read(long, tenant):
    tail = (await long.tails(tenant, {"s": Known(rule="another")}))["s"]
    assert (tail.since, len(tail.facts), tail.snapshot) == (0, LONG, "")


async def test_a_snapshot_whose_fact_does_not_stand_is_not_read(long, tenant):
    right = await read(long, tenant)
    forged = text_of(shelf, Shelf(received=-1))
    for version, mark in (LONG, "00"), (LONG + 1, right.mark), (1, right.mark):
        wrong = Snapshot("s", "shelf", version, mark, fingerprint(shelf), forged)
        await long.keep_snapshot(tenant, wrong)
        assert (await read(long, tenant)).state == right.state
        assert (await read(long, tenant, Hot())).state == right.state


async def test_a_state_that_cannot_be_read_is_folded_again(long, tenant, caplog):
    right = await read(long, tenant)
    unreadable = '{"received": "many"}'
    broken = Snapshot("s", "shelf", LONG, right.mark, fingerprint(shelf), unreadable)
    await long.keep_snapshot(tenant, broken)
    assert (await read(long, tenant)).state == right.state
    assert "left aside" in caplog.text
    caplog.clear()
    assert (await read(long, tenant)).state == right.state  # The broken one was replaced.
    assert not caplog.text


async def test_a_business_has_the_snapshots_of_no_other(long, tenant):
    other = f"{tenant}-other"
    await long.append(other, deliveries("s", [1]))
    assert (await read(long, other)).state == Shelf(1, 1)
    await long.drop_snapshots(other)
    assert await kept(long, tenant) == LONG


@pytest.mark.parametrize("name", ["", "UPPER", "a'; drop table es.events; --"])
async def test_a_business_with_a_strange_name_has_no_tails(store, name):
    for asked in (
        store.tails(name, {"s": Known()}),
        store.drop_snapshots(name),
        store.keep_snapshot(name, Snapshot("s", "shelf", 1, "00", "rule", "{}")),
    ):
        with pytest.raises(Refused, match="no name for a business"):
            await asked


async def test_a_snapshot_that_cannot_be_kept_keeps_nobody_from_reading(
    store, tenant, monkeypatch, caplog
):
    async def full(tenant, snapshot):
        raise StoreUnavailable("The disk of the database is full.")

    monkeypatch.setattr(store, "keep_snapshot", full)
    await store.append(tenant, deliveries("s", [1] * LONG))
    assert (await read(store, tenant)).state == Shelf(LONG, LONG)
    assert "No snapshot of s" in caplog.text


@pytest.fixture
def asked(postgres, monkeypatch):
    """The streams of each question that reaches the database."""
    questions = []
    fetch = postgres.connections.fetch

    async def noting(tenant, statement, *arguments, **how):
        questions.append(arguments[1])
        return await fetch(tenant, statement, *arguments, **how)

    monkeypatch.setattr(postgres.connections, "fetch", noting)
    return questions


async def test_tails_that_are_asked_for_at_the_same_moment_share_a_question(
    postgres, tenant, asked
):
    await postgres.append(tenant, [*deliveries("s", [1, 2]), *deliveries("t", [3])])
    right = await known(postgres, tenant)
    asked.clear()
    one, other, same = await asyncio.gather(
        postgres.tails(tenant, {"s": right, "t": Known()}),
        postgres.tails(tenant, {"s": Known(), "u": Known()}),
        postgres.tails(tenant, {"s": right}),
    )
    assert asked == [["s", "t", "s", "u"]]
    assert (one["s"].since, other["s"].since, same["s"].since) == (2, 0, 2)
    assert one["s"] is same["s"] and one.keys() == {"s", "t"} and other.keys() == {"s", "u"}


async def test_a_snapshot_and_its_tail_are_one_question(postgres, tenant, asked):
    await postgres.append(tenant, deliveries("s", range(LONG)))
    await read(postgres, tenant)
    asked.clear()
    await read(postgres, tenant)
    assert asked == [["s"]]


async def test_a_stream_that_became_shorter_is_folded_from_the_first(postgres, tenant, owner):
    """As after a restore: later facts have gone, and others stand in their place."""
    hot = Hot()
    await postgres.append(tenant, deliveries("s", [1] * LONG))
    assert (await read(postgres, tenant, hot)).state.received == LONG
    await owner.execute("delete from es.events where tenant = $1 and position > 1", tenant)
    assert (await read(postgres, tenant, hot)).state == Shelf(1, 1)
    assert (await read(postgres, tenant)).state == Shelf(1, 1)
    await postgres.append(tenant, deliveries("s", [2] * (LONG - 1), behind=1))
    right = Shelf(2 * LONG - 1, LONG)
    assert (await read(postgres, tenant, hot)).state == right
    assert (await read(postgres, tenant)).state == right


async def test_a_cache_that_is_ahead_of_the_truth_is_dropped(postgres, tenant, owner):
    """The same version, the same position, another fact."""
    hot = Hot()
    await postgres.append(tenant, deliveries("s", [1, 1, 1]))
    await read(postgres, tenant, hot)
    await owner.execute("delete from es.events where tenant = $1 and position = 3", tenant)
    await postgres.append(tenant, deliveries("s", [100], behind=2))
    assert (await read(postgres, tenant, hot)).state == Shelf(102, 3)


async def test_the_wall_between_businesses_stands_around_snapshots(postgres, tenant):
    await postgres.append(tenant, deliveries("s", range(LONG)))
    await read(postgres, tenant)
    count = "select count(*) as n from es.snapshots"
    [mine] = await postgres.connections.fetch(tenant, count)
    [theirs] = await postgres.connections.fetch(f"{tenant}-other", count)
    assert (mine["n"], theirs["n"]) == (1, 0)


async def test_a_wrong_snapshot_is_found_by_whoever_verifies(postgres, tenant):
    postgres.verification.deciders = {"shelf": shelf}

    async def findings():
        return [finding async for finding in postgres.verify(tenant)]

    await postgres.append(tenant, deliveries("s", range(LONG)))
    right = await read(postgres, tenant)
    assert await findings() == []
    rule = fingerprint(shelf)
    truth = text_of(shelf, right.state)
    for version, state in (LONG, '{"received": 1}'), (LONG, '{"odd": 1}'), (LONG + 9, truth):
        wrong = Snapshot("s", "shelf", version, right.mark, rule, state)
        await postgres.keep_snapshot(tenant, wrong)
        [finding] = await findings()
        assert finding.startswith(f"The snapshot of s at version {version} is not what")
    stale = Snapshot("s", "shelf", LONG, right.mark, "another rule", "{}")
    await postgres.keep_snapshot(tenant, stale)
    assert await findings() == []
