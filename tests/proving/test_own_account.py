"""Somebody from outside reads what is of their own account, however they ask for the rest."""

import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic_core import to_jsonable_python

from domain import catalog
from domain.command_handler import CommandHandler, OwnAccount
from domain.governance.authority import DEFAULTS, GrantAuthority, Rung
from domain.governance.authority import STREAM as AUTHORITY
from domain.kernel import Cause, Refused, Step, dimension, falling, measure
from domain.kernel.ownership import asked_of
from domain.store.postgres import PostgresStore
from guardrails.gate import Gate
from mcp_servers.menu import FUNCTIONS
from mcp_servers.visit import House
from tests.proving.requests import DRAFTS, GOOD
from tests.proving.two_accounts import (
    CANARY,
    FIGURE,
    HOUSE,
    OTHERS,
    PEOPLE,
    outsider,
    two_accounts,
)
from tests.trade import NOON, TENANT, TODAY, caller, in_memory
from tools.toolkit import Tool

TRIES = int(os.environ.get("TRIES", "10000"))
ON_POSTGRES = 400
SEED = 20261130
TOOLS = tuple(tool for menu in FUNCTIONS for tool in menu.tools if tool.listed)
OPEN = tuple(tool for tool in TOOLS if tool.audience != "house")
NAMES = (
    *("VELO", f"{CANARY} Velo", "MARTIN", "Maison Martin", "C-1", "Anna Rossi", "ROSSI", "MAIER"),
    *(
        "SO-9",
        "SO-1",
        "INV-9",
        "INV-1",
        "CP-9",
        "CN-9",
        "T-9",
        "T-1",
        "FLOCK",
        "GOLD",
        "D-1",
        "D-2",
    ),
    *("LOCK", "TURN", "HIDE", "PROTO", "CALF", "OST", "NORD", "vera", "martin", "owner", "*", ""),
    *(
        "%",
        "' or customer <> '",
        "../VELO",
        "VELO\u200b",
        "velo",
        "zugvogel",
        "Z",
        "customer",
        "bag",
    ),
)
EARLIER = datetime(2026, 11, 19, tzinfo=UTC)
TELLING = ("customer", "customer_name", "ship_to", "standard_cost", "credit_limit", "next_price")


async def houses(store: Any) -> House:
    await two_accounts(store)
    visits = House(lambda n: CommandHandler(store, n), Gate(store.enter, float), lambda: TODAY)
    for user in ("martin", "vera"):
        visit = visits.visit(outsider(user, agent="assistant"))
        await visit.use(named("draft_own_order"), {"product": "TURN", "quantity": "7"})
        await visit.use(named("draft_own_ticket"), {"subject": f"Secret of {user}"})
    for customer in ("VELO", "MARTIN"):
        good = {**GOOD["draft_sales_order"], "customer": customer}
        await visits.visit(caller("owner")).use(named("draft_sales_order"), good)
    return visits


def named(name: str) -> Tool:
    return next(tool for tool in TOOLS if tool.name == name)


def forbidden(user: str) -> tuple[str, ...]:
    """What may stand nowhere in an answer to this person, unless they typed it themselves."""
    canaries = () if user == "vera" else (CANARY, CANARY.lower(), FIGURE, "7,391.37", "FLOCK")
    secrets = tuple(f"Secret of {other}" for other in ("martin", "vera") if other != user)
    mine = {"martin": OTHERS[:5], "anna": ("Anna Rossi", "anna@rossi.it")}.get(user, ())
    others = tuple(name for name in OTHERS if name not in mine)
    return (*canaries, *secrets, *others, *HOUSE, "PROTO", "Prototype", "in camera")


def tries(dice: random.Random) -> Iterator[tuple[str, Tool, dict[str, Any], datetime | None]]:
    """Every tool with whatever names others; those that are open to customers the most often."""
    while True:
        tool = dice.choice(OPEN) if dice.random() < 0.7 else dice.choice(TOOLS)
        fields = tool.input_schema["properties"]
        required = tool.input_schema.get("required", ())
        arguments = {
            name: guess(name, field, dice)
            for name, field in fields.items()
            if name in required or dice.random() < 0.35
        }
        arguments.pop("as_of", None)
        user = dice.choice(tuple(PEOPLE))
        yield (
            user,
            tool,
            arguments,
            dice.choice((None, None, NOON, datetime(2026, 11, 19, tzinfo=UTC))),
        )


def guess(name: str, field: dict[str, Any], dice: random.Random) -> Any:
    match field["x-slot"]["kind"]:
        case "quantity" | "money" | "count":
            return str(dice.choice((1, 2, 7, 300, 10_000)))
        case "day" | "period":
            return dice.choice(("2026-11-10", "2026-11", "2026"))
        case "enum":
            return dice.choice(sorted(field["x-slot"]["words"]) or NAMES)
        case "sales_order" | "invoice" | "ticket" | "customer_payment" | "credit_note":
            return dice.choice(("9", "1", "SO-9", "SO-1", "INV-9", "T-9", "T-1", "CP-9", "CN-9"))
        case _ if name == "lines":
            return "\n".join(f"{dice.choice(NAMES)} {dice.randint(-1, 9)}" for _ in range(5))
        case _ if name in ("where", "sort", "by", "then_by", "only", "figure"):
            column, value = dice.choice(TELLING), dice.choice(NAMES)
            return dice.choice((column, f"{column} is {value}", f"{column} contains {value[:4]}"))
        case _:
            return dice.choice(NAMES)


def leaks(user: str, arguments: Any, told: Any) -> list[str]:
    """The words that were told to somebody who neither may know them nor said them."""
    said = json.dumps(arguments, default=str, ensure_ascii=False).casefold()
    text = json.dumps(to_jsonable_python(told), default=str, ensure_ascii=False)
    return [word for word in forbidden(user) if word in text and word.casefold() not in said]


async def tried(visits: House, count: int) -> Counter[str]:
    dice = random.Random(SEED)
    outcomes: Counter[str] = Counter()
    for (user, tool, arguments, as_of), _ in zip(tries(dice), range(count), strict=False):
        visit = visits.visit(outsider(user, agent=dice.choice(("", "assistant"))), as_of=as_of)
        answer = await visit.use(tool, dict(arguments))
        found = leaks(user, arguments, [answer.content, answer.reason])
        assert not found, (user, tool.name, arguments, found, answer)
        if user == "nobody" or tool.audience == "house":
            assert answer.outcome in ("denied", "invalid"), (user, tool.name, answer)
        outcomes[answer.outcome] += 1
    return outcomes


async def test_ten_thousand_questions_tell_nothing_of_another_account() -> None:
    store = in_memory()
    visits = await houses(store)
    before = [fact for fact in store.kept[TENANT].facts if not fact.stream.startswith("draft-")]
    outcomes = await tried(visits, TRIES)
    after = [fact for fact in store.kept[TENANT].facts if not fact.stream.startswith("draft-")]
    assert after == before
    assert outcomes["answered"] > TRIES // 10 and outcomes["refused"] and outcomes["denied"]


async def test_the_same_holds_on_postgres(store: PostgresStore) -> None:
    visits = await houses(store)
    outcomes = await tried(visits, ON_POSTGRES)
    assert outcomes["answered"]


async def test_the_canaries_are_there_to_be_told() -> None:
    """The house itself reads all of it with the same tools, or the proof would prove nothing."""
    visits = await houses(in_memory())
    told = ""
    for tool in TOOLS:
        if tool.kind == "read" and tool.audience != "customers":
            arguments = {
                name: guess(name, field, random.Random(SEED))
                for name, field in tool.input_schema["properties"].items()
                if name in tool.input_schema.get("required", ())
            }
            answer = await visits.visit(caller("owner")).use(tool, arguments)
            told += json.dumps(to_jsonable_python(answer.content), default=str, ensure_ascii=False)
    seen = [word for word in (CANARY, FIGURE, "Maison Martin", *HOUSE[:3]) if word in told]
    assert len(seen) == 6, seen


async def test_whatever_a_tool_asks_of_any_table_only_own_rows_come_back() -> None:
    """A tool without any condition, in every way that a tool can ask."""
    visits = await houses(in_memory())
    for user in PEOPLE:
        record = visits.visit(outsider(user)).record
        assert isinstance(record, OwnAccount)
        for projection in catalog.PROJECTIONS:
            newest = falling(next(iter(projection.key)))
            plain, sorted_ = projection.where(limit=999), projection.where(order_by=(newest,))
            summary = projection.summary(
                by=[dimension("key", next(iter(projection.key)))], measures=[measure("n", "count")]
            )
            told = [
                await record.rows(plain),
                await record.rows(plain, NOON),
                *await record.many([plain, sorted_]),
                await record.summary(summary),
            ]
            assert not leaks(user, "", told), (user, projection.name)
            if projection.told is None or user == "nobody":
                assert not any(page.total for page in told), projection.name


async def test_what_is_kept_back_of_a_row_is_no_condition_either() -> None:
    visits = await houses(in_memory())
    record = visits.visit(outsider("martin")).record
    for projection in catalog.PROJECTIONS:
        for kept in projection.told.but if projection.told else ():
            for asked in (
                projection.where(kept == "x"),
                projection.where(order_by=(kept,)),
            ):
                with pytest.raises(Refused, match="not told outside"):
                    await record.rows(asked)
            counted = projection.summary(
                by=[dimension("k", kept)], measures=[measure("n", "count")]
            )
            assert kept.name in asked_of(counted)
            with pytest.raises(Refused, match="not told outside"):
                await record.summary(counted)


def test_every_projection_that_names_a_customer_says_whom_it_is_told_to() -> None:
    """A new one is closed until it says so; one that holds a customer must have been thought of."""
    inside = {
        "order_billing": "what is still to be billed is the house's own reckoning",
        "order_rhythms": "whom we miss is the house's own reckoning",
        "messages": "how a letter fares is the house's affair; the letter itself reaches them",
        "bookings": "it is between the house and the carrier; the shipment tells what came of it",
    }
    inside |= dict.fromkeys(("order_accounts", "unmoved_goods", "members"), "the house's affair")
    silent = {
        p.name for p in catalog.PROJECTIONS if "customer" in p.row.model_fields and not p.told
    }
    assert silent == set(inside)


async def test_nobody_proposes_anything_for_another_account() -> None:
    visits = await houses(in_memory())
    for user, (_, customer) in PEOPLE.items():
        for tool in DRAFTS:
            for other in ("VELO", "MARTIN"):
                arguments = {**GOOD[tool.name]}
                if "customer" in arguments:
                    arguments["customer"] = other
                answer = await visits.visit(outsider(user)).use(tool, arguments)
                if answer.outcome == "answered":
                    draft = await visits.handler(TENANT).draft(answer.content["draft"])
                    assert draft.proposal and draft.proposal.customer == customer
                    stated = {s.arguments.get("customer", customer) for s in draft.proposal.steps}
                    assert stated == {customer}


async def test_a_tool_that_would_propose_for_another_account_is_stopped_below_it() -> None:
    visits = await houses(in_memory())
    record = visits.visit(outsider("martin")).record
    assert isinstance(record, OwnAccount)
    handler = visits.handler(TENANT)
    for number in range(1, 7):
        proposal = (await handler.draft(f"D-{number}")).proposal
        assert proposal is not None
        steps = [catalog.step_of(step) for step in proposal.steps]
        mine = {step.arguments.get("customer") for step in proposal.steps} == {"MARTIN"}
        if mine:
            await record.must_own(steps)
            continue
        with pytest.raises(Refused, match="not of your account"):
            await record.must_own(steps)


async def test_no_grant_opens_to_an_outsider_what_was_not_made_for_them() -> None:
    """Even an owner who grants a dealer everything shows them their own account and no more."""
    visits = await houses(in_memory())
    grant = GrantAuthority(role="dealer", function="*", rung=Rung.SIGN)
    step = Step(AUTHORITY, grant)
    await visits.handler(TENANT).record([step], Cause(("owner",)))
    outcomes = await tried(visits, 1_500)
    assert outcomes["denied"]


def test_a_role_from_outside_has_no_grant_for_anything_but_single_acts() -> None:
    ours = [grant for grant in DEFAULTS if grant.role in ("dealer", "consumer")]
    assert ours and all(grant.action != "*" and grant.function != "*" for grant in ours)
    open_tools = {tool.name for tool in OPEN}
    tools = {grant.action for grant in ours if grant.rung < Rung.SIGN}
    assert tools == open_tools
