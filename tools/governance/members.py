"""Members: who works here, in which roles, and who can no longer sign in."""

from domain.governance.member import SPECIALISTS, MemberRow, member, members
from domain.kernel import Message, Page, Personal, Public
from domain.kernel.words import counted
from tools.governance.words import Role
from tools.reply import Reply, asked, columns, table
from tools.toolkit import ToolContext, read

MOST = 2_000
SHOWN = 100
GROUPS = (*SPECIALISTS, "staff")
"""Roles that are called after what they do together: one of them is a member of it."""


class ListedMember(Message):
    """A person of the business."""

    user: Personal[str]
    name: Personal[str]
    roles: Public[str]
    customer: Public[str]
    status: Public[str]


COLUMNS = columns(
    ("user", "User"),
    ("name", "Name"),
    ("roles", "Roles"),
    ("customer", "Customer"),
    ("status", "Status", "status"),
)


@read(
    title="Members",
    says=(
        "list the members",
        "who works here",
        "who is {role}",
        "show all {role} members",
        "which people have the role {role}",
        "members of the business",
        "people and their roles",
        "how many members are there",
        "users with the role {role}",
        "our team",
        "list users",
        "show roles",
        "users and roles",
    ),
)
async def list_members(ctx: ToolContext, role: Role | None = None) -> Reply[ListedMember]:
    """List the people of the business with their roles, and who can no longer sign in."""
    page = await ctx.rows(members.where(order_by=(MemberRow.user,), limit=MOST))
    found = [row for row in page.rows if role is None or role in row.roles]
    active = sum(not row.disabled for row in found)
    noun = f"{role} member" if role in GROUPS else role or "member"
    total = page.total if role is None else len(found)
    return table(
        ctx,
        f"There {'is' if total == 1 else 'are'} {counted(total, noun)}; {told(active, total)}.",
        Page(tuple(found[:SHOWN]), total),
        map(listed_member, found[:SHOWN]),
        COLUMNS,
        noun="member",
        query=asked("members", role=role),
        streams=[member.stream(row.user) for row in found],
    )


def told(active: int, total: int) -> str:
    if active == total:
        return "none of them is disabled" if total else "nobody can sign in"
    return f"{active} can sign in"


def listed_member(row: MemberRow) -> ListedMember:
    status = "disabled" if row.disabled else "active"
    roles = ", ".join(row.roles)
    return ListedMember(
        user=row.user, name=row.name, roles=roles, customer=row.customer, status=status
    )
