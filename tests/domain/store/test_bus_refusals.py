"""What the bus does not take is said to the person who runs it, and harms nobody else."""

import asyncio

import pytest

from domain.store.bus import Bus, BusUnavailable
from domain.store.cloud_events import Publication
from tests.domain.store.nats_server import free_port, needs_nats, numbered

pytestmark = needs_nats


@pytest.fixture
async def bus(nats):
    bus = Bus(nats.url)
    yield bus
    await bus.close()


async def test_nothing_gets_ahead_of_a_fact_that_the_bus_refuses(nats, bus):
    """Not even what would fit, or the refused one would come too late when it is taken."""
    async with nats.client() as client:
        stream = client.jetstream()
        await stream.add_stream(name="COUNTERSIGN", subjects=["countersign.>"], max_msg_size=1_000)
        page = numbered("acme", 1, 2, 3, 4)
        page[2] = Publication("acme:3", page[2].subject, b"x" * 2_000)
        with pytest.raises(BusUnavailable, match=r"does not take what is sent .*exceeds maximum"):
            await bus.publish(page)
        assert await nats.ids() == ["acme:1", "acme:2"]
        await stream.update_stream(name="COUNTERSIGN", subjects=["countersign.>"], max_msg_size=-1)
    await bus.publish(page)
    assert await nats.ids() == [f"acme:{n}" for n in (1, 2, 3, 4)]


async def test_one_tenant_whose_fact_is_refused_does_not_take_the_bus_from_others(nats, bus):
    large = Publication("acme:1", "countersign.acme.orders.Placed", b"x" * 2_000_000)
    await bus.publish(numbered("other", 1))
    link = bus.link
    with pytest.raises(BusUnavailable):
        await bus.publish([large])
    assert bus.link is link
    await bus.publish(numbered("other", 2))


async def test_a_server_without_jetstream_is_told_from_one_that_is_away(nats, bus):
    nats.kill()
    nats.start("-DV")
    with pytest.raises(BusUnavailable, match="runs without JetStream: start it with"):
        await bus.publish(numbered("acme", 1))


async def test_a_wrong_password_is_said_and_not_shown(nats):
    nats.kill()
    nats.start("-js", "--user", "relay", "--pass", "right")
    bus = Bus(f"nats://relay:secret-word@127.0.0.1:{nats.port}", patience=2)
    with pytest.raises(BusUnavailable, match="check the user and password") as refusal:
        await bus.publish(numbered("acme", 1))
    assert "secret-word" not in str(refusal.value)


async def test_an_address_that_is_none_is_said():
    with pytest.raises(BusUnavailable, match="see that nats-server runs and that NATS_URL"):
        await Bus("nats://bus:not-a-port").publish(numbered("acme", 1))


async def test_what_is_too_large_for_the_server_is_named_before_anything_is_sent(nats, bus):
    large = Publication("acme:2", "countersign.acme.orders.Placed", b"x" * 2_000_000)
    with pytest.raises(BusUnavailable, match=r"acme:2 has 2,000,.*raise max_payload"):
        await bus.publish([*numbered("acme", 1), large])
    await bus.publish(numbered("acme", 1))
    assert await nats.ids() == ["acme:1"]


async def test_other_people_have_the_port(tmp_path):
    async def greet(reader, writer):
        writer.write(b"220 mail.example ESMTP\r\n")
        await writer.drain()
        writer.close()

    port = free_port()
    async with await asyncio.start_server(greet, "127.0.0.1", port):
        with pytest.raises(BusUnavailable, match="does not answer"):
            await Bus(f"nats://127.0.0.1:{port}").publish(numbered("acme", 1))
