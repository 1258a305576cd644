"""Executed drafts: what was done without a person, under which order, and what was undone of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from domain.governance.draft import draft
from domain.governance.drafts import DraftRow, drafts
from domain.kernel import Internal, Message, Public, falling, measure
from domain.kernel.measures import money
from domain.kernel.words import counted
from tools import periods
from tools.governance.agents import named, registered
from tools.governance.words import Agent, beginning, ending
from tools.readings import Span
from tools.reply import Chart, Reply, asked, columns, table
from tools.slots import Period
from tools.toolkit import ToolContext, read

SHOWN = 100
DAYS = 30
UNDONE = "undone"


class ExecutedDraft(Message):
    """A draft that nobody signed by itself, with the order by which somebody had in advance."""

    draft: Public[str]
    state: Public[str]
    title: Internal[str]
    function: Public[str]
    agent: Public[str]
    order: Public[str]
    amount: Internal[Decimal | None]
    currency: Public[str]
    at: Public[datetime | None]


COLUMNS = columns(
    ("draft", "Draft"),
    ("title", "What"),
    ("state", "State", "status"),
    ("amount", "Amount", "money", "currency"),
    ("agent", "Agent"),
    ("order", "Under"),
    ("at", "On", "date"),
)


@read(
    title="Executed drafts",
    says=(
        "what was done without me [{period}]",
        "what was done without a signature [{period}]",
        "what was executed under standing orders [{period}]",
        "list the executed drafts [of {agent}] [{period}]",
        "show what {agent} executed [{period}]",
        "which drafts were executed [{period}]",
        "what did {agent} do alone [{period}]",
        "how many drafts were executed [{period}]",
        "digest of the executed drafts [{period}]",
        "executed drafts of {agent} [{period}]",
    ),
)
async def list_executed(
    ctx: ToolContext, agent: Agent | None = None, period: Period | None = None
) -> Reply[ExecutedDraft]:
    """List what agents executed under standing orders, day by day; each can still be undone."""
    name = None if agent is None else named(await registered(ctx), agent).agent
    span = period or Span(first=ctx.today - timedelta(days=DAYS), last=ctx.today)
    conditions = (
        DraftRow.standing_order != "",
        name is None or DraftRow.agent == name,
        DraftRow.closed_at >= beginning(span.first),  # type: ignore[operator]
        DraftRow.closed_at < ending(span.last),  # type: ignore[operator]
    )
    order_by = (falling(DraftRow.closed_at), DraftRow.draft)
    page = await ctx.rows(drafts.where(*conditions, order_by=order_by, limit=SHOWN))
    undone = await ctx.summary(
        drafts.summary(
            *conditions,
            DraftRow.status == UNDONE,
            by=(),
            measures=(measure("drafts", "count"),),
        )
    )
    back = int(undone.totals["drafts"])
    when = periods.spoken(period) or f"in the last {DAYS} days"
    reply = table(
        ctx,
        headline(page.total, back, when, name),
        page,
        map(executed, page.rows),
        COLUMNS,
        noun="executed draft",
        query=asked("drafts executed under standing orders", agent=name, days=when),
        streams=[draft.stream(row.draft) for row in page.rows],
        totals=totals(page.rows) if not page.truncated else None,
    )
    return reply.model_copy(update={"chart": None if page.truncated else by_day(page.rows)})


def executed(row: DraftRow) -> ExecutedDraft:
    fields = {"draft", "title", "function", "agent", "amount", "currency"}
    return ExecutedDraft(
        **row.model_dump(include=fields),
        state=UNDONE if row.status == UNDONE else "executed",
        order=row.standing_order,
        at=row.closed_at,
    )


def headline(total: int, undone: int, when: str, agent: str | None) -> str:
    who = f" by {agent}" if agent else ""
    if not total:
        return f"Nothing was executed under a standing order{who} {when}: people signed it all."
    verb = "was" if total == 1 else "were"
    back = f"; {undone} of them {'was' if undone == 1 else 'were'} undone" if undone else ""
    return f"{counted(total, 'draft')} {verb} executed under standing orders{who} {when}{back}."


def totals(rows: Sequence[DraftRow]) -> dict[str, str]:
    """The money of what stands, one sum for each currency."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        if row.amount is not None and row.status != UNDONE:
            sums[row.currency] = sums.get(row.currency, Decimal(0)) + row.amount
    return {f"In {name}": money(amount, name) for name, amount in sorted(sums.items())}


def by_day(rows: Sequence[DraftRow]) -> Chart | None:
    """How many each day, which is the digest of what nobody looked at."""
    days = Counter(row.closed_at.date().isoformat() for row in rows if row.closed_at)
    if len(days) < 2:
        return None
    x = tuple(sorted(days))
    y = tuple(Decimal(days[day]) for day in x)
    return Chart(kind="bar", title="Executed drafts by day", x=x, y=y)
