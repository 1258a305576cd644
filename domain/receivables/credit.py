"""A customer's credit: up to how much may be open before somebody looks at it."""

from dataclasses import dataclass

from domain.kernel import Command, Decider, Event, Internal, Message, Money, Refused
from domain.kernel.part import part
from domain.kernel.words import Code, Name


class CreditLine(Message):
    customer: Code
    customer_name: Internal[Name]
    limit: Internal[Money]


class SetCreditLimit(CreditLine, Command):
    separated = "always"


class RemoveCreditLimit(Command):
    """No limit is known any more, which is not a limit of nothing."""

    separated = "always"


class CreditLimitSet(CreditLine, Event):
    before: CreditLine | None = None

    @property
    def at_stake(self) -> Money | None:
        return self.limit

    def __str__(self) -> str:
        instead = f", no longer {self.before.limit}" if self.before else ""
        return f"{self.customer_name} may owe up to {self.limit}{instead}."

    def undo(self) -> Command:
        return SetCreditLimit(**dict(self.before)) if self.before else RemoveCreditLimit()


class CreditLimitRemoved(CreditLine, Event):
    def __str__(self) -> str:
        return f"{self.customer_name} has no credit limit any more; it was {self.limit}."

    def undo(self) -> Command:
        return SetCreditLimit(**dict(part(CreditLine, self)))


CreditCommand = SetCreditLimit | RemoveCreditLimit
CreditEvent = CreditLimitSet | CreditLimitRemoved


@dataclass(frozen=True)
class CreditOf:
    line: CreditLine | None = None


def decide(state: CreditOf, command: CreditCommand) -> list[CreditEvent]:
    match command:
        case SetCreditLimit(limit=limit) if limit.amount < 0:
            raise Refused("Not set. A limit is 0 or more: 0 is no credit at all.", "below_zero")
        case SetCreditLimit() if state.line and state.line.limit == command.limit:
            name = state.line.customer_name
            raise Refused(f"Not set. {name} may owe up to {command.limit} already.", "no_change")
        case SetCreditLimit():
            return [CreditLimitSet(**dict(command), before=state.line)]
        case RemoveCreditLimit():
            if state.line is None:
                raise Refused("Not removed. No credit limit is set there.", "no_limit")
            return [CreditLimitRemoved(**dict(state.line))]


def evolve(state: CreditOf, event: CreditEvent) -> CreditOf:
    match event:
        case CreditLimitSet():
            return CreditOf(part(CreditLine, event))
        case CreditLimitRemoved():
            return CreditOf()


credit = Decider(
    name="credit",
    commands=CreditCommand,
    events=CreditEvent,
    initial=CreditOf(),
    decide=decide,
    evolve=evolve,
)
