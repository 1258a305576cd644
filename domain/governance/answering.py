"""Answering: who answers for an agent, which is the person its passport names or else a role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.governance.member import MemberRow

OWNER = "owner"
BY_ROLE: Mapping[str, tuple[str, ...]] = {
    "assistant": ("admin",),
    "procurement-agent": ("buyer",),
    "inventory-agent": ("warehouse", "staff"),
    "customers-agent": ("sales", "staff"),
    "category-agent": ("sales", "staff"),
    "fulfillment-agent": ("warehouse", "staff"),
    "receivables-agent": ("accounting", "staff"),
    "payables-agent": ("accounting", "staff"),
    "promotions-agent": ("sales", "staff"),
}
"""For each shipped agent the roles it belongs to: the first of them that anybody has."""


@dataclass(frozen=True)
class Answering:
    """Somebody who answers for an agent; with the role, where no passport names them."""

    member: MemberRow
    role: str = ""

    def __str__(self) -> str:
        return f"{self.role}, by role" if self.role else self.member.name


def answering(people: Sequence[MemberRow], agent: str, named: str) -> Answering | None:
    """By name, else the first by user of the first role that anybody has, else an owner.

    Whoever can no longer sign in answers for nothing.
    """
    able = sorted((row for row in people if not row.disabled), key=lambda row: row.user)
    for row in able:
        if named and row.user == named:
            return Answering(row)
    for role in (*BY_ROLE.get(agent, ()), OWNER):
        for row in able:
            if role in row.roles:
                return Answering(row, role)
    return None
