"""A trading business of any size, invented from a seed and recorded by the house's own rules."""

import asyncio
import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from domain import catalog
from domain.command_handler.aggregates import Aggregate
from domain.command_handler.rehearsal import Rehearsal
from domain.governance.member import AddMember
from domain.inventory.item import RegisterItem
from domain.inventory.location import RegisterLocation
from domain.inventory.unit import RegisterUnit
from domain.kernel import AnyDecider, Cause, Command, Fact, Money, Quantity, Step
from domain.kernel.uncollected import uncollected
from domain.procurement.order import Delivered, Line
from domain.procurement.order_commands import PlacePurchaseOrder, ReceiveGoods
from domain.procurement.purchase_order import purchase_order
from domain.procurement.sourcing import AgreeSourcing, key_of, sourcing
from domain.procurement.supplier import RegisterSupplier

SEED = 4012
SUPPLIERS, ITEMS, ORDERS = 104, 504, 4_012  # As many as AdventureWorks has.
CURRENCY = "USD"
FIRST, DAYS = date(2022, 1, 3), 1_700
CATEGORIES = ("Bearings", "Brackets", "Fasteners", "Frames", "Paint", "Tubing", "Wheels")
BY = Cause(("bench",))
CHUNK = 1_000  # Orders decided while the facts of as many others are written.


class Blank:
    """A record with nothing on it: what the rules decide depends on this business alone."""

    async def read(self, wanted: Mapping[str, AnyDecider]) -> dict[str, Aggregate]:
        return {stream: Aggregate(0, decider.initial) for stream, decider in wanted.items()}

    def remembered(self, stream: str, decider: AnyDecider) -> None:
        return None


def on(command: Command, key: str) -> Step:
    return Step(catalog.decider_of(command).stream(key), command)


def supplier_name(number: int) -> str:
    return f"Ardwick {number:03} Mills"


def item_name(number: int) -> str:
    return f"Part {number:04} Steel"


def price_of(item: int) -> Decimal:
    return Decimal(item % 90 + 10) / 4


def founding() -> Iterator[Step]:
    """Units, a store, suppliers, items, and who supplies what."""
    yield on(RegisterUnit(code="EA", name="each"), "EA")
    yield on(RegisterLocation(location="MAIN", name="Main store"), "MAIN")
    for number in range(1, SUPPLIERS + 1):
        code = f"V-{number:03}"
        command = RegisterSupplier(supplier=code, name=supplier_name(number), currency=CURRENCY)
        yield on(command, code)
    for number in range(1, ITEMS + 1):
        yield on(
            RegisterItem(
                item=f"P-{number:04}",
                name=item_name(number),
                unit="EA",
                category=CATEGORIES[number % len(CATEGORIES)],
            ),
            f"P-{number:04}",
        )
        yield terms(number)


def terms(item: int) -> Step:
    who = supplier_of(item)
    command = AgreeSourcing(
        supplier=f"V-{who:03}",
        supplier_name=supplier_name(who),
        item=f"P-{item:04}",
        item_name=item_name(item),
        unit="EA",
        price=Money(amount=price_of(item), currency=CURRENCY),
        lead_days=14,
    )
    return Step(sourcing.stream(key_of(command.supplier, command.item)), command)


def supplier_of(item: int) -> int:
    return item % SUPPLIERS + 1


def people(count: int) -> Iterator[Step]:
    for number in range(1, count + 1):
        command = AddMember(user=f"person{number}", name=f"Person {number}", roles=("owner",))
        yield on(command, f"person{number}")


def trading(orders: int, first: int = 1) -> Iterator[tuple[Step, Step]]:
    """Each order with its delivery: 2.2 lines on average, one line in twelve partly damaged."""
    dice = random.Random(SEED)
    for number in range(first, first + orders):
        day = FIRST + timedelta(days=number * DAYS // orders)
        count = dice.choice((1, 1, 2, 3, 4))
        lines = tuple(line(n, dice, number, day) for n in range(1, count + 1))
        who = dice.randint(1, SUPPLIERS)
        place = PlacePurchaseOrder(
            number=f"PO-{number}",
            supplier=f"V-{who:03}",
            supplier_name=supplier_name(who),
            ordered_on=day,
            currency=CURRENCY,
            lines=lines,
        )
        came = tuple(delivered(line, dice) for line in lines)
        receive = ReceiveGoods(received_on=day + timedelta(dice.randint(9, 21)), lines=came)
        stream = purchase_order.stream(f"PO-{number}")
        yield Step(stream, place), Step(stream, receive)


def line(number: int, dice: random.Random, order: int, day: date) -> Line:
    item = (order * 7 + number * 101) % ITEMS + 1
    return Line(
        line=number,
        item=f"P-{item:04}",
        item_name=item_name(item),
        category=CATEGORIES[item % len(CATEGORIES)],
        quantity=Quantity(amount=Decimal(dice.randint(3, 550)), unit="EA"),
        price=Money(amount=price_of(item), currency=CURRENCY),
        due_on=day + timedelta(14),
    )


def delivered(line: Line, dice: random.Random) -> Delivered:
    damaged = Decimal(dice.randint(1, 3)) if dice.random() < 1 / 12 else Decimal(0)
    return Delivered(line=line.line, quantity=line.quantity, damaged=damaged)


async def recorded(store: Any, tenant: str, events: int, headcount: int = 0) -> int:
    """Bring a tenant to so many events, unless it has them; the answer is how many it has."""
    have = int(await store.newest(tenant))
    if have >= events:
        return have
    if have:
        raise SystemExit(f"{tenant} has {have:,} of {events:,} events: remove bench/out, try again")
    await store.open_tenant(tenant, {"name": "Bench (invented)", "currency": CURRENCY})
    begun = time.perf_counter()
    with uncollected():
        have, orders = await traded(store, tenant, events, headcount)
    await store.next_number(tenant, "purchase_order", orders)
    took = time.perf_counter() - begun
    print(f"{have:,} events made in {took:.0f} s ({have / took:,.0f} events/s)")
    return have


async def traded(store: Any, tenant: str, events: int, headcount: int) -> tuple[int, int]:
    """How many events there are now, and how many orders there are numbers for."""
    rehearsal = Rehearsal(Blank(), BY)
    facts = await decided(rehearsal, [(*people(headcount), *founding())])
    have, orders = 0, max(1, (events - len(facts)) // 4)
    pairs = trading(orders)
    while facts and have < events:
        writing = asyncio.create_task(store.append(tenant, facts))
        facts = await decided(rehearsal, islice(pairs, CHUNK))
        have = (await writing).facts[-1].position
    return have, orders


async def decided(rehearsal: Rehearsal, groups: Iterable[Sequence[Step]]) -> list[Fact]:
    """What these steps come to, with all that follows from them, while others are written."""
    for steps in groups:
        await rehearsal.run(steps)
        for step in steps:  # An order that has come is not asked again.
            if step.stream.startswith("purchase_order-"):
                rehearsal.states.pop(step.stream, None)
                rehearsal.ahead.pop(step.stream, None)
        await asyncio.sleep(0)
    facts = list(rehearsal.facts)
    rehearsal.facts.clear()
    return facts
