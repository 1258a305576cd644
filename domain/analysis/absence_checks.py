"""Absence checks: what is lent to whom, and whether they are there themselves."""

from collections.abc import Sequence
from typing import Any

from domain.analysis.doubt import Check, Doubt
from domain.governance.absence import AbsenceRecorded
from domain.governance.absences import AbsenceRow, absences
from domain.kernel import Fact, Page, Query
from domain.kernel.words import day

FEW = 5


def ask_stand_in(fact: Fact) -> Sequence[Query[Any]]:
    """When the one who is to stand in is away on one of these days."""
    match fact.event:
        case AbsenceRecorded(stand_in=stand_in, first=first, last=last):
            row: Any = AbsenceRow
            crossing = (row.first <= last, row.last >= first)
            return [absences.where(row.user == stand_in, *crossing, limit=FEW, counted=False)]
        case _:
            return ()


def judge_stand_in(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case AbsenceRecorded() as event:
            return [lent_to(event), *(away_too(event, row) for row in pages[0].rows)]
        case _:
            return []


def lent_to(event: AbsenceRecorded) -> Doubt:
    """Nobody gives themselves another's authority: whoever gets it does not sign for it."""
    return Doubt(
        code="authority_lent",
        bold=f"{event.stand_in} may sign what {event.user} may sign:",
        text="up to the same amounts, and nothing that always needs a third hand.",
        source=f"{day(event.first)} to {day(event.last)}",
        severity="care",
        apart=(event.stand_in,),
    )


def away_too(event: AbsenceRecorded, row: AbsenceRow) -> Doubt:
    return Doubt(
        code="stand_in_away",
        bold=f"{event.stand_in} is away from {day(row.first)} to {day(row.last)} too:",
        text="on these days nobody stands in, as what is lent is not lent on.",
        source=f"absences of {event.stand_in}",
        severity="care",
    )


ABSENCE_CHECKS = (Check("absence", (AbsenceRecorded,), ask_stand_in, judge_stand_in),)
