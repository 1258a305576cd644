"""A unit of measure: a code that quantities carry, and the name people read."""

from dataclasses import dataclass

from domain.kernel import Command, Decider, Event, Message, Refused, Unit
from domain.kernel.part import part
from domain.kernel.words import Name


class UnitCard(Message):
    code: Unit
    name: Name


class RegisterUnit(UnitCard, Command):
    pass


class RenameUnit(Command):
    name: Name


class RemoveUnit(Command):
    pass


class UnitRegistered(UnitCard, Event):
    def __str__(self) -> str:
        return f"{self.name} becomes a unit of measure, written {self.code}."

    def undo(self) -> Command:
        return RemoveUnit()


class UnitRenamed(UnitCard, Event):
    before: Name

    def __str__(self) -> str:
        return f"The unit {self.code} is called {self.name} instead of {self.before}."

    def undo(self) -> Command:
        return RenameUnit(name=self.before)


class UnitRemoved(UnitCard, Event):
    def __str__(self) -> str:
        return f"{self.name} is no longer a unit of measure."

    def undo(self) -> Command:
        return RegisterUnit(**dict(self))


UnitCommand = RegisterUnit | RenameUnit | RemoveUnit
UnitEvent = UnitRegistered | UnitRenamed | UnitRemoved


@dataclass(frozen=True)
class UnitOfMeasure:
    card: UnitCard | None = None


def decide(unit: UnitOfMeasure, command: UnitCommand) -> list[UnitEvent]:
    match command:
        case RegisterUnit() if unit.card:
            raise Refused(f"Not registered. {command.code} is {unit.card.name} already.", "known")
        case RegisterUnit():
            return [UnitRegistered(**dict(command))]
        case _ if unit.card is None:
            raise Refused("There is no such unit: register it first.", "unknown_unit")
        case RenameUnit(name=name) if name == unit.card.name:
            raise Refused(f"Not renamed. {unit.card.code} is called {name} already.", "no_change")
        case RenameUnit(name=name):
            return [UnitRenamed(code=unit.card.code, name=name, before=unit.card.name)]
        case RemoveUnit():
            return [UnitRemoved(**dict(unit.card))]


def evolve(unit: UnitOfMeasure, event: UnitEvent) -> UnitOfMeasure:
    match event:
        case UnitRegistered() | UnitRenamed():
            return UnitOfMeasure(part(UnitCard, event))
        case UnitRemoved():
            return UnitOfMeasure()


unit = Decider(
    name="unit",
    commands=UnitCommand,
    events=UnitEvent,
    initial=UnitOfMeasure(),
    decide=decide,
    evolve=evolve,
)
