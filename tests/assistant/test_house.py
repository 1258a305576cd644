"""The house puts its controls around every model that the settings name, and needs none."""

from pathlib import Path
from typing import Any

import pytest

from assistant.house import aided
from assistant.model.border import Border
from assistant.settings import Settings
from tests.assistant.model.conftest import Talk, detectors, talk

__all__ = ["detectors", "talk"]
CLOUD, HERE = "https://model.example", "http://127.0.0.1:11434"


@pytest.mark.parametrize("url", [CLOUD, HERE])
async def test_no_model_is_asked_past_the_border(talk: Talk, url: str) -> None:
    settings = Settings(Path("/nowhere"), anthropic_api_key="k", anthropic_base_url=url)
    async with aided(settings, talk.desk, talk.house.visits) as aid:
        found: Any = aid
        assert isinstance(found.controls.boundary, Border)
        assert [tier.endpoint.local for tier in found.router.tiers] == [url == HERE]


async def test_without_a_model_nothing_of_it_is_there(talk: Talk) -> None:
    async with aided(Settings(Path("/nowhere")), talk.desk, talk.house.visits) as aid:
        assert aid is None
