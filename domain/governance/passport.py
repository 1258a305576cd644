"""A passport is an agent's badge: what it may use, how far it may go, who answers for it."""

from dataclasses import dataclass
from decimal import Decimal

from domain.governance.authority import Rung
from domain.kernel import Command, Decider, Event, Message, Refused


class Badge(Message):
    """An agent's scope: the functions it may touch, its highest rung, and its largest draft."""

    agent: str
    functions: tuple[str, ...]
    rung: Rung = Rung.DRAFT
    limit: Decimal | None = None
    owner: str = ""


ASSISTANT = Badge(agent="assistant", functions=("procurement", "inventory"))
"""The shipped badge of the assistant: it reads and drafts for whoever asks, and no more."""


class IssuePassport(Badge, Command):
    separated = "always"


class RevokePassport(Command):
    reason: str = ""


class PassportIssued(Badge, Event):
    def __str__(self) -> str:
        functions = ", ".join(self.functions)
        return f"{self.agent} gets a passport for {functions}, up to rung L{int(self.rung)}."

    def undo(self) -> Command:
        return RevokePassport(reason="The passport was issued by mistake.")


class PassportRevoked(Event):
    badge: Badge
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.badge.agent} is stopped. {self.reason}".strip()

    def undo(self) -> Command:
        return IssuePassport(**dict(self.badge))


PassportCommand = IssuePassport | RevokePassport
PassportEvent = PassportIssued | PassportRevoked


@dataclass(frozen=True)
class Passport:
    """Nothing recorded means the shipped badge, where there is one."""

    badge: Badge | None = None
    revoked: bool = False


def decide(passport: Passport, command: PassportCommand) -> list[PassportEvent]:
    match command:
        case IssuePassport(rung=rung) if rung > Rung.DRAFT:
            raise Refused("An agent starts at L3 or below; higher rungs are earned.", "not_earned")
        case IssuePassport():
            return [PassportIssued(**dict(command))]
        case RevokePassport() if passport.revoked:
            return []
        case RevokePassport(reason=reason):
            return [PassportRevoked(badge=passport.badge or ASSISTANT, reason=reason)]


def evolve(passport: Passport, event: PassportEvent) -> Passport:
    match event:
        case PassportIssued():
            return Passport(Badge(**dict(event)))
        case PassportRevoked(badge=badge):
            return Passport(badge, revoked=True)


passport = Decider(
    name="passport",
    commands=PassportCommand,
    events=PassportEvent,
    initial=Passport(),
    decide=decide,
    evolve=evolve,
)
