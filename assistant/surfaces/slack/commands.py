"""Commands: what can be typed behind /countersign."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.surfaces.front import Caller, Front
from assistant.surfaces.slack import sentences
from assistant.surfaces.slack.escaping import context
from assistant.surfaces.slack.people import People
from assistant.surfaces.slack.posting import Posting
from assistant.surfaces.slack.replies import Replies
from assistant.surfaces.slack.speaking import Speaking
from assistant.surfaces.slack.talks import Place
from assistant.surfaces.slack.wire import Account, Message
from domain.kernel import Refused

DRAFT = re.compile(r"(?:d-?)?(\d{1,12})", re.IGNORECASE)
HELP = (
    "Write /countersign ask and a question, queue, approve D-12, undo D-12, pause and the name of "
    "an agent or a capability, link and your code, or unlink."
)
WHAT_WAITS = "What needs me?"
PAUSE = "Say what to pause: /countersign pause model, or pause and the name of an agent."


@dataclass(frozen=True)
class Commands:
    """Nothing is signed by a command: it shows the card, and the card has the button."""

    front: Front
    people: People
    posting: Posting
    speaking: Speaking
    replies: Replies
    dm: Callable[[str], Awaitable[str]]

    async def deal(self, told: Mapping[str, Any]) -> None:
        account = Account(told["team"], told["user"], told["enterprise"])
        verb, _, rest = told["text"].strip().partition(" ")
        try:
            if verb.casefold() == "link":
                await self.link(told, account, rest.strip())
                return
            caller = await self.people.who(account)
            if caller is None:
                await self.people.turned_away(account, "command")
                await self.say(told, sentences.not_linked(self.people.links.page))
                return
            await self.act(told, caller, account, verb.casefold(), rest.strip())
        except Refused as refusal:
            await self.say(told, str(refusal))

    async def act(
        self, told: Mapping[str, Any], caller: Caller, account: Account, verb: str, rest: str
    ) -> None:
        match verb:
            case "ask" if rest:
                await self.ask(told, caller, rest)
            case "queue":
                await self.ask(told, caller, WHAT_WAITS)
            case "approve" | "show" | "undo" if found := DRAFT.fullmatch(rest):
                await self.draft(told, caller, verb, f"D-{found[1]}")
            case "pause" if rest:
                await self.ask(told, caller, f"stop {rest}")
            case "pause":
                await self.say(told, PAUSE)
            case "unlink":
                await self.people.links.unlink(caller.tenant, str(account))
                await self.say(told, sentences.UNLINKED)
            case _:
                await self.say(told, HELP)

    async def link(self, told: Mapping[str, Any], account: Account, code: str) -> None:
        if not code:
            await self.say(told, sentences.not_linked(self.people.links.page))
            return
        caller = await self.people.links.link(self.people.tenant, str(account), code)
        await self.say(told, sentences.linked(caller.name))

    async def ask(self, told: Mapping[str, Any], caller: Caller, text: str) -> None:
        """Answered where only this person reads: a command leaves no message to answer under."""
        where = await self.dm(told["user"])
        asked = Message(text, tuple(context(text)))
        posted = await self.posting.post(where, asked)
        account = Account(told["team"], told["user"], told["enterprise"])
        place = Place(posted.channel, posted.ts, posted.ts, account)
        await self.speaking.hear(caller, text, place)

    async def draft(self, told: Mapping[str, Any], caller: Caller, verb: str, name: str) -> None:
        where = await self.dm(told["user"])
        if verb == "undo":
            outcome = await self.front.undo(caller, name)
            if not outcome["ok"] or outcome["card"] is None:
                await self.say(told, sentences.told(outcome))
                return
            name = outcome["card"]["id"]
        elif await self.front.card(caller, name) is None:
            await self.say(told, sentences.GONE)
            return
        await self.posting.show(caller, where, name)
        await self.say(told, sentences.READ_FIRST)

    async def say(self, told: Mapping[str, Any], words: str) -> None:
        await self.replies.privately(told, words)
