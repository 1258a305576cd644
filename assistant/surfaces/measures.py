"""Measures for a monitoring system: the figures of the store as Prometheus reads them."""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from hmac import compare_digest
from itertools import accumulate
from typing import Any, Protocol

from fastapi import Request, Response
from prometheus_client import CollectorRegistry, Metric, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
)
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from assistant.settings import Settings, is_loopback
from assistant.surfaces import api
from assistant.surfaces.office import Watch, error

PATH = "/metrics"
SCHEME = "bearer "
OFF = "The measures are not shown: name a token in METRICS_TOKEN, start again, and send it."
WRONG = "Send the token of METRICS_TOKEN: Authorization: Bearer …"


class Watched(Protocol):
    @property
    def watch(self) -> Watch: ...


@dataclass(eq=False, frozen=True)
class Figures(Collector):
    """The figures of one moment."""

    found: Iterable[Any]

    def collect(self) -> Iterator[Metric]:
        return map(family, self.found)


def family(figure: Any) -> Metric:
    """A figure with its values, as the library writes it down."""
    measure = figure.measure
    labels = [measure.label] if measure.label else []
    told: tuple[str, str] = (measure.name, measure.about)
    if measure.kind == "histogram":
        return distribution(*told, figure.values[""])
    kind = CounterMetricFamily if measure.kind == "counter" else GaugeMetricFamily
    made: CounterMetricFamily | GaugeMetricFamily = kind(*told, labels=labels)
    for label, value in figure.values.items():
        made.add_metric([label] if labels else [], value)
    return made


def distribution(name: str, about: str, spread: Any) -> Metric:
    bounds = [*map(str, map(float, spread.bounds)), "+Inf"]
    buckets = list(zip(bounds, accumulate(spread.counts), strict=True))
    return HistogramMetricFamily(name, about, buckets=buckets, sum_value=spread.total)


def page(settings: Settings, watched: Watched) -> Callable[[Request], Awaitable[Response]]:
    async def measures(request: Request) -> Response:
        """What a monitoring system asks for every few seconds."""
        if (no := refusal(settings, request)) is not None:
            return no
        registry = CollectorRegistry()
        registry.register(Figures(await watched.watch.figures()))
        ProcessCollector(registry=registry)
        encode, kind = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(registry), headers={"content-type": kind})

    return measures


def refusal(settings: Settings, request: Request) -> Response | None:
    """With a token, whoever sends it is told; without one, only this machine where it is alone.

    Behind a proxy everybody seems to ask from this machine, so that alone is no proof. The name
    that was asked for is one, against a page that leads a browser here under a name of its own.
    """
    if settings.metrics_token:
        sent = request.headers.get("authorization", "")
        token = sent[len(SCHEME) :].strip() if sent.lower().startswith(SCHEME) else ""
        if compare_digest(token.encode(), settings.metrics_token.encode()):
            return None
        return api.answer(error("unauthenticated", WRONG), 401)
    asking = request.client.host if request.client else ""
    named = request.headers.get("host", "") in settings.hosts
    if settings.private and is_loopback(asking) and named:
        return None
    return api.answer(error("unknown", OFF), 404)
