"""Connectors: one row for each tool of somebody else's that was signed, with its text."""

from datetime import datetime

from domain.governance.connector import (
    ConnectorConnected,
    ConnectorDisconnected,
    ConnectorEvent,
    ConnectorToolDropped,
    ConnectorToolPinned,
)
from domain.governance.outside_tool import OutsideTool
from domain.kernel import Fact, Internal, Projection, Public, Row


class ConnectorToolRow(Row):
    connector: Public[str]
    tool: Public[str]
    reached: Internal[str]
    use: Public[str]
    description: Internal[str]
    takes: Internal[str]
    hints: Internal[str]
    digest: Public[str]
    since: Public[datetime | None]
    draft: Public[str]

    @property
    def signed(self) -> OutsideTool:
        """The tool as it was signed."""
        parts = {name: getattr(self, name) for name in ("description", "takes", "hints", "use")}
        return OutsideTool(name=self.tool, **parts)


def touches(fact: Fact) -> list[ConnectorToolRow]:
    match fact.event:
        case ConnectorConnected(connector=name, reached=reached, tools=tools):
            return [row_of(name, reached, tool) for tool in tools]
        case ConnectorDisconnected(connector=name, tools=tools):
            return [row_of(name, "", tool) for tool in tools]
        case ConnectorToolPinned(connector=name, reached=reached, tool=tool):
            return [row_of(name, reached, tool)]
        case ConnectorToolDropped(connector=name, tool=tool):
            return [row_of(name, "", tool)]
        case _:
            return []


def row_of(connector: str, reached: str, tool: OutsideTool) -> ConnectorToolRow:
    return ConnectorToolRow(
        connector=connector,
        tool=tool.name,
        reached=reached,
        use=tool.use,
        description=tool.description,
        takes=tool.takes,
        hints=tool.hints,
        digest=tool.digest,
        since=None,
        draft="",
    )


def project(row: ConnectorToolRow, fact: Fact) -> ConnectorToolRow | None:
    match fact.event:
        case ConnectorConnected(connector=name, reached=reached, tools=tools):
            [found] = [tool for tool in tools if tool.name == row.tool]
            return stamped(row_of(name, reached, found), fact)
        case ConnectorToolPinned(connector=name, reached=reached, tool=tool):
            return stamped(row_of(name, reached, tool), fact)
        case ConnectorDisconnected() | ConnectorToolDropped():
            return None
        case _:
            return row


def stamped(row: ConnectorToolRow, fact: Fact) -> ConnectorToolRow:
    told = {"since": fact.recorded_at, "draft": fact.cause.draft}
    return row.model_copy(update=told)


connectors = Projection(
    name="connectors",
    row=ConnectorToolRow,
    key=(ConnectorToolRow.connector, ConnectorToolRow.tool),
    of=(ConnectorEvent,),
    touches=touches,
    project=project,
)
