"""A house whose scripted model drafts one order, and the same sentence said to it as often."""

import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2

from assistant.house import furnished
from assistant.model.endpoint import Endpoint
from assistant.model.limiting import limited
from assistant.model.loop import Limits
from assistant.model.router import Router, Tier
from assistant.model.turn import Aid
from assistant.settings import Settings
from bench._scripted import Reply, says, uses
from domain.command_handler import CommandHandler
from domain.store.credentials import PostgresCredentials
from domain.store.postgres import PostgresStore
from domain.store.spending import PostgresSpending
from guardrails.caller import Caller

STRANGE = "please see to the thing with the hinges we spoke of"
ORDER = {"item": "LOCK-1", "quantity": "40", "supplier": "OST"}
PLACE = "message-1"
"""Which sentence of the conversation it is: the same when the turn is made again."""


@asynccontextmanager
async def turning(store: PostgresStore) -> AsyncIterator[Any]:
    """The whole house, with its budget and its breakers."""
    handler = lambda tenant: CommandHandler(store, tenant)  # noqa: E731
    vault, counters = PostgresCredentials(store.connections), PostgresSpending(store.connections)
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(Path(home))
        async with furnished(settings, store, vault, handler, counters=counters) as house:
            desk: Any = house.office
            controls = limited(house.visits.purse, desk.records, desk.approvals.record)
            endpoint = Endpoint.at("scripted", "test", "http://model.test", Ordering())
            tier = Tier(3, endpoint, Limits(first=60.0, whole=120.0))
            desk.orchestrator.aid = Aid(desk.tools, desk.listing, Router([tier]), controls)
            yield desk


class Ordering(httpx2.AsyncBaseTransport):
    """Drafts the order, and answers once it is told what came of that, in however many turns."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        sent = json.loads(await request.aread())
        told = len(sent["messages"]) > 1
        reply = says("Done.") if told else uses("draft_purchase_order", **ORDER)
        content = b"".join(Reply([reply]).chunks())
        return httpx2.Response(200, headers={"content-type": "text/event-stream"}, content=content)


async def turn(desk: Any, who: Caller, place: str = PLACE) -> Any:
    return await desk.ask(who, STRANGE, "talk", place=place)
