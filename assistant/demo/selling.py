"""Selling: two years of the demo business's sales, day by day, from a seed that never changes."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random

from assistant.demo.buyers import Buyer, buyers
from assistant.demo.catalogue import Piece, pieces
from assistant.demo.complaints import ASKED, complaints
from assistant.demo.offers import OFFERS, Offer
from assistant.demo.sale import Claim, Sale, Wanted, each
from assistant.demo.trading import ISSUE_DAY, YEARS
from domain.fulfillment.order import Portion
from domain.fulfillment.order_commands import CancelSalesOrder, FillBackOrder
from domain.fulfillment.sales_order import sales_order
from domain.inventory.place import MAIN, OUTSIDE
from domain.inventory.stock import MoveStock, stock
from domain.kernel import Step

SEED = 1871
CHANCE = {True: 36, False: 30}  # Percent of a working day for an order of a dealer, a consumer.
DISPUTES = "MERIDIAN"  # This dealer pays nothing of what was billed in the last weeks.
DISPUTED_FOR = timedelta(days=80)
QUIET = {"OLDQUAY": timedelta(days=120), DISPUTES: timedelta(days=38)}
"""Since when these dealers have ordered nothing more."""
DISPUTED_ORDER = timedelta(days=62)
LIVELY = timedelta(days=6)  # In the last days somebody orders every day: there is work to do.
LATE = frozenset({"BAG-QUAI-VERT", "WLT-COGN"})
BIG_ORDER, BIG_BUYER = timedelta(days=8), "GRANDBAZAR"
BIG_WISH = {"BAG-QUAI-VERT": 7, "WLT-NOIR": 6}  # More totes than there are: some must wait.
LATE_FOR = timedelta(days=45)  # For so long the atelier has made none of these.
UNBILLED = timedelta(days=3)  # What left since then waits some days for its invoice.
UNMATCHED = timedelta(days=14)  # What was paid since then nobody has allocated yet.
FIRST_REMINDER, SECOND_REMINDER = timedelta(days=7), timedelta(days=21)
FOUND = {
    "ticket": len(ASKED),
    "customer": sum(1 for one in buyers() if not one.dealer),
    "promotion": len(OFFERS),
}
"""The numbers of tickets, consumers and promotions that are given from the beginning."""
Act = Callable[[date], Iterator[Step]]


@dataclass
class Selling:
    """A shop that takes orders, ships what is there, and waits for its money."""

    today: date
    dice: Random = field(default_factory=lambda: Random(SEED))
    used: dict[str, int] = field(default_factory=lambda: dict(FOUND))
    agenda: dict[date, list[Act]] = field(default_factory=lambda: defaultdict(list))
    waiting: list[tuple[Sale, dict[int, int]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.begins = self.today - timedelta(days=365 * YEARS)
        self.risen = self.today - timedelta(days=365)
        self.disputed = working_day(self.today - DISPUTED_ORDER)
        self.big = working_day(self.today - BIG_ORDER)
        self.pieces = pieces()
        self.free = {piece.code: piece.in_stock for piece in self.pieces}
        everybody = buyers()
        self.dealers = [one for one in everybody if one.dealer]
        self.consumers = [one for one in everybody if not one.dealer]

    def days(self) -> Iterator[tuple[date, list[Step]]]:
        """Each day on which something happened, with its steps in order."""
        for on, act in complaints(self.today):
            self.agenda[on].append(act)
        for offer in OFFERS:
            self.agenda[offer.planned_on(self.today)].append(partial(offered, offer, self.today))
        day = self.begins
        while day < self.today:
            steps = [*self.made(day), *self.appointed(day), *self.orders(day)]
            if steps:
                yield day, steps
            day += timedelta(days=1)

    def number(self, kind: str) -> int:
        self.used[kind] = self.used.get(kind, 0) + 1
        return self.used[kind]

    def appointed(self, day: date) -> Iterator[Step]:
        for act in self.agenda.pop(day, []):
            yield from act(day)

    def made(self, day: date) -> Iterator[Step]:
        """Once a month the atelier delivers what was sold, and orders that waited are filled."""
        if day.day != ISSUE_DAY:
            return
        late = LATE if day > self.today - LATE_FOR else frozenset[str]()
        for piece in self.pieces:
            if piece.code in late:
                continue
            owed = sum(amounts.get(piece.code, 0) for _, amounts in self.owed())
            amount = max(0, piece.in_stock + owed - self.free[piece.code])
            if amount:
                self.free[piece.code] += amount
                yield finished(piece, amount, day)
        yield from self.filled(day, late)

    def owed(self) -> Iterator[tuple[Sale, dict[str, int]]]:
        for sale, later in self.waiting:
            yield sale, {sale.lines[line - 1].item: amount for line, amount in later.items()}

    def filled(self, day: date, late: frozenset[str]) -> Iterator[Step]:
        still = [one for one in self.waiting if late & {line.item for line in one[0].lines}]
        for sale, later in (one for one in self.waiting if one not in still):
            lines = tuple(Portion(line=n, quantity=each(a)) for n, a in later.items())
            yield Step(sales_order.stream(sale.code), FillBackOrder(lines=lines))
            for line, amount in later.items():
                self.free[sale.lines[line - 1].item] -= amount
            self.leaves(sale, later, day + timedelta(days=self.dice.randint(1, 3)))
        self.waiting = still

    def orders(self, day: date) -> Iterator[Step]:
        if day.weekday() > 4:
            return
        for dealer, chance in CHANCE.items():
            lively = day > self.today - LIVELY
            if lively or self.dice.randint(1, 100) <= chance:
                yield from self.order(self.buyer(dealer, day), day)
        if day == self.disputed:
            yield from self.order(self.named(DISPUTES), day)
        if day == self.big:
            wish = [
                self.one(piece, BIG_WISH[piece.code])
                for piece in self.pieces
                if piece.code in BIG_WISH
            ]
            yield from self.order(self.named(BIG_BUYER), day, tuple(wish))

    def buyer(self, dealer: bool, day: date) -> Buyer:
        some = self.dealers if dealer else self.consumers
        some = [one for one in some if day <= self.today - QUIET.get(one.code, timedelta(0))]
        return self.dice.choices(some, [one.weight for one in some])[0]

    def named(self, code: str) -> Buyer:
        return next(one for one in self.dealers if one.code == code)

    def wanted(self, buyer: Buyer) -> tuple[Wanted, ...]:
        """A dealer may wait for what is not there; a consumer buys only what is."""
        if not buyer.dealer:
            there = [piece for piece in self.pieces if self.free[piece.code]]
            return (self.one(self.dice.choice(there), 1),) if there else ()
        chosen = self.dice.sample(self.pieces, self.dice.choice((1, 1, 2, 2, 3)))
        most = {"Handbags": 3, "Small leather goods": 8, "Belts": 5}
        amounts = [self.dice.randint(1, most[piece.category]) for piece in chosen]
        return tuple(self.one(piece, amount) for piece, amount in zip(chosen, amounts, strict=True))

    def one(self, piece: Piece, amount: int) -> Wanted:
        here = min(amount, self.free[piece.code])
        self.free[piece.code] -= here
        return Wanted(piece, amount, amount - here)

    def order(self, buyer: Buyer, day: date, wish: tuple[Wanted, ...] = ()) -> Iterator[Step]:
        wanted = wish or self.wanted(buyer)
        if not wanted:
            return
        sale = Sale(self.number("sales_order"), buyer, day, self.today, self.risen, wanted)
        yield sale.placed()
        steady = buyer.code == DISPUTES
        if self.dice.randint(1, 50) == 1 and not sale.later and not steady:
            yield self.cancelled(sale)
            return
        if sale.later:
            self.waiting.append((sale, sale.later))
        if sale.here:
            slow = self.dice.randint(1, 8) == 1 and not steady
            days = self.dice.randint(11, 14) if slow else self.dice.randint(1, 4)
            days += 3 if day > self.today - LIVELY else 0
            self.leaves(sale, sale.here, day + timedelta(days=days))

    def cancelled(self, sale: Sale) -> Step:
        for line in sale.lines:
            self.free[line.item] += int(line.quantity.amount)
        command = CancelSalesOrder(reason="The customer changed their mind")
        return Step(sales_order.stream(sale.code), command)

    def leaves(self, sale: Sale, amounts: dict[int, int], on: date) -> None:
        """Let these amounts be shipped on a day and billed soon after."""
        tracking = f"CR{self.dice.randint(10**8, 10**9 - 1)}"
        self.agenda[on].append(lambda day: sale.leaves(amounts, day, tracking))
        days = self.dice.choice((0, 0, 1, 2)) + (3 if on > self.today - UNBILLED else 0)
        billed_on = on + timedelta(days=days)
        self.agenda[billed_on].append(lambda day: self.billed(sale, amounts, day))

    def billed(self, sale: Sale, amounts: dict[int, int], day: date) -> Iterator[Step]:
        claim = Claim(self.number("customer_invoice"), sale, amounts, day)
        yield claim.issued()
        if sale.buyer.dealer and self.dice.randint(1, 14) == 1:
            line = self.dice.choice(sorted(amounts))
            back_on = day + timedelta(days=self.dice.randint(5, 9))
            self.agenda[back_on].append(lambda on: self.came_back(claim, line, on))
        if sale.buyer.code == DISPUTES and day > self.today - DISPUTED_FOR:
            self.reminders(claim, self.today)
            return
        self.expect(claim)

    def expect(self, claim: Claim) -> None:
        buyer = claim.sale.buyer
        late = self.dice.randint(1, 100) <= buyer.late_percent
        days = self.dice.randint(5, 30) if late else -self.dice.randint(0, 3)
        paid_on = claim.due_on + timedelta(days=days if buyer.dealer else 0)
        if not buyer.dealer:
            paid_on += timedelta(days=1)
        self.reminders(claim, paid_on)
        self.agenda[paid_on].append(lambda on: self.paid(claim, on))

    def reminders(self, claim: Claim, paid_on: date) -> None:
        for level, after in (1, FIRST_REMINDER), (2, SECOND_REMINDER):
            if claim.due_on + after < paid_on:
                self.agenda[claim.due_on + after].append(partial(reminded, claim, level))

    def paid(self, claim: Claim, day: date) -> Iterator[Step]:
        if claim.open > 0:
            received, allocated = claim.paid(self.number("customer_payment"), day)
            yield received
            if day < self.today - UNMATCHED:
                yield allocated

    def came_back(self, claim: Claim, line: int, day: date) -> Iterator[Step]:
        damaged = self.dice.randint(0, 1)
        reason = "The clasp is scratched" if damaged else "One more than was needed"
        yield claim.sale.returned(line, day, reason, damaged)
        yield claim.credit(self.number("credit_note"), line, day, reason)
        if not damaged:
            self.free[claim.sale.lines[line - 1].item] += 1


def offered(offer: Offer, today: date, _: date) -> Iterator[Step]:
    return offer.planned(today)


def working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def reminded(claim: Claim, level: int, day: date) -> Iterator[Step]:
    if claim.open > 0:
        yield claim.reminded(level, day)


def finished(piece: Piece, amount: int, day: date) -> Step:
    command = MoveStock(
        item=piece.code,
        item_name=piece.name,
        quantity=each(amount),
        source=OUTSIDE,
        target=MAIN,
        moved_on=day,
        reason="Made in the atelier",
    )
    return Step(stock.stream(piece.code), command)
