"""A process that signs drafts as fast as it can and says each signature it was told of."""

import asyncio
import sys
from datetime import UTC, datetime
from time import perf_counter

# Run as a script, so that what stands beside it is found there.
from trading import DRAFTS, caller, order, started

from assistant.approvals import Approvals
from domain import catalog
from domain.command_handler import CommandHandler
from domain.store.postgres import PostgresStore
from guardrails.gate import Gate

AT_ONCE = 4


async def main(dsn: str, tenant: str) -> None:
    store = await PostgresStore.open(dsn, catalog.EVENTS.values(), catalog.PROJECTIONS)
    handler = CommandHandler(store, tenant)
    await started(store, tenant)
    cards = [await handler.propose(order(number)) for number in range(1, DRAFTS + 1)]
    approvals = Approvals(lambda name: CommandHandler(store, name), Gate(store.enter, perf_counter))
    say("ready")

    async def sign(cards: list[object]) -> None:
        for card in cards:
            told = card.draft, card.version, card.digest
            answer = await approvals.sign(caller(tenant, "olga"), *told, datetime.now(UTC), "proof")
            say(card.draft if answer.outcome == "answered" else answer.reason)

    await asyncio.gather(*(sign(cards[first::AT_ONCE]) for first in range(AT_ONCE)))
    say("done")
    await store.close()


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
