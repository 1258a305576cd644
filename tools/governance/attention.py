"""Attention: what somebody puts off or looks after, and how long drafts may wait."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from domain.governance.attention import LetGo, LookAfter, PutOff, TakeUp, attention
from domain.governance.attention_marks import AttentionMarkRow, attention_marks
from domain.governance.patience import EVERY, LONGEST, SHORTEST, STREAM, SetPatience
from domain.kernel import Internal, Message, Personal, Public, Step
from domain.kernel.words import counted, day
from domain.preview import DraftCard
from tools.drafting import origin
from tools.readings import Day
from tools.readings import day as read_day
from tools.reply import Reply, columns
from tools.slots import WHOLE_OR_TEXT, Line, Slot, reading, text
from tools.toolkit import Edit, Plan, ToolContext, draft, read

SHOWN = 100
NUMBER = re.compile(r"[a-z]{1,4}-\d{1,12}", re.IGNORECASE)


def named(said: Any) -> Any:
    """A document number as it is written everywhere: PO-7."""
    plain = said.strip() if isinstance(said, str) else said
    return plain.upper() if isinstance(plain, str) and NUMBER.fullmatch(plain) else plain


About = Annotated[
    str,
    Line,
    BeforeValidator(named),
    text(
        "Which of the things in your queue?",
        "What it is about, as the queue says: PO-7.",
        (
            *("look after", "looking after", "care of", "take up again", "wake up", "unsnooze"),
            *("snoozing", "any longer", "leave to me", "let go of", "the matter"),
        ),
    ),
]
Until = Annotated[
    Day,
    reading(read_day),
    Slot(
        kind="day",
        asks="Until which day?",
        hint="A day as 2026-12-01.",
        wire={"type": "string"},
    ),
]
Hours = Annotated[
    int,
    Field(ge=SHORTEST, le=LONGEST),
    Slot(
        kind="count",
        asks="After how many hours?",
        hint=f"Hours from one step to the next, {SHORTEST} to {LONGEST}.",
        wire=WHOLE_OR_TEXT,
        after=("hours", "hour"),
    ),
]


class ListedMark(Message):
    """What a member has put off or looks after."""

    about: Internal[str]
    user: Personal[str]
    until: Public[date | None]
    state: Public[str]


COLUMNS = columns(
    ("about", "What"), ("user", "Member"), ("state", "State", "status"), ("until", "Until", "date")
)


@read(
    title="Put off and looked after",
    says=(
        "what have I put off",
        "what did I snooze",
        "what is snoozed",
        "show what is put off",
        "list what I have put off",
        "who looks after what",
        "what do I look after",
        "which things are put off",
        "list what somebody looks after",
    ),
)
async def list_put_off(ctx: ToolContext) -> Reply[ListedMark]:
    """List what whoever asks has put off, and what members look after."""
    row: Any = AttentionMarkRow
    mine, kept = await ctx.many(
        [
            attention_marks.where(row.user == ctx.user, row.until > ctx.today, limit=SHOWN),
            attention_marks.where(row.keeps == True, limit=SHOWN),  # noqa: E712
        ]
    )
    rows = [
        *(listed_mark(each, "put off") for each in mine.rows),
        *(listed_mark(each, "looked after") for each in kept.rows),
    ]
    return Reply(
        headline=f"You have put off {counted(mine.total, 'thing')}; "
        f"{counted(kept.total, 'thing')} {'is' if kept.total == 1 else 'are'} looked after.",
        rows=tuple(rows),
        columns=COLUMNS,
        total_rows=mine.total + kept.total,
        truncated=mine.truncated or kept.truncated,
        query="what is put off and not yet back, and what members look after",
        streams=tuple(attention.stream(each.about) for each in rows[:20]),
    )


def listed_mark(row: AttentionMarkRow, state: str) -> ListedMark:
    until = row.until if state == "put off" else None
    return ListedMark(about=row.about, user=row.user, until=until, state=state)


@draft(
    title="Put off",
    edits=(Edit("until", "Until", "date"),),
    says=(
        "put off {until} the matter {about}",
        "snooze {until} the matter {about}",
        "postpone {until} the matter {about}",
        "hide {until} the matter {about}",
        "let rest {until} the matter {about}",
        "put out of my queue {until} the matter {about}",
        "bring up {until} the matter {about}",
        "take out of my queue {until} the matter {about}",
    ),
)
async def draft_put_off(ctx: ToolContext, about: About, until: Until) -> DraftCard:
    """Draft that something leaves the queue of whoever asks until a day; it returns by itself."""
    command = PutOff(about=about, user=ctx.user, until=until, on=ctx.today)
    return await marked(ctx, command, f"Put {about} off until {day(until)}", "Put off")


@draft(
    title="Taken up again",
    says=(
        "take up again {about}",
        "take up again: {about}",
        "wake up {about}",
        "unsnooze {about}",
        "stop snoozing {about}",
        "do not snooze any longer {about}",
        "bring back to my queue: {about}",
        "show again in my queue: {about}",
    ),
)
async def draft_taking_up(ctx: ToolContext, about: About) -> DraftCard:
    """Draft that something that was put off stands in the queue again at once."""
    command = TakeUp(about=about, user=ctx.user)
    return await marked(ctx, command, f"Take {about} up again", "Taken up again")


@draft(
    title="Looked after",
    says=(
        "I look after {about}",
        "I take care of {about}",
        "I am looking after {about}",
        "I will look after {about}",
        "let me look after {about}",
        "leave to me {about}",
        "put me in charge of looking after {about}",
        "mine to look after: {about}",
    ),
)
async def draft_looking_after(ctx: ToolContext, about: About) -> DraftCard:
    """Draft that whoever asks looks after something, so that others need not."""
    command = LookAfter(about=about, user=ctx.user)
    return await marked(ctx, command, f"Look after {about}", "Looked after")


@draft(
    title="Let go",
    says=(
        "I no longer look after {about}",
        "I stop looking after {about}",
        "somebody else may look after {about}",
        "let others look after {about}",
        "let go of {about}",
        "hand back to the others: {about}",
        "give back to everybody: {about}",
        "I do not look after any more: {about}",
    ),
)
async def draft_letting_go(ctx: ToolContext, about: About) -> DraftCard:
    """Draft that whoever asks looks after something no longer, so that others see it first."""
    command = LetGo(about=about, user=ctx.user)
    return await marked(ctx, command, f"Let go of {about}", "Let go")


async def marked(
    ctx: ToolContext, command: PutOff | TakeUp | LookAfter | LetGo, title: str, kind: str
) -> DraftCard:
    plan = Plan(
        steps=(Step(attention.stream(command.about), command),),
        title=title,
        kind=kind,
        origins=(origin("user", ctx.user, "who asks, as signed in"),),
    )
    return await ctx.propose(plan)


@draft(
    title="Patience",
    edits=(Edit("hours", "Hours", "number"),),
    says=(
        "escalate drafts after {hours} hours",
        "escalate every draft after {hours} hours",
        "escalate what nobody signs after {hours} hours",
        "raise drafts to the next role after {hours} hours",
        "let drafts wait {hours} hours before they are escalated",
        "escalate after {hours} hours what is of the kind {kind}",
        "unsigned drafts are escalated after {hours} hours",
        "change the time before escalation to {hours} hours",
    ),
)
async def draft_patience(
    ctx: ToolContext,
    hours: Hours,
    kind: Annotated[
        str,
        Line,
        text(
            "Of which kind of draft?", "A kind as its card says: Purchase order.", ("of the kind",)
        ),
    ]
    | None = None,
) -> DraftCard:
    """Draft after how many hours a draft that nobody signs is raised to the next role."""
    command = SetPatience(kind=kind or EVERY, hours=hours)
    what = f"Drafts of the kind {kind}" if kind else "Drafts"
    plan = Plan(
        steps=(Step(STREAM, command),),
        title=f"{what} are escalated after {counted(hours, 'hour')}",
        kind="Patience",
        because="An escalation decides nothing: drafts expire as before, and people sign.",
    )
    return await ctx.propose(plan)
