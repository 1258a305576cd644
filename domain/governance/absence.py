"""An absence: from which day to which a member is away, and who stands in for them."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.kernel import Command, Decider, Event, Message, Refused
from domain.kernel.words import day

LONGEST = timedelta(days=366)


class Away(Message):
    """Both days are part of it."""

    user: str
    first: date
    last: date
    stand_in: str

    def covers(self, on: date) -> bool:
        return self.first <= on <= self.last


class RecordAbsence(Away, Command):
    """On what day it is recorded, so that nobody is away in the past; none for one put back."""

    on: date | None = None


class EndAbsence(Command):
    """The member is back earlier, or does not go."""

    user: str
    first: date


class AbsenceRecorded(Away, Event):
    def __str__(self) -> str:
        return (
            f"{self.user} is away from {day(self.first)} to {day(self.last)},"
            f" and {self.stand_in} stands in."
        )

    def undo(self) -> Command:
        return EndAbsence(user=self.user, first=self.first)


class AbsenceEnded(Away, Event):
    def __str__(self) -> str:
        return f"{self.user} is not away from {day(self.first)} to {day(self.last)} any more."

    def undo(self) -> Command:
        return RecordAbsence(**dict(self))


AbsenceCommand = RecordAbsence | EndAbsence
AbsenceEvent = AbsenceRecorded | AbsenceEnded


@dataclass(frozen=True)
class Absences:
    """All spans of one member, the earliest first."""

    spans: tuple[Away, ...] = ()


def decide(absences: Absences, command: AbsenceCommand) -> list[AbsenceEvent]:
    match command:
        case RecordAbsence(user=user, stand_in=stand_in) if stand_in == user:
            raise Refused("Nobody stands in for themselves: name another member.", "own_stand_in")
        case RecordAbsence(first=first, last=last) if last < first:
            raise Refused("An absence ends on its first day or later.", "ends_before_it_begins")
        case RecordAbsence(first=first, last=last) if last - first > LONGEST:
            raise Refused("An absence is a year at most: disable the member.", "too_long")
        case RecordAbsence(last=last, on=date() as on) if last < on:
            raise Refused(f"{day(last)} is over: give a day that is to come.", "absence_over")
        case RecordAbsence():
            return recorded(absences, command)
        case EndAbsence(first=first):
            standing = [span for span in absences.spans if span.first == first]
            if not standing:
                reason = f"{command.user} is not away from {day(first)} on."
                raise Refused(reason, "no_such_absence")
            return [AbsenceEnded(**dict(standing[0]))]


def recorded(absences: Absences, command: RecordAbsence) -> list[AbsenceEvent]:
    crossed = [s for s in absences.spans if s.first <= command.last and command.first <= s.last]
    if crossed:
        span = crossed[0]
        raise Refused(
            f"{command.user} is away from {day(span.first)} to {day(span.last)} already, and "
            f"{span.stand_in} stands in: end that first.",
            "absence_overlaps",
        )
    return [AbsenceRecorded(**command.model_dump(include=set(Away.model_fields)))]


def evolve(absences: Absences, event: AbsenceEvent) -> Absences:
    span = Away(**{name: getattr(event, name) for name in Away.model_fields})
    match event:
        case AbsenceRecorded():
            return Absences(tuple(sorted((*absences.spans, span), key=lambda s: s.first)))
        case AbsenceEnded():
            return Absences(tuple(s for s in absences.spans if s != span))


absence = Decider(
    name="absence",
    commands=AbsenceCommand,
    events=AbsenceEvent,
    initial=Absences(),
    decide=decide,
    evolve=evolve,
)
