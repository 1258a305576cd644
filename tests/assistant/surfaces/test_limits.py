"""What is too large is refused at once, however it is sent."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from assistant.surfaces.limits import Limits

LARGEST = 100


async def size(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture
async def client():
    routes = [Route(path, size, methods=["POST"]) for path in ("/api/ask", "/mcp/x", "/chat")]
    app = Limits(Starlette(routes=routes), LARGEST)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as found:
        yield found


async def in_pieces(count: int):
    for _ in range(count):
        yield b"x" * 10


@pytest.mark.parametrize("path", ["/api/ask", "/mcp/x"])
async def test_a_body_that_fits_arrives_whole(client, path):
    assert (await client.post(path, content=b"x" * LARGEST)).text == "100"
    assert (await client.post(path, content=in_pieces(10))).text == "100"


@pytest.mark.parametrize("path", ["/api/ask", "/mcp/x"])
async def test_a_larger_one_is_refused_in_one_sentence(client, path):
    for content in (b"x" * 10_000_000, in_pieces(11)):
        answer = await client.post(path, content=content)
        assert answer.status_code == 413
        assert answer.json()["error"]["code"] == "too_large"
        assert answer.json()["error"]["message"].count(". ") == 0


async def test_the_chat_has_a_gate_of_its_own(client):
    assert (await client.post("/chat", content=b"x" * 1000)).text == "1000"
