"""Ticket letters: the answer that was noted on a ticket goes to who asked."""

from domain.kernel import Refused
from domain.preview import DraftCard
from tools.customers.arguments import Ticket
from tools.customers.letter_words import worded
from tools.customers.mailing import Drafted, propose, recipient
from tools.customers.tickets import ticket_called
from tools.toolkit import ToolContext, draft


@draft(
    title="Letter on a ticket",
    says=(
        "email the answer of {ticket} to the customer",
        "send the answer of {ticket} to the customer",
        "mail the answer on {ticket}",
        "write the letter on {ticket}",
        "draft the letter on {ticket}",
        "letter on {ticket}",
        "let the customer have the answer of {ticket}",
        "tell the customer what we answered on {ticket}",
        "email what we noted on {ticket}",
    ),
)
async def draft_ticket_letter(ctx: ToolContext, ticket: Ticket) -> DraftCard:
    """Draft the e-mail with the words that were noted as the answer to a ticket."""
    row = await ticket_called(ctx, ticket)
    if row.status == "open" or not row.note:
        reason = f"Not drafted. {row.ticket} has no answer yet: answer it first."
        raise Refused(reason, "not_answered")
    to = await recipient(ctx, row.customer, "ticket_answer")
    subject, body = worded(
        to.kind,
        to.language,
        about=row.ticket,
        name=to.row.name,
        topic=row.subject,
        note=row.note,
        sender=to.business,
    )
    return await propose(ctx, Drafted(to, row.ticket, subject, body))
