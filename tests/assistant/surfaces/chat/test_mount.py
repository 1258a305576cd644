"""The mounted chat over HTTP: the real Chainlit behind the real gate."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from assistant.surfaces.chat.mount import mount
from assistant.surfaces.chat.shell import ChatSettings
from tests.assistant.surfaces.chat.conftest import ORIGIN
from tests.assistant.surfaces.chat.plain_front import PlainFront
from tests.assistant.surfaces.chat.test_data_layer import Owner


@pytest.fixture
async def app(shell_home: Path, database_url: str, front: PlainFront) -> AsyncIterator[FastAPI]:
    app = FastAPI()
    chat = mount(app, front, ChatSettings(shell_home, database_url, [ORIGIN]))
    await chat.start()
    yield app
    await chat.stop()


def browser(app: FastAPI, origin: str = ORIGIN) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app)
    return httpx.AsyncClient(transport=transport, base_url=origin, headers={"origin": origin})


async def sign_in(client: httpx.AsyncClient, user: str, password: str = "") -> httpx.Response:
    form = {"username": user, "password": password or f"{user} pass"}
    return await client.post("/chat/login", data=form)


async def test_the_page_is_served_with_our_sheets_and_rules(app: FastAPI) -> None:
    async with browser(app) as client:
        page = await client.get("/chat/")
        assert "/chat/public/components.css" in page.text
        assert "default-src 'self'" in page.headers["content-security-policy"]
        for path in ("tokens.css", "elements/DraftCard.jsx", "fonts/OFL.txt"):
            assert (await client.get(f"/chat/public/{path}")).status_code == 200


async def test_a_person_is_known_after_signing_in_and_not_before(app: FastAPI) -> None:
    async with browser(app) as client:
        assert (await client.get("/chat/user")).status_code == 401
        assert (await sign_in(client, "owner", "wrong")).status_code == 401
        assert (await sign_in(client, "owner")).status_code == 200
        assert (await client.get("/chat/user")).json()["identifier"] == "owner@bellavier"


async def test_what_a_role_may_do_is_not_written_into_the_cookie(app: FastAPI) -> None:
    async with browser(app) as client:
        await sign_in(client, "owner")
        assert (await client.get("/chat/user")).json()["metadata"] == {}


async def test_a_persisted_card_cannot_be_written_from_outside(app: FastAPI) -> None:
    forged = {"element": {"id": str(uuid.uuid4()), "type": "custom"}, "sessionId": "any"}
    async with browser(app) as client:
        await sign_in(client, "buyer")
        for method in ("PUT", "DELETE"):
            answer = await client.request(method, "/chat/project/element", json=forged)
            assert answer.status_code == 404


async def test_a_session_of_somebody_else_takes_no_clicks(app: FastAPI, room: Any) -> None:
    owner = room.seat("owner")
    click = {"name": "draft_open", "payload": {"draft_id": "D-1"}, "id": "a", "forId": "b"}
    async with browser(app) as client:
        await sign_in(client, "buyer")
        body = {"action": click, "sessionId": owner.session.id}
        assert (await client.post("/chat/project/action", json=body)).status_code == 401
    assert owner.elements("DraftCard") == []


async def test_the_socket_answers_our_page_only(app: FastAPI) -> None:
    hello = "/chat/ws/socket.io/?EIO=4&transport=polling"
    async with browser(app) as ours, browser(app, "http://evil.test") as evil:
        assert (await ours.get(hello)).status_code == 200
        assert (await evil.get(hello)).status_code == 404


async def test_a_file_of_a_conversation_needs_its_owner(app: FastAPI) -> None:
    async with browser(app) as client:
        await sign_in(client, "owner")
        assert (await client.get("/chat/files/somebody/else/chart")).status_code == 404


async def test_a_file_of_a_conversation_is_read_by_its_owner_alone(
    app: FastAPI, conversations: Any
) -> None:
    owner = await Owner(conversations, "owner@bellavier").settle_in()
    await conversations.create_element(owner.card())
    [element] = (await conversations.get_thread(owner.thread_id))["elements"]
    read = {}
    for name in ("owner", "buyer", "owner@atelier"):
        async with browser(app) as client:
            await sign_in(client, name, f"{name.partition('@')[0]} pass")
            answer = await client.get(element["url"])
            read[name] = answer.status_code
            if name == "owner":
                assert answer.json() == {"id": "D-1"}
                assert answer.headers["content-type"] == "application/json"
    async with browser(app) as client:
        assert (await client.get(element["url"])).status_code == 404
    assert read == {"owner": 200, "buyer": 404, "owner@atelier": 404}


async def test_too_many_sign_ins_are_told_to_wait(app: FastAPI) -> None:
    async with browser(app) as client:
        answers = [(await sign_in(client, "owner", "wrong")).status_code for _ in range(11)]
    assert answers == [401] * 10 + [429]
