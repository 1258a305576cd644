"""A consultation: one agent asks others about what it would draft; it ends within few rounds."""

from dataclasses import dataclass, replace
from typing import Any

from domain.governance.consultation_events import (
    AnswerConsultation,
    ConcludeConsultation,
    ConflictReopened,
    ConflictSettled,
    ConsultationAnswered,
    ConsultationCommand,
    ConsultationConcluded,
    ConsultationEvent,
    ConsultationOpened,
    CounterTakenUp,
    Matter,
    Numbered,
    OpenConsultation,
    ReopenConflict,
    Reply,
    SettleConflict,
    TakeUpCounter,
)
from domain.kernel import Decider, Refused

ROUNDS = 4
"""So often a proposal may be put; what is not settled by then is for people."""
MEMBERS = 4
"""Whoever asks, and those who are asked."""
FOR_PEOPLE = ("conflict", "bounded")


@dataclass(frozen=True)
class Consultation:
    """Nothing yet, or a matter with the answers to its newest form and what came of it."""

    matter: Matter | None = None
    round: int = 0
    answers: tuple[Reply, ...] = ()
    proposed: tuple[dict[str, Any], ...] = ()
    """What was put in each round so far."""
    status: str = ""
    reason: str = ""
    concluded: ConsultationConcluded | None = None
    """How the agents left it; what people settle can be taken back to it."""

    @property
    def arguments(self) -> dict[str, Any]:
        return dict(self.proposed[-1]) if self.proposed else {}

    def answer_of(self, agent: str) -> Reply | None:
        return next((answer for answer in self.answers if answer.by == agent), None)

    @property
    def waits_for(self) -> tuple[str, ...]:
        asked = self.matter.asked if self.matter else ()
        return tuple(agent for agent in asked if self.answer_of(agent) is None)


def decide(state: Consultation, command: ConsultationCommand) -> list[ConsultationEvent]:
    match command:
        case OpenConsultation():
            return opened(state, command)
        case _ if state.matter is None:
            raise Refused("There is no such consultation: list them.", "unknown_consultation")
        case ReopenConflict() if state.status != "settled":
            return []
        case ReopenConflict():
            return [reopened(state, state.matter)]
        case SettleConflict() if state.status not in FOR_PEOPLE:
            raise Refused("Here is no conflict to settle: list the consultations.", "no_conflict")
        case SettleConflict(reason=reason):
            return [ConflictSettled(**head(state.matter), reason=reason)]
        case _ if state.status != "open":
            raise Refused("This consultation is over: read how it came out.", "concluded")
        case AnswerConsultation():
            return answered(state, state.matter, command)
        case TakeUpCounter():
            return taken_up(state, state.matter, command)
        case ConcludeConsultation():
            return [ConsultationConcluded(**head(state.matter), **dict(command))]


def opened(state: Consultation, command: OpenConsultation) -> list[ConsultationEvent]:
    """What is asked of oneself, or of too many, or a second time, leads round in a circle."""
    if state.matter is not None:
        raise Refused("This was asked already: read the answers.", "asked_already")
    if command.asker in command.asked or len({*command.asked}) < len(command.asked):
        raise Refused("An agent asks each of its peers once, and never itself.", "asks_itself")
    if not 0 < len(command.asked) < MEMBERS:
        raise Refused(f"Ask from 1 to {MEMBERS - 1} agents.", "too_many_asked")
    return [ConsultationOpened(**dict(command))]


def answered(
    state: Consultation, matter: Matter, command: AnswerConsultation
) -> list[ConsultationEvent]:
    if command.by not in matter.asked:
        raise Refused(f"{command.by} was not asked: nothing is recorded.", "not_asked")
    if command.round != state.round:
        raise Refused(f"Round {command.round} is over: answer round {state.round}.", "stale")
    if state.answer_of(command.by):
        return []
    return [ConsultationAnswered(**head(matter), **dict(command))]


def taken_up(
    state: Consultation, matter: Matter, command: TakeUpCounter
) -> list[ConsultationEvent]:
    if state.round >= ROUNDS:
        raise Refused(f"It was put {ROUNDS} times: people decide now.", "too_many_rounds")
    if command.arguments in state.proposed:
        raise Refused("This was put before: people decide now.", "in_a_circle")
    return [CounterTakenUp(**head(matter), **dict(command), round=state.round + 1)]


def reopened(state: Consultation, matter: Matter) -> ConflictReopened:
    event = ConflictReopened(**head(matter), reason=state.reason)
    if (left := state.concluded) is None:
        return event
    told = {"outcome": left.outcome, "finding": left.reason, "model": left.model}
    return event.model_copy(update=told)


def evolve(state: Consultation, event: ConsultationEvent) -> Consultation:
    match event:
        case ConsultationOpened(arguments=arguments):
            matter = Matter(**{name: getattr(event, name) for name in Matter.model_fields})
            return Consultation(matter, 1, (), (arguments,), "open")
        case ConsultationAnswered():
            given = Reply(**{name: getattr(event, name) for name in Reply.model_fields})
            return replace(state, answers=(*state.answers, given))
        case CounterTakenUp(round=number, arguments=arguments):
            proposed = (*state.proposed, arguments)
            return replace(state, round=number, answers=(), proposed=proposed)
        case ConsultationConcluded(outcome=outcome, reason=reason):
            return replace(state, status=outcome, reason=reason, concluded=event)
        case ConflictSettled(reason=reason):
            return replace(state, status="settled", reason=reason)
        case ConflictReopened(outcome=outcome, finding=finding):
            return replace(state, status=outcome, reason=finding)


def head(matter: Matter) -> dict[str, Any]:
    return {name: getattr(matter, name) for name in Numbered.model_fields}


consultation = Decider(
    name="consultation",
    commands=ConsultationCommand,
    events=ConsultationEvent,
    initial=Consultation(),
    decide=decide,
    evolve=evolve,
)
