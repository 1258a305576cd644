"""Fetching: a file that lies at Slack is taken from there, and from nowhere else."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from assistant.documents.bounds import LARGEST
from assistant.surfaces.slack.streaming import TROUBLE

log = logging.getLogger(__name__)
HOST = "files.slack.com"
SECONDS = 60.0
PIECE = 65_536
UNNAMED = "The file"
TOO_LARGE = "{name} is too large: a file may have {megabytes} MB. Send a smaller one."
ELSEWHERE = "{name} lies outside of Slack and was not opened. Drop the file itself."
GONE = "{name} is not at Slack any more. Drop it again."
NOT_GIVEN = (
    "Slack did not hand over {name}. Drop it again in a minute; if it stays, the app may lack "
    "the permission files:read."
)
NOT_THERE = frozenset({"tombstone", "hidden_by_limit", "access_denied"})
SIGN_IN = b"<!doctype html"


class NotFetched(Exception):
    """There is no content; the text is one sentence for the person."""


@dataclass(frozen=True)
class Fetched:
    """A file as it came: what its sender calls it says nothing of what it is."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Fetching:
    """Shows the bot's token to Slack's own hosts alone, and follows nobody who leads away."""

    client: AsyncWebClient
    token: str
    api_url: str = ""
    """Where Slack is reached when it is not at its usual address."""
    largest: int = LARGEST

    async def file(self, told: Mapping[str, Any]) -> Fetched:
        """The content of a file of an event; raises NotFetched with why there is none."""
        file = await self.known(told)
        name = str(file.get("name") or file.get("title") or UNNAMED)
        if file.get("mode") in NOT_THERE:
            raise NotFetched(GONE.format(name=name))
        address = str(file.get("url_private_download") or file.get("url_private") or "")
        if file.get("is_external") or not self.ours(address):
            raise NotFetched(ELSEWHERE.format(name=name))
        if int(file.get("size") or 0) > self.largest:
            raise self.too_large(name)
        return Fetched(name, await self.content(address, name, str(file.get("mimetype", ""))))

    async def known(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """What Slack says of it, where the event says no more than its number."""
        if told.get("url_private") or told.get("mode") in NOT_THERE:
            return told
        name = str(told.get("name") or UNNAMED)
        try:
            answer = await self.client.files_info(file=str(told.get("id", "")))
        except TROUBLE as trouble:
            log.warning("A file of Slack is not known: %s", trouble)
            raise NotFetched(GONE.format(name=name)) from trouble
        found: Mapping[str, Any] = answer.get("file") or {}
        return found

    def ours(self, address: str) -> bool:
        """Whether it is an address of Slack itself."""
        asked, own = urlsplit(address), urlsplit(self.api_url)
        if own.netloc and (asked.scheme, asked.netloc) == (own.scheme, own.netloc):
            return True
        return (asked.scheme, asked.netloc) == ("https", HOST)

    async def content(self, address: str, name: str, kind: str) -> bytes:
        headers = {"Authorization": f"Bearer {self.token}"}
        limit = aiohttp.ClientTimeout(total=SECONDS)
        try:
            async with (
                aiohttp.ClientSession(timeout=limit) as session,
                session.get(address, headers=headers, allow_redirects=False) as answer,
            ):
                content = await self.read(answer, name)
        except TROUBLE as trouble:
            log.warning("A file could not be fetched from Slack: %s", trouble)
            raise NotFetched(NOT_GIVEN.format(name=name)) from trouble
        if content[: len(SIGN_IN)].lower() == SIGN_IN and "html" not in kind:
            raise NotFetched(NOT_GIVEN.format(name=name))  # The page for signing in.
        return content

    async def read(self, answer: aiohttp.ClientResponse, name: str) -> bytes:
        """Whatever length was said before, it is read only up to the limit."""
        if answer.status != 200:
            log.warning("Slack answered %s for a file.", answer.status)
            raise NotFetched((GONE if answer.status == 404 else NOT_GIVEN).format(name=name))
        found = bytearray()
        async for piece in answer.content.iter_chunked(PIECE):
            found += piece
            if len(found) > self.largest:
                raise self.too_large(name)
        return bytes(found)

    def too_large(self, name: str) -> NotFetched:
        return NotFetched(TOO_LARGE.format(name=name, megabytes=self.largest // 1_000_000))
