"""The loop before judges that others made: a mock of the provider, and the provider itself."""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.model.endpoint import Endpoint
from assistant.model.router import Router, Tier
from assistant.model.turn import Aid
from tests.assistant.model.conftest import STRANGE, Reader, Talk

JUDGES = Path(__file__).parents[3] / "judges" / "node_modules" / ".bin"
MOCK = shutil.which("llmock", path=f"{JUDGES}{os.pathsep}{os.environ.get('PATH', '')}")
PATIENCE = 30


def call(name: str, use: str, **arguments: Any) -> dict[str, Any]:
    return {"type": "toolCall", "id": use, "name": name, "arguments": arguments}


def at(turn: int, *blocks: dict[str, Any]) -> dict[str, Any]:
    return {
        "match": {"userMessage": "hinges", "turnIndex": turn},
        "response": {"blocks": list(blocks)},
    }


FIXTURES = {
    "fixtures": [
        at(
            0,
            {"type": "text", "text": "I look."},
            call("list_purchase_orders", "toolu_1"),
            call("list_suppliers", "toolu_2"),
        ),
        at(
            1,
            call("draft_purchase_order", "toolu_3", item="LOCK", quantity="40 EA", supplier="OST"),
        ),
        at(2, {"type": "text", "text": "It is drafted and waits for a signature."}),
    ]
}


def in_turn(place: int, response: dict[str, Any], **how: Any) -> dict[str, Any]:
    return {
        "match": {"userMessage": "ribbons", "sequenceIndex": place},
        "response": response,
        **how,
    }


BUSY = {"error": {"message": "Overloaded", "type": "overloaded_error"}, "status": 529}
HALF = {"content": "Half of a sentence that is never brought to its end by anybody."}
TROUBLES = {
    "fixtures": [
        in_turn(0, BUSY),
        in_turn(1, HALF, latency=60, truncateAfterChunks=4),
        in_turn(2, {"content": "There are no ribbons."}),
    ]
}


@pytest.fixture
def mock(tmp_path: Path) -> Iterator[str]:
    if MOCK is None:
        pytest.skip("aimock is not here: npm install --prefix judges, with Node 20.15 or newer.")
    (tmp_path / "fixtures.json").write_text(json.dumps(FIXTURES), encoding="utf-8")
    (tmp_path / "troubles.json").write_text(json.dumps(TROUBLES), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [MOCK, "-p", str(port), "-f", str(tmp_path), "--strict", "--log-level", "warn"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            listening(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def listening(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("aimock did not begin to listen.")


def journal(address: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{address}/__aimock/journal?limit=20") as answer:
        entries: list[dict[str, Any]] = json.load(answer)
    return entries


async def helped(talk: Talk, endpoint: Endpoint, text: str = STRANGE, **told: Any) -> Any:
    tier = Tier(3, endpoint)
    talk.desk.orchestrator.aid = Aid(talk.desk.tools, talk.desk.listing, Router([tier]))
    try:
        return await talk.say(text, **told)
    finally:
        await endpoint.close()


async def test_the_mock_is_sent_the_whole_history_each_time(talk: Talk, mock: str) -> None:
    found = await helped(talk, Endpoint.at("claude-test", "test", mock))
    assert (found["kind"], len(found["drafts"]), found["tier"]) == ("draft", 1, 3)
    entries = await asyncio.to_thread(journal, mock)
    histories = sorted((entry["body"]["messages"] for entry in entries), key=len)
    roles = [[message["role"] for message in history] for history in histories]
    assert roles == [  # As the mock tells them: one message for each result of a tool.
        ["system", "user"],
        ["system", "user", "assistant", "tool", "tool"],
        ["system", "user", "assistant", "tool", "tool", "assistant", "tool"],
    ]
    first, second, third = histories
    assert (second[: len(first)], third[: len(second)]) == (first, second)


async def test_the_mock_is_busy_and_then_breaks_off_and_is_asked_again(
    talk: Talk, mock: str
) -> None:
    reader = Reader()
    endpoint = Endpoint.at("claude-test", "test", mock)
    found = await helped(talk, endpoint, "please see to the ribbons", reader=reader)
    assert (found["text"], found["tier"]) == ("There are no ribbons.", 3)
    assert "".join(reader.pieces) == "There are no ribbons."
    (entry,) = await talk.entries("turn")
    assert [tried["restarts"] for tried in entry["model"]] == [2]


@pytest.mark.skipif(
    not os.environ.get("COUNTERSIGN_LIVE_TEST"),
    reason="Costs money: set COUNTERSIGN_LIVE_TEST=1 and ANTHROPIC_API_KEY to ask the provider.",
)
async def test_the_provider_itself_reads_and_drafts(talk: Talk) -> None:
    from assistant.model.configured import generative
    from assistant.settings import Settings

    tier = generative(Settings.read(os.environ))
    talk.desk.orchestrator.aid = Aid(talk.desk.tools, talk.desk.listing, Router([tier]))
    found = await talk.say(f"{STRANGE}; say in one sentence how many suppliers you can list")
    assert found["tier"] == 3
    assert "list_suppliers" in [step["tool"] for step in found["view"]["steps"]]
    await tier.endpoint.close()
