"""All statements: this month's statement of account for every customer that owes something."""

from datetime import UTC, datetime, time
from typing import Any

from domain.customers.letter import CALLED
from domain.customers.message import message as decider
from domain.customers.messages import MessageRow, messages
from domain.kernel import Refused, falling
from domain.kernel.words import opening
from domain.receivables.customer_accounts import CustomerAccountRow, customer_accounts
from tools.customers.reachable import unreachable
from tools.errands import LOOKED_AT, WAITS, Due, Errand, ToDraft, to_draft, waiting
from tools.reply import asked
from tools.slots import Period
from tools.toolkit import ToolContext, read

TOOL, KIND = "draft_statement", f"Letter: {CALLED['statement']}"
TAKEN_BACK = "withdrawn"


@read(
    title="All statements due",
    says=(
        "send the statements of {period}",
        "send {period} statements",
        "send {period} statements of account",
        "send the monthly statements",
        "send all statements of account",
        "send all statements",
        "send everybody a statement of account",
        "draft all statements of account",
        "draft the statements of {period}",
        "draft {period} statements",
        "write the statements of account",
        "prepare all statements of account",
        "mail all statements of account",
        "mail everybody a statement of account",
    ),
)
async def statements_to_draft(ctx: ToolContext, period: Period | None = None) -> ToDraft:
    """Gather whoever owes something and had no statement this month, for draft_statement each.

    Left out: what waits for a signature already, and who cannot be written to. Nothing is sent.
    """
    if period and not period.first <= ctx.today <= period.last:
        reason = (
            "Not drafted. A statement says how an account stands today: ask for those of this "
            "month, or for a report of an earlier one."
        )
        raise Refused(reason, "statements_are_of_today")
    row = CustomerAccountRow
    page = await ctx.rows(
        customer_accounts.where(
            row.open_amount > 0,
            order_by=(falling(row.open_amount), row.customer, row.currency),
            limit=LOOKED_AT,
        )
    )
    names = {each.customer: each.customer_name for each in page.rows}
    closed = await unreachable(ctx, names, "accounts")
    drafted, had = await waiting(ctx, KIND), await had_this_month(ctx)
    due = []
    for code, name in names.items():
        left = closed.get(code, "")
        if decider.stream(code) in drafted:
            left = WAITS
        elif code in had:
            left = "sent this month already"
        errand = Errand(tool=TOOL, about=code, arguments={"customer": code, "wording": "template"})
        told = {"customer": code, "customer_name": name, "what": opening(CALLED["statement"])}
        due.append((Due(about=code, left=left, **told), errand))
    more = page.total - len(page.rows)
    return to_draft(ctx, "statement", due, more, asked("customer accounts", open="more than 0"))


async def had_this_month(ctx: ToolContext) -> set[str]:
    """Who was written a statement since the month began, or has one that is on its way."""
    mail: Any = MessageRow
    began = datetime.combine(ctx.today.replace(day=1), time(), UTC)
    kind, newest = mail.kind == "statement", (falling(mail.message),)
    lately = messages.where(kind, mail.at >= began, order_by=newest, limit=LOOKED_AT)
    going = messages.where(kind, mail.status == "waiting", order_by=newest, limit=LOOKED_AT)
    pages = await ctx.many([lately, going])
    return {each.customer for page in pages for each in page.rows if each.status != TAKEN_BACK}
