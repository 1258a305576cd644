"""Every agent says how it works without a model, with one, through whom, and how far it may go."""

import pytest

from assistant.mode_contract import agent_of
from domain.agents.agent import WORDS_ONLY, Agent, Rule
from domain.agents.roster import AGENTS
from domain.catalog import COMMAND_BY_NAME
from domain.kernel import function_of
from mcp_servers.menu import BY_FUNCTION, FUNCTION_OF, KIND_OF

of_every_agent = pytest.mark.parametrize("agent", AGENTS, ids=lambda agent: agent.name)
EVERY_RULE = [(agent, rule) for agent in AGENTS for rule in agent.rules]
of_every_rule = pytest.mark.parametrize(
    ("agent", "rule"), EVERY_RULE, ids=lambda each: getattr(each, "name", "")
)


@of_every_agent
def test_no_part_of_the_contract_is_left_open(agent: Agent) -> None:
    told = agent_of(agent.function)
    for part in ("off", "on", "handoff"):
        assert len(told[part]) > 20 and told[part].endswith("."), part
    assert told["on"] == WORDS_ONLY
    for rule in told["rules"]:
        assert all(rule[part] for part in ("drafts", "by_hand", "authority"))


@of_every_rule
def test_a_rule_drafts_with_a_tool_of_its_function_that_people_use_too(
    agent: Agent, rule: Rule
) -> None:
    assert FUNCTION_OF[rule.drafts] == agent.function
    assert KIND_OF[rule.drafts] == "draft"
    assert function_of(COMMAND_BY_NAME[rule.command]) == agent.function


def test_what_the_rules_draft_is_read_from_what_they_ask_for() -> None:
    by = {rule["name"]: rule["authority"] for rule in agent_of("receivables")["rules"]}
    assert by["invoice"].startswith("L3: it drafts, and a person signs. L5 within a standing")
    assert by["match"].endswith("for it settles a payment, so a person signs it each time.")
    accept = agent_of("payables")["rules"][0]["authority"]
    assert "somebody who did not draft it always signs it" in accept


def test_a_function_without_an_agent_says_why() -> None:
    without = [name for name in BY_FUNCTION if not agent_of(name)["name"]]
    assert without == ["governance"]
    assert "no agent is set to guard itself" in agent_of("governance")["mandate"]
