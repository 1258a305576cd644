"""Whatever a provider sends, the turn is bounded and explained, and acts at most once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest

from assistant.model.endpoint import Endpoint
from assistant.model.loop import Limits
from assistant.model.router import Router, Tier
from assistant.model.turn import Aid
from bench._scripted import Reply, line, says, scripted, started, uses
from tests import trade
from tests.assistant.model.conftest import Talk
from tests.assistant.model.test_turn import DRAFTS

STREAM = {"content-type": "text/event-stream"}
HTML = {"content-type": "text/html"}
ENDS = ("message_delta", {"delta": {"stop_reason": "tool_use"}, "usage": {"output_tokens": 5}})
USE = {"type": "tool_use", "id": "toolu_1", "name": "list_suppliers", "input": {}}


@dataclass
class Raw(httpx2.AsyncBaseTransport):
    """Sends the same bytes again and again."""

    status: int
    headers: dict[str, str]
    content: bytes
    asked: int = 0
    seen: list[Any] = field(default_factory=list)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.asked += 1
        self.seen.append(json.loads(await request.aread()))
        return httpx2.Response(self.status, headers=self.headers, content=self.content)


def stream(*events: tuple[str, Any]) -> bytes:
    return b"".join(line(name, data) for name, data in events)


def block(content: Any, *deltas: Any, at: Any = 0) -> Sequence[tuple[str, Any]]:
    grown = [("content_block_delta", {"index": at, "delta": delta}) for delta in deltas]
    start = ("content_block_start", {"index": at, "content_block": content})
    return [started(), start, *grown, ("content_block_stop", {"index": at}), ENDS]


def whole(content: Any, *deltas: Any, at: Any = 0) -> bytes:
    return stream(*block(content, *deltas, at=at), ("message_stop", {}))


def usage(**counted: Any) -> bytes:
    head = started()[1]["message"] | {"usage": counted}
    ends = {"delta": {"stop_reason": "end_turn"}, "usage": {}}
    text = ("content_block_start", {"index": 0, "content_block": {"type": "text", "text": "Yes."}})
    return stream(
        ("message_start", {"message": head}), text, ("message_delta", ends), ("message_stop", {})
    )


BAD: dict[str, tuple[int, dict[str, str], bytes]] = {
    "nothing at all": (200, STREAM, b""),
    "a page": (200, HTML, b"<html>Sign in to the wireless network</html>"),
    "no content": (204, {}, b""),
    "elsewhere": (302, {"location": "http://elsewhere.test/"}, b""),
    "not paid": (402, {}, b'{"type":"error","error":{"type":"billing_error","message":"x"}}'),
    "not found": (404, HTML, b"<html>404</html>"),
    "too large": (413, {}, b""),
    "broken": (500, {}, b"Traceback"),
    "not JSON": (200, STREAM, b"event: message_start\ndata: {half\n\n"),
    "a list": (200, STREAM, b"event: message_start\ndata: [1, 2]\n\n"),
    "another protocol": (200, STREAM, b'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n'),
    "binary": (200, STREAM, bytes(range(256)) * 20),
    "without a bottom": (200, STREAM, b"event: x\ndata: " + b"[" * 9_000 + b"]" * 9_000 + b"\n\n"),
    "an unknown kind": (200, STREAM, whole({"type": "hologram", "data": 1})),
    "a block without kind": (200, STREAM, whole({"text": "x"})),
    "a use without a name": (200, STREAM, whole({"type": "tool_use", "id": "t"})),
    "a use without an id": (200, STREAM, whole({"type": "tool_use", "name": "list_suppliers"})),
    "a name that is no text": (200, STREAM, whole(USE | {"name": 7})),
    "arguments that are text": (200, STREAM, whole(USE | {"input": "all of them"})),
    "arguments that are a list": (
        *(200, STREAM),
        whole(USE, {"type": "input_json_delta", "partial_json": "[1]"}),
    ),
    "half of a character": (
        *(200, STREAM),
        whole(USE, {"type": "input_json_delta", "partial_json": '{"country":"\\ud800"}'}),
    ),
    "nul": (
        *(200, STREAM),
        whole(USE, {"type": "input_json_delta", "partial_json": '{"country":"a\\u0000b"}'}),
    ),
    "deep arguments": (
        *(200, STREAM),
        whole(
            USE, {"type": "input_json_delta", "partial_json": '{"a":' * 5_000 + "1" + "}" * 5_000}
        ),
    ),
    "a delta of nothing": (
        *(200, STREAM),
        stream(started(), ("content_block_delta", {"index": 9, "delta": {"type": "text_delta"}})),
    ),
    "stop and nothing said": (200, STREAM, stream(started(), ENDS, ("message_stop", {}))),
    "the same use twice": (
        *(200, STREAM),
        stream(*block(USE)[:-1], *block(USE, at=1)[1:], ("message_stop", {})),
    ),
}


def helped(talk: Talk, transport: httpx2.AsyncBaseTransport, **limits: Any) -> None:
    endpoint = Endpoint.at("model-3", "test", "http://model.test", transport)
    tier = Tier(3, endpoint, Limits(first=30.0, **limits))
    aid = Aid(talk.desk.tools, talk.desk.listing, Router([tier]), talk.bounds())
    talk.desk.orchestrator.aid = aid


async def standing(talk: Talk) -> dict[str, Any]:
    month = f"{talk.purse.clock():%Y-%m}"
    used = await talk.purse.used(trade.TENANT, [month])
    return dict(next(u for u in used if u["whose"] == "business"))


@pytest.mark.parametrize("name", BAD)
async def test_what_makes_no_sense_is_bounded_explained_and_on_record(
    talk: Talk, name: str
) -> None:
    sends = Raw(*BAD[name])
    helped(talk, sends, steps=4, restarts=1)
    found = await talk.say()
    json.dumps(found["text"]).encode()
    assert found["text"].strip() and "Traceback" not in found["text"]
    assert sends.asked <= 4
    (entry,) = await talk.entries("turn")
    assert entry["model"][0]["stop"] not in ("", "end_turn")
    used = await standing(talk)
    assert (used["reserved"], used["tokens_reserved"]) == (0, 0)
    assert await talk.drafts() == 0


@pytest.mark.parametrize(
    "counted",
    [
        {},
        {"input_tokens": -5, "output_tokens": -5},
        {"input_tokens": 10**30},
        {"input_tokens": "many"},
        {"input_tokens": None, "output_tokens": 1.5},
        {"input_tokens": True},
    ],
)
async def test_usage_that_cannot_be_is_never_given_back_and_breaks_nothing(
    talk: Talk, counted: Any
) -> None:
    helped(talk, Raw(200, STREAM, usage(**counted)))
    assert (await talk.say())["text"] == "Yes."
    used = await standing(talk)
    assert used["tokens"] >= 0 and used["tokens"] < 2**62 and used["spent"] >= 0


async def test_a_stream_without_an_end_is_left_when_it_is_too_long(talk: Talk) -> None:
    piece = {"type": "text_delta", "text": "and so on " * 1_000}
    helped(talk, Raw(200, STREAM, stream(*block({"type": "text", "text": ""}, *[piece] * 300))))
    found = await talk.say()
    assert "broke off" in found["text"] and len(found["text"]) < 500


async def test_an_hour_until_the_next_attempt_is_not_waited_for(talk: Talk) -> None:
    busy = Raw(429, {"retry-after": "3600"}, b"")
    helped(talk, busy)
    assert "is busy" in (await talk.say())["text"]
    assert busy.asked == 1


async def test_a_stream_that_breaks_inside_a_draft_drafts_it_once_when_it_is_whole(
    talk: Talk,
) -> None:
    cut = httpx2.RemoteProtocolError("cut")
    parts = len(Reply([says("I draft."), DRAFTS]).chunks())
    for at in range(1, parts):
        broken = Reply([says("I draft."), DRAFTS], cut=at, error=cut)
        model = scripted(broken, DRAFTS, says("Drafted."))
        talk.helped(model, controls=talk.bounds(), restarts=2)
        found = await talk.say(place="the same sentence")
        assert len(found["drafts"]) == 1
    assert await talk.drafts() == 1


async def test_five_hundred_calls_over_many_messages_end_at_the_bounds(talk: Talk) -> None:
    fresh = [
        Reply([uses("list_suppliers", f"toolu_{m}_{n}", country=f"L{m}{n}") for n in range(25)])
        for m in range(20)
    ]
    model = scripted(*fresh)
    talk.helped(model, controls=talk.bounds())
    found = await talk.say()
    assert "too many tools" in found["text"]
    assert len(await talk.entries("verdict")) == 40
    assert len(model.seen) == 2


async def test_tools_and_arguments_that_are_made_up_end_in_a_sentence(talk: Talk) -> None:
    wrong = [uses("pay_now", f"toolu_{n}", amount=str(n)) for n in range(9)]
    talk.helped(scripted(*wrong), controls=talk.bounds(), steps=5)
    found = await talk.say()
    assert "without coming to an answer" in found["text"]
    assert await talk.entries("verdict") == []
