"""Consultation events: the messages that agents exchange before one of them drafts."""

from typing import Any, ClassVar, Literal

from pydantic import Field

from domain.kernel import Command, Event, Message
from domain.kernel.words import ended, listed

Stance = Literal["agree", "disagree", "counter"]
Outcome = Literal["consensus", "conflict", "bounded"]
SAID = "What was said stays on record; the next round says it otherwise."
OPINIONS: dict[str, str] = {
    "agree": "agrees",
    "disagree": "disagrees",
    "counter": "proposes something else",
}
OUTCOMES: dict[str, str] = {
    "consensus": "agree",
    "conflict": "do not agree, so people decide",
    "bounded": "came to no end, so people decide",
}


class Numbered(Message):
    """Which consultation it belongs to, of whom, about which record."""

    consultation: str
    asker: str
    about: str


class Matter(Numbered):
    """What an agent sees, what it would draft because of that, and whom it asks."""

    asked: tuple[str, ...]
    occasion: str
    situation: str
    tool: str
    arguments: dict[str, Any] = Field(default_factory=dict)


class Reply(Message):
    """What one of the asked says to one round, why, and on which records that rests."""

    by: str
    round: int
    stance: Stance
    reason: str
    evidence: tuple[str, ...] = ()
    arguments: dict[str, Any] = Field(default_factory=dict)
    """What a counter proposal would have otherwise."""


class OpenConsultation(Matter, Command):
    pass


class AnswerConsultation(Reply, Command):
    pass


class TakeUpCounter(Command):
    """Put the proposal again, as one of the asked would have it."""

    arguments: dict[str, Any]
    reason: str


class ConcludeConsultation(Command):
    outcome: Outcome
    reason: str
    draft: str = ""
    model: str = ""
    """The model that worded the reason; empty where the rules of the agents did."""


class SettleConflict(Command):
    """What people say of a matter that the agents could not settle."""

    reason: str


class ReopenConflict(Command):
    pass


class ConsultationOpened(Matter, Event):
    irreversible: ClassVar[str] = SAID

    def __str__(self) -> str:
        return (
            f"{self.asker} asks {listed(self.asked)} about {self.about}: {ended(self.situation)}."
        )


class ConsultationAnswered(Numbered, Reply, Event):
    irreversible: ClassVar[str] = SAID

    def __str__(self) -> str:
        return f"{self.by} {OPINIONS[self.stance]} about {self.about}: {ended(self.reason)}."


class CounterTakenUp(Numbered, Event):
    irreversible: ClassVar[str] = SAID

    round: int
    arguments: dict[str, Any]
    reason: str

    def __str__(self) -> str:
        again = f"in round {self.round}"
        return f"{self.asker} asks again about {self.about}, {again}: {ended(self.reason)}."


class ConsultationConcluded(Numbered, Event):
    irreversible: ClassVar[str] = "How it came out stays on record; people settle a conflict."

    outcome: Outcome
    reason: str
    draft: str = ""
    model: str = ""

    def __str__(self) -> str:
        drafted = f" {self.draft} is drafted." if self.draft else ""
        return f"The agents {OUTCOMES[self.outcome]} about {self.about}.{drafted}"


class ConflictSettled(Numbered, Event):
    reason: str

    def __str__(self) -> str:
        return f"What the agents asked about {self.about} is settled: {ended(self.reason)}."

    def undo(self) -> Command:
        return ReopenConflict()


class ConflictReopened(Numbered, Event):
    reason: str
    """How it had been settled."""
    outcome: Outcome = "conflict"
    finding: str = ""
    """What the agents had said when they came to no end; it stands again."""
    model: str = ""

    def __str__(self) -> str:
        return f"What the agents asked about {self.about} is open to people again."

    def undo(self) -> Command:
        return SettleConflict(reason=self.reason)


ConsultationCommand = (
    OpenConsultation
    | AnswerConsultation
    | TakeUpCounter
    | ConcludeConsultation
    | SettleConflict
    | ReopenConflict
)
ConsultationEvent = (
    ConsultationOpened
    | ConsultationAnswered
    | CounterTakenUp
    | ConsultationConcluded
    | ConflictSettled
    | ConflictReopened
)
