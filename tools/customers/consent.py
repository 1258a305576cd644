"""Consent: who agreed to hear from us, on which channel, for what."""

from collections.abc import Mapping
from datetime import date

from domain.customers.consent import BY, SPOKEN, GrantConsent, WithdrawConsent
from domain.customers.consent import consent as decider
from domain.customers.consents import ConsentRow, consents
from domain.kernel import Internal, Message, Personal, Public, Step
from domain.kernel.words import counted
from domain.preview import DraftCard
from tools.customers.arguments import Channel, Purpose, SaidOn
from tools.drafting import REASON, on_day, reason_of
from tools.reply import Reply, asked, columns, table
from tools.resolve import CUSTOMERS, named, one
from tools.slots import Customer, Reason
from tools.toolkit import Plan, ToolContext, draft, read

SHOWN = 100


class ListedConsent(Message):
    """The last word of a customer for one channel and purpose."""

    customer: Public[str]
    customer_name: Personal[str]
    channel: Public[str]
    purpose: Public[str]
    status: Internal[str]
    since: Internal[date | None]
    source: Internal[str]


COLUMNS = columns(
    ("customer_name", "Customer"),
    ("customer", "Code"),
    ("purpose", "Purpose"),
    ("channel", "Channel"),
    ("status", "Status", "status"),
    ("since", "Since", "date"),
    ("source", "How we know"),
)


@read(
    title="Consents",
    audience="both",
    own=(
        "my consents",
        "show my consents",
        "what have i agreed to",
        "which consents have i given",
        "what may you send me",
        "may you write to me",
    ),
    says=(
        "what has {customer} agreed to",
        "which consents has {customer} given",
        "consents of {customer}",
        "may we send {purpose} to {customer}",
        "may we send {customer} {purpose}",
        "can we send {customer} {purpose}",
        "may we write to {customer}",
        "who agreed to {purpose} [{channel}]",
        "who gets {purpose} [{channel}]",
        "list all consents",
        "show the consents for {purpose}",
        "did {customer} agree to {purpose}",
    ),
)
async def list_consents(
    ctx: ToolContext,
    customer: Customer | None = None,
    purpose: Purpose | None = None,
    channel: Channel | None = None,
) -> Reply[ListedConsent]:
    """List what customers agreed to or withdrew; who is not listed never said anything."""
    who = await named(ctx, CUSTOMERS, customer)
    page = await ctx.rows(
        consents.where(
            who is None or ConsentRow.customer == who.customer,
            purpose is None or ConsentRow.purpose == purpose,
            channel is None or ConsentRow.channel == channel,
            order_by=(ConsentRow.status, ConsentRow.customer),
            limit=SHOWN,
        )
    )
    of = f" of {who.customer}" if who else ""
    why = f" for {purpose}" if purpose else ""
    how = f" by {BY[channel]}" if channel else ""
    none = "" if page.total else ": without consent nothing of this kind is sent"
    there = "is" if page.total == 1 else "are"
    return table(
        ctx,
        f"There {there} {counted(page.total, 'word')}{of} on consent{why}{how}{none}.",
        page,
        (ListedConsent(**dict(row)) for row in page.rows),
        COLUMNS,
        noun="consent",
        query=asked("consents", customer=who and who.customer, purpose=purpose, channel=channel),
        streams=[decider.stream(row.customer) for row in page.rows],
    )


@draft(
    title="Consent",
    edits=(REASON,),
    says=(
        "{customer} agrees to {purpose} {channel} [because {reason}]",
        "{customer} agreed to {purpose} {channel} [on {day}]",
        "{customer} would like {purpose} {channel}",
        "record that {customer} agrees to {purpose} {channel}",
        "note the consent of {customer} to {purpose} {channel}",
        "enter the consent of {customer} to {purpose} {channel}",
        "{customer} allows {purpose} {channel}",
        "send {customer} {purpose} {channel} from now on",
        "sign {customer} up for {purpose} {channel}",
    ),
)
async def draft_consent(
    ctx: ToolContext,
    customer: Customer,
    purpose: Purpose,
    channel: Channel,
    reason: Reason | None = None,
    day: SaidOn | None = None,
) -> DraftCard:
    """Draft that a customer agreed, for one purpose on one channel; the reason is how we know."""
    row = await one(ctx, CUSTOMERS, customer)
    known = {"customer": row.customer, "name": row.name, "channel": channel, "purpose": purpose}
    title = f"Record that {row.name} agrees to {SPOKEN[purpose]} by {BY[channel]}"
    return await word(ctx, GrantConsent, known, (reason, day), title, "Consent")


@draft(
    title="Consent withdrawal",
    edits=(REASON,),
    says=(
        "{customer} wants no {purpose} {channel} any more [because {reason}]",
        "{customer} wants no more {purpose} {channel}",
        "{customer} withdraws the consent to {purpose} {channel} [on {day}]",
        "withdraw the consent of {customer} to {purpose} {channel}",
        "stop sending {customer} {purpose} {channel}",
        "unsubscribe {customer} from {purpose} {channel}",
        "take {customer} off {purpose} {channel}",
        "{customer} objects to {purpose} {channel}",
        "{customer} unsubscribed from {purpose} {channel}",
    ),
)
async def draft_consent_withdrawal(
    ctx: ToolContext,
    customer: Customer,
    purpose: Purpose,
    channel: Channel,
    reason: Reason | None = None,
    day: SaidOn | None = None,
) -> DraftCard:
    """Draft that a customer withdrew their consent, or never wants to be asked."""
    row = await one(ctx, CUSTOMERS, customer)
    known = {"customer": row.customer, "name": row.name, "channel": channel, "purpose": purpose}
    title = f"Record that {row.name} wants no {SPOKEN[purpose]} by {BY[channel]}"
    return await word(ctx, WithdrawConsent, known, (reason, day), title, "Consent withdrawal")


async def word(
    ctx: ToolContext,
    given: type[GrantConsent] | type[WithdrawConsent],
    known: Mapping[str, str],
    said: tuple[str | None, date | None],
    title: str,
    kind: str,
) -> DraftCard:
    """Draft what a customer said about one purpose on one channel, with how and when we know."""
    reason, day = said
    source, origins = reason_of(reason)
    on, today = on_day("day", day, ctx.today)
    command = given.model_validate({**known, "source": source, "on": on})
    plan = Plan(
        steps=(Step(decider.stream(command.customer), command),),
        title=title,
        kind=kind,
        origins=(*origins, *today),
    )
    return await ctx.propose(plan)
