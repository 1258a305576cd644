"""Over HTTP a bearer token says who is asking; one for another purpose opens nothing."""

import json
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from domain.governance.member import DisableMember, member
from domain.kernel import Cause, Step
from mcp_servers.http import Entrance, entrance
from mcp_servers.visit import House
from tests.trade import TENANT

OWNERS = {
    "good": (TENANT, "owner", "mcp"),
    "artisan": (TENANT, "artisan", "mcp"),
    "api": (TENANT, "owner", "api"),
}
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}


async def owner(token: str) -> tuple[str, str, str] | None:
    return OWNERS.get(token)


def http(app: Any, token: str | None) -> httpx2.AsyncClient:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    transport = httpx2.ASGITransport(app=app)
    return httpx2.AsyncClient(
        transport=transport, base_url="http://127.0.0.1:8000", headers=headers
    )


async def posted(app: Entrance, token: str | None, path: str = "/mcp/procurement") -> Any:
    accept = {"accept": "application/json, text/event-stream"}
    async with http(app, token) as client:
        return await client.post(path, json=LIST, headers=accept)


@pytest.mark.parametrize(
    ("token", "status"), [(None, 401), ("", 401), ("forged", 401), ("api", 403)]
)
async def test_without_a_token_for_it_nobody_comes_in(
    house: House, token: str | None, status: int
) -> None:
    app = entrance(house, owner)
    async with app.open():
        answer = await posted(app, token)
    assert answer.status_code == status
    assert answer.headers["www-authenticate"].startswith("Bearer ")
    assert answer.json()["outcome"] == "denied"


async def test_a_token_for_the_api_is_told_why_it_does_not_open_this_door(house: House) -> None:
    app = entrance(house, owner)
    async with app.open():
        answer = await posted(app, "api")
    assert answer.json()["reason"] == "This token is for api and not for mcp: make one for it."


async def test_a_disabled_member_is_out_at_once(house: House) -> None:
    app = entrance(house, owner)
    step = Step(member.stream("owner"), DisableMember())
    await house.handler(TENANT).record([step], Cause(("admin",)))
    async with app.open():
        assert (await posted(app, "good")).status_code == 401


async def test_an_unknown_function_is_not_found(house: House) -> None:
    app = entrance(house, owner)
    async with app.open():
        answer = await posted(app, "good", "/mcp/treasury")
    assert answer.status_code == 404 and "procurement" in answer.json()["reason"]


async def test_another_host_is_turned_away(house: House) -> None:
    app = entrance(house, owner)
    async with app.open(), http(app, "good") as client:
        answer = await client.post(
            "/mcp/procurement", json=LIST, headers={"host": "evil.example", "accept": "*/*"}
        )
    assert answer.status_code in (403, 421)


async def test_a_client_lists_and_calls_as_the_owner_of_its_token(house: House) -> None:
    app = entrance(house, owner)
    async with app.open():
        async with http(app, "good") as web:
            transport = streamable_http_client(
                "http://127.0.0.1:8000/mcp/procurement", http_client=web
            )
            async with Client(transport) as client:
                names = {tool.name for tool in (await client.list_tools()).tools}
                result = await client.call_tool("total_spend", {"period": "2026"})
        async with http(app, "artisan") as web:
            transport = streamable_http_client(
                "http://127.0.0.1:8000/mcp/procurement", http_client=web
            )
            async with Client(transport) as client:
                fewer = {tool.name for tool in (await client.list_tools()).tools}
    assert result.structured_content["content"]["headline"].startswith("€1,860.50 was spent")
    assert json.loads(result.content[0].text) == result.structured_content
    assert fewer == {name for name in names if not name.startswith("draft_")}


async def test_values_of_a_foreign_program_are_named_as_such(house: House) -> None:
    app = entrance(house, owner)
    order = {"item": "LOCK", "quantity": 5, "supplier": "OST"}
    async with app.open(), http(app, "good") as web:
        transport = streamable_http_client("http://127.0.0.1:8000/mcp/procurement", http_client=web)
        async with Client(transport) as client:
            result = await client.call_tool("draft_purchase_order", order)
    draft = await house.handler(TENANT).draft(result.structured_content["content"]["draft"])
    assert draft.proposal is not None
    origins = {origin.field: (origin.source, origin.kind) for origin in draft.proposal.origins}
    assert origins["quantity"] == ("given by the program of Owner through MCP", "tool")
    assert origins["price"] == ("terms with Ostermark", "record")
    assert (draft.proposal.by, draft.proposal.agent) == (("owner",), "")
