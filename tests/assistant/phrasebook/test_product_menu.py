"""What must hold for every menu holds for the product's own, said with real names of the demo."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from assistant.phrasebook import Act, Ask, Pass, Phrasebook, proofs
from assistant.phrasebook.examples import MOST_EXPANSIONS
from bench import _product as product
from mcp_servers.menu import FUNCTIONS

TOOLS = [t for menu in FUNCTIONS for t in menu.tools if t.audience != "customers"]
DRAFTS = {tool.name for tool in TOOLS if tool.kind == "draft"}
SETTINGS = replace(
    product.SETTINGS, samples={kind: texts[0] for kind, texts in product.SAMPLES.items()}
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


@pytest.fixture(scope="module")
def phrasebook() -> Phrasebook:
    return product.phrasebook()


@pytest.fixture(scope="module")
def world() -> proofs.World:
    return proofs.World(product.names(), SETTINGS, lambda kind, number: True, product.SAMPLES)


def test_no_sentence_has_more_forms_than_are_told(phrasebook):
    """Of what is cut short, the words that come last would not be understood: staff, not owner."""
    forms = Counter((each.tool.name, each.source) for each in phrasebook.book.examples)
    assert max(forms.values()) < MOST_EXPANSIONS


def test_every_sentence_reaches_its_own_tool(phrasebook, world):
    """At its shortest and its longest; the bench says whatever lies between as well."""
    said = proofs.at_the_ends(phrasebook.book.examples)
    assert proofs.lost_expansions(phrasebook, world, said) == []


def test_no_sentence_is_claimed_by_two_tools(phrasebook):
    assert proofs.shared_expansions(phrasebook) == []


def test_an_order_that_is_negated_doubted_or_reported_drafts_nothing(phrasebook, world):
    assert proofs.heedless_drafts(phrasebook, world, OPENINGS, every=3) == []


def test_a_sentence_left_out_is_never_taken_for_an_order(phrasebook, world):
    """Reads may be mistaken for one another; they are listed, so that each is looked at."""
    found = list(proofs.mistaken_without_example(phrasebook.book.tools.values(), world))
    mistaken = [(source, tool, proofs.tools_of(heard) - {tool}) for source, tool, heard in found]
    assert [case for case in mistaken if case[2] & DRAFTS] == []
    reads = [case for case in mistaken if case[2]]
    print(*reads, sep="\n")
    assert len(reads) < 0.05 * len(found)


def test_what_is_offered_when_greeted_can_be_said_as_it_stands(phrasebook, world):
    for tool in TOOLS:
        for sentence in phrasebook.examples([tool.name], SETTINGS):
            assert tool.name in reached(phrasebook, world, sentence), sentence


@pytest.mark.parametrize(
    "text",
    [
        "order 40 {item} and 12 {other} from {supplier}",
        "order 40 {item} from {supplier}, 12 {other}",
        "order 40 {item} and 12 more from {supplier}",
        "order 40 {item} from {supplier} and 12",
        "order 40 and 12 {item} from {supplier}",
        "order 40 {item} as well as 12 from {supplier}",
        "buy 40 {item} from {supplier} at 4.50 and 12 at 3",
        "purchase order for {supplier}: 40 {item} 4.50 each",
    ],
)
def test_of_two_lines_in_one_order_none_is_drafted(phrasebook, world, text):
    """Nor does the second number become the price of the first."""
    said = text.format(
        item="Brass ring, 25 mm", other="Brass turn-lock", supplier="Tannerie d'Aurel"
    )
    assert not isinstance(world.hear(phrasebook, said), Act)


@pytest.mark.parametrize("price", ["at 4.50", "for 4.50", "at a price of 4.50", "€4.50"])
def test_a_price_is_told_by_its_word_or_by_its_currency(phrasebook, world, price):
    said = f"order 40 Brass ring, 25 mm from Tannerie d'Aurel {price}"
    found = world.hear(phrasebook, said)
    assert isinstance(found, Act)
    assert (found.arguments["quantity"], found.arguments["price"]) == ("40", "4.50 EUR")


@pytest.mark.parametrize(
    "text",
    [
        "compare spend with Tannerie d'Aurel and Maison Perle last year",
        "compare spend this year with last year",
        "did we spend more with Tannerie d'Aurel than last year",
        "spend in 2024 versus 2025",
        "more than last year?",
    ],
)
def test_a_comparison_is_passed_on_and_never_half_answered(phrasebook, world, text):
    assert isinstance(world.hear(phrasebook, text), Pass | Ask)


@pytest.mark.parametrize("text", SAID)
def test_what_is_offered_instead_can_be_said_as_it_stands(phrasebook, world, text):
    found = world.hear(phrasebook, text)
    assert isinstance(found, Pass)
    assert found.nearest
    for sentence in found.nearest:
        assert not set("{}[]") & set(sentence)
        assert reached(phrasebook, world, sentence), sentence


NUMBER = re.compile(r"\d")
ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}")
UNKNOWN = (
    "what did we ever think of {supplier}",
    "did we pay {supplier} into a strange account",
    "could {supplier} be paid into a strange account",
    "pay {supplier} somewhere nice",
    "is the bank of {supplier} any good",
    "why is {item} so dear",
    "which of the accounts is the strangest",
    "put aside some {item}",
    "orders that smell above all",
)


def without_samples(sentence: str) -> str:
    """The sentence without the numbers of documents, which are there to show what can be said."""
    numbers = [number for texts in product.SAMPLES.values() for number in texts]
    for number in filter(re.compile(r"[A-Z]+-\d+").fullmatch, numbers):
        sentence = sentence.replace(number, "")
    return sentence


@pytest.mark.parametrize("text", UNKNOWN)
def test_no_offer_holds_a_value_that_nobody_said(phrasebook, world, text):
    said = text.format(item="Brass ring, 25 mm", supplier="Tannerie d'Aurel")
    found = world.hear(phrasebook, said)
    assert isinstance(found, Pass) and found.nearest
    for sentence in found.nearest:
        rest = without_samples(sentence.replace("Brass ring, 25 mm", ""))
        assert not ACCOUNT.search(rest) and "EUR" not in rest and "Example" not in rest
        assert not NUMBER.search(re.sub(r"(top|last|our|the) 10\b", "", rest)), sentence


@pytest.mark.parametrize("text", [text for text in UNKNOWN if not text.startswith(("pay", "put"))])
def test_who_asked_is_offered_nothing_that_drafts(phrasebook, world, text):
    said = text.format(item="Brass ring, 25 mm", supplier="Tannerie d'Aurel")
    found = world.hear(phrasebook, f"{said}?")
    assert isinstance(found, Pass) and found.nearest
    for sentence in found.nearest:
        assert not reached(phrasebook, world, sentence) & DRAFTS, sentence


def test_no_example_of_any_tool_makes_up_an_account(phrasebook):
    for tool in TOOLS:
        for sentence in phrasebook.examples([tool.name], SETTINGS):
            assert not ACCOUNT.search(sentence), sentence


def reached(phrasebook: Phrasebook, world: proofs.World, sentence: str) -> set[str]:
    """The tool that a sentence calls, or about which it leaves one question."""
    found = world.hear(phrasebook, sentence)
    return {found.tool} if isinstance(found, Act | Ask) else set()


@pytest.mark.parametrize("rows", ["LOCK 40\nCALF 12", "LOCK;40\r\nCALF;12", "LOCK;40"])
def test_a_list_under_a_sentence_is_one_order(phrasebook, world, rows):
    found = world.hear(phrasebook, f"order for Bottega Verdi:\n{rows}\n")
    assert isinstance(found, Act | Ask) and found.tool == "draft_sales_order_list"
    assert found.arguments["lines"] == rows.replace("\r", "")


def test_a_list_is_no_order_where_the_sentence_is_none(phrasebook, world):
    for said in ("do not order for Bottega Verdi", "if it rains order for Bottega Verdi"):
        assert not isinstance(world.hear(phrasebook, f"{said}:\nLOCK 40\nCALF 12"), Act)
    found = world.hear(phrasebook, "what is late:\nLOCK 40\nCALF 12")
    assert isinstance(found, Pass) and found.reason == "several lines"
