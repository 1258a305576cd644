"""Whatever is asked of whatever history, both stores answer what plain arithmetic does."""

from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain import catalog
from domain.command_handler import CommandHandler
from domain.kernel import Cause, Money
from domain.kernel.wording import total
from domain.procurement.order import Line
from domain.store.postgres import PostgresStore
from guardrails.gate import Gate
from mcp_servers.visit import House
from tests.domain.store.conftest import Server, server  # noqa: F401 — a fixture, used by name.
from tests.tools.conftest import TOOLS
from tests.trade import TODAY, caller, came, in_memory, of, order

SUPPLIERS = (("OST", "Ostermark"), ("CONTI", "Conceria Conti"), ("NORD", "Conti Nord"))
ITEMS = (("LOCK", "Lock", "Hardware"), ("CALF", "Hide", "Leather"), ("THRD", "Thread", ""))
BY = ("supplier", "item", "category", "status", "day", "week", "month", "quarter", "year")
GRAINS = BY[4:]
HOW = {"count": (None,), "price": (None, "average", "largest", "smallest")}
EVERY_HOW = (None, "total", "average", "largest", "smallest", "share")
WHERE = {
    None: lambda line: True,
    "above 40": lambda line: line["amount"] > 40,
    "between 10 and 60 EUR": lambda line: 10 <= line["amount"] <= 60 and line["currency"] == "EUR",
    "quantity ordered above 5": lambda line: line["quantity"] > 5,
    "status is received": lambda line: line["status"] == "received",
    "supplier is one of Ostermark, NORD": lambda line: line["supplier"] in ("OST", "NORD"),
    "category is empty": lambda line: line["category"] == "",
    "ordered on between 2025-03-01 and 2025-12": lambda line: (
        date(2025, 3, 1) <= line["ordered_on"] <= date(2025, 12, 31)
    ),
    "category is not Leather and price paid at most 7.5": lambda line: (
        line["category"] != "Leather" and line["price"] <= Decimal("7.5")
    ),
}
figures = st.sampled_from(["count", "amount", "ordered", "price"])
lines = st.fixed_dictionaries(
    {
        "supplier": st.sampled_from(SUPPLIERS),
        "item": st.sampled_from(ITEMS),
        "quantity": st.integers(1, 12),
        "price": st.decimals("0.01", "20", places=2),
        "currency": st.sampled_from(["EUR", "USD"]),
        "ordered_on": st.dates(date(2025, 1, 1), date(2026, 10, 1)),
        "received": st.sampled_from([0, 1]),
    }
)


@st.composite
def questions(draw) -> dict[str, Any]:
    figure = draw(figures)
    by = draw(st.none() | st.sampled_from(BY))
    fitting = [b for b in BY if b != by and not (b in GRAINS and by in GRAINS)]
    asked = {
        "figure": figure,
        "how": draw(st.sampled_from(HOW.get(figure, EVERY_HOW if by else EVERY_HOW[:-1]))),
        "by": by,
        "then_by": draw(st.none() | st.sampled_from(fitting)) if by else None,
        "period": draw(st.sampled_from([None, "2025", "2025-Q2", "2026-01-10..2026-05-20"])),
        "where": draw(st.sampled_from(list(WHERE))),
        "sort": draw(st.sampled_from([None, "highest", "lowest", "name"])),
    }
    return {name: value for name, value in asked.items() if value is not None}


@pytest.fixture
async def postgres(server: Server) -> AsyncIterator[PostgresStore]:  # noqa: F811
    events = tuple(catalog.EVENTS.values())
    store = await PostgresStore.open(server.dsn, events, catalog.PROJECTIONS, server.revive)
    yield store
    await store.close()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(lines, max_size=8), st.lists(questions(), min_size=3, max_size=6))
async def test_a_free_answer_is_plain_arithmetic(postgres, history, asked):
    tenant = f"t-{uuid4().hex}"
    known = plain_lines(history)
    for store in (in_memory(), postgres):
        house = await recorded(store, tenant, history)
        for question in asked:
            visit = house.visit(caller("owner", tenant=tenant))
            found = await visit.use(TOOLS["ask_order_lines"], question)
            if found.outcome == "refused":
                assert found.code == "unknown_value" and not known_value(question, known)
                continue
            assert found.outcome == "answered", found.reason
            compare(found.content, question, known)


async def recorded(store: Any, tenant: str, history: list[dict[str, Any]]) -> House:
    await store.open_tenant(tenant, {"currency": "EUR"})
    handler = CommandHandler(store, tenant)
    for number, one in enumerate(history, 1):
        code, name, category = one["item"]
        line = Line(
            line=1,
            item=code,
            item_name=name,
            category=category,
            quantity=of(one["quantity"], "EA"),
            price=Money(amount=one["price"], currency=one["currency"]),
            due_on=one["ordered_on"],
        )
        placed = order(
            f"PO-{number}", one["supplier"], one["ordered_on"], line, money=one["currency"]
        )
        await handler.record([placed], Cause(("test",)))
        if one["received"]:
            receipt = came(f"PO-{number}", one["ordered_on"], one["quantity"], "EA")
            await handler.record([receipt], Cause(("test",)))
    return House(lambda name: CommandHandler(store, name), Gate(store.enter, int), lambda: TODAY)


def plain_lines(history: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **one,
            "supplier": one["supplier"][0],
            "item": one["item"][0],
            "category": one["item"][2],
            "status": "received" if one["received"] else "placed",
            "amount": one["price"] * one["quantity"],
        }
        for one in history
    ]


def known_value(question: dict[str, Any], known: list[dict[str, Any]]) -> bool:
    """Whether every text that a condition names stands in some line."""
    where = question["where"]
    suppliers, categories = ({line[n] for line in known} for n in ("supplier", "category"))
    received = any(line["status"] == "received" for line in known)
    needed = {
        "status is received": received,
        "supplier is one of Ostermark, NORD": suppliers >= {"OST", "NORD"},
        "category is not Leather and price paid at most 7.5": "Leather" in categories,
    }
    return needed.get(where, True)


def compare(content: dict[str, Any], question: dict[str, Any], known: list[dict[str, Any]]) -> None:
    chosen = [line for line in known if fits(line, question)]
    groups: defaultdict[Any, list[dict[str, Any]]] = defaultdict(list)
    for line in chosen:
        groups[key_of(line, question)].append(line)
    expected = {key: (figure(question, some), len(some)) for key, some in groups.items()}
    found = {
        key_in(row, question): (Decimal(str(row["figure"])), row["rows"]) for row in content["rows"]
    }
    assert found == expected or (not question.get("by") and not chosen)
    assert content["total_rows"] == len(found) and not content["truncated"]
    if question["figure"] == "amount" and question.get("how") in (None, "total") and chosen:
        told = content["totals"]["figure" if question.get("by") else "total ordered amount"]
        for currency in {line["currency"] for line in chosen}:
            own = [line["amount"] for line in chosen if line["currency"] == currency]
            assert total(sum(own, Decimal(0)), currency) in told


def fits(line: dict[str, Any], question: dict[str, Any]) -> bool:
    first, last = {
        None: (date.min, date.max),
        "2025": (date(2025, 1, 1), date(2025, 12, 31)),
        "2025-Q2": (date(2025, 4, 1), date(2025, 6, 30)),
        "2026-01-10..2026-05-20": (date(2026, 1, 10), date(2026, 5, 20)),
    }[question.get("period")]
    return first <= line["ordered_on"] <= last and WHERE[question.get("where")](line)


def key_of(line: dict[str, Any], question: dict[str, Any]) -> tuple[Any, ...]:
    parts = [part(line, question[name]) for name in ("by", "then_by") if name in question]
    return (*parts, apart(line, question["figure"]))


def part(line: dict[str, Any], by: str) -> str:
    day: date = line["ordered_on"]
    starts = {
        "day": day,
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "quarter": day.replace(month=1 + (day.month - 1) // 3 * 3, day=1),
        "year": day.replace(month=1, day=1),
    }
    return starts[by].isoformat() if by in starts else line[by] or "none"


def apart(line: dict[str, Any], figure: str) -> str:
    """Money of two currencies is never added."""
    return {"count": "", "ordered": "EA"}.get(figure, line["currency"])


def key_in(row: dict[str, Any], question: dict[str, Any]) -> tuple[Any, ...]:
    parts = [
        row["starts"] if question[name] in GRAINS else row[question[name]]
        for name in ("by", "then_by")
        if name in question
    ]
    field = {"count": "", "ordered": "unit"}.get(question["figure"], "currency")
    return (*parts, row[field] if field else "")


def figure(question: dict[str, Any], some: list[dict[str, Any]]) -> Decimal:
    if question["figure"] == "count":
        return Decimal(len(some))
    column = {"ordered": "quantity"}.get(question["figure"], question["figure"])
    values = [Decimal(line[column]) for line in some]
    usual = "average" if question["figure"] == "price" else "total"
    match question.get("how", usual):
        case "average":
            exact = round(sum(values, Decimal(0)) / len(values), 6)
            return exact.quantize(Decimal("0.01"))
        case "largest":
            return max(values)
        case "smallest":
            return min(values)
        case _:
            return sum(values, Decimal(0))
