"""Rewriting: one card in one channel is made to show what its draft is now."""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from random import random
from typing import NamedTuple

from assistant.surfaces.front import Caller, CardView, Front
from assistant.surfaces.slack.sending import Sending
from assistant.surfaces.slack.standing import Card, Part, Register, Row
from assistant.surfaces.slack.trouble import AGAIN, Trouble
from assistant.surfaces.slack.wire import BATCH_SIGN, SIGN, Block, Message

log = logging.getLogger(__name__)
Render = Callable[[CardView, bool], Sequence[Message]]
"""The messages of a card, and of one that stands where many read it."""
SIGNING = frozenset({SIGN, BATCH_SIGN})
TOGETHER = "+"
"""What stands between the drafts that are read in one table."""
LEASE = timedelta(seconds=60)
POSTED_WITHIN = 20.0  # Seconds that a further message may wait for its turn in the channel.
TRIES = 10  # In an hour or so; what cannot be written by then is left alone until it is clicked on.
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 600.0  # Seconds.
ENDED = frozenset({"rejected", "expired", "superseded", "undone"})


def sentence(text: str) -> Message:
    return Message(text, ({"type": "section", "text": {"type": "plain_text", "text": text}},))


HIDDEN = sentence("What stood here can no longer be seen by the person it was shown to.")
FORGOTTEN = sentence(
    "This card is not kept up to date any more, and decides nothing: ask for the draft again."
)
NOTHING_MORE = sentence("The card above has become shorter: there is nothing more to it here.")
WITHOUT_HEAD = sentence("The card that this was a part of has been deleted.")
UNDRAWN = sentence(
    "This draft cannot be shown in Slack. Open it in Countersign, where all of it can be read."
)


class Reading(NamedTuple):
    """What a card should show now, by one reading of its draft."""

    messages: Sequence[Message]
    visible: bool = True
    final: bool = False

    @property
    def to_sign(self) -> bool:
        """Whether something can be signed with it."""
        rows = [block.get("elements", ()) for block in self.messages[0].blocks]
        return any(kind(each) in SIGNING for row in rows for each in row)


class Overtaken(Exception):
    """Writing took so long that somebody else has taken the card over."""


def digest(message: Message) -> str:
    """What a message shows, short enough to be remembered."""
    said = json.dumps([message.text, *message.blocks], sort_keys=True, ensure_ascii=False)
    return sha256(said.encode()).hexdigest()


@dataclass
class Rewriting:
    """Writes as one hand among several; whoever has claimed a card is alone with it."""

    front: Front
    sending: Sending
    register: Register
    tenant: str
    hand: str
    render: Render
    clock: Callable[[], datetime]
    dice: Callable[[], float] = field(default=random)

    async def read(self, viewer: str, draft: str, shared: bool) -> Reading:
        """With the authority of this moment: what one may no longer see is not shown any more."""
        if not viewer:
            return Reading((FORGOTTEN,), visible=False, final=True)
        caller = await self.front.caller(self.tenant, viewer)
        card = await self.view(caller, draft) if caller else None
        if card is None:
            return Reading((HIDDEN,), visible=False)
        ended = card["status"] in ENDED
        return Reading(self.render(card, shared), True, ended)

    async def view(self, caller: Caller, draft: str) -> CardView | None:
        """The card of one draft, or the table of several."""
        if TOGETHER in draft:
            return await self.front.batch(caller, draft.split(TOGETHER))
        return await self.front.card(caller, draft)

    async def write(self, card: Card, reading: Reading, urgent: bool = False) -> bool:
        """Bring a card up to date; False where it could not be done now, and remains due."""
        try:
            for number in order(card, reading):
                await self.bring(card, number, message_of(reading, number), urgent)
            held = await self.done(card, reading.final)
        except Trouble as trouble:
            return await self.weigh(card, reading, trouble, urgent)
        except Overtaken:
            held = False
        if not held:
            log.warning("%s was written for too long, and is written again.", card.name)
            await self.register.doubt(self.tenant, card.channel, card.ts, self.clock())
        return held

    async def done(self, card: Card, final: bool) -> bool:
        told = (card.channel, card.ts, self.hand, card.due, final, self.clock())
        return await self.register.done(self.tenant, *told)

    async def bring(self, card: Card, number: int, message: Message, urgent: bool) -> None:
        """One message: left as it is, written anew, or posted where there is none."""
        known, shown = card.parts.get(number), digest(message)
        if known and known.shown == shown:
            return
        if known and await self.rewritten(card, number, message, urgent):
            await self.keep(card, number, Part(known.ts, shown))
        elif message is not NOTHING_MORE:  # Whoever deleted a part did not mean to cut the card.
            asked = (card.channel, message, card.replies_to, POSTED_WITHIN)
            place = await self.sending.post(*asked)
            await self.keep(card, number, Part(place.ts, shown))

    async def rewritten(self, card: Card, number: int, message: Message, urgent: bool) -> bool:
        """Write a message anew; False where a later part of the card was deleted."""
        try:
            await self.sending.update(card.place(number), message, urgent)
        except Trouble as trouble:
            if trouble.kind != "message" or number == 1:
                raise
            del card.parts[number]
            told = (card.channel, trouble.code, self.clock(), card.ts, number)
            await self.register.lost(self.tenant, *told)
            return False
        return True

    async def keep(self, card: Card, number: int, part: Part) -> None:
        """Remember each message as soon as it stands, so that a crash loses none of them."""
        card.parts[number] = part
        now = self.clock()
        row: Row = {"channel": card.channel, "card": card.ts, "part": number}
        row |= {"ts": part.ts, "shown": part.shown}
        if not await self.register.wrote(self.tenant, row, self.hand, now + LEASE, now):
            raise Overtaken

    async def weigh(self, card: Card, reading: Reading, trouble: Trouble, urgent: bool) -> bool:
        """What becomes of a card that could not be written."""
        match trouble.kind:
            case kind if kind in AGAIN:
                await self.put_off(card, card.tries, trouble.wait)
                return False
            case "channel":
                log.info("Nobody can write in %s any more: %s.", card.channel, trouble.code)
                now = self.clock()
                await self.register.lost(self.tenant, card.channel, trouble.code, now)
            case "message":
                await self.behead(card, trouble.code)
            case "unfit":
                return await self.unfit(card, reading, trouble, urgent)
            case _:
                await self.stumble(card, trouble.code)
        return True

    async def behead(self, card: Card, why: str) -> None:
        """Somebody deleted the card; what hangs below it says so, and shows nothing any more."""
        now = self.clock()
        await self.register.lost(self.tenant, card.channel, why, now, card.ts)
        for number in sorted(card.parts.keys() - {1}):
            try:
                await self.sending.update(card.place(number), WITHOUT_HEAD)
            except Trouble as trouble:
                log.info("%s could not be closed: %s.", card.place(number), trouble.code)

    async def unfit(self, card: Card, reading: Reading, trouble: Trouble, urgent: bool) -> bool:
        """Better a card without its figures than one with buttons that no longer count."""
        log.error("Slack cannot draw %s in %s: %s.", card.draft, card.channel, trouble.code)
        try:
            await self.sending.update(card.place(1), UNDRAWN, urgent)
            await self.keep(card, 1, Part(card.ts, digest(reading.messages[0])))
            await self.done(card, final=False)
        except Trouble as further:
            if further.kind in AGAIN:
                await self.put_off(card, card.tries, further.wait)
                return False
            await self.stumble(card, further.code)
        except Overtaken:
            await self.register.doubt(self.tenant, card.channel, card.ts, self.clock())
        return True

    async def stumble(self, card: Card, code: str) -> None:
        """Again after a pause that grows; what has failed often enough is left alone."""
        tries = card.tries + 1
        if tries >= TRIES:
            log.error("%s is given up in %s: %s.", card.draft, card.channel, code)
            now = self.clock()
            await self.register.lost(self.tenant, card.channel, code, now, card.ts)
            return
        pause = min(FIRST_PAUSE * (1 << card.tries), LONGEST_PAUSE)
        await self.put_off(card, tries, pause * (0.5 + self.dice() / 2))

    async def put_off(self, card: Card, tries: int, seconds: float) -> None:
        then = self.clock() + timedelta(seconds=seconds) if seconds else None
        told = (card.channel, card.ts, self.hand, tries, then)
        await self.register.put_off(self.tenant, *told)


def kind(element: Block) -> str:
    """What a button does, whichever of several it is."""
    return str(element.get("action_id", "")).partition(":")[0]


def together(batch: CardView) -> str:
    """The name under which a table of several drafts is posted."""
    return TOGETHER.join(row["id"] for row in batch["batch"])


def order(card: Card, reading: Reading) -> Iterator[int]:
    """Nobody is to sign beside lines of yesterday: what can be signed gets its buttons last."""
    numbers = range(1, max(len(reading.messages), max(card.parts, default=1)) + 1)
    if reading.to_sign:
        return iter((*numbers[1:], 1))
    return iter(numbers)


def message_of(reading: Reading, number: int) -> Message:
    if number <= len(reading.messages):
        return reading.messages[number - 1]
    return NOTHING_MORE
