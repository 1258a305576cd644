"""What the model has used, counted on Postgres: reserved before a call, settled after it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol

from domain.store.connections import Connection, Connections
from domain.store.naming import checked

Limited = tuple[str, str, Decimal | None, int | None]
"""Whose, in which period, and the most money and tokens that may be used in it."""

Settled = tuple[str, Sequence[tuple[str, str]], Decimal, int]
"""A reservation, its accounts as whose and in which period, and the money and tokens it took."""

RESERVE = """
select * from es.spending_exchange($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
"""
SETTLE = "select es.spending_settle($1, $2, $3, $4, $5, $6)"
USED = """
select whose, period, spent, reserved, tokens, tokens_reserved from es.spending
 where tenant = $1 and period = any($2) order by whose, period
"""


class Spending(Protocol):
    """Counters of each tenant; no two reservations are ever given what is left for one."""

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
        """Reserve on all accounts or on none: each as it stands now, `over` when none was.

        After so many seconds what was not settled counts as spent: it may have been charged.
        What is `settled` by the way is so before the reservation, and also when that fails.
        """
        ...

    async def settle(
        self,
        tenant: str,
        reservation: str,
        accounts: Sequence[tuple[str, str]],
        money: Decimal,
        tokens: int,
    ) -> bool:
        """Put the usage in the place of the estimate; False when that had happened before."""
        ...

    async def used(self, tenant: str, periods: Sequence[str]) -> list[dict[str, Any]]:
        """Everybody's use in these periods."""
        ...


class PostgresSpending:
    """Keeps the contract of `Spending`."""

    def __init__(self, connections: Connections) -> None:
        self.connections = connections

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
        limits = map(list, zip(*accounts, strict=True))
        asked = (checked(tenant), reservation, *limits, money, tokens, seconds, *bill(settled))

        async def call(connection: Connection) -> list[dict[str, Any]]:
            return [dict(record) for record in await connection.fetch(RESERVE, *asked)]

        # Not again: a reservation that was kept before the connection went would be refused.
        return await self.connections.run(call, again=False)

    async def settle(
        self,
        tenant: str,
        reservation: str,
        accounts: Sequence[tuple[str, str]],
        money: Decimal,
        tokens: int,
    ) -> bool:
        whose, periods = map(list, zip(*accounts, strict=True))

        async def call(connection: Connection) -> bool:
            values = (checked(tenant), reservation, whose, periods, money, tokens)
            return bool(await connection.fetchval(SETTLE, *values))

        return await self.connections.run(call, again=True)

    async def used(self, tenant: str, periods: Sequence[str]) -> list[dict[str, Any]]:
        found = await self.connections.fetch(tenant, USED, tenant, list(periods))
        return [dict(record) for record in found]


def bill(settled: Settled | None) -> tuple[Any, ...]:
    """As the function takes it, which takes nothing for nothing."""
    if settled is None:
        return (None,) * 5
    reservation, accounts, money, tokens = settled
    whose, periods = map(list, zip(*accounts, strict=True))
    return reservation, whose, periods, money, tokens
