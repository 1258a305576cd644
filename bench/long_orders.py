"""How long the order of a dealer's long list takes: to draft, to open its card, to sign."""

import os
import statistics
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import _business as business
import uvloop
from _business import on
from _figures import Figure, write
from _measuring import QUICK, Opened, opened, settled, table, timed

from domain.category.base_price import SetBasePrice
from domain.category.product import ListProduct
from domain.command_handler.rehearsal import Rehearsal
from domain.customers.customer_events import RegisterCustomer
from domain.customers.price_list_events import CreatePriceList, SetListPrice
from domain.fulfillment.sales_orders import sales_orders
from domain.governance.member import AddMember
from domain.governance.signing import SetSigningLimits
from domain.inventory.item import RegisterItem
from domain.inventory.place import MAIN
from domain.inventory.stock import OpenStock
from domain.kernel import Money, Quantity, Step
from domain.kernel.uncollected import uncollected
from guardrails.caller import Caller

TENANT = "lists"
SIZES = (100, 500) if QUICK else (100, 1_000, 10_000)
ROUNDS = 1 if QUICK else 3
GOODS = max(SIZES)
SINCE = date(2026, 1, 5)
STORED, MUCH = Decimal(10_000_000), Decimal(1_000_000_000)
DEALER, LIST = "DEALER", "DEALERS"
DRAFT, CARD, SIGN = "draft", "open the card", "sign"
GOALS = {
    1_000: {DRAFT: 600, CARD: 600, SIGN: 600},
    10_000: {DRAFT: 5_000, CARD: 3_000, SIGN: 5_000},
}
"""Milliseconds."""


async def main() -> None:
    async with opened("long_orders") as here:
        await furnished(here)
        dealer, owner = [await caller(here, user) for user in ("dealer", "owner")]
        print(
            f"{GOODS:,} products in stock, half of them on the price list of one dealer, ", end=""
        )
        print(f"{ROUNDS} rounds, load {os.getloadavg()[0]:.1f}\n")
        first = await ordered(here)
        settled()
        timings: dict[str, list[float]] = {}
        for size in SIZES:
            for turn in range(ROUNDS + 1):
                first += 1
                found = await once(here, dealer, owner, listed(size, first))
                for name, seconds in found.items() if turn else ():
                    timings.setdefault(f"{size:,} lines: {name}", []).append(seconds)
    table(timings)
    print()
    write("long_orders", list(figures(timings)))


def figures(timings: dict[str, list[float]]) -> Iterator[Figure]:
    for size in SIZES:
        for name in (DRAFT, CARD, SIGN):
            what = f"{size:,} lines: {name}"
            median = round(statistics.median(timings[what]) * 1000, 1)
            yield Figure(f"{what}, median", median, "ms", GOALS.get(size, {}).get(name))


def listed(size: int, turn: int) -> str:
    """So many rows, one product each; no quantity of a product comes a second time."""
    rows = [f"{code(number)};{turn * 10 + number % 10}" for number in range(1, size + 1)]
    return "\n".join(["order this list:", *rows])


async def once(here: Opened, dealer: Caller, owner: Caller, text: str) -> dict[str, float]:
    """Pasted by the dealer, opened and signed by the owner of the business."""
    spent: dict[str, list[float]] = {DRAFT: [], CARD: [], SIGN: []}
    office = here.house.office
    found = await timed(lambda: office.ask(dealer, text, f"talk {hash(text)}"), spent[DRAFT])
    if not found["drafts"]:
        raise RuntimeError(f"Not drafted: {found['text'][:300]}")
    draft = found["drafts"][0]
    card = await timed(lambda: office.card(owner, draft), spent[CARD])
    shown = (draft, card["version"], card["digest"])
    outcome = await timed(lambda: office.decide(owner, *shown, "sign"), spent[SIGN])
    if outcome["code"] != "signed":
        raise RuntimeError(f"Not signed: {outcome['message']}")
    return {name: seconds for name, [seconds] in spent.items()}


async def caller(here: Opened, user: str) -> Caller:
    found: Caller | None = await here.house.accounts.caller(TENANT, user, "chat")
    if found is None:
        raise SystemExit("Nobody is there to order: remove bench/out and try again.")
    return found


async def ordered(here: Opened) -> int:
    """How many orders there are from earlier runs."""
    rows = here.house.approvals.handler(TENANT).rows(sales_orders.where(limit=1))
    return int((await rows).total)


async def furnished(here: Opened) -> None:
    """A business that has nothing but goods, one dealer, and who signs."""
    if await here.store.newest(TENANT):
        return
    await here.store.open_tenant(TENANT, {"name": "Lists (invented)", "currency": "EUR"})
    rehearsal = Rehearsal(business.Blank(), business.BY)
    with uncollected():
        facts = await rehearsal.run([*people(), *goods(), *prices()])
        await here.store.append(TENANT, facts)


def people() -> Sequence[Step]:
    """One other hand signs, whatever the amount."""
    known: dict[str, Any] = {"kind": "dealer", "currency": "EUR", "since": SINCE}
    limits = SetSigningLimits(independent_above=MUCH, two_above=MUCH)
    return (
        on(limits, "tenant"),
        on(AddMember(user="owner", name="Owner", roles=("owner",)), "owner"),
        on(AddMember(user="dealer", name="Dealer", roles=("dealer",), customer=DEALER), "dealer"),
        on(RegisterCustomer(customer=DEALER, name="A dealer", price_list=LIST, **known), DEALER),
    )


def code(number: int) -> str:
    return f"G-{number:05}"


def euros(number: int) -> Money:
    return Money(amount=Decimal(number % 90 + 10), currency="EUR")


def goods() -> Iterator[Step]:
    """As many products as the longest list has rows, each with enough of it in stock."""
    for number in range(1, GOODS + 1):
        item, name = code(number), f"Good {number:05}"
        kind = business.CATEGORIES[number % len(business.CATEGORIES)]
        yield on(RegisterItem(item=item, name=name, unit="EA", category=kind), item)
        yield on(ListProduct(product=item, item=item, name=name, category=kind), item)
        costs = {"price": euros(number), "effective_from": SINCE, "decided_on": SINCE}
        yield on(SetBasePrice(product=item, product_name=name, reason="new", **costs), item)
        there = Quantity(amount=STORED, unit="EA")
        opening = OpenStock(item=item, item_name=name, quantity=there, place=MAIN, counted_on=SINCE)
        yield on(opening, item)


def prices() -> Iterator[Step]:
    """The dealer pays less for all, and a price of its own for every second product."""
    begun = CreatePriceList(price_list=LIST, name="Dealers", currency="EUR", percent_off=Decimal(5))
    yield on(begun, LIST)
    for number in range(2, GOODS + 1, 2):
        own = Money(amount=euros(number).amount * Decimal("0.9"), currency="EUR")
        step = SetListPrice(product=code(number), product_name=f"Good {number:05}", price=own)
        yield on(step, LIST)


if __name__ == "__main__":
    uvloop.run(main())
