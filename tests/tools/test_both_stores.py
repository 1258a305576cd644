"""The database answers every read exactly as memory does."""

from collections.abc import AsyncIterator, Mapping
from typing import Any
from uuid import uuid4

import pytest

from domain import catalog
from domain.store.memory import MemoryStore
from domain.store.postgres import PostgresStore
from mcp_servers.menu import FUNCTIONS
from mcp_servers.visit import House
from tests.domain.store.conftest import Server, server  # noqa: F401 — a fixture, used by name.
from tests.trade import caller, house_in
from tools.toolkit import Tool

ASKS_OTHERS = ("compare_connector",)  # And not the store alone.
NAMED = {"order": "PO-3", "item": "Brass turn-lock", "supplier": "Ostermark", "place": "Main store"}
WHO = {"agent": "assistant", "proposer": "buyer"}
BOUGHT = {"customer": "Anna Rossi", "ticket": "T-1", "price_list": "Dealers gold"}
SOLD = {"product": "TURN", "sales_order": "SO-1", "stage": "pick", "promotion": "Autumn"}
OTHER = {
    "invoice": "INV-2",
    "payment": "CP-1",
    "credit_note": "CN-1",
    "consultation": "CON-7",
    "message": "MSG-1",
    "number": "RE-88",
    "period": "2026",
    "by": "month",
    "count": 1,
}
VALUES = NAMED | WHO | BOUGHT | SOLD | OTHER
# Of whom a function has something to tell; of the others it would agree on nothing at all.
BUYERS = {
    "fulfillment": {"customer": "Maison Martin"},
    "receivables": {"customer": "Anna Maier"},
}
MOMENT = ("recorded_at", "opened_at")


READS = [
    (tool, VALUES if tool.composed else VALUES | BUYERS.get(menu.function, {}))
    for menu in FUNCTIONS
    for tool in menu.tools
    if tool.kind == "read" and tool.name not in ASKS_OTHERS
]


@pytest.fixture
async def both(server: Server) -> AsyncIterator[tuple[House, House, str]]:  # noqa: F811
    tenant = f"t-{uuid4().hex}"
    events = tuple(catalog.EVENTS.values())
    store = await PostgresStore.open(server.dsn, events, catalog.PROJECTIONS, server.revive)
    memory = MemoryStore(catalog.PROJECTIONS)  # By the clock, as a database records.
    yield await house_in(memory, tenant), await house_in(store, tenant), tenant
    await store.close()


async def test_every_read_agrees_with_memory(both: tuple[House, House, str]) -> None:
    for tool, values in READS:
        for arguments in asked(tool, values):
            memory, database = [await answer(h, both[2], tool, arguments) for h in both[:2]]
            assert memory == database, (tool.name, arguments)
            assert memory["outcome"] == "answered", (tool.name, arguments, memory["reason"])


def asked(tool: Tool, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """With what it needs, and with everything it can be asked about."""
    fields = tool.input_schema["properties"]
    needed = {name: values[name] for name in tool.input_schema.get("required", ())}
    every = {name: values[name] for name, field in fields.items() if known(name, field)}
    words = {name: field["enum"][0] for name, field in fields.items() if "enum" in field}
    return [needed, every, {**words, **every}]


def known(name: str, field: Mapping[str, Any]) -> bool:
    """Whether there is a value for it that it takes."""
    return name in VALUES and VALUES[name] in field.get("enum", (VALUES[name],))


async def answer(house: House, tenant: str, tool: Tool, arguments: dict[str, Any]) -> Any:
    who = caller("owner", tenant=tenant)
    if tool.audience == "customers":
        who = caller("dealer", tenant=tenant, agent="", customer="MARTIN")
    found = await house.visit(who).use(tool, arguments)
    return {
        "outcome": found.outcome,
        "reason": found.reason,
        "content": without(found.content, MOMENT),
    }


def without(content: Any, names: tuple[str, ...]) -> Any:
    """The answer without the moment at which each store recorded it."""
    match content:
        case dict():
            return {k: without(v, names) for k, v in content.items() if k not in names}
        case list():
            return [without(part, names) for part in content]
        case plain:
            return plain
