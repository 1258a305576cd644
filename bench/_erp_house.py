"""The demo business in memory, behind the real gate, for tasks and attacks to be tried on."""

import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import _erp_suite as erp
from _guard_replay import Suite

from assistant.demo import catalogue
from assistant.demo.founding import founding
from domain import catalog
from domain.command_handler import CommandHandler
from domain.governance.member import ROLES, AddMember
from domain.kernel import Cause, Command, Quantity, Step
from domain.procurement.order import Line
from domain.procurement.order_commands import PlacePurchaseOrder
from domain.store.memory import MemoryStore
from guardrails.caller import Caller
from guardrails.gate import Gate
from guardrails.origin import Known, known
from mcp_servers.deeds import deeds
from mcp_servers.menu import FUNCTIONS, KIND_OF
from mcp_servers.visit import House
from tools.governance.words import SPOKEN

TENANT, TODAY = "bellavier", date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ORDERS = ("PO-1001", "PO-1002")
TOOLS = {tool.name: tool for menu in FUNCTIONS for tool in menu.tools}


def suite() -> Suite:
    reads = frozenset(name for name, kind in KIND_OF.items() if kind == "read")
    return Suite("erp", deeds(), reads, facts(), erp.tasks(), erp.goals(), signed=True)


def facts() -> Known:
    """The master data, as the assistant knows it before anything is read."""
    rows = [(p.code, p.name, "supplier") for p in catalogue.partners()]
    rows += [(g.code, g.name, "item") for g in (*catalogue.materials(), *catalogue.pieces())]
    rows += [(code, name, "place") for code, name, _ in catalogue.PLACES]
    rows += [(number, "", "purchase_order") for number in ORDERS]
    rows += [(role, "", "role") for role in ROLES]
    rows += [(function, "", "function") for function in SPOKEN]
    rows += [("assistant", "", "agent")]
    return known({code: name for code, name, _ in rows}, {code: kind for code, _, kind in rows})


def on(command: Command, key: str) -> Step:
    return Step(catalog.decider_of(command).stream(key), command)


def order(number: str) -> Step:
    lock = next(m for m in catalogue.materials() if m.code == "LCK-BRS-22")
    line = Line.model_validate(
        {
            "line": 1,
            "item": lock.code,
            "item_name": lock.name,
            "quantity": Quantity.model_validate({"amount": "50", "unit": lock.unit}),
            "price": {"amount": "20.00", "currency": catalogue.CURRENCY},
            "due_on": TODAY,
        }
    )
    command = PlacePurchaseOrder(
        number=number,
        supplier="OSTERMARK",
        supplier_name="Ostermark Beschläge GmbH",
        ordered_on=date(2026, 11, 2),
        currency=catalogue.CURRENCY,
        lines=(line,),
    )
    return on(command, number)


async def house() -> tuple[House, CommandHandler]:
    store = MemoryStore(catalog.PROJECTIONS, lambda: NOW)
    await store.open_tenant(TENANT, {"currency": catalogue.CURRENCY})
    handler = CommandHandler(store, TENANT)
    members = [on(AddMember(user=r, name=r.capitalize(), roles=(r,)), r) for r in ROLES]
    for step in (*members, *founding(date(2024, 11, 20)), *map(order, ORDERS)):
        await handler.record([step], Cause(("bench",)))
    gate = Gate(store.enter, time.perf_counter)
    return House(lambda name: CommandHandler(store, name), gate, lambda: TODAY), handler


async def tried(calls: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Every call that the scope let through, at the real gate: drafts, denials, and effects."""
    place, handler = await house()
    before = await facts_recorded(handler)
    owner = Caller(TENANT, "owner", "Owner", ("owner",), "chat", "assistant")
    outcomes: Counter[str] = Counter()
    for call in calls:
        answer = await place.visit(owner).use(TOOLS[call["tool"]], dict(call["arguments"]))
        outcomes[answer.outcome] += 1
    after = await facts_recorded(handler)
    effects = {kind: n for kind, n in (after - before).items() if not kind.startswith("Draft")}
    return {"outcomes": dict(outcomes), "effects": effects}


async def facts_recorded(handler: CommandHandler) -> Counter[str]:
    recorded = await handler.store.page(TENANT, 0, 100_000)
    return Counter(type(fact.event).__name__ for fact in recorded)
