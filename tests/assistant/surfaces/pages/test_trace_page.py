"""The page of a trace: the models, what was read, where values came from, and who was stopped."""

import html
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest
from fastapi import FastAPI

from assistant.surfaces.admission import Admission
from assistant.surfaces.pages.site import site
from assistant.surfaces.pages.timeline import timeline
from bench._scripted import says, scripted, uses
from domain.store.event_store import StoreUnavailable
from tests import trade
from tests.assistant.model.conftest import STRANGE, Talk, detectors, talk

__all__ = ["detectors", "talk"]

ORDER = uses("draft_purchase_order", "d", item="LOCK", quantity="40 EA", supplier="OST")
LATE = uses("list_purchase_orders", "toolu_a")
Read = Callable[[str, str], Awaitable[httpx.Response]]


@pytest.fixture
async def read(talk: Talk) -> AsyncIterator[Read]:
    """A page as somebody sees it; the cookie simply names them."""
    house = talk.house
    admission = Admission(house.accounts, lambda jar: jar.get("who"), ["http://pages.test"])
    app = FastAPI()
    app.mount("/pages", site(house.office, house.library, admission, StoreUnavailable))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://pages.test") as client:

        async def page(path: str, user: str) -> httpx.Response:
            cookie = {"cookie": f"who={user}@{trade.TENANT}"}
            return await client.get(f"/pages/{path}", headers=cookie)

        yield page


async def test_a_turn_with_a_model_shows_its_price_and_its_evidence(talk: Talk, read: Read) -> None:
    talk.helped(scripted(LATE, says("A sentence of the model.")))
    answer = await talk.say()
    found = await read(f"trace/{answer['trace']}", "admin")
    page = html.unescape(found.text)
    for told in (
        "by the model",
        "model-3",
        "20 tokens in, 10 out",
        "EUR",
        "Rests on",
        "came to its end",
    ):
        assert told in page, told
    assert "A sentence of the model" not in page
    listed = html.unescape((await read("traces", "admin")).text)
    assert '<td data-l="Tier">Model' in listed


async def test_a_draft_has_a_page_of_everything_that_became_of_it(talk: Talk, read: Read) -> None:
    talk.helped(scripted(ORDER, says("It is drafted.")))
    [name] = (await talk.say(f"{STRANGE}: 40 EA"))["drafts"]
    card = await talk.desk.card(talk.desk_caller("owner"), name)
    for role in ("artisan", "owner"):
        who = talk.desk_caller(role)
        await talk.desk.decide(who, name, card["version"], card["digest"], "sign")
    page = html.unescape((await read(f"trace/{name}", "admin")).text)
    assert "denied by Authority" in page and "Artisan may not sign in procurement" in page
    assert "typed by Buyer" in page and "model: it stands neither" in page
    assert "no outcome" not in page
    assert (await read(f"trace/{name}", "staff")).status_code == 404


def test_a_denied_call_does_not_take_the_outcome_of_the_next_one() -> None:
    head = {"what": "verdict", "kind": "sign", "tool": "sign_draft", "agent": "", "at": trade.NOON}
    given = {"roles": ["owner"], "user": "owner", "arguments": {}, "trace": "t"}
    came = {"what": "outcome", "tool": "sign_draft", "outcome": "answered", "reason": ""}
    no = {
        **head,
        **given,
        "verdict": "denied",
        "control": "A4",
        "reason": "Denied: no.",
        "position": 1,
    }
    yes = {**head, **given, "verdict": "allowed", "control": "", "reason": "", "position": 2}
    end = {**came, "elapsed_ms": 3, "position": 3, "trace": "t"}
    first, second = timeline([no, yes, end], trade.NOON)
    assert (first.head, first.note, second.note) == ("To sign", "denied by Authority", "3 ms")


def test_a_reading_whose_text_was_deleted_is_told_as_such() -> None:
    turn = {"what": "turn", "at": trade.NOON, "surface": "chat", "roles": ["buyer"], "user": "b"}
    rest = {"text": "x", "passed": "", "tier": 1, "kind": "answer", "tool": "", "arguments": {}}
    told = timeline([{**turn, **rest, "drafts": [], "read": ["[forgotten]"]}], trade.NOON)
    assert told[-1].pairs == [("Read", "[forgotten]")]
