"""Incidents: what went wrong with the assistant, and drafts that report, note and close it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from domain.governance.ceiling import BUSINESS, of_whom
from domain.governance.incident import (
    NAMES,
    CloseIncident,
    NoteIncident,
    OpenIncident,
    stream_of,
)
from domain.governance.incidents import IncidentRow, incidents
from domain.kernel import Command, Internal, Message, Page, Personal, Public, Refused, Step
from domain.kernel.words import counted
from domain.preview import DraftCard
from tools.drafting import REASON
from tools.reply import Reply, columns, table
from tools.slots import Prose, Reason, choice, text
from tools.toolkit import Edit, Plan, ToolContext, draft, read

MOST = 500
SHOWN = 100
Matter = Annotated[
    Literal["rate", "loop", "errors", "cost", "outage", "reported"],
    choice(
        "Which incident: too many calls, a loop, errors, cost, an outage, or a report?",
        "Its kind: rate, loop, errors, cost, outage or reported.",
        rate=("too many calls",),
        loop=("the loop", "loops"),
        errors=("too many errors",),
        cost=("unusual cost",),
        outage=("the outage", "outages"),
        reported=("the report",),
    ),
]
Remark = Annotated[
    str,
    Prose,
    text("What is to be noted?", "A sentence or two.", before=("saying", "with the words")),
]


class ListedIncident(Message):
    """What went wrong, on whose account, since when, and what was found."""

    incident: Public[str]
    whose: Personal[str]
    status: Public[str]
    detail: Internal[str]
    notes: Internal[str]
    finding: Internal[str]
    times: Public[int]
    opened_at: Public[datetime | None]


COLUMNS = columns(
    ("incident", "Incident"),
    ("whose", "Of"),
    ("status", "Status", "status"),
    ("detail", "What happened"),
    ("notes", "Notes"),
    ("finding", "Found"),
    ("times", "Times", "number"),
)


@read(
    title="Incidents",
    says=(
        "list the incidents",
        "show the incidents",
        "which incidents are open",
        "are there incidents",
        "open incidents",
        "incident list",
        "how many incidents are there",
        "why did the model pause",
        "any incidents about {kind}",
    ),
)
async def list_incidents(ctx: ToolContext, kind: Matter | None = None) -> Reply[ListedIncident]:
    """List the incidents of the assistant, open ones first, with what was noted and found."""
    page = await ctx.rows(incidents.where(kind is None or IncidentRow.kind == kind, limit=MOST))
    found = sorted(page.rows, key=lambda row: (row.status != "open", row.kind, row.whose))
    opened = sum(row.status == "open" for row in found)
    verb = "is" if page.total == 1 else "are"
    told = f", {opened or 'none'} of them open" if found else ""
    return table(
        ctx,
        f"There {verb} {counted(page.total, 'incident')}{told}.",
        Page(tuple(found[:SHOWN]), page.total),
        map(listed_incident, found[:SHOWN]),
        COLUMNS,
        noun="incident",
        query="incidents",
        streams=[f"incident-{row.kind}.{row.whose}" for row in found],
    )


def listed_incident(row: IncidentRow) -> ListedIncident:
    return ListedIncident(
        incident=NAMES[row.kind],
        whose=of_whom(row.whose),
        status=row.status,
        detail=row.detail,
        notes=" · ".join(row.notes),
        finding=row.finding,
        times=row.times,
        opened_at=row.opened_at,
    )


@draft(
    title="Incident report",
    edits=(REASON,),
    says=(
        "report an incident because {reason}",
        "open an incident because {reason}",
        "raise an incident because {reason}",
        "record an incident because {reason}",
        "file an incident because {reason}",
        "log an incident because {reason}",
        "new incident because {reason}",
        "start an incident because {reason}",
    ),
)
async def draft_incident_report(ctx: ToolContext, reason: Reason) -> DraftCard:
    """Draft the report of an incident that a person saw."""
    command = OpenIncident(kind="reported", whose=BUSINESS, detail=reason)
    plan = Plan(
        steps=(Step(stream_of("reported", BUSINESS), command),),
        title="Report an incident",
        kind="Incident",
    )
    return await ctx.propose(plan)


@draft(
    title="Incident note",
    edits=(Edit("note", "Note", "text"),),
    says=(
        "note on the incident saying {note}",
        "add to the incident saying {note}",
        "write on the incident saying {note}",
        "append to the incident with the words {note}",
        "put on the incident saying {note}",
        "note on the incident about {kind} saying {note}",
        "comment on the incident saying {note}",
        "annotate the incident saying {note}",
    ),
)
async def draft_incident_note(
    ctx: ToolContext, note: Remark, kind: Matter | None = None
) -> DraftCard:
    """Draft a note on the open incidents, or on those of one kind."""
    rows = await standing(ctx, kind)
    steps = [(r, NoteIncident.model_validate({**key(r), "note": note})) for r in rows]
    return await ctx.propose(plan_of("Note on", steps))


@draft(
    title="Incident closed",
    edits=(REASON,),
    says=(
        "close the incident [because {reason}]",
        "close the incidents about {kind} [because {reason}]",
        "close the incident about {kind} [because {reason}]",
        "end the incident about {kind}",
        "resolve the incident [because {reason}]",
        "settle the incident about {kind}",
        "finish the incident",
        "close all incidents [because {reason}]",
    ),
)
async def draft_incident_close(
    ctx: ToolContext, kind: Matter | None = None, reason: Reason | None = None
) -> DraftCard:
    """Draft closing the open incidents, or those of one kind, with what was found."""
    rows = await standing(ctx, kind)
    steps = [(r, CloseIncident.model_validate({**key(r), "finding": reason or ""})) for r in rows]
    return await ctx.propose(plan_of("Close", steps))


async def standing(ctx: ToolContext, kind: str | None) -> tuple[IncidentRow, ...]:
    """The open incidents that are meant."""
    asked = incidents.where(
        IncidentRow.status == "open", kind is None or IncidentRow.kind == kind, limit=SHOWN
    )
    page = await ctx.rows(asked)
    if not page.rows:
        raise Refused("Not drafted. There is no such open incident: list them.", "not_open")
    return page.rows


def plan_of(verb: str, steps: Sequence[tuple[IncidentRow, Command]]) -> Plan:
    [(first, _), *_] = steps
    what = NAMES[first.kind].lower() if len(steps) == 1 else counted(len(steps), "incident")
    return Plan(
        steps=tuple(Step(f"incident-{r.kind}.{r.whose}", command) for r, command in steps),
        title=f"{verb} {what}",
        kind="Incident",
    )


def key(row: IncidentRow) -> dict[str, str]:
    return {"kind": row.kind, "whose": row.whose}
