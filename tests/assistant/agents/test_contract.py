"""An agent's drafts are of the command from which its rule's authority is read."""

from domain.agents.roster import AGENTS
from tests.assistant.agents.conftest import Business


async def test_a_rule_asks_for_what_it_says_it_asks_for(business: Business):
    await business.work()
    declared = {f"{agent.name}/{rule.name}": rule for agent in AGENTS for rule in agent.rules}
    found = [row for row in await business.everything() if row.occasion]
    assert len(found) >= 5
    for row in found:
        rule = declared[row.occasion.partition(" ")[0]]
        assert row.command in (rule.command, ""), row.occasion  # Empty of a draft of several.
