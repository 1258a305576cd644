"""A connector: somebody else's server that may be asked, with its tools as they were signed."""

from dataclasses import dataclass

from domain.governance.outside_tool import (
    MOST_TOOLS,
    ConnectorName,
    OutsideTool,
    ToolName,
)
from domain.kernel import Command, Decider, Event, Refused
from domain.kernel.words import Name, counted, listed


class Connect(Command):
    """Another admin than the drafting one lets a server be asked at all."""

    connector: ConnectorName
    reached: Name
    tools: tuple[OutsideTool, ...]

    separated = "always"


class Disconnect(Command):
    """Nobody waits for a second hand to stop asking somebody."""

    connector: ConnectorName


class PinTool(Command):
    """A tool counts with this text and this use from now on."""

    connector: ConnectorName
    tool: OutsideTool

    separated = "always"


class DropTool(Command):
    """A tool is not asked any more, whatever its text."""

    connector: ConnectorName
    tool: ToolName


class ConnectorConnected(Event):
    connector: ConnectorName
    reached: Name
    tools: tuple[OutsideTool, ...]

    def __str__(self) -> str:
        asked = [tool.name for tool in self.tools if tool.asked]
        may = f"{listed(asked)} may be asked" if asked else "nothing of it may be asked"
        tools = counted(len(self.tools), "tool")
        return f"{self.connector} at {self.reached} is connected with {tools}: {may}."

    def undo(self) -> Command:
        return Disconnect(connector=self.connector)


class ConnectorDisconnected(Event):
    connector: ConnectorName
    reached: Name
    tools: tuple[OutsideTool, ...]

    def __str__(self) -> str:
        return f"{self.connector} is disconnected: nothing of it is asked any more."

    def undo(self) -> Command:
        return Connect(connector=self.connector, reached=self.reached, tools=self.tools)


class ConnectorToolPinned(Event):
    connector: ConnectorName
    reached: Name
    tool: OutsideTool
    before: OutsideTool | None = None

    def __str__(self) -> str:
        may = "may be asked" if self.tool.asked else "may not be asked"
        said = f"{self.tool.name} of {self.connector} {may}"
        changed = self.tool.differences(self.before) if self.before else ()
        if not changed:
            return f"{said}."
        parts = ", ".join(f"{part} was “{was}” and is “{now}”" for part, was, now in changed)
        return f"{said} with a new text: {parts}."

    def undo(self) -> Command:
        if self.before is None:
            return DropTool(connector=self.connector, tool=self.tool.name)
        return PinTool(connector=self.connector, tool=self.before)


class ConnectorToolDropped(Event):
    connector: ConnectorName
    tool: OutsideTool

    def __str__(self) -> str:
        return f"{self.tool.name} of {self.connector} is not asked any more."

    def undo(self) -> Command:
        return PinTool(connector=self.connector, tool=self.tool)


ConnectorCommand = Connect | Disconnect | PinTool | DropTool
ConnectorEvent = (
    ConnectorConnected | ConnectorDisconnected | ConnectorToolPinned | ConnectorToolDropped
)


@dataclass(frozen=True)
class Connector:
    """Where it is reached, empty while it is not connected, and its tools by name."""

    reached: str = ""
    tools: tuple[OutsideTool, ...] = ()

    def tool(self, name: str) -> OutsideTool | None:
        return next((tool for tool in self.tools if tool.name == name), None)

    def without(self, name: str) -> tuple[OutsideTool, ...]:
        return tuple(tool for tool in self.tools if tool.name != name)


def decide(connector: Connector, command: ConnectorCommand) -> list[ConnectorEvent]:
    match command:
        case Connect(connector=name) if connector.reached:
            raise Refused(f"{name} is connected already: list the connectors.", "connected")
        case Connect(connector=name, tools=tools) if not tools:
            raise Refused(f"{name} offers no tool that could be asked.", "no_tools")
        case Connect(tools=tools) if len(tools) > MOST_TOOLS or repeated(tools):
            raise Refused(
                f"A connector has at most {MOST_TOOLS} tools, each under a name of its own.",
                "too_many_tools",
            )
        case Connect():
            return [ConnectorConnected(**dict(command))]
        case PinTool(tool=tool) if connector.reached and full(connector, tool):
            raise Refused(f"A connector has at most {MOST_TOOLS} tools.", "too_many_tools")
        case _ if not connector.reached:
            raise Refused(f"{command.connector} is not connected.", "not_connected")
        case Disconnect(connector=name):
            before = {"reached": connector.reached, "tools": connector.tools}
            return [ConnectorDisconnected.model_validate({"connector": name, **before})]
        case PinTool(connector=name, tool=tool):
            held = connector.tool(tool.name)
            at = {"connector": name, "reached": connector.reached}
            pinned = ConnectorToolPinned.model_validate({**at, "tool": tool, "before": held})
            return [] if held == tool else [pinned]
        case DropTool(connector=name, tool=called):
            return [dropped(connector, name, called)]


def dropped(connector: Connector, name: str, called: str) -> ConnectorEvent:
    held = connector.tool(called)
    if held is None:
        raise Refused(f"{name} has no tool {called}: list its tools.", "unknown_tool")
    return ConnectorToolDropped(connector=name, tool=held)


def full(connector: Connector, tool: OutsideTool) -> bool:
    return connector.tool(tool.name) is None and len(connector.tools) >= MOST_TOOLS


def repeated(tools: tuple[OutsideTool, ...]) -> bool:
    return len({tool.name for tool in tools}) < len(tools)


def evolve(connector: Connector, event: ConnectorEvent) -> Connector:
    match event:
        case ConnectorConnected(reached=reached, tools=tools):
            return Connector(reached, in_order(tools))
        case ConnectorDisconnected():
            return Connector()
        case ConnectorToolPinned(tool=tool):
            tools = in_order((*connector.without(tool.name), tool))
            return Connector(connector.reached, tools)
        case ConnectorToolDropped(tool=tool):
            return Connector(connector.reached, connector.without(tool.name))


def in_order(tools: tuple[OutsideTool, ...]) -> tuple[OutsideTool, ...]:
    return tuple(sorted(tools, key=lambda tool: tool.name))


connector = Decider(
    name="connector",
    commands=ConnectorCommand,
    events=ConnectorEvent,
    initial=Connector(),
    decide=decide,
    evolve=evolve,
)
