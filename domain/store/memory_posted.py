"""Cards that stand in channels, remembered in memory, which keeps the contract of Postgres."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from domain.store.naming import checked
from domain.store.posted import Message

BEGINNING: Message = {"gone": "", "final": False, "due": None, "tries": 0, "next_try": None}
FREE: Message = {"held_by": None, "held_until": None}
MOMENT, REMEMBERED = timedelta(microseconds=1), timedelta(minutes=2)


class MemoryPosted:
    """Keeps the contract of `Posted`; nothing of it survives the process."""

    def __init__(self) -> None:
        self.messages: dict[tuple[str, str, str, int], Message] = {}
        self.forgotten: dict[str, datetime] = {}
        """When somebody was forgotten last, by tenant."""

    def of(self, tenant: str) -> Iterator[Message]:
        return (message for key, message in self.messages.items() if key[0] == tenant)

    def heads(self, tenant: str) -> Iterator[Message]:
        return (m for m in self.of(tenant) if m["part"] == 1 and not m["gone"])

    async def add(
        self, tenant: str, message: Message, now: datetime, by: str = "", until: Any = None
    ) -> None:
        key = (checked(tenant), message["channel"], message["card"], 1)
        held = {"held_by": by or None, "held_until": until}
        if (known := self.messages.get(key)) is None:
            named = {"tenant": tenant, "part": 1, "ts": message["card"], "changed_at": now}
            self.messages[key] = BEGINNING | message | named | {"due": now} | held
        elif known["gone"]:
            known |= {"gone": "", "due": now, "tries": 0, "next_try": None} | held

    async def mark(self, tenant: str, draft: str, now: datetime) -> int:
        marked = [message for message in self.heads(tenant) if draft in message["draft"].split("+")]
        for message in marked:
            later = message["due"] + MOMENT if message["due"] else now
            message |= {"due": max(now, later), "next_try": None}
        return len(marked)

    async def mark_all(self, tenant: str) -> int:
        marked = [message for message in self.heads(tenant) if not message["final"]]
        for message in marked:
            message["due"] = message["due"] or message["changed_at"]
        return len(marked)

    def named(self, tenant: str, message: Message) -> bool:
        """Whether it may name somebody who has been forgotten since."""
        at = self.forgotten.get(tenant)
        return at is not None and bool(message["changed_at"] < at + REMEMBERED)

    async def mark_forgotten(self, tenant: str) -> int:
        marked = [message for message in self.heads(tenant) if self.named(tenant, message)]
        for message in marked:
            message["due"] = message["due"] or message["changed_at"]
        return len(marked)

    async def claim(
        self,
        tenant: str,
        by: str,
        now: datetime,
        until: datetime,
        most: int,
        first: Collection[str] = (),
    ) -> list[Message]:
        def free(message: Message) -> bool:
            return all(
                message[at] is None or message[at] <= now for at in ("next_try", "held_until")
            )

        due = [m for m in self.heads(tenant) if m["due"] and free(m)]
        due.sort(key=itemgetter("due"), reverse=True)
        due.sort(key=lambda m: f"{m['channel']} {m['card']}" not in first)
        for message in due[:most]:
            message |= {"held_by": by, "held_until": until}
        cards = {(m["channel"], m["card"]) for m in due[:most]}
        return [dict(m) for m in self.of(tenant) if (m["channel"], m["card"]) in cards]

    def held(self, tenant: str, channel: str, card: str, by: str) -> Message | None:
        head = self.messages.get((tenant, channel, card, 1))
        return head if head is not None and head["held_by"] == by else None

    async def wrote(
        self, tenant: str, message: Message, by: str, until: datetime, now: datetime
    ) -> bool:
        head = self.held(tenant, message["channel"], message["card"], by)
        if head is None:
            return False
        head["held_until"] = until
        key = (tenant, message["channel"], message["card"], message["part"])
        told = {name: message[name] for name in ("part", "ts", "shown")}
        known = self.messages.setdefault(key, dict(head) | BEGINNING | FREE)
        known |= told | {"gone": "", "changed_at": now}
        return True

    async def lost(
        self, tenant: str, channel: str, why: str, now: datetime, card: str = "", part: int = 0
    ) -> None:
        for message in self.of(tenant):
            of_card = message["channel"] == channel and card in ("", message["card"])
            if of_card and part in (0, message["part"]) and not message["gone"]:
                message |= {"gone": why, "due": None, "changed_at": now}

    async def done(
        self,
        tenant: str,
        channel: str,
        card: str,
        by: str,
        due: datetime,
        final: bool,
        now: datetime,
    ) -> bool:
        head = self.held(tenant, channel, card, by)
        if head is None:
            return False
        left = None if head["due"] == due else head["due"]
        if self.named(tenant, head):
            head["changed_at"] = now
        head |= {"due": left, "final": final, "tries": 0, "next_try": None} | FREE
        return True

    async def put_off(
        self, tenant: str, channel: str, card: str, by: str, tries: int, next_try: datetime | None
    ) -> None:
        if head := self.held(tenant, channel, card, by):
            head |= {"tries": tries, "next_try": next_try} | FREE

    async def doubt(self, tenant: str, channel: str, card: str, now: datetime) -> None:
        for message in self.of(tenant):
            if (message["channel"], message["card"], message["gone"]) == (channel, card, ""):
                message |= {"shown": "", "due": now if message["part"] == 1 else None}

    async def waiting(self, tenant: str) -> int:
        return sum(message["due"] is not None for message in self.heads(tenant))

    async def of_draft(self, tenant: str, draft: str) -> list[Message]:
        found = [dict(message) for message in self.of(tenant) if message["draft"] == draft]
        return sorted(found, key=itemgetter("channel", "card", "part"))
