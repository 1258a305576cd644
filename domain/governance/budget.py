"""A budget: the ceiling of what a business, a person or an agent may use of the model (A3)."""

from dataclasses import dataclass, replace

from domain.governance.ceiling import Ceiling, of_whom
from domain.kernel import Command, Decider, Event, Message, Refused

NEARLY, ALL = 80, 100
SHARES = (NEARLY, ALL)


class Use(Message):
    """That so much of a budget was used in a period: a month as 2026-11, a day as 2026-11-29."""

    whose: str
    period: str
    share: int


class SetBudget(Command):
    """Another hand signs it: a budget is money that nobody sees leaving."""

    whose: str
    ceiling: Ceiling

    separated = "always"


class WithdrawBudget(Command):
    """Back to what was shipped: a cautious number of tokens for the business, none for others."""

    whose: str

    separated = "always"


class NoteUse(Use, Command):
    """Recorded once for each share of each period, by the house itself."""


class WithdrawUse(Use, Command):
    """Forget that an alert was given, so that it is given again."""


class BudgetSet(Event):
    whose: str
    ceiling: Ceiling
    earlier: Ceiling | None = None

    def __str__(self) -> str:
        return f"The model may cost {of_whom(self.whose)} {self.ceiling}."

    def undo(self) -> Command:
        if self.earlier is None:
            return WithdrawBudget(whose=self.whose)
        return SetBudget(whose=self.whose, ceiling=self.earlier)


class BudgetWithdrawn(Event):
    whose: str
    ceiling: Ceiling

    def __str__(self) -> str:
        return f"The model budget of {of_whom(self.whose)} is as it was shipped."

    def undo(self) -> Command:
        return SetBudget(whose=self.whose, ceiling=self.ceiling)


class BudgetUsed(Use, Event):
    def __str__(self) -> str:
        much = "used up" if self.share >= ALL else f"used to {self.share} %"
        return f"The model budget of {of_whom(self.whose)} for {self.period} is {much}."

    def undo(self) -> Command:
        return WithdrawUse(**dict(self))


class BudgetUseWithdrawn(Use, Event):
    def __str__(self) -> str:
        of = f"the model budget of {of_whom(self.whose)} for {self.period}"
        return f"The alert at {self.share} % of {of} is taken back."

    def undo(self) -> Command:
        return NoteUse(**dict(self))


BudgetCommand = SetBudget | WithdrawBudget | NoteUse | WithdrawUse
BudgetEvent = BudgetSet | BudgetWithdrawn | BudgetUsed | BudgetUseWithdrawn


@dataclass(frozen=True)
class Budget:
    """Nothing recorded means the shipped ceiling."""

    ceiling: Ceiling | None = None
    told: frozenset[tuple[str, int]] = frozenset()
    """The shares of the periods for which an alert was given since the ceiling was set."""


def decide(budget: Budget, command: BudgetCommand) -> list[BudgetEvent]:
    match command:
        case SetBudget(ceiling=ceiling) if name := negative(ceiling):
            raise Refused(f"{name} cannot be negative: give zero or more.", "negative_limit")
        case SetBudget(ceiling=ceiling) if ceiling.crossed:
            reason = "A day cannot have more than its month: lower the one or raise the other."
            raise Refused(reason, "limits_crossed")
        case SetBudget(ceiling=ceiling) if ceiling == budget.ceiling:
            return []
        case SetBudget(whose=whose, ceiling=ceiling):
            return [BudgetSet(whose=whose, ceiling=ceiling, earlier=budget.ceiling)]
        case WithdrawBudget(whose=whose):
            held = budget.ceiling
            return [] if held is None else [BudgetWithdrawn(whose=whose, ceiling=held)]
        case NoteUse(period=period, share=share) if (period, share) in budget.told:
            return []
        case NoteUse():
            return [BudgetUsed(**dict(command))]
        case WithdrawUse(period=period, share=share) if (period, share) not in budget.told:
            return []
        case WithdrawUse():
            return [BudgetUseWithdrawn(**dict(command))]


def negative(ceiling: Ceiling) -> str:
    """The first limit that is below nothing, by name."""
    below = (name for name, limit in ceiling.limits if limit is not None and limit < 0)
    return next(below, "")


def evolve(budget: Budget, event: BudgetEvent) -> Budget:
    match event:
        case BudgetSet(ceiling=ceiling):
            return Budget(ceiling)
        case BudgetWithdrawn():
            return Budget()
        case BudgetUsed(period=period, share=share):
            return replace(budget, told=budget.told | {(period, share)})
        case BudgetUseWithdrawn(period=period, share=share):
            return replace(budget, told=budget.told - {(period, share)})


budget = Decider(
    name="budget",
    commands=BudgetCommand,
    events=BudgetEvent,
    initial=Budget(),
    decide=decide,
    evolve=evolve,
)
