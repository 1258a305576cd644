"""Errands: many drafts that one sentence asks for, each made by the tool that drafts one."""

from collections import Counter
from collections.abc import Generator, Sequence
from typing import TypeVar

from domain.agents.agent import Asked, Found
from domain.governance.draft import OPEN, draft
from domain.governance.draft_events import DraftProposed, DraftRevised
from domain.governance.drafts import DraftRow, drafts
from domain.kernel import Internal, Message, Public, among
from domain.kernel.words import counted
from tools.reply import Reply, columns, counting
from tools.toolkit import ToolContext

T = TypeVar("T")
AT_A_TIME = 200
"""So many drafts one sentence makes; what is left over is told, and asked for again."""
LOOKED_AT = 1_000
WAITS = "with a draft that waits for a signature already"
QUESTIONS = 1_000
"""A rule of an agent that asks more in a row is a mistake."""


class Errand(Message):
    """One call of a drafting tool, and the record it is about."""

    tool: Public[str]
    about: Public[str]
    arguments: Internal[dict[str, str]]


class Due(Message):
    """A letter that is due, and whether it is drafted now; if not, why."""

    about: Public[str]
    customer: Public[str]
    customer_name: Internal[str]
    what: Internal[str]
    left: Internal[str] = ""


class ToDraft(Reply[Due]):
    """What is due, and the calls by which each of it becomes a draft of its own."""

    noun: Public[str]
    errands: Internal[tuple[Errand, ...]] = ()
    left: Internal[dict[str, int]]
    """Why something that is due is not drafted, and of how much that is true."""


COLUMNS = columns(
    ("about", "About"),
    ("customer_name", "Customer"),
    ("what", "What"),
    ("left", "Not drafted"),
)


def to_draft(
    ctx: ToolContext,
    noun: str,
    due: Sequence[tuple[Due, Errand]],
    more: int,
    query: str,
) -> ToDraft:
    """The errands of what nothing stands against, up to so many; the rest with its reason."""
    free = [each for each in due if not each[0].left]
    over = {id(row) for row, _ in free[AT_A_TIME:]}
    rows = [
        row.model_copy(update={"left": f"over {AT_A_TIME} at a time"}) if id(row) in over else row
        for row, _ in due
    ]
    left = Counter(row.left for row in rows if row.left)
    if more > 0:
        left["not looked at yet"] += more
    total = len(due) + max(more, 0)
    verb = "is" if total == 1 else "are"
    nothing = not due and not more
    return ToDraft(
        headline=f"No {noun} is due." if nothing else f"{counted(total, noun)} {verb} due.",
        rows=tuple(rows[:LOOKED_AT]),
        columns=COLUMNS,
        total_rows=total,
        truncated=more > 0,
        note=counting(ctx, total, noun, len(rows)),
        query=query,
        noun=noun,
        errands=tuple(errand for _, errand in free[:AT_A_TIME]),
        left=dict(left),
    )


async def waiting(ctx: ToolContext, kind: str) -> dict[str, str]:
    """The drafts of a kind that wait for a signature, by the records they are about."""
    row = DraftRow
    asked = drafts.where(
        row.kind == kind,
        among(row.status, OPEN),
        order_by=(row.draft,),
        limit=LOOKED_AT,
        counted=False,
    )
    found: dict[str, str] = {}
    for each in (await ctx.rows(asked)).rows:
        for fact in await ctx.history(draft.stream(each.draft)):
            match fact.event:
                case DraftProposed(steps=steps) | DraftRevised(steps=steps):
                    found |= {step.stream: each.draft for step in steps}
    return found


async def looked(ctx: ToolContext, rule: Generator[Asked, Found, T]) -> T:
    """What the rule of an agent ends with, over what the caller of this tool may read."""
    try:
        asked = next(rule)
        for _ in range(QUESTIONS):
            asked = rule.send(await ctx.many(asked))
    except StopIteration as done:
        value: T = done.value
        return value
    raise RuntimeError(f"A rule has asked {QUESTIONS} times and does not end: {rule!r}")
