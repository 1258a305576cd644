"""Serve a menu of tools over MCP; the only file that knows the server side of the SDK."""

import json
import logging
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from typing import Any, Protocol

from mcp import MCPError
from mcp.server import Server as McpServer
from mcp.server import ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp.types import Tool as McpTool

from guardrails.call import Answer
from mcp_servers.visit import PRESENT
from tools.toolkit import Tool

Server = McpServer[Any]
VERSION = "1.0"
FRESH_FOR = 60_000  # Milliseconds for which a client of another program may keep its own list.
LOOPBACK = ("127.0.0.1:*", "localhost:*", "[::1]:*")
logger = logging.getLogger("countersign.mcp")


@dataclass(frozen=True)
class Menu:
    """What one business function offers, and one piece of advice to whoever reads it."""

    function: str
    advice: str
    tools: tuple[Tool, ...]


class Door(Protocol):
    """A server behind HTTP: an application for each request, and the time in which it is open."""

    async def handle_request(self, scope: Any, receive: Any, send: Any) -> None: ...

    def run(self) -> AbstractAsyncContextManager[None]: ...


def serve(menu: Menu, results: bool = True) -> Server:
    """The server of one menu; `results` tells other programs the shape of what they will get."""
    by_name = {tool.name: tool for tool in menu.tools}

    async def list_tools(
        ctx: ServerRequestContext[Any], params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        allowed = await PRESENT.get().menu(menu.tools)
        outside = PRESENT.get().caller.outside
        tools = [described(tool, results, outside) for tool in allowed]
        return ListToolsResult(tools=tools, ttl_ms=FRESH_FOR, cache_scope="private")

    async def call_tool(
        ctx: ServerRequestContext[Any], params: CallToolRequestParams
    ) -> CallToolResult:
        tool = by_name.get(params.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"{menu.function} has no tool of this name.")
        try:
            return answered(await PRESENT.get().use(tool, params.arguments or {}), results)
        except Exception:
            logger.exception("%s failed in trace %s", tool.name, PRESENT.get().trace)
            raise

    return McpServer(
        menu.function,
        version=VERSION,
        instructions=menu.advice.strip(),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


@lru_cache(maxsize=1024)
def described(tool: Tool, results: bool, outside: bool = False) -> McpTool:
    """The tool as another program sees it; the hints follow from its kind and enforce nothing."""
    reads = tool.kind == "read"
    return McpTool(
        name=tool.name,
        title=tool.title,
        description=tool.prompt,
        input_schema=tool.input_schema,
        output_schema=answer_schema(tool) if results else None,
        annotations=ToolAnnotations(
            title=tool.title,
            read_only_hint=reads,
            destructive_hint=False,
            idempotent_hint=reads,
            open_world_hint=False,
        ),
        meta={"countersign": spoken(tool, outside)},
    )


def spoken(tool: Tool, outside: bool = False) -> dict[str, Any]:
    """What the assistant needs in order to understand people without a model."""
    return {
        "kind": tool.kind,
        "core": tool.core,
        "title": tool.title,
        "function": tool.function,
        "says": list((*tool.own, *tool.says) if outside else tool.says),
        "composed": tool.composed,
        "edits": [asdict(edit) for edit in tool.edits],
    }


def answer_schema(tool: Tool) -> dict[str, Any]:
    """The shape of an answer; a call that was not answered is an error and follows none."""
    shape = dict(tool.output_schema)
    defined = shape.pop("$defs", None)
    parts = {
        "outcome": {"const": "answered"},
        "content": shape,
        "reason": {"type": "string"},
        "code": {"type": "string"},
    }
    schema = {"type": "object", "properties": parts, "required": list(parts)}
    return schema | ({"$defs": defined} if defined else {})


def answered(answer: Answer, results: bool) -> CallToolResult:
    """The same object twice: as structure for programs, as text for models that read only that.

    The assistant is no stranger, needs no `results` described, and reads the structure.
    """
    parts = {field.name: getattr(answer, field.name) for field in fields(answer)}
    shown = {name: part for name, part in parts.items() if name != "hidden" or part}
    told = [TextContent(type="text", text=json.dumps(shown, ensure_ascii=False))] if results else []
    failed = answer.outcome != "answered"
    return CallToolResult(content=list(told), structured_content=shown, is_error=failed)


def door(menu: Menu, hosts: Sequence[str] = LOOPBACK) -> Door:
    """The server behind streamable HTTP, for requests that name one of these hosts."""
    secured = TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=list(hosts),
        allowed_origins=[f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")],
    )
    return StreamableHTTPSessionManager(
        app=serve(menu), json_response=True, stateless=True, security_settings=secured
    )


async def speak(menu: Menu) -> None:
    """Serve on standard input and output until the other side closes them."""
    server = serve(menu)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
