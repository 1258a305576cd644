"""A strict Slack, and the workshop whose people sit before it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.assistant.surfaces.conftest import MemoryKeeper
from tests.fake_slack import FakeSlack
from tests.slack_house import Workshop, workshop


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack().served() as fake:
        yield fake


@pytest.fixture
async def here(slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Workshop]:
    async with workshop(MemoryKeeper(tmp_path), slack) as found:
        yield found
