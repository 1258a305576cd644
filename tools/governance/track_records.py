"""Track records: how people decided on an agent's drafts, by the kind of work and by week."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.governance.drafts import DraftRow, drafts
from domain.governance.track_record import (
    BY_FATE,
    DAYS,
    DECIDED,
    MOST,
    Fate,
    TrackRecord,
    beginning,
    earned,
    fate_of,
    record_of,
    share_of,
    since,
)
from domain.kernel import Internal, Message, Page, Public, dimension
from domain.kernel.words import counted, ended
from tools.governance.agents import named, registered
from tools.governance.words import Agent
from tools.governance.work import Work, called
from tools.reply import Chart, Reply, asked, columns, table
from tools.toolkit import ToolContext, read

WEEKS = 13
BY = (dimension("command", DraftRow.command), *BY_FATE)
FIELDS: tuple[Fate, ...] = ("signed", "edited", "rejected", "undone", "flagged", "executed")


class ListedRecord(Message):
    """What people made of the drafts of one kind of work, and what that earns."""

    work: Public[str]
    decided: Internal[int]
    signed: Internal[int]
    edited: Internal[int]
    rejected: Internal[int]
    undone: Internal[int]
    flagged: Internal[int]
    executed: Internal[int]
    approval: Internal[Decimal | None]
    last_against: Internal[date | None]
    verdict: Internal[str]


COLUMNS = columns(
    ("work", "Work"),
    ("decided", "Decided", "number"),
    ("signed", "Signed as drafted", "number"),
    ("edited", "Edited", "number"),
    ("rejected", "Rejected", "number"),
    ("undone", "Undone", "number"),
    ("flagged", "Red flag", "number"),
    ("executed", "Executed", "number"),
    ("approval", "Approval", "percent"),
    ("last_against", "Last against", "date"),
    ("verdict", "Earned"),
)


@read(
    title="Track record",
    says=(
        "how reliable is {agent}",
        "how reliable is {agent} with {work}",
        "track record of {agent} [with {work}]",
        "show the track record of {agent}",
        "show the track record of {agent} with {work}",
        "has {agent} earned a standing order",
        "has {agent} earned a standing order for {work}",
        "how good are the drafts of {agent}",
        "chart the track record of {agent}",
        "reliability of {agent} by week",
        "how well does {agent} do with {work}",
    ),
)
async def show_record(
    ctx: ToolContext, agent: Agent, work: Work | None = None
) -> Reply[ListedRecord]:
    """Tell how people decided on an agent's drafts in 90 days, by work, and what that earns.

    An edited draft counts against it; what was executed counts only when it was undone.
    """
    name = named(await registered(ctx), agent).agent
    first = since(ctx.today)
    groups = await decided(ctx, name, work, first, ctx.today)
    records = [record_of(name, w, (first, ctx.today), groups[w]) for w in sorted(groups)]
    rows = [listed_record(record) for record in records if record.decided or record.executed]
    reply = table(
        ctx,
        headline(name, records, work),
        Page(tuple(rows), len(rows)),
        rows,
        COLUMNS,
        noun="kind of work",
        query=f"{asked('drafts decided', agent=name, work=work)}, in the last {DAYS} days",
    )
    return reply.model_copy(update={"chart": await by_week(ctx, name, work)})


async def decided(
    ctx: ToolContext, agent: str, work: str | None, first: date, last: date
) -> Mapping[str, list[Mapping[str, Any]]]:
    """The decided drafts of each kind of work, by what became of them."""
    found = await ctx.summary(
        drafts.summary(
            DraftRow.agent == agent,
            work is None or DraftRow.command == work,
            DraftRow.command != "",
            DraftRow.closed_at >= beginning(first),  # type: ignore[operator]
            DraftRow.closed_at < beginning(last + timedelta(days=1)),  # type: ignore[operator]
            by=BY,
            measures=DECIDED,
            limit=MOST,
        )
    )
    groups: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for group in found.groups:
        if fate_of(group):
            groups[group["command"]].append(group)
    return groups


def listed_record(record: TrackRecord) -> ListedRecord:
    verdict = earned(record)
    said = "Earned: " if verdict.earned else "Not earned: "
    return ListedRecord(
        work=called(record.command),
        **{name: getattr(record, name) for name in FIELDS},
        decided=record.decided,
        approval=record.rate,
        last_against=record.last_against,
        verdict=f"{said}{verdict.reason}",
    )


def headline(agent: str, records: Sequence[TrackRecord], work: str | None) -> str:
    what = f" with {called(work)}" if work else ""
    total, signed = sum(r.decided for r in records), sum(r.signed for r in records)
    if not total:
        return f"People decided none of the drafts of {agent}{what} in {DAYS} days."
    share = f"{share_of(signed, total)} %"
    made = f"Of {counted(total, 'draft')} of {agent}{what} that people decided in {DAYS} days"
    told = f"{made}, {signed} were signed as drafted, {share}."
    if len(records) != 1:
        good = sum(earned(record).earned for record in records)
        return f"{told} A standing order is earned for {good or 'none'} of {len(records)} works."
    verdict = earned(records[0])
    if verdict.earned:
        return f"{told} That earns a standing order."
    return f"{told} That earns no standing order: {ended(verdict.reason)}."


async def by_week(ctx: ToolContext, agent: str, work: str | None) -> Chart | None:
    """The share signed as drafted in each week that had a decision."""
    monday = ctx.today - timedelta(days=ctx.today.weekday())
    x, y = [], []
    for n in reversed(range(WEEKS)):
        first = monday - timedelta(weeks=n)
        groups = await decided(ctx, agent, work, first, first + timedelta(days=6))
        days = (first, first)
        records = [record_of(agent, name, days, each) for name, each in groups.items()]
        total, signed = sum(r.decided for r in records), sum(r.signed for r in records)
        if total:
            x.append(first.isoformat())
            y.append((Decimal(signed * 100) / total).quantize(Decimal("0.1")))
    if len(x) < 2:
        return None
    return Chart(kind="line", title="Signed as drafted, % by week", x=tuple(x), y=tuple(y))
