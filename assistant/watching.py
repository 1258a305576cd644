"""Watching: the parts of the house that can be looked at from outside, and nobody who looks."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

from assistant.orchestrator import Orchestrator
from assistant.settings import Settings
from guardrails.gate import Gate


class Watch(Protocol):
    """Answers each part as it was, or as one that also tells what passes through it."""

    def open(self) -> AbstractAsyncContextManager[None]: ...

    def gate(self, gate: Gate) -> Gate: ...

    def orchestrator(self, plain: Orchestrator) -> Orchestrator: ...

    def aid(self, aid: Any) -> Any: ...


class Unwatched:
    """Every part as it was."""

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        yield

    def gate(self, gate: Gate) -> Gate:
        return gate

    def orchestrator(self, plain: Orchestrator) -> Orchestrator:
        return plain

    def aid(self, aid: Any) -> Any:
        return aid


def watching(settings: Settings) -> Watch:
    """OpenTelemetry where a collector is named; without one its library is not imported here."""
    if not settings.otel_exporter_otlp_endpoint:
        return Unwatched()
    from assistant.telemetry import Telemetry

    return Telemetry.to(settings.otel_exporter_otlp_endpoint, settings.otel_content)
