"""A business sees nothing of another one, whatever it guesses."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.approvals import Approvals
from domain.catalog import EVENTS, PROJECTIONS
from domain.command_handler import CommandHandler
from domain.kernel import Refused
from domain.store.postgres import PostgresStore
from guardrails.gate import Gate
from mcp_servers.menu import FUNCTIONS
from mcp_servers.visit import House
from tests.proving.requests import GOOD
from tests.trade import caller, found
from tools.toolkit import Tool

SEED, GUESSES = 20261120, 1_000
OURS = ("Ostermark", "Conceria Conti", "Brass turn-lock", "Calf hide", "Linen thread", "Atelier")
KNOWN = ("OST", "CONTI", "NORD", "LOCK", "CALF", "THRD", "MAIN", "ATELIER", "EA", *OURS)
TOOLS = tuple(tool for menu in FUNCTIONS for tool in menu.tools if tool.listed)


@pytest.fixture
async def two(store: PostgresStore, tenant: str) -> tuple[House, str, str]:
    """A business with a trade, and another one that has nothing."""
    stranger = f"{tenant[:20]}-stranger"
    await found(store, tenant)
    await store.open_tenant(stranger, {"currency": "EUR"})
    visits = House(lambda name: CommandHandler(store, name), Gate(store.enter, clock), today)
    await visits.visit(caller("owner", tenant=tenant)).use(
        next(tool for tool in TOOLS if tool.name == "draft_purchase_order"),
        dict(GOOD["draft_purchase_order"]),
    )
    return visits, tenant, stranger


def clock() -> float:
    return 0.0


def today() -> Any:
    return datetime.now(UTC).date()


def guesses() -> Iterator[tuple[Tool, dict[str, Any]]]:
    """Every tool, asked for what the other business has, by its codes, names and numbers."""
    dice = random.Random(SEED)
    for number in range(GUESSES):
        tool = TOOLS[number % len(TOOLS)]
        yield (
            tool,
            {
                name: guess(field, dice)
                for name, field in tool.input_schema["properties"].items()
                if name in tool.input_schema.get("required", ()) or dice.random() < 0.5
            },
        )


def guess(field: dict[str, Any], dice: random.Random) -> Any:
    match field["x-slot"]["kind"]:
        case "quantity" | "money" | "count":
            return str(dice.randint(1, 20))
        case "day" | "period":
            return "2026-11-10"
        case "purchase_order":
            return f"PO-{dice.randint(1, 7)}"
        case "enum":
            return dice.choice(sorted(field["x-slot"]["words"]) or KNOWN)
        case "text":
            return dice.choice((*KNOWN, "D-1", "../other", "' or tenant <> '"))
        case _:
            return dice.choice(KNOWN)


async def test_a_thousand_guesses_find_nothing(two: tuple[House, str, str]) -> None:
    visits, ours, stranger = two
    before = await visits.handler(ours).store.newest(ours)
    outcomes: Counter[str] = Counter()
    said: set[str] = set()  # A draft of the stranger's own repeats what the stranger said.
    for tool, arguments in guesses():
        answer = await visits.visit(caller("owner", tenant=stranger)).use(tool, arguments)
        outcomes[answer.outcome] += 1
        said |= {str(value) for value in arguments.values()}
        told = f"{answer.reason} {answer.content}"
        assert not [name for name in OURS if name in told and name not in said], (tool.name, told)
        shipped = tool.function == "governance"  # What every business begins with is no secret.
        if tool.kind == "read" and answer.outcome == "answered" and not shipped:
            assert answer.content["rows"] == [] and not answer.content.get("total_rows"), tool.name
    assert outcomes["answered"] and outcomes["refused"]
    assert await visits.handler(ours).store.newest(ours) == before


async def test_the_drafts_of_another_business_can_be_neither_seen_nor_decided(
    two: tuple[House, str, str], store: PostgresStore
) -> None:
    visits, ours, stranger = two
    card = await visits.handler(ours).card("D-1")
    before = await store.newest(ours)
    approvals = Approvals(visits.handler, visits.gate)
    owner, now = caller("owner", tenant=stranger, agent=""), datetime.now(UTC)
    attempts = [
        await approvals.sign(owner, "D-1", 1, card.digest, now, ""),
        await approvals.reject(owner, "D-1", 1, "Mine", now, ""),
        await approvals.undo(owner, "D-1", now, ""),
    ]
    assert {(a.outcome, a.code) for a in attempts} == {("refused", "unknown_draft")}
    with pytest.raises(Refused, match="no draft with this number"):
        await visits.handler(stranger).card("D-1")
    assert await store.newest(ours) == before and await store.newest(stranger) == 0


@pytest.mark.parametrize("name", ["", "T-1", "a'b", "x;drop", "../a", "ä", "a" * 64, "t\n", None])
async def test_what_cannot_be_the_name_of_a_business_is_refused(
    store: PostgresStore, name: Any
) -> None:
    for attempt in (store.page(str(name or ""), 0), store.load(str(name or ""), ["draft-D-1"])):
        with pytest.raises(Refused) as refused:
            await attempt
        assert refused.value.code == "bad_tenant"


async def test_every_table_is_behind_the_wall(dsn: str, store: PostgresStore) -> None:
    """A table that a later projection adds is walled off like the first."""
    names = {f"read_models.{projection.name}" for projection in PROJECTIONS} | {"es.events"}
    assert EVENTS

    async def walled(connection: Any) -> Any:
        return await connection.fetch(
            "select oid::regclass::text as name, relrowsecurity and relforcerowsecurity as walled"
            " from pg_class where oid = any($1::regclass[])",
            sorted(names),
        )

    rows = await store.connections.run(walled, again=True)
    assert len(rows) == len(names) and all(row["walled"] for row in rows)
