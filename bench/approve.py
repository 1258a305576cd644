"""How long an approval takes until it is committed, with sixteen people signing at once."""

import asyncio
import itertools
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

import _business as business
import asyncpg
import uvloop
from _figures import Figure, write
from _measuring import QUICK, Opened, all_at_once, opened, percentile, settled, table, timed

from guardrails.caller import Caller

TENANT = "sized"
PEOPLE = 16
ROUNDS = 3 if QUICK else 40
EVENTS = 2_000 if QUICK else 18_000  # Four thousand orders, as AdventureWorks has.
SHARE = 0.95


async def main() -> None:
    async with opened("approve") as here:
        have = await business.recorded(here.store, TENANT, EVENTS, PEOPLE)
        print(f"{have:,} events, {business.SUPPLIERS} suppliers, {business.ITEMS} items, ", end="")
        print(f"{PEOPLE} people, {ROUNDS} rounds, load {os.getloadavg()[0]:.1f}\n")
        settled()
        timings = await rounds(here)
        timings["the same 16 commits as bare inserts"] = await bare(here.url)
    table(timings)
    print()
    limit = percentile(timings["the same 16 commits as bare inserts"], SHARE)
    clicks, alone = timings["approve to committed, 16 at once"], timings["one person alone"]
    shown, drafting = timings["click to the new card, 16 at once"], timings["drafting an order"]
    write(
        "approve",
        [
            Figure(
                "approve to committed, 16 at once, p95", percentile(clicks, SHARE), "ms", 50, limit
            ),
            Figure("approve to committed, 16 at once, p50", percentile(clicks, 0.5), "ms"),
            Figure("approve to committed, alone, p95", percentile(alone, SHARE), "ms"),
            Figure("click to the new card, 16 at once, p95", percentile(shown, SHARE), "ms"),
            Figure("drafting an order, p95", percentile(drafting, SHARE), "ms"),
        ],
    )


async def rounds(here: Opened) -> dict[str, list[float]]:
    """Sixteen drafts, sixteen signatures, and once more with the cards that people then see."""
    callers = [await person(here, number) for number in range(1, PEOPLE + 1)]
    others = [*callers[1:], callers[0]]  # Some drafts ask for another hand, so all get one.
    turns = itertools.count()
    drafting: list[float] = []
    committed: list[float] = []
    shown: list[float] = []
    alone: list[float] = []
    for turn in range(ROUNDS + 1):
        for signing, into in ((approve, committed), (decide, shown)):
            cards = [await timed(order(here, caller, turns), drafting) for caller in callers]
            works = [signing(here, *pair) for pair in zip(others, cards, strict=True)]
            found = await all_at_once(works)
            into += found if turn else []
        card = await order(here, callers[0], turns)()
        await timed(approve(here, others[0], card), alone)
    return {
        "drafting an order": drafting[PEOPLE:],
        "one person alone": alone[1:],
        "approve to committed, 16 at once": committed,
        "click to the new card, 16 at once": shown,
    }


async def person(here: Opened, number: int) -> Caller:
    found = await here.house.accounts.caller(TENANT, f"person{number}", "chat")
    if found is None:
        raise SystemExit("Nobody is there to sign: remove bench/out and try again.")
    return found


def order(here: Opened, caller: Caller, turns: Iterator[int]) -> Any:
    """A draft of a small order; the next one of the same item comes many drafts later."""
    turn = next(turns)
    number = turn * 5 % business.ITEMS + 1
    asked = {
        "item": f"P-{number:04}",
        "quantity": str(turn % 9 + 1),
        "supplier": f"V-{business.supplier_of(number):03}",
    }

    async def work() -> dict[str, Any]:
        found = await here.house.tools.call(
            caller, "draft_purchase_order", asked, today=datetime.now(UTC).date(), key=token_hex(8)
        )
        if found["outcome"] != "answered":
            raise RuntimeError(f"Not drafted: {found}")
        return dict(found["content"])

    return work


def approve(here: Opened, caller: Caller, card: dict[str, Any]) -> Any:
    async def work() -> None:
        answer = await here.house.approvals.sign(
            caller, card["draft"], card["version"], card["digest"], datetime.now(UTC), "bench"
        )
        if answer.outcome != "answered" or not answer.content["approved"]:
            raise RuntimeError(f"Not signed: {answer}")

    return work


def decide(here: Opened, caller: Caller, card: dict[str, Any]) -> Any:
    async def work() -> None:
        outcome = await here.house.office.decide(
            caller, card["draft"], card["version"], card["digest"], "sign"
        )
        if not outcome["ok"]:
            raise RuntimeError(f"Not signed: {outcome['message']}")

    return work


async def bare(url: str) -> list[float]:
    """The limit: three rows inserted in a transaction on each of sixteen open connections."""
    connections = [await asyncpg.connect(url) for _ in range(PEOPLE)]
    await connections[0].execute("drop table if exists bench_bare")
    await connections[0].execute("create table bench_bare (id bigserial primary key, body jsonb)")
    body = '{"of": "the size of an event", "text": "%s"}' % ("x" * 400)
    seconds: list[float] = []
    for turn in range(ROUNDS + 1):
        works = [insert(connection, body) for connection in connections]
        found = await all_at_once(works)
        seconds += found if turn else []
    await asyncio.gather(*(connection.close() for connection in connections))
    return seconds


def insert(connection: Any, body: str) -> Any:
    statement = "insert into bench_bare (body) select $1::jsonb from generate_series(1, 3)"
    return lambda: connection.execute(statement, body)


if __name__ == "__main__":
    uvloop.run(main())
