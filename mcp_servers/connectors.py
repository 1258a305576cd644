"""Connectors: tools of others, offered as they were signed and asked past the same gate."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from secrets import token_hex
from typing import Any

from pydantic import Field

from domain.governance.connectors import ConnectorToolRow, connectors
from domain.governance.outside_tool import MOST_TOOLS, full_name, split_name
from domain.governance.switches import SwitchRow, switches
from domain.kernel import Internal, Message, Public, Refused
from guardrails.call import Allowed, Answer, Call
from guardrails.caller import Caller
from guardrails.gate import Invalid, judge
from guardrails.injection.marking import Source, mark_content
from guardrails.outside import (
    FUNCTION,
    described,
    leaving,
    plain_schema,
)
from mcp_servers.client import ToolInfo
from mcp_servers.outside import Changed, Outside
from mcp_servers.standing import Standing
from mcp_servers.visit import House, Visit

MOST = 10 * MOST_TOOLS
LONGEST = 8_000  # Characters of an answer that are passed on.
Report = Callable[[str, str, str], Awaitable[None]]
"""Opens an incident: of which tenant, about which connector, and what happened."""
NOT_KEPT = "not kept"


class FromOutside(Message):
    """What another server said: marked text, whatever it says, and what was left out of it."""

    connector: Public[str]
    outside: Internal[str]
    left_out: Public[int] = 0
    hidden: Public[dict[str, int]] = Field(default_factory=dict)
    failed: Public[bool] = False


@dataclass(frozen=True)
class Connectors:
    """The seal is in the marks around what comes from outside, so that no stranger closes them."""

    house: House
    outside: Outside
    report: Report
    seal: str = field(default_factory=lambda: token_hex(8), repr=False)

    async def menu(self, caller: Caller) -> list[ToolInfo]:
        """What of it this caller may ask, in the signed words; no server is asked for that."""
        if not self.outside.places:
            return []
        visit = self.house.visit(caller)
        rows = (await visit.rows(connectors.where(ConnectorToolRow.use == "read", limit=MOST))).rows
        here = [row for row in rows if self.stands(row)]
        if not here:
            return []
        standing, off = await visit.standing("read"), await self.off(visit)
        calls = ((row, call_of(visit, row, standing, off)) for row in here)
        return [self.info(row) for row, call in calls if isinstance(judge(call), Allowed)]

    def stands(self, row: ConnectorToolRow) -> bool:
        """Listed by the operator, at the place that was signed."""
        return self.outside.places.get(row.connector) == row.reached

    def info(self, row: ConnectorToolRow) -> ToolInfo:
        return ToolInfo(
            name=full_name(row.connector, row.tool),
            title=f"{row.tool} of {row.connector}",
            description=described(row.connector, row.signed, self.seal),
            function=FUNCTION,
            kind="read",
            core=False,
            says=(),
            edits=(),
            input_schema=plain_schema(row.signed),
        )

    async def call(
        self,
        caller: Caller,
        name: str,
        arguments: Mapping[str, Any],
        typed: Sequence[str],
        *,
        trace: str = "",
        model: str = "",
    ) -> dict[str, Any]:
        """One question to a server of others, told only what this person wrote."""
        visit = self.house.visit(caller, trace=trace or token_hex(16), model=model)
        try:
            return await self.through(visit, name, arguments, typed)
        except self.house.unavailable as gone:
            return asdict(Answer("refused", reason=str(gone), code="unavailable"))

    async def through(
        self, visit: Visit, name: str, arguments: Mapping[str, Any], typed: Sequence[str]
    ) -> dict[str, Any]:
        connector, tool = split_name(name)
        row = await self.signed(visit, connector, tool)
        if row is None:
            missing = f"There is no tool {tool} of {connector} that may be asked."
            return asdict(Answer("invalid", reason=missing, code="unknown_tool"))
        untold = leaving(connector, plain_schema(row.signed), arguments, typed)

        async def asked() -> Call:
            call = call_of(visit, row, await visit.standing("read"), await self.off(visit))
            kept = dict.fromkeys(arguments, NOT_KEPT) if untold else dict(arguments)
            return replace(call, arguments=kept, untold=untold)

        return asdict(await visit.gate.through(asked(), lambda: self.work(visit, row, arguments)))

    async def signed(self, visit: Visit, connector: str, tool: str) -> ConnectorToolRow | None:
        asked = connectors.where(
            ConnectorToolRow.connector == connector, ConnectorToolRow.tool == tool, limit=1
        )
        row = (await visit.rows(asked)).first
        return row if row and row.use == "read" and self.stands(row) else None

    async def off(self, visit: Visit) -> dict[str, str]:
        asked = switches.where(SwitchRow.capability == FUNCTION, limit=1, counted=False)
        row = (await visit.rows(asked)).first
        return {FUNCTION: row.reason} if row else {}

    async def work(
        self, visit: Visit, row: ConnectorToolRow, arguments: Mapping[str, Any]
    ) -> FromOutside:
        missing = [n for n in plain_schema(row.signed)["required"] if n not in arguments]
        if missing:
            raise Invalid(f"{missing[0]} is missing.", missing[0])
        try:
            told = await self.outside.asked(row.connector, row.signed, arguments)
        except Changed as changed:
            raise await self.changed(visit, row, changed) from None
        source = Source("tool result", f"{row.connector} {row.tool}")
        marked = mark_content(bounded(told.content), source, self.seal)
        return FromOutside(
            connector=row.connector,
            outside=marked.text,
            left_out=told.left_out,
            hidden=dict(marked.findings),
            failed=told.failed,
        )

    async def changed(self, visit: Visit, row: ConnectorToolRow, changed: Changed) -> Refused:
        """The tool is off from now on by itself: only its signed text is ever asked."""
        what = "is gone" if changed.now is None else "has another text than was signed"
        detail = f"The tool {row.tool} of {row.connector} {what}: it is not asked until an admin"
        await self.report(visit.caller.tenant, row.connector, f"{detail} signs the new one")
        return Refused(f"{detail} signs the new one.", "connector_changed")


def call_of(
    visit: Visit, row: ConnectorToolRow, standing: Standing, off: Mapping[str, str]
) -> Call:
    """The call as the gate sees it: a read in a function of its own, by the tool's full name."""
    name = full_name(row.connector, row.tool)
    return Call(
        caller=visit.caller,
        kind="read",
        tool=name,
        commands=((FUNCTION, name),),
        authority=standing.authority,
        badge=standing.badge,
        badge_revoked=standing.revoked,
        trace=visit.trace,
        model=visit.model,
        out_of_budget=standing.out_of_budget,
        off={**standing.off, **off},
    )


def bounded(content: Any) -> Any:
    """As much as is passed on: structure if it is small, else the beginning of its text."""
    text = content if isinstance(content, str) else str(content)
    return content if len(text) <= LONGEST else f"{text[:LONGEST]}… cut; {len(text):,} characters."
