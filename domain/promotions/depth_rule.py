"""The depth rule: how far promotions may lower prices, the same for everybody who plans one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.kernel import Amount, Command, Decider, Event, Internal, Message, Refused
from domain.kernel.words import Label, figure

EVERYTHING = ""
"""The category of a limit that holds for all of them, where none of their own is set."""


class Limit(Message):
    """The largest percentage off in a category."""

    category: Label = EVERYTHING
    percent: Internal[Amount]


class SetDepthLimit(Limit, Command):
    separated = "always"


class RemoveDepthLimit(Command):
    """Leave a category to the limit that holds for everything, or everything without one."""

    separated = "always"

    category: Label = EVERYTHING


class RuleBelowCost(Command):
    """Whether a promotion may ever go below cost; where it may, another hand signs it."""

    separated = "always"

    allowed: bool


class DepthLimitSet(Limit, Event):
    before: Internal[Amount | None] = None

    def __str__(self) -> str:
        instead = "" if self.before is None else f", no longer {figure(self.before)} %"
        return (
            f"Promotions of {spoken(self.category)} take off at most {figure(self.percent)} %"
            f"{instead}."
        )

    def undo(self) -> Command:
        if self.before is None:
            return RemoveDepthLimit(category=self.category)
        return SetDepthLimit(category=self.category, percent=self.before)


class DepthLimitRemoved(Limit, Event):
    def __str__(self) -> str:
        return (
            f"The limit of {figure(self.percent)} % for promotions of {spoken(self.category)} ends."
        )

    def undo(self) -> Command:
        return SetDepthLimit(category=self.category, percent=self.percent)


class BelowCostRuled(Event):
    allowed: bool

    def __str__(self) -> str:
        if self.allowed:
            return "Promotions may go below cost, each with the signature of another hand."
        return "No promotion may go below cost."

    def undo(self) -> Command:
        return RuleBelowCost(allowed=not self.allowed)


DepthCommand = SetDepthLimit | RemoveDepthLimit | RuleBelowCost
DepthEvent = DepthLimitSet | DepthLimitRemoved | BelowCostRuled


@dataclass(frozen=True)
class DepthRule:
    """Nothing below cost and no limit otherwise, until somebody says so."""

    limits: tuple[Limit, ...] = ()
    below_cost: bool = False

    def of(self, category: str) -> Limit | None:
        return next((each for each in self.limits if each.category == category), None)


def decide(rule: DepthRule, command: DepthCommand) -> list[DepthEvent]:
    match command:
        case SetDepthLimit(percent=percent) if not 0 < percent < 100:
            reason = f"Not set. A limit of {figure(percent)} % is none: give 1 to 99."
            raise Refused(reason, "no_limit")
        case SetDepthLimit(category=category, percent=percent):
            known = rule.of(category)
            if known and known.percent == percent:
                reason = f"Not set. {figure(percent)} % is the limit already."
                raise Refused(reason, "no_change")
            before = known.percent if known else None
            return [DepthLimitSet(category=category, percent=percent, before=before)]
        case RemoveDepthLimit(category=category):
            known = rule.of(category)
            if known is None:
                reason = f"Not removed. Promotions of {spoken(category)} have no limit."
                raise Refused(reason, "unknown_limit")
            return [DepthLimitRemoved(**dict(known))]
        case RuleBelowCost(allowed=allowed) if allowed == rule.below_cost:
            said = "may go below cost" if allowed else "may not go below cost"
            raise Refused(f"Not changed. Promotions {said} already.", "no_change")
        case RuleBelowCost(allowed=allowed):
            return [BelowCostRuled(allowed=allowed)]


def evolve(rule: DepthRule, event: DepthEvent) -> DepthRule:
    match event:
        case DepthLimitSet(category=category, percent=percent):
            limit = Limit(category=category, percent=percent)
            return replace(rule, limits=in_order([*without(rule.limits, category), limit]))
        case DepthLimitRemoved(category=category):
            return replace(rule, limits=without(rule.limits, category))
        case BelowCostRuled(allowed=allowed):
            return replace(rule, below_cost=allowed)


def without(limits: Iterable[Limit], category: str) -> tuple[Limit, ...]:
    return tuple(each for each in limits if each.category != category)


def in_order(limits: Iterable[Limit]) -> tuple[Limit, ...]:
    return tuple(sorted(limits, key=lambda each: each.category))


def spoken(category: str) -> str:
    return f"the category {category}" if category else "everything"


depth_rule = Decider(
    name="depth_rule",
    commands=DepthCommand,
    events=DepthEvent,
    initial=DepthRule(),
    decide=decide,
    evolve=evolve,
)
STREAM = depth_rule.stream("tenant")
