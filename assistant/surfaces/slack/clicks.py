"""Clicks: what happens when somebody presses a button that decides, asks or shows."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.surfaces.front import Caller, Front, Outcome
from assistant.surfaces.slack import batch_card, sentences
from assistant.surfaces.slack.people import People
from assistant.surfaces.slack.posting import Posting
from assistant.surfaces.slack.replies import Replies
from assistant.surfaces.slack.rewriting import TOGETHER, together
from assistant.surfaces.slack.speaking import Speaking
from assistant.surfaces.slack.talks import Place
from assistant.surfaces.slack.wire import (
    BATCH,
    BATCH_SIGN,
    READ,
    REDRAFT,
    SAY,
    SHOW,
    SIGN,
    UNDO,
    Account,
    Garbled,
    Signing,
)

NAMED = re.compile(r"[A-Z]{1,4}-[0-9]{1,12}")


@dataclass(frozen=True)
class Click:
    """One press of a button: what is on it, whose it was, and where."""

    action: str
    value: str
    at: str
    """The moment, by which Slack tells one press from another."""
    account: Account
    channel: str
    ts: str
    thread: str
    response_url: str

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Click":
        team, user, enterprise = told["team"], told["user"], told["enterprise"]
        rest = {name: told[name] for name in ("action", "value", "at", "channel", "ts", "thread")}
        account = Account(team, user, enterprise)
        return cls(account=account, response_url=told["response_url"], **rest)

    @property
    def reply_to(self) -> dict[str, str]:
        """Where only this person sees what is said."""
        return {
            "response_url": self.response_url,
            "channel": self.channel,
            "user": self.account.user,
            "thread": self.thread,
        }


@dataclass(frozen=True)
class Clicks:
    """Authority is read by the front at this moment; the button only says about which draft."""

    front: Front
    people: People
    posting: Posting
    speaking: Speaking
    replies: Replies
    dm: Callable[[str], Awaitable[str]]
    """The channel in which only this Slack user and we are."""

    async def deal(self, told: Mapping[str, Any]) -> None:
        click = Click.of(told)
        caller = await self.people.who(click.account)
        if caller is None:
            await self.people.turned_away(click.account, click.action, drafts_on(click.value))
            await self.say(click, sentences.not_linked(self.people.links.page))
            return
        try:
            await self.act(click, caller)
        except Garbled:
            await self.say(click, sentences.GARBLED)

    async def act(self, click: Click, caller: Caller) -> None:
        match click.action.partition(":")[0]:
            case action if action == SIGN:
                await self.sign(click, caller, Signing.read(click.value))
            case action if action == UNDO:
                done = await self.front.undo(caller, Signing.read(click.value).draft)
                await self.follow(click, caller, done)
            case action if action == REDRAFT:
                done = await self.front.redraft(caller, Signing.read(click.value).draft)
                await self.follow(click, caller, done)
            case action if action in (READ, SHOW):
                await self.show(click, caller, click.value)
            case action if action == BATCH:
                await self.batch(click, caller)
            case action if action == BATCH_SIGN:
                await self.sign_batch(click, caller)
            case action if action == SAY:
                await self.ask(click, caller)
            case _:
                raise Garbled(click.action)

    async def sign(self, click: Click, caller: Caller, what: Signing) -> None:
        if click.channel:
            where = (click.channel, click.ts)
            await self.posting.clicked(caller, what.draft, *where, thread=click.thread)
        outcome = await self.front.decide(caller, what.draft, what.version, what.digest, "sign")
        if not outcome["ok"]:
            await self.say(click, sentences.told(outcome))
            # Nothing was recorded, so nothing tells the card that it is old.
            await self.posting.refresh(caller.tenant, what.draft)

    async def follow(self, click: Click, caller: Caller, outcome: Outcome) -> None:
        """What came of it is a draft of its own, and gets a card of its own."""
        card = outcome["card"]
        if not outcome["ok"] or card is None:
            await self.say(click, sentences.told(outcome))
            return
        thread = click.thread or click.ts
        heading = outcome["message"]
        await self.posting.show(caller, click.channel, card["id"], thread=thread, heading=heading)

    async def show(self, click: Click, caller: Caller, draft: str) -> None:
        if await self.front.card(caller, draft) is None:
            await self.say(click, sentences.GONE)
            return
        where, thread = await self.near(click)
        await self.posting.show(caller, where, draft, thread=thread)

    async def near(self, click: Click) -> tuple[str, str]:
        """Beside the message with the button; from the home, where only this person reads."""
        if click.channel:
            return click.channel, click.thread or click.ts
        return await self.dm(click.account.user), ""

    async def batch(self, click: Click, caller: Caller) -> None:
        batch = await self.front.batch(caller)
        if batch is None:
            await self.say(click, sentences.NOTHING_WAITS)
            return
        await self.posting.show(caller, await self.dm(click.account.user), together(batch))

    async def sign_batch(self, click: Click, caller: Caller) -> None:
        """One result for each draft, also in every table that shows one of them."""
        asked = batch_card.signings(click.value)
        signings = [(each.draft, each.version, each.digest) for each in asked]
        table = TOGETHER.join(each.draft for each in asked)
        where = (click.channel, click.ts)
        await self.posting.clicked(caller, table, *where, thread=click.thread)
        outcomes = await self.front.decide_many(caller, signings)
        done = sum(outcome["ok"] for outcome in outcomes)
        await self.say(click, sentences.batch(done, len(asked)))
        # Where nothing was recorded, nothing tells the table that it is old.
        await self.posting.refresh(caller.tenant, asked[0].draft)

    async def ask(self, click: Click, caller: Caller) -> None:
        where, thread = await self.near(click)
        place = Place(where, thread, click.at, click.account)
        await self.speaking.hear(caller, click.value, place)

    async def say(self, click: Click, words: str) -> None:
        place = click.reply_to
        if not click.channel:  # A button of the home has no channel in which to whisper.
            place["channel"] = await self.dm(click.account.user)
        await self.replies.privately(place, words)


def drafts_on(value: str) -> list[str]:
    """About which drafts a button is, for the record; nothing else of what it carries."""
    return [name for part in value.split() if NAMED.fullmatch(name := part.partition(":")[0])]
