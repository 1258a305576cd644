"""A question that no example has is put together from the words of one tool, or not at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.phrasebook import Act, Context, LastCall, Pass, Phrasebook, declaration
from assistant.phrasebook.examples import expansions
from bench import _product as product
from mcp_servers.menu import FUNCTIONS

TOOLS = [tool for menu in FUNCTIONS for tool in menu.tools]
FREE = {tool.name: tool for tool in TOOLS if tool.composed}
DECLARED = [declaration(t.name, t.kind, t.input_schema, t.says, t.composed) for t in TOOLS]
BOOK = Phrasebook(DECLARED)
WITHOUT = Phrasebook([each for each in DECLARED if not each.composed])
NAMES = product.names()
YEAR = {"period": "2026-01-01..2026-12-31"}
BY_NAME = {"figure": "amount", "by": "number", "then_by": "supplier"}
SLOTS = {
    "{count}": "5",
    "{period}": "in 2026",
    "{supplier}": "Tannerie d'Aurel",
}


def heard(text: str, book: Phrasebook = BOOK, context: Context | None = None):
    return book.understand(text, NAMES, product.SETTINGS, product.exists, context or Context())


@pytest.mark.parametrize(
    ("text", "tool", "arguments"),
    [
        (
            "total ordered amount by month and supplier this year",
            "order_lines",
            {"figure": "amount", "how": "total", "by": "month", "then_by": "supplier", **YEAR},
        ),
        (
            "average lead time per supplier",
            "receipts",
            {"figure": "lead_days", "how": "average", "by": "supplier"},
        ),
        (
            "number of open orders by status",
            "purchase_orders",
            {"figure": "count", "only": "open", "by": "status"},
        ),
        (
            "top 5 items by quantity received last quarter",
            "receipts",
            {
                "figure": "quantity",
                "by": "item",
                "sort": "highest",
                "count": "5",
                "period": "2026-07-01..2026-09-30",
            },
        ),
        (
            "which supplier has the longest lead time?",
            "receipts",
            {"figure": "lead_days", "by": "supplier", "sort": "highest"},
        ),
        ("how many suppliers by country", "suppliers", {"figure": "count", "by": "country"}),
        (
            "monthly ordered amount of Tannerie d'Aurel in 2026",
            "order_lines",
            {"figure": "amount", "by": "month", "supplier": "TANNERIE", **YEAR},
        ),
        (
            "smallest agreed price per item",
            "sourcing_terms",
            {"figure": "price", "how": "smallest", "by": "item"},
        ),
        (
            "orders per vendor where status is cancelled; order value above 500",
            "purchase_orders",
            {
                "figure": "count",
                "by": "supplier",
                "where": "status is cancelled; order value above 500",
            },
        ),
        (
            "maximum order value by supplier",
            "purchase_orders",
            {"figure": "amount", "how": "largest", "by": "supplier"},
        ),
        ("orders above 1000", "purchase_orders", {**BY_NAME, "where": "above 1000"}),
        ("orders over €1,000", "purchase_orders", {**BY_NAME, "where": "above 1000 EUR"}),
        (
            "show orders of at least 2,000.50",
            "purchase_orders",
            {**BY_NAME, "where": "at least 2000.50"},
        ),
        (
            "open orders between 500 and 1000 from Tannerie d'Aurel",
            "purchase_orders",
            {**BY_NAME, "only": "open", "supplier": "TANNERIE", "where": "between 500 and 1000"},
        ),
        (
            "how many orders above 1000 by supplier",
            "purchase_orders",
            {"figure": "count", "by": "supplier", "where": "above 1000"},
        ),
        (
            "receipts with lead time above 20 by supplier",
            "receipts",
            {"figure": "count", "by": "supplier", "where": "lead time above 20"},
        ),
        ("smallest order", "purchase_orders", {**BY_NAME, "sort": "lowest", "count": "1"}),
        (
            "the three largest orders",
            "purchase_orders",
            {**BY_NAME, "sort": "highest", "count": "3"},
        ),
        (
            "largest order by supplier",
            "purchase_orders",
            {"figure": "amount", "how": "largest", "by": "supplier"},
        ),
        (
            "which supplier had the fewest orders?",
            "purchase_orders",
            {"figure": "count", "by": "supplier", "sort": "lowest"},
        ),
        (
            "what share of spend goes to each supplier",
            "order_lines",
            {"figure": "amount", "how": "share", "by": "supplier"},
        ),
        (
            "share of orders by status",
            "purchase_orders",
            {"figure": "count", "how": "share", "by": "status"},
        ),
        ("on time share by quarter", "receipts", {"figure": "on_time", "by": "quarter"}),
    ],
)
def test_a_question_is_put_together_from_its_words(text, tool, arguments):
    found = heard(text)
    assert isinstance(found, Act), found
    assert (found.tool, dict(found.arguments)) == (f"ask_{tool}", arguments)


@pytest.mark.parametrize(
    "text",
    [
        "total ordered amount by colour",
        "orders",
        "average lead time per supplier and the price of tea",
        "if it rains total ordered amount by month",
        "never show the average lead time per supplier",
        "total ordered amount by month and supplier and item and category",
        "average lead time per supplier at the Main store",
        "spend by supplier above 1000",
        "spend above 1000 by supplier",
        "orders by supplier above 1000",
        "orders above 40 KG",
        "orders above about 1000",
        "orders above 1000 or 2000",
        "cancel orders above 1000",
        "do not show orders above 1000",
        "share of spend",
        "suppliers above 5",
    ],
)
def test_what_is_not_explained_to_the_last_word_is_not_put_together(text):
    found = heard(text)
    assert not isinstance(found, Act) or found.tool not in FREE


def test_between_two_tools_it_is_neither_unless_one_was_used_last():
    text = "number of different suppliers by item"
    assert isinstance(heard(text), Pass)
    last = Context(last=LastCall(tool="ask_receipts", arguments={"figure": "count"}))
    found = heard(text, context=last)
    assert isinstance(found, Act) and found.tool == "ask_receipts"
    assert dict(found.arguments) == {"figure": "different_supplier", "by": "item"}


def test_a_complete_question_keeps_nothing_of_the_one_before():
    before = LastCall(tool="ask_purchase_orders", arguments={"figure": "count", "only": "open"})
    found = heard("number of orders by supplier", context=Context(last=before))
    assert isinstance(found, Act) and "only" not in found.arguments


def test_a_follow_up_changes_the_last_question():
    asked = {"figure": "lead_days", "by": "supplier"}
    found = heard(
        "and by month?", context=Context(last=LastCall(tool="ask_receipts", arguments=asked))
    )
    assert isinstance(found, Act)
    assert dict(found.arguments) == {"figure": "lead_days", "by": "month"}


@pytest.mark.parametrize("name", FREE)
def test_every_declared_sentence_reaches_its_tool(name):
    declared = BOOK.book.tools[name]
    divided = declared.slots["by"].words or {}
    for source in declared.says:
        for example in list(expansions(declared, source))[:20]:
            said = example.said
            for slot, text in SLOTS.items():
                said = said.replace(slot, text)
            other = [words[0] for name, words in divided.items() if name != example.fixed.get("by")]
            said = said.replace("{then_by}", " ".join(other[0]))
            found = heard(said)
            assert isinstance(found, Act), (said, found)
            free = found.tool == name
            assert free or isinstance(heard(said, WITHOUT), Act), (said, found)


def test_no_sentence_of_another_tool_is_taken_away():
    for said in product.sayings():
        with_free, without = (product.heard(book, NAMES, said) for book in (BOOK, WITHOUT))
        assert with_free == without or isinstance(without, Pass), said.text


FIGURES = [
    (tool, figure, words[0])
    for tool in FREE
    for figure, words in (BOOK.book.tools[tool].slots["figure"].words or {}).items()
    if not figure.startswith("different_") and figure != "count"
]
LEADS = ("by", "per", "for each")


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(FIGURES), st.sampled_from(LEADS), st.data())
def test_any_figure_by_any_division_is_that_question(figure, lead, data):
    tool, name, words = figure
    divisions = BOOK.book.tools[tool].slots["by"].words or {}
    by = data.draw(st.sampled_from(sorted(divisions)))
    said = f"{' '.join(words)} {lead} {' '.join(divisions[by][0])}"
    found = heard(said)
    if isinstance(heard(said, WITHOUT), Act):
        return
    assert isinstance(found, Act), (said, found)
    assert (found.tool, found.arguments.get("figure"), found.arguments.get("by")) == (
        tool,
        name,
        by,
    )


def test_the_words_of_free_tools_are_no_vocabulary_of_the_others():
    assert BOOK.book.vocabulary_of_all == WITHOUT.book.vocabulary_of_all
    assert BOOK.book.weights == WITHOUT.book.weights


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["above", "over", "more than", "below", "under", "at most", "at least"]),
    st.integers(0, 10**7),
    st.sampled_from(["orders", "purchase orders", "invoices", "deliveries"]),
)
def test_an_amount_behind_a_noun_is_always_the_condition_that_was_said(operator, amount, noun):
    found = heard(f"{noun} {operator} {amount:,}")
    meant = {"over": "above", "more than": "above", "under": "below"}.get(operator, operator)
    assert isinstance(found, Act), found
    assert found.tool in FREE and found.arguments["where"] == f"{meant} {amount}"


def test_a_division_that_was_said_is_not_overlooked():
    for text, by in (
        ("late deliveries by supplier", "supplier"),
        ("in which month did we spend the most", "month"),
    ):
        found = heard(text)
        assert isinstance(found, Act) and found.tool in FREE and found.arguments["by"] == by
