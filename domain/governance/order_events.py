"""Standing order events: what a person signs in advance, what was done under it, and its end."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.governance.authority import Rung, spaced
from domain.governance.track_record import TrackRecord
from domain.kernel import Command, Event, Message, Money
from domain.kernel.measures import money
from domain.kernel.words import day, ended


class Order(Message):
    """What is signed in advance: one command of one agent, up to these limits, from a day on."""

    number: str
    agent: str
    function: str
    command: str
    rung: Rung
    limit: Decimal
    daily_count: int
    daily_amount: Decimal
    currency: str
    starts: date
    evidence: TrackRecord

    @property
    def action(self) -> str:
        return spaced(self.command)

    @property
    def executes(self) -> bool:
        return self.rung >= Rung.EXECUTE_WITHIN_LIMITS

    @property
    def bounds(self) -> str:
        """At most €500.00 each, 10 and €2,000.00 a day."""
        each, all_day = (money(m, self.currency) for m in (self.limit, self.daily_amount))
        return f"at most {each} each, {self.daily_count} and {all_day} a day"

    @property
    def told(self) -> str:
        does = "executes" if self.executes else "submits, to be signed together,"
        where = self.function.replace("_", " ")
        return f"the agent {self.agent} {does} “{self.action}” in {where}: {self.bounds}"


class GiveStandingOrder(Order, Command):
    separated = "always"


class WithdrawStandingOrder(Command):
    """Put back what stood before an order was given: the earlier one, or none."""

    given: Order
    earlier: Order | None

    separated = "always"


class EndStandingOrder(Command):
    """Nobody waits for a second hand to take autonomy away."""

    agent: str
    command: str
    reason: str = ""


class RestoreStandingOrder(Command):
    order: Order

    separated = "always"


class LapseStandingOrders(Command):
    """What is no longer earned ends: one command of the agent, or all where none is named."""

    agent: str
    command: str = ""
    reason: str
    counted: TrackRecord | None = None


class UseStandingOrder(Command):
    """One draft is executed on a day, and counts against the limits of that day."""

    command: str
    draft: str
    day: date
    amount: Decimal


class StandingOrderGiven(Order, Event):
    earlier: Order | None = None

    @property
    def at_stake(self) -> Money | None:
        """As much as can be spent in a day before anybody looks."""
        return Money(amount=self.daily_amount, currency=self.currency) if self.executes else None

    def __str__(self) -> str:
        told = f"Under {self.number} {self.told}, from {day(self.starts)}"
        return f"{told}. Its record: {self.evidence}."

    def undo(self) -> Command:
        return WithdrawStandingOrder(given=order_of(self), earlier=self.earlier)


class StandingOrderWithdrawn(Event):
    given: Order
    earlier: Order | None

    def __str__(self) -> str:
        left = f"{self.earlier.number} counts again" if self.earlier else "a person signs each"
        return f"{self.given.number} is withdrawn; {left}."

    def undo(self) -> Command:
        return GiveStandingOrder(**dict(self.given))


class StandingOrderEnded(Event):
    order: Order
    reason: str = ""

    def __str__(self) -> str:
        because = f": {ended(self.reason)}" if self.reason else ""
        name = f"{self.order.number} of the agent {self.order.agent}"
        return f"{name} ends{because}. A person signs each “{self.order.action}” from now on."

    def undo(self) -> Command:
        return RestoreStandingOrder(order=self.order)


class StandingOrderRestored(Event):
    order: Order

    def __str__(self) -> str:
        return f"{self.order.number} stands again: {self.order.told}."

    def undo(self) -> Command:
        return EndStandingOrder(agent=self.order.agent, command=self.order.command)


class StandingOrderLapsed(Event):
    order: Order
    reason: str
    counted: TrackRecord | None = None

    def __str__(self) -> str:
        name = f"{self.order.number} of the agent {self.order.agent}"
        return f"{name} lapses, “{self.order.action}” is signed each time: {ended(self.reason)}."

    def undo(self) -> Command:
        return RestoreStandingOrder(order=self.order)


class StandingOrderUsed(Event):
    irreversible: ClassVar[str] = "What was executed stays counted; its draft can be undone."

    order: str
    command: str
    draft: str
    day: date
    amount: Decimal
    currency: str

    def __str__(self) -> str:
        much = money(self.amount, self.currency)
        return f"{self.draft} is executed under {self.order} on {day(self.day)}, for {much}."


OrderCommand = (
    GiveStandingOrder
    | WithdrawStandingOrder
    | EndStandingOrder
    | RestoreStandingOrder
    | LapseStandingOrders
    | UseStandingOrder
)
OrderEvent = (
    StandingOrderGiven
    | StandingOrderWithdrawn
    | StandingOrderEnded
    | StandingOrderRestored
    | StandingOrderLapsed
    | StandingOrderUsed
)


def order_of(given: Order) -> Order:
    """The order alone, of a command or an event that holds one."""
    return Order(**{name: getattr(given, name) for name in Order.model_fields})
