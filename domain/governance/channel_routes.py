"""Routes: which function's drafts are posted in which Slack channel."""

from datetime import datetime

from domain.governance.channel_route import (
    Channel,
    DraftsRouted,
    RouteEvent,
    RouteStopped,
)
from domain.kernel import Fact, Projection, Public, Row


class ChannelRouteRow(Row):
    function: Public[str]
    channel: Public[str]
    name: Public[str] = ""
    draft: Public[str] = ""
    since: Public[datetime | None] = None

    @property
    def shown(self) -> str:
        return Channel(channel=self.channel, name=self.name).shown


def touches(fact: Fact) -> list[ChannelRouteRow]:
    match fact.event:
        case (
            DraftsRouted(function=function, channel=channel)
            | RouteStopped(function=function, channel=channel)
        ):
            return [ChannelRouteRow(function=function, channel=channel)]
        case _:
            return []


def project(row: ChannelRouteRow, fact: Fact) -> ChannelRouteRow | None:
    match fact.event:
        case DraftsRouted(channel=channel, name=name):
            told = {"draft": fact.cause.draft, "since": fact.recorded_at}
            return row.model_copy(update=told | {"channel": channel, "name": name})
        case RouteStopped():
            return None
        case _:
            return row


channel_routes = Projection(
    name="channel_routes",
    row=ChannelRouteRow,
    key=(ChannelRouteRow.function,),
    of=(RouteEvent,),
    touches=touches,
    project=project,
)
