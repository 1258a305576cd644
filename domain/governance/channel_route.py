"""A route: the Slack channel in which the drafts of one function are posted."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

from domain.kernel import Command, Decider, Event, Message, Refused
from domain.kernel.words import Label

ChannelId = Annotated[str, StringConstraints(pattern=r"^[CG][A-Z0-9]{5,19}$")]
"""As Slack names it; its own name may change, and be given to another."""
ChannelName = Annotated[str, StringConstraints(max_length=80, pattern=r"^[^\s#@<>&\x00-\x1f]*$")]


class Channel(Message):
    channel: ChannelId
    name: ChannelName = ""

    @property
    def shown(self) -> str:
        return f"#{self.name}" if self.name else self.channel


class RouteToChannel(Channel, Command):
    """Drafts of this function are posted there."""

    function: Label


class StopRoute(Command):
    """They are posted nowhere, and told to those who sign."""

    function: Label


class DraftsRouted(Channel, Event):
    function: Label
    earlier: Channel | None = None

    def __str__(self) -> str:
        return f"Drafts of {spoken(self.function)} are posted in {self.shown} in Slack."

    def undo(self) -> Command:
        if self.earlier is None:
            return StopRoute(function=self.function)
        return RouteToChannel(function=self.function, **dict(self.earlier))


class RouteStopped(Channel, Event):
    function: Label

    def __str__(self) -> str:
        return f"Drafts of {spoken(self.function)} are no longer posted in {self.shown} in Slack."

    def undo(self) -> Command:
        return RouteToChannel(function=self.function, channel=self.channel, name=self.name)


RouteCommand = RouteToChannel | StopRoute
RouteEvent = DraftsRouted | RouteStopped


@dataclass(frozen=True)
class Route:
    to: Channel | None = None


def decide(route: Route, command: RouteCommand) -> list[RouteEvent]:
    match command:
        case RouteToChannel(function=function, channel=channel, name=name):
            wished = Channel(channel=channel, name=name)
            told = DraftsRouted(function=function, **dict(wished), earlier=route.to)
            return [] if wished == route.to else [told]
        case StopRoute(function=function):
            if route.to is None:
                reason = f"Drafts of {spoken(function)} are posted in no channel."
                raise Refused(reason, "not_routed")
            return [RouteStopped(function=function, **dict(route.to))]


def evolve(route: Route, event: RouteEvent) -> Route:
    match event:
        case DraftsRouted(channel=channel, name=name):
            return Route(Channel(channel=channel, name=name))
        case RouteStopped():
            return Route()


def spoken(function: str) -> str:
    return function.replace("_", " ")


channel_route = Decider(
    name="channel_route",
    commands=RouteCommand,
    events=RouteEvent,
    initial=Route(),
    decide=decide,
    evolve=evolve,
)
