"""Each value of a draft says where it came from, and how hard a signer must look at it."""

import pytest

from mcp_servers.menu import FUNCTIONS
from mcp_servers.origins import origins_of
from tests import trade
from tools.toolkit import Plan

TOOLS = {tool.name: tool for menu in FUNCTIONS for tool in menu.tools}


def weighed(tool: str, source: str, **asked: str) -> dict[str, str]:
    plan = Plan(steps=(), title="A plan", kind="Plan")
    hints = dict.fromkeys(asked, source)
    found = origins_of(TOOLS[tool], plan, asked, hints, trade.caller())
    return {origin.field: origin.severity for origin in found}


@pytest.mark.parametrize(
    "source",
    ["document letter.pdf, page 1", "connector of the bank", "model: nobody said it", "tool list"],
)
def test_a_target_that_nobody_vouches_for_is_red(source: str) -> None:
    found = weighed("draft_purchase_order", source, supplier="OST", quantity="40", item="LOCK")
    assert found == {"supplier": "stop", "quantity": "care", "item": "stop"}


@pytest.mark.parametrize(
    "source", ["typed by Buyer, 12:00", "chosen by Buyer, 12:00", "record Ostermark", ""]
)
def test_what_a_person_or_a_record_gave_is_quiet(source: str) -> None:
    assert weighed("draft_purchase_order", source, supplier="OST") == {"supplier": ""}


def test_a_text_that_leads_away_is_red_wherever_it_stands() -> None:
    made_up = "model: nobody said it"
    assert weighed("draft_supplier_hold", made_up, reason="late") == {"reason": ""}
    leads = weighed("draft_supplier_hold", made_up, reason="see https://evil.example")
    assert leads == {"reason": "stop"}


def test_all_of_what_gives_rights_is_red() -> None:
    found = weighed("draft_authority_grant", "document letter.pdf", rung="sign", role="buyer")
    assert found == {"rung": "stop", "role": "stop"}
