"""Prices: on which terms suppliers supply an item, and what was paid for it over time."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.kernel import Internal, Message, Public, among, falling, measure
from domain.kernel.wording import money, price, short_day
from domain.kernel.words import counted, measured
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.sourcing import key_of, sourcing
from domain.procurement.sourcing_terms import SourcingRow
from domain.procurement.sourcing_terms import sourcing_terms as terms
from tools.procurement.scope import Scope, scope
from tools.procurement.spending import SPENT
from tools.reply import Chart, Reply, columns, table
from tools.slots import Item, Period, Supplier
from tools.toolkit import ToolContext, read

SHOWN = 50
CENT = Decimal("0.01")


class AgreedTerms(Message):
    """What one supplier asks for one item, and how it delivers."""

    supplier: Public[str]
    supplier_name: Public[str]
    item: Public[str]
    item_name: Public[str]
    price: Internal[Decimal]
    currency: Public[str]
    unit: Public[str]
    min_order: Internal[Decimal]
    lead_days: Internal[int]
    last_price: Internal[Decimal | None]
    last_on: Internal[date | None]


TERMS_COLUMNS = columns(
    ("supplier_name", "Supplier"),
    ("item_name", "Item"),
    ("price", "Price", "price", "currency"),
    ("min_order", "Minimum", "quantity", "unit"),
    ("lead_days", "Lead time", "days"),
    ("last_price", "Last paid", "price", "currency"),
    ("last_on", "On", "date"),
)


@read(
    title="Sourcing terms",
    says=(
        "who sells {item}",
        "who supplies {item}",
        "which suppliers have {item}",
        "what does {supplier} charge for {item}",
        "best price for {item}",
        "where can we buy {item}",
        "where do we buy {item}",
        "price of {item}",
        "what does {item} cost",
        "how long does it take to get {item}",
        "how long does {item} take",
        "where can {item} be bought",
        "cheapest supplier for {item}",
        "cheapest {item}",
        "cheapest source for {item}",
        "compare prices for {item}",
        "who else sells {item}",
        "who else supplies {item}",
        "how much is {item} at {supplier}",
        "lead time for {item} [from {supplier}]",
        "purchase price of {item}",
        "minimum order quantity of {item} [at {supplier}]",
        "what is the minimum order for {item} [at {supplier}]",
        "how much do we pay for {item}",
        "what does {supplier} supply",
        "agreed terms [for {item}] [with {supplier}]",
        "price list of {supplier}",
    ),
)
async def sourcing_terms(
    ctx: ToolContext, item: Item | None = None, supplier: Supplier | None = None
) -> Reply[AgreedTerms]:
    """List who supplies an item, or what a supplier supplies: price, minimum, lead time.

    The cheapest stands first. These are agreed prices; `price_history` has what was paid.
    """
    about = await scope(ctx, supplier, item)
    cheapest = (SourcingRow.price, SourcingRow.supplier_name, SourcingRow.item_name)
    page = await ctx.rows(
        terms.where(
            SourcingRow.status == "active",
            *about.on(SourcingRow),
            order_by=cheapest,
            limit=SHOWN,
        )
    )
    rows = [
        AgreedTerms(**row.model_dump(include=set(AgreedTerms.model_fields))) for row in page.rows
    ]
    return table(
        ctx,
        terms_headline(about, page.total, page.first),
        page,
        rows,
        TERMS_COLUMNS,
        noun="agreement",
        query=about.query("sourcing terms in force"),
        streams=[sourcing.stream(key_of(row.supplier, row.item)) for row in page.rows],
    )


def terms_headline(about: Scope, total: int, first: SourcingRow | None) -> str:
    if first is None:
        return f"No terms are agreed{about.words('for', 'with')}."
    asks = price(first.price, first.currency, first.unit)
    if about.item and about.supplier:
        lead = measured(first.lead_days, "day")
        return f"{first.supplier_name} charges {asks} for {first.item_name}, in {lead}."
    if about.item:
        supply = "supplies" if total == 1 else "supply"
        lowest = f"the lowest price is {asks} of {first.supplier_name}"
        lead = measured(first.lead_days, "day")
        return f"{counted(total, 'supplier')} {supply} {first.item_name}; {lowest}, in {lead}."
    verb = "is" if total == 1 else "are"
    return f"{counted(total, 'agreement')}{about.words('for', 'with')} {verb} in force."


class PaidPrice(Message):
    """What was paid for an item on one order."""

    number: Public[str]
    ordered_on: Internal[date]
    supplier_name: Public[str]
    item_name: Public[str]
    quantity: Internal[Decimal]
    unit: Public[str]
    price: Internal[Decimal]
    currency: Public[str]


PAID_COLUMNS = columns(
    ("ordered_on", "Ordered", "date"),
    ("number", "Order"),
    ("supplier_name", "Supplier"),
    ("quantity", "Quantity", "quantity", "unit"),
    ("price", "Price", "price", "currency"),
)
PRICES = (
    measure("lowest", "least", OrderLineRow.price),
    measure("highest", "most", OrderLineRow.price),
    measure("average", "share", OrderLineRow.amount, OrderLineRow.ordered),
)


@read(
    title="Price history",
    says=(
        "price history of {item} [from {supplier}] [{period}]",
        "what did we pay for {item} [{period}]",
        "what have we paid for {item} [at {supplier}] [{period}]",
        "how has the price of {item} changed [{period}]",
        "price development of {item} [{period}]",
        "last price of {item}",
        "when did we last order {item}",
        "last order of {item}",
        "last paid price for {item} [from {supplier}]",
        "has {item} become more expensive",
        "is the price of {item} going up",
        "is the price of {item} rising",
        "is {item} getting more expensive",
        "price increase of {item} [{period}]",
        "average price of {item} [from {supplier}] [{period}]",
        "prices paid for {item} [{period}]",
        "show past prices for {item}",
        "cost of {item} over time",
        "chart the price of {item} [{period}]",
    ),
)
async def price_history(
    ctx: ToolContext,
    item: Item,
    supplier: Supplier | None = None,
    period: Period | None = None,
) -> Reply[PaidPrice]:
    """List what was paid for an item order by order, the newest first, with a chart."""
    about = await scope(ctx, supplier, item, period)
    conditions = (
        among(OrderLineRow.status, SPENT),
        *about.on(OrderLineRow, OrderLineRow.ordered_on),
    )
    newest = (falling(OrderLineRow.ordered_on), falling(OrderLineRow.number))
    page = await ctx.rows(order_lines.where(*conditions, order_by=newest, limit=SHOWN))
    extremes = (await ctx.summary(order_lines.summary(*conditions, measures=PRICES))).totals
    reply = table(
        ctx,
        paid_headline(ctx, about, page.rows) + on_average(extremes, page.rows),
        page,
        [paid(row) for row in page.rows],
        PAID_COLUMNS,
        noun="order line",
        query=about.query("order lines"),
        streams=[row.order for row in page.rows],
    )
    chart = charted(about, page.rows)
    return reply.model_copy(update={"totals": ends(extremes, page.rows), "chart": chart})


def ends(extremes: Mapping[str, Any], rows: tuple[OrderLineRow, ...]) -> dict[str, str]:
    """The lowest and the highest price, where one currency makes them comparable."""
    currencies = {row.currency for row in rows}
    if len(currencies) != 1:
        return {}
    known = {name: value for name, value in extremes.items() if value is not None}
    return {name: money(value.quantize(CENT), *currencies) for name, value in known.items()}


def on_average(extremes: Mapping[str, Any], rows: tuple[OrderLineRow, ...]) -> str:
    """Weighted by quantity; nothing for a single order, whose price stands there already."""
    average = ends(extremes, rows).get("average") if len(rows) > 1 else None
    return f" On average it was {average} / {rows[0].unit}." if average else ""


def paid(row: OrderLineRow) -> PaidPrice:
    shared = set(PaidPrice.model_fields) - {"quantity"}
    return PaidPrice(**row.model_dump(include=shared), quantity=row.ordered)


def paid_headline(ctx: ToolContext, about: Scope, rows: tuple[OrderLineRow, ...]) -> str:
    if not rows:
        return f"Nothing was ordered{about.words()}."
    newest, *earlier = rows
    asks = price(newest.price, newest.currency, newest.unit)
    last = f"{newest.item_name} cost {asks} on {short_day(newest.ordered_on, ctx.today)}"
    if not earlier:
        return f"{last}, its only order{about.words()[len(f' of {newest.item_name}') :]}."
    then = earlier[0]
    before = price(then.price, then.currency, then.unit)
    return f"{last}, against {before} on {short_day(then.ordered_on, ctx.today)}."


def charted(about: Scope, rows: tuple[OrderLineRow, ...]) -> Chart | None:
    if len(rows) < 2 or len({row.currency for row in rows}) > 1 or about.item is None:
        return None
    series = list(reversed(rows))
    title = f"Price paid for {about.item.name}, {rows[0].currency} / {rows[0].unit}"
    days = tuple(row.ordered_on.isoformat() for row in series)
    return Chart(kind="line", title=title, x=days, y=tuple(row.price for row in series))
