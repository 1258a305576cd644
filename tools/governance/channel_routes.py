"""Routes: which function's drafts are posted in which Slack channel, and how that is changed."""

import re
from typing import Annotated, Any

from domain.governance.channel_route import (
    Channel,
    RouteToChannel,
    StopRoute,
    channel_route,
    spoken,
)
from domain.governance.channel_routes import ChannelRouteRow, channel_routes
from domain.kernel import Message, Public, Refused, Step
from domain.kernel.words import listed
from domain.preview import DraftCard
from tools.governance.words import CONNECTORS, EVERY, Function
from tools.reply import Reply, columns, table
from tools.slots import LONGEST, Slot, reading
from tools.toolkit import Edit, Plan, ToolContext, draft, read

SHOWN = 100
WRITTEN = re.compile(
    r"<?#?(?P<id>[CG][A-Z0-9]{5,19})(?:\|(?P<label>[^\s#@<>&|]{1,80}))?>?"
    r"(?:\s*,?\s*\(?#?(?P<name>[^\s#@<>&()]{1,80})\)?)?"
)
HINT = "The id of a channel, and its name: C0123ABC #orders."


def channel(value: Any) -> Channel:
    """A channel as Slack writes it, or its id with the name behind it."""
    if isinstance(value, Channel):
        return value
    said = str(value).strip()
    found = WRITTEN.fullmatch(said) if len(said) <= LONGEST else None
    if not found:
        raise ValueError(
            "give the id of the channel, which stands at the end of its details in Slack: "
            "C0123ABC #orders."
        )
    return Channel(channel=found["id"], name=found["label"] or found["name"] or "")


InChannel = Annotated[
    Channel,
    reading(channel),
    Slot(kind="text", asks="In which channel, by its id?", hint=HINT, wire={"type": "string"}),
]


class ListedRoute(Message):
    """A function and the channel in which its drafts are posted."""

    function: Public[str]
    channel: Public[str]
    id: Public[str]
    draft: Public[str]


COLUMNS = columns(
    ("function", "Drafts of"), ("channel", "Channel"), ("id", "Id"), ("draft", "Signed")
)


@read(
    title="Channels of drafts",
    says=(
        "which channel gets {function} drafts",
        "which channel gets the drafts of {function}",
        "in which channel are {function} drafts posted",
        "where are {function} drafts posted",
        "where are drafts posted in Slack",
        "which channels get drafts",
        "list the channel routes",
        "list the Slack channels",
        "which drafts are posted in Slack",
    ),
)
async def list_channel_routes(
    ctx: ToolContext, function: Function | None = None
) -> Reply[ListedRoute]:
    """List the functions whose drafts are posted in a Slack channel, with that channel."""
    row: Any = ChannelRouteRow
    only = "" if function in (None, EVERY) else function
    asked = channel_routes.where(
        not only or row.function == only, order_by=(row.function,), limit=SHOWN
    )
    page = await ctx.rows(asked)
    rows = [
        ListedRoute(
            function=spoken(each.function), channel=each.shown, id=each.channel, draft=each.draft
        )
        for each in page.rows
    ]
    return table(
        ctx,
        headline(rows, only or ""),
        page,
        rows,
        COLUMNS,
        noun="route",
        query="functions whose drafts are posted in a Slack channel",
        streams=[channel_route.stream(each.function) for each in page.rows],
    )


def headline(rows: list[ListedRoute], function: str) -> str:
    if not rows:
        what = f"of {spoken(function)} " if function else ""
        return f"No channel gets drafts {what}in Slack; those who sign are told themselves."
    told = [f"drafts of {row.function} in {row.channel}" for row in rows]
    said = listed(told)
    return f"{said[:1].upper()}{said[1:]}."


@draft(
    title="Channel of drafts",
    edits=(Edit("channel", "Channel", "text"),),
    says=(
        "send {function} drafts to {channel}",
        "post {function} drafts in {channel}",
        "post {function} drafts to {channel}",
        "put {function} drafts into {channel}",
        "route {function} drafts to {channel}",
        "send the drafts of {function} to {channel}",
        "post the drafts of {function} in {channel}",
        "show {function} drafts in channel {channel}",
        "send {function} drafts to channel {channel}",
    ),
)
async def draft_channel_route(
    ctx: ToolContext, function: Function, channel: InChannel
) -> DraftCard:
    """Draft in which Slack channel the drafts of a function are posted; owners and admins sign."""
    of_one(function)
    command = RouteToChannel(function=function, channel=channel.channel, name=channel.name)
    plan = Plan(
        steps=(Step(channel_route.stream(function), command),),
        title=f"Drafts of {spoken(function)} are posted in {channel.shown}",
        kind="Channel of drafts",
        because=(
            "Whoever is in the channel reads them there; only those who may sign can sign. "
            "Invite Countersign to the channel."
        ),
    )
    return await ctx.propose(plan)


@draft(
    title="No channel of drafts",
    says=(
        "stop sending {function} drafts to Slack",
        "stop posting {function} drafts",
        "stop posting {function} drafts in Slack",
        "stop posting the drafts of {function} in Slack",
        "do not post {function} drafts in Slack",
        "do not send {function} drafts to Slack",
        "no more {function} drafts in the channel",
        "stop sending {function} drafts to the channel",
        "end the channel of {function} drafts",
    ),
)
async def draft_channel_route_end(ctx: ToolContext, function: Function) -> DraftCard:
    """Draft that the drafts of a function are posted in no channel any more."""
    of_one(function)
    row: Any = ChannelRouteRow
    found = (await ctx.rows(channel_routes.where(row.function == function, limit=1))).first
    if found is None:
        reason = f"Not drafted. Drafts of {spoken(function)} are posted in no channel."
        raise Refused(reason, "not_routed")
    plan = Plan(
        steps=(Step(channel_route.stream(function), StopRoute(function=function)),),
        title=f"Drafts of {spoken(function)} are no longer posted in {found.shown}",
        kind="Channel of drafts",
        because="Those who may sign are told themselves.",
    )
    return await ctx.propose(plan)


def of_one(function: str) -> None:
    if function in (EVERY, CONNECTORS):
        raise Refused("Not drafted. Name one function: procurement.", "no_function")
