"""Several people draft, edit, sign, reject and undo in any order, over both stores."""

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from domain.catalog import EVENTS, PROJECTIONS
from domain.store.memory import MemoryStore
from domain.store.postgres import PostgresStore
from tests.proving.draft_life import DraftLife

PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    made = asyncio.new_event_loop()
    yield made
    made.close()


def test_drafts_keep_their_promises_in_memory(loop: asyncio.AbstractEventLoop) -> None:
    class InMemory(DraftLife):
        store = MemoryStore(PROJECTIONS)

    InMemory.loop = loop
    run_state_machine_as_test(
        InMemory, settings=settings(PATIENT, max_examples=40, stateful_step_count=30)
    )


def test_drafts_keep_their_promises_on_postgres(loop: asyncio.AbstractEventLoop, dsn: str) -> None:
    class OnPostgres(DraftLife):
        store = loop.run_until_complete(PostgresStore.open(dsn, EVENTS.values(), PROJECTIONS))

    OnPostgres.loop = loop
    few = settings(PATIENT, max_examples=6, stateful_step_count=12)
    run_state_machine_as_test(OnPostgres, settings=few)
    loop.run_until_complete(OnPostgres.store.close())
