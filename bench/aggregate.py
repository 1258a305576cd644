"""How long sums over a million events take: spend by supplier, by month and over everything."""

import os
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import _business as business
import asyncpg
import uvloop
from _figures import Figure, write
from _measuring import QUICK, Opened, one_after_the_other, opened, percentile, settled, table

from domain.kernel import dimension, measure
from domain.procurement.order_lines import OrderLineRow, order_lines
from guardrails.caller import Caller
from tools.procurement.spending import DIMENSIONS

TENANT = "million"
EVENTS = 20_000 if QUICK else 1_000_000
ROUNDS = 10 if QUICK else 50
GOAL = 100  # Milliseconds.
SUPPLIER = (dimension("key", OrderLineRow.supplier), dimension("name", OrderLineRow.supplier_name))
MONTH = (dimension("start", OrderLineRow.ordered_on, "month"),)
SPENT = (measure("spent", "sum", OrderLineRow.amount), measure("lines", "count"))
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
PLAIN = """
select supplier, date_trunc('month', ordered_on), sum(amount), count(*)
  from read_models.order_lines where tenant = $1 group by 1, 2
"""
Work = Callable[[], Awaitable[Any]]


async def main() -> None:
    async with opened("aggregate") as here:
        have = await business.recorded(here.store, TENANT, EVENTS)
        await analysed(here.url)
        lines = (await here.store.summary(TENANT, summary(()))).rows
        print(f"{have:,} events, {lines:,} order lines, {ROUNDS} rounds, ", end="")
        print(f"load {os.getloadavg()[0]:.1f}\n")
        settled()
        works = {**reads(here), **tools(here), "plain SQL, supplier and month": await plain(here)}
        timings = {name: await one_after_the_other(ROUNDS, work) for name, work in works.items()}
    table(timings)
    print()
    peer = percentile(timings.pop("plain SQL, supplier and month"), 0.95)
    figures = [
        Figure(f"{name}, p95", percentile(seconds, 0.95), "ms", GOAL, peer)
        for name, seconds in timings.items()
    ]
    write("aggregate", figures)


async def analysed(url: str) -> None:
    """What autovacuum does some minutes after such a load; a bench does not wait for it."""
    connection = await asyncpg.connect(url)
    await connection.execute("vacuum analyze")
    await connection.close()


def summary(by: tuple[Any, ...], *conditions: Any) -> Any:
    return order_lines.summary(*conditions, by=by, measures=SPENT, limit=1_000)


def reads(here: Opened) -> dict[str, Work]:
    """What the tools ask of the store, by the store alone."""
    first, last = YEAR
    year = (OrderLineRow.ordered_on >= first, OrderLineRow.ordered_on <= last)
    asked = {
        "spend by supplier": summary(SUPPLIER),
        "spend by month": summary(MONTH),
        "spend by supplier and month": summary((*SUPPLIER, *MONTH)),
        "spend by supplier in one year": summary(SUPPLIER, *year),
        "spend of one supplier by month": summary(MONTH, OrderLineRow.supplier == "V-007"),
        "total spend": summary(()),
    }

    def read(question: Any) -> Work:
        return lambda: here.store.summary(TENANT, question)

    return {name: read(question) for name, question in asked.items()}


def tools(here: Opened) -> dict[str, Work]:
    """The same through a server, past the gate, as a person gets it."""
    owner = Caller(TENANT, "owner", "Owner", ("owner",), "api")
    asked = {f"tool: total_spend by {by}": {"by": by} for by in DIMENSIONS}
    asked |= {f"{name} in 2025": {**given, "period": "2025"} for name, given in asked.items()}

    def call(arguments: dict[str, str]) -> Work:
        async def work() -> None:
            found = await here.house.tools.call(owner, "total_spend", arguments)
            if found["outcome"] != "answered":
                raise RuntimeError(f"Not answered: {found}")

        return work

    return {name: call(arguments) for name, arguments in asked.items()}


async def plain(here: Opened) -> Work:
    """The limit: the same groups by hand, as the owner of the table."""
    connection = await asyncpg.connect(here.url)
    return lambda: connection.fetch(PLAIN, TENANT)


if __name__ == "__main__":
    uvloop.run(main())
