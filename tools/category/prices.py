"""Prices: what a product costs on a day, and how its base price came about."""

from datetime import date
from decimal import Decimal

from domain.analysis import pricing
from domain.category.base_price import base_price
from domain.category.base_prices import BasePriceRow, base_prices
from domain.category.product import product as decider
from domain.category.products import DELISTED, LISTED, ProductRow
from domain.kernel import Internal, Message, Public, Quantity, falling
from domain.kernel.wording import percent, short_day
from domain.kernel.wording import price as price_words
from domain.kernel.words import counted, day
from tools import periods
from tools.drafting import in_unit
from tools.promoting import buyer_of, floors_under, least, promotions_on
from tools.reply import Chart, Reply, asked, columns, counting, table
from tools.resolve import ITEMS, PRODUCTS, named, one
from tools.slots import Day, Period, Product
from tools.slots import Quantity as Many
from tools.toolkit import ToolContext, read

SHOWN = 100
ONE = Decimal(1)


class CurrentPrice(Message):
    """What one unit costs on a day, and why."""

    product: Public[str]
    product_name: Public[str]
    on: Internal[date]
    quantity: Internal[Decimal]
    unit: Public[str]
    price: Internal[Decimal]
    currency: Public[str]
    reason: Internal[str]


CURRENT_COLUMNS = columns(
    ("product_name", "Product"),
    ("on", "On", "date"),
    ("quantity", "Quantity", "quantity", "unit"),
    ("price", "Price", "price", "currency"),
    ("reason", "Because"),
)


@read(
    title="Selling price",
    says=(
        "selling price of {product} [on {on}]",
        "sales price of {product} [on {on}]",
        "base price of {product} [on {on}]",
        "price of {product} [on {on}]",
        "what does {product} cost [on {on}]",
        "how much is {product} [on {on}]",
        "what is the selling price of {product}",
        "at what price do we sell {product}",
        "what do we charge for {product} [on {on}]",
        "how much do customers pay for {product}",
        "what do we sell {product} for",
        "what does {product} cost our customers",
        "how much is {product} in the shop",
        "catalogue price of {product} [on {on}]",
        "for how much do we sell {quantity} {product}",
    ),
)
async def selling_price(
    ctx: ToolContext, product: Product, quantity: Many | None = None, on: Day | None = None
) -> Reply[CurrentPrice]:
    """Say what a product costs on a day before any price list or promotion, and why."""
    what = await one(ctx, PRODUCTS, product)
    many = (
        in_unit(quantity, what.unit, what.name)
        if quantity
        else Quantity(amount=ONE, unit=what.unit)
    )
    when = on or ctx.today
    known = await as_of(ctx, what, when)
    found = pricing.priced(known, None, (), many, when)
    row = CurrentPrice(
        product=what.product,
        product_name=what.name,
        on=when,
        quantity=many.amount,
        unit=what.unit,
        price=found.price.amount,
        currency=found.price.currency,
        reason=found.reason,
    )
    costs = price_words(row.price, row.currency, row.unit)
    said, cheaper = short_day(when, ctx.today), await promoted(ctx, known, many, when)
    return Reply(
        headline=f"{what.name} costs {costs} on {said}: {found.reason}{cheaper}.",
        rows=(row,),
        columns=CURRENT_COLUMNS,
        total_rows=1,
        note=counting(ctx, 1, "product"),
        query=asked("the base price", of=what, on=day(when)),
        streams=(decider.stream(what.product), base_price.stream(what.product)),
    )


async def promoted(ctx: ToolContext, what: ProductRow, many: Quantity, on: date) -> str:
    """What a promotion for everybody makes of the price on that day, where there is one."""
    holding = await promotions_on(ctx, [what], buyer_of(None), on)
    if not holding:
        return ""
    under = await floors_under(ctx, [await one(ctx, ITEMS, what.item)])
    found = pricing.priced(what, None, holding, many, on, least(under, what))
    return f"; under {found.promotion_name} it is {found.price}" if found.promotion else ""


async def as_of(ctx: ToolContext, what: ProductRow, on: date) -> ProductRow:
    """The product with the base price of that day, which its own row knows from now on only.

    What is not sold any more had a price on the days that have passed.
    """
    if what.status == DELISTED and on < ctx.today:
        what = what.model_copy(update={"status": LISTED})
    if pricing.base_on(what, on) or not what.currency:
        return what
    earlier = base_prices.where(
        BasePriceRow.product == what.product,
        BasePriceRow.effective_from <= on,
        order_by=(falling(BasePriceRow.effective_from),),
        limit=1,
        counted=False,
    )
    held = (await ctx.rows(earlier)).first
    if held is None:
        return what
    return what.model_copy(update={"price": held.price, "price_since": held.effective_from})


class PriceStep(Message):
    """One base price with the days on which it held."""

    product: Public[str]
    product_name: Public[str]
    effective_from: Internal[date]
    until: Internal[date | None]
    price: Internal[Decimal]
    previous_price: Internal[Decimal | None]
    change: Internal[Decimal | None]
    currency: Public[str]
    reason: Internal[str]


STEP_COLUMNS = columns(
    ("effective_from", "From", "date"),
    ("product_name", "Product"),
    ("price", "Price", "price", "currency"),
    ("previous_price", "Before", "price", "currency"),
    ("change", "Change", "percent"),
    ("reason", "Because"),
)


@read(
    title="Base prices",
    says=(
        "base price history of {product} [{period}]",
        "history of the base price of {product}",
        "how has the selling price of {product} changed [{period}]",
        "selling price history of {product} [{period}]",
        "earlier base prices of {product}",
        "chart the selling price of {product} [{period}]",
        "chart the base price of {product}",
        "which base prices changed [{period}]",
        "base price changes [{period}]",
        "price changes in the catalogue [{period}]",
        "when did we last change the selling price of {product}",
    ),
)
async def base_price_history(
    ctx: ToolContext, product: Product | None = None, period: Period | None = None
) -> Reply[PriceStep]:
    """List base prices by the day from which they hold, the newest first, those to come too."""
    what = await named(ctx, PRODUCTS, product)
    page = await ctx.rows(
        base_prices.where(
            what is None or BasePriceRow.product == what.product,
            *periods.within(BasePriceRow.effective_from, period),
            order_by=(falling(BasePriceRow.effective_from), BasePriceRow.product_name),
            limit=SHOWN,
        )
    )
    of = f" of {what.name}" if what else ""
    when = f" {periods.spoken(period)}" if period else ""
    reply = table(
        ctx,
        headline(page.rows, page.total, f"{of}{when}", ctx.today),
        page,
        map(price_step, page.rows),
        STEP_COLUMNS,
        noun="base price",
        query=asked("base prices", of=what, days=periods.spoken(period)),
        streams=[base_price.stream(row.product) for row in page.rows],
    )
    return reply.model_copy(update={"chart": charted(what, page.rows)})


def headline(rows: tuple[BasePriceRow, ...], total: int, about: str, today: date) -> str:
    if not rows:
        return f"No base price begins{about}." if about else "No base price was ever set."
    newest = rows[0]
    asks = price_words(newest.price, newest.currency, newest.unit)
    since = short_day(newest.effective_from, today)
    verb = "begins" if total == 1 else "begin"
    many = counted(total, "base price")
    last = f"the last is {newest.product_name} at {asks} from {since} on"
    return f"{many}{about} {verb}; {last}{moved(newest)}."


def moved(row: BasePriceRow) -> str:
    share = change_of(row)
    if share is None:
        return ""
    return f", {percent(abs(share))} {'more' if share > 0 else 'less'} than before"


def change_of(row: BasePriceRow) -> Decimal | None:
    if not row.previous_price:
        return None
    return (row.price - row.previous_price) / row.previous_price


def price_step(row: BasePriceRow) -> PriceStep:
    shared = set(PriceStep.model_fields) - {"change"}
    return PriceStep(**row.model_dump(include=shared), change=change_of(row))


def charted(what: ProductRow | None, rows: tuple[BasePriceRow, ...]) -> Chart | None:
    if what is None or len(rows) < 2:
        return None
    series = list(reversed(rows))
    title = f"Base price of {what.name}, {rows[0].currency} / {what.unit}"
    days = tuple(row.effective_from.isoformat() for row in series)
    return Chart(kind="line", title=title, x=days, y=tuple(row.price for row in series))
