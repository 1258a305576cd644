"""Drafts of wishes: quiet hours and days, the digest, and messages for single drafts."""

from domain.governance.wish import (
    MORNING,
    WEEK,
    Days,
    Digest,
    Quiet,
    WishCommand,
    WishDigest,
    Wishes,
    WishQuiet,
    WishSingles,
    in_order,
    wish,
)
from domain.governance.wishes import WishRow, wishes
from domain.kernel import Refused, Step
from domain.preview import DraftCard
from tools.drafting import origin
from tools.governance.clock import At, Begins, DayOfWeek, Ends
from tools.toolkit import Edit, Plan, ToolContext, draft

QUIET, DIGEST, SINGLES = "Quiet hours", "Digest", "Single messages"
STAYS = "The queue shows everything at any time; only messages in Slack wait."


@draft(
    title=QUIET,
    edits=(Edit("begins", "From", "text"), Edit("ends", "Until", "text")),
    says=(
        "do not disturb me between {begins} and {ends}",
        "do not disturb me from {begins} to {ends}",
        "leave me in peace between {begins} and {ends}",
        "leave me in peace from {begins} until {ends}",
        "send me nothing between {begins} and {ends}",
        "no messages between {begins} and {ends}",
        "no messages to me from {begins} to {ends}",
        "my quiet hours are {begins} to {ends}",
        "set my quiet hours from {begins} until {ends}",
        "change my quiet hours: from {begins} to {ends}",
    ),
)
async def draft_quiet_hours(ctx: ToolContext, begins: Begins, ends: Ends) -> DraftCard:
    """Draft between which times whoever asks is sent nothing in Slack; it may cross midnight."""
    quiet = (await wished(ctx)).quiet
    command = WishQuiet(user=ctx.user, begins=begins, ends=ends, days=quiet.days)
    return await own(ctx, command, f"No messages between {begins:%H:%M} and {ends:%H:%M}", QUIET)


@draft(
    title="End of quiet hours",
    says=(
        "you may disturb me at any time",
        "end my quiet hours",
        "I need no quiet hours any more",
        "I do not need quiet hours any more",
        "remove my quiet hours",
        "cancel my quiet hours",
        "no more quiet hours for me",
        "send me messages at any time",
    ),
)
async def draft_quiet_hours_end(ctx: ToolContext) -> DraftCard:
    """Draft that whoever asks is sent messages at every hour again."""
    quiet = (await wished(ctx)).quiet
    if quiet.begins is None:
        raise Refused("Not drafted. You have no quiet hours.", "no_quiet_hours")
    command = WishQuiet(user=ctx.user, days=quiet.days)
    return await own(ctx, command, "Messages at every hour", QUIET)


@draft(
    title="Quiet day",
    says=(
        "do not disturb me on {weekday}",
        "do not disturb me {weekday}",
        "leave me in peace on {weekday}",
        "send me nothing on {weekday}",
        "no messages to me on {weekday}",
        "no messages on {weekday}",
        "make {weekday} a quiet day for me",
        "I want no messages on {weekday}",
    ),
)
async def draft_quiet_day(ctx: ToolContext, weekday: DayOfWeek) -> DraftCard:
    """Draft that whoever asks is sent nothing in Slack on that day of each week."""
    quiet = (await wished(ctx)).quiet
    if weekday in quiet.days:
        reason = f"Not drafted. You are sent nothing on {weekday.capitalize()}s already."
        raise Refused(reason, "quiet_already")
    days = in_order((*quiet.days, weekday))
    command = quiet_command(ctx, quiet, days)
    return await own(ctx, command, f"No messages on {weekday.capitalize()}s", QUIET)


@draft(
    title="End of a quiet day",
    says=(
        "you may disturb me on {weekday}",
        "you may disturb me on {weekday} again",
        "send me messages on {weekday} again",
        "send me messages on {weekday}",
        "messages on {weekday} are fine again",
        "{weekday} is no quiet day any more",
        "end the quiet day on {weekday}",
        "I want messages on {weekday} again",
    ),
)
async def draft_quiet_day_end(ctx: ToolContext, weekday: DayOfWeek) -> DraftCard:
    """Draft that whoever asks is sent messages on that day of each week again."""
    quiet = (await wished(ctx)).quiet
    if weekday not in quiet.days:
        reason = f"Not drafted. {weekday.capitalize()} is no quiet day of yours."
        raise Refused(reason, "not_quiet")
    command = quiet_command(ctx, quiet, without(quiet.days, weekday))
    return await own(ctx, command, f"Messages on {weekday.capitalize()}s again", QUIET)


@draft(
    title=DIGEST,
    edits=(Edit("at", "Time", "text"),),
    says=(
        "send my digest at {at}",
        "send me the digest at {at}",
        "send me a digest at {at}",
        "I want my digest at {at}",
        "my digest at {at}",
        "change my digest to {at}",
        "move my digest to {at}",
        "I want a digest again",
        "send me a digest again",
    ),
)
async def draft_digest(ctx: ToolContext, at: At | None = None) -> DraftCard:
    """Draft at what time whoever asks gets everything that waits in one message."""
    days = (await wished(ctx)).digest.days or Digest().days
    when = at or MORNING
    command = WishDigest(user=ctx.user, at=when, days=days)
    return await own(ctx, command, f"The digest comes at {when:%H:%M}", DIGEST)


@draft(
    title="Day of the digest",
    says=(
        "send my digest on {weekday} too",
        "send my digest on {weekday}",
        "send me the digest on {weekday} too",
        "I want my digest on {weekday} too",
        "I want a digest on {weekday}",
        "a digest on {weekday} too",
        "add {weekday} to my digest",
        "my digest on {weekday} too",
    ),
)
async def draft_digest_day(ctx: ToolContext, weekday: DayOfWeek) -> DraftCard:
    """Draft one more day of the week on which the digest comes to whoever asks."""
    digest = (await wished(ctx)).digest
    if digest.at is not None and weekday in digest.days:
        reason = f"Not drafted. Your digest comes on {weekday.capitalize()}s already."
        raise Refused(reason, "digest_already")
    days = in_order((*digest.days, weekday)) if digest.at else (weekday,)
    command = WishDigest(user=ctx.user, at=digest.at or MORNING, days=days)
    return await own(ctx, command, f"The digest comes on {weekday.capitalize()}s too", DIGEST)


@draft(
    title="No digest",
    says=(
        "no digest on {weekday}",
        "no digest for me on {weekday}",
        "send me no digest on {weekday}",
        "I want no digest on {weekday}",
        "turn off my digest [on {weekday}]",
        "cancel my digest [on {weekday}]",
        "I want no digest",
        "no more digest",
        "end my digest",
    ),
)
async def draft_digest_end(ctx: ToolContext, weekday: DayOfWeek | None = None) -> DraftCard:
    """Draft that whoever asks gets no digest on that day of the week, or none at all."""
    digest = (await wished(ctx)).digest
    if digest.at is None or (weekday and weekday not in digest.days):
        when = f" on {weekday.capitalize()}s" if weekday else ""
        raise Refused(f"Not drafted. You get no digest{when} as it is.", "no_digest_already")
    days = without(digest.days, weekday) if weekday else ()
    if not days:
        command = WishDigest(user=ctx.user, at=None, days=digest.days)
        return await own(ctx, command, "No digest", DIGEST)
    command = WishDigest(user=ctx.user, at=digest.at, days=days)
    return await own(ctx, command, f"No digest on {str(weekday).capitalize()}s", DIGEST)


@draft(
    title=SINGLES,
    says=(
        "send me a message for each draft",
        "send me a message for every draft",
        "send me a message for every single draft",
        "tell me about each draft at once",
        "tell me about every draft at once",
        "I want a message for each draft",
        "each draft shall be a message of its own",
        "write to me about each draft at once",
    ),
)
async def draft_single_messages(ctx: ToolContext) -> DraftCard:
    """Draft that each draft that waits for whoever asks is a message of its own in Slack."""
    return await singles(ctx, True, "A message for each draft")


@draft(
    title="No single messages",
    says=(
        "send me no message for each draft",
        "send me no messages for single drafts",
        "I want no messages for single drafts",
        "no messages for single drafts",
        "only the digest, no messages for single drafts",
        "stop messages for single drafts",
        "send me only the digest",
        "tell me about drafts in the digest only",
    ),
)
async def draft_single_messages_end(ctx: ToolContext) -> DraftCard:
    """Draft that a draft is told in the digest, and alone only before it expires."""
    return await singles(ctx, False, "No messages for single drafts")


async def singles(ctx: ToolContext, on: bool, title: str) -> DraftCard:
    if (await wished(ctx)).singles == on:
        state = "a message for each draft" if on else "no messages for single drafts"
        raise Refused(f"Not drafted. You get {state} as it is.", "singles_already")
    return await own(ctx, WishSingles(user=ctx.user, on=on), title, SINGLES)


def quiet_command(ctx: ToolContext, quiet: Quiet, days: Days) -> WishQuiet:
    return WishQuiet(user=ctx.user, begins=quiet.begins, ends=quiet.ends, days=days)


def without(days: Days, weekday: str | None) -> Days:
    return tuple(day for day in WEEK if day in days and day != weekday)


async def wished(ctx: ToolContext) -> Wishes:
    found = (await ctx.rows(wishes.where(WishRow.user == ctx.user, limit=1))).first
    return found.wishes if found else Wishes()


async def own(ctx: ToolContext, command: WishCommand, title: str, kind: str) -> DraftCard:
    plan = Plan(
        steps=(Step(wish.stream(ctx.user), command),),
        title=title,
        kind=kind,
        because=STAYS,
        origins=(origin("user", ctx.user, "who asks, as signed in"),),
    )
    return await ctx.propose(plan)
