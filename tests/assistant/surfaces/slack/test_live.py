"""With a token of a real workspace: Slack knows the app, and takes the blocks of a real card."""

import os
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from assistant.surfaces.slack import card
from tests.assistant.surfaces.conftest import TENANT, MemoryKeeper, draft

TOKEN = os.environ.get("SLACK_BOT_TOKEN", "")
pytestmark = pytest.mark.skipif(
    not (TOKEN and os.environ.get("COUNTERSIGN_LIVE_TEST")),
    reason="Talks to Slack: set COUNTERSIGN_LIVE_TEST=1 and SLACK_BOT_TOKEN.",
)


async def test_slack_knows_whose_token_it_is() -> None:
    found = await AsyncWebClient(TOKEN).auth_test()
    assert found["ok"] and found["bot_id"]


async def test_slack_itself_finds_nothing_wrong_with_a_card(tmp_path: Path) -> None:
    async with MemoryKeeper(tmp_path).open() as house:
        owner = await house.office.caller(TENANT, "owner")
        assert owner is not None
        shown = await house.office.card(owner, await draft(house))
    assert shown is not None
    for message in card.messages(shown, shared=True):
        found = await AsyncWebClient(TOKEN).api_call(
            "blocks.validate", json={"blocks": list(message.blocks)}
        )
        assert found["ok"], found.data
