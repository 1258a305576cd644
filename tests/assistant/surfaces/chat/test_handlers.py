"""What people see and do in the chat, without a browser."""

import asyncio
import json
import re

import pytest

from assistant.surfaces.front import Answer
from tests.assistant.surfaces.chat.plain_front import DIGEST, QUANTITY, order
from tests.assistant.surfaces.chat.room import Room

SIGNING = {"draft_id": "D-1", "version": 1, "digest": DIGEST, "decision": "sign"}
REPORT: Answer = {
    "kind": "answer",
    "view": {
        "headline": "Supersales *Inc.* had the most.",
        "table": {"columns": [{"name": "s", "label": "Supplier"}], "rows": [{"s": "Supersales"}]},
        "chart": {"title": "By month", "x": ["Jan", "Feb"], "y": [1.5, 2], "kind": "line"},
        "cut": "1 of 86 shown; the totals are over all",
        "steps": [
            {
                "tool": "rejected_parts",
                "title": "Rejected parts",
                "arguments": {"first": 1},
                "output": {"rows": 1},
            },
            {
                "tool": "paid_prices",
                "title": "paid_prices",
                "arguments": {},
                "output": "Nothing was read.",
                "verdict": "denied",
            },
        ],
    },
}


async def test_the_first_thing_seen_is_what_waits(room: Room) -> None:
    owner = room.seat("owner")
    await owner.arrive()
    (queue,) = owner.elements("Queue")
    assert queue["empty"] == "1 wait for Owner."
    assert [row["draft"] for row in queue["rows"]] == ["D-1"]


async def test_an_answer_comes_with_its_steps_its_figures_and_its_chart(room: Room) -> None:
    room.front.answers["who?"] = REPORT
    buyer = room.seat("buyer")
    await buyer.say("who?")
    assert buyer.elements("Answer")[0]["cut"] == "1 of 86 shown; the totals are over all"
    assert [e["type"] for e in buyer.sent("element")] == ["custom", "plotly"]
    steps = [step for step in buyer.sent("new_message") if step["type"] == "tool"]
    assert [step["name"] for step in steps] == ["Rejected parts", "Denied: Paid prices"]
    assert json.loads(steps[0]["input"]) == {"first": 1}
    assert json.loads(steps[0]["output"]) == {"rows": 1}


async def test_a_name_with_stars_in_it_is_shown_with_its_stars(room: Room) -> None:
    room.front.answers["who?"] = REPORT
    buyer = room.seat("buyer")
    await buyer.say("who?")
    assert buyer.said == [r"Supersales \*Inc.\* had the most."]


@pytest.mark.parametrize("text", ["500. There is no PO-9.", "- 3 EA", "1) later", "a\n7. b"])
async def test_a_figure_before_a_full_stop_is_no_list(room: Room, text: str) -> None:
    from assistant.surfaces.chat.present import plain  # Chainlit comes with the room.

    shown = plain(text)
    assert shown != text
    assert re.sub(r"\\(.)", r"\1", shown) == text


async def test_a_draft_is_shown_to_each_person_as_they_may_see_it(room: Room) -> None:
    owner, buyer = room.seat("owner"), room.seat("buyer")
    for seat in (owner, buyer):
        await seat.click("draft_open", draft_id="D-1")
    assert owner.elements("DraftCard")[0]["may_sign"]
    assert buyer.elements("DraftCard")[0]["why_not"] == "The Owner may sign."


async def test_who_signs_is_read_from_the_session_and_never_from_the_click(room: Room) -> None:
    buyer = room.seat("buyer")
    forged = await buyer.click("draft_decide", **SIGNING, user="owner", roles=["owner"])
    assert (forged["ok"], forged["code"]) == (False, "denied")
    assert room.front.signatures == []


async def test_five_clicks_at_once_are_one_signature(room: Room) -> None:
    owner = room.seat("owner")
    outcomes = await asyncio.gather(*[owner.click("draft_decide", **SIGNING) for _ in range(5)])
    assert sorted(outcome["code"] for outcome in outcomes) == ["already"] * 4 + ["signed"]
    assert room.front.signatures == ["owner signed D-1"]


async def test_an_older_version_is_not_signed_and_the_new_one_is_shown(room: Room) -> None:
    owner = room.seat("owner")
    await owner.click("draft_open", draft_id="D-1")
    await owner.click("draft_edit", draft_id="D-1", version=1, changes={QUANTITY: "400"})
    stale = await owner.click("draft_decide", **SIGNING)
    assert stale["code"] == "stale"
    assert stale["card"]["lines"]["rows"][0]["quantity"] == "400 EA"
    assert owner.elements("DraftCard")[-1]["version"] == 2


async def test_a_signature_changes_every_open_card_and_tells_the_others(room: Room) -> None:
    owner, second, buyer = room.seat("owner"), room.seat("owner"), room.seat("buyer")
    for seat in (owner, second, buyer):
        await seat.click("draft_open", draft_id="D-1")
    await owner.click("draft_decide", **SIGNING)
    await room.settle()
    for seat in (owner, second, buyer):
        assert [card["status"] for card in seat.elements("DraftCard")] == ["waiting", "signed"]
    assert [len(seat.sent("toast")) for seat in (owner, second, buyer)] == [0, 1, 1]


async def test_a_rejection_carries_its_reason(room: Room) -> None:
    owner = room.seat("owner")
    no = {**SIGNING, "decision": "reject", "reason": "too dear"}
    assert (await owner.click("draft_decide", **no))["code"] == "rejected"
    assert room.front.signatures == ["owner rejected D-1 too dear"]


async def test_taking_back_shows_a_draft_of_its_own(room: Room) -> None:
    owner = room.seat("owner")
    outcome = await owner.click("draft_undo", draft_id="D-1")
    assert (outcome["ok"], outcome["card"]) == (True, None)
    assert owner.elements("DraftCard")[0]["id"] == "D-1-undo"
    assert owner.said == ["The reversal waits for a signature."]


async def test_a_refusal_to_draft_again_says_why(room: Room) -> None:
    outcome = await room.seat("owner").click("draft_redraft", draft_id="D-1")
    assert outcome == {
        "ok": False, "code": "refused", "message": "Nothing has changed since.", "card": None,
    }  # fmt: skip


async def test_a_card_that_lost_its_answer_can_ask_again(room: Room) -> None:
    owner = room.seat("owner")
    await owner.click("draft_open", draft_id="D-1")
    room.front.drafts["D-1"]["status"] = "signed"
    assert (await owner.click("draft_read", draft_id="D-1"))["card"]["status"] == "signed"
    assert owner.elements("DraftCard")[-1]["status"] == "signed"


async def test_nothing_is_sent_when_nothing_reads_differently(room: Room) -> None:
    owner = room.seat("owner")
    await owner.click("draft_open", draft_id="D-1")
    room.front.commit("D-1")
    await room.settle()
    assert len(owner.elements("DraftCard")) == 1


async def test_many_commits_read_a_queue_once(room: Room) -> None:
    owner = room.seat("owner")
    await owner.arrive()
    room.front.drafts["D-2"] = order("D-2")
    for _ in range(20):
        room.front.commit("D-2")
    await room.settle()
    assert room.front.queues_read == 2
    assert owner.elements("Queue")[-1]["empty"] == "2 wait for Owner."


async def test_another_business_hears_nothing(room: Room) -> None:
    here, there = room.seat("owner"), room.seat("owner", tenant="elsewhere")
    for seat in (here, there):
        await seat.click("draft_open", draft_id="D-1")
    room.front.drafts["D-1"]["status_word"] = "Signed"
    room.front.commit("D-1")
    await room.settle()
    assert len(here.elements("DraftCard")) == 2
    assert len(there.elements("DraftCard")) == 1


async def test_an_error_is_one_neutral_sentence_with_a_number(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    room.front.broken = RuntimeError("password=hunter2")
    buyer = room.seat("buyer")
    await buyer.say("anything")
    assert "hunter2" not in str(buyer.tape)
    number = buyer.said[0].rpartition(" ")[2].rstrip(".")
    assert number in caplog.text
    assert "hunter2" in caplog.text


async def test_an_accident_while_signing_is_called_lost_and_not_failed(room: Room) -> None:
    room.front.broken = ConnectionError("the database went away")
    outcome = await room.seat("owner").click("draft_decide", **SIGNING)
    assert (outcome["ok"], outcome["code"]) == (False, "lost")
    assert "database" not in outcome["message"]


@pytest.mark.parametrize(
    "payload",
    [
        {**SIGNING, "version": "1"},
        {**SIGNING, "decision": "approve"},
        {**SIGNING, "draft_id": ["D-1"]},
        {**SIGNING, "digest": None},
    ],
)
async def test_a_click_that_no_card_sends_is_answered_and_does_nothing(
    room: Room, payload: dict[str, object]
) -> None:
    outcome = await room.seat("owner").click("draft_decide", **payload)
    assert (outcome["ok"], outcome["code"]) == (False, "error")
    assert room.front.signatures == []


async def test_a_disabled_account_can_do_nothing_more(room: Room) -> None:
    owner = room.seat("owner")
    del room.front.people["owner"]
    assert (await owner.click("draft_decide", **SIGNING))["message"].startswith("Your sign-in")
    await owner.say("anything")
    assert owner.said[0].startswith("Your sign-in is no longer valid")
    assert room.front.signatures == []


async def test_a_stored_card_is_never_believed(room: Room) -> None:
    buyer = room.seat("buyer")
    forged = {"id": "D-1", "may_sign": True, "title": "Order nothing"}
    kept = await buyer.resume(
        {"id": "e1", "name": "DraftCard", "props": json.dumps(forged)},
        {"id": "e2", "name": "DraftCard", "props": json.dumps({"id": "D-99"})},
        {"id": "e3", "name": "Queue", "props": "{}"},
    )
    assert [element["id"] for element in kept] == ["e1", "e3"]
    assert kept[0]["props"]["title"] == "Order 500 Chainring from Beaumont Bikes"
    assert not kept[0]["props"]["may_sign"]
    assert kept[1]["props"]["empty"] == "1 wait for Buyer."


async def test_a_resumed_card_hears_of_changes_again(room: Room) -> None:
    owner = room.seat("owner")
    await owner.resume({"id": "e1", "name": "DraftCard", "props": json.dumps(order())})
    await room.seat("owner").click("draft_decide", **SIGNING)
    await room.settle()
    assert owner.elements("DraftCard")[-1]["status"] == "signed"


async def test_a_message_to_somebody_else_arrives_in_their_chat_alone(room: Room) -> None:
    from assistant.surfaces.chat import present

    owner, buyer = room.seat("owner"), room.seat("buyer")

    async def tell() -> None:
        await room.hub.in_session(buyer.session, lambda: present.say("It was delivered."))
        await present.say("Told.")

    await owner.run(tell)
    assert (owner.said, buyer.said) == (["Told."], ["It was delivered."])


async def test_a_session_that_comes_back_is_told_what_it_missed(room: Room) -> None:
    owner = room.seat("owner")
    await owner.arrive()
    await owner.click("draft_open", draft_id="D-1")
    before = len(owner.sent("element"))
    await room.hub.catch_up(owner.session)
    assert [e["name"] for e in owner.sent("element")[before:]] == ["DraftCard", "Queue"]


async def test_stopping_ends_the_reading_and_claims_nothing_about_drafts(room: Room) -> None:
    from assistant.surfaces.chat.handlers import stop

    owner = room.seat("owner")
    owner.session.current_task = asyncio.create_task(asyncio.Event().wait())
    await stop(owner.session.socket_id)
    with pytest.raises(asyncio.CancelledError):
        await owner.session.current_task
    waits = "what was drafted before that waits in the queue"  # A file before it may be drafted.
    assert owner.said == [f"Stopped. Nothing was signed; {waits}."]
