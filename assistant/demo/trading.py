"""Trading: two years of the demo business, day by day, from a seed that never changes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from assistant.demo.catalogue import CURRENCY, Material, Partner, materials, partners
from domain.inventory.place import MAIN, OUTSIDE, QUARANTINE, Place
from domain.inventory.stock import MoveStock, stock
from domain.kernel import Money, Quantity, Step
from domain.procurement.order import Delivered, Line
from domain.procurement.order_commands import PlacePurchaseOrder, ReceiveGoods
from domain.procurement.purchase_order import purchase_order

SEED = 1837
YEARS = 2
ISSUE_DAY = 28  # The day of the month on which production draws what it used.
YEARLY_RISE = Decimal("0.03")
FORGOTTEN = frozenset({"LMB-NOIR-08", "THR-LIN-COGN", "EDG-COGN-1", "RIB-NOIR"})
"""Nobody reordered these in the last weeks: the demo opens with something to do."""
FORGOTTEN_FOR = timedelta(days=80)
OVERDUE = "CONCERIA"  # Its last order is late on the day the demo begins.


@dataclass
class Open:
    """An order on its way, and the day it will arrive."""

    number: str
    arrives: date
    lines: tuple[Line, ...]
    flawed_percent: int


@dataclass
class Trading:
    """A business that orders when stock runs low and receives what its suppliers send."""

    today: date
    dice: Random = field(default_factory=lambda: Random(SEED))
    placed: int = 0
    open: list[Open] = field(default_factory=list)
    stock: dict[str, Decimal] = field(default_factory=dict)
    flawed: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def __post_init__(self) -> None:
        self.materials = materials()
        self.partners = {partner.code: partner for partner in partners()}
        self.begins = self.today - timedelta(days=365 * YEARS)
        for material in self.materials:
            self.stock[material.code] = Decimal(material.reorder_point + 2 * material.monthly_use)

    def days(self) -> Iterator[tuple[date, list[Step]]]:
        """Each day on which something happened, with its steps in order."""
        day = self.begins
        while day < self.today:
            steps = [*self.arrivals(day), *self.orders(day), *self.issues(day)]
            if steps:
                yield day, steps
            day += timedelta(days=1)

    def arrivals(self, day: date) -> Iterator[Step]:
        due = [order for order in self.open if order.arrives <= day]
        self.open = [order for order in self.open if order.arrives > day]
        for order in due:
            lines = tuple(self.delivered(line, order.flawed_percent) for line in order.lines)
            note = f"DN {self.dice.randint(10_000, 99_999)}"
            command = ReceiveGoods(received_on=day, delivery_note=note, lines=lines)
            yield Step(purchase_order.stream(order.number), command)

    def delivered(self, line: Line, flawed_percent: int) -> Delivered:
        flawed = self.dice.randint(0, 2 * flawed_percent) if flawed_percent else 0
        damaged = (line.quantity.amount * flawed / 100).quantize(Decimal(1))
        self.stock[line.item] += line.quantity.amount - damaged
        self.flawed[line.item] += damaged
        return Delivered(line=line.line, quantity=line.quantity, damaged=damaged)

    def orders(self, day: date) -> Iterator[Step]:
        """One order a supplier for everything of theirs that runs low."""
        if day.weekday() > 4:
            return
        needed: dict[str, list[Material]] = defaultdict(list)
        for material in self.materials:
            if self.runs_low(material, day):
                needed[self.chosen(material)].append(material)
        for code, wanted in needed.items():
            yield self.order(self.partners[code], wanted, day)

    def runs_low(self, material: Material, day: date) -> bool:
        if material.code in FORGOTTEN and day > self.today - FORGOTTEN_FOR:
            return False
        coming = any(line.item == material.code for order in self.open for line in order.lines)
        since = Decimal(day.day) / 30 * material.monthly_use
        return not coming and self.stock[material.code] - since < material.reorder_point

    def chosen(self, material: Material) -> str:
        second = len(material.suppliers) > 1 and self.dice.random() < 0.2
        return material.suppliers[1 if second else 0]

    def order(self, partner: Partner, wanted: list[Material], day: date) -> Step:
        self.placed += 1
        number = f"PO-{self.placed}"
        lines = tuple(self.line(n, m, partner, day) for n, m in enumerate(wanted, 1))
        due = max(line.due_on for line in lines)
        self.open.append(Open(number, self.arrival(partner, due), lines, partner.flawed_percent))
        command = PlacePurchaseOrder(
            number=number,
            supplier=partner.code,
            supplier_name=partner.name,
            ordered_on=day,
            currency=CURRENCY,
            lines=lines,
        )
        return Step(purchase_order.stream(number), command)

    def line(self, number: int, material: Material, partner: Partner, day: date) -> Line:
        lots = max(1, -(-2 * material.monthly_use // material.lot))
        return Line(
            line=number,
            item=material.code,
            item_name=material.name,
            category=material.category,
            quantity=Quantity(amount=Decimal(lots * material.lot), unit=material.unit),
            price=Money(amount=self.price(material, partner, day), currency=CURRENCY),
            due_on=day + timedelta(days=material.lead_days),
        )

    def price(self, material: Material, partner: Partner, day: date) -> Decimal:
        """Last year's prices were lower, second sources are dearer, and cents come and go."""
        years = Decimal((self.today - day).days) / 365
        cost = material.cost * (1 - YEARLY_RISE * years)
        if partner.code != material.suppliers[0]:
            cost *= Decimal("1.06")
        return round(cost * Decimal(self.dice.randint(99, 101)) / 100, 2)

    def arrival(self, partner: Partner, due: date) -> date:
        late = self.dice.randint(1, 100) <= partner.late_percent
        arrives = due + timedelta(
            days=self.dice.randint(2, 12) if late else -self.dice.randint(0, 2)
        )
        last = partner.code == OVERDUE and due > self.today - timedelta(days=25)
        return max(arrives, self.today + timedelta(days=4)) if last else arrives

    def issues(self, day: date) -> Iterator[Step]:
        """At the end of a month production draws what it used, and flawed goods go back."""
        if day.day != ISSUE_DAY:
            return
        for material in self.materials:
            wanted = Decimal(material.monthly_use * self.dice.randint(80, 120) // 100)
            amount = min(wanted, self.stock[material.code])
            self.stock[material.code] -= amount
            flawed = self.flawed.pop(material.code, Decimal(0))
            if amount > 0:
                yield leaves(material, amount, MAIN, day, "Issued to production")
            if flawed > 0:
                yield leaves(material, flawed, QUARANTINE, day, "Returned to the supplier")


def leaves(material: Material, amount: Decimal, place: Place, day: date, reason: str) -> Step:
    command = MoveStock(
        item=material.code,
        item_name=material.name,
        quantity=Quantity(amount=amount, unit=material.unit),
        source=place,
        target=OUTSIDE,
        moved_on=day,
        reason=reason,
    )
    return Step(stock.stream(material.code), command)
