"""Spans go to a real collector by the conventions, without content, and hold nobody up."""

import logging
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.house import furnished
from assistant.model.loop import Limits
from assistant.model.router import Router, Tier
from assistant.model.turn import Aid
from assistant.settings import Settings, WrongSetting
from assistant.telemetry import FAREWELL_BY, WAITING, Telemetry
from assistant.watching import Unwatched, watching
from bench._scripted import Scripted, says, scripted, uses
from domain.command_handler import CommandHandler
from domain.store.memory import MemoryCredentials
from tests import trade
from tests.assistant.collector import Collector, attributes, collecting
from tests.assistant.model.conftest import STRANGE

ORDER = uses("draft_purchase_order", "d", item="LOCK", quantity="40 EA", supplier="OST")
LATE = uses("list_purchase_orders", "toolu_a")
ADDRESS = "OTEL_EXPORTER_OTLP_ENDPOINT"


@asynccontextmanager
async def watched(
    home: Path, address: str, *models: Scripted, content: bool = False
) -> AsyncIterator[Any]:
    """A desk whose collector is there; what still waited has arrived when it is closed."""
    store = trade.in_memory()
    await trade.found(store)
    handler: Callable[[str], Any] = lambda tenant: CommandHandler(store, tenant)  # noqa: E731
    settings = Settings(home, otel_exporter_otlp_endpoint=address, otel_content=content)
    watch = watching(settings)
    async with watch.open(), furnished(settings, store, MemoryCredentials(), handler) as house:
        desk: Any = house.office
        desk.clock = lambda: trade.NOON
        tiers = [Tier(3, model.endpoint("model-3"), Limits(first=30.0)) for model in models]
        aid = Aid(desk.tools, desk.listing, Router(tiers))
        desk.orchestrator.aid = watch.aid(aid) if models else None
        yield desk


async def ask(desk: Any, text: str = STRANGE, role: str = "buyer") -> Any:
    return await desk.ask(trade.caller(role, agent=""), text, "talk of buyer")


@pytest.fixture(autouse=True)
def over() -> Iterator[None]:
    """Whoever still tries to deliver throws dice for the next try, and no other test may see it."""
    yield
    for thread in threading.enumerate():
        if thread.name == FAREWELL_BY:
            thread.join(60)


@pytest.fixture
def collector() -> Any:
    with collecting() as found:
        found.held.set()
        yield found


async def test_a_turn_is_a_tree_of_the_model_and_its_tools(
    tmp_path: Path, collector: Collector
) -> None:
    model = scripted(LATE, says("One order is late."))
    async with watched(tmp_path, collector.address, model) as desk:
        answer = await ask(desk)
    turn, agent = collector.named("turn"), collector.named("invoke_agent assistant")
    chats = [span for span in collector.spans if span.name == "chat model-3"]
    tool = collector.named("tools/call list_purchase_orders")
    assert not turn.parent_span_id and agent.parent_span_id == turn.span_id
    assert [span.parent_span_id for span in (*chats, tool)] == [agent.span_id] * 3
    assert len({span.trace_id for span in (turn, agent, *chats, tool)}) == 1
    told = attributes(turn)
    assert told["countersign.trace"] == answer["trace"]
    assert (told["countersign.tier"], told["countersign.kind"]) == (3, "answer")
    called = attributes(tool)
    assert called["gen_ai.operation.name"] == "execute_tool"
    assert called["mcp.method.name"] == "tools/call"
    assert called["gen_ai.tool.name"] == "list_purchase_orders"
    assert called["countersign.outcome"] == "answered"
    chat = attributes(chats[0])
    assert (chat["gen_ai.operation.name"], chat["gen_ai.request.model"]) == ("chat", "model-3")
    assert chat["gen_ai.provider.name"] == "anthropic"
    assert (chat["gen_ai.usage.input_tokens"], chat["gen_ai.usage.output_tokens"]) == (10, 5)
    assert chat["gen_ai.response.finish_reasons"] == ["tool_use"]
    assert attributes(agent)["gen_ai.agent.name"] == "assistant"
    resource = collector.requests[0].resource_spans[0].resource
    assert "countersign" in str(resource)


async def test_nothing_that_was_said_or_read_leaves_unless_a_setting_says_so(
    tmp_path: Path, collector: Collector
) -> None:
    said = f"{STRANGE}: 40 EA for Ostermark"
    async with watched(tmp_path, collector.address, scripted(ORDER, says("Done."))) as desk:
        await ask(desk, said)
        await ask(desk, "what is on order from Ostermark")
    sent = b"".join(request.SerializeToString() for request in collector.requests)
    for word in ("hinges", "Ostermark", "OST", "LOCK", "40 EA", "Done.", "buyer", "bellavier"):
        assert word.encode() not in sent, word


async def test_with_the_setting_spans_say_what_was_asked_and_answered(
    tmp_path: Path, collector: Collector
) -> None:
    model = scripted(ORDER, says("It is drafted."))
    async with watched(tmp_path, collector.address, model, content=True) as desk:
        await ask(desk)
    assert "hinges" in attributes(collector.named("turn"))["gen_ai.input.messages"]
    told = attributes(collector.named("tools/call draft_purchase_order"))
    assert '"supplier": "OST"' in told["gen_ai.tool.call.arguments"]
    chats = [attributes(span) for span in collector.spans if span.name.startswith("chat")]
    assert any("It is drafted." in chat["gen_ai.output.messages"] for chat in chats)


async def test_a_signature_and_a_denial_are_spans_too(tmp_path: Path, collector: Collector) -> None:
    async with watched(tmp_path, collector.address) as desk:
        [draft] = (await ask(desk, "order 40 Brass turn-lock from Ostermark"))["drafts"]
        card = await desk.card(trade.caller("owner", agent=""), draft)
        shown = draft, card["version"], card["digest"]
        await desk.decide(trade.caller("artisan", agent=""), *shown, "sign")
        await desk.decide(trade.caller("owner", agent=""), *shown, "sign")
    denied, signed = [attributes(span) for span in collector.spans if span.name == "sign_draft"]
    assert (denied["countersign.control"], denied["error.type"]) == ("A4", "tool_error")
    assert (signed["countersign.outcome"], signed["countersign.draft"]) == ("answered", draft)


async def test_a_model_that_fails_is_named_by_its_trouble(
    tmp_path: Path, collector: Collector
) -> None:
    async with watched(tmp_path, collector.address, scripted(401)) as desk:
        await ask(desk)
    span = collector.named("chat model-3")
    assert attributes(span)["error.type"] == "refused"
    assert span.status.code == 2 and not span.events


@pytest.mark.parametrize("status", [500, 403])
async def test_a_collector_that_refuses_breaks_no_answer(
    tmp_path: Path, status: int, collector: Collector
) -> None:
    collector.status = status
    async with watched(tmp_path, collector.address, scripted(says("Here."))) as desk:
        assert (await ask(desk))["text"] == "Here."


async def test_a_collector_that_is_away_or_hangs_breaks_no_answer(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    async with watched(tmp_path, nobody, scripted(says("Here."))) as desk:
        assert (await ask(desk))["text"] == "Here."
    with collecting() as collector:  # It answers nothing until the test is over.
        async with watched(tmp_path, collector.address, scripted(says("Here."))) as desk:
            assert (await ask(desk))["text"] == "Here."


async def test_what_waits_for_a_collector_is_bounded(caplog: Any) -> None:
    caplog.set_level(logging.CRITICAL)
    with collecting() as collector:
        telemetry = Telemetry.to(collector.address, content=False)
        async with telemetry.open():
            for _ in range(3 * WAITING):
                telemetry.tracer.start_span("one").end()
            processor: Any = telemetry.provider._active_span_processor
            (delivery,) = processor._span_processors
            assert len(delivery._batch_processor._queue) <= WAITING


def test_nothing_is_watched_unless_a_collector_is_named(tmp_path: Path) -> None:
    assert isinstance(watching(Settings(tmp_path)), Unwatched)
    assert isinstance(watching(Settings.read({ADDRESS: "http://127.0.0.1:4318"})), Telemetry)
    with pytest.raises(WrongSetting, match=ADDRESS):
        Settings.read({ADDRESS: "127.0.0.1:4318"})


@pytest.mark.parametrize(
    ("text", "captured"), [("true", True), ("SPAN_ONLY", True), ("", False), ("no_content", False)]
)
def test_content_leaves_by_the_setting_of_the_conventions(text: str, captured: bool) -> None:
    name = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"
    assert Settings.read({name: text}).otel_content is captured
