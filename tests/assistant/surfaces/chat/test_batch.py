"""Several drafts in one table in the chat: one click, one result for each, and nothing forged."""

from typing import Any

import pytest

from tests.assistant.surfaces.chat.plain_front import DIGEST, order
from tests.assistant.surfaces.chat.room import Room

SIGNING = {"draft_id": "D-1", "version": 1, "digest": DIGEST, "decision": "sign"}


async def test_several_drafts_are_read_together_and_signed_by_one_click(room: Room) -> None:
    room.front.drafts["D-2"] = order("D-2")
    owner = room.seat("owner")
    await owner.click("batch_open")
    (batch,) = owner.elements("Batch")
    signings = [{name: row[name] for name in ("id", "version", "digest")} for row in batch["batch"]]
    outcome = await owner.click("batch_sign", drafts=["D-1", "D-2"], signings=signings)
    assert (outcome["code"], outcome["message"]) == ("signed", "2 of 2 signed.")
    assert [row["result"] for row in outcome["card"]["batch"]] == ["Signed", "Signed"]
    assert room.front.signatures == ["owner signed D-1", "owner signed D-2"]


async def test_one_draft_that_cannot_be_signed_stops_no_other(room: Room) -> None:
    room.front.drafts["D-2"] = order("D-2")
    owner = room.seat("owner")
    old = {"id": "D-1", "version": 0, "digest": DIGEST}
    good = {"id": "D-2", "version": 1, "digest": DIGEST}
    outcome = await owner.click("batch_sign", drafts=["D-1", "D-2"], signings=[old, good])
    assert (outcome["ok"], outcome["code"]) == (False, "signed_partly")
    assert outcome["message"] == "1 of 2 signed."
    assert [row["result"] for row in outcome["card"]["batch"]] == ["", "Signed"]


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"drafts": "D-1", "signings": []},
        {"drafts": ["D-1"], "signings": ["D-1"]},
        {"drafts": ["D-1"], "signings": [{"id": "D-1", "version": "1", "digest": DIGEST}]},
        {"drafts": ["D-1"] * 51, "signings": [{"id": "D-1", "version": 1, "digest": DIGEST}]},
    ],
)
async def test_a_forged_table_signs_nothing(room: Room, payload: dict[str, Any]) -> None:
    outcome = await room.seat("owner").click("batch_sign", **payload)
    assert (outcome["ok"], outcome["code"]) == (False, "error")
    assert room.front.signatures == []


async def test_a_table_shows_what_others_signed_meanwhile(room: Room) -> None:
    owner, second = room.seat("owner"), room.seat("owner")
    await owner.click("batch_open")
    await second.click("draft_decide", **SIGNING)
    await room.settle()
    assert [b["status_word"] for b in owner.elements("Batch")] == [
        "Waiting for you",
        "1 of 1 signed",
    ]


async def test_a_table_is_resumed_as_it_stands_today(room: Room) -> None:
    owner = room.seat("owner")
    kept = {"id": "e-1", "name": "Batch", "props": {"batch": [{"id": "D-1", "result": "Signed"}]}}
    (found,) = await owner.resume(kept)
    assert found["props"]["batch"][0]["result"] == ""
