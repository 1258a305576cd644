"""What comes nearest is found by an index, and is what a look at every example would find."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistant.phrasebook import Settings, declaration
from assistant.phrasebook.book import Book
from assistant.phrasebook.nearest import sayable
from mcp_servers.menu import FUNCTIONS

TOOLS = [tool for menu in FUNCTIONS for tool in menu.tools]
BOOK = Book(declaration(t.name, t.kind, t.input_schema, t.says) for t in TOOLS)
WORDS = sorted({word for example in BOOK.examples for word in example.content})
KINDS = sorted({kind for example in BOOK.examples for kind in example.kinds})


@given(
    st.sets(st.sampled_from([*WORDS, "unheard"]), max_size=5),
    st.sets(st.sampled_from([*KINDS, "unknown"]), max_size=2),
)
def test_the_index_finds_what_every_example_would_tell(words: set[str], kinds: set[str]) -> None:
    every = [
        example
        for example in BOOK.examples
        if not kinds.isdisjoint(example.kinds) or not example.content.isdisjoint(words)
    ]
    assert BOOK.near(words, kinds) == every


def test_nobody_is_offered_to_say_that_something_was_made_on_a_day_to_come() -> None:
    settings = Settings(date(2026, 11, 20), "EUR", samples={"item": "Calf hide"})
    [made] = sayable(BOOK, settings, ["draft_goods_made"])
    assert made == "40 Calf hide came from the workshop on 20 November"


def test_the_examples_of_a_tool_are_those_of_its_first_sentence_that_says_something() -> None:
    for name in BOOK.tools:
        found = BOOK.examples_of(name)
        assert {example.tool.name for example in found} <= {name}
        assert len({example.source for example in found}) <= 1
