"""A hint: which of several records a model takes for the likely one; people choose."""

from dataclasses import dataclass
from typing import ClassVar

from domain.kernel import Command, Decider, Event, Message, Refused
from domain.kernel.words import listed


class Hinted(Message):
    """About which record, between which others, and which words of its own text speak for one.

    The words are told by their place, so that nothing of what a customer wrote is kept here.
    """

    about: str
    agent: str
    occasion: str
    options: tuple[str, ...]
    choice: str = ""
    """The likely one; empty where a model saw nothing that tells them apart."""
    begins: int = 0
    ends: int = 0
    model: str


class GiveHint(Hinted, Command):
    pass


class HintGiven(Hinted, Event):
    irreversible: ClassVar[str] = "A hint decides nothing; a newer one takes its place."

    def __str__(self) -> str:
        if not self.choice:
            return f"Nothing tells which of {listed(self.options)} {self.about} is for."
        return f"{self.about} is likely for {self.choice}, of {listed(self.options)}."


@dataclass(frozen=True)
class Given:
    """The occasion of the newest hint."""

    occasion: str = ""


def decide(given: Given, command: GiveHint) -> list[HintGiven]:
    """A model may be asked in two processes at once: the first of its hints stands."""
    if command.choice and command.choice not in command.options:
        reason = f"{command.choice} is none of {listed(command.options)}: choose one of them."
        raise Refused(reason, "not_offered")
    if command.occasion == given.occasion:
        return []
    return [HintGiven(**dict(command))]


def evolve(given: Given, event: HintGiven) -> Given:
    return Given(event.occasion)


hint = Decider(
    name="hint",
    commands=GiveHint,
    events=HintGiven,
    initial=Given(),
    decide=decide,
    evolve=evolve,
)
