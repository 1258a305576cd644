"""A ceiling: how much of the model somebody may use in a month and in a day, money and tokens."""

from decimal import Decimal

from domain.kernel import Amount, Message
from domain.kernel.measures import money
from domain.kernel.words import listed

BUSINESS = "business"
PERSON, AGENT = "person", "agent"


class Ceiling(Message):
    """Each limit counts by itself; None is no limit of that kind."""

    month: Amount | None = None
    day: Amount | None = None
    tokens_month: int | None = None
    tokens_day: int | None = None
    currency: str = ""
    """The currency of the business, in which the money is."""

    def __str__(self) -> str:
        """As in: €50.00 and 5,000,000 tokens a month, and 500,000 tokens a day."""
        month = amounts(self.month, self.tokens_month, self.currency)
        day = amounts(self.day, self.tokens_day, self.currency)
        spans = [f"{said} a {span}" for said, span in ((month, "month"), (day, "day")) if said]
        return ", and ".join(spans) or "no limit of its own"

    @property
    def limits(self) -> tuple[tuple[str, Decimal | int | None], ...]:
        return (
            ("The limit for a month", self.month),
            ("The limit for a day", self.day),
            ("The tokens for a month", self.tokens_month),
            ("The tokens for a day", self.tokens_day),
        )

    @property
    def crossed(self) -> bool:
        """Whether a day could use more than the whole month may."""
        pairs = ((self.day, self.month), (self.tokens_day, self.tokens_month))
        return any(day is not None and month is not None and day > month for day, month in pairs)


SHIPPED = Ceiling(tokens_month=5_000_000, tokens_day=500_000)
"""The business's own until another is signed, in tokens because those need no rate of exchange."""


def shipped(whose: str) -> Ceiling:
    return SHIPPED if whose == BUSINESS else Ceiling()


def amounts(most: Decimal | None, tokens: int | None, currency: str) -> str:
    said = [] if most is None else [money(most, currency) if currency else f"{most:,f}"]
    return listed([*said, *([] if tokens is None else [f"{tokens:,} tokens"])])


def of_whom(whose: str) -> str:
    """How a sentence names who has the budget: agent.assistant is the agent assistant."""
    kind, _, name = whose.partition(".")
    return {BUSINESS: "the business", AGENT: f"the agent {name}"}.get(kind, name)


def accounts(user: str, agent: str) -> tuple[str, ...]:
    """Whose budgets a call counts against: the business's, the person's, the agent's."""
    mine = [f"{kind}.{name}" for kind, name in ((PERSON, user), (AGENT, agent)) if name]
    return (BUSINESS, *mine)
