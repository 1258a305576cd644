"""Privacy: a person has somebody forgotten, and old data deleted, past the gate (A8)."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any, Protocol

from assistant.records import Records
from domain.customers.ticket_events import AUTHOR
from domain.customers.tickets import TicketRow, tickets
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.kernel import AnyProjection
from domain.kernel.subjects import CUSTOMER
from domain.kernel.subjects import subject as subject_of
from guardrails.call import Answer, Call, Kind
from guardrails.caller import Caller
from guardrails.gate import Gate

FUNCTION = "governance"
SOME = 500
PROGRAM = "countersign"
"""Who did what nobody asks for, because its time has come."""
OWN_KEYS: tuple[tuple[str, AnyProjection, Any], ...] = (
    (AUTHOR, tickets, TicketRow.customer),
    ("recipient", sales_orders, SalesOrderRow.customer),
)
"""Records of a customer under keys of their own; an order had one before its address was theirs."""


class Forgotten(Protocol):
    """Who was forgotten and when, and what of it was already so or stays."""

    @property
    def subject(self) -> str: ...

    @property
    def at(self) -> datetime: ...

    @property
    def already(self) -> bool: ...

    @property
    def conversations(self) -> int: ...

    @property
    def entries(self) -> int: ...

    @property
    def texts(self) -> int: ...

    @property
    def drawn(self) -> int: ...


class Kept(Protocol):
    """A class of data: why it is kept, and for how many days, or for good."""

    @property
    def name(self) -> str: ...

    @property
    def why(self) -> str: ...

    @property
    def days(self) -> int | None: ...


class Due(Protocol):
    """How many records of a class have been kept long enough."""

    @property
    def kept(self) -> Kept: ...

    @property
    def count(self) -> int: ...


class Personal(Protocol):
    """What the store keeps of people, and erases."""

    async def subjects(self, tenant: str) -> list[str]: ...

    async def forget(
        self, tenant: str, subject: str, by: str, reason: str, trace: str
    ) -> Forgotten: ...

    async def due(self, tenant: str) -> Sequence[Due]: ...

    async def apply(self, tenant: str, by: str, trace: str) -> Sequence[Due]: ...


@dataclass(frozen=True)
class Privacy:
    """Whoever may sign in governance may have somebody forgotten; whoever may read there, look."""

    personal: Personal
    records: Callable[[str], Records]
    gate: Gate

    async def subjects(self, caller: Caller, trace: str) -> Answer:
        """Everybody whose data can be read, by name."""

        async def work() -> list[str]:
            return await self.personal.subjects(caller.tenant)

        return await self._through(caller, "read", "list_subjects", {}, trace, work)

    async def forget(self, caller: Caller, subject: str, reason: str, trace: str) -> Answer:
        """Destroy the key of a data subject; nothing brings it back."""

        async def work() -> dict[str, Any]:
            tenant, user = caller.tenant, caller.user
            beside = await self.beside(tenant, subject)
            first = await self.personal.forget(tenant, subject, user, reason, trace)
            done = [
                first,
                *[await self.personal.forget(tenant, each, user, reason, trace) for each in beside],
            ]
            return {
                "subject": first.subject,
                "at": first.at,
                "already": first.already,
                "conversations_deleted": sum(each.conversations for each in done),
                "ledger_texts_deleted": sum(each.texts for each in done),
                "drawn_conversations_deleted": sum(each.drawn for each in done),
                "ledger_entries_kept": max(each.entries for each in done),
            }

        said = {"subject": subject, "reason": reason}
        return await self._through(caller, "sign", "forget_subject", said, trace, work)

    async def beside(self, tenant: str, whose: str) -> list[str]:
        """What is sealed under a customer's tickets and orders, and goes with them."""
        kind, _, customer = whose.partition(":")
        if kind != CUSTOMER:
            return []
        kept = {*await self.personal.subjects(tenant)}
        found = [each async for each in self.records_of(tenant, customer)]
        return [each for each in found if each in kept]

    async def records_of(self, tenant: str, customer: str) -> AsyncIterator[str]:
        """Each record of a customer that may have a key of its own."""
        for kind, projection, column in OWN_KEYS:
            for offset in count(0, SOME):
                asked = projection.where(column == customer, limit=SOME, offset=offset)
                page = await self.records(tenant).rows(asked)
                for row in page.rows:
                    yield subject_of(kind, *projection.key_of(row))
                if len(page.rows) < SOME:
                    break

    async def retention(self, caller: Caller, apply: bool, trace: str) -> Answer:
        """What is kept how long and how much of it is due, or what was just deleted."""

        async def work() -> list[dict[str, Any]]:
            if apply:
                found = await self.personal.apply(caller.tenant, caller.user, trace)
            else:
                found = await self.personal.due(caller.tenant)
            return [
                {"name": d.kept.name, "why": d.kept.why, "days": d.kept.days, "count": d.count}
                for d in found
            ]

        kind: Kind = "sign" if apply else "read"
        tool = "apply_retention" if apply else "list_retention"
        return await self._through(caller, kind, tool, {}, trace, work)

    async def retain(self, tenant: str, trace: str) -> None:
        """Delete what is due, as the program itself; where nothing is, nothing is written down."""
        if any(due.count for due in await self.personal.due(tenant)):
            await self.personal.apply(tenant, PROGRAM, trace)

    async def _through(
        self,
        caller: Caller,
        kind: Kind,
        tool: str,
        said: dict[str, Any],
        trace: str,
        work: Callable[[], Awaitable[Any]],
    ) -> Answer:
        async def asking() -> Call:
            authority, *_ = await self.records(caller.tenant).authority()
            return Call(
                caller=caller,
                kind=kind,
                tool=tool,
                commands=((FUNCTION, tool),),
                authority=authority,
                trace=trace,
                arguments=said,
            )

        return await self.gate.through(asking(), work)
