"""An address may name several servers: the one that takes writes is found, and waited for."""

import asyncio
import socket
from contextlib import asynccontextmanager
from urllib.parse import quote

import asyncpg
import pytest

from domain.store.anchor_places import mark
from domain.store.event_store import StoreUnavailable
from domain.store.postgres import PostgresStore
from domain.store.servers import ALIVE, Succession, alone, connect
from tests.domain.store.nats_server import free_port
from tests.domain.store.orders import EVENTS, PROJECTIONS, placed


@pytest.mark.parametrize(
    ("dsn", "each"),
    [
        ("postgresql://k:s@db/erp?sslmode=require", ["postgresql://k:s@db/erp?sslmode=require"]),
        (
            "postgresql://k:s@a:5433,b/erp?sslmode=require",
            [
                "postgresql://k:s@a:5433/erp?sslmode=require",
                "postgresql://k:s@b/erp?sslmode=require",
            ],
        ),
        (
            "postgresql://k@/erp?host=/run/a,/run/b&port=5433",
            [
                "postgresql://k@/erp?host=%2Frun%2Fa&port=5433",
                "postgresql://k@/erp?host=%2Frun%2Fb&port=5433",
            ],
        ),
        (
            "postgresql://k@/erp?host=a,b&port=1,2",
            ["postgresql://k@/erp?host=a&port=1", "postgresql://k@/erp?host=b&port=2"],
        ),
        ("postgresql:///erp", ["postgresql:///erp"]),
    ],
)
def test_an_address_of_several_servers_is_one_address_for_each(dsn, each):
    assert alone(dsn) == each


def test_anchors_know_a_database_of_several_servers_whatever_the_password():
    several = "postgresql://keeper:{}@a:5432,b:5432/erp"
    assert mark(several.format("one")) == mark(several.format("two"))
    assert mark(several.format("one")) != mark("postgresql://keeper@a:5432/erp")


@asynccontextmanager
async def mute():
    """A server whose machine has gone away in the middle: it takes a call and says nothing."""
    told = asyncio.Event()

    async def serve(reader, writer) -> None:
        told.set()
        await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}", told
    finally:
        server.close()


@asynccontextmanager
async def over_tcp(dsn: str):
    """The server of the tests at a port; the embedded one has only a socket."""
    path = f"{dsn.partition('host=')[2].replace('%2F', '/')}/.s.PGSQL.5432"

    async def pass_on(reader, writer) -> None:
        while data := await reader.read(65536):
            writer.write(data)
        writer.close()

    async def serve(reader, writer) -> None:
        far, onward = await asyncio.open_unix_connection(path)
        await asyncio.gather(pass_on(reader, onward), pass_on(far, writer), return_exceptions=True)

    proxy = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{proxy.sockets[0].getsockname()[1]}"
    finally:
        proxy.close()


@pytest.fixture
async def port(server):
    if server.embedded is None:
        pytest.skip("A server at DATABASE_URL is not reached by its socket.")
    async with over_tcp(server.dsn) as address:
        yield address


async def test_a_server_that_says_nothing_holds_nobody_up(port):
    async with mute() as (silent, told), asyncio.timeout(9):
        connection = await connect(f"postgresql://postgres@{silent},{port}/countersign")
        assert told.is_set()
        assert await connection.fetchval("select 1") == 1
        await connection.close()


async def test_a_connection_notices_that_the_machine_at_its_other_end_has_gone(port):
    connection = await connect(f"postgresql://postgres@{port}/countersign")
    wire = connection._transport.get_extra_info("socket")
    assert wire.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
    for name, value in ALIVE.items():
        if hasattr(socket, name):
            assert wire.getsockopt(socket.IPPROTO_TCP, getattr(socket, name)) == value
    await connection.close()


async def test_the_store_works_where_another_socket_has_nobody_behind_it(server, tenant):
    if server.embedded is None:
        pytest.skip("A server at DATABASE_URL is not reached by its socket.")
    dsn = server.dsn.replace("host=", f"host={quote('/nowhere/at/all', safe='')},")
    store = await PostgresStore.open(dsn, EVENTS, PROJECTIONS)
    assert (await store.append(tenant, [placed("a")])).facts[0].position == 1
    assert [finding async for finding in store.verify(tenant)] == []
    await store.close()


async def test_a_wrong_password_is_not_hidden_behind_a_server_that_is_down(port):
    dsn = f"postgresql://nobody-at-all@{port},127.0.0.1:{free_port()}/countersign"
    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError, match="nobody-at-all"):
        await connect(dsn)


async def test_when_no_server_takes_writes_each_says_why_in_one_sentence():
    dsn = f"postgresql://k@127.0.0.1:{free_port()},127.0.0.1:{free_port()}/erp"
    with pytest.raises(StoreUnavailable, match=r"none of its 2 servers takes writes: .*; .*again"):
        await PostgresStore.open(dsn, EVENTS, PROJECTIONS)


async def test_all_callers_share_the_patience_with_which_a_standby_is_waited_for():
    nobody = f"postgresql://k@127.0.0.1:{free_port()},127.0.0.1:{free_port()}/erp"
    servers = Succession(nobody, patience=0.3)
    now = asyncio.get_running_loop().time
    begun = now()
    await asyncio.gather(*(servers.awaited() for _ in range(5)))
    assert now() - begun >= 0.3
    assert servers.until is not None and servers.until < now()
    begun = servers.until
    await servers.awaited()
    assert servers.until == begun, "Nobody waits anew for what is known to be away."


async def test_patience_begins_anew_after_a_server_has_been_there_again(server):
    servers = Succession(server.dsn)
    servers.until = 0.0
    await servers.awaited()
    assert servers.until is None
