"""Authority: how far a role may go in a function, up to what amount; the ladder of A4."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from domain.kernel import Command, Decider, Event, Message, Refused

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
    Grant(role="admin", function="inventory", rung=Rung.EXPLAIN),
    Grant(role="admin", function="procurement", rung=Rung.EXPLAIN),
    Grant(role="buyer", function="procurement", action="ChangeBankDetails", rung=Rung.DRAFT),
    Grant(role="buyer", function="procurement", action="RemoveBankDetails", rung=Rung.DRAFT),
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
        where = "every function" if self.function == ANY else self.function
        return f"{self.role.capitalize()} stands on rung L{int(self.rung)} in {where}{limit}."

    def undo(self) -> Command:
        fields = {name: getattr(self, name) for name in Grant.model_fields}
        return RestoreAuthority(grant=Grant(**fields), earlier=self.earlier)


class AuthorityRestored(Event):
    grant: Grant
    earlier: Grant | None

    def __str__(self) -> str:
        return f"{self.grant.role.capitalize()} stands in {self.grant.function} as before."

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

    @property
    def grants(self) -> tuple[Grant, ...]:
        overruled = {grant.key for grant in self.granted}
        return (*self.granted, *(g for g in DEFAULTS if g.key not in overruled))

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


def decide(authority: Authority, command: AuthorityCommand) -> list[AuthorityEvent]:
    match command:
        case GrantAuthority(limit=limit) if limit is not None and limit < 0:
            raise Refused("A limit cannot be negative: give zero or more.", "negative_limit")
        case GrantAuthority(role="owner", rung=rung) if rung < Rung.SIGN:
            raise Refused("The owner must be able to sign, or nobody could.", "owner_must_sign")
        case GrantAuthority():
            earlier = authority.standing(command.key)
            return [AuthorityGranted(**dict(command), earlier=earlier)]
        case RestoreAuthority(grant=grant, earlier=earlier):
            return [AuthorityRestored(grant=grant, earlier=earlier)]


def evolve(authority: Authority, event: AuthorityEvent) -> Authority:
    match event:
        case AuthorityGranted():
            given = Grant(**{name: getattr(event, name) for name in Grant.model_fields})
            return Authority((*without(authority, given.key), given))
        case AuthorityRestored(grant=grant, earlier=earlier):
            left = without(authority, grant.key)
            return Authority(left if earlier is None else (*left, earlier))


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
