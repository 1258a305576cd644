"""Every tool of the house asked for by every specialist: what is open, and how a no is said."""

from typing import Any

import pytest

from domain.governance.authority import OWN, Authority
from domain.governance.passport import ASSISTANT
from guardrails.call import Allowed, Call, Denied
from guardrails.gate import judge
from mcp_servers.menu import FUNCTIONS
from tests.trade import caller

TOOLS = [tool for menu in FUNCTIONS for tool in menu.tools if tool.audience != "customers"]
DRAFTS = {
    "sales": {"customers", "category", "promotions"},
    "warehouse": {"fulfillment", "inventory"},
    "accounting": {"receivables", "payables"},
}
READS = {
    "sales": {"fulfillment", "receivables", "inventory"},
    "warehouse": set[str](),
    "accounting": {"fulfillment", "procurement", "customers"},
}
"""Beside what they draft in."""
BESIDE = {"accounting": {"draft_customer_hold"}}
"""Whoever reminds a customer in vain drafts a hold, which somebody else signs."""
EVERYBODY = {action for action, _ in OWN}
whose = pytest.mark.parametrize("role", sorted(DRAFTS))


def asked(role: str, tool: Any, agent: str = "") -> Call:
    return Call(
        caller=caller(role, agent=agent),
        kind=tool.kind,
        tool=tool.name,
        commands=((tool.function, tool.name),),
        authority=Authority(),
        badge=ASSISTANT,
    )


def open_to(role: str, tool: Any) -> bool:
    drafts = DRAFTS[role]
    mine = drafts if tool.kind == "draft" else drafts | READS[role]
    return tool.function in mine or tool.name in EVERYBODY | BESIDE.get(role, set())


@whose
def test_each_specialist_may_use_the_tools_of_its_trade_and_no_other(role: str):
    assert len(TOOLS) > 200
    for tool in TOOLS:
        allowed = isinstance(judge(asked(role, tool)), Allowed)
        assert allowed is open_to(role, tool), f"{role} {tool.name}"


@whose
def test_the_assistant_opens_nothing_that_the_person_may_not(role: str):
    for tool in TOOLS:
        if isinstance(judge(asked(role, tool, agent="assistant")), Allowed):
            assert open_to(role, tool), f"{role} {tool.name}"


@whose
def test_a_no_says_what_is_closed_to_whom_or_who_may_only_read_there(role: str):
    closed, read_only = 0, 0
    for tool in TOOLS:
        verdict = judge(asked(role, tool))
        if not isinstance(verdict, Denied):
            continue
        if tool.function in READS[role]:
            told, read_only = ("A4", f"{role.capitalize()} may not draft in {tool.function}."), 1
        else:
            told, closed = (
                ("A1", f"{tool.function} is not open to {role}. An admin can open it."),
                1,
            )
        assert (verdict.control, verdict.reason) == told, tool.name
    assert (closed, read_only) == (1, 1 if READS[role] else 0)


@whose
def test_what_a_specialist_may_staff_may_as_well(role: str):
    """Somebody at the counter does a bit of everything."""
    for tool in TOOLS:
        if open_to(role, tool):
            assert isinstance(judge(asked("staff", tool)), Allowed), tool.name
