"""The inventory agent: gives what customers wait for a reorder point, where it has none."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from domain.agents.agent import (
    MOST,
    Agent,
    Answering,
    Looking,
    Rule,
    Suggestion,
    Topic,
    against,
    agreed,
    occasion,
    said,
)
from domain.fulfillment.order_status import OPEN
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.inventory.stock_levels import StockLevelRow, stock_levels
from domain.kernel import among
from domain.kernel.wording import quantity

NAME = "inventory-agent"
ZERO = Decimal(0)


def set_reorder_point(today: date) -> Looking:
    """What customers wait for and no rule orders again would be missed the next time as well."""
    row, level = SalesOrderLineRow, StockLevelRow
    waits = sales_order_lines.where(
        among(row.status, OPEN),
        row.back_ordered > 0,
        order_by=(row.ordered_on, row.order, row.line),
        limit=MOST,
        counted=False,
    )
    [lines] = yield [waits]
    waited: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines.rows:
        waited[line.item] += line.back_ordered
    if not waited:
        return ()
    [levels] = yield [
        stock_levels.where(
            among(level.item, sorted(waited)),
            level.status == "active",
            level.reorder_point == ZERO,
            order_by=(level.item,),
            limit=MOST,
        )
    ]
    return tuple(points(levels.rows, waited))


def points(levels: Iterable[StockLevelRow], waited: Mapping[str, Decimal]) -> Iterator[Suggestion]:
    for row in levels:
        amount = said(waited[row.item], row.unit)
        yield Suggestion(
            occasion=occasion(NAME, "reorder_point", row.item),
            about=row.item,
            tool="draft_reorder_point",
            arguments={"item": row.item, "quantity": amount},
            because=f"Customers wait for {quantity(waited[row.item], row.unit)} {row.item_name}, "
            "which has no reorder point.",
            subject={"item": row.item},
        )


def set_apart(suggestion: Suggestion, today: date) -> Answering:
    """Whether goods wait in quarantine that would do, once somebody has decided about them."""
    item, row = suggestion.subject["item"], StockLevelRow
    [levels] = yield [stock_levels.where(row.item == item, limit=1)]
    level = levels.first
    if level is None or level.quarantine <= 0:
        return agreed("None of it waits in quarantine", item)
    apart = f"{quantity(level.quarantine, level.unit)} wait in quarantine"
    if level.quarantine >= level.short_by > 0:
        return against(f"{apart}: decide about them first", item)
    return agreed(f"{apart}, which is not enough", item)


agent = Agent(
    function="inventory",
    mandate="Sees to it that what is needed again has a point at which it is ordered.",
    off="A reorder point is computed from what customers wait for.",
    handoff="The point waits for a signature, unless a standing order covers it.",
    rules=(
        Rule(
            name="reorder_point",
            says="Set a reorder point for what customers wait for, where it has none.",
            reads=("inventory", "fulfillment"),
            drafts="draft_reorder_point",
            command="SetReorderPoint",
            look=set_reorder_point,
        ),
    ),
    topics=(
        Topic(
            name="set_apart",
            says="Does enough of this item wait in quarantine?",
            reads=("inventory",),
            answer=set_apart,
        ),
    ),
)
