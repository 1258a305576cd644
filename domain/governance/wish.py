"""A wish: when a member is left in peace, when their digest comes, and what comes one by one."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Literal, get_args

from domain.kernel import Command, Decider, Event, Message, Refused
from domain.kernel.words import listed

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Days = tuple[Weekday, ...]
WEEK: Days = get_args(Weekday)
WORKING: Days = WEEK[:5]
MORNING = time(8)


def weekday(moment: datetime) -> Weekday:
    return WEEK[moment.weekday()]


class Quiet(Message):
    """From when to when nothing is sent, over midnight where it ends before it begins; and days."""

    begins: time | None = None
    ends: time | None = None
    days: Days = ()

    def covers(self, local: datetime) -> bool:
        """Whether nothing is sent at this local time; the minute it ends is free again."""
        return weekday(local) in self.days or self.hour(local.time())

    def hour(self, at: time) -> bool:
        if self.begins is None or self.ends is None:
            return False
        if self.begins < self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


class Digest(Message):
    """At what time and on which days everything comes in one message; never without a time."""

    at: time | None = MORNING
    days: Days = WORKING


NO_QUIET, EVERY_MORNING = Quiet(), Digest()


class Own(Message):
    """Whose wish it is."""

    user: str


class WishQuiet(Own, Quiet, Command):
    """Nothing is sent then; no hours and no days are peace for nobody."""


class WishDigest(Own, Digest, Command):
    """When the digest comes; no time is no digest."""


class WishSingles(Own, Command):
    """Whether each draft is a message of its own, or waits for the digest."""

    on: bool


class QuietWished(Own, Quiet, Event):
    earlier: Quiet = NO_QUIET

    def __str__(self) -> str:
        hours = said_hours(self)
        days = f"on {said_days(self.days)}" if self.days else ""
        when = " and ".join(filter(None, (hours, days)))
        if not when:
            return f"{self.user} is sent messages at any time."
        return f"{self.user} is sent nothing {when}."

    def undo(self) -> Command:
        return WishQuiet(user=self.user, **dict(self.earlier))


class DigestWished(Own, Digest, Event):
    earlier: Digest = EVERY_MORNING

    def __str__(self) -> str:
        if self.at is None:
            return f"{self.user} gets no digest."
        return f"{self.user} gets the digest at {self.at:%H:%M} on {said_days(self.days)}."

    def undo(self) -> Command:
        return WishDigest(user=self.user, **dict(self.earlier))


class SinglesWished(Own, Event):
    on: bool

    def __str__(self) -> str:
        if self.on:
            return f"{self.user} gets a message for each draft."
        return f"{self.user} gets no message for a single draft before it is about to expire."

    def undo(self) -> Command:
        return WishSingles(user=self.user, on=not self.on)


WishCommand = WishQuiet | WishDigest | WishSingles
WishEvent = QuietWished | DigestWished | SinglesWished


@dataclass(frozen=True)
class Wishes:
    """All wishes of one member, as shipped until they say otherwise."""

    quiet: Quiet = NO_QUIET
    digest: Digest = EVERY_MORNING
    singles: bool = True


def decide(wishes: Wishes, command: WishCommand) -> list[WishEvent]:
    match command:
        case WishQuiet(begins=begins, ends=ends) if (begins is None) != (ends is None):
            raise Refused("Quiet hours have a beginning and an end: give both.", "half_open")
        case WishQuiet(begins=begins, ends=ends) if begins is not None and begins == ends:
            raise Refused(
                "Quiet hours that end when they begin are a whole day: name the days instead.",
                "no_hours",
            )
        case WishQuiet(days=days) if set(days) >= set(WEEK):
            raise Refused(
                "Nothing would ever be sent: leave one day, or unlink Slack.", "never_sent"
            )
        case WishQuiet():
            wished = Quiet(**command.model_dump(include=set(Quiet.model_fields)))
            kept = QuietWished(user=command.user, **dict(wished), earlier=wishes.quiet)
            return [] if wished == wishes.quiet else [kept]
        case WishDigest(at=at, days=()) if at is not None:
            raise Refused("A digest comes on one day at least: turn it off instead.", "no_day")
        case WishDigest():
            digest = Digest(**command.model_dump(include=set(Digest.model_fields)))
            told = DigestWished(user=command.user, **dict(digest), earlier=wishes.digest)
            return [] if digest == wishes.digest else [told]
        case WishSingles(on=on):
            return [] if on == wishes.singles else [SinglesWished(user=command.user, on=on)]


def evolve(wishes: Wishes, event: WishEvent) -> Wishes:
    match event:
        case QuietWished(begins=begins, ends=ends, days=days):
            return replace(wishes, quiet=Quiet(begins=begins, ends=ends, days=days))
        case DigestWished(at=at, days=days):
            return replace(wishes, digest=Digest(at=at, days=days))
        case SinglesWished(on=on):
            return replace(wishes, singles=on)


def said_hours(quiet: Quiet) -> str:
    if quiet.begins is None or quiet.ends is None:
        return ""
    return f"between {quiet.begins:%H:%M} and {quiet.ends:%H:%M}"


def said_days(days: Days) -> str:
    if set(days) == set(WEEK):
        return "every day"
    if set(days) == set(WORKING):
        return "working days"
    return listed([f"{day.capitalize()}s" for day in in_order(days)])


def in_order(days: Days) -> Days:
    return tuple(day for day in WEEK if day in days)


wish = Decider(
    name="wish",
    commands=WishCommand,
    events=WishEvent,
    initial=Wishes(),
    decide=decide,
    evolve=evolve,
)
