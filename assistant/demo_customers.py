"""Demo customers: a dealer and a consumer of the demo business, as soon as it sells to somebody."""

from typing import Protocol

from domain.customers.customers import CustomerRow, customers
from domain.governance.member import AddMember, MemberRow, members
from domain.kernel import Command, Page, Query
from domain.kernel.query import R

ACTIVE = "active"


class Seats(Protocol):
    """The accounts, as far as somebody new is let in."""

    @property
    def record(self) -> "Record": ...

    async def change(
        self, tenant: str, user: str, command: Command, by: tuple[str, ...]
    ) -> None: ...


class Record(Protocol):
    async def rows(self, tenant: str, query: Query[R]) -> Page[R]: ...


async def seated(accounts: Seats, tenant: str, role: str) -> None:
    """Let the demo person of this role in for the first customer of their kind, if there is one."""
    known = members.where(MemberRow.user == role, limit=1, counted=False)
    if (await accounts.record.rows(tenant, known)).first is not None:
        return
    buys = customers.where(
        CustomerRow.kind == role,
        CustomerRow.status == ACTIVE,
        order_by=(CustomerRow.customer,),
        limit=1,
        counted=False,
    )
    found = (await accounts.record.rows(tenant, buys)).first
    if found is None:
        return
    added = AddMember(user=role, name=role.capitalize(), roles=(role,), customer=found.customer)
    await accounts.change(tenant, role, added, ("countersign",))
