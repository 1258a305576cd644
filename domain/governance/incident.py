"""An incident: that the assistant misbehaved, what was noted of it, and how it was closed (A10)."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from domain.governance.ceiling import of_whom
from domain.kernel import Command, Decider, Event, Message, Refused
from domain.kernel.words import ended

Kind = Literal["rate", "loop", "errors", "cost", "outage", "connector", "reported"]
NAMES: dict[str, str] = {
    "rate": "Too many calls",
    "loop": "A loop",
    "errors": "Too many errors",
    "cost": "Unusual cost",
    "outage": "The provider of the model is away",
    "connector": "A connector with another text",
    "reported": "A report",
}


class Matter(Message):
    """What an incident is about: one of a kind at a time for each account."""

    kind: Kind
    whose: str


class OpenIncident(Matter, Command):
    detail: str


class NoteIncident(Matter, Command):
    note: str


class WithdrawNote(Matter, Command):
    note: str


class CloseIncident(Matter, Command):
    finding: str = ""


class ReopenIncident(Matter, Command):
    detail: str


class IncidentOpened(Matter, Event):
    detail: str

    def __str__(self) -> str:
        return f"{NAMES[self.kind]}, {of_whom(self.whose)}: {ended(self.detail)}."

    def undo(self) -> Command:
        return CloseIncident(**about(self), finding="Opened by mistake")


class IncidentNoted(Matter, Event):
    note: str

    def __str__(self) -> str:
        return f"Noted of {named(self)}: {ended(self.note)}."

    def undo(self) -> Command:
        return WithdrawNote(**about(self), note=self.note)


class IncidentNoteWithdrawn(Matter, Event):
    note: str

    def __str__(self) -> str:
        return f"A note of {named(self)} is withdrawn: {ended(self.note)}."

    def undo(self) -> Command:
        return NoteIncident(**about(self), note=self.note)


class IncidentClosed(Matter, Event):
    detail: str
    finding: str = ""

    def __str__(self) -> str:
        found = f": {ended(self.finding)}" if self.finding else ""
        return f"Closed: {named(self)}{found}."

    def undo(self) -> Command:
        return ReopenIncident(**about(self), detail=self.detail)


class IncidentReopened(Matter, Event):
    detail: str

    def __str__(self) -> str:
        return f"Open again: {named(self)}."

    def undo(self) -> Command:
        return CloseIncident(**about(self))


IncidentCommand = OpenIncident | NoteIncident | WithdrawNote | CloseIncident | ReopenIncident
IncidentEvent = (
    IncidentOpened | IncidentNoted | IncidentNoteWithdrawn | IncidentClosed | IncidentReopened
)


@dataclass(frozen=True)
class Incident:
    open: bool = False
    detail: str = ""
    notes: tuple[str, ...] = ()


def decide(incident: Incident, command: IncidentCommand) -> list[IncidentEvent]:
    """A breaker that trips again while its incident is open says nothing new."""
    match command:
        case OpenIncident() | ReopenIncident() if incident.open:
            return []
        case OpenIncident():
            return [IncidentOpened(**dict(command))]
        case ReopenIncident():
            return [IncidentReopened(**dict(command))]
        case CloseIncident() | NoteIncident() if not incident.open:
            name = named(command)
            raise Refused(f"There is no open incident “{name}”: list them.", "not_open")
        case CloseIncident(finding=finding):
            return [IncidentClosed(**about(command), detail=incident.detail, finding=finding)]
        case NoteIncident():
            return [IncidentNoted(**dict(command))]
        case WithdrawNote(note=note) if note not in incident.notes:
            return []
        case WithdrawNote():
            return [IncidentNoteWithdrawn(**dict(command))]


def evolve(incident: Incident, event: IncidentEvent) -> Incident:
    match event:
        case IncidentOpened(detail=detail):
            return Incident(open=True, detail=detail)
        case IncidentReopened(detail=detail):
            return replace(incident, open=True, detail=detail)
        case IncidentNoted(note=note):
            return replace(incident, notes=(*incident.notes, note))
        case IncidentNoteWithdrawn(note=note):
            left = list(incident.notes)
            left.remove(note)
            return replace(incident, notes=tuple(left))
        case IncidentClosed():
            return replace(incident, open=False)


def about(matter: Matter) -> dict[str, Any]:
    return {"kind": matter.kind, "whose": matter.whose}


def named(matter: Matter) -> str:
    name = NAMES[matter.kind]
    return f"{name[:1].lower()}{name[1:]}, {of_whom(matter.whose)}"


incident = Decider(
    name="incident",
    commands=IncidentCommand,
    events=IncidentEvent,
    initial=Incident(),
    decide=decide,
    evolve=evolve,
)


def stream_of(kind: Kind, whose: str) -> str:
    return incident.stream(f"{kind}.{whose}")
