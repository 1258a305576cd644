"""Absences: who is away when, and who stands in."""

from datetime import date, datetime

from domain.governance.absence import AbsenceEnded, AbsenceEvent, AbsenceRecorded
from domain.kernel import Fact, Personal, Projection, Public, Row


class AbsenceRow(Row):
    user: Personal[str]
    first: Public[date]
    last: Public[date]
    stand_in: Personal[str]
    draft: Public[str] = ""
    since: Public[datetime | None] = None


def touches(fact: Fact) -> list[AbsenceRow]:
    match fact.event:
        case AbsenceRecorded() | AbsenceEnded() as event:
            told = {name: getattr(event, name) for name in ("user", "first", "last", "stand_in")}
            return [AbsenceRow(**told)]
        case _:
            return []


def project(row: AbsenceRow, fact: Fact) -> AbsenceRow | None:
    match fact.event:
        case AbsenceRecorded(last=last, stand_in=stand_in):
            told = {"draft": fact.cause.draft, "since": fact.recorded_at}
            return row.model_copy(update=told | {"last": last, "stand_in": stand_in})
        case AbsenceEnded():
            return None
        case _:
            return row


absences = Projection(
    name="absences",
    row=AbsenceRow,
    key=(AbsenceRow.user, AbsenceRow.first),
    indexes=((AbsenceRow.stand_in, AbsenceRow.last),),
    of=(AbsenceEvent,),
    touches=touches,
    project=project,
)
