"""Consultations: what agents asked each other, what came of it, and what people must settle."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from domain.governance.consultation import consultation as decider
from domain.governance.consultation_events import (
    OPINIONS,
    ConsultationAnswered,
    ConsultationOpened,
    CounterTakenUp,
    SettleConflict,
)
from domain.governance.consultations import ConsultationRow, consultations
from domain.kernel import Event, Internal, Message, Public, Refused, Step, falling
from domain.kernel.words import counted, ended, listed
from domain.preview import DraftCard
from tools import readings
from tools.drafting import REASON, reason_of
from tools.governance.words import Agent
from tools.reply import Reply, columns, counting, table
from tools.resolve import SHOWN, Candidate, Candidates
from tools.slots import WHOLE_OR_TEXT, Reason, Slot, choice, reading
from tools.toolkit import Plan, ToolContext, draft, read

MOST = 100
NUMBER = re.compile(r"(?:CON)?[\s#-]*(\d{1,12})", re.IGNORECASE)
Standing = Annotated[
    Literal["open", "consensus", "conflict", "settled"],
    choice(
        "Open, agreed, in conflict or settled?",
        "How it stands: open, consensus, conflict or settled.",
        open=("unanswered",),
        consensus=("agreed",),
        conflict=("conflict", "conflicting", "disputed"),
        settled=("settled",),
    ),
]


def numbered(value: Any) -> str:
    found = NUMBER.fullmatch(readings.short(value))
    if not found:
        raise ValueError("give the number of a consultation, such as CON-7.")
    return f"CON-{int(found[1])}"


Consulted = Annotated[
    str,
    reading(numbered),
    Slot(
        kind="consultation",
        asks="Which consultation?",
        hint="The number of a consultation: CON-7 or 7.",
        wire=WHOLE_OR_TEXT,
    ),
]


class ListedConsultation(Message):
    """Who asked whom about what, and how it stands."""

    consultation: Public[str]
    asker: Public[str]
    asked: Public[str]
    about: Public[str]
    situation: Internal[str]
    status: Public[str]
    reason: Internal[str]
    draft: Public[str]
    opened_at: Public[datetime | None]


COLUMNS = columns(
    ("consultation", "Consultation"),
    ("asker", "Asks"),
    ("asked", "Asked"),
    ("about", "About"),
    ("situation", "What it sees"),
    ("status", "Status", "status"),
    ("reason", "Outcome"),
    ("draft", "Draft"),
)


@read(
    title="Consultations",
    says=(
        "list the consultations",
        "list the consultations of {agent}",
        "what did the agents ask each other",
        "what do the agents talk about",
        "conversations between agents",
        "messages between the agents",
        "which consultations are {standing}",
        "conflicts between agents @ standing=conflict",
        "where do the agents disagree @ standing=conflict",
        "what do the agents not agree about @ standing=conflict",
    ),
)
async def list_consultations(
    ctx: ToolContext, standing: Standing | None = None, agent: Agent | None = None
) -> Reply[ListedConsultation]:
    """List what agents asked each other, newest first: all, one agent's, or only the conflicts."""
    row: Any = ConsultationRow
    page = await ctx.rows(
        consultations.where(
            standing is None or row.status == standing,
            agent is None or row.asker == agent,
            order_by=(falling(row.opened_at), row.consultation),
            limit=MOST,
        )
    )
    kind = "conflict" if standing == "conflict" else "consultation"
    there = "is" if page.total == 1 else "are"
    of = f" that {agent} began" if agent else " between agents"
    return table(
        ctx,
        f"There {there} {counted(page.total, kind)}{of}.",
        page,
        map(listed_consultation, page.rows),
        COLUMNS,
        noun="consultation",
        query="consultations",
        streams=[decider.stream(row.consultation) for row in page.rows],
    )


def listed_consultation(row: ConsultationRow) -> ListedConsultation:
    names = set(ListedConsultation.model_fields) - {"asked", "reason"}
    told = row.model_dump(include=names) | {"asked": ", ".join(row.asked)}
    return ListedConsultation(**told, reason=outcome(row))


def outcome(row: ConsultationRow) -> str:
    """How it came out, and by whom that is worded where it was no rule."""
    return f"{ended(row.reason)} (worded by the model {row.model})" if row.model else row.reason


class Said(Message):
    """One message of a consultation: who said what in which round, and on which records."""

    round: Public[int]
    agent: Public[str]
    stance: Public[str]
    words: Internal[str]
    evidence: Internal[str]


SAID_COLUMNS = columns(
    ("round", "Round", "number"),
    ("agent", "Agent"),
    ("stance", "Says", "status"),
    ("words", "Why"),
    ("evidence", "Rests on"),
)


@read(
    title="Consultation",
    says=(
        "show {consultation}",
        "show the consultation {consultation}",
        "what was said in {consultation}",
        "how did {consultation} come out",
        "what is {consultation} about",
        "what did the agents say in {consultation}",
        "tell me about {consultation}",
        "why do the agents disagree in {consultation}",
        "messages of {consultation}",
        "{consultation}",
    ),
)
async def show_consultation(ctx: ToolContext, consultation: Consulted) -> Reply[Said]:
    """Show one consultation: every message of it, with the records that it rests on."""
    row = await consultation_called(ctx, consultation)
    facts = await ctx.history(decider.stream(row.consultation))
    messages = [said for fact in facts if (said := message(fact.event)) is not None]
    came = f": {ended(outcome(row))}" if row.reason else ""
    return Reply(
        headline=f"{row.consultation} of {row.asker} about {row.about} is {row.status}{came}.",
        rows=tuple(messages[:MOST]),
        columns=SAID_COLUMNS,
        total_rows=len(messages),
        truncated=len(messages) > MOST,
        note=counting(ctx, len(messages), "message"),
        query=f"messages of {row.consultation}",
        streams=(decider.stream(row.consultation),),
    )


def message(event: Event) -> Said | None:
    """The message that an event is; how it ended stands in the headline."""
    match event:
        case ConsultationOpened():
            return line(1, event.asker, f"asks {listed(event.asked)}", event.situation, ())
        case ConsultationAnswered():
            says = OPINIONS[event.stance]
            return line(event.round, event.by, says, event.reason, event.evidence)
        case CounterTakenUp():
            return line(event.round, event.asker, "asks again", event.reason, ())
        case _:
            return None


def line(number: int, agent: str, stance: str, words: str, evidence: tuple[str, ...]) -> Said:
    told = ", ".join(evidence)
    return Said(round=number, agent=agent, stance=stance, words=words, evidence=told)


@draft(
    title="Conflict settlement",
    edits=(REASON,),
    says=(
        "settle the conflict {consultation} [because {reason}]",
        "the conflict {consultation} is settled [because {reason}]",
        "close the conflict {consultation} [because {reason}]",
        "end the conflict {consultation} [because {reason}]",
        "decide the conflict {consultation} saying {reason}",
        "settle {consultation} between the agents [because {reason}]",
        "we settled the conflict {consultation} [because {reason}]",
        "lay the conflict {consultation} to rest [because {reason}]",
    ),
)
async def draft_conflict_settlement(
    ctx: ToolContext, consultation: Consulted, reason: Reason | None = None
) -> DraftCard:
    """Draft that people have settled what agents could not agree about, and how."""
    row = await consultation_called(ctx, consultation)
    why, origins = reason_of(reason)
    plan = Plan(
        steps=(Step(decider.stream(row.consultation), SettleConflict(reason=why)),),
        title=f"Settle what {row.asker} asked about {row.about}",
        kind="Conflict settlement",
        origins=origins,
    )
    return await ctx.propose(plan)


async def consultation_called(ctx: ToolContext, number: str) -> ConsultationRow:
    """The consultation of this number, which exists or is refused with those that wait."""
    found = await ctx.rows(consultations.where(ConsultationRow.consultation == number, limit=1))
    if found.first is None:
        reason = f"There is no consultation {number}: list them, or check the number."
        raise Refused(reason, "unknown_consultation", await unsettled(ctx))
    return found.first


async def unsettled(ctx: ToolContext) -> Candidates | None:
    page = await ctx.rows(consultations.where(ConsultationRow.status == "conflict", limit=SHOWN))
    options = tuple(
        Candidate(value=row.consultation, label=row.consultation, detail=row.about)
        for row in page.rows
    )
    if not options:
        return None
    asks = "Which consultation?"
    return Candidates(slot="consultation", asks=asks, options=options, total=page.total)
