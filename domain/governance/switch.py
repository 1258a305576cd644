"""A switch: one capability of the assistant, on unless a person or a breaker switched it off."""

from dataclasses import dataclass
from typing import Literal, get_args

from domain.kernel import Command, Decider, Event, Refused
from domain.kernel.words import ended

Capability = Literal["model", "documents", "connectors", "drafting", "wording", "advice"]
CAPABILITIES: tuple[Capability, ...] = get_args(Capability)
NAMES: dict[str, str] = {
    "model": "The language model",
    "documents": "Reading documents",
    "connectors": "The connectors",
    "drafting": "Drafting by agents",
    "wording": "The wording of letters by a model",
    "advice": "Advice of a model to the agents",
}
WITHOUT: dict[str, str] = {
    "model": "Questions and drafts still work in plain sentences and forms.",
    "documents": "Receipts and invoices can still be entered by hand or in a sentence.",
    "connectors": "Everything that is on record here can still be read and drafted.",
    "drafting": "Questions are still answered, and drafts that wait can still be signed.",
    "wording": "Letters are still drafted, in the words of their templates.",
    "advice": "Agents speak in the words of their rules, and people choose where several fit.",
}
"""What everybody is told once, with the news that a capability is off (C9)."""


class SwitchOff(Command):
    """Nobody waits for a second hand to switch something off."""

    capability: Capability
    reason: str = ""


class SwitchOn(Command):
    """Another hand than the drafting one lets a capability work again."""

    capability: Capability

    separated = "always"


class SwitchedOff(Event):
    capability: Capability
    reason: str = ""

    def __str__(self) -> str:
        because = f": {ended(self.reason)}" if self.reason else ""
        verb = "are" if self.capability == "connectors" else "is"
        return f"{NAMES[self.capability]} {verb} switched off{because}."

    def undo(self) -> Command:
        return SwitchOn(capability=self.capability)


class SwitchedOn(Event):
    capability: Capability
    reason: str = ""
    """Why it had been off."""

    def __str__(self) -> str:
        verb = "are" if self.capability == "connectors" else "is"
        return f"{NAMES[self.capability]} {verb} switched on again."

    def undo(self) -> Command:
        return SwitchOff(capability=self.capability, reason=self.reason)


SwitchCommand = SwitchOff | SwitchOn
SwitchEvent = SwitchedOff | SwitchedOn


@dataclass(frozen=True)
class Switch:
    off: bool = False
    reason: str = ""


def decide(switch: Switch, command: SwitchCommand) -> list[SwitchEvent]:
    match command:
        case SwitchOff() if switch.off:
            return []
        case SwitchOff(capability=capability, reason=reason):
            return [SwitchedOff(capability=capability, reason=reason)]
        case SwitchOn(capability=capability) if not switch.off:
            raise Refused(f"{NAMES[capability]}: this is on already.", "on_already")
        case SwitchOn(capability=capability):
            return [SwitchedOn(capability=capability, reason=switch.reason)]


def evolve(switch: Switch, event: SwitchEvent) -> Switch:
    match event:
        case SwitchedOff(reason=reason):
            return Switch(off=True, reason=reason)
        case SwitchedOn():
            return Switch()


switch = Decider(
    name="switch",
    commands=SwitchCommand,
    events=SwitchEvent,
    initial=Switch(),
    decide=decide,
    evolve=evolve,
)


def off_sentence(capability: str, reason: str) -> str:
    """What a person is told, once: that it is off, why, and what works without it."""
    verb = "are" if capability == "connectors" else "is"
    because = f": {ended(reason)}" if reason else ""
    return f"{NAMES[capability]} {verb} switched off{because}. {WITHOUT[capability]}"
