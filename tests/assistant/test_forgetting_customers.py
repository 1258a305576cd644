"""A customer who is forgotten is forgotten in what they wrote in their tickets as well."""

from typing import Any

import pytest

from assistant.privacy import Privacy
from domain.command_handler import CommandHandler
from domain.customers.tickets import TicketRow, tickets
from domain.kernel import FORGOTTEN
from guardrails.gate import Gate
from tests.trade import TENANT, caller, found, in_memory

PERSON = caller("owner", agent="")


@pytest.fixture
async def store() -> Any:
    store = in_memory()
    await found(store)
    return store


@pytest.fixture
def privacy(store: Any) -> Privacy:
    handler = CommandHandler(store, TENANT)
    return Privacy(store.privacy, lambda _: handler, Gate(store.enter, lambda: 0.0))


async def words_of(store: Any, customer: str) -> list[tuple[str, str, str]]:
    page = await CommandHandler(store, TENANT).rows(tickets.where(TicketRow.customer == customer))
    return [(row.customer_name, row.subject, row.note) for row in page.rows]


async def test_the_tickets_of_a_forgotten_customer_no_longer_say_what_they_wrote(
    privacy: Privacy, store: Any
) -> None:
    before = await words_of(store, "C-1")
    assert ("Anna Rossi", "The lock jams") in {(name, asked) for name, asked, _ in before}
    answer = await privacy.forget(PERSON, "customer:C-1", "She asked us to.", "trace")
    assert answer.outcome == "answered", answer
    after = await words_of(store, "C-1")
    assert len(after) == len(before)
    assert {(name, asked) for name, asked, _ in after} == {(FORGOTTEN, FORGOTTEN)}
    assert {note for _, _, note in after} <= {"", FORGOTTEN}
    assert not [
        who for who in await store.privacy.subjects(TENANT) if who.startswith("ticket-author")
    ]


async def test_whoever_else_is_forgotten_leaves_the_tickets_as_they_are(
    privacy: Privacy, store: Any
) -> None:
    before = await words_of(store, "C-1")
    answer = await privacy.forget(PERSON, "customer:MARTIN", "He asked us to.", "trace")
    assert answer.outcome == "answered", answer
    assert await words_of(store, "C-1") == before
