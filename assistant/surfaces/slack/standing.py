"""Standing: the cards that stand in Slack's channels, as they are remembered."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from assistant.surfaces.slack.sending import Place

Row = dict[str, Any]


class Register(Protocol):
    """The messages of all cards, in a place that outlives the process."""

    async def add(
        self, tenant: str, message: Row, now: datetime, by: str = "", until: Any = None
    ) -> None: ...

    async def mark(self, tenant: str, draft: str, now: datetime) -> int: ...

    async def mark_all(self, tenant: str) -> int: ...

    async def mark_forgotten(self, tenant: str) -> int: ...

    async def claim(
        self,
        tenant: str,
        by: str,
        now: datetime,
        until: datetime,
        most: int,
        first: Collection[str] = (),
    ) -> list[Row]: ...

    async def wrote(
        self, tenant: str, message: Row, by: str, until: datetime, now: datetime
    ) -> bool: ...

    async def lost(
        self, tenant: str, channel: str, why: str, now: datetime, card: str = "", part: int = 0
    ) -> None: ...

    async def done(
        self,
        tenant: str,
        channel: str,
        card: str,
        by: str,
        due: datetime,
        final: bool,
        now: datetime,
    ) -> bool: ...

    async def put_off(
        self, tenant: str, channel: str, card: str, by: str, tries: int, next_try: datetime | None
    ) -> None: ...

    async def doubt(self, tenant: str, channel: str, card: str, now: datetime) -> None: ...

    async def waiting(self, tenant: str) -> int: ...


@dataclass(frozen=True)
class Part:
    """One message of a card, and the digest of what it shows; none where it was deleted."""

    ts: str
    shown: str


@dataclass
class Card:
    """One card in one channel, which whoever holds it may write."""

    draft: str
    viewer: str
    channel: str
    ts: str
    thread: str
    due: datetime
    tries: int = 0
    parts: dict[int, Part] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return named(self.channel, self.ts)

    @property
    def replies_to(self) -> str:
        """The thread in which the card goes on."""
        return self.thread or self.ts

    def place(self, number: int) -> Place:
        return Place(self.channel, self.parts[number].ts)


def named(channel: str, ts: str) -> str:
    return f"{channel} {ts}"


def cards(rows: Iterable[Mapping[str, Any]]) -> list[Card]:
    """The cards that these messages make up, those that became due last before the others."""
    ordered = sorted(rows, key=lambda row: int(row["part"]))
    found: dict[str, Card] = {}
    for row in ordered:
        name = named(row["channel"], row["card"])
        if row["part"] == 1:
            told = {name: row[name] for name in ("draft", "viewer", "channel", "thread", "due")}
            found[name] = Card(**told, ts=row["card"], tries=row["tries"])
        if not row["gone"]:
            found[name].parts[row["part"]] = Part(row["ts"], row["shown"])
    return sorted(found.values(), key=lambda card: card.due, reverse=True)
