"""Stopping: an agent that is stopped loses in the same moment what was signed for it in advance."""

from domain.governance.order_events import LapseStandingOrders
from domain.governance.passport import PassportRevoked, PassportWithdrawn
from domain.governance.standing_order import standing_order
from domain.kernel import Fact, Step


def lapse(fact: Fact) -> list[Step]:
    match fact.event:
        case PassportRevoked(agent=agent):
            return [ending(agent)]
        case PassportWithdrawn(badge=badge, stopped=True):
            return [ending(badge.agent)]
        case _:
            return []


def ending(agent: str) -> Step:
    command = LapseStandingOrders(agent=agent, reason="the agent was stopped")
    return Step(standing_order.stream(agent), command)
