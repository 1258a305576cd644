"""Own account: the record as somebody from outside may read it, whatever a tool asks of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import catalog
from domain.command_handler.reading import Reading
from domain.customers.customers import CustomerRow, customers
from domain.customers.tickets import tickets
from domain.fulfillment.sales_orders import sales_orders
from domain.kernel import AnyProjection, Fact, Page, Query, Refused, Step, Summarised, Summary
from domain.kernel.ownership import Account, Told, asked_of, narrowed
from domain.kernel.query import R

TOLD: Mapping[str, Told] = {p.name: p.told for p in catalog.PROJECTIONS if p.told is not None}
"""What those who buy here are told of each projection; of every other they are told nothing."""
RECORDS: Mapping[str, AnyProjection] = {"sales_order": sales_orders, "ticket": tickets}
"""The records whose steps they may propose, and where it stands whose each of them is."""
OF_ONE = ("customer", "consent")
"""The records that are named after the customer: whoever a step names, it is of that one."""


@dataclass(frozen=True)
class OwnAccount:
    """Adds to every question whose rows are asked for; a tool cannot forget it and cannot lift it.

    An account that is unknown, or of nobody, owns no row at all.
    """

    reading: Reading
    customer: str

    async def account(self) -> Account:
        if not self.customer:
            return Account()
        asked = customers.where(CustomerRow.customer == self.customer, limit=1, counted=False)
        row = (await self.reading.rows(asked)).first
        return Account(row.customer, row.price_list) if row else Account()

    async def rows(self, query: Query[R], as_of: datetime | None = None) -> Page[R]:
        told, question = screened(query, await self.account())
        if question is None:
            return query.answer(())
        page: Page[R] = await self.reading.rows(question, as_of)
        return shown(told, page)

    async def many(self, queries: Sequence[Query[Any]]) -> list[Page[Any]]:
        account = await self.account()
        asked = [screened(query, account) for query in queries]
        pages = iter(await self.reading.many([q for _, q in asked if q is not None]))
        return [
            query.answer(()) if question is None else shown(told, next(pages))
            for query, (told, question) in zip(queries, asked, strict=True)
        ]

    async def summary(self, summary: Summary, as_of: datetime | None = None) -> Summarised:
        _, question = screened(summary, await self.account())
        if question is None:
            return summary.answer(())
        return await self.reading.summary(question, as_of)

    async def history(self, stream: str) -> list[Fact]:
        """None: events tell who works here, and what the house does among itself."""
        return []

    async def must_own(self, steps: Sequence[Step]) -> None:
        """Refuse steps for anybody else's account, whichever tool wanted to propose them."""
        for step in steps:
            if not await self.owns(step):
                raise Refused("Not drafted. This is not of your account.", "not_yours")

    async def owns(self, step: Step) -> bool:
        stated = getattr(step.command, "customer", None)
        name, _, key = step.stream.partition("-")
        if stated is not None:
            mine = stated == self.customer and (name not in OF_ONE or key == self.customer)
            return bool(self.customer) and mine
        register = RECORDS.get(name)
        if register is None:
            return False
        (column,) = register.key
        found = await self.rows(register.where(column == key, limit=1, counted=False))
        return found.first is not None


def screened(question: Any, account: Account) -> tuple[Told | None, Any]:
    """The question about what is this account's; None where nothing of it can be."""
    told = TOLD.get(question.table)
    conditions = told.conditions(account) if told else None
    if told is None or conditions is None or not account.customer:
        return None, None
    if told.asks(asked_of(question)):
        raise Refused("This is not told outside the house: ask without it.", "not_told")
    return told, narrowed(question, conditions)


def shown(told: Told | None, page: Page[Any]) -> Page[Any]:
    if told is None or not told.but:
        return page
    return Page(tuple(map(told.shown, page.rows)), page.total)
