"""What the model has used, counted on Postgres: reserved before a call, settled after it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol

from domain.store.connections import Connection, Connections
from domain.store.naming import checked

Limited = tuple[str, str, Decimal | None, int | None]
"""Whose, in which period, and the most money and tokens that may be used in it."""

RESERVE = "select * from es.spending_reserve($1, $2, $3, $4, $5, $6, $7, $8, $9)"
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
    ) -> list[dict[str, Any]]:
        """Reserve on all accounts or on none: each as it stands now, `over` when none was.

        After so many seconds what was not settled counts as spent: it may have been charged.
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
    ) -> list[dict[str, Any]]:
        whose, periods, most_money, most_tokens = map(list, zip(*accounts, strict=True))

        async def call(connection: Connection) -> list[dict[str, Any]]:
            found = await connection.fetch(
                RESERVE,
                checked(tenant),
                reservation,
                whose,
                periods,
                most_money,
                most_tokens,
                money,
                tokens,
                seconds,
            )
            return [dict(record) for record in found]

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
