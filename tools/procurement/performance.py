"""Performance: how reliably suppliers deliver, against each other and against what was agreed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from domain.kernel import Internal, Message, Public, Summarised, among, dimension, measure
from domain.kernel.row import Column
from domain.kernel.summary import Dimension
from domain.kernel.wording import percent
from domain.kernel.words import counted, ended
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.receipts import ReceiptRow, receipts
from tools import periods
from tools.amounts import by_currency, sums
from tools.procurement.scope import Scope, scope
from tools.procurement.spending import EXCLUDED, MEASURES, ORDERS, SPENT
from tools.reply import Chart, Reply, columns, counting
from tools.slots import Count, Period, Supplier
from tools.toolkit import ToolContext, read

RANKED = 10
SUPPLIERS_AT_MOST = 5_000
TENTH = Decimal("0.1")
DELIVERED = (
    measure("deliveries", "count"),
    measure("punctual", "sum", ReceiptRow.on_time),
    measure("on_time", "average", ReceiptRow.on_time),
    measure("days_late", "average", ReceiptRow.days_late),
    measure("lead_days", "average", ReceiptRow.lead_days),
    measure("rejected", "share", ReceiptRow.rejected, ReceiptRow.quantity),
)


class Scorecard(Message):
    """A supplier's deliveries in figures; a share or an average of nothing is empty."""

    name: Public[str]
    deliveries: Internal[int]
    late: Internal[int]
    on_time_share: Internal[Decimal | None]
    average_days_late: Internal[Decimal | None]
    average_lead_days: Internal[Decimal | None]
    rejected_share: Internal[Decimal | None]
    overdue: Internal[int | None] = None


SCORES = columns(
    ("name", "Supplier"),
    ("deliveries", "Deliveries", "number"),
    ("late", "Late", "number"),
    ("on_time_share", "On time", "percent"),
    ("average_days_late", "Days late", "days"),
    ("average_lead_days", "Lead time", "days"),
    ("rejected_share", "Rejected", "percent"),
)
RANKING = (*SCORES, *columns(("overdue", "Overdue now", "number")))


@read(
    title="Supplier scorecard",
    says=(
        "how reliable is {supplier} [{period}]",
        "supplier performance of {supplier} [{period}]",
        "how is {supplier} doing [{period}]",
        "how is {supplier} doing as a supplier [{period}]",
        "rate {supplier}",
        "on-time delivery of {supplier} [{period}]",
        "scorecard for {supplier} [{period}]",
        "does {supplier} deliver on time",
        "how many rejects from {supplier} [{period}]",
        "performance {supplier}",
        "evaluate {supplier}",
        "quality of {supplier} [{period}]",
        "what is the quality of {supplier} like [{period}]",
        "can we trust {supplier}",
        "how good is {supplier}",
        "how long does {supplier} take to deliver",
        "is {supplier} a good supplier",
        "why is {supplier} late",
        "why is {supplier} so late",
    ),
)
async def supplier_scorecard(
    ctx: ToolContext, supplier: Supplier, period: Period | None = None
) -> Reply[Scorecard]:
    """Rate one supplier by its deliveries: on time, lead time, rejected share, orders and spend.

    A delivery is what came of one order line on one day; all suppliers stand beside it.
    """
    about = await scope(ctx, supplier, period=period)
    days = periods.within(ReceiptRow.received_on, period)
    asked = receipts.summary(*about.on(ReceiptRow), *days, measures=DELIVERED)
    theirs = (await ctx.summary(asked)).totals
    everybody = (await ctx.summary(receipts.summary(*days, measures=DELIVERED))).totals
    placed = (*about.on(OrderLineRow, OrderLineRow.ordered_on), among(OrderLineRow.status, SPENT))
    spend = await by_currency(ctx, order_lines, placed, *MEASURES, ORDERS)
    name = about.supplier.name if about.supplier else ""
    orders = sum(int(group["orders"]) for group in spend.groups)
    return Reply(
        headline=verdict(about, theirs, everybody),
        rows=(scored(name, theirs), scored("All suppliers", everybody)),
        columns=SCORES,
        total_rows=2,
        totals={"orders": str(orders), "spent": sums(spend, "spent", ctx.currency)},
        note=f"{counting(ctx, theirs['deliveries'], 'delivery line')} · {EXCLUDED}",
        query=about.query("receipts"),
    )


def verdict(about: Scope, theirs: Mapping[str, Any], everybody: Mapping[str, Any]) -> str:
    name = about.supplier.name if about.supplier else "Nobody"
    when = (about.period and f" {periods.spoken(about.period)}") or ""
    if not theirs["deliveries"]:
        return f"{name} delivered nothing{when}."
    on_time = percent(Decimal(theirs["on_time"]))
    others = percent(Decimal(everybody["on_time"]))
    rejected = percent(Decimal(theirs["rejected"] or 0))
    return (
        f"{name} delivered {on_time} on time{when}, against {others} over all suppliers; "
        f"{rejected} was rejected."
    )


def scored(name: str, figures: Mapping[str, Any], missing: int | None = None) -> Scorecard:
    return Scorecard(
        name=name,
        deliveries=figures["deliveries"],
        late=figures["deliveries"] - int(figures["punctual"] or 0),
        on_time_share=figures["on_time"],
        average_days_late=rounded(figures["days_late"]),
        average_lead_days=rounded(figures["lead_days"]),
        rejected_share=figures["rejected"],
        overdue=missing,
    )


def rounded(days: Any) -> Decimal | None:
    return None if days is None else Decimal(days).quantize(TENTH)


@read(
    title="Late suppliers",
    says=(
        "who delivers late [{period}]",
        "which suppliers deliver late [{period}]",
        "who keeps delivering late",
        "who was late most often [{period}]",
        "who is late most often",
        "which supplier was late most often [{period}]",
        "least punctual suppliers [{period}]",
        "which supplier is always late",
        "which supplier is the least reliable [{period}]",
        "top {count} late suppliers [{period}]",
        "worst suppliers [{period}]",
        "rank suppliers by lateness [{period}]",
        "late suppliers [{period}]",
        "unreliable suppliers",
        "compare suppliers by on-time delivery [{period}]",
        "supplier ranking [{period}]",
        "on-time delivery by supplier [{period}]",
    ),
)
async def late_suppliers(
    ctx: ToolContext, period: Period | None = None, count: Count | None = None
) -> Reply[Scorecard]:
    """Rank suppliers by the share of their deliveries that came late, the worst first.

    What is overdue today and has not come at all stands beside it.
    """
    days = periods.within(ReceiptRow.received_on, period)
    worst = (Column("on_time"), Column("deliveries", falling=True), Column("name"))
    found = await ctx.summary(
        receipts.summary(
            *days,
            by=named(ReceiptRow),
            measures=DELIVERED,
            order_by=worst,
            limit=count or RANKED,
        )
    )
    missing = await overdue(ctx)
    late = {group["supplier"]: int(group["lines"]) for group in missing.groups}
    none = None if missing.truncated else 0
    rows = tuple(scored(g["name"], g, late.get(g["supplier"], none)) for g in found.groups)
    when = f" {periods.spoken(period)}" if period else ""
    return Reply(
        headline=f"{ranked(rows, found.totals, when)}{still_missing(missing)}",
        rows=rows,
        columns=RANKING,
        total_rows=found.total,
        truncated=found.truncated,
        totals={"deliveries": str(found.rows), "overdue": str(missing.rows)},
        chart=charted(rows),
        note=counting(ctx, found.rows, "delivery line"),
        query=Scope(period=period).query("receipts", by="supplier"),
        streams=tuple(f"supplier-{group['supplier']}" for group in found.groups[:20]),
    )


def named(row: Any) -> tuple[Dimension, Dimension]:
    return dimension("supplier", row.supplier), dimension("name", row.supplier_name)


async def overdue(ctx: ToolContext) -> Summarised:
    """Order lines that should have come by today, by supplier, the most first."""
    return await ctx.summary(
        order_lines.summary(
            OrderLineRow.outstanding > Decimal(0),
            OrderLineRow.due_on < ctx.today,
            by=named(OrderLineRow),
            measures=(measure("lines", "count"),),
            order_by=(Column("lines", falling=True), Column("name")),
            limit=SUPPLIERS_AT_MOST,
        )
    )


def still_missing(missing: Summarised) -> str:
    if not missing.groups:
        return ""
    first, verb = missing.groups[0], "is" if missing.rows == 1 else "are"
    most = "" if missing.total == 1 else f"{first['lines']:,} of them "
    lines = counted(missing.rows, "order line")
    return f" {lines} {verb} overdue today, {most}from {ended(first['name'])}."


def ranked(rows: tuple[Scorecard, ...], totals: Mapping[str, Any], when: str) -> str:
    if not rows:
        return f"Nothing was delivered{when}."
    worst, share = rows[0], percent(1 - Decimal(totals["on_time"]))
    if not worst.late:
        return f"All of {totals['deliveries']:,} deliveries came in time{when}."
    late = percent(1 - (worst.on_time_share or Decimal(0)))
    deliveries = counted(worst.deliveries, "delivery").replace("deliverys", "deliveries")
    return (
        f"{worst.name} delivers late most often{when}: {late} of {deliveries}, "
        f"against {share} over all suppliers."
    )


def charted(rows: tuple[Scorecard, ...]) -> Chart | None:
    if len(rows) < 2:
        return None
    late = tuple((1 - (row.on_time_share or Decimal(0))) * 100 for row in rows)
    names = tuple(row.name for row in rows)
    return Chart(kind="bar", title="Late deliveries, percent of all", x=names, y=late)
