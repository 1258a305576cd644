"""At risk: which customers somebody should call before they leave."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.analysis.at_risk import Risk, Signs, asks, asks_of, at_risk, signs
from domain.customers.customer import customer as decider
from domain.customers.customers import CustomerRow
from domain.kernel import Internal, Message, Personal, Public, Refused
from domain.kernel.words import counted, listed
from tools.reply import Chart, Reply, behind, columns, counting
from tools.toolkit import ToolContext, read

MOST = 5_000
SHOWN = 100
SIGNS = {
    "on_hold": "on hold",
    "urgent_ticket": "severe ticket",
    "tickets": "unresolved tickets",
    "silent": "silent",
    "dunned": "reminded twice",
    "overdue": "overdue",
    "withdrawn": "consent withdrawn",
}


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
        "which customers might we lose",
        "which customers could we lose",
        "whom might we lose",
        "which customers have gone quiet",
        "who has gone quiet",
        "who stopped buying from us",
        "which customers stopped ordering",
        "which customers have not ordered for a long time",
        "which customers are leaving us",
    ),
)
async def at_risk_customers(ctx: ToolContext) -> Reply[AtRisk]:
    """List customers who may leave: silent, on hold, unhappy, or late with what they owe."""
    told, found = await weighed(ctx)
    silent = [code for code in found if told[code].silent]
    quiet = f"{len(silent)} of them" if len(silent) < len(found) else "all of them"
    longer = f", {quiet} without an order for much longer than usual" if silent else ""
    there = "is" if len(found) == 1 else "are"
    return Reply(
        headline=f"{counted(len(found), 'customer').capitalize()} {there} at risk{longer}.",
        rows=tuple(row_of(row, risk) for row, risk in list(found.values())[:SHOWN]),
        columns=COLUMNS,
        total_rows=len(found),
        truncated=len(found) > SHOWN,
        chart=charted([risk for _, risk in found.values()]),
        note=counting(ctx, len(told), "customer"),
        query="customers on hold, silent, reminded twice, with unresolved tickets or withdrawn "
        "consent",
        streams=behind(decider.stream(code) for code in found),
    )


async def weighed(
    ctx: ToolContext,
) -> tuple[Mapping[str, Signs], Mapping[str, tuple[CustomerRow, Risk]]]:
    """What speaks against each customer of whom anything does, and those whom we may lose."""
    pages = await ctx.many(asks(ctx.today, MOST))
    if any(len(page.rows) == MOST for page in pages):
        reason = f"Not weighed: {MOST:,} records or more are signs of one kind. List tickets first."
        raise Refused(reason, "too_many")
    told = signs(pages)
    if not told:
        return {}, {}
    owed = await ctx.many(asks_of(sorted(told), MOST))
    return told, at_risk(told, owed, ctx.today)


def charted(risks: Sequence[Risk]) -> Chart | None:
    """How many show which sign, so that one sees what to mend first; of one customer no chart."""
    if len(risks) < 2:
        return None
    shown = Counter(kind for risk in risks for kind in risk.kinds)
    most = sorted(shown, key=lambda kind: (-shown[kind], kind))
    return Chart(
        kind="bar",
        title="Customers at risk by sign",
        x=tuple(SIGNS[kind] for kind in most),
        y=tuple(Decimal(shown[kind]) for kind in most),
    )


def row_of(row: CustomerRow, found: Risk) -> AtRisk:
    who = {"customer": row.customer, "name": row.name, "kind": row.kind}
    return AtRisk(**who, signs=listed(found.signs), weight=found.weight)
