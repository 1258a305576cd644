"""Numbers of documents are looked up when somebody says them, and no others are read."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.document_numbers import NUMBERED, Numbers, mentioned
from assistant.phrasebook.context import Context
from assistant.phrasebook.controls import control
from assistant.phrasebook.documents import take_documents
from assistant.phrasebook.strip import Strip
from assistant.phrasebook.tokens import tokens_of
from assistant.phrasebook.vocabulary.document_kinds import DOCUMENT_KINDS
from domain.command_handler import CommandHandler
from domain.kernel import Page, Query
from tests import trade

KINDS = {source.kind for source in NUMBERED}
PARTS = [*(prefix for prefix, _ in DOCUMENT_KINDS.values()), "po", "approve", "show", "undo"]
NOUNS = [noun for _, noun in DOCUMENT_KINDS.values()]
BETWEEN = some.sampled_from(["-", " ", "", "#", " #", " no. ", ", ", " and "])
WORDS = some.sampled_from([*PARTS, *NOUNS, "drafts", "12", "007", "4,012", "twelve", "3rd", "x"])
SAID = some.lists(some.tuples(WORDS, BETWEEN), max_size=8).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


class Counted:
    """The rows of a business, with every question that was asked of them."""

    def __init__(self, store: Any) -> None:
        self.handler = CommandHandler(store, trade.TENANT)
        self.asked: list[Query[Any]] = []

    async def many(self, queries: Sequence[Query[Any]]) -> list[Page[Any]]:
        self.asked += queries
        return await self.handler.many(queries)


@pytest.fixture
async def rows() -> Counted:
    store = trade.in_memory()
    await trade.found(store)
    return Counted(store)


@given(SAID)
def test_whatever_the_phrasebook_would_ask_for_was_looked_up(text: str) -> None:
    asked: set[tuple[str, str]] = set()
    loose = Strip(text, tokens_of(text))
    take_documents(loose, lambda *number: bool(asked.add(number)), loose=True)
    control(text, tokens_of(text), Context(), lambda *number: bool(asked.add(number)))
    assert {each for each in asked if each[0] in KINDS} <= set(mentioned(text))


async def test_a_number_that_no_document_has_room_for_is_none(rows: Counted) -> None:
    numbers = Numbers(rows)
    await numbers.look_up(f"purchase order {'9' * 5_000}, PO-{'1' * 13}")
    assert rows.asked == []


async def test_a_sentence_without_a_number_asks_nothing(rows: Counted) -> None:
    numbers = Numbers(rows)
    await numbers.look_up("which purchase orders are open?", "order 40 of them")
    assert rows.asked == []


async def test_what_is_on_record_exists_and_what_is_not_does_not(rows: Counted) -> None:
    [row, *_] = (await rows.handler.rows(NUMBERED[0].projection.where(limit=1))).rows
    numbers = Numbers(rows)
    await numbers.look_up(f"{row.number.lower()} and PO-999999")
    assert numbers.exists("purchase_order", row.number)
    assert numbers.kinds(row.number) == ["purchase_order"]
    assert not numbers.exists("purchase_order", "PO-999999")


async def test_what_was_looked_up_is_not_asked_for_again(rows: Counted) -> None:
    numbers = Numbers(rows)
    await numbers.look_up("PO-1")
    await numbers.look_up("show PO-1", "PO-2")
    assert len(rows.asked) == 2
