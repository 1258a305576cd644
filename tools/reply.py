"""A reply: what a read answers with, the figure first and its evidence with it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Generic, Literal, Protocol, TypeVar

from pydantic import Field

from domain.kernel import Internal, Message, Page, Public
from domain.kernel.words import counted, day
from tools.toolkit import ToolContext

Look = Literal["text", "number", "quantity", "money", "price", "percent", "date", "days", "status"]
"""A price is shown exactly; money is a sum, to the minor unit of its currency."""
R = TypeVar("R", bound=Message)
BEHIND = 20  # More records than this are not named as the source of an answer.


class ColumnView(Message):
    """How one field of the rows is shown; a quantity names its unit's field, money its currency's.

    Those two fields need no column of their own.
    """

    name: Public[str]
    label: Public[str]
    kind: Public[Look] = "text"
    unit: Public[str] = ""
    currency: Public[str] = ""


class Chart(Message):
    """A series beside its table; `y` holds exact figures as text, `title` says what it shows."""

    kind: Public[Literal["line", "bar"]]
    title: Internal[str]
    x: Internal[tuple[str, ...]]
    y: Internal[tuple[Decimal, ...]]


class Reply(Message, Generic[R]):
    """A headline, the rows under it, totals over everything, and where all of it comes from."""

    headline: Internal[str]
    rows: Internal[tuple[R, ...]] = ()
    columns: Public[tuple[ColumnView, ...]] = ()
    total_rows: Public[int] = 0
    truncated: Public[bool] = False
    totals: Internal[dict[str, str]] = Field(default_factory=dict)
    chart: Internal[Chart | None] = None
    note: Public[str] = ""
    query: Internal[str] = ""
    streams: Public[tuple[str, ...]] = ()
    nearest: Internal[tuple[str, ...]] = ()


Shown = tuple[str, str] | tuple[str, str, Look] | tuple[str, str, Look, str]


def columns(*shown: Shown) -> tuple[ColumnView, ...]:
    """Column views, each from name, label, kind, and the field of its unit or currency."""
    return tuple(column(*parts) for parts in shown)


def column(name: str, label: str, kind: Look = "text", of: str = "") -> ColumnView:
    unit, currency = (of, "") if kind == "quantity" else ("", of)
    return ColumnView(name=name, label=label, kind=kind, unit=unit, currency=currency)


def table(
    ctx: ToolContext,
    headline: str,
    page: Page[Any],
    rows: Iterable[R],
    shown: tuple[ColumnView, ...],
    *,
    noun: str,
    query: str,
    streams: Iterable[str] = (),
    totals: dict[str, str] | None = None,
) -> Reply[R]:
    """A reply over a page of rows, which says when it is only a part of them."""
    return Reply(
        headline=headline,
        rows=tuple(rows),
        columns=shown,
        total_rows=page.total,
        truncated=page.truncated,
        totals=totals or {},
        note=counting(ctx, page.total, noun, len(page.rows)),
        query=query,
        streams=behind(streams),
    )


def counting(ctx: ToolContext, total: int, noun: str, shown: int | None = None) -> str:
    """From how many records the figures come, and as of when; a cut list says that it is cut."""
    source = f"from {counted(total, noun)} · as of {day(ctx.today)}"
    if shown is None or shown >= total:
        return source
    return f"{shown:,} of {total:,} shown; the totals are over all · {source}"


def behind(streams: Iterable[str]) -> tuple[str, ...]:
    """The records behind an answer, each once, as many as a person would open."""
    return tuple(dict.fromkeys(streams))[:BEHIND]


class Named(Protocol):
    """A record that has a name."""

    @property
    def name(self) -> str: ...


def asked(table: str, **conditions: str | Named | None) -> str:
    """What was asked of which table, in plain words; what was not asked for is left out."""
    said = {
        label.replace("_", " "): value if isinstance(value, str) else value.name
        for label, value in conditions.items()
        if value
    }
    return ", ".join([table, *(f"{label} {text}" for label, text in said.items())])
