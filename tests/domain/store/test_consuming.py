"""The consumer of the how-to page works as the page says."""

import asyncio
import os
import re
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.store.bus import Bus, Limits
from domain.store.relay import Relay
from tests.domain.store.nats_server import nats_server, needs_nats
from tests.domain.store.orders import placed

pytestmark = needs_nats
PAGE = Path(__file__).parents[3] / "docs/how-to/consume-events.md"
WINDOW = timedelta(milliseconds=100)  # The shortest that JetStream allows.


@pytest.fixture
def server(tmp_path):
    with nats_server(tmp_path / "bus") as server:
        server.start()
        yield server


@pytest.fixture
def program(tmp_path):
    [code] = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    path = tmp_path / "consumer.py"
    path.write_text(code, "utf-8")
    return path


@pytest.fixture
async def relay(server):
    bus = Bus(server.url, Limits(duplicates=WINDOW))
    yield Relay(bus, "https://erp.example")
    await bus.close()


@asynccontextmanager
async def running(program, server):
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        program,
        cwd=program.parent,
        env={**os.environ, "NATS_URL": server.url},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield process.stdout
    finally:
        process.kill()
        await process.communicate()


async def positions(output, count):
    lines = [await asyncio.wait_for(output.readline(), 20) for _ in range(count)]
    return [int(line.split()[0]) for line in lines]


def facts(first, last):
    at = datetime(2026, 3, 4, tzinfo=UTC)
    return [placed(f"o{n}").placed(n, at) for n in range(first, last + 1)]


async def test_it_sees_each_event_once_and_in_order_though_it_dies_and_they_come_again(
    server, relay, program
):
    await relay.handle("bellavier", facts(1, 5))
    await relay.handle("other", facts(1, 5))
    async with running(program, server) as output:
        assert await positions(output, 5) == [1, 2, 3, 4, 5]
    await asyncio.sleep(3 * WINDOW.total_seconds())
    await relay.handle("bellavier", facts(3, 8))
    async with server.client() as client:
        state = (await client.jetstream().stream_info("COUNTERSIGN")).state
        assert state.messages == 16, "The bus itself has dropped what came again."
    async with running(program, server) as output:
        assert await positions(output, 3) == [6, 7, 8]
