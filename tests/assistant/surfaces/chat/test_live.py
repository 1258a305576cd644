"""While a model speaks, a person reads along; and the Stop button ends it."""

import asyncio
from typing import Any

import pytest

from assistant.surfaces.chat import wording
from assistant.surfaces.front import Answer
from tests.assistant.surfaces.chat.room import Room

STEP: Any = {"tool": "list_suppliers", "title": "Suppliers", "arguments": {}, "output": {}}
WHOLE: Answer = {"kind": "answer", "text": "Two *are* late.", "view": {"steps": [STEP]}}


async def test_the_words_appear_as_they_come_and_end_as_one_message(room: Room) -> None:
    async def speaks(reader: Any) -> Answer:
        for piece in ("Two ", "*are* ", "late."):
            await reader.text(piece)
        return WHOLE

    room.front.speaks = speaks
    buyer = room.seat("buyer")
    await buyer.say("who?")
    started, *tokens = [*buyer.sent("stream_start"), *buyer.sent("stream_token")]
    assert [token["token"] for token in tokens] == [r"\*are\* ", "late."]
    (sent,) = [m for m in buyer.sent("new_message") if m["type"] == "assistant_message"]
    assert (sent["id"], sent["output"]) == (started["id"], r"Two \*are\* late.")


async def test_a_step_is_shown_when_it_happens_and_not_again(room: Room) -> None:
    async def speaks(reader: Any) -> Answer:
        await reader.step(STEP)
        return WHOLE

    room.front.speaks = speaks
    buyer = room.seat("buyer")
    await buyer.say("who?")
    assert [m["name"] for m in buyer.sent("new_message") if m["type"] == "tool"] == ["Suppliers"]


async def test_what_was_taken_back_is_not_left_on_the_screen(room: Room) -> None:
    async def speaks(reader: Any) -> Answer:
        await reader.text("Half a")
        await reader.reset()
        await reader.text("Whole")
        return {"kind": "answer", "text": "Whole", "view": {}}

    room.front.speaks = speaks
    buyer = room.seat("buyer")
    await buyer.say("who?")
    assert [(t["token"], t["isSequence"]) for t in buyer.sent("stream_token")] == [
        ("…", True),
        ("Whole", True),
    ]
    assert buyer.said == ["Whole"]


@pytest.mark.parametrize("answers", [True, False])
async def test_stopping_is_answered_once(room: Room, answers: bool) -> None:
    from assistant.surfaces.chat.handlers import stop

    speaking = asyncio.Event()

    async def speaks(reader: Any) -> Answer:
        await reader.text("Let me")
        speaking.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            if not answers:
                raise
        return {"kind": "draft", "text": "Stopped. D-1 is drafted.", "view": {}}

    room.front.speaks = speaks
    buyer = room.seat("buyer")
    buyer.session.current_task = asyncio.create_task(buyer.say("who?"))
    await speaking.wait()
    inner = next(iter(hearing()))
    buyer.session.current_task = inner
    await stop(buyer.session.socket_id)
    await asyncio.wait([inner])
    expected = "Stopped. D-1 is drafted." if answers else wording.STOPPED
    assert buyer.said == [expected]


def hearing() -> list[asyncio.Task[Any]]:
    from assistant.surfaces.chat.live import HEARING

    return [task for task in HEARING if not task.done()]
