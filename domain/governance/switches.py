"""Switches: one row for each capability that is off; the others are on."""

from datetime import datetime

from domain.governance.switch import SwitchedOff, SwitchedOn
from domain.kernel import Fact, Internal, Projection, Public, Row


class SwitchRow(Row):
    capability: Public[str]
    reason: Internal[str]
    since: Public[datetime | None]
    draft: Public[str]


def touches(fact: Fact) -> list[SwitchRow]:
    match fact.event:
        case SwitchedOff(capability=capability) | SwitchedOn(capability=capability):
            return [SwitchRow(capability=capability, reason="", since=None, draft="")]
        case _:
            return []


def project(row: SwitchRow, fact: Fact) -> SwitchRow | None:
    match fact.event:
        case SwitchedOff(reason=reason):
            told = {"reason": reason, "since": fact.recorded_at, "draft": fact.cause.draft}
            return row.model_copy(update=told)
        case SwitchedOn():
            return None
        case _:
            return row


switches = Projection(
    name="switches",
    row=SwitchRow,
    key=(SwitchRow.capability,),
    of=(SwitchedOff | SwitchedOn,),
    touches=touches,
    project=project,
)
