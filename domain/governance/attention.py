"""Attention: what one member has put off until a day, and what they look after for everybody."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from domain.kernel import Command, Decider, Event, Message, Refused
from domain.kernel.words import day

About = Annotated[
    str,
    StringConstraints(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$"),
]
"""What a matter is about, as people call it: PO-7."""


class Mark(Message):
    """One member and what it is about."""

    about: About
    user: str


class PutOff(Mark, Command):
    """Not before this day; on what day it is said, so that no day is over already."""

    until: date
    on: date | None = None


class TakeUp(Mark, Command):
    """It counts again, at once."""


class LookAfter(Mark, Command):
    """I do this: others need not."""


class LetGo(Mark, Command):
    """Somebody else may."""


class MatterPutOff(Mark, Event):
    until: date
    earlier: date | None = None

    def __str__(self) -> str:
        return f"{self.user} puts {self.about} off until {day(self.until)}."

    def undo(self) -> Command:
        if self.earlier is None:
            return TakeUp(about=self.about, user=self.user)
        return PutOff(about=self.about, user=self.user, until=self.earlier)


class MatterTakenUp(Mark, Event):
    until: date

    def __str__(self) -> str:
        return f"{self.user} takes {self.about} up again."

    def undo(self) -> Command:
        return PutOff(about=self.about, user=self.user, until=self.until)


class MatterLookedAfter(Mark, Event):
    earlier: str = ""

    def __str__(self) -> str:
        return f"{self.user} looks after {self.about}."

    def undo(self) -> Command:
        if self.earlier:
            return LookAfter(about=self.about, user=self.earlier)
        return LetGo(about=self.about, user=self.user)


class MatterLetGo(Mark, Event):
    def __str__(self) -> str:
        return f"{self.user} does not look after {self.about} any more."

    def undo(self) -> Command:
        return LookAfter(about=self.about, user=self.user)


AttentionCommand = PutOff | TakeUp | LookAfter | LetGo
AttentionEvent = MatterPutOff | MatterTakenUp | MatterLookedAfter | MatterLetGo


@dataclass(frozen=True)
class Attention:
    """Of one matter: until when each member has put it off, and who looks after it."""

    until: tuple[tuple[str, date], ...] = ()
    keeper: str = ""


def decide(attention: Attention, command: AttentionCommand) -> list[AttentionEvent]:
    mark = {"about": command.about, "user": command.user}
    standing = dict(attention.until).get(command.user)
    match command:
        case PutOff(until=until, on=date() as on) if until <= on:
            raise Refused(f"{day(until)} is not to come: give a later day.", "not_to_come")
        case PutOff(until=until):
            put = MatterPutOff(**mark, until=until, earlier=standing)
            return [] if until == standing else [put]
        case TakeUp() if standing is not None:
            return [MatterTakenUp(**mark, until=standing)]
        case TakeUp():
            raise Refused(f"{command.about} is not put off.", "not_put_off")
        case LookAfter(user=user) if attention.keeper == user:
            return []
        case LookAfter():
            return [MatterLookedAfter(**mark, earlier=attention.keeper)]
        case LetGo(user=user) if attention.keeper != user:
            raise Refused(f"{user} does not look after {command.about}.", "not_looked_after")
        case LetGo():
            return [MatterLetGo(**mark)]


def evolve(attention: Attention, event: AttentionEvent) -> Attention:
    left = {user: until for user, until in attention.until if user != event.user}
    match event:
        case MatterPutOff(user=user, until=until):
            return replace(attention, until=tuple(sorted((left | {user: until}).items())))
        case MatterTakenUp():
            return replace(attention, until=tuple(sorted(left.items())))
        case MatterLookedAfter(user=user):
            return replace(attention, keeper=user)
        case MatterLetGo():
            return replace(attention, keeper="")


attention = Decider(
    name="attention",
    commands=AttentionCommand,
    events=AttentionEvent,
    initial=Attention(),
    decide=decide,
    evolve=evolve,
)
