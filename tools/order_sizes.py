"""Order sizes: how many orders there are in each step of time, with the average one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.kernel import AnyProjection, Internal, Message, Public, Summarised, dimension, measure
from domain.kernel.row import Column
from domain.kernel.wording import money
from domain.kernel.words import counted, listed, opening
from tools.amounts import by_currency
from tools.reply import Chart, Reply, columns, counting
from tools.series import label
from tools.toolkit import ToolContext

STEPS = 120
CENT = Decimal("0.01")
COLUMNS = columns(
    ("name", "Period"),
    ("orders", "Orders", "number"),
    ("average", "Average order", "money", "currency"),
    ("largest", "Largest order", "money", "currency"),
    ("amount", "Together", "money", "currency"),
)


class Counted(Message):
    """The orders of one month, quarter or year."""

    name: Public[str]
    orders: Internal[int]
    average: Internal[Decimal | None]
    largest: Internal[Decimal | None]
    amount: Internal[Decimal]
    currency: Public[str]


@dataclass(frozen=True)
class Sized:
    """The orders that are counted: which rows, what one is worth, and what it is called."""

    of: AnyProjection
    worth: Any
    noun: str
    excluded: str


async def counts(
    ctx: ToolContext, sized: Sized, conditions: Sequence[bool], grain: Any, about: str, query: str
) -> Reply[Counted]:
    """All of them in one sentence, then each step of time."""
    measures = (
        measure("orders", "count"),
        measure("average", "average", sized.worth),
        measure("largest", "most", sized.worth),
        measure("amount", "sum", sized.worth),
    )
    row = sized.of.row
    total = await by_currency(ctx, sized.of, conditions, *measures)
    start = dimension("start", row.ordered_on, grain)
    steps = await ctx.summary(
        sized.of.summary(
            *conditions,
            by=(start, dimension("currency", row.currency)),
            measures=measures,
            order_by=(Column("start"), Column("currency")),
            limit=STEPS,
        )
    )
    return told(ctx, sized, total, steps, grain, about, query)


def told(
    ctx: ToolContext,
    sized: Sized,
    total: Summarised,
    steps: Summarised,
    grain: str,
    about: str,
    query: str,
) -> Reply[Counted]:
    rows = tuple(of_step(group, grain) for group in steps.groups)
    orders = opening(counted(total.rows, sized.noun))
    placed = "was" if total.rows == 1 else "were"
    return Reply(
        headline=f"{orders} {placed} placed{about}{worth(total.groups)}.",
        rows=rows,
        columns=COLUMNS,
        total_rows=steps.total,
        truncated=steps.truncated,
        totals={"orders": str(total.rows)},
        chart=charted(rows, grain, sized.noun),
        note=f"{counting(ctx, total.rows, 'order')} · {sized.excluded}",
        query=query,
    )


def of_step(group: Mapping[str, Any], grain: str) -> Counted:
    return Counted(
        name=label(group["start"], grain),
        orders=group["orders"],
        average=rounded(group["average"]),
        largest=group["largest"],
        amount=group["amount"],
        currency=group["currency"],
    )


def rounded(average: Decimal | None) -> Decimal | None:
    """An average is nobody's price, so cents are enough."""
    return None if average is None else average.quantize(CENT)


def worth(groups: tuple[Mapping[str, Any], ...]) -> str:
    averages = [money(group["average"].quantize(CENT), group["currency"]) for group in groups]
    largest = [money(group["largest"], group["currency"]) for group in groups]
    if not averages:
        return ""
    return f", worth {listed(averages)} on average and {listed(largest)} at most"


def charted(rows: tuple[Counted, ...], grain: str, noun: str) -> Chart | None:
    if len(rows) < 2 or len({row.currency for row in rows}) > 1:
        return None
    x, y = tuple(row.name for row in rows), tuple(Decimal(row.orders) for row in rows)
    return Chart(kind="bar", title=f"{opening(noun)}s by {grain}", x=x, y=y)
