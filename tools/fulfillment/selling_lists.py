"""Selling lists: a pasted list becomes one order; rows that are no good are kept apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

from domain.customers.customers import CustomerRow
from domain.fulfillment.order import SalesLine, goods
from domain.fulfillment.order_rules import LINES
from domain.governance.proposal import Origin
from domain.kernel import Quantity, Refused
from domain.kernel.words import counted, figure
from domain.preview import DraftCard
from tools.drafting import in_unit, origin, positive
from tools.fulfillment.arguments import Customer, ShipTo, WantedBy
from tools.fulfillment.offering import Offer, offered, price_for, price_list_of, waiting_of
from tools.fulfillment.pasted import ListedRow, rows_of, unfolded
from tools.fulfillment.promising import free_of
from tools.fulfillment.selling import line, placing
from tools.readings import NO_CONTROL
from tools.resolve import CUSTOMERS, one
from tools.slots import reading, text
from tools.toolkit import Edit, Plan, ToolContext, draft

TOLD = 5
"""So many bad rows are told in the words of a card; each has its own line below them."""
UNSAID = "Not drafted. "
Lines = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100_000, pattern=NO_CONTROL),
    reading(unfolded),
    text(
        "Which products, and how many of each?",
        "One product with its quantity in each line, or with commas: LOCK 40, CALF 12.",
        before=("list", "lines", "these"),
    ),
]


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


@draft(
    title="Sales order from a list",
    edits=(Edit("lines", "List", "text"), Edit("requested", "Wanted by", "date")),
    says=(
        "order for {customer}: {lines}",
        "sales order list for {customer}: {lines}",
        "order list of {customer}: {lines}",
        "bulk order for {customer}: {lines}",
        "bulk order from {customer}: {lines}",
        "{customer} orders this list: {lines}",
        "customer {customer} sent this list: {lines}",
        "paste an order for {customer}: {lines}",
        "take this list for {customer}: {lines}",
        "enter the order list of {customer}: {lines}",
    ),
)
async def draft_sales_order_list(
    ctx: ToolContext,
    customer: Customer,
    lines: Lines,
    requested: WantedBy | None = None,
    ship_to: ShipTo | None = None,
) -> DraftCard:
    """Draft one order from a pasted list of products and quantities, at the customer's prices.

    Rows that cannot be ordered are named on the card and left out. Never make up a row.
    """
    who = await one(ctx, CUSTOMERS, customer)
    rows = rows_of(lines)
    few_enough(rows)
    wanted, bad = await sorted_out(ctx, rows)
    good, unpriced, origins = await priced_lines(ctx, who, wanted)
    bad = sorted([*bad, *unpriced], key=lambda each: each.row.number)
    if not good:
        raise Refused(f"{UNSAID}{told(bad)}", "no_good_row")
    step = await placing(ctx, who, good, requested, ship_to)
    apart = f", {counted(len(bad), 'row')} kept apart" if bad else ""
    plan = Plan(
        steps=(step,),
        title=f"Sell {goods(tuple(good))} to {who.name}{apart}",
        kind="Sales order",
        because=told(bad),
        origins=(*origins, *map(left_out, bad)),
    )
    return await ctx.propose(plan)


def few_enough(rows: Sequence[ListedRow]) -> None:
    if not rows:
        reason = f"{UNSAID}The list has no rows: write one product and how many in each line."
        raise Refused(reason, "no_rows")
    if len(rows) > LINES:
        many = counted(len(rows), "row")
        reason = f"{UNSAID}The list has {many}: divide it into lists of {LINES:,} or fewer."
        raise Refused(reason, "too_many_rows")


async def sorted_out(ctx: ToolContext, rows: Sequence[ListedRow]) -> tuple[list[Wanted], list[Bad]]:
    """The rows that name something in a quantity it can be sold in, and the others."""
    good: list[Wanted] = []
    bad: list[Bad] = []
    known: dict[str, Offer] = {}
    for row in rows:
        try:
            what, figure = row.read()
            positive(figure, f"The quantity of {what}")
            offer = known.get(what) or await offered(ctx, what)
            known[what] = offer
            quantity = in_unit(figure, offer.item.unit, offer.name)
            good.append(Wanted(row, offer, quantity))
        except Refused as refused:
            bad.append(Bad(row, str(refused).removeprefix(UNSAID)))
    return good, bad


async def priced_lines(
    ctx: ToolContext, who: CustomerRow, wanted: Sequence[Wanted]
) -> tuple[list[SalesLine], list[Bad], list[Origin]]:
    """A line for each row that has a price, numbered anew; free stock goes to the first rows."""
    offers = [each.offer for each in wanted]
    prices = await price_list_of(ctx, who, offers)
    free = await free_of(ctx, sorted({offer.item.item for offer in offers})) if offers else {}
    lines: list[SalesLine] = []
    bad: list[Bad] = []
    origins: list[Origin] = []
    for each in wanted:
        try:
            cost, _ = await price_for(ctx, who, each.offer, each.quantity, prices)
        except Refused as refused:
            bad.append(Bad(each.row, str(refused).removeprefix(UNSAID)))
            continue
        waiting = waiting_of(free, each.offer, each.quantity)
        number = len(lines) + 1
        lines.append(line(number, each.offer, each.quantity, cost, waiting))
        origins.append(origin(f"line {number} price", cost.price, cost.reason))
        if waiting:
            later = f"{figure(waiting)} {each.quantity.unit}"
            why = "more than is free in the main store"
            origins.append(origin(f"line {number} back_ordered", later, why))
    return lines, bad, origins


def told(bad: Sequence[Bad]) -> str:
    """One sentence for each bad row; of many, the first and how many more there are."""
    said = [str(each) for each in bad[:TOLD]]
    more = len(bad) - TOLD
    rest = [f"{counted(more, 'more row')} cannot be ordered."] if more > 0 else []
    return " ".join([*said, *rest])


def left_out(bad: Bad) -> Origin:
    mark = origin(f"row {bad.row.number}", bad.row.shown, f"kept apart: {bad.why}")
    return mark.model_copy(update={"severity": "care"})
