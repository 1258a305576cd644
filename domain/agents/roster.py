"""The roster: every function's own agent, one line each."""

from domain.agents import (
    category,
    customers,
    fulfillment,
    inventory,
    payables,
    procurement,
    promotions,
    receivables,
)
from domain.agents.agent import Agent

AGENTS: tuple[Agent, ...] = (
    category.agent,
    customers.agent,
    fulfillment.agent,
    inventory.agent,
    payables.agent,
    procurement.agent,
    promotions.agent,
    receivables.agent,
)
BY_NAME = {agent.name: agent for agent in AGENTS}
WITHOUT: dict[str, str] = {
    "governance": "It watches the agents: people do that, and no agent is set to guard itself.",
}
"""The functions that have no agent of their own, each with the reason."""
