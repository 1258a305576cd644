"""The agents' desk: what each of them works with, and on whose behalf it does."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from assistant.records import Records
from domain.agents.agent import Agent, Found
from domain.agents.roster import BY_NAME
from domain.governance.agents import AgentRow, agents
from domain.governance.answering import answering
from domain.governance.member import MemberRow, members
from domain.kernel import Query, Step
from guardrails.caller import Caller
from mcp_servers.visit import House, Visit

SEVERAL = 500


class Tools(Protocol):
    """The way to a tool past the gate."""

    async def call(
        self, caller: Caller, tool: str, arguments: Mapping[str, Any], **how: Any
    ) -> dict[str, Any]: ...


class Write(Protocol):
    """Records what agents say to each other; nothing that a person would have to sign."""

    async def __call__(
        self, tenant: str, steps: Sequence[Step], by: tuple[str, ...], trace: str = ""
    ) -> None: ...


class Settle(Protocol):
    """Takes an agent's new draft further, where its owner has signed for that in advance."""

    async def __call__(self, tenant: str, draft: str, trace: str) -> None: ...


@dataclass(frozen=True)
class Desk:
    """All that agents can reach: reads, tools behind the gate, and the record of their messages."""

    records: Callable[[str], Records]
    visits: House
    tools: Tools
    write: Write
    settle: Settle
    clock: Callable[[], datetime]
    tenants: Callable[[], Awaitable[Sequence[str]]]

    async def caller(self, tenant: str, agent: Agent) -> Caller | None:
        """The agent on behalf of whoever answers for it; None where nobody does."""
        records = self.records(tenant)
        passport = agents.where(AgentRow.agent == agent.name, limit=1)
        people = members.where(order_by=(MemberRow.user,), limit=SEVERAL)
        signed, everybody = await records.many([passport, people])
        named = signed.first.owner if signed.first else ""
        found = answering(everybody.rows, agent.name, named)
        if found is None:
            return None
        row = found.member
        return Caller(tenant, row.user, row.name, row.roles, "agent", agent.name)

    async def caller_of(self, tenant: str, name: str) -> Caller | None:
        found = BY_NAME.get(name)
        return await self.caller(tenant, found) if found else None

    def visit(self, caller: Caller, trace: str) -> Visit:
        return self.visits.visit(caller, trace=trace)

    async def found(self, tenant: str, queries: Sequence[Query[Any]]) -> Found:
        return await self.records(tenant).many(queries)
