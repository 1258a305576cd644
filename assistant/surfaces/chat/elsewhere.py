"""Elsewhere: what was said at another surface stands in the same conversations, and can go on."""

import json
import uuid
from datetime import UTC, datetime
from typing import Any

import chainlit as cl

from assistant.surfaces.chat import present
from assistant.surfaces.chat.chart import figure
from assistant.surfaces.chat.data_layer import Conversations, Foreign
from assistant.surfaces.chat.passes import identifier
from assistant.surfaces.chat.speaking import speaking_for
from assistant.surfaces.exchange import Exchange
from assistant.surfaces.front import Caller, View

KEEP_STEP = """
    INSERT INTO steps ("id", "name", "type", "threadId", "streaming", "isError", "metadata",
                       "generation", "input", "output", "createdAt", "start", "end")
    VALUES (:id, :name, :type, :thread, false, false, '{}', '{}', '', :output, :at, :at, :at)
    ON CONFLICT ("tenant", "id") DO UPDATE SET "output" = EXCLUDED."output" """
KEEP_ELEMENT = """
    INSERT INTO elements ("id", "threadId", "type", "url", "name", "display", "objectKey",
                          "forId", "mime", "props")
    VALUES (:id, :thread, :type, :url, :name, 'inline', :key, :step, 'application/json', :props)
    ON CONFLICT ("tenant", "id") DO UPDATE SET "props" = EXCLUDED."props" """
ASSISTANT = "Countersign"
CUSTOM, PLOTLY = "custom", "plotly"
Part = tuple[str, str, dict[str, Any], str]
"""The kind of an element, its name, what it shows, and its file."""


class Elsewhere:
    """Writes as the chat itself does; there is no session, so each check is made here."""

    def __init__(self, conversations: Conversations) -> None:
        self.conversations = conversations

    async def keep(self, caller: Caller, talk: str, exchange: Exchange) -> None:
        """The sentence, the answer and its cards, for the person who asked and for nobody else."""
        with speaking_for(caller.tenant):
            user = await self.owned(caller, talk, exchange.said)
            said = named(talk, exchange.name, "asked")
            await self.step(
                talk, said, ("user_message", caller.name), exchange.said, exchange.asked
            )
            view = exchange.answer.get("view", View())
            told = present.plain(view.get("headline") or exchange.answer.get("text", ""))
            answer = named(talk, exchange.name, "answered")
            who = ("assistant_message", ASSISTANT)
            await self.step(talk, answer, who, told, exchange.answered)
            for number, part in enumerate(parts(exchange)):
                await self.element(talk, user, answer, number, part)

    async def owned(self, caller: Caller, talk: str, said: str) -> str:
        """The id of whose conversation it is; it begins with its first sentence."""
        who = identifier(caller)
        user = await self.conversations.get_user(who)
        if user is None:
            user = await self.conversations.create_user(cl.User(identifier=who))
        author = await self.conversations.get_thread_author(talk)
        if user is None or author not in ("", who):
            raise Foreign("This conversation belongs to somebody else.")
        if not author:
            await self.conversations.update_thread(talk, name=said, user_id=user.id)
        return user.id

    async def step(
        self, talk: str, step: str, who: tuple[str, str], output: str, at: datetime
    ) -> None:
        kind, name = who
        moment = at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
        told = {"id": step, "thread": talk, "type": kind, "name": name, "output": output}
        await self.conversations.execute_sql(KEEP_STEP, told | {"at": moment})

    async def element(self, talk: str, user: str, step: str, number: int, part: Part) -> None:
        kind, name, props, content = part
        element = named(talk, step, str(number))
        key = f"{user}/{element}/{name}"
        files = self.conversations.files
        await files.keep(key, talk, content)
        told = {"id": element, "thread": talk, "step": step, "type": kind, "name": name}
        drawn = {"key": key, "url": await files.get_read_url(key), "props": json.dumps(props)}
        await self.conversations.execute_sql(KEEP_ELEMENT, told | drawn)


def parts(exchange: Exchange) -> list[Part]:
    """What stands below an answer, in the order in which the chat shows it."""
    view = exchange.answer.get("view", View())
    drawn = [custom(*each) for each in present.answered(exchange.answer)]
    if "chart" in view:
        drawn.append((PLOTLY, view["chart"]["title"], {}, figure(view["chart"]).to_json()))
    return [*drawn, *(custom(*each) for each in present.drafted(view))]


def custom(name: str, props: dict[str, Any]) -> Part:
    return CUSTOM, name, props, json.dumps(props)


def named(talk: str, *names: str) -> str:
    """The same part of the same exchange has the same name, however often it comes."""
    return str(uuid.uuid5(uuid.UUID(talk), "\n".join(names)))
