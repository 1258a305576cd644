"""Replaying: a whole history, a page at a time, with a place to go on from."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from domain.kernel import Fact

ANSWERED = 2_000


class Paged(Protocol):
    async def page(self, tenant: str, after: int, limit: int = 1000) -> list[Fact]: ...


async def replayed(
    store: Paged, tenant: str, after: int, until: int | None
) -> AsyncIterator[Sequence[Fact]]:
    """The pages between two positions, as far as there are facts.

    Each page is read by its position, so the last one takes no longer than the first, none is
    held in memory behind its successor, and no connection is kept while a page is used.
    """
    while facts := await store.page(tenant, after, ANSWERED):
        after = facts[-1].position
        if until is not None and after >= until:
            if wanted := [fact for fact in facts if fact.position <= until]:
                yield wanted
            return
        yield facts
