"""Customer access: which person of which customer may sign in, to see and order for it."""

import re
from typing import Annotated, Literal

from domain.customers.customers import CustomerRow
from domain.governance.member import (
    OUTSIDE,
    AddMember,
    GiveRole,
    MemberRow,
    TakeRole,
    member,
    members,
)
from domain.kernel import Command, Refused, Step
from domain.preview import DraftCard
from tools.resolve import CUSTOMERS, one
from tools.slots import Customer, Line, choice, text
from tools.toolkit import Edit, Plan, ToolContext, draft

NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,62}")
User = Annotated[
    str,
    Line,
    text(
        "Under which name do they sign in?",
        "What the person signs in as: small letters, digits and . _ - + @.",
        before=("user", "sign-in", "as"),
    ),
]
Side = Annotated[
    Literal["dealer", "consumer"],
    choice(
        "As dealer or as consumer?",
        "Dealer or consumer; left out: as the customer is.",
        dealer=("dealer", "retailer"),
        consumer=("consumer", "private buyer"),
    ),
]


@draft(
    title="Customer access",
    edits=(Edit("user", "Signs in as", "text"),),
    says=(
        "let {user} order for customer {customer}",
        "let {user} sign in for customer {customer}",
        "give {user} access to the account of {customer}",
        "open the account of {customer} to user {user}",
        "make {user} {role} of customer {customer}",
        "user {user} belongs to customer {customer}",
        "{user} is the {role} of {customer} and may sign in",
        "give user {user} the portal of {customer}",
        "customer access of {customer} for {user}",
    ),
)
async def draft_customer_access(
    ctx: ToolContext, customer: Customer, user: User, role: Side | None = None
) -> DraftCard:
    """Draft that a person may sign in for one customer: they see and order for it, and no more.

    Their password is set by an admin afterwards. Nobody who works here gets such a role.
    """
    row, name = await one(ctx, CUSTOMERS, customer), user.casefold()
    if NAME.fullmatch(name) is None:
        reason = "Not drafted. A user name has small letters, digits and . _ - + @: give another."
        raise Refused(reason, "bad_user_name")
    known = (await ctx.rows(members.where(MemberRow.user == name, limit=1))).first
    side = role or ("dealer" if row.kind == "dealer" else "consumer")
    command = opening(known, row, name, side)
    plan = Plan(
        steps=(Step(member.stream(name), command),),
        title=f"Let {name} sign in as {side} of {row.name}",
        kind="Customer access",
    )
    return await ctx.propose(plan)


def opening(known: MemberRow | None, row: CustomerRow, user: str, role: str) -> Command:
    if known is None:
        return AddMember(user=user, name=user.capitalize(), roles=(role,), customer=row.customer)
    return GiveRole(role=role, customer=row.customer)


@draft(
    title="End of customer access",
    says=(
        "end the customer access of {user}",
        "end the access of user {user} to their account",
        "close the portal to user {user}",
        "take the customer access from {user}",
        "take the account away from user {user}",
        "user {user} no longer orders for a customer",
        "remove the customer access of {user}",
        "withdraw the customer access of {user}",
        "stop user {user} from ordering for a customer",
    ),
)
async def draft_customer_access_end(ctx: ToolContext, user: User) -> DraftCard:
    """Draft that a person no longer signs in for a customer."""
    known = (await ctx.rows(members.where(MemberRow.user == user.casefold(), limit=1))).first
    role = next((held for held in known.roles if held in OUTSIDE), "") if known else ""
    if known is None or not role:
        raise Refused("Not drafted. This user signs in for no customer.", "no_outsider")
    plan = Plan(
        steps=(Step(member.stream(known.user), TakeRole(role=role)),),
        title=f"End the access of {known.user} to customer {known.customer}",
        kind="End of customer access",
    )
    return await ctx.propose(plan)
