"""A store that notes what it is asked, and a decision on what was proposed to it."""

from domain import catalog
from domain.command_handler import CommandHandler, Decision
from domain.kernel import Cause
from domain.preview import DraftCard
from domain.store.memory import MemoryStore
from tests.domain.command_handler.conftest import EURO, FOUNDED, NOON

TENANT = "bellavier"
QUESTIONS = ("load", "tails", "many", "append", "next_number", "caused_by", "keep_snapshot")
WITHIN = ("tails", "load")  # In memory, tails are taken from whole histories.


class Counting(MemoryStore):
    """Each question that it notes is one round trip on Postgres."""

    def __init__(self):
        super().__init__(catalog.PROJECTIONS, lambda: NOON)
        self.asked = []

    def __getattribute__(self, name):
        if name in QUESTIONS:
            object.__getattribute__(self, "asked").append(name)
        return object.__getattribute__(self, name)

    def trips(self):
        """What was asked since the last time."""
        asked, self.asked = self.asked, []
        before = ["", *asked]
        return [name for was, name in zip(before, asked, strict=False) if (was, name) != WITHIN]


async def founded() -> Counting:
    """The small business, in a store that counts."""
    store = Counting()
    await store.open_tenant(TENANT, {"currency": EURO})
    await CommandHandler(store, TENANT).record(FOUNDED, Cause(("demo",)))
    return store


def decision_on(card: DraftCard) -> Decision:
    return Decision(
        draft=card.draft,
        version=card.version,
        digest=card.digest,
        signer="olga",
        role="owner",
        hands=("olga",),
        at=NOON,
    )


async def judged_and_signed(store, hot, card):
    """As at the door: a handler of its own reads the draft for the gate, and then signs it."""
    handler = CommandHandler(store, TENANT, hot)
    pending = await handler.pending(card.draft)
    return await handler.sign(decision_on(card), pending)
