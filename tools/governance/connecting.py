"""Connecting: drafts by which a server of others is asked, each with the text that is signed."""

from collections.abc import Sequence
from typing import Annotated

from domain.governance.connector import Connect, Disconnect, DropTool, PinTool
from domain.governance.connector import connector as connector_decider
from domain.governance.outside_tool import Offer, OutsideTool, Use, split_name
from domain.governance.proposal import Origin
from domain.kernel import Command, Refused, Step
from domain.kernel.words import counted
from domain.preview import DraftCard
from tools.drafting import origin
from tools.governance.connectors import Connector, listed_name, signed_of
from tools.slots import Line, text
from tools.toolkit import Plan, ToolContext, draft

Tools = Annotated[
    str,
    Line,
    text("Which of its tools may be asked?", "Names of its tools that only read: search, lookup."),
]
OutsideName = Annotated[
    str,
    Line,
    text("Which tool?", "A tool with the connector before it, as acme__search.", ("tool",)),
]


@draft(
    title="Connector",
    says=(
        "connect the connector {connector}",
        "open the connector {connector}",
        "set up the connector {connector}",
        "add the connector {connector}",
        "attach the connector {connector}",
        "let us use the connector {connector}",
        "allow the connector {connector}",
        "begin with the connector {connector}",
    ),
)
async def draft_connector(
    ctx: ToolContext, connector: Connector, tools: Tools | None = None
) -> DraftCard:
    """Draft that a listed server may be asked, with the text of its tools as it is at this moment.

    Only the tools that are named may be asked, and only to read; somebody else signs.
    """
    name = listed_name(ctx, connector)
    offered = await ctx.offered(name)
    asked = names_in(tools or "")
    unknown = [each for each in asked if each not in {tool.name for tool in offered.tools}]
    if unknown:
        raise not_offered(name, unknown[0], offered)
    pinned = tuple(used(tool, "read" if tool.name in asked else "never") for tool in offered.tools)
    return await ctx.propose(
        Plan(
            steps=(step(name, Connect(connector=name, reached=ctx.places[name], tools=pinned)),),
            title=f"Connect {name} with {counted(len(pinned), 'tool')}",
            kind="Connector",
            because=" ".join(offered.unfit),
            origins=texts(name, pinned),
        )
    )


@draft(
    title="Tool of a connector",
    says=(
        "let the model ask the tool {tool}",
        "accept the new text of the tool {tool}",
        "sign the tool {tool}",
        "pin the tool {tool}",
        "allow the tool {tool}",
        "open the tool {tool}",
        "add the tool {tool}",
        "take the new text of the tool {tool}",
    ),
)
async def draft_connector_tool(ctx: ToolContext, tool: OutsideName) -> DraftCard:
    """Draft that a tool of a connector may be asked to read, with its text of this moment."""
    said, called = split_name(tool)
    name = listed_name(ctx, said)
    offered = await ctx.offered(name)
    now = next((each for each in offered.tools if each.name == called), None)
    if now is None:
        raise not_offered(name, called, offered)
    held = next((each for each in await signed_of(ctx, name) if each.name == called), None)
    pinned = used(now, "read")
    if held == pinned:
        raise Refused(f"Not drafted. {called} of {name} is as it was signed.", "unchanged")
    before = [origin(part, was, "as it was signed") for part, was, _ in differing(now, held)]
    return await ctx.propose(
        Plan(
            steps=(step(name, PinTool(connector=name, tool=pinned)),),
            title=f"Ask {called} of {name}",
            kind="Tool of a connector",
            origins=(*texts(name, (pinned,)), *before),
        )
    )


@draft(
    title="Stop of a connector's tool",
    says=(
        "stop the tool {tool}",
        "drop the tool {tool}",
        "remove the tool {tool}",
        "do not ask the tool {tool}",
        "shut the tool {tool}",
        "close the tool {tool}",
        "no more use of the tool {tool}",
        "forbid the tool {tool}",
    ),
)
async def draft_connector_tool_stop(ctx: ToolContext, tool: OutsideName) -> DraftCard:
    """Draft that a tool of a connector is not asked any more; one signature is enough."""
    name, called = split_name(tool)
    plan = Plan(
        steps=(step(name, DropTool(connector=name, tool=called)),),
        title=f"Stop {called} of {name}",
        kind="Tool of a connector",
    )
    return await ctx.propose(plan)


@draft(
    title="End of a connector",
    says=(
        "disconnect the connector {connector}",
        "remove the connector {connector}",
        "cut off the connector {connector}",
        "drop the connector {connector}",
        "end the connector {connector}",
        "detach the connector {connector}",
        "unplug the connector {connector}",
        "no more use of the connector {connector}",
    ),
)
async def draft_connector_end(ctx: ToolContext, connector: Connector) -> DraftCard:
    """Draft that nothing of a connector is asked any more; one signature is enough."""
    name = connector.strip().casefold()
    plan = Plan(
        steps=(step(name, Disconnect(connector=name)),),
        title=f"Disconnect {name}",
        kind="Connector",
    )
    return await ctx.propose(plan)


def step(name: str, command: Command) -> Step:
    return Step(connector_decider.stream(name), command)


def used(tool: OutsideTool, use: Use) -> OutsideTool:
    return tool.model_copy(update={"use": use})


def names_in(said: str) -> list[str]:
    return [each for part in said.replace(" and ", ",").split(",") if (each := part.strip())]


def texts(name: str, tools: Sequence[OutsideTool]) -> tuple[Origin, ...]:
    """What each tool says of itself, for whoever signs to read."""
    return tuple(
        origin(tool.name, tool.description or "no description", f"written by {name}", "document")
        for tool in tools
    )


def differing(now: OutsideTool, held: OutsideTool | None) -> tuple[tuple[str, str, str], ...]:
    return now.differences(held) if held else ()


def not_offered(name: str, tool: str, offered: Offer) -> Refused:
    known = ", ".join(each.name for each in offered.tools) or "nothing"
    return Refused(f"Not drafted. {name} offers no {tool}; it offers {known}.", "unknown_tool")
