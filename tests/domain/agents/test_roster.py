"""Every function has its own agent, with a mandate, a badge, and rules that say what they do."""

import pytest

from domain import catalog
from domain.agents.agent import Agent
from domain.agents.roster import AGENTS, BY_NAME, WITHOUT
from domain.governance.authority import DEFAULTS, Rung
from domain.governance.passport import SHIPPED
from domain.kernel import function_of

FUNCTIONS = {function_of(kind) for each in catalog.DECIDERS for kind in each.accepts}
of_every_agent = pytest.mark.parametrize("agent", AGENTS, ids=lambda agent: agent.name)


def test_every_function_has_its_own_agent_or_a_reason_for_none():
    assert {agent.function for agent in AGENTS} | set(WITHOUT) == FUNCTIONS
    assert {agent.function for agent in AGENTS}.isdisjoint(WITHOUT)
    assert len(BY_NAME) == len(AGENTS)


@of_every_agent
def test_its_badge_drafts_in_its_function_alone_and_no_further_than_a_draft(agent: Agent):
    badge = SHIPPED[agent.name]
    assert (badge.drafts, badge.rung) == ((agent.function,), Rung.DRAFT)
    assert agent.badge == badge


@of_every_agent
def test_it_reads_no_more_than_its_badge_lets_it(agent: Agent):
    read = {name for each in (*agent.rules, *agent.topics) for name in each.reads}
    assert read <= set(agent.badge.functions)


@of_every_agent
def test_whoever_it_acts_for_may_draft_there_and_read_what_it_reads(agent: Agent):
    assert agent.owner_roles
    for role in agent.owner_roles:
        held = {g.function: g.rung for g in DEFAULTS if g.role == role and g.action == "*"}
        assert held[agent.function] >= Rung.DRAFT, role
        assert all(held[name] >= Rung.EXPLAIN for name in agent.badge.functions), role


@of_every_agent
def test_it_says_what_it_is_for_and_what_each_rule_does(agent: Agent):
    assert agent.mandate.endswith(".")
    assert agent.rules
    assert all(rule.says.endswith(".") for rule in agent.rules)
    assert all(topic.says.endswith("?") for topic in agent.topics)
    assert len({rule.name for rule in agent.rules}) == len(agent.rules)
