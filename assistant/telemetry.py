"""Telemetry: turns, model calls, tool calls and signatures as OpenTelemetry spans, if asked for."""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer

from assistant import conventions
from assistant.answers import Answered
from assistant.conventions import Attributes
from assistant.conversation import Conversation
from assistant.model.message import Assembly, Message
from assistant.model.request import Request
from assistant.model.trouble import Trouble
from assistant.orchestrator import AGENT, Orchestrator
from assistant.said import Said
from guardrails.call import Answer, Call
from guardrails.gate import Entry, Gate

if TYPE_CHECKING:
    from assistant.model.endpoint import Heard, Speaks

WAITING = 2_048  # Spans that wait for the collector; what is more is dropped, and never waited for.
EVERY = 1_000  # Milliseconds between two deliveries.
AT_ONCE = 256
PATIENCE = 5.0  # Seconds for one delivery.
FAREWELL_BY = "telemetry, the last delivery"
FAREWELL = 2.0  # Seconds for the last one, when the program ends.
LONGEST = 8_000  # Characters of content in one attribute.
PATH = "/v1/traces"
SERVICE = "countersign"
SERVED = ("mcp",)  # Surfaces whose calls come from another program.

Found = tuple[dict[str, Any], Conversation]


@dataclass(frozen=True)
class Telemetry:
    """Spans by the GenAI and MCP conventions; their content only where a setting says so."""

    provider: TracerProvider
    content: bool = False
    exporter: SpanExporter | None = None

    @classmethod
    def to(cls, endpoint: str, content: bool) -> "Telemetry":
        exporter = OTLPSpanExporter(endpoint.rstrip("/") + PATH, timeout=PATIENCE)
        return cls(provider_for(exporter), content, exporter)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """At the end what still waits is delivered; a collector that is away holds nobody up."""
        try:
            yield
        finally:
            last = threading.Thread(None, self.provider.shutdown, FAREWELL_BY, daemon=True)
            last.start()
            await asyncio.to_thread(last.join, FAREWELL)
            if self.exporter and last.is_alive():
                self.exporter.shutdown()  # What could not be delivered is not tried again.

    @cached_property
    def tracer(self) -> Tracer:
        return self.provider.get_tracer(SERVICE)

    def gate(self, gate: Gate) -> Gate:
        return WatchedGate(gate.enter, gate.seconds, self)

    def orchestrator(self, plain: Orchestrator) -> Orchestrator:
        return WatchedOrchestrator(plain.tools, plain.menu, plain.aid, plain.books, watch=self)

    def aid(self, aid: Any) -> Any:
        """The models behind it are watched too, each request to them on its own."""
        if aid is None:
            return None
        tiers = [
            replace(tier, endpoint=WatchedSpeaker(tier.endpoint, self)) for tier in aid.router.tiers
        ]
        return WatchedAid(replace(aid, router=replace(aid.router, tiers=tiers)), self)

    @contextmanager
    def span(
        self, name: str, kind: SpanKind, told: Attributes, begun: int | None = None
    ) -> Iterator[Span]:
        """An exception is named by its kind: its text may hold what somebody typed."""
        with self.tracer.start_as_current_span(
            name,
            kind=kind,
            attributes=told,
            start_time=begun,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield span
            except BaseException as error:
                kind_of = error.kind if isinstance(error, Trouble) else type(error).__name__
                failed(span, kind_of)
                raise

    def say(self, span: Span, name: str, content: Any) -> None:
        """What was said or read, as JSON and bounded, where that is wanted."""
        if self.content:
            text = json.dumps(content, ensure_ascii=False, default=str)
            span.set_attribute(name, text[:LONGEST])


def provider_for(exporter: SpanExporter) -> TracerProvider:
    """Spans leave from a thread of their own, and nobody but the end waits for it."""
    resource = Resource.create({"service.name": SERVICE})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    delivery = BatchSpanProcessor(
        exporter,
        max_queue_size=WAITING,
        schedule_delay_millis=EVERY,
        max_export_batch_size=AT_ONCE,
    )
    provider.add_span_processor(delivery)
    return provider


@dataclass(frozen=True)
class WatchedGate(Gate):
    """Every call that passes the gate, whoever made it: tools, signatures and denials."""

    watch: Telemetry

    async def through(
        self,
        asked: Awaitable[Call],
        work: Callable[[], Awaitable[Any]],
        kept: list[Entry] | None = None,
    ) -> Answer:
        begun = time.time_ns()
        with ExitStack() as stack:
            spans: list[Span] = []

            async def known() -> Call:
                call = await asked
                kind = SpanKind.SERVER if call.caller.surface in SERVED else SpanKind.INTERNAL
                told = conventions.call(call)
                name = conventions.name_of(call, told)
                span = stack.enter_context(self.watch.span(name, kind, told, begun))
                self.watch.say(span, "gen_ai.tool.call.arguments", call.arguments)
                spans.append(span)
                return call

            answer = await super().through(known(), work, kept)
            for span in spans:
                judged(span, answer)
            return answer


def judged(span: Span, answer: Answer) -> None:
    """A no is an error of the tool, as the conventions for MCP have it; its text is content."""
    span.set_attribute("countersign.outcome", answer.outcome)
    if answer.outcome == "denied":
        span.set_attribute("countersign.control", answer.code)
    if answer.outcome != "answered":
        failed(span, "tool_error")


@dataclass
class WatchedOrchestrator(Orchestrator):
    """One span for each sentence, whichever tier answers it."""

    watch: Telemetry | None = None

    async def respond(self, said: Said) -> Found:
        if self.watch is None:
            return await super().respond(said)
        with self.watch.span("turn", SpanKind.INTERNAL, conventions.turn(said)) as span:
            self.watch.say(span, "gen_ai.input.messages", conventions.spoken("user", said.text))
            found, after = await super().respond(said)
            span.set_attributes(conventions.came(found))
            return found, after


@dataclass
class WatchedAid:
    """What the phrasebook passed on, from the first model that was asked to the last."""

    aid: Any
    watch: Telemetry

    @property
    def router(self) -> Any:
        """With the models that are watched, for whatever else they are asked."""
        return self.aid.router

    @property
    def controls(self) -> Any:
        return self.aid.controls

    async def help(self, said: Said, plain: Answered) -> Found:
        told = conventions.aid(said)
        with self.watch.span(f"invoke_agent {AGENT}", SpanKind.INTERNAL, told) as span:
            found, after = await self.aid.help(said, plain)
            for tried in found.get("model", ())[-1:]:
                span.set_attribute("gen_ai.request.model", tried["model"])
                span.set_attribute("gen_ai.response.finish_reasons", [tried["stop"]])
            return found, after


@dataclass(frozen=True)
class WatchedSpeaker:
    """One span for each request to a model, also when it was cut or stopped."""

    speaker: "Speaks"
    watch: Telemetry

    @property
    def model(self) -> str:
        return self.speaker.model

    @property
    def local(self) -> bool:
        return self.speaker.local

    async def message(
        self,
        request: Request,
        heard: "Heard",
        making: Assembly,
        first: float,
        until: float,
    ) -> Message:
        told = conventions.request(self.model, self.local, request.tokens)
        with self.watch.span(f"chat {self.model}", SpanKind.CLIENT, told) as span:
            self.watch.say(span, "gen_ai.input.messages", request.messages)
            try:
                message = await self.speaker.message(request, heard, making, first, until)
            finally:
                span.set_attributes(conventions.usage(making.spent))
            span.set_attribute("gen_ai.response.finish_reasons", [message.stop])
            self.watch.say(
                span, "gen_ai.output.messages", conventions.spoken("assistant", message.text)
            )
            return message

    async def close(self) -> None:
        await self.speaker.close()


def failed(span: Span, kind: str) -> None:
    span.set_attribute("error.type", kind)
    span.set_status(Status(StatusCode.ERROR))
