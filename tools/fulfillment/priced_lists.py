"""Priced lists: the good rows of a list with their prices, and the bad ones with their reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.customers.customers import CustomerRow
from domain.fulfillment.order import SalesLine, goods
from domain.fulfillment.order_rules import LINES
from domain.governance.proposal import Origin
from domain.kernel import Quantity, Refused
from domain.kernel.words import counted, figure
from tools.drafting import in_unit, origin, positive
from tools.fulfillment.offered_lists import offers_of
from tools.fulfillment.offering import (
    Offer,
    PriceList,
    at_list,
    price_for,
    price_list_of,
    waiting_of,
)
from tools.fulfillment.pasted import ListedRow, rows_of
from tools.fulfillment.promising import free_of
from tools.fulfillment.selling import line
from tools.readings import Said
from tools.toolkit import OnOffer, ToolContext

TOLD = 5
"""So many bad rows are told in the words of a card; each has its own line below them."""
ASKED_ALONE = 10
"""For so many rows without a price the last one that was paid is looked for."""
MARKED = 500
"""So many rows of each kind have an origin of their own; the words of the card count the rest."""
UNSAID = "Not drafted. "
PIECES = frozenset({"EA", "PC", "PCS", "ST"})
"""Units of which nobody sells a part."""


@dataclass(frozen=True)
class Wanted:
    """A row that names something we sell, and how much of it."""

    row: ListedRow
    offer: Offer
    quantity: Quantity


@dataclass(frozen=True)
class Bad:
    """A row that is kept apart, and why."""

    row: ListedRow
    why: str

    def __str__(self) -> str:
        return f"Row {self.row.number}, “{self.row.shown}”: {self.why}"


@dataclass(frozen=True)
class Priced:
    """The lines of one order, and what is said of the rows that are none of them."""

    lines: tuple[SalesLine, ...]
    bad: tuple[Bad, ...]
    origins: tuple[Origin, ...]

    def titled(self, whom: str = "") -> str:
        apart = f", {counted(len(self.bad), 'row')} kept apart" if self.bad else ""
        return f"{goods(self.lines)}{whom}{apart}"

    @property
    def because(self) -> str:
        return told(self.bad, "\n")


async def priced_list(
    ctx: ToolContext, who: CustomerRow, text: str, outside: bool = False
) -> Priced:
    """One order out of a list: what is good in it, or a refusal that names what is not."""
    rows = rows_of(text)
    few_enough(rows)
    wanted, bad, known = await sorted_out(ctx, rows, who.currency or ctx.currency, outside)
    lines, unpriced, origins = await priced_lines(ctx, who, wanted, known if outside else None)
    bad = sorted([*bad, *unpriced], key=lambda each: each.row.number)
    if not lines:
        raise Refused(f"{UNSAID}{told(bad)}", "no_good_row")
    marks = tuple(left_out(each) for each in bad[:MARKED])
    return Priced(tuple(lines), tuple(bad), (*origins[:MARKED], *marks))


def few_enough(rows: Sequence[ListedRow]) -> None:
    if not rows:
        reason = f"{UNSAID}The list has no rows: write one product and how many in each line."
        raise Refused(reason, "no_rows")
    if len(rows) > LINES:
        many = counted(len(rows), "row")
        reason = f"{UNSAID}The list has {many}: divide it into lists of {LINES:,} or fewer."
        raise Refused(reason, "too_many_rows")


async def sorted_out(
    ctx: ToolContext, rows: Sequence[ListedRow], currency: str, outside: bool
) -> tuple[list[Wanted], list[Bad], Mapping[str, OnOffer]]:
    """The rows that name something in a quantity it can be sold in, and the others."""
    bad: list[Bad] = []
    read: list[tuple[ListedRow, str, Said]] = []
    for row in rows:
        try:
            what, amount = row.read()
            positive(amount, f"The quantity of {what}")
            must_be_in(row.currency, currency)
            read.append((row, what, amount))
        except Refused as refused:
            bad.append(Bad(row, unsaid(refused)))
    found, known = await offers_of(ctx, (what for _, what, _ in read), outside)
    good: list[Wanted] = []
    first: dict[tuple[str, Quantity], int] = {}
    for row, what, amount in read:
        try:
            offer = found[what]
            if isinstance(offer, Refused):
                raise offer
            quantity = whole(in_unit(amount, offer.item.unit, offer.name), offer.name)
            again(first, row, (offer.code, quantity))
            good.append(Wanted(row, offer, quantity))
        except Refused as refused:
            bad.append(Bad(row, unsaid(refused)))
    return good, bad, known


def must_be_in(said: str, currency: str) -> None:
    if said and said != currency:
        reason = f"The row is in {said}, and the account pays in {currency}."
        raise Refused(f"{reason} Ask for it without a currency.", "other_currency")


def whole(quantity: Quantity, name: str) -> Quantity:
    if quantity.unit in PIECES and quantity.amount % 1:
        reason = f"{name} is sold in whole pieces: {figure(quantity.amount)} is no quantity of it."
        raise Refused(reason, "no_whole")
    return quantity


def again(
    first: dict[tuple[str, Quantity], int], row: ListedRow, same: tuple[str, Quantity]
) -> None:
    """The same row twice is a slip of the hand more often than a wish."""
    before = first.setdefault(same, row.number)
    if before != row.number:
        reason = f"It repeats row {before}. If both are wanted, give one row of both together."
        raise Refused(reason, "repeated_row")


async def priced_lines(
    ctx: ToolContext,
    who: CustomerRow,
    wanted: Sequence[Wanted],
    known: Mapping[str, OnOffer] | None,
) -> tuple[list[SalesLine], list[Bad], list[Origin]]:
    """A line for each row that has a price, numbered anew; free stock goes to the first rows."""
    offers = list({each.offer.code: each.offer for each in wanted}.values())
    prices = await price_list_of(ctx, who, offers)
    free = await free_for(ctx, offers, known)
    lines: list[SalesLine] = []
    bad: list[Bad] = []
    origins: list[Origin] = []
    for each in wanted:
        try:
            cost = at_list(each.offer, each.quantity, prices, ctx.today)
            if cost is None or cost.price.currency != (who.currency or ctx.currency):
                raise await unpriced(ctx, who, each, prices, len(bad))
        except Refused as refused:
            bad.append(Bad(each.row, unsaid(refused)))
            continue
        waiting = waiting_of(free, each.offer, each.quantity)
        lines.append(line(len(lines) + 1, each.offer, each.quantity, cost, waiting))
        if len(origins) < MARKED:
            origins += marks_of(lines[-1], cost.reason, known is not None)
    return lines, bad, origins


def marks_of(line: SalesLine, reason: str, outside: bool) -> Iterator[Origin]:
    """Where the price of a line came from, and why some of it has to wait."""
    yield origin(f"line {line.line} price", line.price, reason)
    if line.back_ordered:
        later = f"{figure(line.back_ordered)} {line.quantity.unit}"
        why = "not in stock now" if outside else "more than is free in the main store"
        yield origin(f"line {line.line} back_ordered", later, why)


async def free_for(
    ctx: ToolContext, offers: Sequence[Offer], known: Mapping[str, OnOffer] | None
) -> dict[str, Decimal]:
    codes = sorted({offer.item.item for offer in offers})
    if known is not None:
        return {code: known[code].free for code in codes if code in known}
    return await free_of(ctx, codes) if codes else {}


async def unpriced(
    ctx: ToolContext, who: CustomerRow, each: Wanted, prices: PriceList, before: int
) -> Refused:
    """Why a row has no price; for the first of them, with what was paid last."""
    if before < ASKED_ALONE:
        try:
            await price_for(ctx, who, each.offer, each.quantity, prices)
        except Refused as refused:
            return refused
    pays = who.currency or ctx.currency
    return Refused(f"{each.offer.name} has no price in {pays}.", "no_price")


def unsaid(refused: Refused) -> str:
    return str(refused).removeprefix(UNSAID)


def told(bad: Sequence[Bad], between: str = " ") -> str:
    """One sentence for each bad row; of many, the first and how many more there are."""
    said = [str(each) for each in bad[:TOLD]]
    more = len(bad) - TOLD
    rest = [f"{counted(more, 'more row')} cannot be ordered."] if more > 0 else []
    return between.join([*said, *rest])


def left_out(bad: Bad) -> Origin:
    mark = origin(f"row {bad.row.number}", bad.row.shown, f"kept apart: {bad.why}")
    return mark.model_copy(update={"severity": "care"})
