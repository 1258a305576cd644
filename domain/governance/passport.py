"""A passport is an agent's badge: what it may use, how far it may go, who answers for it."""

from dataclasses import dataclass, replace
from decimal import Decimal

from domain.governance.authority import Rung
from domain.kernel import Command, Decider, Event, Message, Refused
from domain.kernel.words import ended


class Badge(Message):
    """An agent's scope: the functions it may touch, its highest rung, and its largest draft."""

    agent: str
    functions: tuple[str, ...]
    rung: Rung = Rung.DRAFT
    limit: Decimal | None = None
    owner: str = ""
    drafts: tuple[str, ...] = ()
    """Where it may draft; in the others it only reads. Without any named, it drafts in all."""


ASSISTANT = Badge(
    agent="assistant",
    functions=(
        "procurement",
        "inventory",
        "governance",
        "payables",
        "customers",
        "category",
        "fulfillment",
        "receivables",
        "promotions",
    ),
)
"""The shipped badge of the assistant: it reads and drafts for whoever asks, and no more."""


def own(function: str, *reads: str, limit: Decimal | None = None) -> Badge:
    """The shipped badge of a function's own agent: it drafts there, and reads a little beside."""
    name, both = f"{function}-agent", (function, *reads)
    return Badge(agent=name, functions=both, drafts=(function,), limit=limit)


SPENT = Decimal(10_000)
"""What an agent may have us owe with one draft; a larger order or bill is drafted by a person."""
BILLED = Decimal(25_000)
"""What one draft may bill or settle: as much as a dealer may order at once."""
FUNCTIONS_OWN = (
    own("procurement", "inventory", limit=SPENT),
    own("inventory", "fulfillment"),
    own("customers", "fulfillment", "receivables"),
    own("category", "inventory"),
    own("fulfillment", "inventory"),
    own("receivables", "fulfillment", limit=BILLED),
    own("payables", "procurement", limit=SPENT),
    own("promotions", "fulfillment", "inventory", "category"),
)
"""The shipped badge of each function's own agent; what the others draft moves no money."""
SHIPPED = {badge.agent: badge for badge in (ASSISTANT, *FUNCTIONS_OWN)}


class IssuePassport(Badge, Command):
    """A first passport or another one; a stopped agent works again with it."""

    separated = "always"


class WithdrawPassport(Command):
    """Put back what stood before a passport was issued: the earlier one, stopped or not, or none.

    Without an earlier one an agent of ours has its shipped badge, and a stranger has none.
    """

    badge: Badge
    earlier: Badge | None
    stopped: bool = False
    reason: str = ""

    separated = "always"


class RevokePassport(Command):
    """The kill switch: nobody waits for a second hand to stop an agent."""

    agent: str
    reason: str = ""


class ReinstatePassport(Command):
    """Let a stopped agent work again, as far as it went before."""

    agent: str

    separated = "always"


class PassportIssued(Badge, Event):
    earlier: Badge | None = None
    stopped: bool = False
    reason: str = ""

    def __str__(self) -> str:
        functions = ", ".join(self.functions).replace("_", " ")
        limit = "" if self.limit is None else f", in drafts of at most {self.limit:,f}"
        only = f", drafting in {', '.join(self.drafts)} alone" if self.drafts else ""
        again = " works again: it" if self.stopped else ""
        return f"The agent {self.agent}{again} {VERBS[self.rung]} in {functions}{only}{limit}."

    def undo(self) -> Command:
        given = badge_of(self)
        return WithdrawPassport(
            badge=given, earlier=self.earlier, stopped=self.stopped, reason=self.reason
        )


class PassportWithdrawn(Event):
    badge: Badge
    earlier: Badge | None
    stopped: bool = False
    reason: str = ""

    def __str__(self) -> str:
        left = "is stopped, as before" if self.stopped else "has the passport it had before"
        return f"The agent {self.badge.agent} {left}."

    def undo(self) -> Command:
        return IssuePassport(**dict(self.badge))


class PassportRevoked(Event):
    agent: str
    reason: str = ""

    def __str__(self) -> str:
        because = f": {ended(self.reason)}" if self.reason else ""
        return f"The agent {self.agent} is stopped{because}."

    def undo(self) -> Command:
        return ReinstatePassport(agent=self.agent)


class PassportReinstated(Event):
    agent: str
    reason: str = ""
    """Why it had been stopped."""

    def __str__(self) -> str:
        return f"The agent {self.agent} works again."

    def undo(self) -> Command:
        return RevokePassport(agent=self.agent, reason=self.reason)


PassportCommand = IssuePassport | WithdrawPassport | RevokePassport | ReinstatePassport
PassportEvent = PassportIssued | PassportWithdrawn | PassportRevoked | PassportReinstated
VERBS = {
    Rung.NONE: "may do nothing",
    Rung.EXPLAIN: "may only read",
    Rung.SUGGEST: "may read and suggest",
    Rung.DRAFT: "may read and draft",
}


@dataclass(frozen=True)
class Passport:
    """Nothing recorded means the shipped badge, where there is one."""

    badge: Badge | None = None
    revoked: bool = False
    reason: str = ""

    def held_by(self, agent: str) -> Badge | None:
        return self.badge or SHIPPED.get(agent)


def decide(passport: Passport, command: PassportCommand) -> list[PassportEvent]:
    match command:
        case IssuePassport(rung=rung) if rung > Rung.DRAFT:
            raise Refused("An agent starts at L3 or below; higher rungs are earned.", "not_earned")
        case IssuePassport(functions=()):
            raise Refused(
                "A passport is for at least one function: stop the agent instead.", "no_function"
            )
        case IssuePassport(limit=limit) if limit is not None and limit < 0:
            raise Refused("A limit cannot be negative: give zero or more.", "negative_limit")
        case IssuePassport() if passport == Passport(badge_of(command)):
            return []
        case IssuePassport():
            return [
                PassportIssued(
                    **dict(command),
                    earlier=passport.badge,
                    stopped=passport.revoked,
                    reason=passport.reason,
                )
            ]
        case WithdrawPassport(badge=badge) if passport != Passport(badge):
            raise Refused(
                "Another passport or a stop came after this one: undo that first.", "not_standing"
            )
        case WithdrawPassport():
            return [PassportWithdrawn(**dict(command))]
        case RevokePassport(agent=agent) if passport.held_by(agent) is None:
            raise Refused(f"There is no agent called {agent}: list the agents.", "unknown_agent")
        case RevokePassport() if passport.revoked:
            return []
        case RevokePassport():
            return [PassportRevoked(**dict(command))]
        case ReinstatePassport() if not passport.revoked:
            return []
        case ReinstatePassport(agent=agent):
            return [PassportReinstated(agent=agent, reason=passport.reason)]


def evolve(passport: Passport, event: PassportEvent) -> Passport:
    match event:
        case PassportIssued():
            return Passport(badge_of(event))
        case PassportWithdrawn(earlier=earlier, stopped=stopped, reason=reason):
            return Passport(earlier, stopped, reason)
        case PassportRevoked(reason=reason):
            return replace(passport, revoked=True, reason=reason)
        case PassportReinstated():
            return replace(passport, revoked=False, reason="")


def badge_of(given: Badge) -> Badge:
    """The badge alone, of a command or an event that holds one."""
    return Badge(**{name: getattr(given, name) for name in Badge.model_fields})


passport = Decider(
    name="passport",
    commands=PassportCommand,
    events=PassportEvent,
    initial=Passport(),
    decide=decide,
    evolve=evolve,
)
