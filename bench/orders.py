"""How long questions about a million sales orders take, beside the same sums by hand."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from typing import Any

import _business as business
import asyncpg
import uvloop
from _figures import Figure, write
from _measuring import QUICK, Opened, one_after_the_other, opened, percentile, settled, table
from _selling import sold

from guardrails.caller import Caller

TENANT = "orders"
ORDERS = int(os.environ.get("ORDERS", 20_000 if QUICK else 1_000_000))
ROUNDS = 20 if QUICK else 200
GOAL = 200  # Milliseconds.
EVENTS = 2_500  # Of a small business: its items, suppliers, and who works there.
OPEN = "status in ('open', 'partly_paid')"
STANDING = "status not in ('cancelled', 'closed')"
LINES = f"from read_models.sales_order_lines where tenant = $1 and {STANDING}"
MONTH = "date_trunc('month', ordered_on)"
ASKED = {
    "aging": "receivables aging",
    "revenue by month": "revenue by month",
    "revenue by category": "revenue by category",
    "revenue by month and category": "revenue by category and month",
    "open back orders": "list back orders",
}
QUEUE = "what needs me"
BY_HAND = {
    "aging": f"""
        select customer, width_bucket(current_date - due_on, '{{1,31,61,91}}'::int[]),
               sum(open_amount)
          from read_models.customer_invoices where tenant = $1 and {OPEN} group by 1, 2""",
    "revenue by month": f"select {MONTH}, sum(amount) {LINES} group by 1",
    "revenue by category": f"select category, sum(amount) {LINES} group by 1",
    "revenue by month and category": f"select {MONTH}, category, sum(amount) {LINES} group by 1, 2",
    "open back orders": """
        select * from read_models.sales_order_lines
         where tenant = $1 and back_ordered > 0
           and status in ('placed', 'back_ordered', 'picked', 'packed', 'partly_shipped')
         order by ordered_on, "order", line limit 100""",
    QUEUE: """
        select * from read_models.sales_orders
         where tenant = $1 and status in ('placed', 'picked', 'packed', 'partly_shipped')
           and requested_on < current_date order by open_amount desc limit 20""",
}
Work = Callable[[], Awaitable[Any]]


async def main() -> None:
    async with opened(f"orders-{ORDERS}") as here:
        await business.recorded(here.store, TENANT, EVENTS, 1)
        begun = time.perf_counter()
        if await sold(here.url, TENANT, ORDERS):
            print(f"rows made in {time.perf_counter() - begun:.0f} s")
        owner = await here.house.accounts.caller(TENANT, "person1", "chat")
        connection = await asyncpg.connect(here.url)
        print(await sizes(connection))
        print(f"{ROUNDS} asks each, load {os.getloadavg()[0]:.1f}\n")
        works = {**asks(here, owner), QUEUE: queue(here, owner)}
        begun = time.perf_counter()
        await works["open back orders"]()
        first = time.perf_counter() - begun
        settled()
        timings = {name: await one_after_the_other(ROUNDS, work) for name, work in works.items()}
        peers = {
            name: await one_after_the_other(max(ROUNDS // 10, 5), by_hand(connection, statement))
            for name, statement in BY_HAND.items()
        }
        await connection.close()
    table({**timings, **{f"by hand: {name}": seconds for name, seconds in peers.items()}})
    print("by hand, “what needs me” is one of some thirty sources: the late orders\n")
    figures = [
        Figure(f"{name}, p95", percentile(seconds, 0.95), "ms", GOAL, percentile(peers[name], 0.95))
        for name, seconds in timings.items()
    ]
    write("orders", [*figures, Figure("the first question after a start", first, "s")])


async def sizes(connection: asyncpg.Connection) -> str:
    counted = [
        f"{await connection.fetchval(f'select count(*) from read_models.{name}'):,} {name}"
        for name in ("sales_orders", "sales_order_lines", "customer_invoices", "shipments")
    ]
    size = await connection.fetchval("select pg_size_pretty(pg_database_size(current_database()))")
    return f"{', '.join(counted)}; {size}"


def asks(here: Opened, owner: Caller) -> dict[str, Work]:
    """The whole road, as a person goes it: words, gate, tool, store, ledger."""

    def ask(text: str) -> Work:
        async def work() -> None:
            talk = f"talk-{time.time_ns()}"
            found = await here.house.office.ask(owner, text, talk)
            if found["kind"] != "answer":
                raise RuntimeError(f"{text}: {found['kind']}, {found['text']}")

        return work

    return {name: ask(text) for name, text in ASKED.items()}


def queue(here: Opened, owner: Caller) -> Work:
    return lambda: asyncio.ensure_future(here.house.office.queue(owner))


def by_hand(connection: asyncpg.Connection, statement: str) -> Work:
    """As the owner of the tables, on one connection."""
    return lambda: connection.fetch(statement, TENANT)


if __name__ == "__main__":
    uvloop.run(main())
