"""Privacy in memory, which keeps the same contract as on Postgres."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from pydantic_core import from_json, to_json

from domain.kernel import Fact
from domain.store.event_store import Forgotten
from domain.store.forgetting import (
    QUIET,
    came_of,
    closest,
    discreet,
    entry_about,
    just_forgotten,
    texts_about,
)
from domain.store.ledger_texts import divided, said_in
from domain.store.retention import KEPT, Due
from domain.store.sealing import Mentions, strings_in, subjects_of, without

if TYPE_CHECKING:
    from domain.store.memory import MemoryStore, Tenant

PLACE = ("position", "at", "trace")


class MemoryPrivacy:
    """Keeps the contract of `Privacy`; facts are rewritten here, for there is no key to destroy."""

    def __init__(self, store: "MemoryStore") -> None:
        self.store = store
        self.gone: dict[str, dict[str, datetime]] = defaultdict(dict)

    async def subjects(self, tenant: str) -> list[str]:
        return sorted(
            {whose for fact in self.store.of(tenant).facts for whose in subjects_of(fact)}
        )

    async def forget(
        self, tenant: str, subject: str, by: str, reason: str, trace: str
    ) -> Forgotten:
        entry = entry_about(subject, by, reason)
        known, gone = await self.subjects(tenant), self.gone[tenant]
        if subject not in known:
            if subject in gone:
                return Forgotten(subject, gone[subject], True)
            raise closest(subject, known)
        kept = self.store.of(tenant)
        mentions = Mentions({subject: texts_about(subject, kept.facts)})
        talks = [name for name, said in kept.conversations.items() if spoken(mentions, said)]
        for name in talks:
            del kept.conversations[name]
        texts = self._erase(kept, mentions)
        entries = sum(spoken(mentions, entry) for entry in kept.ledger)
        self._rewrite(kept, subject)
        gone[subject] = self.store.clock()
        came = came_of(len(talks), 0, entries) | {"texts_deleted": texts}  # No chat draws here.
        await self.store.enter(tenant, trace, [discreet(entry, mentions) | came], True)
        return Forgotten(subject, gone[subject], False, len(talks), entries, texts)

    def _erase(self, kept: "Tenant", mentions: Mentions) -> int:
        """Take the texts that mention one of these out of the ledger; how many there were."""
        found = 0
        for n, entry in enumerate(kept.ledger):
            place = {name: entry[name] for name in PLACE if name in entry}
            skeleton, texts = divided({at: v for at, v in entry.items() if at not in place})
            if any(map(mentions.inside, said_in(texts))):
                kept.ledger[n] = skeleton | place
                kept.texts_gone += 1
                found += 1
        return found

    def _rewrite(self, kept: "Tenant", subject: str) -> None:
        facts = {fact.position: without(fact, subject) for fact in kept.facts}

        def same(earlier: "list[Fact] | tuple[Fact, ...]") -> list[Fact]:
            return [facts[fact.position] for fact in earlier]

        kept.facts = same(kept.facts)
        kept.streams.update({stream: same(of) for stream, of in kept.streams.items()})
        kept.keys = {key: tuple(same(of)) for key, of in kept.keys.items()}
        for name, projection in self.store.projections.items():
            kept.rows[name] = projection.fold({}, kept.facts)

    def must_stand(self, tenant: str, facts: Sequence[Fact]) -> None:
        """Refuse facts about somebody who was forgotten a moment ago."""
        until = self.store.clock() - timedelta(seconds=QUIET)
        recent = {whose for whose, at in self.gone[tenant].items() if at > until}
        if again := recent & {whose for fact in facts for whose in subjects_of(fact)}:
            raise just_forgotten(min(again))

    async def due(self, tenant: str) -> list[Due]:
        """Nothing outlives the process, so nothing is ever old."""
        return [Due(kept, 0) for kept in KEPT]

    async def apply(self, tenant: str, by: str, trace: str) -> list[Due]:
        return [Due(kept, 0) for kept in KEPT if kept.days is not None]


def spoken(mentions: Mentions, said: Any) -> bool:
    """Whether one of the texts stands somewhere in this."""
    plain = from_json(to_json(said, fallback=str))
    return any(mentions.inside(text) for text in strings_in(plain))
