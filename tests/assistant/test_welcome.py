"""Whoever says hello is shown what they work at, in sentences that work."""

import pytest

from assistant.welcome import OFFERED, welcome
from domain.governance.member import ROLES
from mcp_servers.menu import FUNCTIONS
from tests.assistant.test_conversations import (  # noqa: F401 — fixtures.
    Talk,
    business,
    talk,
)

TOOLS = {tool.name: tool for menu in FUNCTIONS for tool in menu.tools}


def test_every_role_of_the_house_has_its_own_greeting() -> None:
    assert set(OFFERED) == set(ROLES)
    assert all(name in TOOLS for offered in OFFERED.values() for name in offered)


@pytest.mark.parametrize("role", ROLES)
async def test_hello_shows_the_work_of_the_role(talk: Talk, role: str) -> None:  # noqa: F811
    shown = (await talk.say("hello", user=role))["nearest"]
    answered = [await talk.say(text, user=role, conversation=text) for text in shown]
    assert [found["tool"] for found in answered] == list(OFFERED[role])


def test_who_has_two_roles_sees_something_of_both_first() -> None:
    found = welcome(("sales", "accounting"), list(TOOLS.values()))
    assert found[:2] == [OFFERED["sales"][0], OFFERED["accounting"][0]]


def test_what_somebody_may_not_use_does_not_greet_them() -> None:
    listed = [tool for tool in TOOLS.values() if tool.kind == "read"]
    assert "draft_purchase_order" not in welcome(("buyer",), listed)
