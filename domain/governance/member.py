"""A member: a person of the business, with the roles that give authority."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.kernel import Command, Decider, Event, Fact, Personal, Projection, Public, Refused, Row

ROLES = ("owner", "manager", "buyer", "staff", "artisan", "admin")
MEMBER = "member"
"""Whose name it is; what they sign in as stays, for it says who did what."""


class AddMember(Command):
    data_subject: ClassVar[str] = MEMBER

    user: str
    name: Personal[str]
    roles: tuple[str, ...]


class GiveRole(Command):
    role: str


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

    def __str__(self) -> str:
        return f"{self.name} joins as {' and '.join(self.roles)}."

    def undo(self) -> Command:
        return DisableMember()


class RoleGiven(Event):
    user: str
    role: str

    def __str__(self) -> str:
        return f"{self.user} becomes {self.role}."

    def undo(self) -> Command:
        return TakeRole(role=self.role)


class RoleTaken(Event):
    user: str
    role: str

    def __str__(self) -> str:
        return f"{self.user} is no longer {self.role}."

    def undo(self) -> Command:
        return GiveRole(role=self.role)


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


def decide(member: Member, command: MemberCommand) -> list[MemberEvent]:
    match command:
        case (AddMember() | GiveRole()) as given if unknown(given):
            raise Refused(
                f"Roles are {', '.join(ROLES)}; {unknown(given)} is none.", "no_such_role"
            )
        case AddMember() if member.user:
            raise Refused(f"{member.user} is a member already.", "member_exists")
        case AddMember(roles=()):
            raise Refused("A member needs at least one role.", "no_role")
        case AddMember():
            return [MemberAdded(**dict(command))]
        case _ if not member.user:
            raise Refused("There is no such member.", "unknown_member")
        case GiveRole(role=role):
            return [] if role in member.roles else [RoleGiven(user=member.user, role=role)]
        case TakeRole(role=role) if role not in member.roles:
            raise Refused(f"{member.user} is not {role}.", "role_not_held")
        case TakeRole(role=role):
            return [RoleTaken(user=member.user, role=role)]
        case DisableMember():
            return [] if member.disabled else [MemberDisabled(user=member.user)]
        case EnableMember():
            return [MemberEnabled(user=member.user)] if member.disabled else []


def unknown(command: AddMember | GiveRole) -> str:
    roles = command.roles if isinstance(command, AddMember) else (command.role,)
    return ", ".join(role for role in roles if role not in ROLES)


def evolve(member: Member, event: MemberEvent) -> Member:
    match event:
        case MemberAdded():
            return Member(event.user, event.name, event.roles)
        case RoleGiven(role=role):
            return replace(member, roles=(*member.roles, role))
        case RoleTaken(role=role):
            return replace(member, roles=tuple(held for held in member.roles if held != role))
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


def touches(fact: Fact) -> list[MemberRow]:
    if isinstance(fact.event, MemberEvent):
        return [MemberRow(user=fact.event.user, name="", roles=(), disabled=False)]
    return []


def project(row: MemberRow, fact: Fact) -> MemberRow | None:
    match fact.event:
        case MemberAdded(name=name, roles=roles):
            return row.model_copy(update={"name": name, "roles": roles})
        case RoleGiven(role=role):
            return row.model_copy(update={"roles": (*row.roles, role)})
        case RoleTaken(role=role):
            return row.model_copy(update={"roles": tuple(r for r in row.roles if r != role)})
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
