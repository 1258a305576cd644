"""Ticket steps: a ticket is opened, answered, resolved, rated or opened again."""

from typing import Annotated

from domain.customers.ticket import ticket as decider
from domain.customers.ticket_events import (
    AnswerTicket,
    OpenTicket,
    RateTicket,
    ReopenTicket,
    ResolveTicket,
)
from domain.kernel import Command, Step
from domain.preview import DraftCard
from tools.customers.arguments import Severity, Ticket, Words
from tools.customers.tickets import ticket_called
from tools.drafting import usual
from tools.resolve import CUSTOMERS, one
from tools.slots import Customer, Line, text
from tools.toolkit import Edit, Plan, ToolContext, draft

NOTE = (Edit("note", "Words", "text"),)
Subject = Annotated[
    str, Line, text("What is it about?", "What the customer asks, in a line.", ("that", "saying"))
]
About = Annotated[
    str, Line, text("About which order?", "The number of a sales order.", ("about order",))
]


@draft(
    title="New ticket",
    edits=(Edit("subject", "Subject", "text"),),
    says=(
        "open a [{severity}] ticket for {customer} saying {subject}",
        "new [{severity}] ticket for {customer} saying {subject}",
        "create a ticket for {customer} saying {subject}",
        "raise a ticket for {customer} saying {subject}",
        "{customer} complains that {subject}",
        "{customer} complained that {subject}",
        "record a complaint of {customer} saying {subject}",
        "log a ticket of {customer} saying {subject}",
        "take down a complaint of {customer} saying {subject}",
        "{customer} complains about {subject}",
    ),
)
async def draft_ticket(
    ctx: ToolContext,
    customer: Customer,
    subject: Subject,
    order: About | None = None,
    severity: Severity | None = None,
) -> DraftCard:
    """Draft a ticket: what a customer asks or complains about, and of which order."""
    row = await one(ctx, CUSTOMERS, customer)
    command = OpenTicket(
        ticket=f"T-{await ctx.number(decider.name)}",
        customer=row.customer,
        customer_name=row.name,
        subject=subject,
        order=order or "",
        severity=severity or "normal",
        opened_on=ctx.today,
    )
    plan = Plan(
        steps=(Step(decider.stream(command.ticket), command),),
        title=f"Open a ticket for {row.name}",
        kind="New ticket",
        origins=usual({"severity": severity}, command),
    )
    return await ctx.propose(plan)


@draft(
    title="Ticket answer",
    edits=NOTE,
    says=(
        "answer {ticket} saying {note}",
        "answer {ticket} with {note}",
        "reply to {ticket} saying {note}",
        "reply to {ticket} with {note}",
        "respond to {ticket} saying {note}",
        "write on {ticket} saying {note}",
        "note on {ticket} saying {note}",
        "the answer to {ticket} is {note}",
    ),
)
async def draft_ticket_answer(ctx: ToolContext, ticket: Ticket, note: Words) -> DraftCard:
    """Draft the answer to a ticket; it is noted here, and sent to nobody."""
    return await step(ctx, ticket, AnswerTicket(note=note, on=ctx.today), "Answer")


@draft(
    title="Ticket resolution",
    edits=NOTE,
    says=(
        "resolve {ticket} saying {note}",
        "resolve {ticket} with {note}",
        "close {ticket} saying {note}",
        "close {ticket} with {note}",
        "settle {ticket} saying {note}",
        "{ticket} is resolved with {note}",
        "finish {ticket} saying {note}",
        "mark {ticket} as resolved saying {note}",
    ),
)
async def draft_ticket_resolution(ctx: ToolContext, ticket: Ticket, note: Words) -> DraftCard:
    """Draft that a ticket is resolved, and how."""
    return await step(ctx, ticket, ResolveTicket(note=note, on=ctx.today), "Resolve")


@draft(
    title="Ticket reopening",
    edits=NOTE,
    says=(
        "reopen {ticket} saying {note}",
        "reopen {ticket} with {note}",
        "open {ticket} again saying {note}",
        "open {ticket} again with {note}",
        "take up {ticket} again saying {note}",
        "{ticket} is not resolved saying {note}",
        "continue {ticket} saying {note}",
        "look into {ticket} again saying {note}",
    ),
)
async def draft_ticket_reopening(ctx: ToolContext, ticket: Ticket, note: Words) -> DraftCard:
    """Draft that a ticket which was answered or resolved is open again, and why."""
    return await step(ctx, ticket, ReopenTicket(note=note, on=ctx.today), "Reopen")


@draft(
    title="Ticket severity",
    says=(
        "{ticket} is {severity}",
        "make {ticket} {severity}",
        "mark {ticket} as {severity}",
        "rate {ticket} {severity}",
        "set {ticket} to {severity}",
        "treat {ticket} as {severity}",
        "set the severity of {ticket} to {severity}",
        "change the severity of {ticket} to {severity}",
    ),
)
async def draft_ticket_severity(ctx: ToolContext, ticket: Ticket, severity: Severity) -> DraftCard:
    """Draft how severe a ticket is."""
    return await step(ctx, ticket, RateTicket(severity=severity), "Rate")


async def step(ctx: ToolContext, number: str, command: Command, verb: str) -> DraftCard:
    """One step of a ticket that exists, under its number: the name stands in what happens."""
    row = await ticket_called(ctx, number)
    plan = Plan(
        steps=(Step(decider.stream(row.ticket), command),),
        title=f"{verb} {row.ticket} of {row.customer}",
        kind=KINDS[verb],
    )
    return await ctx.propose(plan)


KINDS = {
    "Answer": "Ticket answer",
    "Resolve": "Ticket resolution",
    "Reopen": "Ticket reopening",
    "Rate": "Ticket severity",
}
