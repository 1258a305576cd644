"""Ranking: the declared rule by which what waits is put in order, dearest first."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from domain.analysis.attention.matter import Matter
from domain.kernel.wording import total
from domain.kernel.words import counted, listed

Rank = tuple[bool, bool, bool, Decimal, int, str]
WEEKS = 4
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EXPLAINED = (
    "Red flags first, then what must be signed today, then what costs more while it waits: the "
    "amount, once more for each week that it is overdue, up to four, and twice that where a "
    "customer waits or it was escalated to you; then the older."
)


@dataclass(frozen=True)
class Cost:
    """All that the rule looks at; no model has a say in it."""

    name: str
    amount: Decimal = Decimal(0)
    currency: str = ""
    flagged: bool = False
    ends_today: bool = False
    days_overdue: int = 0
    customer_waits: bool = False
    escalated: bool = False
    """Whether it was raised to whoever looks at it."""
    since: int = 0
    """In microseconds of the epoch."""

    @property
    def weeks(self) -> int:
        return min(max(self.days_overdue, 0) // 7, WEEKS)

    @property
    def factor(self) -> int:
        return (1 + self.weeks) * (2 if self.customer_waits or self.escalated else 1)


def rank(cost: Cost, currency: str) -> Rank:
    """The smaller the earlier; money without a rate is not taken for little."""
    foreign = bool(cost.amount) and cost.currency not in ("", currency)
    weight = -abs(cost.amount) * cost.factor
    return (not cost.flagged, not cost.ends_today, not foreign, weight, cost.since, cost.name)


def cost_of(matter: Matter, today: date) -> Cost:
    since = matter.since or matter.due or today
    return Cost(
        name=matter.key,
        amount=matter.amount or Decimal(0),
        currency=matter.currency,
        flagged=matter.alarm,
        days_overdue=(today - matter.due).days if matter.due else 0,
        customer_waits=matter.customer_waits,
        since=moment(datetime.combine(since, time(), UTC)),
    )


def moment(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def because(cost: Cost, currency: str) -> str:
    """Why it stands where it stands: the parts of the rule that count for it."""
    if cost.flagged:
        return "It comes first because it has a red flag."
    if cost.ends_today:
        return "It comes first because it has to be signed today."
    amount = abs(cost.amount)
    known = total(amount, cost.currency) if amount and cost.currency else ""
    if known and cost.currency != currency:
        return f"It comes first because {known} has no rate to compare it by."
    reasons = [
        f"{known} is at stake"
        if known
        else f"a day of it is taken to cost {total(amount, currency)}"
        if amount
        else "nothing that waits costs more",
        f"it is overdue by {counted(cost.weeks, 'week')}" if cost.weeks else "",
        "a customer waits" if cost.customer_waits else "",
        "it was escalated to you" if cost.escalated else "",
    ]
    return f"It comes first because {listed([reason for reason in reasons if reason])}."
