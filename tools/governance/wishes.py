"""Wishes: when somebody is left in peace, and when their digest comes."""

from typing import Any

from domain.governance.member import MemberRow, members
from domain.governance.wish import Wishes, said_days, wish
from domain.governance.wishes import WishRow, wishes
from domain.kernel import Message, Personal, Public, among
from domain.kernel.words import counted, listed
from tools.reply import Reply, columns, table
from tools.toolkit import ToolContext, read

SHOWN = 100
NONE = "none"


class ListedWish(Message):
    """What a member wishes of the messages in Slack."""

    user: Personal[str]
    name: Personal[str]
    quiet: Public[str]
    digest: Public[str]
    singles: Public[str]


OWN = columns(
    ("quiet", "Nothing is sent"), ("digest", "Digest"), ("singles", "Messages for single drafts")
)
COLUMNS = columns(
    ("name", "Member"),
    ("quiet", "Nothing is sent"),
    ("digest", "Digest"),
    ("singles", "Messages for single drafts"),
)


@read(
    title="Own wishes",
    says=(
        "what are my quiet hours",
        "when do I get my digest",
        "when does my digest come",
        "when am I left in peace",
        "show my quiet hours",
        "show my notification settings",
        "what are my notification settings",
        "my quiet hours",
        "when am I not disturbed",
        "do I get a message for each draft",
    ),
)
async def show_own_wishes(ctx: ToolContext) -> Reply[ListedWish]:
    """Show when whoever asks is sent nothing in Slack, and when their digest comes."""
    page = await ctx.rows(wishes.where(WishRow.user == ctx.user, limit=1))
    wished = page.first.wishes if page.first else Wishes()
    row = listed_wish(ctx.user, ctx.user, wished)
    return Reply(
        headline=headline(wished),
        rows=(row,),
        columns=OWN,
        total_rows=1,
        truncated=False,
        query="what you said about messages in Slack, else as shipped",
        streams=(wish.stream(ctx.user),) if page.first else (),
    )


def headline(wished: Wishes) -> str:
    quiet, digest = said_quiet(wished), said_digest(wished)
    peace = (
        "You are sent messages at any time" if quiet == NONE else f"You are sent nothing {quiet}"
    )
    comes = "you get no digest" if digest == NONE else f"your digest comes {digest}"
    return f"{peace}; {comes}."


@read(
    title="Wishes of the members",
    says=(
        "list the quiet hours of the members",
        "list everybody's quiet hours",
        "who has quiet hours",
        "when is everybody left in peace",
        "when do the members get their digest",
        "show the notification settings of the members",
        "list the digests of the members",
        "which members get a digest",
    ),
)
async def list_members_wishes(ctx: ToolContext) -> Reply[ListedWish]:
    """List the members who said when they are sent nothing in Slack or when a digest comes."""
    page = await ctx.rows(wishes.where(order_by=(WishRow.user,), limit=SHOWN))
    names = await names_of(ctx, [row.user for row in page.rows])
    rows = [listed_wish(row.user, names.get(row.user, row.user), row.wishes) for row in page.rows]
    said = f"{counted(page.total, 'member').capitalize()} said when to be told"
    return table(
        ctx,
        f"{said}; the others get messages at any time, and {said_digest(Wishes())} a digest.",
        page,
        rows,
        COLUMNS,
        noun="member",
        query="members with wishes about messages in Slack",
        streams=[wish.stream(row.user) for row in page.rows],
    )


async def names_of(ctx: ToolContext, users: list[str]) -> dict[str, str]:
    if not users:
        return {}
    row: Any = MemberRow
    asked = members.where(among(row.user, users), limit=SHOWN)
    return {each.user: each.name for each in (await ctx.rows(asked)).rows}


def listed_wish(user: str, name: str, wished: Wishes) -> ListedWish:
    return ListedWish(
        user=user,
        name=name,
        quiet=said_quiet(wished),
        digest=said_digest(wished),
        singles="on" if wished.singles else "only before one expires",
    )


def said_quiet(wished: Wishes) -> str:
    quiet = wished.quiet
    hours = (
        [f"between {quiet.begins:%H:%M} and {quiet.ends:%H:%M}"]
        if quiet.begins is not None and quiet.ends is not None
        else []
    )
    days = [f"on {said_days(quiet.days)}"] if quiet.days else []
    return listed([*hours, *days]) if hours or days else NONE


def said_digest(wished: Wishes) -> str:
    digest = wished.digest
    if digest.at is None:
        return NONE
    return f"at {digest.at:%H:%M} on {said_days(digest.days)}"
