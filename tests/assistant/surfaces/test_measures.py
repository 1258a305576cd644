"""The measures are shown to a monitoring system and to nobody else, each by its documented name."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families

from assistant.settings import Settings
from assistant.surfaces.measures import PATH, page
from domain.store.counts import Counts
from domain.store.event_store import Appended
from domain.store.measures import MEASURES, Figure

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "watch.md"
HERE = Settings(Path("/nowhere"))
SECRET = replace(HERE, metrics_token="a-long-secret")
OPEN = replace(HERE, host="0.0.0.0")


@dataclass
class Watch:
    """Shows what a process has counted."""

    counts: Counts = field(default_factory=Counts)

    @property
    def watch(self) -> "Watch":
        return self

    async def figures(self) -> list[Figure]:
        return self.counts.figures()


async def asked(
    settings: Settings, watch: Watch | None = None, client: str = "127.0.0.1", **headers: str
) -> httpx.Response:
    app = FastAPI()
    app.add_api_route(PATH, page(settings, watch or Watch()))
    transport = httpx.ASGITransport(app, client=(client, 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as http:
        return await http.get(PATH, headers=headers)


async def test_the_figures_are_read_as_prometheus_reads_them():
    watch = Watch()
    for seconds in (0.004, 0.3, 60.0):
        watch.counts.answered(Appended(()), seconds)
    watch.counts.conflicting = 2
    answer = await asked(HERE, watch)
    assert answer.headers["content-type"].startswith("text/plain")
    families = {found.name: found for found in text_string_to_metric_families(answer.text)}
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for found in families.values()
        for sample in found.samples
    }
    assert samples["countersign_commands_total", "recorded"] == 3
    assert samples["countersign_commands_total", "conflicting"] == 2
    assert samples["countersign_append_seconds_bucket", "0.002"] == 0
    assert samples["countersign_append_seconds_bucket", "0.005"] == 1
    assert samples["countersign_append_seconds_bucket", "0.5"] == 2
    assert samples["countersign_append_seconds_bucket", "+Inf"] == 3
    assert samples["countersign_append_seconds_sum",] == pytest.approx(60.304)
    assert families["countersign_append_seconds"].type == "histogram"
    assert families["countersign_events_appended"].type == "counter"


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_the_page_says_what_each_measure_means(measure):
    [row] = [line for line in PAGE.read_text().splitlines() if f"| `{measure.name}` |" in line]
    assert row.split(" | ")[1] == measure.kind
    assert not measure.label or f"`{measure.label}`" in row


def test_the_page_names_no_measure_that_does_not_exist():
    text = PAGE.read_text().replace("_bucket", "")
    named = {
        word
        for word in text.replace("`", " ").replace("{", " ").split()
        if word.startswith("countersign_")
    }
    assert {word for word in named if word.isidentifier()} == {measure.name for measure in MEASURES}


@pytest.mark.parametrize("client", ["127.0.0.1", "192.168.1.4"])
async def test_whoever_sends_the_token_is_told_from_wherever_they_ask(client):
    everybody = replace(SECRET, host="0.0.0.0")
    sent = await asked(everybody, client=client, authorization="Bearer a-long-secret")
    assert sent.status_code == 200
    for wrong in ({}, {"authorization": "Bearer other"}, {"authorization": "a-long-secret"}):
        answer = await asked(everybody, client=client, **wrong)
        assert answer.status_code == 401
        assert "countersign_" not in answer.text


async def test_without_a_token_only_a_machine_that_is_alone_tells_itself():
    assert (await asked(HERE)).status_code == 200
    assert (await asked(HERE, client="192.168.1.4")).status_code == 404
    assert (await asked(OPEN)).status_code == 404
    behind_a_proxy = replace(HERE, others=("https://erp.example",))
    assert (await asked(behind_a_proxy)).status_code == 404


async def test_a_page_that_calls_itself_this_machine_is_told_nothing():
    answer = await asked(HERE, host="evil.example:8000")
    assert answer.status_code == 404
    assert "METRICS_TOKEN" in answer.text


def test_the_token_is_a_setting():
    assert Settings.read({"METRICS_TOKEN": " a-long-secret "}).metrics_token == "a-long-secret"
