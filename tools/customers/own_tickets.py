"""Own tickets: a customer asks or complains for themselves."""

from domain.customers.customers import customers
from domain.customers.ticket import ticket as decider
from domain.customers.ticket_events import OpenTicket
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.kernel import Refused, Step
from domain.preview import DraftCard
from tools.customers.ticket_steps import About, Subject
from tools.toolkit import Edit, Plan, ToolContext, draft


@draft(
    title="Your question",
    core=True,
    audience="customers",
    edits=(Edit("subject", "Subject", "text"),),
    says=(
        "open a ticket saying {subject}",
        "i have a question: {subject}",
        "i complain that {subject}",
        "complaint: {subject}",
        "ask them {subject}",
        "tell the business that {subject}",
        "open a ticket about order {order} saying {subject}",
        "write to them saying {subject}",
        "report a problem: {subject}",
    ),
)
async def draft_own_ticket(
    ctx: ToolContext, subject: Subject, order: About | None = None
) -> DraftCard:
    """Draft a ticket of the caller's own account: what they ask or complain about."""
    who = (await ctx.rows(customers.where(limit=1))).first
    if who is None:
        raise Refused("Not drafted. No customer account is named for you yet.", "no_account")
    if order is not None:
        about = sales_orders.where(SalesOrderRow.order == order, limit=1, counted=False)
        if (await ctx.rows(about)).first is None:
            raise Refused(f"Not drafted. You have no order {order[:40]}.", "unknown_order")
    command = OpenTicket(
        ticket=f"T-{await ctx.number(decider.name)}",
        customer=who.customer,
        customer_name=who.name,
        subject=subject,
        order=order or "",
        severity="normal",
        opened_on=ctx.today,
    )
    plan = Plan(
        steps=(Step(decider.stream(command.ticket), command),),
        title="Open a ticket",
        kind="New ticket",
    )
    return await ctx.propose(plan)
