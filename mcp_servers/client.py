"""The assistant's door to the tools: an MCP client in memory, on behalf of one caller at a time."""

import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from mcp import Client, MCPError
from mcp.types import Tool

from domain.kernel import Refused
from guardrails.caller import Caller
from guardrails.gate import Entry
from mcp_servers.menu import FUNCTION_OF, FUNCTIONS, KIND_OF
from mcp_servers.serve import described, serve
from mcp_servers.visit import PRESENT, House, Visit
from mcp_servers.wording import TemplatesOnly

EVERY_PAGE = "0"  # With a cursor the SDK adds to what it knows of the tools and forgets none.
logger = logging.getLogger("countersign.mcp")


@dataclass(frozen=True)
class ToolInfo:
    """A tool as its listing describes it; enough for the phrasebook, a model and a card."""

    name: str
    title: str
    description: str
    function: str
    kind: str
    core: bool
    says: tuple[str, ...]
    edits: tuple[Mapping[str, str], ...]
    input_schema: Mapping[str, Any]
    composed: bool = False
    """Whether its sentences are put together from the words of its arguments."""


@dataclass(frozen=True)
class Connections:
    """One open connection to each function's server, shared by all callers."""

    house: House
    clients: Mapping[str, Client]
    known: set[str] = field(default_factory=set)

    async def menu(self, caller: Caller) -> list[ToolInfo]:
        """The tools this caller may use, function by function, in a stable order."""
        visit = self.house.visit(caller)
        try:
            return [
                tool for function in self.clients for tool in await self.listed(function, visit)
            ]
        except MCPError:
            logger.exception("The menu of %s could not be read.", caller.tenant)
            raise Refused("The tools cannot be listed now: try again.", "unavailable") from None

    async def call(
        self,
        caller: Caller,
        tool: str,
        arguments: Mapping[str, Any],
        *,
        trace: str = "",
        today: date | None = None,
        as_of: datetime | None = None,
        key: str = "",
        origins: Mapping[str, str] | None = None,
        revises: tuple[str, int] | None = None,
        replaces: str = "",
        because: str = "",
        occasion: str = "",
        entries: list[Entry] | None = None,
        model: str = "",
        aided: bool = True,
    ) -> dict[str, Any]:
        """One call; the answer is {outcome, content, reason, code}, whatever came of it.

        Outcomes: answered, denied, refused, invalid, and failed for a fault of our own. What goes
        into `entries`, the one who calls enters into the ledger before the answer leaves.
        """
        visit = self.house.visit(
            caller,
            today=today or self.house.today(),
            trace=trace or token_hex(16),
            as_of=as_of,
            key=key,
            origins=origins or {},
            revises=revises,
            replaces=replaces,
            because=because,
            occasion=occasion,
            entries=entries,
            model=model,
            **({} if aided else {"wording": TemplatesOnly("no language model was to be asked")}),
        )
        return await self.called(visit, tool, arguments)

    async def called(self, visit: Visit, tool: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        function = FUNCTION_OF.get(tool)
        if function is None:
            return unknown()
        try:
            if tool not in self.known:
                await self.listed(function, visit)
            with inside(visit):
                result = await self.clients[function].call_tool(tool, dict(arguments))
        except MCPError:
            return failed(tool, visit.trace)
        return dict(result.structured_content or {})

    async def listed(self, function: str, visit: Visit) -> list[ToolInfo]:
        with inside(visit):
            found = await self.clients[function].list_tools(cursor=EVERY_PAGE, cache_mode="bypass")
        self.known.update(tool.name for tool in found.tools)
        return [info(tool) for tool in found.tools]


@asynccontextmanager
async def connected(house: House) -> AsyncIterator[Connections]:
    """Open every function's server in this process; enter and leave it in the same task."""
    async with AsyncExitStack() as open_clients:
        clients = {
            menu.function: await open_clients.enter_async_context(
                Client(serve(menu, results=False), cache=None)
            )
            for menu in FUNCTIONS
        }
        yield Connections(house, clients)


def whole_menu() -> list[ToolInfo]:
    """Every tool as those are listed it who work here."""
    return [info(described(tool, results=False)) for menu in FUNCTIONS for tool in menu.tools]


@contextmanager
def inside(visit: Visit) -> Iterator[None]:
    """Be this visit for the calls made here; identity never travels among the arguments."""
    token = PRESENT.set(visit)
    try:
        yield
    finally:
        PRESENT.reset(token)


def info(tool: Tool) -> ToolInfo:
    told = (tool.meta or {})["countersign"]
    return ToolInfo(
        name=tool.name,
        title=told["title"],
        description=tool.description or "",
        function=told["function"],
        kind=told["kind"],
        core=told["core"],
        says=tuple(told["says"]),
        edits=tuple(told["edits"]),
        input_schema=tool.input_schema,
        composed=told["composed"],
    )


def unknown() -> dict[str, Any]:
    return answer("invalid", "There is no tool of this name.", "unknown_tool")


def failed(tool: str, trace: str) -> dict[str, Any]:
    """A fault of our own: of a draft nobody knows yet whether it was kept."""
    logger.exception("The call of %s in trace %s was not answered.", tool, trace)
    kept = "It may or may not have been drafted: look at the queue before you ask again."
    reads = KIND_OF[tool] == "read"
    reason = "This could not be answered; nothing was changed." if reads else kept
    return answer("failed", f"{reason} Quote {trace[:8]} to an admin.", "failed")


def answer(outcome: str, reason: str, code: str) -> dict[str, Any]:
    return {"outcome": outcome, "content": None, "reason": reason, "code": code}
