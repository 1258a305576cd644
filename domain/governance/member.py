"""A member: a person of the business, with the roles that give authority."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.kernel import Command, Decider, Event, Fact, Personal, Projection, Public, Refused, Row

SPECIALISTS = ("sales", "warehouse", "accounting")
"""Each does one part of what staff, at the counter, do of everything."""
ROLES = ("owner", "manager", "buyer", *SPECIALISTS, "staff", "artisan", "admin")
"""The roles of those who work here."""
OUTSIDE = ("dealer", "consumer")
"""The roles of those who buy here: each goes with one customer account, and with no other role."""
EVERY_ROLE = (*ROLES, *OUTSIDE)
MEMBER = "member"
"""Whose name it is; what they sign in as stays, for it says who did what."""


class AddMember(Command):
    data_subject: ClassVar[str] = MEMBER

    user: str
    name: Personal[str]
    roles: tuple[str, ...]
    customer: str = ""
    """The account that somebody from outside belongs to."""


class GiveRole(Command):
    role: str
    customer: str = ""


class TakeRole(Command):
    role: str


class DisableMember(Command):
    pass


class EnableMember(Command):
    pass


class MemberAdded(Event):
    data_subject: ClassVar[str] = MEMBER

    user: str
    name: Personal[str]
    roles: tuple[str, ...]
    customer: str = ""

    def __str__(self) -> str:
        return f"{self.name} joins as {' and '.join(self.roles)}{of_account(self.customer)}."

    def undo(self) -> Command:
        return DisableMember()


class RoleGiven(Event):
    user: str
    role: str
    customer: str = ""

    def __str__(self) -> str:
        return f"{self.user} becomes {self.role}{of_account(self.customer)}."

    def undo(self) -> Command:
        return TakeRole(role=self.role)


class RoleTaken(Event):
    user: str
    role: str
    customer: str = ""

    def __str__(self) -> str:
        return f"{self.user} is no longer {self.role}{of_account(self.customer)}."

    def undo(self) -> Command:
        return GiveRole(role=self.role, customer=self.customer)


class MemberDisabled(Event):
    user: str

    def __str__(self) -> str:
        return f"{self.user} can no longer sign in."

    def undo(self) -> Command:
        return EnableMember()


class MemberEnabled(Event):
    user: str

    def __str__(self) -> str:
        return f"{self.user} can sign in again."

    def undo(self) -> Command:
        return DisableMember()


MemberCommand = AddMember | GiveRole | TakeRole | DisableMember | EnableMember
MemberEvent = MemberAdded | RoleGiven | RoleTaken | MemberDisabled | MemberEnabled


@dataclass(frozen=True)
class Member:
    user: str = ""
    name: str = ""
    roles: tuple[str, ...] = ()
    disabled: bool = False
    customer: str = ""


def of_account(customer: str) -> str:
    return f" of customer {customer}" if customer else ""


def decide(member: Member, command: MemberCommand) -> list[MemberEvent]:
    match command:
        case (AddMember() | GiveRole()) as given if unknown(given):
            raise Refused(
                f"Roles are {', '.join(EVERY_ROLE)}; {unknown(given)} is none.", "no_such_role"
            )
        case AddMember() if member.user:
            raise Refused(f"{member.user} is a member already.", "member_exists")
        case AddMember(roles=()):
            raise Refused("A member needs at least one role.", "no_role")
        case AddMember(roles=roles, customer=customer):
            one_side(roles, customer)
            return [MemberAdded(**dict(command))]
        case _ if not member.user:
            raise Refused("There is no such member.", "unknown_member")
        case GiveRole(role=role, customer=customer) if role in member.roles:
            one_side(member.roles, customer or member.customer)
            if customer not in ("", member.customer):
                raise Refused(
                    f"{member.user} belongs to customer {member.customer}: take the role first.",
                    "other_account",
                )
            return []
        case GiveRole(role=role, customer=customer):
            one_side((*member.roles, role), customer)
            return [RoleGiven(user=member.user, role=role, customer=customer)]
        case TakeRole(role=role) if role not in member.roles:
            raise Refused(f"{member.user} is not {role}.", "role_not_held")
        case TakeRole(role=role):
            return [RoleTaken(user=member.user, role=role, customer=member.customer)]
        case DisableMember():
            return [] if member.disabled else [MemberDisabled(user=member.user)]
        case EnableMember():
            return [MemberEnabled(user=member.user)] if member.disabled else []


def one_side(roles: tuple[str, ...], customer: str) -> None:
    """Whoever buys here has one role for one account, and none of those who work here."""
    outside = [role for role in roles if role in OUTSIDE]
    if outside and len(roles) > 1:
        reason = f"{outside[0].capitalize()} goes with no other role: add a member of its own."
        raise Refused(reason, "outside_alone")
    if outside and not customer:
        reason = f"A {outside[0]} belongs to a customer account: name the customer."
        raise Refused(reason, "no_account")
    if customer and not outside:
        reason = f"Only {' and '.join(OUTSIDE)} belong to a customer account: leave it out."
        raise Refused(reason, "no_outsider")


def unknown(command: AddMember | GiveRole) -> str:
    roles = command.roles if isinstance(command, AddMember) else (command.role,)
    return ", ".join(role for role in roles if role not in EVERY_ROLE)


def evolve(member: Member, event: MemberEvent) -> Member:
    match event:
        case MemberAdded():
            return Member(event.user, event.name, event.roles, customer=event.customer)
        case RoleGiven(role=role, customer=customer):
            return replace(member, roles=(*member.roles, role), customer=customer)
        case RoleTaken(role=role):
            left = tuple(held for held in member.roles if held != role)
            return replace(member, roles=left, customer="")
        case MemberDisabled():
            return replace(member, disabled=True)
        case MemberEnabled():
            return replace(member, disabled=False)


member = Decider(
    name="member",
    commands=MemberCommand,
    events=MemberEvent,
    initial=Member(),
    decide=decide,
    evolve=evolve,
)


class MemberRow(Row):
    data_subject: ClassVar[str] = MEMBER

    user: Personal[str]
    name: Personal[str]
    roles: Public[tuple[str, ...]]
    disabled: Public[bool]
    customer: Public[str] = ""


def touches(fact: Fact) -> list[MemberRow]:
    if isinstance(fact.event, MemberEvent):
        return [MemberRow(user=fact.event.user, name="", roles=(), disabled=False)]
    return []


def project(row: MemberRow, fact: Fact) -> MemberRow | None:
    match fact.event:
        case MemberAdded(name=name, roles=roles, customer=customer):
            return row.model_copy(update={"name": name, "roles": roles, "customer": customer})
        case RoleGiven(role=role, customer=customer):
            held = (*row.roles, role)
            return row.model_copy(update={"roles": held, "customer": customer})
        case RoleTaken(role=role):
            left = tuple(held for held in row.roles if held != role)
            return row.model_copy(update={"roles": left, "customer": ""})
        case MemberDisabled():
            return row.model_copy(update={"disabled": True})
        case MemberEnabled():
            return row.model_copy(update={"disabled": False})
        case _:
            return row


members = Projection(
    name="members",
    row=MemberRow,
    key=(MemberRow.user,),
    of=(MemberEvent,),
    touches=touches,
    project=project,
)
