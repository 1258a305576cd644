"""A business in memory, with its users, and passwords that cost no time."""

import pytest
from argon2 import PasswordHasher

from assistant.accounts import Accounts
from assistant.approvals import Approvals
from assistant.passwords import Passwords
from assistant.throttle import Throttle
from domain import catalog
from domain.command_handler import CommandHandler
from domain.store.memory import MemoryCredentials, MemoryStore
from guardrails.gate import Gate

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Clock:
    """A clock that stands still until somebody turns it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def approvals_of(store: MemoryStore) -> Approvals:
    gate = Gate(store.enter, lambda: 0.0)
    return Approvals(lambda tenant: CommandHandler(store, tenant), gate)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault() -> MemoryCredentials:
    return MemoryCredentials()


@pytest.fixture
async def accounts(clock, vault) -> Accounts:
    """The accounts of a workshop and of the demo business, each with its first users."""
    store = MemoryStore(catalog.PROJECTIONS)
    write = approvals_of(store).record
    found = Accounts(store, vault, write, True, Passwords(QUICK), Throttle(clock))
    for tenant in ("atelier", "bellavier"):
        await found.settle(tenant)
    return found
