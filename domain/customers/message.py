"""Messages to one customer: each leaves once, as it was signed, or waits for a person."""

from dataclasses import dataclass, field

from domain.customers.letter import LEAVING, STUCK, Mailing, Standing, Status
from domain.customers.message_events import (
    BeginSending,
    BounceMessage,
    DeferMessage,
    DoubtMessage,
    HoldMessage,
    MessageBounced,
    MessageCommand,
    MessageDeferred,
    MessageEvent,
    MessageHeld,
    MessageReleased,
    MessageResumed,
    MessageReturned,
    MessageSent,
    MessageWithdrawn,
    Moved,
    ReleaseMessage,
    ReportSent,
    ResumeMessage,
    ReturnMessage,
    SendingBegun,
    SendingDoubted,
    WithdrawMessage,
)
from domain.kernel import Decider, Message, Refused
from domain.kernel.part import part

SPOKEN: dict[Status, str] = {
    "waiting": "waits to leave",
    "sending": "is on its way to the post",
    "deferred": "is tried again later",
    "sent": "has left",
    "held": "is held back",
    "bounced": "was refused by the mail server",
    "unknown": "may have left or not",
    "withdrawn": "was withdrawn",
}


class Written(Message):
    """A message of which the letter was signed, and how far it is."""

    mailing: Mailing
    standing: Standing


@dataclass(frozen=True)
class Correspondence:
    """Every message to one customer, by its number."""

    written: dict[str, Written] = field(default_factory=dict)


def decide(state: Correspondence, command: MessageCommand) -> list[MessageEvent]:
    known = state.written.get(command.message)
    match command:
        case ReleaseMessage() if known:
            raise Refused(f"Not released. {command.message} is a message already.", "known")
        case ReleaseMessage():
            return [MessageReleased(**dict(sound(command)))]
        case _ if known is None:
            raise Refused("There is no such message: draft it first.", "unknown_message")
        case WithdrawMessage() | ResumeMessage() | ReturnMessage():
            return [by_hand(known, command)]
        case _:
            return [by_post(known, command)]


def sound(command: ReleaseMessage) -> ReleaseMessage:
    """Refuse what could not leave, or would not be what was read."""
    if not command.email:
        reason = f"Not released. {command.customer_name} has no e-mail address: enter one first."
        raise Refused(reason, "no_address")
    if bool(command.paper) != bool(command.digest):
        raise Refused("Not released. A paper needs the digest of its file.", "no_digest")
    return command


def by_hand(
    known: Written, command: WithdrawMessage | ResumeMessage | ReturnMessage
) -> MessageEvent:
    """What people decide, and how that is taken back."""
    now = known.standing
    match command:
        case WithdrawMessage(reason=reason):
            only(known, "withdrawn", *LEAVING, *STUCK)
            after = now.model_copy(update={"status": "withdrawn", "reason": reason, "until": None})
            return MessageWithdrawn(**dict(known.mailing), before=now, after=after)
        case ResumeMessage():
            only(known, "resumed", *STUCK)
            return MessageResumed(**dict(known.mailing), before=now, after=Standing(at=now.at))
        case ReturnMessage():
            only(known, "put back", *LEAVING, *STUCK, "withdrawn")
            after = part(Standing, command)
            if after == now or after.status in ("sending", "sent"):
                reason = f"Not put back. {known.mailing.message} {SPOKEN[now.status]}."
                raise Refused(reason, "no_change")
            return MessageReturned(**dict(known.mailing), before=now, after=after)


def by_post(
    known: Written,
    command: BeginSending | ReportSent | DeferMessage | HoldMessage | BounceMessage | DoubtMessage,
) -> MessageEvent:
    """What the post reports; a message that one has taken is nobody else's."""
    now, of = known.standing, dict(known.mailing)
    match command:
        case BeginSending(at=at):
            only(known, "sent", *LEAVING)
            tried = Standing(status="sending", attempts=now.attempts + 1, at=at)
            return SendingBegun(**of, before=now, after=tried)
        case HoldMessage(reason=reason, at=at):
            only(known, "held", *LEAVING, "sending")
            after = Standing(status="held", reason=reason, attempts=now.attempts, at=at)
            return MessageHeld(**of, before=now, after=after)
        case ReportSent(answer=reason) | DeferMessage(reason=reason):
            only(known, "reported", "sending")
        case BounceMessage(reason=reason) | DoubtMessage(reason=reason):
            only(known, "reported", "sending")
    after = now.model_copy(update={"reason": reason, "at": command.at})
    match command:
        case ReportSent():
            sent = after.model_copy(update={"status": "sent"})
            return MessageSent(**of, before=now, after=sent)
        case DeferMessage(until=until):
            later = after.model_copy(update={"status": "deferred", "until": until})
            return MessageDeferred(**of, before=now, after=later)
        case BounceMessage():
            bounced = after.model_copy(update={"status": "bounced"})
            return MessageBounced(**of, before=now, after=bounced)
        case DoubtMessage():
            doubted = after.model_copy(update={"status": "unknown"})
            return SendingDoubted(**of, before=now, after=doubted)


def only(known: Written, done: str, *possible: Status) -> None:
    status = known.standing.status
    if status not in possible:
        reason = f"Not {done}. {known.mailing.message} {SPOKEN[status]}."
        raise Refused(reason, f"message_{status}")


def evolve(state: Correspondence, event: MessageEvent) -> Correspondence:
    match event:
        case MessageReleased():
            now = Written(mailing=event.mailing, standing=Standing())
        case Moved(after=after):
            now = Written(mailing=event.mailing, standing=after)
    return Correspondence(state.written | {event.message: now})


message = Decider(
    name="message",
    commands=MessageCommand,
    events=MessageEvent,
    initial=Correspondence(),
    decide=decide,
    evolve=evolve,
)
