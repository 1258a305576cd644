"""Reading: what may be asked of the record of one tenant; nothing here writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.command_handler.aggregates import Aggregate, Aggregates, Hot
from domain.command_handler.foresight import STANDING, Standing, standing_of
from domain.governance.draft import OPEN, Draft, draft
from domain.governance.drafts import DraftRow, drafts
from domain.kernel import Fact, Page, Query, Summarised, Summary, among
from domain.kernel.query import R
from domain.store.event_store import EventStore


@dataclass(frozen=True)
class Pending:
    """A draft as it lies before whoever decides on it, with the authority of that moment."""

    draft: str
    state: Draft
    version: int
    """Of its stream: whoever records a decision finds out if it has moved since."""
    standing: Standing
    ahead: Mapping[str, Aggregate] = field(default_factory=dict)
    """Records that its steps led to last time, read along with it."""


@dataclass(frozen=True)
class Reading:
    """The questions of one tenant, by the one road to the store."""

    store: EventStore
    tenant: str
    hot: Hot = field(default_factory=Hot)
    """What this process has folded before; shared by all who read the same store."""

    @property
    def aggregates(self) -> Aggregates:
        return Aggregates(self.store, self.tenant, self.hot)

    async def rows(self, query: Query[R], as_of: datetime | None = None) -> Page[R]:
        return await self.store.rows(self.tenant, query, as_of)

    async def many(self, queries: Sequence[Query[Any]]) -> list[Page[Any]]:
        return await self.store.many(self.tenant, queries)

    async def summary(self, summary: Summary, as_of: datetime | None = None) -> Summarised:
        return await self.store.summary(self.tenant, summary, as_of)

    async def history(self, stream: str) -> list[Fact]:
        """The facts behind one record, oldest first."""
        return (await self.store.load(self.tenant, (stream,))).get(stream, [])

    async def came_of(self, draft_id: str) -> list[Fact]:
        """The facts that a signed draft brought about, oldest first."""
        return await self.store.caused_by(self.tenant, draft_id)

    async def draft(self, draft_id: str) -> Draft:
        stream = draft.stream(draft_id)
        state: Draft = (await self.aggregates.read({stream: draft}))[stream].state
        return state

    async def draft_row(self, draft_id: str) -> DraftRow | None:
        return (await self.rows(drafts.where(DraftRow.draft == draft_id))).first

    async def reversal_of(self, draft_id: str) -> str:
        """The open draft that would take this one back; empty where there is none."""
        asked = drafts.where(
            DraftRow.reverses == draft_id, among(DraftRow.status, OPEN), limit=1, counted=False
        )
        found = (await self.rows(asked)).first
        return found.draft if found else ""

    async def profile(self) -> dict[str, Any]:
        """What is known of the tenant itself: its name, currency, time zone."""
        return await self.store.profile(self.tenant) or {}

    async def authority(self) -> Standing:
        """Who may do what, the signing limits, and the tenant's currency, as they stand now."""
        return standing_of(await self.aggregates.read(STANDING), await self.profile())

    async def pending(self, draft_id: str) -> Pending:
        """A draft and who may do what, read at one moment."""
        stream = draft.stream(draft_id)
        ahead = self.hot.leads_to(self.tenant, draft_id)
        read = await self.aggregates.read({**ahead, **STANDING, stream: draft})
        standing = standing_of(read, await self.profile())
        known = {led_to: read[led_to] for led_to in ahead}
        return Pending(draft_id, read[stream].state, read[stream].version, standing, known)

    async def beside_authority(
        self, streams: Sequence[str]
    ) -> tuple[dict[str, list[Fact]], Standing]:
        """The facts of these streams, and who may do what, read at one moment."""
        read, facts = await self.aggregates.beside(STANDING, streams)
        return facts, standing_of(read, await self.profile())

    async def facts_after(self, position: int, limit: int) -> list[Fact]:
        """The facts behind a position, in order, for whoever follows the record."""
        return await self.store.page(self.tenant, position, limit)
