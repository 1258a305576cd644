"""Standing orders: what people signed in advance, how far it goes, and what was used of it."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from domain.governance.standing_order import standing_order
from domain.governance.standing_orders import StandingOrderRow, standing_orders
from domain.governance.track_record import share_of
from domain.kernel import Internal, Message, Public, falling
from domain.kernel.words import counted, ended
from tools.governance.agents import named, registered
from tools.governance.words import Agent
from tools.governance.work import called
from tools.reply import Reply, asked, columns, table
from tools.toolkit import ToolContext, read

SHOWN = 100
STANDING = "standing"
RUNGS = {4: "L4 submits, signed together", 5: "L5 executes within limits"}


class ListedOrder(Message):
    """A standing order with its limits, what was used today, and the record that earned it."""

    order: Public[str]
    state: Public[str]
    agent: Public[str]
    work: Public[str]
    function: Public[str]
    rung: Public[str]
    each: Internal[Decimal]
    drafts_a_day: Internal[int]
    a_day: Internal[Decimal]
    currency: Public[str]
    used_today: Internal[int]
    record: Internal[str]
    since: Public[datetime | None]
    draft: Public[str]
    reason: Internal[str]


COLUMNS = columns(
    ("order", "Order"),
    ("state", "State", "status"),
    ("agent", "Agent"),
    ("work", "Work"),
    ("rung", "Rung"),
    ("each", "Each", "money", "currency"),
    ("drafts_a_day", "Drafts a day", "number"),
    ("a_day", "A day", "money", "currency"),
    ("used_today", "Done today", "number"),
    ("record", "Earned by"),
    ("since", "Since", "date"),
    ("draft", "Signed in"),
    ("reason", "Because"),
)


@read(
    title="Standing orders",
    says=(
        "list the standing orders [of {agent}]",
        "show all standing orders",
        "which standing orders are there",
        "which standing orders still stand",
        "what may {agent} do without a signature",
        "what is signed in advance",
        "what was signed in advance for {agent}",
        "standing orders of {agent}",
        "who signed the standing orders",
        "is there a standing order for {agent}",
        "how far may agents act alone",
        "what may agents do by themselves",
        "what do agents do on their own",
    ),
)
async def list_standing_orders(ctx: ToolContext, agent: Agent | None = None) -> Reply[ListedOrder]:
    """List what agents may do under a signature given in advance, and what has lapsed or ended."""
    name = None if agent is None else named(await registered(ctx), agent).agent
    page = await ctx.rows(
        standing_orders.where(
            name is None or StandingOrderRow.agent == name,
            order_by=(falling(StandingOrderRow.status), StandingOrderRow.agent),
            limit=SHOWN,
        )
    )
    rows = [listed_order(row, ctx.today) for row in page.rows]
    return table(
        ctx,
        headline(page.rows, name),
        page,
        rows,
        COLUMNS,
        noun="standing order",
        query=asked("standing orders", agent=name),
        streams=[standing_order.stream(row.agent) for row in page.rows],
    )


def listed_order(row: StandingOrderRow, today: date) -> ListedOrder:
    return ListedOrder(
        order=row.number,
        state=row.status,
        agent=row.agent,
        work=called(row.command),
        function=row.function,
        rung=RUNGS[row.rung],
        each=row.limit,
        drafts_a_day=row.daily_count,
        a_day=row.daily_amount,
        currency=row.currency,
        used_today=row.used_count if row.used_on == today else 0,
        record=f"{row.signed} of {row.decided}, {share_of(row.signed, row.decided)} %",
        since=row.since,
        draft=row.draft,
        reason=row.reason,
    )


def headline(rows: Sequence[StandingOrderRow], agent: str | None) -> str:
    standing = [row for row in rows if row.status == STANDING]
    whose = f" of {agent}" if agent else ""
    if not standing:
        lost = next((row for row in rows if row.status == "lapsed"), None)
        why = f" {lost.number} has lapsed: {ended(lost.reason)}." if lost else ""
        return f"No standing order{whose} stands: people sign each draft.{why}"
    acting = sum(row.rung == max(RUNGS) for row in standing)
    verb = "stands" if len(standing) == 1 else "stand"
    told = f"{counted(len(standing), 'standing order')}{whose} {verb}"
    return f"{told}; under {acting or 'none'} of them drafts are executed within limits."
