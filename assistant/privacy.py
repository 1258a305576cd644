"""Privacy: a person has somebody forgotten, and old data deleted, past the gate (A8)."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from assistant.records import Records
from guardrails.call import Answer, Call, Kind
from guardrails.caller import Caller
from guardrails.gate import Gate

FUNCTION = "governance"
PROGRAM = "countersign"
"""Who did what nobody asks for, because its time has come."""


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
            done = await self.personal.forget(caller.tenant, subject, caller.user, reason, trace)
            return {
                "subject": done.subject,
                "at": done.at,
                "already": done.already,
                "conversations_deleted": done.conversations,
                "ledger_texts_deleted": done.texts,
                "drawn_conversations_deleted": done.drawn,
                "ledger_entries_kept": done.entries,
            }

        said = {"subject": subject, "reason": reason}
        return await self._through(caller, "sign", "forget_subject", said, trace, work)

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
