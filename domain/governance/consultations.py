"""Consultations: one row for each, with who was asked about what and how it stands."""

from datetime import datetime

from domain.governance.consultation import FOR_PEOPLE
from domain.governance.consultation_events import (
    OPINIONS,
    ConflictReopened,
    ConflictSettled,
    ConsultationAnswered,
    ConsultationConcluded,
    ConsultationEvent,
    ConsultationOpened,
    CounterTakenUp,
    Numbered,
)
from domain.kernel import Fact, Internal, Projection, Public, Row
from domain.kernel.words import ended


class ConsultationRow(Row):
    """`status` is conflict where people must decide, whichever way the agents got stuck."""

    consultation: Public[str]
    asker: Public[str]
    about: Public[str]
    asked: Public[tuple[str, ...]] = ()
    occasion: Public[str] = ""
    situation: Internal[str] = ""
    tool: Public[str] = ""
    status: Public[str] = "open"
    round: Public[int] = 1
    answers: Internal[tuple[str, ...]] = ()
    reason: Internal[str] = ""
    draft: Public[str] = ""
    model: Public[str] = ""
    """The model that worded the reason; empty where rules or people did."""
    opened_at: Public[datetime | None] = None
    closed_at: Public[datetime | None] = None


def touches(fact: Fact) -> list[ConsultationRow]:
    match fact.event:
        case Numbered(consultation=name, asker=asker, about=about):
            return [ConsultationRow(consultation=name, asker=asker, about=about)]
        case _:
            return []


def project(row: ConsultationRow, fact: Fact) -> ConsultationRow | None:
    match fact.event:
        case ConsultationOpened() as opened:
            names = ("asked", "occasion", "situation", "tool")
            told = {name: getattr(opened, name) for name in names}
            return row.model_copy(update=told | {"opened_at": fact.recorded_at})
        case ConsultationAnswered(by=by, stance=stance, reason=reason):
            said = f"{by} {OPINIONS[stance]}: {ended(reason)}"
            return row.model_copy(update={"answers": (*row.answers, said)})
        case CounterTakenUp(round=number):
            return row.model_copy(update={"round": number})
        case ConsultationConcluded(outcome=outcome, reason=reason, draft=draft, model=model):
            status = "conflict" if outcome in FOR_PEOPLE else outcome
            told = {"status": status, "reason": reason, "draft": draft, "model": model}
            return row.model_copy(update=told | {"closed_at": fact.recorded_at})
        case ConflictSettled(reason=reason):
            return row.model_copy(update={"status": "settled", "reason": reason, "model": ""})
        case ConflictReopened(finding=finding, model=model):
            told = {"status": "conflict", "reason": finding, "model": model}
            return row.model_copy(update=told)
        case _:
            return row


consultations = Projection(
    name="consultations",
    row=ConsultationRow,
    key=(ConsultationRow.consultation,),
    indexes=((ConsultationRow.status,), (ConsultationRow.occasion,)),
    of=(ConsultationEvent,),
    touches=touches,
    project=project,
)
