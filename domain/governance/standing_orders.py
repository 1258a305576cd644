"""Standing orders as rows: one for each command of an agent that ever had one."""

from datetime import date, datetime
from decimal import Decimal

from domain.governance.order_events import (
    Order,
    OrderEvent,
    StandingOrderEnded,
    StandingOrderGiven,
    StandingOrderLapsed,
    StandingOrderRestored,
    StandingOrderUsed,
    StandingOrderWithdrawn,
    order_of,
)
from domain.kernel import Fact, Internal, Projection, Public, Row


class StandingOrderRow(Row):
    agent: Public[str]
    command: Public[str]
    number: Public[str]
    function: Public[str]
    rung: Public[int]
    limit: Internal[Decimal]
    daily_count: Internal[int]
    daily_amount: Internal[Decimal]
    currency: Public[str]
    starts: Public[date]
    status: Public[str]
    """standing, ended, withdrawn or lapsed."""
    reason: Internal[str]
    since: Public[datetime | None]
    draft: Public[str]
    """By which the order was signed, or its end."""
    signed: Internal[int]
    decided: Internal[int]
    """How many drafts, of those that people had decided, were signed as they were drafted."""
    used_on: Public[date | None]
    used_count: Internal[int]
    used_amount: Internal[Decimal]


def row_of(order: Order) -> StandingOrderRow:
    fields = order.model_dump(exclude={"rung", "evidence"})
    return StandingOrderRow(
        **fields,
        rung=int(order.rung),
        status="",
        reason="",
        since=None,
        draft="",
        signed=order.evidence.signed,
        decided=order.evidence.decided,
        used_on=None,
        used_count=0,
        used_amount=Decimal(0),
    )


def key_only(agent: str, event: StandingOrderUsed) -> StandingOrderRow:
    """A row is used only after it was given: of this one nothing but the key is ever read."""
    return StandingOrderRow(
        agent=agent,
        command=event.command,
        number=event.order,
        function="",
        rung=0,
        limit=Decimal(0),
        daily_count=0,
        daily_amount=Decimal(0),
        currency=event.currency,
        starts=event.day,
        status="",
        reason="",
        since=None,
        draft="",
        signed=0,
        decided=0,
        used_on=None,
        used_count=0,
        used_amount=Decimal(0),
    )


def touches(fact: Fact) -> list[StandingOrderRow]:
    match fact.event:
        case StandingOrderGiven() as given:
            return [row_of(order_of(given))]
        case StandingOrderWithdrawn(given=order):
            return [row_of(order)]
        case (
            StandingOrderEnded(order=order)
            | StandingOrderRestored(order=order)
            | StandingOrderLapsed(order=order)
        ):
            return [row_of(order)]
        case StandingOrderUsed() as used:
            return [key_only(fact.stream.partition("-")[2], used)]
        case _:
            return []


def project(row: StandingOrderRow, fact: Fact) -> StandingOrderRow | None:
    match fact.event:
        case StandingOrderGiven() as given:
            return standing(row, order_of(given), fact)
        case StandingOrderRestored(order=order):
            return standing(row, order, fact)
        case StandingOrderWithdrawn(earlier=Order() as earlier):
            return standing(row, earlier, fact)
        case StandingOrderWithdrawn():
            return ended(row, "withdrawn", "", fact)
        case StandingOrderEnded(reason=reason):
            return ended(row, "ended", reason, fact)
        case StandingOrderLapsed(reason=reason):
            return ended(row, "lapsed", reason, fact)
        case StandingOrderUsed() as used:
            return counting(row, used)
        case _:
            return row


def standing(row: StandingOrderRow, order: Order, fact: Fact) -> StandingOrderRow:
    used = {name: getattr(row, name) for name in ("used_on", "used_count", "used_amount")}
    told = {"status": "standing", "since": fact.recorded_at, "draft": fact.cause.draft}
    return row_of(order).model_copy(update=used | told)


def ended(row: StandingOrderRow, status: str, reason: str, fact: Fact) -> StandingOrderRow:
    told = {"status": status, "reason": reason, "since": fact.recorded_at}
    return row.model_copy(update=told | {"draft": fact.cause.draft})


def counting(row: StandingOrderRow, used: StandingOrderUsed) -> StandingOrderRow:
    """The newest day on which something was executed."""
    same = used.day == row.used_on
    count, amount = (row.used_count, row.used_amount) if same else (0, Decimal(0))
    told = {"used_on": used.day, "used_count": count + 1, "used_amount": amount + used.amount}
    return row.model_copy(update=told)


standing_orders = Projection(
    name="standing_orders",
    row=StandingOrderRow,
    key=(StandingOrderRow.agent, StandingOrderRow.command),
    indexes=((StandingOrderRow.status,),),
    of=(OrderEvent,),
    touches=touches,
    project=project,
)
