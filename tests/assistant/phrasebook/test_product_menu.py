"""What must hold for every menu holds for the product's own, said with real names of the demo."""

from collections.abc import Iterable
from datetime import date

import pytest

from assistant.demo import catalogue
from assistant.phrasebook import (
    Act,
    Ask,
    Declaration,
    Names,
    Pass,
    Phrasebook,
    Record,
    Settings,
    declaration,
    proofs,
)
from mcp_servers.menu import FUNCTIONS

TOOLS = [tool for menu in FUNCTIONS for tool in menu.tools]
DRAFTS = {tool.name for tool in TOOLS if tool.kind == "draft"}
SAMPLES = {
    "supplier": ("Tannerie d'Aurel",),
    "item": ("Brass ring, 25 mm",),
    "place": ("Main store", "Atelier"),
    "country": ("Italy",),
    "agent": ("assistant",),
    "quantity": ("40", "5"),
    "money": ("€30",),
    "count": ("10",),
    "period": ("last quarter",),
    "day": ("October 3",),
    "purchase_order": ("PO-117",),
    "draft": ("D-7",),
    "text": ('"one thing"', '"another"'),
    "unit": ("EA",),
}
SETTINGS = Settings(
    today=date(2026, 11, 20),
    currency=catalogue.CURRENCY,
    units={code: (code, name) for code, name in catalogue.UNITS},
    samples={kind: texts[0] for kind, texts in SAMPLES.items()},
)
# The bench says all openings and all operators; these are one of each sort.
OPENINGS = ("do not", "should we", "maybe we should", "remind me to", "if it rains", "Anna said")
SAID = [
    pytest.param("frobnicate the zork", id="unknown words"),
    pytest.param("could the Brass ring, 25 mm be shinier", id="an item"),
    pytest.param("is Tannerie d'Aurel any good with colours", id="a supplier"),
    pytest.param("why did we ever place PO-117", id="an order"),
    pytest.param("if it rains order 40 Brass ring, 25 mm", id="a condition"),
]


def declared() -> list[Declaration]:
    return [declaration(tool.name, tool.kind, tool.input_schema, tool.says) for tool in TOOLS]


def records() -> Iterable[Record]:
    for partner in catalogue.partners():
        yield Record("supplier", partner.code, partner.name, (partner.code,), detail=partner.city)
        yield Record("country", partner.country, partner.country, (partner.country,))
    for material in catalogue.materials():
        yield Record("item", material.code, material.name, (material.code,))
    for code, name, _ in catalogue.PLACES:
        yield Record("place", code, name, (code,))
    yield Record("agent", "assistant", "assistant")


@pytest.fixture(scope="module")
def phrasebook() -> Phrasebook:
    return Phrasebook(declared())


@pytest.fixture(scope="module")
def world() -> proofs.World:
    return proofs.World(Names(records()), SETTINGS, lambda kind, number: True, SAMPLES)


def test_every_sentence_reaches_its_own_tool(phrasebook, world):
    assert proofs.lost_expansions(phrasebook, world) == []


def test_no_sentence_is_claimed_by_two_tools(phrasebook):
    assert proofs.shared_expansions(phrasebook) == []


def test_an_order_that_is_negated_doubted_or_reported_drafts_nothing(phrasebook, world):
    assert proofs.heedless_drafts(phrasebook, world, OPENINGS) == []


def test_a_sentence_left_out_is_never_taken_for_an_order(world):
    """Reads may be mistaken for one another; they are listed, so that each is looked at."""
    found = list(proofs.mistaken_without_example(declared(), world))
    mistaken = [(source, tool, proofs.tools_of(heard) - {tool}) for source, tool, heard in found]
    assert [case for case in mistaken if case[2] & DRAFTS] == []
    reads = [case for case in mistaken if case[2]]
    print(*reads, sep="\n")
    assert len(reads) < 0.05 * len(found)


def test_what_is_offered_when_greeted_can_be_said_as_it_stands(phrasebook, world):
    for tool in TOOLS:
        for sentence in phrasebook.examples([tool.name], SETTINGS):
            assert tool.name in reached(phrasebook, world, sentence), sentence


@pytest.mark.parametrize("text", SAID)
def test_what_is_offered_instead_can_be_said_as_it_stands(phrasebook, world, text):
    found = world.hear(phrasebook, text)
    assert isinstance(found, Pass)
    assert found.nearest
    for sentence in found.nearest:
        assert not set("{}[]") & set(sentence)
        assert reached(phrasebook, world, sentence), sentence


def reached(phrasebook: Phrasebook, world: proofs.World, sentence: str) -> set[str]:
    """The tool that a sentence calls, or about which it leaves one question."""
    found = world.hear(phrasebook, sentence)
    return {found.tool} if isinstance(found, Act | Ask) else set()
