"""Own consents: a customer's own people say what they want to hear, or hear no more."""

from collections.abc import Iterable
from itertools import product
from typing import Any, get_args

from domain.customers.consent import ADVERTISING, BY, SPOKEN, GrantConsent, WithdrawConsent
from domain.customers.consent import Channel as ByChannel
from domain.customers.consent import consent as decider
from domain.customers.consents import ConsentRow, consents
from domain.customers.customers import CustomerRow
from domain.kernel import Refused, Step
from domain.kernel.words import listed
from domain.preview import DraftCard
from tools.customers.arguments import Channel, Purpose
from tools.customers.own_details import own_account
from tools.drafting import origin
from tools.toolkit import Plan, ToolContext, draft

CHANNELS: tuple[ByChannel, ...] = get_args(ByChannel)
MOST = 100


@draft(
    title="Your consent",
    audience="customers",
    says=(
        "you may send me {purpose} {channel}",
        "i agree to {purpose} {channel}",
        "i agree to {purpose}",
        "you may send me {purpose}",
        "send me {purpose} {channel} from now on",
        "send me your {purpose} {channel}",
        "sign me up for {purpose} {channel}",
        "subscribe me to {purpose} {channel}",
        "i would like {purpose} {channel}",
        "you may write to me {channel}",
        "you may email me @ channel=email",
        "you may e-mail me @ channel=email",
        "you may email me {purpose} @ channel=email",
        "you may call me @ channel=phone",
        "you may text me @ channel=sms",
    ),
)
async def draft_own_consent(ctx: ToolContext, purpose: Purpose, channel: Channel) -> DraftCard:
    """Draft that the caller's own account agrees to one purpose on one channel, never to more."""
    who = await own_account(ctx)
    said = own_word(ctx, GrantConsent, who, channel=channel, purpose=purpose)
    return await proposed(ctx, [said], f"Agree to {SPOKEN[purpose]} by {BY[channel]}")


@draft(
    title="Your consent withdrawn",
    audience="customers",
    says=(
        "stop sending me {purpose} [{channel}]",
        "do not send me {purpose} [{channel}]",
        "send me no more {purpose} [{channel}]",
        "no more {purpose} [{channel}]",
        "i do not want {purpose} [{channel}] any more",
        "i want no {purpose} [{channel}]",
        "unsubscribe me from {purpose} [{channel}]",
        "unsubscribe me",
        "take me off your {purpose}",
        "i withdraw my consent to {purpose} [{channel}]",
        "i withdraw my consent",
        "i object to {purpose} [{channel}]",
        "stop writing to me {channel}",
        "stop emailing me @ channel=email",
        "do not email me any more @ channel=email",
        "stop calling me @ channel=phone",
        "do not call me any more @ channel=phone",
    ),
)
async def draft_own_consent_withdrawal(
    ctx: ToolContext, purpose: Purpose | None = None, channel: Channel | None = None
) -> DraftCard:
    """Draft that the caller's own account wants something no more.

    No purpose means all advertising, no channel means every one.
    """
    who = await own_account(ctx)
    gone = consents.where(ConsentRow.status == "withdrawn", limit=MOST)
    over = {(row.channel, row.purpose) for row in (await ctx.rows(gone)).rows}
    purposes = (purpose,) if purpose else ADVERTISING
    channels = (channel,) if channel else CHANNELS
    left = [pair for pair in product(channels, purposes) if pair not in over]
    what = spoken(purposes, channel)
    if not left:
        reason = f"Not drafted. You want no {what} already: nothing of it is sent."
        raise Refused(reason, "already_withdrawn")
    said = [own_word(ctx, WithdrawConsent, who, channel=c, purpose=p) for c, p in left]
    return await proposed(ctx, said, f"No more {what}")


def own_word(
    ctx: ToolContext, given: type[GrantConsent] | type[WithdrawConsent], who: CustomerRow, **of: Any
) -> GrantConsent | WithdrawConsent:
    source = f"Said so themselves, signed in as {ctx.user}"
    known = {"customer": who.customer, "name": who.name, "source": source, "on": ctx.today}
    return given.model_validate({**known, **of})


def spoken(purposes: Iterable[Purpose], channel: ByChannel | None) -> str:
    by = f"by {BY[channel]}" if channel else "on any channel"
    return f"{listed([SPOKEN[each] for each in purposes])} {by}"


async def proposed(
    ctx: ToolContext, said: Iterable[GrantConsent | WithdrawConsent], title: str
) -> DraftCard:
    plan = Plan(
        steps=tuple(Step(decider.stream(each.customer), each) for each in said),
        title=title,
        kind="Consent",
        origins=(origin("source", f"signed in as {ctx.user}", "who is asking"),),
    )
    return await ctx.propose(plan)
