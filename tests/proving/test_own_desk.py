"""At the desk, over the API and over MCP somebody from outside meets the same closed door."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from fastapi import FastAPI
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from assistant.capturing.capture import Reading
from assistant.documents.evidence import Evidence
from assistant.documents.seen import Seen, Unreadable
from assistant.house import furnished
from assistant.settings import Settings
from assistant.surfaces import api
from assistant.surfaces.admission import Admission
from assistant.surfaces.office import House
from domain.command_handler import CommandHandler
from domain.kernel import Refused
from domain.store.event_store import StoreUnavailable
from domain.store.memory import MemoryCredentials, MemoryStore
from mcp_servers.http import entrance
from tests.proving.two_accounts import CANARY, FIGURE, outsider, two_accounts
from tests.trade import NOON, TENANT, in_memory

SENTENCES = (
    *("my orders", "my invoices", "my account", "what can I order", "my tickets", "my shipments"),
    *("what is waiting for me", "show SO-9", "SO-9", "INV-9", "T-9", "D-1", "show D-1", "sign D-1"),
    *(f"orders of {CANARY} Velo", "orders of VELO", "what does VELO owe us", "show customer VELO"),
    *("list customers", "list suppliers", "stock of LOCK", "what does LOCK cost us", "margins"),
    *("sales orders by customer", "number of sales orders by customer in 2026", "who ordered LOCK"),
    *("total of sales orders where customer is VELO", "history of SO-9", "why", "trace D-1"),
    *("list drafts", "list the agents", "list the members", "who may do what", "signing limits"),
    *(f"order 3 Turn-lock for {CANARY} Velo", "sell 3 Turn-lock to VELO", "undo D-1", "edit D-1"),
    *("return SO-9", "open a ticket about order SO-9 saying hello", "order 2 PROTO", "order 1 Zug"),
    *("which customers are at risk", "invoice 9", "ship to Zugvogel gate", "help", "hello"),
    *("order list: TURN 2, PROTO 3", "price list FLOCK", "show price list FLOCK", "what is FLOCK"),
)
ADDRESSES = (
    *("history/sales_order-SO-9", "history/SO-9", "history/draft-D-1", "history/member-vera"),
    *(
        "drafts/D-1",
        "trace/D-1",
        "trace/last",
        "queue",
        "tools",
        "phrases",
        "history/customer-VELO",
    ),
)
FORGED = (
    {"x-customer": "VELO"},
    {"x-user": "vera", "x-forwarded-user": "vera"},
    {"x-tenant": "other", "customer": "VELO"},
    {"cookie": "user=vera; customer=VELO"},
    {"x-roles": "owner", "x-original-user": "owner"},
)


class Files:
    async def keep_file(self, *told: Any) -> str:
        return "f"

    async def give_file(self, tenant: str, file: str) -> tuple[str, bytes] | None:
        return "f.csv", f"{CANARY}".encode()


async def nothing_seen(content: bytes, name: str) -> Seen:
    raise Unreadable("Nothing to look at.")


async def nothing_found(content: bytes, name: str) -> tuple[Evidence, ...]:
    return ()


@pytest.fixture
def store() -> MemoryStore:
    return in_memory()


@pytest.fixture
async def house(store: MemoryStore, tmp_path: Path) -> AsyncIterator[House]:
    await two_accounts(store)
    reading = Reading(Files(), nothing_seen, nothing_found)

    def handler(tenant: str) -> CommandHandler:
        return CommandHandler(store, tenant)

    settings, vault = Settings(tmp_path), MemoryCredentials()
    async with furnished(settings, store, vault, handler, reading=reading) as found:
        desk: Any = found.office
        desk.clock = lambda: NOON  # A promotion of theirs begins on another day.
        yield found


@pytest.fixture
async def theirs(house: House) -> str:
    """A draft of the other dealer."""
    found = await house.office.ask(outsider("vera"), "order 3 Turn-lock", "v")
    assert found["kind"] == "draft", found
    [draft] = dict(found)["drafts"]
    return str(draft)


def clean(told: Any, said: str = "") -> bool:
    text = json.dumps(told, default=str, ensure_ascii=False)
    words = (CANARY, FIGURE, "7,391.37", "Velo Nord", "Ostermark", "Radhaus", "Prototype")
    return not [word for word in words if word in text and word.casefold() not in said.casefold()]


async def test_no_sentence_tells_of_another_account(house: House, theirs: str) -> None:
    assert theirs == "D-1"
    for user in ("martin", "anna", "nobody"):
        for number, sentence in enumerate(SENTENCES):
            found = await house.office.ask(outsider(user), sentence, f"{user}-{number % 7}")
            assert clean(found, sentence), (user, sentence, found)
        assert clean(await house.office.queue_objects(outsider(user)))
        assert await house.office.draft_object(outsider(user), theirs) is None


async def test_a_list_of_ones_own_does_not_say_whose_it_is(house: House) -> None:
    answer = dict(await house.office.ask(outsider("martin"), "my orders", "c"))
    names = [column["name"] for column in answer["view"]["table"]["columns"]]
    assert "order" in names
    assert "customer" not in names


async def test_names_of_others_are_not_even_offered(house: House) -> None:
    found = await house.office.ask(outsider("martin"), "orders of Zugvogl", "c")
    assert clean(found, "Zugvogl")
    own = await house.office.ask(outsider("vera"), "show SO-8", "c")
    assert "SO-9" in json.dumps(dict(own), default=str)


async def test_a_draft_of_another_can_be_neither_redrafted_nor_changed(
    house: House, theirs: str
) -> None:
    desk: Any = house.office
    for user in ("martin", "anna"):
        who = outsider(user)
        for outcome in (
            await desk.redraft(who, theirs),
            await desk.edit(who, theirs, 1, {"quantity": "9"}),
            await desk.undo(who, theirs),
            await desk.decide(who, theirs, 1, "x", "sign"),
            await desk.decide(who, theirs, 1, "x", "reject", "no"),
        ):
            assert not outcome["ok"] and outcome["card"] is None, outcome
            assert clean(outcome)
        assert await desk.batch(who, [theirs]) is None


async def test_what_happens_in_the_house_is_told_to_nobody_outside(house: House) -> None:
    who = outsider("martin")
    for asked in (
        house.library.history(who, "sales_order-SO-1"),
        house.library.trace(who, "last"),
        house.library.traces(who),
        house.library.names(who),
        house.library.function(who, "fulfillment"),
        house.library.phrases(who),
    ):
        with pytest.raises(Refused):
            await asked
    assert await house.library.original(who, "f") is None
    assert await house.library.reread(who, "f") is None


async def test_a_dropped_list_is_an_order_of_ones_own_and_any_other_file_is_none(
    house: House,
) -> None:
    content = b"Article;Quantity\nTURN;4\nZORK;1\n"
    who = outsider("martin")
    found = await house.office.capture(who, content, "order.csv", "c")
    assert found["kind"] == "draft", found
    [card] = found["view"]["cards"]
    assert card["title"] == "Order 4 EA Turn-lock, 1 row kept apart"
    assert "Row 3" in card["because"]
    [line] = card["lines"]["rows"]
    assert (line["label"], line["quantity"], line["moves"]) == ("Brass turn-lock", "4 EA", {})
    assert card["lines"]["total"]["amount"] == card["stake"]["text"]
    assert (await house.office.queue(who))["outside"]
    other = await house.office.capture(who, b"hello", "letter.txt", "c")
    assert other["kind"] == "refusal" and "CSV" in other["text"]


async def test_a_consumer_orders_several_products_at_once_at_the_prices_of_the_catalogue(
    house: House,
) -> None:
    anna = outsider("anna")
    dropped = b"Article;Quantity\nTURN;4\nHIDE;1\n"
    captured = await house.office.capture(anna, dropped, "order.csv", "c")
    said = await house.office.ask(anna, "order list: TURN 4, HIDE 1, PROTO 3", "c2")
    for found in (captured, said):
        assert found["kind"] == "draft", found
        [card] = found["view"]["cards"]
        assert [line["quantity"] for line in card["lines"]["rows"]] == ["4 EA", "1 HIDE"]
        assert card["stake"]["text"] == "€368.00"
        assert clean(card, "PROTO")
    signed = await house.office.decide(
        anna, captured["drafts"][0], 1, card_digest(captured), "sign"
    )
    assert signed["ok"], signed
    mine = await house.office.ask(anna, "my orders", "c")
    assert "€368.00" in mine["text"]


def card_digest(found: Any) -> str:
    return str(found["view"]["cards"][0]["digest"])


async def test_a_list_longer_than_a_sentence_is_pasted_into_the_chat(house: House) -> None:
    rows = "\n".join(f"TURN {n}" for n in range(1, 2_000))
    found = await house.office.ask(outsider("martin"), f"bulk order:\n{rows}", "c")
    assert found["kind"] == "draft", found["text"]
    [card] = found["view"]["cards"]
    assert "1,996 more lines" in card["title"]
    assert len(json.dumps(card, default=str)) < 300_000


@pytest.fixture
def app(house: House) -> FastAPI:
    found = FastAPI()
    admission = Admission(house.accounts, lambda jar: None, house.settings.origins)
    api.install(found, house.office, admission, StoreUnavailable)
    return found


async def test_over_the_api_no_header_makes_somebody_another(
    app: FastAPI, house: House, theirs: str
) -> None:
    for user in ("martin", "anna"):
        _, secret = await house.accounts.issue(TENANT, user, "api")
        for forged in FORGED:
            headers = {"authorization": f"Bearer {secret}", **forged}
            client = httpx.AsyncClient(
                transport=httpx.ASGITransport(app), base_url="http://x", headers=headers
            )
            async with client:
                for address in ADDRESSES:
                    answer = await client.get(f"/api/{address}")
                    assert clean(answer.text), (address, answer.text)
                    assert user in (await client.get("/api/me")).text
                for sentence in ("my orders", "show SO-9", "orders of VELO"):
                    asked = {"text": sentence, "conversation": "../vera/c"}
                    answer = await client.post("/api/ask", json=asked)
                    assert answer.status_code == 200 and clean(answer.text), answer.text
                body = {"version": 1, "digest": "x"}
                answer = await client.post(f"/api/drafts/{theirs}/approve", json=body)
                assert answer.status_code == 404 and clean(answer.text)
                extra = {"text": "my orders", "customer": "VELO"}
                assert (await client.post("/api/ask", json=extra)).status_code == 400


async def test_over_mcp_a_token_sees_its_own_account_alone(house: House, store: Any) -> None:
    _, secret = await house.accounts.issue(TENANT, "martin", "mcp")
    app = entrance(house.visits, house.owner)
    transport = httpx_of(app, secret)
    async with app.open(), transport:
        url = "http://127.0.0.1:8000/mcp/fulfillment"
        async with Client(streamable_http_client(url, http_client=transport)) as client:
            names = {tool.name for tool in (await client.list_tools()).tools}
            assert "draft_own_order" in names and "draft_sales_order" not in names
            for tool, arguments in (
                ("show_sales_order", {"sales_order": "SO-9"}),
                ("list_sales_orders", {"customer": "VELO"}),
                ("list_sales_orders", {}),
                ("draft_own_order", {"product": "TURN", "quantity": "300"}),
                ("sales_order_history", {"sales_order": "SO-9"}),
            ):
                result = await client.call_tool(tool, arguments)
                assert clean(result.structured_content), (tool, result)


def httpx_of(app: Any, secret: str) -> Any:

    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=app),
        base_url="http://127.0.0.1:8000",
        headers={"authorization": f"Bearer {secret}", "x-customer": "VELO"},
    )
