"""Ownership: which rows of a projection somebody from outside is told, and what of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from domain.kernel.query import Query
from domain.kernel.row import Column, Condition
from domain.kernel.summary import Summary


@dataclass(frozen=True)
class Account:
    """The customer that somebody from outside belongs to, and the price list it buys by."""

    customer: str = ""
    price_list: str = ""


@dataclass(frozen=True)
class Told:
    """The rows whose column holds the account, or which satisfy conditions; `but` is kept back."""

    by: Any = None
    of: Literal["customer", "price_list"] = "customer"
    where: tuple[Any, ...] = ()
    but: tuple[Any, ...] = ()

    def conditions(self, account: Account) -> tuple[Condition, ...] | None:
        """What a row must satisfy; None where no row can be this account's."""
        if self.by is None:
            return self.where
        mine = getattr(account, self.of)
        return (*self.where, Condition(self.by.name, "=", mine)) if mine else None

    def asks(self, asked: Iterable[str]) -> bool:
        """Whether a question touches what is kept back: even an order would tell of it."""
        return not set(self.kept_back).isdisjoint(asked)

    def shown(self, row: Any) -> Any:
        if not self.but:
            return row
        return row.model_copy(update={name: blank(getattr(row, name)) for name in self.kept_back})

    @cached_property
    def kept_back(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.but)


def blank(value: Any) -> Any:
    """Nothing, in the type of what is kept back."""
    match value:
        case bool():
            return False
        case str():
            return ""
        case tuple():
            return ()
        case int() | Decimal() | date() | None:
            return None
        case _:
            return None


def asked_of(question: Query[Any] | Summary) -> set[str]:
    """The columns that a question depends on, beside those that it only shows."""
    names = {c.column for c in question.conditions}
    names |= {c.value.name for c in question.conditions if isinstance(c.value, Column)}
    if isinstance(question, Summary):
        names |= {d.column for d in question.by}
        return names | {n for m in question.measures for n in (m.column, m.over) if n}
    return names | {column.name for column in question.order_by}


def narrowed(question: Any, conditions: tuple[Condition, ...]) -> Any:
    """The same question about fewer rows."""
    return replace(question, conditions=(*question.conditions, *conditions))


def owned_by(column: Any, *but: Any) -> Told:
    """Rows of one customer, as in `owned_by(SalesOrderRow.customer)`."""
    return Told(by=column, but=but)


def open_where(*conditions: Any, but: tuple[Any, ...] = ()) -> Told:
    """Rows that everybody who buys here is told, as the products on sale."""
    return Told(where=conditions, but=but)


def of_price_list(column: Any) -> Told:
    """Rows of the price list that the customer buys by."""
    return Told(by=column, of="price_list")
