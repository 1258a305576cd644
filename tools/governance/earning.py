"""Earning: the record and the limits that stand behind a rung which is proposed."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.governance.drafts import DraftRow, drafts
from domain.governance.order_events import GiveStandingOrder
from domain.governance.proposal import Origin
from domain.governance.standing_orders import StandingOrderRow, standing_orders
from domain.governance.track_record import (
    DAYS,
    TrackRecord,
    beginning,
    decisions,
    record_of,
    since,
)
from domain.kernel import measure
from domain.kernel.words import counted, day
from tools.drafting import origin
from tools.governance.grants import in_currency
from tools.governance.words import amount
from tools.readings import Said
from tools.resolve import missing
from tools.toolkit import ToolContext

A_DAY = 10
"""Drafts a day where nobody says how many: what one person would still look through."""
MONTH = 30
MOST = 100


async def standing(ctx: ToolContext, agent: str) -> Sequence[StandingOrderRow]:
    asked = standing_orders.where(
        StandingOrderRow.agent == agent,
        StandingOrderRow.status == "standing",
        order_by=(StandingOrderRow.command,),
        limit=MOST,
    )
    return (await ctx.rows(asked)).rows


async def standing_of(ctx: ToolContext, agent: str, work: str) -> StandingOrderRow | None:
    found = await standing(ctx, agent)
    return next((row for row in found if row.command == work), None)


async def record_now(
    ctx: ToolContext, agent: str, work: str, before: StandingOrderRow | None
) -> TrackRecord:
    """The record of this moment, and how many drafts were decided under the order that stands."""
    first = since(ctx.today)
    days = (first, ctx.today)
    found = await ctx.summary(decisions(agent, work, first))
    record = record_of(agent, work, days, found.groups)
    if before is None:
        return record
    later = await ctx.summary(decisions(agent, work, max(first, before.starts)))
    submitted = record_of(agent, work, days, later.groups).decided
    return record.model_copy(update={"submitted": submitted})


async def each_of(
    ctx: ToolContext, agent: str, work: str, before: StandingOrderRow | None, said: Said | None
) -> Decimal:
    """The limit of each draft: what was said, what stands, or the largest that was signed."""
    if said is not None:
        return in_currency(ctx, said)
    if before is not None:
        return before.limit
    good = await ctx.summary(
        drafts.summary(
            *as_drafted(agent, work, since(ctx.today)),
            DraftRow.currency == ctx.currency,
            by=(),
            measures=(measure("largest", "most", DraftRow.amount),),
        )
    )
    largest = good.totals["largest"]
    if largest is None and await any_money(ctx, agent, work):
        asks = "Up to what amount each?"
        raise missing("limit", asks, f"Not drafted yet. {asks}")
    return Decimal(largest or 0)


async def any_money(ctx: ToolContext, agent: str, work: str) -> bool:
    """Whether there is money at stake in this work, in another currency than our own."""
    found = await ctx.summary(
        drafts.summary(
            *as_drafted(agent, work, since(ctx.today)),
            DraftRow.currency != "",
            by=(),
            measures=(measure("drafts", "count"),),
        )
    )
    return bool(found.totals["drafts"])


def as_drafted(agent: str, work: str, first: date) -> tuple[Any, ...]:
    """Drafts that a person signed as they were, with nothing odd about them."""
    return (
        DraftRow.agent == agent,
        DraftRow.command == work,
        DraftRow.status == "signed",
        DraftRow.version == 1,
        DraftRow.red_flags == 0,
        DraftRow.cautions == 0,
        DraftRow.standing_order == "",
        DraftRow.closed_at >= beginning(first),  # type: ignore[operator]
    )


async def last_month(ctx: ToolContext, agent: str, work: str, each: Decimal) -> Origin:
    """What the order would have covered if it had stood for a month."""
    mine = as_drafted(agent, work, ctx.today - timedelta(days=MONTH))
    measures = (measure("drafts", "count"), measure("amount", "sum", DraftRow.amount))
    small = DraftRow.amount <= each  # type: ignore[operator]
    paid = await ctx.summary(drafts.summary(*mine, small, by=(), measures=measures))
    free = await ctx.summary(
        drafts.summary(*mine, DraftRow.currency == "", by=(), measures=measures[:1])
    )
    number = int(paid.totals["drafts"]) + int(free.totals["drafts"])
    worth = amount(Decimal(paid.totals["amount"] or 0), ctx.currency)
    told = f"{counted(number, 'draft')} for {worth}"
    return origin("would_have_covered", told, f"drafts signed in the last {MONTH} days")


def shown(record: TrackRecord, before: StandingOrderRow | None) -> tuple[Origin, ...]:
    """The record, told with the card: the rate, what spoke against it, and what stands now."""
    last = day(record.last_against) if record.last_against else "never"
    previous = "people sign each draft"
    if before is not None:
        each = amount(before.limit, before.currency)
        previous = f"{before.number}, L{before.rung}, {each} each"
    return (
        origin("previous", previous, "standing orders"),
        origin("record", record, f"drafts that people decided in {DAYS} days"),
        origin("last_against", last, "edited, rejected or undone"),
    )


def usual(limit: Any, count: Any, daily: Any, order: GiveStandingOrder) -> tuple[Origin, ...]:
    """What nobody said, and where it comes from."""
    each, most = (amount(m, order.currency) for m in (order.limit, order.daily_amount))
    told = (
        (limit, "limit", each, "as it stands, or the largest draft that was signed as drafted"),
        (count, "count", order.daily_count, f"as it stands, or {A_DAY} a day"),
        (daily, "daily", most, "the drafts of a day at their limit"),
    )
    return tuple(origin(f, value, why, "default") for said, f, value, why in told if said is None)
