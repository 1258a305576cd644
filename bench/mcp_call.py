"""How long a guarded call of a trivial read takes through MCP in memory, and a menu beside it."""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import uvloop
from _figures import Figure, machine, spread, write

from domain import catalog
from domain.command_handler import CommandHandler
from domain.governance.member import AddMember
from domain.kernel import Cause, Command, Step
from domain.procurement.supplier import RegisterSupplier
from domain.store.embedded import Embedded
from domain.store.memory import MemoryStore
from domain.store.postgres import PostgresStore
from guardrails.caller import Caller
from guardrails.gate import Gate
from mcp_servers.client import Connections, connected
from mcp_servers.visit import House

TENANT = "bench"
CALLS, MENUS, WARM_UP = 2_000, 200, 50
TODAY = datetime(2026, 11, 20, tzinfo=UTC).date()
BUYER = Caller(TENANT, "buyer", "Buyer", ("buyer",), "chat", "assistant")
PEER = 0.19
"""The bare protocol in memory, as measured in the notes: no gate, no ledger, no store."""


def main() -> None:
    uvloop.run(measured())


async def measured() -> None:
    print(f"{machine()}; {CALLS:,} calls one after the other, one supplier on record\n")
    figures = await figures_of("memory", MemoryStore(catalog.PROJECTIONS))
    async with embedded() as store:
        figures += await figures_of("embedded Postgres", store)
    print(f"\nwritten to bench/out/{write('mcp_call', figures).name}")


async def figures_of(where: str, store: Any) -> list[Figure]:
    async with connected(await house(store)) as connections:
        calls = await timed(f"a trivial read, {where}", CALLS, lambda: trivial(connections))
        menu = await timed(f"the menu, {where}", MENUS, lambda: connections.menu(BUYER))
    return [
        Figure(f"guarded call of a trivial read, {where}", calls["p50"], "ms", 2, PEER),
        Figure(f"menu of one caller, {where}", menu["p50"], "ms"),
    ]


@asynccontextmanager
async def embedded() -> AsyncIterator[PostgresStore]:
    with TemporaryDirectory(prefix="countersign-") as folder:
        home = Path(folder)
        home.chmod(0o711)  # The server's own user must be able to pass through.
        server = await Embedded.start(home)
        events = tuple(catalog.EVENTS.values())
        store = await PostgresStore.open(server.dsn, events, catalog.PROJECTIONS, server.revive)
        try:
            yield store
        finally:
            await store.close()
            await server.stop()


async def timed(what: str, times: int, call: Callable[[], Awaitable[Any]]) -> dict[str, float]:
    seconds = []
    for turn in range(times + WARM_UP):
        began = perf_counter()
        await call()
        if turn >= WARM_UP:
            seconds.append(perf_counter() - began)
    found = spread(seconds)
    print(f"{what}, ms: {found}")
    return found


async def trivial(connections: Connections) -> None:
    answer = await connections.call(BUYER, "list_suppliers", {}, today=TODAY)
    if answer["outcome"] != "answered":
        sys.exit(f"The call was not answered: {answer['reason']}")


async def house(store: Any) -> House:
    await store.open_tenant(TENANT, {"currency": "EUR"})
    handler = CommandHandler(store, TENANT)
    for command, key in founding():
        step = Step(catalog.decider_of(command).stream(key), command)
        await handler.record([step], Cause(("bench",)))
    gate = Gate(store.enter, perf_counter)
    return House(lambda tenant: CommandHandler(store, tenant), gate, lambda: TODAY)


def founding() -> list[tuple[Command, str]]:
    supplier = RegisterSupplier(supplier="OST", name="Ostermark", currency="EUR")
    member = AddMember(user="buyer", name="Buyer", roles=("buyer",))
    return [(member, "buyer"), (supplier, "OST")]


if __name__ == "__main__":
    main()
