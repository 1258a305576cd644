"""The promotions agent: ends what has nothing left to give away, to reach or to sell."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from domain.agents.agent import (
    ITEMS,
    MOST,
    Agent,
    Looking,
    Question,
    Rule,
    Suggestion,
    occasion,
)
from domain.category.products import LISTED, ProductRow, products
from domain.fulfillment.order_status import STANDING
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.inventory.stock_levels import StockLevelRow, stock_levels
from domain.inventory.stock_reservations import StockReservationRow, stock_reservations
from domain.kernel import Query, among
from domain.kernel.wording import quantity, total
from domain.kernel.words import day
from domain.promotions.promotion_goods import PromotionGoodsRow, promotion_goods
from domain.promotions.promotions import PromotionRow, promotions

NAME = "promotions-agent"
MANY = MOST * 20
ZERO = Decimal(0)
Goods = Sequence[PromotionGoodsRow]


@dataclass(frozen=True)
class Reached:
    """What ends a promotion, with the figure that must differ before it is proposed again."""

    reason: str
    because: str
    state: tuple[Decimal | str, ...]
    asks: tuple[Question, ...] = ()


def promotion_ends(today: date) -> Looking:
    """End what runs on although its budget is used up, its target reached or its goods are gone.

    Of what is over nothing follows here: how far it fell short is shown to whoever asks.
    """
    row, line, goods = PromotionRow, SalesOrderLineRow, PromotionGoodsRow
    [running] = yield [
        promotions.where(
            row.first_on <= today, row.last_on > today, order_by=(row.promotion,), limit=MOST
        )
    ]
    codes = [each.promotion for each in running.rows]
    if not codes:
        return ()
    sold, promoted = yield [
        sales_order_lines.where(
            among(line.promotion, codes),
            among(line.status, STANDING),
            order_by=(line.promotion, line.order, line.line),
            limit=MANY,
            counted=False,
        ),
        promotion_goods.where(among(goods.promotion, codes), limit=MANY),
    ]
    named: dict[str, list[SalesOrderLineRow]] = defaultdict(list)
    for each in sold.rows:
        named[each.promotion].append(each)
    [offered] = yield [offers(promoted.rows)]
    levels, reserved = yield shelves(offered.rows)
    seen = (promoted, offered, levels, reserved)
    free = free_of(levels.rows, reserved.rows)
    whole = not any(page.truncated for page in seen)
    there = on_offer(promoted.rows, offered.rows, free) if whole else {}
    return tuple(ends(running.rows, named, there, today))


def offers(goods: Goods) -> Query[ProductRow]:
    """The products that are promoted, by themselves or with their category."""
    row: Any = ProductRow
    codes = sorted({each.product for each in goods if each.product})
    names = sorted({each.category for each in goods if each.category})
    if not names:
        return products.where(among(row.product, codes), limit=MANY)
    return products.where(row.status == LISTED, limit=MANY)


def shelves(offered: Iterable[ProductRow]) -> list[Query[Any]]:
    items = sorted({each.item for each in offered if each.item})
    return [
        stock_levels.where(among(StockLevelRow.item, items), limit=MANY),
        stock_reservations.where(among(StockReservationRow.item, items), limit=MANY * 10),
    ]


def free_of(
    levels: Iterable[StockLevelRow], reserved: Iterable[StockReservationRow]
) -> dict[str, Decimal]:
    """What is promised to an order already cannot be sold once more."""
    free = {level.item: level.available for level in levels}
    for promise in reserved:
        free[promise.item] = free.get(promise.item, ZERO) - promise.quantity
    return free


def on_offer(
    goods: Goods, offered: Sequence[ProductRow], free: Mapping[str, Decimal]
) -> Mapping[str, Mapping[str, Decimal]]:
    """By promotion: how much is free of each item that it is about."""
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for each in goods:
        for sold in offered:
            if (each.product == sold.product) or (each.category and each.category == sold.category):
                found[each.promotion][sold.item] = free.get(sold.item, ZERO)
    return found


def ends(
    rows: Iterable[PromotionRow],
    named: Mapping[str, Sequence[SalesOrderLineRow]],
    there: Mapping[str, Mapping[str, Decimal]],
    today: date,
) -> Iterator[Suggestion]:
    """A promotion under which nothing was sold has reached nothing, and its goods may yet come."""
    for row in rows:
        lines, free = named.get(row.promotion, ()), there.get(row.promotion, {})
        found = lines and (used_up(row, lines) or reached(row, lines) or sold_out(row, free))
        if not found:
            continue
        yield Suggestion(
            occasion=occasion(NAME, "promotion_ends", row.promotion, *found.state),
            about=row.promotion,
            tool="draft_promotion_end",
            arguments={"promotion": row.promotion, "reason": found.reason},
            because=f"{found.because}, and it would run until {day(row.last_on)}.",
            subject={
                "promotion": row.promotion,
                "items": ITEMS.join(sorted(free)),
                "until": row.last_on.isoformat(),
            },
            asks=found.asks,
        )


def used_up(row: PromotionRow, lines: Sequence[SalesOrderLineRow]) -> Reached | None:
    """Lines that were not seen would only add to what is given away."""
    budget, money = row.budget_amount, row.currency
    given = sum((line.discount_amount for line in lines if line.currency == money), ZERO)
    if budget is None or given < budget:
        return None
    told = f"{row.name} gave away {total(given, money)} of a budget of {total(budget, money)}"
    return Reached("Its budget is used up", told, ("budget", budget))


def reached(row: PromotionRow, lines: Sequence[SalesOrderLineRow]) -> Reached | None:
    """All that it was to bring: of two targets, both."""
    units = {line.unit for line in lines}
    told, state = [], []
    if (target := row.target_units) is not None:
        sold = sum((line.ordered for line in lines), ZERO)
        if len(units) > 1 or sold < target:
            return None
        told.append(f"{quantity(sold, *units)} of {quantity(target, *units)}")
        state.append(target)
    if (revenue := row.target_amount) is not None:
        brought = sum((line.amount for line in lines if line.currency == row.currency), ZERO)
        if brought < revenue:
            return None
        told.append(f"{total(brought, row.currency)} of {total(revenue, row.currency)}")
        state.append(revenue)
    if not told:
        return None
    because = f"{row.name} reached its target, {' for '.join(told)}"
    return Reached("Its target is reached", because, ("target", *state))


def sold_out(row: PromotionRow, free: Mapping[str, Decimal]) -> Reached | None:
    """Nothing is free of any of its goods; whether more comes, the buyers' agent knows."""
    if not free or any(amount > 0 for amount in free.values()):
        return None
    asks = (Question("procurement-agent", "comes_again"),)
    because = f"Nothing is left of what {row.name} makes cheaper"
    return Reached("Its goods are sold out", because, ("stock", f"{row.last_on}"), asks)


agent = Agent(
    function="promotions",
    mandate="Sees to it that no promotion runs on when it has done what it was for.",
    off="Budget, target and stock of a promotion are compared with what was sold under it.",
    handoff=(
        "The early end waits for a signature; where goods are said to come again, no draft is "
        "made and people decide."
    ),
    rules=(
        Rule(
            name="promotion_ends",
            says="End a promotion whose budget is used up, target reached or stock gone.",
            reads=("promotions", "fulfillment", "inventory", "category"),
            drafts="draft_promotion_end",
            command="EndPromotion",
            look=promotion_ends,
        ),
    ),
)
