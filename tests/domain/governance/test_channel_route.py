"""The drafts of a function are posted in the channel that was signed for it."""

import pytest
from pydantic import ValidationError

from domain.governance.authority import Authority, Rung
from domain.governance.channel_route import (
    Channel,
    DraftsRouted,
    RouteStopped,
    RouteToChannel,
    StopRoute,
    channel_route,
)
from domain.governance.channel_routes import channel_routes
from tests.spec import Spec, facts_of

ORDERS = {"function": "procurement", "channel": "C0123ABC", "name": "orders"}
routed = DraftsRouted(**ORDERS)
of = Spec(channel_route)


def test_a_function_has_one_channel():
    of.when(RouteToChannel(**ORDERS)).says("Drafts of procurement are posted in #orders in Slack.")
    of.given(routed).when(RouteToChannel(**ORDERS)).then()
    moved = DraftsRouted(
        function="procurement",
        channel="C0456DEF",
        earlier=Channel(channel="C0123ABC", name="orders"),
    )
    of.given(routed).when(RouteToChannel(function="procurement", channel="C0456DEF")).then(moved)
    assert moved.undo() == RouteToChannel(**ORDERS)
    assert routed.undo() == StopRoute(function="procurement")


def test_only_what_is_posted_is_stopped():
    of.when(StopRoute(function="procurement")).refused("not_routed", "no channel")
    of.given(routed).when(StopRoute(function="procurement")).then(RouteStopped(**ORDERS))


@pytest.mark.parametrize("channel", ["orders", "#orders", "D0123ABC", "C0123ABC>", "c0123abc", ""])
def test_what_is_no_channel_is_not_recorded(channel: str):
    with pytest.raises(ValidationError):
        RouteToChannel(function="procurement", channel=channel)


def test_a_row_stands_for_as_long_as_drafts_are_posted():
    facts = facts_of("channel_route-procurement", routed)
    [row] = channel_routes.fold({}, facts).values()
    assert (row.function, row.channel, row.shown) == ("procurement", "C0123ABC", "#orders")
    stopped = facts_of("channel_route-procurement", routed, RouteStopped(**ORDERS))
    assert not channel_routes.fold({}, stopped)


def test_owners_and_admins_sign_where_drafts_are_shown_to_many():
    rungs = {
        role: found.rung if (found := Authority().of([role], "governance", "RouteToChannel")) else 0
        for role in ("owner", "admin", "manager", "buyer", "staff")
    }
    able = {role for role, rung in rungs.items() if rung >= Rung.SIGN}
    assert able == {"owner", "admin"} and rungs["manager"] == Rung.DRAFT


def test_whoever_works_here_signs_their_own_wishes():
    for role in ("owner", "manager", "buyer", "sales", "staff", "artisan", "admin"):
        for wished in ("WishQuiet", "WishDigest", "WishSingles"):
            held = Authority().of([role], "governance", wished)
            assert held is not None and held.rung >= Rung.SIGN, (role, wished)
