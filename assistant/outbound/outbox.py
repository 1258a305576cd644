"""The outbox: takes what was signed to the post, each letter once, and notes what came of it."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from assistant.outbound.addresses import Unaddressable
from assistant.outbound.objections import objection
from assistant.outbound.post import Mail, Outcome, Post
from assistant.outbound.rounds import AT_A_LOOK, HANDS, Rounds, pause_after
from assistant.outbound.server import MailServer
from assistant.outbound.writing import OtherFile, written
from domain.customers.letter import LEAVING, Letter
from domain.customers.message import message as decider
from domain.customers.message_events import (
    BeginSending,
    BounceMessage,
    DeferMessage,
    DoubtMessage,
    HoldMessage,
    MessageReleased,
    MessageResumed,
    OnMessage,
    ReportSent,
)
from domain.customers.messages import MessageRow, messages
from domain.kernel import Refused, Step, among

log = logging.getLogger(__name__)
BROKEN_OFF = timedelta(minutes=5)
"""A try without an outcome that is older was broken off; no try takes as long."""
STOPPED = "The program stopped while it was being handed over, so it may have left or not"


@dataclass(kw_only=True)
class Outbox(Rounds):
    """Reads what waits, and claims each letter in its own history before it is handed over."""

    news_of = (MessageReleased, MessageResumed)
    post: Post
    server: MailServer

    async def deal_with(self, tenant: str) -> None:
        """Letters do not overtake each other."""
        now, row = self.clock(), MessageRow
        broken = messages.where(row.status == "sending", limit=AT_A_LOOK, counted=False)
        due = messages.where(
            among(row.status, LEAVING), order_by=(row.message,), limit=AT_A_LOOK, counted=False
        )
        begun, waiting = await self.records(tenant).many([broken, due])
        for each in begun.rows:
            if each.at and each.at < now - BROKEN_OFF:
                broken_off = DoubtMessage(message=each.message, at=now, reason=STOPPED)
                await self.note(tenant, each, broken_off)
        for each in waiting.rows:
            if each.until is None or each.until <= now:
                await self.send(tenant, each)

    async def send(self, tenant: str, row: MessageRow) -> None:
        now, number = self.clock(), row.message
        letter = await self.letter(tenant, row)
        reason = await objection(self.records(tenant), letter)
        mail: Mail | None = None
        try:
            mail = None if reason else written(letter, tenant, self.server, now)
        except (Unaddressable, OtherFile) as wrong:
            reason = str(wrong)
        if mail is None:
            await self.note(tenant, row, HoldMessage(message=number, at=now, reason=reason))
            return
        if not await self.note(tenant, row, BeginSending(message=number, at=now)):
            return
        outcome = await self.handed(mail)
        said = outcome.said.replace(letter.email, "the address").replace(mail.recipient, "it")
        await self.note(tenant, row, self.told(row, Outcome(outcome.fate, said)))

    async def handed(self, mail: Mail) -> Outcome:
        """What the post says; a post that fails in a way nobody foresaw may have sent it."""
        try:
            return await self.post.deliver(mail)
        except Exception as problem:
            log.exception("A letter was handed to the post, which failed")
            return Outcome("unknown", f"The post failed: {type(problem).__name__}")

    def told(self, row: MessageRow, outcome: Outcome) -> OnMessage:
        now, tries, number = self.clock(), row.attempts + 1, row.message
        said = outcome.said or "The mail server gave no reason"
        match outcome.fate:
            case "sent":
                return ReportSent(message=number, at=now, answer=outcome.said)
            case "bounced":
                return BounceMessage(message=number, at=now, reason=said)
            case "unknown":
                return DoubtMessage(message=number, at=now, reason=said)
            case "deferred" if pause := pause_after(tries):
                return DeferMessage(message=number, at=now, reason=said, until=now + pause)
            case "deferred":
                tried = f"It was tried {tries} times: {said}"
                return HoldMessage(message=number, at=now, reason=tried)

    async def letter(self, tenant: str, row: MessageRow) -> Letter:
        """The letter as it was signed; the row only says that it waits."""
        history = await self.records(tenant).history(decider.stream(row.customer))
        [found] = [
            fact.event
            for fact in history
            if isinstance(fact.event, MessageReleased) and fact.event.message == row.message
        ]
        return found.letter

    async def note(self, tenant: str, row: MessageRow, command: OnMessage) -> bool:
        """Record it; False where somebody else was first, and the letter is theirs."""
        try:
            await self.record(tenant, [Step(decider.stream(row.customer), command)], HANDS)
        except Refused as refusal:
            log.info("%s of %s: %s", row.message, tenant, refusal)
            return False
        return True
