"""Standing orders of one agent: which of its commands a person signed in advance, and how far."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from domain.governance.authority import Rung
from domain.governance.coverage import why_not
from domain.governance.order_events import (
    EndStandingOrder,
    GiveStandingOrder,
    LapseStandingOrders,
    Order,
    OrderCommand,
    OrderEvent,
    RestoreStandingOrder,
    StandingOrderEnded,
    StandingOrderGiven,
    StandingOrderLapsed,
    StandingOrderRestored,
    StandingOrderUsed,
    StandingOrderWithdrawn,
    UseStandingOrder,
    WithdrawStandingOrder,
    order_of,
)
from domain.governance.track_record import SUBMITTED, earned
from domain.kernel import Decider, Refused
from domain.kernel.measures import money
from domain.kernel.words import counted, day, opening


@dataclass(frozen=True)
class Used:
    """What was executed of a command on the newest day, under whichever order."""

    command: str
    day: date
    count: int = 0
    amount: Decimal = Decimal(0)


@dataclass(frozen=True)
class Orders:
    """At most one order for each command, in the order of their names."""

    standing: tuple[Order, ...] = ()
    used: tuple[Used, ...] = ()

    def of(self, command: str) -> Order | None:
        return next((order for order in self.standing if order.command == command), None)

    def use_of(self, command: str) -> Used | None:
        return next((used for used in self.used if used.command == command), None)

    def used_on(self, command: str, on: date) -> tuple[int, Decimal]:
        found = self.use_of(command)
        return (found.count, found.amount) if found and found.day == on else (0, Decimal(0))


def decide(orders: Orders, command: OrderCommand) -> list[OrderEvent]:
    match command:
        case GiveStandingOrder():
            return given(orders, command)
        case WithdrawStandingOrder(given=order) if orders.of(order.command) != order:
            reason = "Another order or its end came after this one: undo that first."
            raise Refused(reason, "not_standing")
        case WithdrawStandingOrder():
            return [StandingOrderWithdrawn(**dict(command))]
        case EndStandingOrder(agent=agent, command=name, reason=reason):
            return [StandingOrderEnded(order=known(orders, agent, name), reason=reason)]
        case RestoreStandingOrder(order=order) if orders.of(order.command):
            raise Refused("Another order stands for this by now: end it first.", "not_standing")
        case RestoreStandingOrder(order=order):
            return [StandingOrderRestored(order=order)]
        case LapseStandingOrders(command=name, reason=reason, counted=record):
            gone = [order for order in orders.standing if name in ("", order.command)]
            return [StandingOrderLapsed(order=o, reason=reason, counted=record) for o in gone]
        case UseStandingOrder():
            return used(orders, command)


def known(orders: Orders, agent: str, command: str) -> Order:
    order = orders.of(command)
    if order is None:
        raise Refused(f"The agent {agent} has no standing order for this: list them.", "no_order")
    return order


def given(orders: Orders, command: GiveStandingOrder) -> list[OrderEvent]:
    """Refused where it may never be covered, is not earned, or would skip a rung."""
    before = orders.of(command.command)
    barred = why_not(command.function, command.command)
    if barred:
        raise Refused(f"{opening(command.action)} is not covered: {barred}.", "never_covered")
    if command.rung not in (Rung.SIGN, Rung.EXECUTE_WITHIN_LIMITS):
        raise Refused("A standing order is of L4 or L5: nothing lies between.", "no_such_rung")
    must_be_bounded(command)
    evidence = command.evidence
    verdict = earned(evidence)
    if (evidence.agent, evidence.command) != (command.agent, command.command):
        raise Refused("The record is that of other drafts: draft it again.", "other_record")
    if not verdict.earned:
        raise Refused(f"This is not earned: {verdict.reason}.", "not_earned")
    if command.executes and before is None:
        reason = "L5 follows L4: let its drafts be signed together first."
        raise Refused(reason, "rung_skipped")
    if command.executes and before and not before.executes and evidence.submitted < SUBMITTED:
        had = f"{counted(evidence.submitted, 'draft')} decided since {before.number}"
        raise Refused(f"This is not earned: {had}, and {SUBMITTED} are needed.", "not_earned")
    if before == order_of(command):
        return []
    return [StandingOrderGiven(**dict(order_of(command)), earlier=before)]


def must_be_bounded(order: Order) -> None:
    if order.limit < 0 or order.daily_count < 1 or order.daily_amount < order.limit:
        reason = "The limit of a day cannot lie below that of one draft, or below nothing."
        raise Refused(reason, "limits_crossed")


def used(orders: Orders, command: UseStandingOrder) -> list[OrderEvent]:
    """What is executed, if today's limits still have room for it."""
    order = orders.of(command.command)
    if order is None:
        raise Refused("No standing order covers this: a person signs it.", "no_order")
    count, amount = orders.used_on(command.command, command.day)
    most = money(order.limit, order.currency)
    if not order.executes:
        raise Refused(f"Under {order.number} it waits to be signed with the others.", "submitted")
    if command.day < order.starts:
        reason = f"{order.number} counts from {day(order.starts)} on: a person signs it."
        raise Refused(reason, "not_yet")
    newest = orders.use_of(command.command)
    if newest and newest.day > command.day:
        reason = f"{day(command.day)} is over for {order.number}: a person signs it."
        raise Refused(reason, "day_over")
    if not 0 <= command.amount <= order.limit:
        raise Refused(f"{order.number} ends at {most} each: a person signs it.", "above_limit")
    if count + 1 > order.daily_count or amount + command.amount > order.daily_amount:
        so_far = f"{count} for {money(amount, order.currency)} today"
        reason = f"The day's limit of {order.number} has no room for it ({so_far})."
        raise Refused(f"{reason} A person signs it.", "day_used_up")
    fields = command.model_dump(include={"command", "draft", "day", "amount"})
    return [StandingOrderUsed(**fields, order=order.number, currency=order.currency)]


def evolve(orders: Orders, event: OrderEvent) -> Orders:
    match event:
        case StandingOrderGiven():
            return with_order(orders, order_of(event))
        case StandingOrderWithdrawn(given=order, earlier=earlier):
            return with_order(orders, earlier) if earlier else without(orders, order.command)
        case StandingOrderRestored(order=order):
            return with_order(orders, order)
        case StandingOrderEnded(order=order) | StandingOrderLapsed(order=order):
            return without(orders, order.command)
        case StandingOrderUsed():
            return counting(orders, event)


def with_order(orders: Orders, order: Order) -> Orders:
    left = (each for each in orders.standing if each.command != order.command)
    standing = sorted((*left, order), key=lambda each: each.command)
    return replace(orders, standing=tuple(standing))


def without(orders: Orders, command: str) -> Orders:
    left = tuple(order for order in orders.standing if order.command != command)
    return replace(orders, standing=left)


def counting(orders: Orders, event: StandingOrderUsed) -> Orders:
    count, amount = orders.used_on(event.command, event.day)
    others = [used for used in orders.used if used.command != event.command]
    now = Used(event.command, event.day, count + 1, amount + event.amount)
    return replace(orders, used=tuple(sorted((*others, now), key=lambda used: used.command)))


standing_order = Decider(
    name="standing_order",
    commands=OrderCommand,
    events=OrderEvent,
    initial=Orders(),
    decide=decide,
    evolve=evolve,
)
