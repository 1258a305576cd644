"""The handlers: what happens when somebody signs in, says something, or clicks on a card."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import ExitStack
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

import chainlit as cl
from chainlit.config import config
from chainlit.context import init_ws_context
from chainlit.server import sio
from chainlit.session import WebsocketSession
from chainlit.socket import connection_successful
from chainlit.types import ThreadDict
from fastapi import HTTPException

from assistant.surfaces.chat import present, wording
from assistant.surfaces.chat.accidents import SignedOut, logged, sentence
from assistant.surfaces.chat.dropping import dropped, taken
from assistant.surfaces.chat.gate import VISITOR
from assistant.surfaces.chat.live import HEARING, Live
from assistant.surfaces.chat.passes import SignInName, identifier, of_session
from assistant.surfaces.chat.payload import (
    Malformed,
    Payload,
    drafts,
    listed,
    number,
    signings,
    stored,
    text,
)
from assistant.surfaces.chat.push import Hub
from assistant.surfaces.front import Caller, Front, Outcome
from domain.kernel import Refused

Heard = TypeVar("Heard", bound=Callable[..., Coroutine[Any, Any, None]])


def spoken(handler: Heard) -> Heard:
    """What goes wrong is said in one neutral sentence; no text of an error reaches a browser."""

    @wraps(handler)
    async def safe(*args: Any, **kwargs: Any) -> None:
        try:
            await handler(*args, **kwargs)
        except Exception as error:
            await present.say(sentence(error, wording.NOT_ANSWERED))

    return cast(Heard, safe)


def answered(
    handler: Callable[["Handlers", Caller, Payload], Awaitable[Outcome]],
) -> Callable[["Handlers", cl.Action], Awaitable[Outcome]]:
    """The person comes from the session, never from the payload; every click gets an answer.
    After an accident nobody knows what was recorded, and the card that hears `lost` says so."""

    # Not `wraps`: Chainlit reads the signature, and must find the action in it.
    async def safe(self: "Handlers", action: cl.Action) -> Outcome:
        try:
            return await handler(self, await self.me(), action.payload)
        except Exception as error:
            code = "error" if isinstance(error, SignedOut | Malformed) else "lost"
            told = sentence(error, wording.UNFINISHED)
            return Outcome(ok=False, code=code, message=told, card=None)

    return safe


@dataclass(frozen=True)
class Handlers:
    front: Front
    hub: Hub

    async def sign_in(self, username: str, password: str) -> cl.User:
        visitor = VISITOR.get()
        name = SignInName.typed(username)
        try:
            caller = await self.front.sign_in(
                name.tenant, name.user, password, visitor.address if visitor else ""
            )
        except Refused as waiting:  # Too many wrong passwords: it says for how long.
            raise HTTPException(status_code=429, detail=str(waiting)) from waiting
        except Exception as error:
            logged(error)
            raise HTTPException(status_code=503, detail=wording.UNAVAILABLE) from error
        if caller is None:
            raise HTTPException(status_code=401, detail=wording.UNKNOWN)
        return cl.User(identifier=identifier(caller), display_name=caller.name)

    @spoken
    async def start(self) -> None:
        """The first thing seen is what waits for this person."""
        caller = await self.me()
        await present.show_queue(self.hub, caller, await self.front.queue(caller))

    @spoken
    async def hear(self, message: cl.Message) -> None:
        caller = await self.me()
        if files := await dropped(message):
            await taken(self.front, self.hub, caller, message, files)
            return
        live, talk = Live(), cl.context.session.thread_id
        try:
            answer = await self.front.ask(
                caller, message.content, talk, reader=live, place=message.id
            )
        except asyncio.CancelledError:
            await present.say(wording.STOPPED, live.message)
            raise
        await present.show_answer(self.hub, caller, answer, live.message, live.steps)

    @spoken
    async def resume(self, thread: ThreadDict) -> None:
        """What a browser stored is never believed: cards and queues are read again."""
        caller = await self.me()
        kept = []
        for element in thread.get("elements") or []:
            if await self.reread(caller, element):
                kept.append(element)
        thread["elements"] = kept

    async def reread(self, caller: Caller, element: Any) -> bool:
        session_id = cl.context.session.id
        match element.get("name"):
            case present.CARD:
                card = await self.front.card(caller, str(stored(element).get("id", "")))
                if card is None:
                    return False
                element["props"] = card
                self.hub.show(caller, session_id, card["id"], dict(element))
            case present.QUEUE:
                element["props"] = dict(await self.front.queue(caller))
                self.hub.show_list(caller, session_id, dict(element))
            case present.BATCH:
                asked = listed(stored(element))
                batch = await self.front.batch(caller, asked) if asked else None
                if batch is None:
                    return False
                element["props"] = batch
                self.hub.show_list(caller, session_id, dict(element))
            case present.ANSWER:
                element["props"] = stored(element)
        return True

    @answered
    async def open(self, caller: Caller, payload: Payload) -> Outcome:
        card = await self.front.card(caller, text(payload, "draft_id"))
        if card is None:
            return Outcome(ok=False, code="unknown", message=wording.GONE, card=None)
        heading = wording.OPENED.format(**card)
        await present.show_card(self.hub, caller, card, heading)
        return Outcome(ok=True, code="shown", message="", card=None)

    @answered
    async def read(self, caller: Caller, payload: Payload) -> Outcome:
        """A card asks again: after a lost answer, or when its page was out of sight."""
        draft_id = text(payload, "draft_id")
        await self.hub.publish(caller.tenant, draft_id)
        card = await self.front.card(caller, draft_id)
        code = "unknown" if card is None else "shown"
        return Outcome(ok=card is not None, code=code, message="", card=card)

    @answered
    async def decide(self, caller: Caller, payload: Payload) -> Outcome:
        draft_id, decision = text(payload, "draft_id"), text(payload, "decision")
        if decision not in ("sign", "reject"):
            raise Malformed(decision)
        with self.hub.click(caller, cl.context.session.id, draft_id):
            outcome = await self.front.decide(
                caller,
                draft_id,
                number(payload, "version"),
                text(payload, "digest"),
                "sign" if decision == "sign" else "reject",
                text(payload, "reason"),
            )
            await self.hub.publish(caller.tenant, draft_id)
        return outcome

    @answered
    async def open_batch(self, caller: Caller, payload: Payload) -> Outcome:
        """Everything that waits for this person in one table, read before it is signed."""
        batch = await self.front.batch(caller)
        if batch is None:
            return Outcome(ok=False, code="unknown", message=wording.NOTHING, card=None)
        await present.show_batch(self.hub, caller, batch)
        return Outcome(ok=True, code="shown", message="", card=None)

    @answered
    async def read_batch(self, caller: Caller, payload: Payload) -> Outcome:
        batch = await self.front.batch(caller, drafts(payload))
        code = "unknown" if batch is None else "shown"
        return Outcome(ok=batch is not None, code=code, message="", card=batch)

    @answered
    async def sign_batch(self, caller: Caller, payload: Payload) -> Outcome:
        """One result for each draft; the table that was read is shown again with them."""
        read, asked = drafts(payload), signings(payload)
        with ExitStack() as clicks:
            for draft_id, *_ in asked:
                clicks.enter_context(self.hub.click(caller, cl.context.session.id, draft_id))
            outcomes = await self.front.decide_many(caller, asked)
            for draft_id, *_ in asked:
                await self.hub.publish(caller.tenant, draft_id)
        done = sum(outcome["ok"] for outcome in outcomes)
        message = wording.SIGNED_OF.format(done=done, asked=len(asked))
        code = "signed" if done == len(asked) else "signed_partly"
        batch = await self.front.batch(caller, read)
        return Outcome(ok=done == len(asked), code=code, message=message, card=batch)

    @answered
    async def edit(self, caller: Caller, payload: Payload) -> Outcome:
        draft_id, changes = text(payload, "draft_id"), payload.get("changes")
        if not isinstance(changes, dict):
            raise Malformed("changes")
        with self.hub.click(caller, cl.context.session.id, draft_id):
            outcome = await self.front.edit(
                caller,
                draft_id,
                number(payload, "version"),
                {str(path): str(value) for path, value in changes.items()},
            )
            await self.hub.publish(caller.tenant, draft_id)
        return outcome

    @answered
    async def undo(self, caller: Caller, payload: Payload) -> Outcome:
        return await self.follow(caller, await self.front.undo(caller, text(payload, "draft_id")))

    @answered
    async def redraft(self, caller: Caller, payload: Payload) -> Outcome:
        draft_id = text(payload, "draft_id")
        return await self.follow(caller, await self.front.redraft(caller, draft_id))

    async def follow(self, caller: Caller, outcome: Outcome) -> Outcome:
        """What came of it is a draft of its own, and gets a card of its own."""
        if outcome["ok"] and (card := outcome["card"]):
            await present.show_card(self.hub, caller, card, outcome["message"])
            return Outcome(ok=True, code=outcome["code"], message="", card=None)
        return outcome

    async def me(self) -> Caller:
        caller = await of_session(self.front, cl.context.session)
        if caller is None:
            raise SignedOut
        return caller


async def stop(socket_id: str) -> None:
    """The stop button ends the turn; a draft that it made until then stays and is shown."""
    session = WebsocketSession.get(socket_id)
    if session is None or session.current_task is None:
        return
    init_ws_context(session)
    session.current_task.cancel()
    if session.current_task not in HEARING:
        await present.say(wording.STOPPED)


def connected(handlers: Handlers) -> Callable[[str], Coroutine[Any, Any, None]]:
    """Chainlit's own welcome; a session that comes back is also told what it missed."""

    async def welcome(socket_id: str) -> None:
        await connection_successful(socket_id)
        session = WebsocketSession.get(socket_id)
        if session is not None and session.restored:
            handlers.hub.start(handlers.hub.catch_up(session))

    return welcome


def install(handlers: Handlers) -> None:
    """Hang everything on Chainlit's hooks, one line each."""
    config.code.password_auth_callback = handlers.sign_in
    cl.on_chat_start(handlers.start)
    cl.on_message(handlers.hear)
    cl.on_chat_resume(handlers.resume)
    for name, callback in (
        ("draft_open", handlers.open),
        ("draft_read", handlers.read),
        ("draft_decide", handlers.decide),
        ("draft_edit", handlers.edit),
        ("draft_undo", handlers.undo),
        ("draft_redraft", handlers.redraft),
        ("batch_open", handlers.open_batch),
        ("batch_read", handlers.read_batch),
        ("batch_sign", handlers.sign_batch),
    ):
        cl.action_callback(name)(callback)
    sio.on("stop", stop)
    sio.on("connection_successful", connected(handlers))
