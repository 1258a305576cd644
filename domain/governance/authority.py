"""Authority: how far a role may go in a function, up to what amount; the ladder of A4."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import cached_property

from domain.governance import own_acts
from domain.governance.member import EVERY_ROLE, OUTSIDE, SPECIALISTS
from domain.governance.outsiders import OUTSIDERS
from domain.governance.specialists import BY_ACTION, WHOLE
from domain.kernel import Command, Decider, Event, Message, Refused
from domain.kernel.words import listed

ANY = "*"


class Rung(IntEnum):
    """The seven rungs of the ladder; none is ever skipped on the way up."""

    NONE = 0
    EXPLAIN = 1
    SUGGEST = 2
    DRAFT = 3
    SIGN = 4
    EXECUTE_WITHIN_LIMITS = 5
    AUTONOMOUS = 6


VERBS = {
    Rung.NONE: "may do nothing",
    Rung.EXPLAIN: "may only read",
    Rung.SUGGEST: "may read and be advised",
    Rung.DRAFT: "may draft",
    Rung.SIGN: "may sign",
    Rung.EXECUTE_WITHIN_LIMITS: "may act within limits",
    Rung.AUTONOMOUS: "may act alone",
}


class Grant(Message):
    """A role's rung in a function for an action; `limit` is in the tenant's currency."""

    role: str
    function: str
    rung: Rung
    limit: Decimal | None = None
    action: str = ANY

    def fits(self, role: str, function: str, action: str) -> bool:
        return (
            self.role == role and self.function in (function, ANY) and self.action in (action, ANY)
        )

    @property
    def exactness(self) -> tuple[bool, bool]:
        """A grant for one action of one function overrules one for any."""
        return self.action != ANY, self.function != ANY

    @property
    def key(self) -> tuple[str, str, str]:
        return self.role, self.function, self.action

    @property
    def weak(self) -> bool:
        """Whether it would stand between an owner and a signature."""
        return self.rung < Rung.SIGN or self.limit is not None


OWN = (
    *((name, Rung.EXPLAIN) for name in own_acts.READ),
    *((name, Rung.DRAFT) for name in own_acts.DRAFTED),
    *((name, Rung.SIGN) for name in own_acts.SIGNED),
)
"""What everybody may do about their own days, queue and messages, by tool and by command."""
ORDERING = ("GiveStandingOrder", "RestoreStandingOrder", "WithdrawStandingOrder")
"""What an agent may do by itself is for owners to sign."""
ROUTING = ("RouteToChannel", "StopRoute")
"""Where drafts are shown to many is for owners and admins to sign."""
DEFAULTS = (
    Grant(role="owner", function=ANY, rung=Rung.SIGN),
    Grant(role="manager", function=ANY, rung=Rung.SIGN, limit=Decimal(25_000)),
    Grant(role="buyer", function="procurement", rung=Rung.SIGN, limit=Decimal(1_000)),
    Grant(role="buyer", function="inventory", rung=Rung.DRAFT),
    Grant(role="staff", function="inventory", rung=Rung.SIGN, limit=Decimal(1_000)),
    Grant(role="staff", function="procurement", rung=Rung.DRAFT),
    Grant(role="artisan", function="inventory", rung=Rung.DRAFT),
    Grant(role="artisan", function="procurement", rung=Rung.EXPLAIN),
    Grant(role="admin", function="governance", rung=Rung.SIGN),
    *(
        Grant(role=role, function="governance", action=action, rung=Rung.DRAFT)
        for role in ("admin", "manager")
        for action in ORDERING
    ),
    *(
        Grant(role="manager", function="governance", action=action, rung=Rung.DRAFT)
        for action in ROUTING
    ),
    Grant(role="admin", function="inventory", rung=Rung.EXPLAIN),
    Grant(role="admin", function="procurement", rung=Rung.EXPLAIN),
    Grant(role="buyer", function="procurement", action="ChangeBankDetails", rung=Rung.DRAFT),
    Grant(role="buyer", function="procurement", action="RemoveBankDetails", rung=Rung.DRAFT),
    Grant(role="buyer", function="procurement", action="TakeOverPurchaseOrder", rung=Rung.DRAFT),
    Grant(role="buyer", function="payables", rung=Rung.DRAFT),
    Grant(role="staff", function="payables", rung=Rung.DRAFT),
    Grant(role="admin", function="payables", rung=Rung.EXPLAIN),
    Grant(role="staff", function="customers", rung=Rung.DRAFT),
    Grant(role="admin", function="customers", rung=Rung.EXPLAIN),
    Grant(role="staff", function="category", rung=Rung.DRAFT),
    Grant(role="admin", function="category", rung=Rung.EXPLAIN),
    Grant(role="staff", function="fulfillment", rung=Rung.DRAFT),
    Grant(role="admin", function="fulfillment", rung=Rung.EXPLAIN),
    Grant(role="staff", function="receivables", rung=Rung.DRAFT),
    Grant(role="admin", function="receivables", rung=Rung.EXPLAIN),
    Grant(role="staff", function="promotions", rung=Rung.DRAFT),
    Grant(role="admin", function="promotions", rung=Rung.EXPLAIN),
    *(Grant(role=r, function=f, rung=Rung(n), limit=m) for r, f, n, m in WHOLE),
    *(
        Grant(role=r, function=f, action=a, rung=Rung(n), limit=m)
        for r, f, a, n, m in (*BY_ACTION, *OUTSIDERS)
    ),
    *(
        Grant(role=role, function="governance", action=action, rung=rung)
        for role in ("buyer", *SPECIALISTS, "staff", "artisan")
        for action, rung in OWN
    ),
)
"""What a new tenant starts with; every line can be overruled by a signed grant."""


class GrantAuthority(Grant, Command):
    separated = "always"


class RestoreAuthority(Command):
    """Put back what stood before a grant: the earlier one, or the shipped default."""

    grant: Grant
    earlier: Grant | None

    separated = "always"


class AuthorityGranted(Grant, Event):
    earlier: Grant | None = None

    def __str__(self) -> str:
        limit = "" if self.limit is None else f" up to {self.limit:,f}"
        where = "every function" if self.function == ANY else self.function.replace("_", " ")
        what = "" if self.action == ANY else f", for {spaced(self.action)}"
        return f"{self.role.capitalize()} {VERBS[self.rung]} in {where}{limit}{what}."

    def undo(self) -> Command:
        return RestoreAuthority(grant=grant_of(self), earlier=self.earlier)


class AuthorityRestored(Event):
    grant: Grant
    earlier: Grant | None

    def __str__(self) -> str:
        where = (
            "every function"
            if self.grant.function == ANY
            else self.grant.function.replace("_", " ")
        )
        left = "what was shipped" if self.earlier is None else "the earlier grant"
        return f"{self.grant.role.capitalize()} loses a grant in {where}; {left} counts again."

    def undo(self) -> Command:
        return GrantAuthority(**dict(self.grant))


AuthorityCommand = GrantAuthority | RestoreAuthority
AuthorityEvent = AuthorityGranted | AuthorityRestored


@dataclass(frozen=True)
class Authority:
    """The signed grants by what they are for; the shipped defaults lie beneath them."""

    granted: tuple[Grant, ...] = ()

    def standing(self, key: tuple[str, str, str]) -> Grant | None:
        return next((grant for grant in self.granted if grant.key == key), None)

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        overruled = {grant.key for grant in self.granted}
        return (*self.granted, *(g for g in DEFAULTS if g.key not in overruled))

    def in_force(self, key: tuple[str, str, str]) -> Grant | None:
        """The line for exactly this, signed or shipped."""
        return next((grant for grant in self.grants if grant.key == key), None)

    def of(self, roles: Iterable[str], function: str, action: str) -> Grant | None:
        """The highest rung any of these roles has here; the most exact grant of a role counts."""
        best = [found for role in roles if (found := self.of_role(role, function, action))]
        return max(best, key=lambda g: (g.rung, g.limit is None, g.limit or 0), default=None)

    def of_role(self, role: str, function: str, action: str) -> Grant | None:
        fitting = (grant for grant in self.grants if grant.fits(role, function, action))
        return max(fitting, key=lambda grant: grant.exactness, default=None)

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(grant.role for grant in self.grants))

    @property
    def house(self) -> tuple[str, ...]:
        """The roles of those who work here."""
        return tuple(role for role in self.roles if role not in OUTSIDE)


def decide(authority: Authority, command: AuthorityCommand) -> list[AuthorityEvent]:
    match command:
        case GrantAuthority(role=role) if role not in EVERY_ROLE:
            raise Refused(
                f"There is no role {role}: roles are {listed(EVERY_ROLE)}.", "no_such_role"
            )
        case GrantAuthority(limit=limit) if limit is not None and limit < 0:
            raise Refused("A limit cannot be negative: give zero or more.", "negative_limit")
        case GrantAuthority(rung=rung) if rung > Rung.SIGN:
            raise Refused("L5 and L6 are not for people: give L4 or less.", "not_for_people")
        case GrantAuthority(role="owner") | RestoreAuthority(earlier=Grant(role="owner")) if weak(
            command
        ):
            raise Refused(
                "The owner must be able to sign, without a limit, or nobody could.",
                "owner_must_sign",
            )
        case GrantAuthority() if authority.in_force(command.key) == grant_of(command):
            return []
        case GrantAuthority():
            earlier = authority.standing(command.key)
            return [AuthorityGranted(**dict(command), earlier=earlier)]
        case RestoreAuthority(grant=grant) if authority.standing(grant.key) != grant:
            raise Refused(
                "This grant does not stand any more: list who may do what.", "not_standing"
            )
        case RestoreAuthority(grant=grant, earlier=earlier):
            return [AuthorityRestored(grant=grant, earlier=earlier)]


def weak(command: AuthorityCommand) -> bool:
    after = command if isinstance(command, GrantAuthority) else command.earlier
    return after is not None and after.weak


def evolve(authority: Authority, event: AuthorityEvent) -> Authority:
    match event:
        case AuthorityGranted():
            return Authority(in_order((*without(authority, event.key), grant_of(event))))
        case AuthorityRestored(grant=grant, earlier=earlier):
            left = without(authority, grant.key)
            return Authority(left if earlier is None else in_order((*left, earlier)))


def in_order(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """What stands, in an order that does not tell what was granted and taken back meanwhile."""
    return tuple(sorted(grants, key=lambda grant: grant.key))


def grant_of(given: Grant) -> Grant:
    """The grant alone, of a command or an event that holds one."""
    return Grant(**{name: getattr(given, name) for name in Grant.model_fields})


def spaced(action: str) -> str:
    """The name of a command in words: change bank details."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in action).strip().replace("_", " ")


def without(authority: Authority, key: tuple[str, str, str]) -> tuple[Grant, ...]:
    return tuple(grant for grant in authority.granted if grant.key != key)


authority = Decider(
    name="authority",
    commands=AuthorityCommand,
    events=AuthorityEvent,
    initial=Authority(),
    decide=decide,
    evolve=evolve,
)
STREAM = authority.stream("tenant")
