"""Spending: what a model may cost is reserved before each call, and settled with its usage."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from secrets import token_hex
from typing import Any, Protocol

from assistant.records import Records, Tenant
from assistant.rules import Rules, rules_now
from domain.governance.budget import ALL, NEARLY, NoteUse, budget
from domain.governance.ceiling import Ceiling, accounts, shipped
from domain.kernel import Step
from guardrails.budget import (
    Account,
    NearlyUsed,
    Standing,
    UsedUp,
    alerts,
    limited,
    standing,
)
from guardrails.caller import Caller
from guardrails.prices import EXACT, SHIPPED, PriceList, Usage

Limited = tuple[str, str, Decimal | None, int | None]
Settled = tuple[str, Sequence[tuple[str, str]], Decimal, int]
Write = Callable[[str, Sequence[Step], tuple[str, ...]], Awaitable[None]]

HOUSE = ("countersign",)
LAPSES = 900  # Seconds; no call of a model takes longer than its own limit of time.
USES = ("spent", "reserved", "tokens", "tokens_reserved")


class Counters(Protocol):
    """The counters of each tenant, which the store keeps."""

    async def reserve(
        self,
        tenant: str,
        reservation: str,
        accounts: Sequence[Limited],
        money: Decimal,
        tokens: int,
        seconds: int,
        settled: Settled | None = None,
    ) -> list[dict[str, Any]]: ...

    async def settle(
        self,
        tenant: str,
        reservation: str,
        accounts: Sequence[tuple[str, str]],
        money: Decimal,
        tokens: int,
    ) -> bool: ...

    async def used(self, tenant: str, periods: Sequence[str]) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Estimate:
    """A call before it is made: the model, and as many tokens of each kind as it can take."""

    model: str
    usage: Usage


@dataclass(frozen=True)
class Reservation:
    """What was set aside for one call; whoever holds it settles it, whatever became of the call."""

    id: str
    tenant: str
    model: str
    currency: str
    accounts: tuple[Account, ...]
    """As they stood when it was reserved."""
    notice: str = ""
    """A sentence for the person when little is left; `key` says which, so that it is told once."""
    key: str = ""


@dataclass(frozen=True)
class Bill:
    """What a call did use, in the place of what was set aside for it."""

    reservation: Reservation
    usage: Usage


@dataclass(frozen=True)
class Exhausted:
    """The model stays off for this call; the sentence is for the person, to be told once a key."""

    sentence: str
    key: str


@dataclass(frozen=True)
class Spending:
    """Budgets are facts, use is counted, and what crosses 80 or 100 % becomes a fact once."""

    counters: Counters
    records: Callable[[str], Records]
    tenant: Callable[[str], Awaitable[Tenant]]
    write: Write
    clock: Callable[[], datetime]
    prices: PriceList = SHIPPED

    async def reserve(
        self,
        caller: Caller,
        agent: str,
        estimate: Estimate,
        rules: Rules | None = None,
        bill: Bill | None = None,
    ) -> Reservation | Exhausted:
        """Set aside what a call may cost at most, on every account or on none.

        A bill is settled by the way, with whatever comes of the reservation.
        """
        tenant, held = await self.accounts(caller, agent, rules)
        cost = self.prices.cost(estimate.model, estimate.usage, tenant.currency)
        if cost is None and any(account.most is not None for account in held):
            return unpriced(tenant.currency)
        name, amount, tokens = token_hex(8), cost or Decimal(0), estimate.usage.tokens
        asked = [(a.whose, a.period, a.most, a.most_tokens) for a in held]
        settled = self.settled(bill) if bill else None
        found = await self.counters.reserve(tenant.id, name, asked, amount, tokens, LAPSES, settled)
        if bill:
            await self.alert(tenant.id, bill.reservation.accounts)
        after = [counted(a, use) for a, use in zip(held, found, strict=True)]
        if found[0]["over"]:
            return await self.refused(tenant.id, standing(after, amount, tokens))
        near = standing(after, Decimal(0), 0)
        notice, key = (near.sentence, near.key) if isinstance(near, NearlyUsed) else ("", "")
        return Reservation(
            name, tenant.id, estimate.model, tenant.currency, tuple(after), notice, key
        )

    async def refused(self, tenant: str, left: Standing) -> Exhausted:
        """No room: recorded as used up, unless one huge call alone was too much for it."""
        if not isinstance(left, UsedUp):
            raise TypeError("The counters refuse what the rule allows.")
        account = left.account
        if account.share >= NEARLY:
            note = NoteUse(whose=account.whose, period=account.period, share=ALL)
            await self.write(tenant, [Step(budget.stream(account.whose), note)], HOUSE)
        return Exhausted(left.sentence, left.key)

    async def reconcile(self, reservation: Reservation, usage: Usage) -> None:
        """Put what was used in the place of the estimate; nothing used gives all of it back."""
        tenant = reservation.tenant
        if await self.counters.settle(tenant, *self.settled(Bill(reservation, usage))):
            await self.alert(tenant, reservation.accounts)

    def settled(self, bill: Bill) -> Settled:
        """The bill as the counters take it."""
        of, usage = bill.reservation, bill.usage
        cost = self.prices.cost(of.model, usage, of.currency) or Decimal(0)
        places = [(account.whose, account.period) for account in of.accounts]
        return of.id, places, cost, usage.tokens

    async def exhausted(self, caller: Caller) -> str:
        """Why the model may not go on for this caller; empty while there is any room."""
        tenant, held = await self.accounts(caller, caller.agent)
        left = standing(await self.standing_of(tenant.id, held), EXACT, 1)
        return left.sentence if isinstance(left, UsedUp) else ""

    async def used(self, tenant: str, periods: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        """Everybody's use of the model in these periods."""
        return await self.counters.used(tenant, periods)

    async def accounts(
        self, caller: Caller, agent: str, rules: Rules | None = None
    ) -> tuple[Tenant, tuple[Account, ...]]:
        """Every account that a call counts against, with today's limits."""
        tenant = await self.tenant(caller.tenant)
        rules = rules or await rules_now(self.records(caller.tenant), caller, agent)
        today, signed = tenant.today(self.clock()), rules.ceilings
        whose = {name: signed.get(name) or shipped(name) for name in accounts(caller.user, agent)}
        held = (limits(name, most, today, tenant.currency) for name, most in whose.items())
        return tenant, tuple(chain.from_iterable(held))

    async def standing_of(self, tenant: str, held: Sequence[Account]) -> list[Account]:
        periods = tuple(dict.fromkeys(account.period for account in held))
        found = {(u["whose"], u["period"]): u for u in await self.used(tenant, periods)}
        return [
            counted(account, found.get((account.whose, account.period), {})) for account in held
        ]

    async def alert(self, tenant: str, held: Sequence[Account]) -> None:
        """Record what has reached 80 or 100 % of its limit; the rule records each but once."""
        near = [account for account in held if account.limited and account.nearing]
        if not near:
            return
        reached = alerts(await self.standing_of(tenant, near))
        steps = [
            Step(budget.stream(whose), NoteUse(whose=whose, period=period, share=share))
            for whose, period, share in reached
        ]
        if steps:
            await self.write(tenant, steps, HOUSE)


@lru_cache(maxsize=1024)
def limits(whose: str, ceiling: Ceiling, today: date, currency: str) -> tuple[Account, ...]:
    """Each call of the same people on the same day counts against the same accounts."""
    return limited(whose, ceiling.model_copy(update={"currency": currency}), today)


def counted(account: Account, use: Mapping[str, Any]) -> Account:
    """The account with what the counters say of it, which matters where it has a limit."""
    if not account.limited:
        return account
    return replace(account, **{name: use[name] for name in USES if name in use})


def unpriced(currency: str) -> Exhausted:
    sentence = (
        f"What the model costs cannot be told in {currency}, so the budget in money keeps it off. "
        "An admin can draft a budget in tokens instead."
    )
    return Exhausted(sentence, f"unpriced {currency}")
