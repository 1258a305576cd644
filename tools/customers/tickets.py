"""Tickets: what customers asked or complained about, and which of it waits for us."""

from datetime import date
from typing import Annotated, Any, Literal

from domain.customers.ticket import ticket as decider
from domain.customers.tickets import TicketRow, tickets
from domain.kernel import Internal, Message, Personal, Public, Refused, falling
from domain.kernel.words import counted
from tools.customers.arguments import Severity, Ticket
from tools.reply import Reply, asked, columns, counting, table
from tools.resolve import CUSTOMERS, SHOWN, Candidate, Candidates, named
from tools.slots import Customer, choice
from tools.toolkit import ToolContext, read

MOST = 100
Status = Annotated[
    Literal["open", "answered", "resolved"],
    choice(
        "Open, answered or resolved?",
        "Which tickets: open, answered or resolved.",
        open=("open", "unanswered", "new"),
        answered=("answered",),
        resolved=("resolved", "solved", "settled"),
    ),
]


class ListedTicket(Message):
    """A ticket with who asked what, and how far it is."""

    ticket: Public[str]
    customer: Public[str]
    customer_name: Personal[str]
    subject: Internal[str]
    order: Public[str]
    severity: Internal[str]
    status: Internal[str]
    opened_on: Internal[date | None]
    last_on: Internal[date | None]
    note: Internal[str]


COLUMNS = columns(
    ("ticket", "Ticket"),
    ("customer_name", "Customer"),
    ("subject", "Subject"),
    ("order", "Order"),
    ("severity", "Severity", "status"),
    ("status", "Status", "status"),
    ("opened_on", "Opened", "date"),
)
CARD_COLUMNS = columns(
    ("ticket", "Ticket"),
    ("customer_name", "Customer"),
    ("subject", "Subject"),
    ("order", "Order"),
    ("severity", "Severity", "status"),
    ("status", "Status", "status"),
    ("opened_on", "Opened", "date"),
    ("last_on", "Last step", "date"),
    ("note", "Last words"),
)


@read(
    title="Tickets",
    audience="both",
    own=(
        "my tickets",
        "my {status} tickets",
        "my questions",
        "what did i ask",
    ),
    says=(
        "list [{status}] tickets [of {customer}]",
        "show all tickets",
        "which tickets are {status}",
        "which tickets wait for an answer @ status=open",
        "what do customers complain about",
        "what has {customer} complained about",
        "tickets of {customer}",
        "support tickets",
        "are there {severity} tickets",
        "list {severity} tickets",
        "how many tickets are {status}",
        "customer complaints",
    ),
)
async def list_tickets(
    ctx: ToolContext,
    status: Status | None = None,
    customer: Customer | None = None,
    severity: Severity | None = None,
) -> Reply[ListedTicket]:
    """List tickets, newest first: all, those that wait, of one customer, or of one severity."""
    who = await named(ctx, CUSTOMERS, customer)
    page = await ctx.rows(
        tickets.where(
            status is None or TicketRow.status == status,
            who is None or TicketRow.customer == who.customer,
            severity is None or TicketRow.severity == severity,
            order_by=(falling(TicketRow.opened_on), falling(TicketRow.ticket)),
            limit=MOST,
        )
    )
    kind = " ".join(filter(None, (status, severity, "ticket")))
    there = "is" if page.total == 1 else "are"
    of = f" of {who.customer}" if who else ""
    return table(
        ctx,
        f"There {there} {counted(page.total, kind)}{of}.",
        page,
        map(listed_ticket, page.rows),
        COLUMNS,
        noun="ticket",
        query=asked("tickets", status=status, customer=who and who.customer, severity=severity),
        streams=[decider.stream(row.ticket) for row in page.rows],
    )


@read(
    title="Ticket",
    audience="both",
    own=(
        "my ticket {ticket}",
        "what became of {ticket}",
    ),
    says=(
        "show {ticket}",
        "show the ticket {ticket}",
        "what is {ticket} about",
        "how far is {ticket}",
        "status of {ticket}",
        "who opened {ticket}",
        "tell me about {ticket}",
        "is {ticket} resolved",
        "details of {ticket}",
        "{ticket}",
    ),
)
async def show_ticket(ctx: ToolContext, ticket: Ticket) -> Reply[ListedTicket]:
    """Show one ticket: who asked what, about which order, and what was last written."""
    row = await ticket_called(ctx, ticket)
    return Reply(
        headline=f"{row.ticket} of {row.customer} is {row.status}, {row.severity}: {row.subject}.",
        rows=(listed_ticket(row),),
        columns=CARD_COLUMNS,
        total_rows=1,
        note=counting(ctx, 1, "ticket"),
        query=asked("tickets", ticket=row.ticket),
        streams=(decider.stream(row.ticket),),
    )


async def ticket_called(ctx: ToolContext, number: str) -> TicketRow:
    """The ticket of this number, which exists or is refused with those that wait."""
    found = await ctx.rows(tickets.where(TicketRow.ticket == number, limit=1))
    if found.first is None:
        reason = f"There is no ticket {number}: check the number, or list the open tickets."
        raise Refused(reason, "unknown_ticket", await waiting(ctx))
    return found.first


async def waiting(ctx: ToolContext) -> Candidates | None:
    newest: Any = falling(TicketRow.opened_on)
    page = await ctx.rows(
        tickets.where(TicketRow.status != "resolved", order_by=(newest,), limit=SHOWN)
    )
    options = tuple(
        Candidate(value=row.ticket, label=row.ticket, detail=row.subject) for row in page.rows
    )
    asks = "Which ticket?"
    if not options:
        return None
    return Candidates(slot="ticket", asks=asks, options=options, total=page.total)


def listed_ticket(row: TicketRow) -> ListedTicket:
    return ListedTicket(**row.model_dump(include=set(ListedTicket.model_fields)))
