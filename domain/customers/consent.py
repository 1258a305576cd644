"""Consent: for what purpose, and on what channel, a customer agreed to hear from us."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Literal

from domain.kernel import Command, Decider, Event, Internal, Message, Personal, Refused
from domain.kernel.subjects import CUSTOMER
from domain.kernel.words import Code, Name, Reason, day, ended

Channel = Literal["email", "phone", "sms", "post"]
Purpose = Literal["newsletter", "offers", "surveys", "orders", "accounts", "service"]
"""The first three are advertising, and need a yes; the others belong to a contract, until a no."""
ADVERTISING: tuple[Purpose, ...] = ("newsletter", "offers", "surveys")
SPOKEN: dict[Purpose, str] = {
    "newsletter": "newsletter",
    "offers": "offers",
    "surveys": "surveys",
    "orders": "letters about orders",
    "accounts": "letters about the account",
    "service": "answers to tickets",
}
BY: dict[Channel, str] = {"email": "e-mail", "phone": "telephone", "sms": "SMS", "post": "post"}


class About(Message):
    """Whose consent, on which channel, for what."""

    data_subject: ClassVar[str] = CUSTOMER

    customer: Code
    name: Personal[Name]
    channel: Channel
    purpose: Purpose

    @property
    def what(self) -> str:
        return f"{SPOKEN[self.purpose]} by {BY[self.channel]}"


class Said(Message):
    """What a customer said, on which day, and how we know of it."""

    granted: bool
    source: Internal[Reason]
    on: date


class GrantConsent(About, Command):
    source: Internal[Reason]
    on: date


class WithdrawConsent(About, Command):
    source: Internal[Reason]
    on: date


class RestoreConsent(About, Command):
    """Put back what was known before; None is that they never said anything."""

    said: Said | None = None


class ConsentGranted(About, Event):
    source: Internal[Reason]
    on: date
    before: Said | None = None

    def __str__(self) -> str:
        return f"{self.name} agrees to {self.what} on {day(self.on)}: {ended(self.source)}."

    def undo(self) -> Command:
        return RestoreConsent(**about(self), said=self.before)


class ConsentWithdrawn(About, Event):
    source: Internal[Reason]
    on: date
    before: Said | None = None

    def __str__(self) -> str:
        return f"{self.name} wants no {self.what} from {day(self.on)} on: {ended(self.source)}."

    def undo(self) -> Command:
        return RestoreConsent(**about(self), said=self.before)


class ConsentRestored(About, Event):
    said: Said | None = None
    before: Said | None = None

    def __str__(self) -> str:
        match self.said:
            case None:
                return f"Nothing is known of {self.name} and {self.what} again."
            case Said(granted=True, on=on):
                return f"{self.name} agrees to {self.what} again, as of {day(on)}."
            case Said(on=on):
                return f"{self.name} wants no {self.what} again, as of {day(on)}."

    def undo(self) -> Command:
        return RestoreConsent(**about(self), said=self.before)


ConsentCommand = GrantConsent | WithdrawConsent | RestoreConsent
ConsentEvent = ConsentGranted | ConsentWithdrawn | ConsentRestored


@dataclass(frozen=True)
class Consent:
    """The last word of one customer for each channel and purpose, as in email/newsletter."""

    said: dict[str, Said] = field(default_factory=dict)


def decide(state: Consent, command: ConsentCommand) -> list[ConsentEvent]:
    before = state.said.get(key_of(command))
    told = about(command)
    if isinstance(command, RestoreConsent):
        if command.said == before:
            raise Refused(f"Not changed. {command.name} is so already.", "no_change")
        return [ConsentRestored(**told, said=command.said, before=before)]
    if before and command.on < before.on:
        reason = (
            f"Not recorded. {command.name} said something else about {command.what} later, on "
            f"{day(before.on)}: the last word counts."
        )
        raise Refused(reason, "later_word")
    agreed = bool(before and before.granted)
    match command:
        case GrantConsent() if agreed:
            reason = f"Not recorded. {command.name} agreed to {command.what} already."
            raise Refused(reason, "already_granted")
        case GrantConsent(source=source, on=on):
            return [ConsentGranted(**told, source=source, on=on, before=before)]
        case WithdrawConsent() if before and not agreed:
            reason = f"Not recorded. {command.name} wants no {command.what} already."
            raise Refused(reason, "already_withdrawn")
        case WithdrawConsent(source=source, on=on):
            return [ConsentWithdrawn(**told, source=source, on=on, before=before)]


def evolve(state: Consent, event: ConsentEvent) -> Consent:
    key = key_of(event)
    others = {each: said for each, said in state.said.items() if each != key}
    match event:
        case ConsentGranted(source=source, on=on):
            return Consent(others | {key: Said(granted=True, source=source, on=on)})
        case ConsentWithdrawn(source=source, on=on):
            return Consent(others | {key: Said(granted=False, source=source, on=on)})
        case ConsentRestored(said=said):
            return Consent(others | ({key: said} if said else {}))


def key_of(what: About) -> str:
    return f"{what.channel}/{what.purpose}"


def about(what: About) -> dict[str, Any]:
    return {name: getattr(what, name) for name in About.model_fields}


consent = Decider(
    name="consent",
    commands=ConsentCommand,
    events=ConsentEvent,
    initial=Consent(),
    decide=decide,
    evolve=evolve,
)
