"""Drafts: what was proposed, by whom, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from domain.governance.draft import OPEN
from domain.governance.draft import draft as decider
from domain.governance.drafts import DraftRow, drafts
from domain.governance.member import MemberRow, members
from domain.kernel import (
    Internal,
    Message,
    Personal,
    Public,
    among,
    falling,
)
from domain.kernel.words import counted
from tools import periods
from tools.governance.words import EVERY, Function, Role, beginning, ending
from tools.readings import Span
from tools.reply import Reply, asked, columns, table
from tools.slots import Line, Period, choice, text
from tools.toolkit import ToolContext, read

SHOWN = 100
MOST = 2_000

Status = Annotated[
    Literal["open", "signed", "rejected", "expired", "superseded", "undone"],
    choice(
        "Open, signed, rejected, expired, superseded or undone?",
        "What became of it: open, signed, rejected, expired, superseded, or undone.",
        open=("open", "unsigned"),
        signed=("signed", "approved"),
        rejected=("rejected", "declined"),
        expired=("expired", "lapsed"),
        superseded=("superseded", "replaced"),
        undone=("undone", "reversed"),
    ),
]
Proposer = Annotated[
    str, Line, text("Proposed by whom?", "The user or the name of a member.", before=("by", "of"))
]


class ListedDraft(Message):
    """A draft with its stake, its hands and its fate."""

    draft: Public[str]
    status: Public[str]
    kind: Public[str]
    function: Public[str]
    title: Internal[str]
    amount: Internal[Decimal | None]
    currency: Public[str]
    proposer: Personal[str]
    agent: Public[str]
    proposed_at: Public[datetime | None]
    closed_by: Personal[str]
    reason: Internal[str]


COLUMNS = columns(
    ("draft", "Draft"),
    ("title", "Title"),
    ("status", "Status", "status"),
    ("amount", "Amount", "money", "currency"),
    ("proposer", "Proposed by"),
    ("agent", "Through"),
    ("proposed_at", "On", "date"),
    ("closed_by", "Closed by"),
    ("reason", "Because"),
)


@read(
    title="Drafts",
    says=(
        "list [{status}] drafts [in {function}] [{period}]",
        "show all drafts of {role}",
        "which drafts are {status}",
        "which drafts were {status} {period}",
        "{status} drafts of {role} [{period}]",
        "how many drafts were {status} [{period}]",
        "what did {role} propose [{period}]",
        "drafts proposed by {proposer} [{period}]",
        "which proposals were {status}",
        "proposals of {role} [in {function}]",
    ),
)
async def list_drafts(
    ctx: ToolContext,
    status: Status | None = None,
    function: Function | None = None,
    role: Role | None = None,
    proposer: Proposer | None = None,
    period: Period | None = None,
) -> Reply[ListedDraft]:
    """List drafts with what became of them, by status, function, proposer and period."""
    people = await proposers(ctx, role, proposer)
    page = await ctx.rows(
        drafts.where(
            status is None or among(DraftRow.status, OPEN if status == "open" else (status,)),
            function in (None, EVERY) or DraftRow.function == function,
            people is None or among(DraftRow.proposer, people),
            *proposed_in(period),
            order_by=(falling(DraftRow.proposed_at), DraftRow.draft),
            limit=SHOWN,
        )
    )
    kind = f"{status} draft" if status else "draft"
    there = "is" if page.total == 1 else "are"
    who = f" by {proposer or role}" if proposer or role else ""
    when = periods.spoken(period)
    return table(
        ctx,
        f"There {there} {counted(page.total, kind)}{who}{f' {when}' if when else ''}.",
        page,
        map(listed_draft, page.rows),
        COLUMNS,
        noun="draft",
        query=asked(
            "drafts", status=status, function=function, role=role, proposer=proposer, days=when
        ),
        streams=[decider.stream(row.draft) for row in page.rows],
    )


async def proposers(
    ctx: ToolContext, role: str | None, proposer: str | None
) -> Sequence[str] | None:
    """The users that are meant; None where nobody was named."""
    if role is None and proposer is None:
        return None
    known = (await ctx.rows(members.where(limit=MOST))).rows
    return [
        row.user
        for row in known
        if (role is None or role in row.roles) and (proposer is None or is_named(row, proposer))
    ]


def is_named(row: MemberRow, said: str) -> bool:
    return said.casefold() in (row.user.casefold(), row.name.casefold())


def proposed_in(period: Span | None) -> tuple[bool, ...]:
    """Moments are kept to the second, so a period ends before the day after its last."""
    if period is None:
        return ()
    moment = DraftRow.proposed_at
    return (
        moment >= beginning(period.first),  # type: ignore[operator]
        moment < ending(period.last),  # type: ignore[operator]
    )


def listed_draft(row: DraftRow) -> ListedDraft:
    return ListedDraft(**row.model_dump(include=set(ListedDraft.model_fields)))
