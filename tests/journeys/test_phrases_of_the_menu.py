"""Every sentence that a tool of ours declares reaches that tool, and no other, on real names."""

import re
from datetime import date

import pytest

from assistant.phrasebook import Names, Phrasebook, Record, Settings, declaration, proofs
from mcp_servers.menu import FUNCTIONS

TOOLS = [tool for menu in FUNCTIONS for tool in menu.tools]
SAMPLES = {
    "supplier": ("Trikes, Inc.",),
    "item": ("Chainring",),
    "place": ("Tool Crib", "Subassembly"),
    "agent": ("assistant",),
    "quantity": ("40", "5"),
    "money": ("$30",),
    "count": ("10",),
    "period": ("last quarter",),
    "day": ("October 3",),
    "purchase_order": ("PO-117",),
    "text": ('"one thing"', '"another"'),
    "unit": ("EA",),
}
HARMLESS = {"if possible tomorrow"}  # A polite order with a day; only the day may be wrong.
EMPHATIC = re.compile(r"'stop .*tool='draft_agent_stop'")  # "Stop, shut down the assistant."


@pytest.fixture(scope="module")
def phrasebook() -> Phrasebook:
    said = [declaration(tool.name, tool.kind, tool.input_schema, tool.says) for tool in TOOLS]
    return Phrasebook(said)


@pytest.fixture(scope="module")
def world() -> proofs.World:
    records = [
        Record(kind, name, name)
        for kind in ("supplier", "item", "place", "agent")
        for name in SAMPLES[kind]
    ]
    settings = Settings(today=date(2026, 11, 20), currency="USD")
    return proofs.World(Names(records), settings, lambda kind, number: True, SAMPLES)


def test_no_sentence_misses_its_tool(phrasebook: Phrasebook, world: proofs.World) -> None:
    assert proofs.lost_expansions(phrasebook, world) == []


def test_no_sentence_is_claimed_twice(phrasebook: Phrasebook) -> None:
    assert proofs.shared_expansions(phrasebook) == []


def test_a_negated_or_doubted_order_is_never_drafted(
    phrasebook: Phrasebook, world: proofs.World
) -> None:
    openings = [opening for opening in proofs.OPENINGS if opening not in HARMLESS]
    found = proofs.heedless_drafts(phrasebook, world, openings)
    drafted = [heard for heard in found if "tool='draft_" in heard]
    assert [heard for heard in drafted if not EMPHATIC.match(heard)] == []
