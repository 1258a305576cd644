"""Reaching: other people's MCP servers, one short connection for each question, bounded."""

import asyncio
import json
import logging
import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from time import monotonic
from typing import Any

import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, Implementation, TextContent, Tool
from pydantic import ValidationError

from domain.governance.outside_tool import MOST_TOOLS, Offer, OutsideTool
from domain.kernel import Refused
from guardrails.outside import Unfit, canonical, plain_schema
from guardrails.places import Place
from mcp_servers.outside import Changed, Told, unlisted

SECONDS = 15.0
AWAY = 30.0
"""So long a server that did not answer is not asked again: nobody waits for it each time."""
PAGES = 5
LARGEST = 2_000_000  # Bytes of one answer on the wire.
LONGEST_NAME = 40
US = Implementation(name="countersign", version="1")
Door = Callable[[Place], Any]
logger = logging.getLogger("countersign.connectors")


class TooLarge(httpx2.TransportError):
    """An answer went on for longer than anybody reads."""


@dataclass
class Counted(httpx2.AsyncByteStream):
    """A stream of bytes that ends with an error where it should have ended."""

    stream: httpx2.AsyncByteStream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self.stream:
            size += len(chunk)
            if size > LARGEST:
                raise TooLarge("The answer is too large.")
            yield chunk

    async def aclose(self) -> None:
        await self.stream.aclose()


@dataclass
class Bounded(httpx2.AsyncBaseTransport):
    """Packed answers are not unpacked, for a small one may hold anything."""

    inner: httpx2.AsyncBaseTransport = field(default_factory=httpx2.AsyncHTTPTransport)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        request.headers["accept-encoding"] = "identity"
        response = await self.inner.handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise TooLarge("The answer is packed.")
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = Counted(response.stream)
        return response

    async def aclose(self) -> None:
        await self.inner.aclose()


@asynccontextmanager
async def door(place: Place) -> AsyncIterator[Any]:
    """The way to a server: it is sent its own secret and nothing that is ours."""
    if place.command:
        command, *arguments = place.command
        told = StdioServerParameters(command=command, args=arguments, env=dict(place.variables))
        with Path(os.devnull).open("w", encoding="utf-8") as unheard:
            async with stdio_client(told, errlog=unheard) as streams:
                yield streams
        return
    headers = {"Authorization": f"Bearer {place.token}"} if place.token else {}
    async with (
        httpx2.AsyncClient(
            headers=headers, timeout=SECONDS, trust_env=False, transport=Bounded()
        ) as http,
        streamable_http_client(place.url, http_client=http) as streams,
    ):
        yield streams


@dataclass(frozen=True)
class Reaching:
    """A server that asks us something back gets no answer: no model, file or person is offered."""

    listed: Sequence[Place] = ()
    seconds: float = SECONDS
    door: Door = door
    clock: Callable[[], float] = monotonic
    away: dict[str, float] = field(default_factory=dict)
    """The servers that did not answer, and until when they are left alone."""

    @property
    def places(self) -> Mapping[str, str]:
        return {place.name: place.reached for place in self.listed}

    def place(self, connector: str) -> Place:
        found = next((place for place in self.listed if place.name == connector), None)
        if found is None:
            raise unlisted(connector)
        return found

    async def offered(self, connector: str) -> Offer:
        """Whoever looks at what it offers asks anew, however lately it was away."""
        async with self.connected(connector) as client:
            return offer(await listing(client))

    async def asked(
        self, connector: str, signed: OutsideTool, arguments: Mapping[str, Any]
    ) -> Told:
        self.must_not_be_away(connector)
        async with self.connected(connector) as client:
            today = {tool.name: tool for tool in offer(await listing(client)).tools}
            now = today.get(signed.name)
            if now is None or not now.same_text(signed):
                raise Changed(now)
            return told(await client.call_tool(signed.name, dict(arguments)))

    def must_not_be_away(self, connector: str) -> None:
        """Refuse at once what would only be waited for."""
        left = self.away.get(connector, 0.0) - self.clock()
        if left > 0:
            raise Refused(
                f"{connector} did not answer a moment ago: it is asked again in {ceil(left)} "
                "seconds.",
                "connector_away",
            )

    @asynccontextmanager
    async def connected(self, connector: str) -> AsyncIterator[Client]:
        """Whatever goes wrong out there is one sentence in here."""
        place, met = self.place(connector), False
        found: list[Changed] = []
        try:
            async with asyncio.timeout(self.seconds):
                async with Client(self.door(place), client_info=US, cache=None) as client:
                    met = True
                    self.away.pop(connector, None)
                    try:
                        yield client
                    except Changed as news:
                        found.append(news)  # The library would wrap it into a group.
        except TimeoutError:
            self.away[connector] = self.clock() + AWAY
            reason = f"{connector} does not answer: it had {self.seconds:g} seconds."
            raise Refused(reason, "connector_away") from None
        except Exception as error:
            logger.warning("The connector %s failed: %r", connector, error)
            if not met:
                self.away[connector] = self.clock() + AWAY
            reason = f"{connector} cannot be reached or does not speak as it should: try later."
            raise Refused(reason, "connector_away") from error
        for changed in found:
            raise changed


async def listing(client: Client) -> list[Tool]:
    tools: list[Tool] = []
    cursor: str | None = None
    for _ in range(PAGES):
        page = await client.list_tools(cursor=cursor, cache_mode="bypass")
        tools += page.tools
        cursor = page.next_cursor
        if cursor is None or len(tools) > MOST_TOOLS:
            break
    return tools


def offer(tools: Sequence[Tool]) -> Offer:
    """What of it can be asked at all; of two under one name, neither."""
    fit: dict[str, OutsideTool] = {}
    unfit: list[str] = []
    names = [tool.name for tool in tools]
    for tool in tools[:MOST_TOOLS]:
        try:
            if names.count(tool.name) > 1:
                raise Unfit(f"{tool.name[:LONGEST_NAME]} is offered twice.")
            fit[tool.name] = outside_tool(tool)
        except Unfit as wrong:
            unfit.append(str(wrong))
    if len(tools) > MOST_TOOLS:
        unfit.append(f"More than {MOST_TOOLS} tools are not looked at.")
    return Offer(tools=tuple(fit.values()), unfit=tuple(unfit))


def outside_tool(tool: Tool) -> OutsideTool:
    hints = tool.annotations.model_dump(exclude_none=True) if tool.annotations else {}
    try:
        found = OutsideTool(
            name=tool.name,
            description=tool.description or "",
            takes=canonical(tool.input_schema),
            hints=canonical(hints),
        )
    except ValidationError:
        named = tool.name[:LONGEST_NAME].encode("ascii", "replace").decode()
        raise Unfit(
            f"{named!r} has a name, a description or a schema that is too long or unreadable."
        ) from None
    plain_schema(found)
    return found


def told(result: CallToolResult) -> Told:
    """The structure where there is one, else the texts; never a picture, a link or a resource."""
    texts = [part.text for part in result.content if isinstance(part, TextContent)]
    content: Any = result.structured_content
    if content is None:
        content = texts[0] if len(texts) == 1 else texts
    elif len(json.dumps(content)) > LARGEST:
        content = []
    return Told(content, len(result.content) - len(texts), bool(result.is_error))
