"""The life of drafts as a machine: several people act in any order, and some things always hold."""

import asyncio
import uuid
from collections import Counter
from collections.abc import Awaitable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
)

from domain import catalog
from domain.command_handler import CommandHandler, Decision, Intent
from domain.governance.draft import DraftApproved, DraftExpired, DraftRejected, DraftUndone
from domain.governance.draft import draft as drafts_decider
from domain.inventory.stock_on_hand import stock_on_hand
from domain.kernel import Fact, Refused, function_of
from domain.preview import DraftCard
from tests.proving.trading import (
    HOUSEKEEPING,
    PEOPLE,
    everything,
    hold,
    intent,
    on,
    order,
    receipt,
    started,
)

T = TypeVar("T")
DECISIONS = (DraftApproved, DraftRejected, DraftExpired)
people = st.sampled_from(sorted(PEOPLE))
numbers = st.integers(1, 3)
amounts = st.integers(1, 40)


class DraftLife(RuleBasedStateMachine):
    """Cards are what people have seen; a later card of a draft makes the earlier one stale."""

    cards = Bundle("cards")
    store: ClassVar[Any]
    loop: ClassVar[asyncio.AbstractEventLoop]

    @initialize()
    def found(self) -> None:
        self.tenant = f"t-{uuid.uuid4().hex}"
        self.now = datetime.now(UTC)
        self.handler: CommandHandler = self.wait(started(self.store, self.tenant))
        self.seen: dict[str, int] = {}

    def wait(self, asked: Awaitable[T]) -> T:
        return self.loop.run_until_complete(asked)

    def attempt(self, asked: Awaitable[T]) -> T | None:
        """What came of it, or None when a rule said no in words."""
        try:
            return self.wait(asked)
        except Refused as refused:
            assert str(refused).endswith((".", "?")) and refused.code
            return None

    @rule(target=cards, number=numbers, amount=amounts, by=people)
    def order(self, number: int, amount: int, by: str) -> DraftCard | None:
        return self.propose(order(number, amount, by))

    @rule(target=cards, number=numbers, amount=amounts, damaged=st.integers(0, 3), by=people)
    def receive(self, number: int, amount: int, damaged: int, by: str) -> DraftCard | None:
        return self.propose(receipt(number, amount, min(amount, damaged), by))

    @rule(target=cards, by=people)
    def hold(self, by: str) -> DraftCard | None:
        return self.propose(hold(by))

    def propose(self, wanted: Intent) -> DraftCard | None:
        """Whatever is proposed, the business itself does not change."""
        before = self.business()
        card = self.attempt(self.handler.propose(wanted))
        assert self.business() == before
        return card

    @rule(target=cards, card=cards, amount=amounts, by=people)
    def revise(self, card: DraftCard | None, amount: int, by: str) -> DraftCard | None:
        if card is None:
            return None
        return self.attempt(self.handler.revise(card.draft, card.version, order(1, amount, by)))

    @rule(card=cards, by=people, forged=st.booleans())
    def sign(self, card: DraftCard | None, by: str, forged: bool) -> None:
        if card is None:
            return
        before = len(self.facts())
        digest = "0" * 64 if forged else card.digest
        known: dict[str, Any] = {"signer": by, "role": PEOPLE[by], "hands": (by,)}
        decision = Decision(
            draft=card.draft, version=card.version, digest=digest, at=self.now, **known
        )
        signed = self.attempt(self.handler.sign(decision))
        if signed is None or forged:
            assert signed is None and len(self.facts()) == before
        elif signed.approved:
            self.seen[card.draft] = card.preview.total_facts

    @rule(card=cards, by=people)
    def reject(self, card: DraftCard | None, by: str) -> None:
        if card is not None:
            rejecting = self.handler.reject(card.draft, card.version, "No need", by, self.now)
            self.attempt(rejecting)

    @rule(days=st.integers(0, 1))
    def expire(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.attempt(self.handler.expire(self.now))

    @rule(target=cards, card=cards, by=people)
    def undo(self, card: DraftCard | None, by: str) -> DraftCard | None:
        if card is None:
            return None
        steps = self.attempt(self.handler.undoing(card.draft))
        if steps is None:
            return None
        first = intent(steps[0], f"Undo {card.draft}", by, expires_at=self.now + timedelta(days=2))
        whole = {"steps": steps, "reverses": card.draft, "kind": "Undo"}
        return self.propose(Intent(**{**vars(first), **whole}))

    def facts(self) -> list[Fact]:
        return self.wait(everything(self.store, self.tenant))

    def business(self) -> list[Fact]:
        return [fact for fact in self.facts() if not fact.stream.startswith("draft-")]

    @invariant()
    def rows_are_what_the_events_say(self) -> None:
        if not hasattr(self, "tenant"):
            return
        facts = self.facts()
        for projection in catalog.PROJECTIONS:
            asked = self.handler.rows(projection.where(limit=10_000))
            rows = {projection.key_of(row): row for row in self.wait(asked).rows}
            assert rows == projection.fold({}, facts), projection.name

    @invariant()
    def nothing_is_recorded_that_nobody_signed(self) -> None:
        if not hasattr(self, "tenant"):
            return
        approved: set[str] = set()
        of_drafts: Counter[str] = Counter()
        for fact in self.facts():
            if isinstance(fact.event, DraftApproved):
                approved.add(fact.stream.removeprefix("draft-"))
            elif function_of(type(fact.event)) != "governance" and fact.cause.by != HOUSEKEEPING:
                assert fact.cause.draft in approved, fact
                of_drafts[fact.cause.draft] += 1
        assert dict(of_drafts) == self.seen

    @invariant()
    def a_draft_is_decided_once(self) -> None:
        if not hasattr(self, "tenant"):
            return
        decided = Counter(f.stream for f in self.facts() if isinstance(f.event, DECISIONS))
        assert set(decided.values()) <= {1}

    @invariant()
    def what_is_undone_is_as_if_it_had_never_been(self) -> None:
        """The goods lie where they would lie without the undone drafts and their reversals."""
        if not hasattr(self, "tenant"):
            return
        facts = self.facts()
        streams = {fact.stream for fact in facts if isinstance(fact.event, DraftUndone)}
        ended = {
            stream: drafts_decider.after([f for f in facts if f.stream == stream])
            for stream in streams
        }
        gone = {s.removeprefix("draft-") for s, state in ended.items() if state.status == "undone"}
        gone |= {state.closed_by for state in ended.values() if state.status == "undone"}
        standing = [fact for fact in facts if fact.cause.draft not in gone]
        assert lying(facts) == lying(standing)

    @rule(card=consumes(cards))
    def forget(self, card: DraftCard | None) -> None:
        """Somebody closes the page."""


def lying(facts: list[Fact]) -> Mapping[Any, Any]:
    """How much lies where, places that are empty left out."""
    rows = stock_on_hand.fold({}, facts)
    return {key: row.quantity for key, row in rows.items() if row.quantity}


__all__ = ["DraftLife", "on"]
