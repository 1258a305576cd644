"""Only examples that may be said enough are weighed, and none is missed that is."""

from copy import copy
from functools import cached_property

import pytest

from assistant.phrasebook import Phrasebook, declaration
from assistant.phrasebook.book import FOLLOWING, Book
from assistant.phrasebook.matching import shared_weight, shared_weights
from assistant.phrasebook.reading import Reading
from assistant.phrasebook.tokens import tokens_of
from mcp_servers.menu import FUNCTIONS

DECLARED = [
    declaration(tool.name, tool.kind, tool.input_schema, tool.says, tool.composed)
    for menu in FUNCTIONS
    for tool in menu.tools
]
BOOK = Phrasebook(DECLARED).book
SAYING = [(said, tool.name) for tool in DECLARED if not tool.composed for said in tool.says]
SENTENCES = sorted(SAYING)[::40]
PAST = "who spent and bought what, and what was shipped, promised and owed in all"


def reading(text: str) -> Reading:
    tokens = tokens_of(text)
    return Reading(text, tokens, (), tuple(range(len(tokens))))


def weighed_all(book: Book, said: Reading) -> dict[int, float]:
    """As if every example had to be weighed."""
    groups = ([at for at in told if at not in book.gone] for told in book.index.alike)
    examples = [(told, book.index.examples[told[0]]) for told in groups if told]
    shares = ((told, shared_weight(book, example, said)) for told, example in examples)
    return {at: share for told, share in shares if share is not None for at in told}


def worded(book: Book, shares: dict[int, float]) -> dict[int, float]:
    """Of what shares no word at all nothing is said."""
    return {at: share for at, share in shares.items() if share or not book.index.examples[at].words}


@pytest.mark.parametrize(("source", "tool"), SENTENCES)
def test_what_is_passed_by_would_not_have_been_said_enough(source: str, tool: str) -> None:
    said = reading(f"{source} {PAST}")
    for book in (BOOK, BOOK.without(source, tool)):
        assert worded(book, shared_weights(book, said)) == worded(book, weighed_all(book, said))


def test_a_book_without_a_sentence_shares_nothing_that_the_sentence_was_part_of() -> None:
    derived = [name for name, of in vars(Book).items() if isinstance(of, cached_property)]
    assert set(derived) == {name for names in FOLLOWING.values() for name in names}
    compared = [name for name in derived if name != "spellings"]  # They are the vocabulary's.
    whole = {name: getattr(BOOK, name) for name in compared}
    for source, tool in SENTENCES:
        fewer = BOOK.without(source, tool)
        anew = copy(fewer)
        for name in derived:
            vars(anew).pop(name, None)
        assert [n for n in compared if getattr(fewer, n) != getattr(anew, n)] == [], source
    assert whole == {name: getattr(BOOK, name) for name in compared}
