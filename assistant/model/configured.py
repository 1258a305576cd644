"""The configured models: from the settings to the tiers that the router goes through."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from assistant.model.endpoint import Endpoint
from assistant.model.loop import Limits
from assistant.model.router import Tier
from assistant.settings import Settings

GENERATIVE = "claude-sonnet-5-5"
CHEAP_SHARE, CHEAP_STEPS = 3, 4  # A third of the time, and few steps: what is simple is quick.


@asynccontextmanager
async def tiers(settings: Settings) -> AsyncIterator[list[Tier]]:
    """The cheap one first; their connections close when the house does."""
    found: list[Tier] = []
    if settings.cheap:
        found.append(cheap(settings))
    if settings.generative:
        found.append(generative(settings))
    try:
        yield found
    finally:
        for tier in found:
            await tier.endpoint.close()


def generative(settings: Settings) -> Tier:
    endpoint = Endpoint.at(
        settings.countersign_model or GENERATIVE,
        settings.anthropic_api_key,
        settings.anthropic_base_url,
    )
    limits = limited(settings.model_seconds)
    how = settings.model_drafts, settings.model_finds_tools, settings.model_region
    return Tier(3, endpoint, limits, *how)


def cheap(settings: Settings) -> Tier:
    """A model under a URL of its own is never sent the key of the other one."""
    own = settings.countersign_cheap_url
    endpoint = Endpoint.at(
        settings.countersign_cheap_model,
        "" if own else settings.anthropic_api_key,
        own or settings.anthropic_base_url,
    )
    share = settings.model_seconds / CHEAP_SHARE if settings.generative else settings.model_seconds
    limits = replace(limited(share), steps=CHEAP_STEPS)
    region = settings.cheap_region if own else settings.model_region
    return Tier(2, endpoint, limits, settings.model_drafts, region=region)


def limited(seconds: float) -> Limits:
    """A model that has shown no sign of life after half of its time will hardly answer."""
    return Limits(first=seconds / 2, whole=seconds)
