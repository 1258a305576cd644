"""A location: a store where goods lie, or a work centre where they are worked on."""

from dataclasses import dataclass
from typing import Literal

from domain.kernel import Command, Decider, Event, Message, Refused
from domain.kernel.part import part
from domain.kernel.words import Code, Name

Kind = Literal["store", "workcentre"]
SPOKEN = {"store": "store", "workcentre": "work centre"}


class LocationCard(Message):
    location: Code
    name: Name
    kind: Kind = "store"


class RegisterLocation(LocationCard, Command):
    pass


class RenameLocation(Command):
    name: Name


class RemoveLocation(Command):
    pass


class LocationRegistered(LocationCard, Event):
    def __str__(self) -> str:
        return f"{self.name} becomes a {SPOKEN[self.kind]}."

    def undo(self) -> Command:
        return RemoveLocation()


class LocationRenamed(LocationCard, Event):
    before: Name

    def __str__(self) -> str:
        return f"The {SPOKEN[self.kind]} {self.before} is called {self.name} from now on."

    def undo(self) -> Command:
        return RenameLocation(name=self.before)


class LocationRemoved(LocationCard, Event):
    def __str__(self) -> str:
        return f"{self.name} is no longer a {SPOKEN[self.kind]}."

    def undo(self) -> Command:
        return RegisterLocation(**dict(self))


LocationCommand = RegisterLocation | RenameLocation | RemoveLocation
LocationEvent = LocationRegistered | LocationRenamed | LocationRemoved


@dataclass(frozen=True)
class Location:
    card: LocationCard | None = None


def decide(location: Location, command: LocationCommand) -> list[LocationEvent]:
    match command:
        case RegisterLocation() if location.card:
            name = location.card.name
            raise Refused(f"Not registered. {command.location} is {name} already.", "known")
        case RegisterLocation():
            return [LocationRegistered(**dict(command))]
        case _ if location.card is None:
            raise Refused("There is no such location: register it first.", "unknown_location")
        case RenameLocation(name=name) if name == location.card.name:
            raise Refused(f"Not renamed. The location is called {name} already.", "no_change")
        case RenameLocation(name=name):
            before = location.card.name
            return [LocationRenamed(**{**dict(location.card), "name": name}, before=before)]
        case RemoveLocation():
            return [LocationRemoved(**dict(location.card))]


def evolve(location: Location, event: LocationEvent) -> Location:
    match event:
        case LocationRegistered() | LocationRenamed():
            return Location(part(LocationCard, event))
        case LocationRemoved():
            return Location()


location = Decider(
    name="location",
    commands=LocationCommand,
    events=LocationEvent,
    initial=Location(),
    decide=decide,
    evolve=evolve,
)
