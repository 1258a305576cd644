"""At risk: which customers somebody should call before they leave."""

from collections.abc import Mapping
from typing import Any

from domain.analysis.at_risk import Risk, Signs, risk
from domain.customers.consents import ConsentRow, consents
from domain.customers.customer import customer as decider
from domain.customers.customers import CustomerRow, customers
from domain.customers.tickets import TicketRow, tickets
from domain.kernel import Internal, Message, Personal, Public, Refused, among, dimension, measure
from domain.kernel.words import counted, listed
from tools.reply import Reply, behind, columns, counting
from tools.toolkit import ToolContext, read

MOST = 5_000
SHOWN = 100


class AtRisk(Message):
    """A customer with the signs that they may leave, and what these weigh together."""

    customer: Public[str]
    name: Personal[str]
    kind: Public[str]
    signs: Internal[str]
    weight: Internal[int]


COLUMNS = columns(
    ("name", "Customer"),
    ("customer", "Code"),
    ("kind", "Kind"),
    ("signs", "Signs"),
    ("weight", "Weight", "number"),
)


@read(
    title="Customers at risk",
    says=(
        "which customers are at risk",
        "who might leave us",
        "at-risk accounts",
        "customers at risk",
        "which customers may we lose",
        "whom should we call before they leave",
        "which customers are unhappy",
        "list customers at risk",
        "who has not ordered for a long time",
    ),
)
async def at_risk_customers(ctx: ToolContext) -> Reply[AtRisk]:
    """List customers who may leave: on hold, with severe tickets, or with consent withdrawn."""
    signs = await signs_of(ctx)
    weighed = {code: risk(each, ctx.today) for code, each in signs.items()}
    found = {code: each for code, each in weighed.items() if each.at_risk}
    rows = await known(ctx, list(found))
    worst = sorted(rows, key=lambda row: (-found[row.customer].weight, row.customer))
    there = "is" if len(worst) == 1 else "are"
    return Reply(
        headline=f"{counted(len(worst), 'customer').capitalize()} {there} at risk.",
        rows=tuple(told(row, found[row.customer]) for row in worst[:SHOWN]),
        columns=COLUMNS,
        total_rows=len(worst),
        truncated=len(worst) > SHOWN,
        note=counting(ctx, len(signs), "customer with a sign"),
        query="customers on hold, with unresolved tickets or withdrawn consent",
        streams=behind(decider.stream(row.customer) for row in worst),
    )


async def signs_of(ctx: ToolContext) -> dict[str, Signs]:
    """What speaks against each customer of whom anything does."""
    held = await grouped(ctx, customers, CustomerRow.customer, CustomerRow.status == "on_hold")
    unresolved = TicketRow.status != "resolved"
    open_ = await grouped(ctx, tickets, TicketRow.customer, unresolved)
    grave = among(TicketRow.severity, ("high", "urgent"))
    severe = await grouped(ctx, tickets, TicketRow.customer, unresolved, grave)
    gone = await grouped(ctx, consents, ConsentRow.customer, ConsentRow.status == "withdrawn")
    return {
        code: Signs(
            on_hold=code in held,
            unresolved=open_.get(code, 0),
            severe=severe.get(code, 0),
            withdrawn=gone.get(code, 0),
        )
        for code in sorted({*held, *open_, *gone})
    }


async def grouped(ctx: ToolContext, of: Any, column: Any, *conditions: bool) -> Mapping[str, int]:
    """How many rows each customer has that fit."""
    found = await ctx.summary(
        of.summary(
            *conditions,
            by=(dimension("customer", column),),
            measures=(measure("rows", "count"),),
            limit=MOST,
        )
    )
    if found.truncated:
        reason = f"More than {MOST:,} customers have such signs: look at their tickets first."
        raise Refused(reason, "too_many")
    return {group["customer"]: group["rows"] for group in found.groups}


async def known(ctx: ToolContext, codes: list[str]) -> list[CustomerRow]:
    """These customers, without those whose account is closed."""
    if not codes:
        return []
    open_ = CustomerRow.status != "closed"
    asked = customers.where(among(CustomerRow.customer, codes), open_, limit=len(codes))
    return list((await ctx.rows(asked)).rows)


def told(row: CustomerRow, found: Risk) -> AtRisk:
    who = {"customer": row.customer, "name": row.name, "kind": row.kind}
    return AtRisk(**who, signs=listed(found.signs), weight=found.weight)
