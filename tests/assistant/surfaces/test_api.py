"""The API gives programs the objects of the terminal, and every no in one shape."""

import httpx
import pytest
from fastapi import FastAPI

from assistant.surfaces import api
from assistant.surfaces.admission import Admission
from domain.store.event_store import StoreUnavailable
from domain.store.memory import MemoryStore
from tests.assistant.surfaces.conftest import OTHER, draft

ANSWER = {
    "tier",
    "kind",
    "tool",
    "arguments",
    "text",
    "rows",
    "total_rows",
    "truncated",
    "sources",
    "drafts",
    "candidates",
    "elapsed_ms",
}
DRAFT = {
    "id",
    "version",
    "digest",
    "status",
    "function",
    "command",
    "arguments",
    "origins",
    "preview",
    "warnings",
    "checks",
    "proposed_by",
    "delegated_by",
    "may_sign",
    "needs",
    "expires_at",
    "undo",
}


class Away(MemoryStore):
    """A store whose database has stopped."""

    async def rows(self, tenant, query, as_of=None):
        raise StoreUnavailable("The database does not answer: see that it runs.")


@pytest.fixture
def app(house):
    found = FastAPI()
    admission = Admission(house.accounts, lambda jar: None, house.settings.origins)
    api.install(found, house.office, admission, StoreUnavailable)
    return found


@pytest.fixture
def as_user(app, house):
    """A client of each person, with a token of theirs."""

    async def client(user: str, tenant: str = "bellavier") -> httpx.AsyncClient:
        _, secret = await house.accounts.issue(tenant, user, "api")
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(app, raise_app_exceptions=False),
            base_url="http://127.0.0.1:8000",
            headers={"authorization": f"Bearer {secret}"},
        )

    return client


def signature(found: dict) -> dict:
    return {"version": found["version"], "digest": found["digest"]}


async def test_nobody_is_served_without_a_token(app):
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8000"
    ) as nobody:
        for path in ("/api/me", "/api/queue", "/api/tools"):
            answer = await nobody.get(path)
            assert answer.status_code == 401
            assert answer.json()["error"]["code"] == "unauthenticated"


async def test_a_program_learns_whose_token_it_holds(as_user):
    found = (await (await as_user("buyer")).get("/api/me")).json()
    assert (found["tenant"], found["user"], found["roles"]) == ("bellavier", "buyer", ["buyer"])


async def test_a_sentence_gets_the_object_that_the_terminal_prints(as_user):
    buyer = await as_user("buyer")
    found = await buyer.post("/api/ask", json={"text": "open orders"})
    assert found.status_code == 200
    assert found.json().keys() >= ANSWER
    assert "view" not in found.json()


async def test_a_draft_is_read_signed_once_and_then_closed(as_user, house):
    number = await draft(house)
    owner = await as_user("owner")
    found = (await owner.get(f"/api/drafts/{number}")).json()
    assert found.keys() >= DRAFT
    assert found["status"] == "waiting"
    done = await owner.post(f"/api/drafts/{number}/approve", json=signature(found))
    assert (done.status_code, done.json()["ok"], done.json()["status"]) == (200, True, "signed")
    again = await owner.post(f"/api/drafts/{number}/approve", json=signature(found))
    assert again.status_code == 409
    assert again.json()["error"]["code"] == "already"


async def test_a_signature_for_something_else_is_not_a_signature(as_user, house):
    number = await draft(house)
    owner = await as_user("owner")
    forged = {"version": 1, "digest": "0" * 64}
    answer = await owner.post(f"/api/drafts/{number}/approve", json=forged)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "read_again")
    assert (await owner.get(f"/api/drafts/{number}")).json()["status"] == "waiting"


async def test_whoever_may_not_sign_is_told_so(as_user, house):
    number = await draft(house)
    artisan = await as_user("artisan")
    found = (await artisan.get(f"/api/drafts/{number}")).json()
    answer = await artisan.post(f"/api/drafts/{number}/approve", json=signature(found))
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "denied")


async def test_the_drafts_of_another_business_do_not_exist(as_user, house):
    number = await draft(house)
    stranger = await as_user("owner", OTHER)
    assert (await stranger.get(f"/api/drafts/{number}")).status_code == 404
    forged = {"version": 1, "digest": "0" * 64}
    answer = await stranger.post(f"/api/drafts/{number}/approve", json=forged)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_draft")


async def test_an_edit_makes_a_new_version_and_voids_what_was_read_before(as_user, house):
    number = await draft(house)
    owner, buyer = await as_user("owner"), await as_user("buyer")
    before = (await owner.get(f"/api/drafts/{number}")).json()
    edit = {"version": 1, "changes": {"quantity": "600"}}
    edited = (await buyer.post(f"/api/drafts/{number}/edit", json=edit)).json()
    assert (edited["ok"], edited["version"]) == (True, 2)
    stale = await owner.post(f"/api/drafts/{number}/approve", json=signature(before))
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "stale")
    fresh = await owner.post(f"/api/drafts/{number}/approve", json=signature(edited))
    assert fresh.json()["status"] == "signed"


async def test_a_draft_is_rejected_with_a_reason(as_user, house):
    number = await draft(house)
    owner = await as_user("owner")
    no = {"version": 1, "reason": "too much"}
    answer = await owner.post(f"/api/drafts/{number}/reject", json=no)
    assert (answer.status_code, answer.json()["status"]) == (200, "rejected")


async def test_several_drafts_are_signed_at_once_with_a_result_for_each(as_user, house):
    owner = await as_user("owner")
    numbers = [await draft(house), await draft(house, item="CLF-COGN-12")]
    found = [(await owner.get(f"/api/drafts/{number}")).json() for number in numbers]
    batch = {"drafts": [{"id": d["id"], **signature(d)} for d in found]}
    batch["drafts"].append({"id": "D-999", "version": 1, "digest": "0" * 64})
    answer = (await owner.post("/api/drafts/approve", json=batch)).json()
    assert [result["ok"] for result in answer["results"]] == [True, True, False]
    assert not answer["ok"]


async def test_what_was_signed_is_undone_by_another_draft(as_user, house):
    number = await draft(house)
    owner = await as_user("owner")
    found = (await owner.get(f"/api/drafts/{number}")).json()
    await owner.post(f"/api/drafts/{number}/approve", json=signature(found))
    reversal = await owner.post(f"/api/drafts/{number}/undo")
    assert reversal.status_code == 200
    assert reversal.json()["id"] != number
    assert reversal.json()["status"] == "waiting"


async def test_the_queue_holds_what_is_open(as_user, house):
    number = await draft(house)
    owner = await as_user("owner")
    assert [found["id"] for found in (await owner.get("/api/queue")).json()] == [number]


async def test_the_history_of_a_record_is_told_event_by_event(as_user, house):
    buyer = await as_user("buyer")
    found = (await buyer.get("/api/history/supplier-TANNERIE")).json()
    assert found[0]["type"] == "SupplierRegistered"
    assert found[0]["version"] == 1


async def test_an_answer_is_explained_by_its_trace(as_user):
    buyer = await as_user("buyer")
    answer = (await buyer.post("/api/ask", json={"text": "open orders"})).json()
    found = await buyer.get(f"/api/trace/{answer['trace']}")
    assert found.status_code == 200
    assert found.json()["entries"]


async def test_the_menu_is_that_of_the_caller(as_user):
    buyer = {tool["name"] for tool in (await (await as_user("buyer")).get("/api/tools")).json()}
    artisan = {tool["name"] for tool in (await (await as_user("artisan")).get("/api/tools")).json()}
    assert "draft_purchase_order" in buyer - artisan


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b'{"text": 7}',
        b'{"text": "x", "tenant": "other"}',
        b'{"text": "x", "as_of": "2024-02-30"}',
        b'{"text": "x", "model": "always"}',
        b"\xff\xfe",
    ],
)
async def test_a_request_that_cannot_be_read_is_answered_in_one_sentence(as_user, body):
    buyer = await as_user("buyer")
    headers = {"content-type": "application/json"}
    answer = await buyer.post("/api/ask", content=body, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "invalid"
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "text", ["'; drop table es.events; --", "<script>alert(1)</script>", "\x00", "🧵" * 100, ""]
)
async def test_whatever_is_written_is_only_a_sentence(as_user, text):
    answer = await (await as_user("buyer")).post("/api/ask", json={"text": text})
    assert answer.status_code == 200
    assert answer.json()["kind"] in ("unknown", "question")


@pytest.mark.parametrize(
    "path", ["/api/drafts/D-999", "/api/drafts/'or'1'='1", "/api/nothing", "/api/drafts/%00"]
)
async def test_what_is_not_there_is_not_found(as_user, path):
    answer = await (await as_user("buyer")).get(path)
    assert answer.status_code == 404
    assert answer.json()["error"]["message"]


async def test_the_wrong_method_is_said_to_be_wrong(as_user):
    answer = await (await as_user("buyer")).get("/api/ask")
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "wrong_method")


async def test_a_role_that_was_taken_counts_no_longer(as_user, house):
    number = await draft(house)
    manager = await as_user("manager")
    found = (await manager.get(f"/api/drafts/{number}")).json()
    await house.accounts.give("bellavier", "manager", "artisan", ("owner",))
    await house.accounts.take("bellavier", "manager", "manager", ("owner",))
    answer = await manager.post(f"/api/drafts/{number}/approve", json=signature(found))
    assert answer.status_code == 403


async def test_a_database_that_is_away_is_said_to_be_away(as_user, keeper, monkeypatch):
    owner = await as_user("owner")
    monkeypatch.setattr(keeper.store, "__class__", Away)
    answer = await owner.get("/api/queue")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")
    assert "see that it runs" in answer.json()["error"]["message"]
