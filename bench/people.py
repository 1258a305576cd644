"""Two hundred people who ask, order, sign and ship for a minute on one server."""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
from _figures import OUT, Figure, write
from _measuring import QUICK, machine, opened, percentile, table
from _serving import ROOT, served

from assistant.demo.selling import Selling
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.inventory.place import OUTSIDE
from domain.inventory.stock_movements import StockMovementRow, stock_movements
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.inventory.stock_reservations import StockReservationRow, stock_reservations
from domain.kernel import among, measure
from domain.receivables.customer_accounts import CustomerAccountRow, customer_accounts
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from domain.receivables.payment_allocations import PaymentAllocationRow, payment_allocations

HOME = "people-quick" if QUICK else "people"
FINE, CHANGED = 200, 409
READINGS = 3
PEOPLE = 20 if QUICK else 200
SECONDS = 10 if QUICK else 60
THINKING = 20.0  # Seconds a person lets pass between two acts, on average.
ASKING = 0.6  # So many of the acts are questions; the others carry an order one stage further.
SIGNED_WITHIN, ANSWERED_WITHIN, SHARE = 100, 150, 0.95
STAGES = (
    "sell 1 {product} to {customer}",
    "pick {order}",
    "pack {order}",
    "ship {order}",
    "invoice {order}",
    "{invoice} was paid",
)
OWN = "order this list:\n{product};1"
"""What a dealer says for himself in place of the first stage."""
QUESTIONS = (
    "what is free to sell of Noir wallet",
    "open sales orders",
    "list back orders",
    "receivables aging",
    "what do we have to pick",
    "how many Noir wallets are there",
    "open orders",
    "customers at risk",
    "overdue customer invoices",
    "what is waiting for me",
)
PRODUCTS = ("Rive card holder, Noir", "Rive card holder, tan", "Noir wallet", "Belt, 30 mm, tan")
CUSTOMERS = ("Maison Verre", "Kramerhaus GmbH", "Galeria pod Wawelem", "Usnje Ljubljanica")
ALL_MOVED = measure("all", "sum", StockMovementRow.quantity)
# Who drafts does not sign; several people work under one sign-in, as the demo has few.
DRAFTING, SIGNING, BUYING = "manager", "owner", "dealer"
BOUGHT = 0.5  # So many of the orders a dealer places himself; a second one alike is doubted.
OWN_QUESTIONS = ("my orders", "my invoices", "what do I owe", "what can I buy")
OF_DEALERS = 0.25  # So many of the questions are asked by dealers.


@dataclass
class Work:
    """What two hundred people did together, and how long each of it took."""

    address: str
    spent: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    waiting: list[tuple[str, int, str]] = field(default_factory=list)
    """Orders, with the next of their stages and their invoice; one here is in nobody's hands."""
    done: Counter[str] = field(default_factory=Counter)
    orders: list[str] = field(default_factory=list)
    shipped: list[str] = field(default_factory=list)
    read_again: int = 0
    """Cards that had changed before they were signed, and were signed as they then stood."""

    async def post(
        self, person: httpx.AsyncClient, what: str, path: str, body: Mapping[str, Any]
    ) -> dict[str, Any]:
        begun = time.perf_counter()
        found = await person.post(path, json=body)
        self.spent[what].append(time.perf_counter() - begun)
        if found.status_code != FINE:
            self.errors.append(f"{path} {dict(body)}: {found.status_code} {found.text[:200]}")
            return {}
        return dict(found.json())

    async def asks(self, person: httpx.AsyncClient, text: str) -> None:
        found = await self.post(person, "an answer", "/api/ask", {"text": text})
        if found and found["kind"] not in ("answer", "question"):
            self.errors.append(f"{text}: {found['kind']} {found['text'][:200]}")

    async def acts(self, people: Mapping[str, httpx.AsyncClient], dice: random.Random) -> None:
        """An order one stage further: drafted by one hand, signed by another."""
        order, stage, invoice = self.waiting.pop(0) if self.waiting else ("", 0, "")
        own = not order and dice.random() < BOUGHT
        what = {"product": dice.choice(PRODUCTS), "customer": dice.choice(CUSTOMERS)}
        said = (OWN if own else STAGES[stage]).format(order=order, invoice=invoice, **what)
        drafting = BUYING if own else DRAFTING
        drafted = await self.post(people[drafting], "a draft", "/api/ask", {"text": said})
        if not drafted.get("drafts"):
            self.errors.append(f"{said}: not drafted, {drafted.get('text', '')[:200]}")
            return
        signed = await self.signs(people[SIGNING], drafted["drafts"][0])
        if not signed:
            return
        self.done["buy" if own else STAGES[stage].replace("{invoice} was", "").split()[0]] += 1
        number, billed = order or named("order", signed), invoice or named("invoice", signed)
        self.orders += [] if order else [number]
        self.shipped += [number] if STAGES[stage].startswith("ship") else []
        if stage + 1 < len(STAGES) and number:
            self.waiting.append((number, stage + 1, billed))

    async def signs(self, person: httpx.AsyncClient, draft: str) -> dict[str, Any]:
        """As a person does: what has changed meanwhile is read again, and then signed."""
        for _ in range(READINGS):
            card = (await person.get(f"/api/drafts/{draft}")).json()
            body = {"version": card["version"], "digest": card["digest"]}
            begun = time.perf_counter()
            found = await person.post(f"/api/drafts/{draft}/approve", json=body)
            self.spent["a signature"].append(time.perf_counter() - begun)
            if found.status_code != CHANGED:
                break
            self.read_again += 1
        if found.status_code == FINE:
            return dict(found.json())
        self.errors.append(f"{draft}: {found.status_code} {found.text[:200]}")
        return {}


def named(kind: str, card: Mapping[str, Any]) -> str:
    """The number that a new order or invoice got, out of the card that was signed."""
    draft = card.get("draft", card)
    return str(draft.get("arguments", {}).get(kind, ""))


async def main() -> None:
    print(f"{machine()}{', QUICK sizes' if QUICK else ''}, load {os.getloadavg()[0]:.1f}")
    print(
        f"{PEOPLE} people for {SECONDS} s, one act in {THINKING:.0f} s each on average: "
        f"{ASKING:.0%} questions, the others draft and sign one stage of an order\n"
    )
    with served(HOME) as address:
        work = await worked(address)
        apart = verified()
    told(work, [*apart, *await reconciled(work)])


async def worked(address: str) -> Work:
    work = Work(address)
    limits = httpx.Limits(max_connections=PEOPLE)
    options: Any = {"base_url": address, "headers": {"origin": address}, "limits": limits}
    people = {}
    for user in (DRAFTING, SIGNING, BUYING):
        person = httpx.AsyncClient(**options, timeout=60)
        known = {"username": user, "password": f"bellavier-{user}"}
        (await person.post("/chat/login", data=known)).raise_for_status()
        people[user] = person
    for text in QUESTIONS:
        await work.asks(people[SIGNING], text)
    await work.acts(people, random.Random(0))
    work.spent.clear()
    until = time.monotonic() + SECONDS
    await asyncio.gather(*(works(work, people, n, until) for n in range(PEOPLE)))
    await asyncio.gather(*(person.aclose() for person in people.values()))
    return work


async def works(
    work: Work, people: Mapping[str, httpx.AsyncClient], number: int, until: float
) -> None:
    """One person: waits, asks or acts, and waits again until the minute is over."""
    dice = random.Random(number)
    await asyncio.sleep(dice.uniform(0, min(THINKING, SECONDS / 2)))
    while time.monotonic() < until:
        if dice.random() < ASKING:
            outside = dice.random() < OF_DEALERS
            asked = OWN_QUESTIONS if outside else QUESTIONS
            await work.asks(people[BUYING if outside else SIGNING], dice.choice(asked))
        else:
            await work.acts(people, dice)
        await asyncio.sleep(dice.uniform(0.5, 1.5) * THINKING)


def verified() -> list[str]:
    """What `countersign verify` says of chain, positions and rows where it is not content."""
    environment = os.environ | {"COUNTERSIGN_HOME": str(OUT / HOME)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, str(ROOT / "app.py"), "verify", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else [f"{done.stdout}{done.stderr}"]


async def reconciled(work: Work) -> list[str]:
    """What does not add up to the cent, or is there twice, or not at all."""
    async with opened("people") as here:
        handler = here.house.approvals.handler("bellavier")

        async def total(of: Any, column: Any) -> Any:
            asked = of.summary(measures=[measure("all", "sum", column)])
            return (await handler.summary(asked)).totals["all"] or 0

        owed = await total(customer_accounts, CustomerAccountRow.open_amount)
        billed = await total(customer_invoices, CustomerInvoiceRow.open_amount)
        paid = await total(customer_invoices, CustomerInvoiceRow.paid_amount)
        given = await total(payment_allocations, PaymentAllocationRow.amount)
        kept = await total(stock_reservations, StockReservationRow.quantity)
        there = await total(stock_on_hand, StockOnHandRow.quantity)
        brought, taken = [await moved_by(handler, of) for of in ("target", "source")]
        row = SalesOrderRow
        counted = [await total(sales_orders, c) for c in (row.ordered, row.shipped)]
        orders = (await handler.rows(sales_orders.where(limit=1))).total
        went = among(StockMovementRow.reason, [f"Shipped for {order}" for order in work.shipped])
        moved = (await handler.rows(stock_movements.where(went, limit=1))).total
        stages = await counted_stages(handler, work)
    demo = Selling(datetime.now(UTC).date())
    list(demo.days())
    expected = demo.used["sales_order"] + len(work.orders)
    return [
        f"{name}: {one} is not {other}"
        for name, one, other in (
            ("open by customer, by invoice", owed, billed),
            ("paid by invoice, by payment", paid, given),
            ("orders placed, orders on record", expected, orders),
            ("shipments signed, movements", len(work.shipped), moved),
            *stages,
            ("one order, one number", len(set(work.orders)), len(work.orders)),
            ("on hand, what came less what went", there, brought - taken),
            ("reserved is no more than is to ship", kept > counted[0] - counted[1], False),
        )
        if one != other
    ]


async def counted_stages(handler: Any, work: Work) -> list[tuple[str, int, int]]:
    """Of the orders made here, every stage that was signed against what is on record of it."""
    row, bill = SalesOrderRow, CustomerInvoiceRow
    made = [order for order in work.orders if order]
    asked = {
        "pick": sales_orders.where(among(row.order, made), row.picked > 0, limit=1),
        "pack": sales_orders.where(among(row.order, made), row.packed > 0, limit=1),
        "ship": sales_orders.where(among(row.order, made), row.shipped > 0, limit=1),
        "invoice": customer_invoices.where(among(bill.order, made), limit=1),
        "paid": customer_invoices.where(among(bill.order, made), bill.status == "paid", limit=1),
    }
    totals = [page.total for page in await handler.many(list(asked.values()))]
    return [
        (f"{stage} signed, on record", work.done[stage], total)
        for stage, total in zip(asked, totals, strict=True)
    ]


async def moved_by(handler: Any, end: str) -> Any:
    """The quantities of all movements that came to, or went from, a place inside."""
    row = StockMovementRow
    outside = getattr(row, end) == OUTSIDE.location
    every, beyond = [
        (await handler.summary(stock_movements.summary(*only, measures=[ALL_MOVED]))).totals["all"]
        for only in ((), (outside,))
    ]
    return (every or 0) - (beyond or 0)


def told(work: Work, apart: Sequence[str]) -> None:
    table(work.spent)
    stages = ", ".join(f"{verb} {count}" for verb, count in work.done.items())
    requests = sum(map(len, work.spent.values()))
    print(f"\n{requests} requests; signed: {stages}; {work.read_again} read again")
    print(*work.errors[:10], *apart, sep="\n")
    signed, answered = work.spent["a signature"], work.spent["an answer"]
    name = f"{PEOPLE} people"
    write(
        "people",
        [
            Figure(f"a signature, {name}, p95", percentile(signed, SHARE), "ms", SIGNED_WITHIN),
            Figure(f"an answer, {name}, p95", percentile(answered, SHARE), "ms", ANSWERED_WITHIN),
            Figure("a draft, p95", percentile(work.spent["a draft"], SHARE), "ms"),
            Figure("errors", len(work.errors), "requests", 0),
            Figure("signatures", len(signed), "in all"),
            Figure("records that disagree afterwards", len(apart), "", 0),
        ],
    )


if __name__ == "__main__":
    asyncio.run(main())
