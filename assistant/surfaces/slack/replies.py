"""Replies: one sentence that only the person sees who clicked or asked."""

import logging
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from assistant.surfaces.slack.escaping import escaped

log = logging.getLogger(__name__)
SECONDS = 10


class Replies:
    """Never a card: what only one person sees cannot be changed afterwards."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.client = client

    async def privately(self, place: Mapping[str, Any], words: str) -> None:
        """By the address that came with the click, or else to the person where they wrote."""
        if not words:
            return
        try:
            if url := place.get("response_url"):
                hook = AsyncWebhookClient(url, timeout=SECONDS)
                answer = await hook.send(
                    text=escaped(words), response_type="ephemeral", replace_original=False
                )
                if answer.status_code == 200:
                    return
                log.warning("Slack took no reply by its own address: %s", answer.status_code)
            await self.client.chat_postEphemeral(
                channel=place["channel"],
                user=place["user"],
                text=escaped(words),
                thread_ts=place.get("thread") or None,
            )
        except (SlackApiError, aiohttp.ClientError, OSError) as problem:
            log.warning("Somebody in Slack could not be told something: %s", kind_of(problem))


def kind_of(problem: Exception) -> str:
    """What Slack calls it; the rest of its answer may carry what was said."""
    response: Any = getattr(problem, "response", None)
    return str(response.get("error")) if response else type(problem).__name__
