"""Facts reach the bus in order, at least once, however often it dies."""

import asyncio
import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest

from domain.store.bus import Bus, BusUnavailable, Limits
from domain.store.cloud_events import Publication
from domain.store.memory import MemoryStore
from domain.store.relay import Relay
from tests.domain.store.nats_server import nats_server, needs_nats, numbered
from tests.domain.store.orders import PROJECTIONS, placed

pytestmark = needs_nats
AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
async def bus(nats):
    bus = Bus(nats.url)
    yield bus
    await bus.close()


@pytest.fixture
def relay(bus):
    return Relay(bus, "https://erp.example")


def facts(count, first=1, note=None):
    return [placed(f"o{n}", note=note).placed(n, AT) for n in range(first, first + count)]


def once(received):
    """The positions of each tenant as a consumer sees them that ignores what it has seen."""
    seen = defaultdict(dict)
    for each in received:
        tenant, _, position = each.rpartition(":")
        seen[tenant][int(position)] = None
    return {tenant: list(positions) for tenant, positions in seen.items()}


async def until_sent(relay, store, tenant, page=500):
    """What a subscriber does: its position moves when a page was taken, or else it tries again."""
    at, failures = 0, []
    while found := await store.page(tenant, at, page):
        try:
            await relay.handle(tenant, found)
            at = found[-1].position
        except BusUnavailable as error:
            failures.append(str(error))
            await asyncio.sleep(0.02)
    return failures


async def test_a_page_arrives_in_order_under_its_subject_and_with_its_id(nats, relay):
    await relay.handle("acme", facts(600))
    messages = await nats.stored()
    assert [m.headers["Nats-Msg-Id"] for m in messages] == [f"acme:{n}" for n in range(1, 601)]
    assert {m.subject for m in messages} == {"countersign.acme.domain.OrderPlaced"}
    assert {m.headers["Content-Type"] for m in messages} == {"application/cloudevents+json"}
    assert [json.loads(m.data)["id"] for m in messages] == [f"acme:{n}" for n in range(1, 601)]
    assert json.loads(messages[4].data)["subject"] == "o5"


async def test_what_postgres_has_recorded_leaves_as_it_was_recorded(nats, relay, postgres, tenant):
    await postgres.append(tenant, [placed("a", amount="0.10"), placed("b", due=AT)])
    await relay.handle(tenant, await postgres.page(tenant, 0))
    sent = [json.loads(message.data) for message in await nats.stored()]
    facts = await postgres.page(tenant, 0)
    assert [each["data"] for each in sent] == [f.event.model_dump(mode="json") for f in facts]
    assert [each["id"] for each in sent] == [f"{tenant}:1", f"{tenant}:2"]
    assert [datetime.fromisoformat(each["time"]) for each in sent] == [
        fact.recorded_at for fact in facts
    ]


async def test_nothing_to_send_needs_no_bus():
    await Relay(Bus("nats://127.0.0.1:1"), "here").handle("acme", [])


async def test_a_page_that_is_sent_twice_is_stored_once(nats, relay):
    await relay.handle("acme", facts(300))
    await relay.handle("acme", facts(300))
    await relay.handle("acme", facts(301))
    assert await nats.ids() == [f"acme:{n}" for n in range(1, 302)]


async def test_the_stream_is_made_with_its_limits_and_kept_on_disk(nats):
    limits = Limits(kept_for=timedelta(days=3), most_bytes=10_000_000)
    bus = Bus(nats.url, limits)
    await bus.publish(numbered("acme", 1))
    await bus.close()
    async with nats.client() as client:
        config = (await client.jetstream().stream_info("COUNTERSIGN")).config
    assert config.subjects == ["countersign.>"]
    assert (config.storage, config.max_age) == ("file", 3 * 24 * 3600)
    assert (config.max_bytes, config.duplicate_window) == (10_000_000, 600)


async def test_a_stream_that_somebody_has_set_up_stays_as_it_is(nats, bus):
    async with nats.client() as client:
        await client.jetstream().add_stream(name="COUNTERSIGN", subjects=["countersign.>"])
        await bus.publish(numbered("acme", 1))
        assert (await client.jetstream().stream_info("COUNTERSIGN")).config.max_age == 0


async def test_several_tenants_at_once_each_keep_their_order(nats, relay):
    tenants = [f"t{n}" for n in range(5)]
    await asyncio.gather(*(relay.handle(tenant, facts(700)) for tenant in tenants))
    expected = {tenant: list(range(1, 701)) for tenant in tenants}
    assert once(await nats.ids()) == expected


async def test_two_programs_that_send_at_once_keep_the_order_too(nats):
    buses = [Bus(nats.url) for _ in range(2)]
    await buses[0].publish(numbered("acme", 1))  # The stream is there before both send.
    sending = [bus.publish(numbered("acme", *range(1, 1001))) for bus in buses]
    await asyncio.gather(*sending, buses[0].publish(numbered("other", *range(1, 300))))
    for bus in buses:
        await bus.close()
    received = await nats.ids()
    assert once(received) == {"acme": list(range(1, 1001)), "other": list(range(1, 300))}
    assert len(received) == 1299


async def test_a_page_goes_on_where_it_stopped_though_others_wrote_in_between(nats, bus):
    await bus.publish(numbered("acme", 1, 2, 3))
    await bus.publish(numbered("other", 1))
    await bus.publish(numbered("acme", *range(1, 8)))
    assert await nats.ids() == [*(f"acme:{n}" for n in (1, 2, 3)), "other:1"] + [
        f"acme:{n}" for n in (4, 5, 6, 7)
    ]


async def test_a_bus_that_is_killed_in_the_middle_loses_nothing(nats, relay):
    store = MemoryStore(PROJECTIONS)
    await store.append("acme", [placed(f"o{n}", note="x" * 500) for n in range(2_000)])
    sending = asyncio.ensure_future(until_sent(relay, store, "acme"))
    for under_way in (100, 300, 450):
        while relay.bus.link is None or relay.bus.link.sent < under_way:
            await asyncio.sleep(0)
        nats.kill()
        async with asyncio.timeout(20):
            while relay.bus.link is not None:  # Until it has noticed.
                await asyncio.sleep(0)
        await asyncio.to_thread(nats.start)
    failures = await asyncio.wait_for(sending, 60)
    assert len(failures) >= 3, "The bus was not killed in the middle."
    assert once(await nats.ids()) == {"acme": list(range(1, 2_001))}


async def test_facts_wait_for_a_bus_that_is_not_there_yet(tmp_path):
    with nats_server(tmp_path) as nats:
        bus = Bus(nats.url)
        with pytest.raises(BusUnavailable) as refusal:
            await Relay(bus, "here").handle("acme", facts(3))
        assert f"The message bus at 127.0.0.1:{nats.port} does not answer" in str(refusal.value)
        assert "see that nats-server runs" in str(refusal.value)
        assert "Nothing is lost" in str(refusal.value)
        nats.start()
        await Relay(bus, "here").handle("acme", facts(3))
        assert await nats.ids() == ["acme:1", "acme:2", "acme:3"]
        await bus.close()


async def test_a_bus_that_was_started_again_between_two_pages_is_not_even_noticed(nats, bus):
    await bus.publish(numbered("acme", 1))
    link = bus.link
    await asyncio.to_thread(nats.kill)
    await asyncio.wait_for(link.lost.wait(), 5)
    await asyncio.to_thread(nats.start)
    await bus.publish(numbered("acme", 2))
    assert await nats.ids() == ["acme:1", "acme:2"]


def be_patient(bus, seconds):
    """As long as it takes on a busy machine, or no longer than the test wants to wait."""
    bus.patience = seconds
    if bus.link is not None:
        bus.link.patience = seconds


async def test_a_bus_that_hangs_is_given_up_and_loses_nothing(nats):
    bus = Bus(nats.url)
    await bus.publish(numbered("acme", 1))
    nats.hang()
    be_patient(bus, 0.5)
    for _ in range(2):
        with pytest.raises(BusUnavailable, match="does not answer"):
            await bus.publish(numbered("acme", *range(1, 500)))
    nats.go_on()
    be_patient(bus, 30)
    await bus.publish(numbered("acme", *range(1, 500)))
    assert once(await nats.ids()) == {"acme": list(range(1, 500))}
    await bus.close()


async def test_large_facts_do_not_wait_for_each_other_until_it_is_too_late(nats):
    bus = Bus(nats.url, patience=1)  # Nobody answers at first, so this is not too short.
    subject = "countersign.acme.orders.Placed"
    page = [Publication(f"acme:{n}", subject, b"x" * 900_000) for n in range(1, 41)]
    nats.hang()
    with pytest.raises(BusUnavailable, match="does not answer"):
        await asyncio.wait_for(bus.publish(page), 5)
    nats.go_on()
    be_patient(bus, 30)
    await bus.publish(page[:1])
    nats.hang()
    be_patient(bus, 1)
    with pytest.raises(BusUnavailable, match="no acknowledgement came"):
        await asyncio.wait_for(bus.publish(page), 5)
    nats.go_on()
    be_patient(bus, 30)
    await bus.publish(page)
    assert await nats.ids() == [each.id for each in page]
    await bus.close()


async def test_whoever_stops_in_the_middle_of_a_page_leaves_no_hole(nats, bus):
    for under_way in (0, 1, 200, 900):
        sending = asyncio.ensure_future(bus.publish(numbered("acme", *range(1, 2_000))))
        while under_way and (bus.link is None or bus.link.sent < under_way):
            await asyncio.sleep(0)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    await bus.publish(numbered("acme", *range(1, 2_000)))
    assert await nats.ids() == [f"acme:{n}" for n in range(1, 2_000)]


async def test_a_fact_that_is_too_large_goes_without_its_data(nats, relay):
    await relay.handle("acme", facts(1, note="x" * 2_000_000))
    [message] = await nats.stored()
    sent = json.loads(message.data)
    assert sent["toolarge"] is True
    assert "data" not in sent
