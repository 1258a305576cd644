"""What the model has used, counted in memory, which keeps the same contract as Postgres."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

from domain.store.naming import checked
from domain.store.spending import Limited, Settled

Place = tuple[str, str, str]


@dataclass
class Account:
    spent: Decimal = Decimal(0)
    reserved: Decimal = Decimal(0)
    tokens: int = 0
    tokens_reserved: int = 0


@dataclass
class Reservation:
    places: tuple[Place, ...]
    money: Decimal
    tokens: int
    until: datetime
    state: Literal["open", "lapsed", "settled"] = "open"


class MemorySpending:
    """Keeps the contract of `Spending`; nothing of it survives the process."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.clock = clock
        self.accounts: dict[Place, Account] = defaultdict(Account)
        self.reservations: dict[tuple[str, str], Reservation] = {}

    async def reserve(
        self,
        tenant: str,
        reservation: str,
        accounts: Sequence[Limited],
        money: Decimal,
        tokens: int,
        seconds: int,
        settled: Settled | None = None,
    ) -> list[dict[str, Any]]:
        if settled:
            await self.settle(tenant, *settled)
        self.lapse(checked(tenant))
        over = any(
            self.full((tenant, whose, period), most, most_tokens, money, tokens)
            for whose, period, most, most_tokens in accounts
        )
        places = tuple((tenant, whose, period) for whose, period, _, _ in accounts)
        if not over:
            until = self.clock() + timedelta(seconds=seconds)
            kept = Reservation(places, money, tokens, until)
            self.reservations[tenant, reservation] = kept
            self.move(kept, Decimal(0), money, 0, tokens)
        return [self.standing(place) | {"over": over} for place in places]

    def full(
        self, place: Place, most: Decimal | None, most_tokens: int | None, money: Decimal, more: int
    ) -> bool:
        account = self.accounts[place]
        dear = most is not None and account.spent + account.reserved + money > most
        used = account.tokens + account.tokens_reserved + more
        return dear or (most_tokens is not None and used > most_tokens)

    def lapse(self, tenant: str) -> None:
        for (of, _), kept in self.reservations.items():
            if of == tenant and kept.state == "open" and kept.until <= self.clock():
                kept.state = "lapsed"
                self.move(kept, kept.money, -kept.money, kept.tokens, -kept.tokens)

    def move(
        self, kept: Reservation, spent: Decimal, reserved: Decimal, tokens: int, held: int
    ) -> None:
        for place in kept.places:
            account = self.accounts[place]
            account.spent += spent
            account.reserved += reserved
            account.tokens += tokens
            account.tokens_reserved += held

    async def settle(
        self,
        tenant: str,
        reservation: str,
        accounts: Sequence[tuple[str, str]],
        money: Decimal,
        tokens: int,
    ) -> bool:
        key = (checked(tenant), reservation)
        kept = self.reservations.get(key)
        if kept is None:
            places = tuple((tenant, whose, period) for whose, period in accounts)
            kept = Reservation(places, Decimal(0), 0, self.clock(), "lapsed")
            self.reservations[key] = kept
        match kept.state:
            case "settled":
                return False
            case "open":
                self.move(kept, money, -kept.money, tokens, -kept.tokens)
            case "lapsed":
                self.move(kept, money - kept.money, Decimal(0), tokens - kept.tokens, 0)
        kept.state = "settled"
        return True

    async def used(self, tenant: str, periods: Sequence[str]) -> list[dict[str, Any]]:
        mine = sorted(p for p in self.accounts if p[0] == tenant and p[2] in periods)
        return [self.standing(place) for place in mine]

    def standing(self, place: Place) -> dict[str, Any]:
        return {"whose": place[1], "period": place[2]} | asdict(self.accounts[place])
