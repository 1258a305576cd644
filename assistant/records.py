"""Records: what the assistant may read of one tenant by itself, and what it knows of the tenant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from domain.governance.authority import Authority
from domain.governance.draft import Draft
from domain.governance.drafts import DraftRow
from domain.governance.signing import Limits
from domain.kernel import Fact, Page, Query
from domain.kernel.query import R
from domain.preview import DraftCard


class Records(Protocol):
    """The questions of one tenant; the command handler answers them, and nothing here writes."""

    async def rows(self, query: Query[R]) -> Page[R]: ...

    async def many(self, queries: Sequence[Query[Any]]) -> list[Page[Any]]: ...

    async def history(self, stream: str) -> list[Fact]: ...

    async def came_of(self, draft_id: str) -> list[Fact]: ...

    async def draft(self, draft_id: str) -> Draft: ...

    async def draft_row(self, draft_id: str) -> DraftRow | None: ...

    async def facts_after(self, position: int, limit: int) -> list[Fact]: ...

    async def authority(self) -> tuple[Authority, Limits, str]: ...

    async def beside_authority(
        self, streams: Sequence[str]
    ) -> tuple[dict[str, list[Fact]], tuple[Authority, Limits, str]]: ...

    async def card(self, draft_id: str) -> DraftCard:
        """The draft as it would come out today; Refused where today's rules say no."""
        ...


class Ledger(Protocol):
    """The record of calls and verdicts (A6)."""

    async def enter(
        self, tenant: str, trace: str, entries: Sequence[Mapping[str, Any]], durable: bool
    ) -> None: ...

    async def ledger(
        self, tenant: str, trace: str = "", after: int = 0, limit: int = 100
    ) -> list[dict[str, Any]]: ...

    async def ledger_before(
        self, tenant: str, position: int | None = None, limit: int = 100
    ) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Tenant:
    """One business as its profile describes it."""

    id: str
    name: str
    currency: str
    timezone: str
    demo: bool = False

    @classmethod
    def of(cls, tenant: str, profile: Mapping[str, Any]) -> "Tenant":
        return cls(
            id=tenant,
            name=str(profile.get("name", tenant)),
            currency=str(profile.get("currency", "EUR")),
            timezone=str(profile.get("timezone", "UTC")),
            demo=bool(profile.get("demo", False)),
        )

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.timezone))

    def today(self, moment: datetime) -> date:
        return self.local(moment).date()
