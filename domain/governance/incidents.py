"""Incidents: one row for each, open or closed, with what was found."""

from datetime import datetime
from typing import get_args

from domain.governance.incident import (
    IncidentClosed,
    IncidentEvent,
    IncidentNoted,
    IncidentNoteWithdrawn,
    IncidentOpened,
    IncidentReopened,
    Matter,
)
from domain.kernel import Fact, Internal, Personal, Projection, Public, Row


class IncidentRow(Row):
    kind: Public[str]
    whose: Personal[str]
    status: Public[str]
    detail: Internal[str]
    notes: Internal[tuple[str, ...]]
    finding: Internal[str]
    times: Public[int]
    """How often it was opened."""
    opened_at: Public[datetime | None]
    closed_at: Public[datetime | None]


def touches(fact: Fact) -> list[IncidentRow]:
    if not isinstance(fact.event, get_args(IncidentEvent)) or not isinstance(fact.event, Matter):
        return []
    return [
        IncidentRow(
            kind=fact.event.kind,
            whose=fact.event.whose,
            status="closed",
            detail="",
            notes=(),
            finding="",
            times=0,
            opened_at=None,
            closed_at=None,
        )
    ]


def project(row: IncidentRow, fact: Fact) -> IncidentRow | None:
    match fact.event:
        case IncidentOpened(detail=detail):
            told = {"status": "open", "detail": detail, "times": row.times + 1, "notes": ()}
            moments = {"opened_at": fact.recorded_at, "closed_at": None, "finding": ""}
            return row.model_copy(update=told | moments)
        case IncidentReopened():
            again = {"status": "open", "closed_at": None, "finding": ""}
            return row.model_copy(update=again)
        case IncidentNoted(note=note):
            return row.model_copy(update={"notes": (*row.notes, note)})
        case IncidentNoteWithdrawn(note=note):
            left = list(row.notes)
            left.remove(note)
            return row.model_copy(update={"notes": tuple(left)})
        case IncidentClosed(finding=finding):
            ended = {"status": "closed", "finding": finding, "closed_at": fact.recorded_at}
            return row.model_copy(update=ended)
        case _:
            return row


incidents = Projection(
    name="incidents",
    row=IncidentRow,
    key=(IncidentRow.kind, IncidentRow.whose),
    of=(IncidentEvent,),
    touches=touches,
    project=project,
)
