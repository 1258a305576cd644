"""Absences: who is away when, who stands in, and how that is drafted and ended."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Any

from domain.governance.absence import EndAbsence, RecordAbsence, absence
from domain.governance.absences import AbsenceRow, absences
from domain.governance.member import MemberRow, members
from domain.kernel import Message, Personal, Public, Refused, Step, among
from domain.kernel.words import counted, day, listed
from domain.preview import DraftCard
from tools.drafting import origin
from tools.readings import Day
from tools.readings import day as read_day
from tools.reply import Reply, columns, table
from tools.resolve import shortened
from tools.slots import Line, Slot, reading, text
from tools.toolkit import Edit, Plan, ToolContext, draft, read

MOST = 2_000
SHOWN = 100
WEEK = timedelta(days=7)
WIRE = {"type": "string"}
StandIn = Annotated[
    str,
    Line,
    text("Who stands in for you?", "The user or the name of a member.", ("stand-in is",)),
]
FirstDay = Annotated[
    Day,
    reading(read_day),
    Slot(
        kind="day",
        asks="From which day are you away?",
        hint="A day as 2026-12-01.",
        wire=WIRE,
    ),
]
LastDay = Annotated[
    Day,
    reading(read_day),
    Slot(
        kind="day",
        asks="Which is the last day that you are away?",
        hint="A day as 2026-12-01.",
        wire=WIRE,
        before=("to", "until", "through"),
    ),
]


class ListedAbsence(Message):
    """A member who is or will be away, with who stands in."""

    user: Personal[str]
    name: Personal[str]
    first: Public[date]
    last: Public[date]
    stand_in: Personal[str]
    draft: Public[str]


COLUMNS = columns(
    ("name", "Away"),
    ("first", "From", "date"),
    ("last", "To", "date"),
    ("stand_in", "Stands in"),
    ("draft", "Signed"),
)


@read(
    title="Absences",
    says=(
        "who is away",
        "who is away now",
        "list the absences",
        "show the absences",
        "absences",
        "who stands in for me",
        "whom do I stand in for",
        "who stands in for whom",
        "who is on holiday",
        "is anybody away",
        "which members are away",
    ),
)
async def list_absences(ctx: ToolContext) -> Reply[ListedAbsence]:
    """List who is away now or later, and who stands in; what is over is not listed."""
    row: Any = AbsenceRow
    page = await ctx.rows(
        absences.where(row.last >= ctx.today, order_by=(row.first, row.user), limit=SHOWN)
    )
    names = await names_of(ctx, [each.user for each in page.rows])
    return table(
        ctx,
        headline(ctx, page.rows),
        page,
        [
            ListedAbsence(
                name=names.get(each.user, each.user),
                **each.model_dump(include={"user", "first", "last", "stand_in", "draft"}),
            )
            for each in page.rows
        ],
        COLUMNS,
        noun="absence",
        query="absences that are not over",
        streams=[absence.stream(each.user) for each in page.rows],
    )


def headline(ctx: ToolContext, rows: Sequence[AbsenceRow]) -> str:
    """How many are away; whose stand-in the reader is and has is said first."""
    if not rows:
        return "Nobody is away or has said that they will be."
    now = [row for row in rows if row.first <= ctx.today]
    lent = [f"until {day(row.last)}" for row in now if row.stand_in == ctx.user]
    own = [f"from {day(row.first)}" for row in rows if row.user == ctx.user]
    mine = [
        f"You stand in for somebody {listed(lent)}." if lent else "",
        f"Somebody stands in for you {listed(own)}." if own else "",
    ]
    verb = "is" if len(now) == 1 else "are"
    said = f"{counted(len(now), 'member').capitalize()} {verb} away today"
    return " ".join(
        filter(None, (*mine, f"{said}, {counted(len(rows) - len(now), 'more')} later."))
    )


async def names_of(ctx: ToolContext, users: Sequence[str]) -> dict[str, str]:
    if not users:
        return {}
    asked = members.where(among(MemberRow.user, users), limit=MOST)
    return {row.user: row.name for row in (await ctx.rows(asked)).rows}


@draft(
    title="Absence",
    edits=(Edit("first", "First day", "date"), Edit("last", "Last day", "date")),
    says=(
        "I am away {first} to {last}, stand-in: {stand_in}",
        "I am away {first} until {last}, stand-in: {stand_in}",
        "I am away {first}, stand-in: {stand_in}",
        "I am away {first} through {last}, stand-in: {stand_in}",
        "I will be away {first} to {last}, stand-in: {stand_in}",
        "write down that I am away {first} to {last}, stand-in: {stand_in}",
        "put down that I am away {first} to {last}, stand-in: {stand_in}",
        "I will be away {first} through {last}, stand-in: {stand_in}",
        "note that I am away {first} to {last}, stand-in: {stand_in}",
    ),
)
async def draft_absence(
    ctx: ToolContext, stand_in: StandIn, first: FirstDay, last: LastDay | None = None
) -> DraftCard:
    """Draft that whoever asks is away on these days, and who stands in; it ends by itself.

    Whoever stands in sees what waits for the absent one, and signs as far as that person could:
    never what always needs a third hand, and never what the absent one drafted.
    """
    who = await member_named(ctx, stand_in)
    until = last_day(first, last)
    command = RecordAbsence(user=ctx.user, first=first, last=until, stand_in=who.user, on=ctx.today)
    plan = Plan(
        steps=(Step(absence.stream(ctx.user), command),),
        title=f"{who.name} stands in from {day(first)} to {day(until)}",
        kind="Absence",
        because="It ends by itself, and nothing that always needs a third hand is signed on it.",
        origins=(origin("user", ctx.user, "who asks, as signed in"),),
    )
    return await ctx.propose(plan)


def last_day(first: date, last: date | None) -> date:
    """Of weekdays the one that follows: Monday to Friday is said on a Friday, too."""
    if last is None:
        return first
    behind = (first - last).days
    return last + WEEK if 0 < behind < WEEK.days else last


@draft(
    title="End of an absence",
    says=(
        "I am back",
        "I am back from today on",
        "I am not away after all",
        "I am not away {first} after all",
        "end my absence",
        "cancel my absence",
        "my absence is over",
        "nobody stands in for me any more",
    ),
)
async def draft_absence_end(ctx: ToolContext, first: FirstDay | None = None) -> DraftCard:
    """Draft the end of an absence of whoever asks: the one that begins then, or the next one."""
    row: Any = AbsenceRow
    asked = absences.where(
        row.user == ctx.user,
        first is None or row.first == first,
        row.last >= ctx.today,
        order_by=(row.first,),
        limit=1,
    )
    found = (await ctx.rows(asked)).first
    if found is None:
        raise Refused("Not drafted. You are not away, now or later: list the absences.", "not_away")
    command = EndAbsence(user=ctx.user, first=found.first)
    plan = Plan(
        steps=(Step(absence.stream(ctx.user), command),),
        title=f"The absence from {day(found.first)} to {day(found.last)} ends",
        kind="End of an absence",
        origins=(origin("first", day(found.first), f"{found.draft or 'recorded'}"),),
    )
    return await ctx.propose(plan)


async def member_named(ctx: ToolContext, said: str) -> MemberRow:
    """The one member of this user or name who may sign in; another one than whoever asks."""
    rows = (await ctx.rows(members.where(limit=MOST))).rows
    wanted = said.casefold()
    exact = [row for row in rows if wanted in (row.user.casefold(), row.name.casefold())]
    part = [row for row in rows if wanted in row.name.casefold().split()]
    found = [row for row in exact or part if not row.disabled]
    if len(found) == 1:
        return found[0]
    if found:
        names = listed([row.user for row in found])
        raise Refused(f"Not drafted. More than one is called that: {names}.", "unclear_member")
    reason = f"Not drafted. Nobody signs in as “{shortened(said)}”: list the members."
    raise Refused(reason, "unknown_member")
