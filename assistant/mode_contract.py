"""The mode contract (A4): how an agent works without a model or with one, through whom, how far."""

import re
from typing import Any

from domain.agents.agent import Agent, Rule
from domain.agents.roster import AGENTS, WITHOUT
from domain.catalog import COMMAND_BY_NAME
from domain.governance.coverage import COVERABLE, why_not
from domain.kernel import function_of
from mcp_servers.menu import BY_FUNCTION

OPTIONAL, SLOT = re.compile(r"\s*\[[^\]]*\]"), re.compile(r"\{(\w+)\}")
ALONE = "L3: it drafts and goes no further, for {reason}."
EARNED = (
    "L3: it drafts, and a person signs. L5 within a standing order that it earned and an owner "
    "signed. {reason}"
)


def agent_of(function: str) -> dict[str, Any]:
    """A function's own agent as its page tells it, or the reason why there is none."""
    found = next((agent for agent in AGENTS if agent.function == function), None)
    if found is None:
        return {"name": "", "mandate": WITHOUT.get(function, "")}
    badge = found.badge
    return {
        "name": found.name,
        "mandate": found.mandate,
        "looked_after_by": list(found.owner_roles),
        "reads": sorted(badge.functions),
        "drafts_in": sorted(badge.drafts),
        "limit": badge.limit,
        "off": found.off,
        "on": found.on,
        "handoff": found.handoff,
        "rules": [told(found, rule) for rule in found.rules],
        "topics": [{"name": topic.name, "says": topic.says} for topic in found.topics],
    }


def told(agent: Agent, rule: Rule) -> dict[str, str]:
    return {
        "name": rule.name,
        "says": rule.says,
        "drafts": rule.drafts,
        "by_hand": by_hand(agent, rule),
        "authority": authority(rule),
    }


def by_hand(agent: Agent, rule: Rule) -> str:
    """A sentence with which a person does the same, while no agent works."""
    tool = next(each for each in BY_FUNCTION[agent.function].tools if each.name == rule.drafts)
    short = OPTIONAL.sub("", tool.says[0].partition(" @ ")[0])
    return SLOT.sub(lambda slot: f"<{slot[1].replace('_', ' ')}>", short).strip()


def authority(rule: Rule) -> str:
    """How far the ladder lets this rule go, and why no further."""
    command = COMMAND_BY_NAME[rule.command]
    reason = why_not(function_of(command), rule.command, command.separated)
    if reason:
        return ALONE.format(reason=reason)
    return EARNED.format(reason=COVERABLE[rule.command])
