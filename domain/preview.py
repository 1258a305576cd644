"""A preview: what would happen, as data, for a person to sign and for signing to compare."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any

from domain.analysis.doubt import Doubt
from domain.governance.proposal import Requirement
from domain.kernel import Event, Fact, Message, Money, Refused, Row, function_of

SHOWN = 200  # More sentences than this are counted, not listed; the digest covers all of them.


class Foreseen(Message):
    """A fact that would be recorded, in words and in fields, and what would take it back."""

    stream: str
    type: str
    function: str
    sentence: str
    fields: dict[str, Any]
    undo: str

    @classmethod
    def of(cls, fact: Fact) -> "Foreseen":
        return cls(
            stream=fact.stream,
            type=type(fact.event).__name__,
            function=function_of(type(fact.event)),
            sentence=str(fact.event),
            fields=fact.event.model_dump(mode="json"),
            undo=undo_of(fact.event),
        )


class Change(Message):
    """A row before and after; None where there is no row."""

    table: str
    key: tuple[Any, ...]
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @classmethod
    def of(
        cls, table: str, key: tuple[Any, ...], before: Row | None, after: Row | None
    ) -> "Change":
        old, new = (None if row is None else row.model_dump(mode="json") for row in (before, after))
        return cls(table=table, key=key, before=old, after=new)


class Substance(Message):
    """What a signature stands for: facts, doubts, money and who may sign; balances may move."""

    doubts: tuple[Doubt, ...]
    amounts: tuple[Money, ...]
    requirement: Requirement
    contents: str
    """A hash over every fact, shown or not."""

    @property
    def digest(self) -> str:
        """A name for what is signed."""
        signed = self.model_dump(mode="json", include={"doubts", "amounts", "requirement"})
        return hashed([self.contents, signed])


class Preview(Substance):
    """All that would be recorded; lists are cut at `SHOWN`, counts and digest cover everything."""

    facts: tuple[Foreseen, ...]
    counts: dict[str, int]
    changes: tuple[Change, ...]
    total_changes: int

    @property
    def total_facts(self) -> int:
        return sum(self.counts.values())


def contents_of(facts: Iterable[Fact]) -> str:
    """The hash of what would be recorded; versions and positions may differ tomorrow."""
    digest = sha256()
    for fact in facts:
        named = json.dumps([fact.stream, type(fact.event).__name__])
        digest.update(f"{named}{fact.event.model_dump_json()}\n".encode())
    return digest.hexdigest()


def hashed(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def preview_of(
    substance: Substance, facts: Sequence[Fact], changes: Sequence[Change], total_changes: int
) -> Preview:
    return Preview(
        facts=tuple(map(Foreseen.of, facts[:SHOWN])),
        counts=dict(Counter(type(fact.event).__name__ for fact in facts)),
        changes=tuple(changes),
        total_changes=total_changes,
        **dict(substance),
    )


def at_stake(events: Iterable[Event]) -> tuple[Money, ...]:
    """The money of all these events, one sum for each currency, the largest first.

    The money of one purse counts once, however often it is received, allocated or released.
    """
    purses: dict[tuple[str, str], dict[type[Event], Decimal]] = {}
    for event in events:
        if (money := event.at_stake) is not None:
            kind = type(event) if event.purse else Event
            sums = purses.setdefault((money.currency, event.purse), {})
            sums[kind] = sums.get(kind, Decimal(0)) + money.amount
    totals: dict[str, Decimal] = {}
    for (currency, _), sums in purses.items():
        totals[currency] = totals.get(currency, Decimal(0)) + max(sums.values())
    found = (Money(amount=amount, currency=currency) for currency, amount in totals.items())
    return tuple(sorted(found, key=lambda money: (-money.amount, money.currency)))


def undo_of(event: Event) -> str:
    """The name of the command that takes an event back, or the reason why none does."""
    kept: str = getattr(event, "irreversible", "")
    return kept or type(event.undo()).__name__


class DraftCard(Message):
    """What a person signs: a draft at a version, its preview today, and the digest of that."""

    draft: str
    version: int
    digest: str
    preview: Preview

    @classmethod
    def of(cls, draft: str, version: int, preview: Preview) -> "DraftCard":
        return cls(draft=draft, version=version, digest=preview.digest, preview=preview)


class WorldChanged(Refused):
    """What was signed is not what would happen today, so the person is asked again."""

    def __init__(self, today: DraftCard) -> None:
        reason = "Nothing was recorded: what you read is not what would happen now. Read it again."
        super().__init__(reason, "read_again", evidence=today)
