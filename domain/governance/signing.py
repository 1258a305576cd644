"""Signing limits: from what amount an independent signature, or a second one, is needed (A13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from domain.governance.authority import Authority, Rung
from domain.governance.proposal import Requirement
from domain.kernel import Command, Decider, Event, Message, Money, Refused
from domain.kernel.measures import money

INDEPENDENT_ABOVE = Decimal(5_000)
TWO_ABOVE = Decimal(50_000)


class Limits(Message):
    """Amounts in the tenant's currency; other currencies always need an independent signature."""

    independent_above: Decimal = INDEPENDENT_ABOVE
    two_above: Decimal = TWO_ABOVE


class SetSigningLimits(Limits, Command):
    separated = "always"


class SigningLimitsSet(Limits, Event):
    earlier: Limits

    def __str__(self) -> str:
        return (
            f"Above {self.independent_above:,f} an independent signature is needed,"
            f" above {self.two_above:,f} two."
        )

    def undo(self) -> Command:
        return SetSigningLimits(**dict(self.earlier))


def decide(limits: Limits, command: SetSigningLimits) -> list[SigningLimitsSet]:
    if not 0 <= command.independent_above <= command.two_above:
        raise Refused(
            "The limit for two signatures cannot lie below the one for an independent signature.",
            "limits_crossed",
        )
    if (command.independent_above, command.two_above) == (
        limits.independent_above,
        limits.two_above,
    ):
        return []
    return [SigningLimitsSet(**dict(command), earlier=limits)]


def evolve(limits: Limits, event: SigningLimitsSet) -> Limits:
    return Limits(independent_above=event.independent_above, two_above=event.two_above)


signing = Decider(
    name="signing",
    commands=SetSigningLimits,
    events=SigningLimitsSet,
    initial=Limits(),
    decide=decide,
    evolve=evolve,
)
STREAM = signing.stream("tenant")


@dataclass(frozen=True)
class Stakes:
    """What is to be signed: the commands a person chose, with their functions, and the money."""

    commands: tuple[tuple[str, type[Command]], ...]
    amounts: tuple[Money, ...]
    red_flags: bool = False


def requirement(
    stakes: Stakes, limits: Limits, authority: Authority, currency: str, outside: bool = False
) -> Requirement:
    """Who must sign: roles whose authority covers all of it, and how independent they must be.

    Those who buy here sign what they drafted themselves, and nothing that needs another hand.
    """
    foreign = any(money.currency != currency for money in stakes.amounts)
    amount = sum((m.amount for m in stakes.amounts if m.currency == currency), Decimal(0))
    nature = {command.separated for _, command in stakes.commands}
    financial = "always" in nature or "above_limit" in nature
    large = foreign or amount > limits.independent_above
    independent = "always" in nature or stakes.red_flags or (financial and large)
    two = financial and amount > limits.two_above
    able = authority.roles if outside and not (independent or two) else authority.house
    roles = (r for r in able if may_sign(authority, r, stakes, None if foreign else amount))
    return Requirement(
        signatures=2 if two else 1,
        independent=independent,
        roles=tuple(roles),
        reason=reason(stakes, limits, currency, independent, two),
    )


def reason(stakes: Stakes, limits: Limits, currency: str, independent: bool, two: bool) -> str:
    if two:
        amount = money(limits.two_above, currency)
        return f"Above {amount} two people sign, neither of whom drafted it."
    if not independent:
        return ""
    if any(command.separated == "always" for _, command in stakes.commands):
        return "This is always signed by somebody who did not draft it."
    if stakes.red_flags:
        return "With a red flag, somebody who did not draft it signs."
    return f"Above {money(limits.independent_above, currency)} somebody who did not draft it signs."


def may_sign(authority: Authority, role: str, stakes: Stakes, amount: Decimal | None) -> bool:
    """Whether one role's authority covers every command; `None` is an amount without a rate."""
    return all(
        covers(authority, (role,), function, command.__name__, amount)
        for function, command in stakes.commands
    )


def covers(
    authority: Authority, roles: Iterable[str], function: str, action: str, amount: Decimal | None
) -> bool:
    held = authority.of(roles, function, action)
    if held is None or held.rung < Rung.SIGN:
        return False
    return held.limit is None or (amount is not None and amount <= held.limit)
