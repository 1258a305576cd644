"""Messages: what people write to us, in a channel, in private, with or without a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.surfaces.slack import sentences
from assistant.surfaces.slack.dropped import Dropping
from assistant.surfaces.slack.people import People
from assistant.surfaces.slack.replies import Replies
from assistant.surfaces.slack.speaking import Speaking
from assistant.surfaces.slack.talks import Place
from assistant.surfaces.slack.wire import Account

MENTION = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")
MARKED = re.compile(r"<(?:mailto:|tel:|https?://)?([^>|]*?)(?:\|([^>]*))?>")


@dataclass(frozen=True)
class Messages:
    people: People
    speaking: Speaking
    dropping: Dropping
    replies: Replies

    async def deal(self, told: Mapping[str, Any]) -> None:
        account = Account(told["team"], told["user"], told["enterprise"])
        caller = await self.people.who(account)
        if caller is None:
            await self.people.turned_away(account, "message")
            await self.replies.privately(told, sentences.not_linked(self.people.links.page))
            return
        text = plain(told["text"])
        place = Place(told["channel"], told["thread"], told["ts"], account)
        if told["files"]:
            await self.dropping.taken(caller, told["files"], text, place)
        else:
            await self.speaking.hear(caller, text or "help", place)


def plain(text: str) -> str:
    """What was typed: without mentions of us, with links and characters as they were written."""
    said = MARKED.sub(lambda found: found[2] or found[1], MENTION.sub("", text))
    for coded, meant in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        said = said.replace(coded, meant)
    return said.strip()
