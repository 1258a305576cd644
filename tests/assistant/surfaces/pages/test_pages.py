"""Pages for people outside the chat: each reader sees what they may see, and is told the rest."""

import html
from collections.abc import AsyncIterator, Awaitable, Callable
from decimal import Decimal
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from assistant.capturing.capture import Reading
from assistant.rooms import ROOMS
from assistant.surfaces.admission import Admission
from assistant.surfaces.office import House
from assistant.surfaces.pages.site import site
from domain.store.event_store import StoreUnavailable
from domain.store.evidence import MemoryFiles
from tests.assistant.surfaces.conftest import OTHER, TENANT, draft
from tests.domain.talk_lives import ASKED, says
from tests.steps import on

Client = httpx.AsyncClient
As = Callable[..., Awaitable[Client]]


@pytest.fixture
def app(house: House) -> FastAPI:
    """The pages, and cookies that simply name the person."""
    admission = Admission(house.accounts, lambda jar: jar.get("who"), ["http://pages.test"])
    app = FastAPI()
    app.mount("/pages", site(house.office, house.library, admission, StoreUnavailable))
    return app


@pytest.fixture
async def as_user(app: FastAPI) -> AsyncIterator[As]:
    opened: list[Client] = []

    async def client(user: str = "", tenant: str = "bellavier") -> Client:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        cookies = {"who": f"{user}@{tenant}"} if user else {}
        opened.append(Client(transport=transport, base_url="http://pages.test", cookies=cookies))
        return opened[-1]

    yield client
    for each in opened:
        await each.aclose()


async def read(client: Client, path: str) -> str:
    found = await client.get(f"/pages/{path}")
    assert found.status_code == 200, found.text
    return html.unescape(found.text)


async def ask(house: House, user: str, text: str) -> dict:
    caller = await house.office.caller("bellavier", user)
    return await house.office.ask(caller, text, f"test/{user}")


PLACES = ("functions", "functions/procurement", "traces", "trace/x", "phrases", "drafts/D-1")


@pytest.mark.parametrize("path", PLACES)
async def test_nobody_reads_a_page_without_signing_in(as_user: As, path: str) -> None:
    found = await (await as_user()).get(f"/pages/{path}")
    assert found.status_code == 401
    assert "Sign in" in found.text


async def test_a_page_runs_no_script_and_asks_no_other_address(as_user: As) -> None:
    found = await (await as_user("owner")).get("/pages/functions")
    assert "default-src 'none'" in found.headers["content-security-policy"]
    assert found.headers["cache-control"] == "no-store"
    assert "<script" not in found.text and "style=" not in found.text
    for path in ("sheets/pages.css", "sheets/tokens.css", "sheets/fonts/OFL.txt"):
        assert (await (await as_user()).get(f"/pages/{path}")).status_code == 200


async def test_a_sentence_that_was_passed_on_comes_with_the_line_that_teaches_it(
    as_user: As, house: House
) -> None:
    for _ in range(2):
        await ask(house, "buyer", "sing about <b>open orders</b> from Tannerie du Lac")
    page = await (await as_user("admin")).get("/pages/phrases")
    assert "&lt;b&gt;" in page.text and "<b>open" not in page.text
    told = html.unescape(page.text)
    assert '"sing about <b>open orders</b> from Tannerie du Lac",' in told
    assert "in tools/" in told


async def test_only_an_admin_reads_what_others_typed(as_user: As) -> None:
    found = await (await as_user("buyer")).get("/pages/phrases")
    assert found.status_code == 403
    assert "Only an owner or an admin" in found.text


async def test_a_trace_tells_what_was_asked_and_what_came_of_it(as_user: As, house: House) -> None:
    answer = await ask(house, "buyer", "order 480 SQFT of Black lambskin from Tannerie du Lac")
    page = await read(await as_user("buyer"), f"trace/{answer['trace']}")
    assert "Buyer · in the chat" in page and "understood by the phrasebook" in page
    assert f"/pages/drafts/{answer['drafts'][0]}" in page
    assert "A draft waits for signature" in page
    listed = await read(await as_user("buyer"), "traces")
    assert f"/pages/trace/{answer['trace']}" in listed


async def test_a_denial_is_told_with_its_control(as_user: As, house: House) -> None:
    number = await draft(house)
    artisan = await house.office.caller("bellavier", "artisan")
    card = await house.office.card(artisan, number)
    await house.office.decide(artisan, number, card["version"], card["digest"], "sign")
    listed = await read(await as_user("artisan"), "traces")
    assert "denied" in listed
    trace = listed.partition("/pages/trace/")[2].partition('"')[0]
    assert "denied by Authority" in await read(await as_user("artisan"), f"trace/{trace}")


async def test_a_person_reads_their_own_traces_and_an_admin_everybodys(
    as_user: As, house: House
) -> None:
    answer = await ask(house, "buyer", "open orders")
    path = f"trace/{answer['trace']}"
    assert (await (await as_user("staff")).get(f"/pages/{path}")).status_code == 404
    assert answer["trace"] not in await read(await as_user("staff"), "traces")
    assert "open orders" in await read(await as_user("admin"), path)


async def test_a_draft_is_read_on_a_page_and_signed_in_the_chat(as_user: As, house: House) -> None:
    number = await draft(house)
    page = await read(await as_user("owner"), f"drafts/{number}")
    assert "Waiting for you" in page and f'href="/chat/#{number}"' in page
    assert "<button" not in page and "<form" not in page


async def test_the_history_of_a_record_is_told_in_sentences(as_user: As) -> None:
    page = await read(await as_user("owner"), "history/supplier-TANNERIE")
    assert "Tannerie du Lac" in page and "0123456" not in page
    found = await (await as_user("owner")).get("/pages/history/nonsense")
    assert found.status_code == 404


async def test_a_function_page_and_its_json_say_the_same(as_user: As, house: House) -> None:
    number = await draft(house)
    owner = await as_user("owner")
    page = await read(owner, "functions/procurement")
    assert "Open decisions" in page and f"/pages/drafts/{number}" in page
    assert "D15" in page and "How do people enter things?" in page
    answer = await owner.get("/pages/functions/procurement", headers={"accept": "application/json"})
    found = answer.json()
    assert found["state"]["open decisions"] == len(found["open_decisions"]) == 1
    assert Decimal(found["open_decisions"][0]["amount"]) == Decimal(6816)
    assert all("shown" not in part for part in (*found["open_decisions"], *found["tables"]))
    assert [asked["id"] for asked in found["answers"]] == [f"D{n}" for n in range(1, 16)]


@pytest.mark.parametrize("name", [room.name for room in ROOMS])
async def test_every_function_has_its_page_with_its_agent_and_its_answers(
    as_user: As, name: str
) -> None:
    page = await read(await as_user("owner"), f"functions/{name}")
    parts = ("Now", "Open decisions", "What happened", "Messages between agents", "Its agent")
    assert all(part in page for part in (*parts, "D15"))
    assert "not for you to see" not in page
    assert f"/pages/functions/{name}" in await read(await as_user("owner"), "functions")


async def test_what_needs_somebody_in_a_function_leads_to_its_page_and_back(as_user: As) -> None:
    owner = await as_user("owner")
    assert "/pages/functions/receivables" in await read(owner, "queue?function=receivables")
    assert "/pages/queue?function=receivables" in await read(owner, "functions/receivables")
    assert "The page of" not in await read(owner, "queue")


async def test_the_agent_of_a_page_says_what_it_does_without_a_model(as_user: As) -> None:
    page = await read(await as_user("owner"), "functions/receivables")
    assert "Model off" in page and "Over to people" in page
    assert "Words only, facts fixed" in page
    assert "“allocate <payment> to <invoice>”" in page


async def test_the_talks_of_agents_are_on_the_page_in_words_for_those_who_read_there(
    as_user: As, house: House
) -> None:
    said = says("fulfillment-agent", "disagree")
    spoken = [on(command, "CON-7") for command in (ASKED, said)]
    await house.approvals.record(TENANT, spoken, ("founder",))
    whole = await read(await as_user("owner"), "functions/inventory")
    assert "Calf hide has 3 HIDE left" in whole
    assert "fulfillment-agent disagrees: As the record says" in whole
    buyer = await read(await as_user("buyer"), "functions/inventory")
    assert "Calf hide has 3 HIDE left" in buyer
    assert "disagrees: As the record says" not in buyer
    assert "in the words of functions that you may not read" in buyer
    assert "Nothing was said" in await read(await as_user("owner"), "functions/customers")


async def test_a_no_says_whether_there_is_no_page_or_who_may_not_read_it(as_user: As) -> None:
    artisan = await as_user("artisan")
    closed = await artisan.get("/pages/functions/receivables")
    assert closed.status_code == 403
    assert "Artisan may not read in receivables" in closed.text
    unknown = await artisan.get("/pages/functions/marketing")
    assert unknown.status_code == 404
    assert "There is no page of a function marketing" in unknown.text


async def test_what_a_role_may_not_read_is_not_there(as_user: As, house: House) -> None:
    number = await draft(house)
    stranger = await as_user("owner", OTHER)
    for path in (f"drafts/{number}", "functions/marketing", "nowhere"):
        assert (await stranger.get(f"/pages/{path}")).status_code == 404


async def test_the_original_of_a_draft_is_saved_and_never_shown_in_our_name(
    house: House, as_user: As
) -> None:
    files = MemoryFiles()
    file = await files.keep_file(TENANT, b"<script>", "bill Ä.html", "html", "buyer")
    capture: Any = house.office.capture
    object.__setattr__(capture, "reading", Reading(files, capture, capture))
    found = await (await as_user("buyer")).get(f"/pages/evidence/{file}/original")
    assert (found.status_code, found.content) == (200, b"<script>")
    assert found.headers["content-disposition"].startswith("attachment; filename*=UTF-8''bill")
    assert found.headers["content-type"] == "application/octet-stream"
    assert (
        await (await as_user("buyer", OTHER)).get(f"/pages/evidence/{file}/original")
    ).status_code != 200
    assert (await (await as_user()).get(f"/pages/evidence/{file}/original")).status_code != 200
