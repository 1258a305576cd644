"""Resolve: a name or code becomes exactly one record, or a question that shows the candidates."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TypeAlias, TypeVar

from domain.kernel import (
    Page,
    Refused,
    Row,
    contains,
    falling,
)
from domain.kernel.words import counted, day, listed
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from tools.registers import (
    CUSTOMERS as CUSTOMERS,
)
from tools.registers import (
    ITEMS as ITEMS,
)
from tools.registers import (
    LOOKED_AT,
)
from tools.registers import (
    PLACES as PLACES,
)
from tools.registers import (
    PRICE_LISTS as PRICE_LISTS,
)
from tools.registers import (
    PRODUCTS as PRODUCTS,
)
from tools.registers import (
    SHOWN as SHOWN,
)
from tools.registers import (
    SUPPLIERS as SUPPLIERS,
)
from tools.registers import (
    Candidate as Candidate,
)
from tools.registers import (
    Candidates as Candidates,
)
from tools.registers import (
    Register as Register,
)
from tools.registers import (
    spellings as spellings,
)
from tools.toolkit import ToolContext

R = TypeVar("R", bound=Row)
Q = TypeVar("Q", bound=Row)
Matches: TypeAlias = tuple[list[R], list[R]]
FEW = 8  # So many records are all named to whoever names another.
STEM = 4  # A slip of the finger seldom hits the first letters of every word of a name.
ECHOED = 60


async def named(
    ctx: ToolContext, register: Register[R], said: str | None, slot: str = ""
) -> R | None:
    """The record where one was named at all."""
    return None if said is None else await one(ctx, register, said, slot)


async def purchase_order(ctx: ToolContext, number: str) -> PurchaseOrderRow:
    """The order with this number, which exists or is refused; a number is never guessed."""
    found = await ctx.rows(purchase_orders.where(PurchaseOrderRow.number == number, limit=1))
    if found.first is None:
        reason = f"There is no purchase order {number}: check the number, or list the open orders."
        options = await open_orders(ctx, number)
        raise Refused(reason, "unknown_order", which_order(options) if options else None)
    return found.first


async def both(
    ctx: ToolContext, one: tuple[Register[R], str], other: tuple[Register[Q], str]
) -> tuple[R, Q]:
    """Two records that were named; their codes are asked together."""
    (here, this), (there, that) = one, other
    these, those = await ctx.many([here.coded(this), there.coded(that)])
    found = await only(ctx, here, this, these.rows)
    return found, await only(ctx, there, that, those.rows)


def which_order(options: tuple[Candidate, ...]) -> Candidates:
    asks = "Which purchase order?"
    return Candidates(slot="order", asks=asks, options=options, total=len(options))


async def open_orders(ctx: ToolContext, number: str = "") -> tuple[Candidate, ...]:
    """Orders with something still to come: the nearest number first, else the newest."""
    newest = purchase_orders.where(
        PurchaseOrderRow.outstanding_amount > 0,
        order_by=(falling(PurchaseOrderRow.ordered_on), falling(PurchaseOrderRow.number)),
        limit=LOOKED_AT,
    )
    rows = list((await ctx.rows(newest)).rows)
    if digits(number):
        rows.sort(key=lambda row: abs(digits(row.number) - digits(number)))
    return tuple(
        Candidate(value=row.number, label=row.number, detail=of_order(row)) for row in rows[:SHOWN]
    )


def digits(number: str) -> int:
    return int("".join(filter(str.isdecimal, number)) or 0)


def of_order(row: PurchaseOrderRow) -> str:
    due = f"due {day(row.due_on)}" if row.due_on else ""
    return ", ".join(filter(None, (row.supplier_name, due)))


async def one(ctx: ToolContext, register: Register[R], said: str, slot: str = "") -> R:
    """The one record that is called exactly so; a part of a name is never enough."""
    return await told(ctx, register, said, await found(ctx, register, said), slot)


async def only(ctx: ToolContext, register: Register[R], said: str, coded: Sequence[R]) -> R:
    """The one record of this code, which was asked for already, or else of this name."""
    matches = (list(coded), []) if coded else await called(ctx, register, said)
    return await told(ctx, register, said, matches)


async def told(
    ctx: ToolContext, register: Register[R], said: str, matches: Matches[R], slot: str = ""
) -> R:
    """The one record of exactly this code or name; none, or several, is a question."""
    exact, near = matches
    slot = slot or register.slot
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise which(register, slot, said, exact, "is the name of")
    if near:
        raise which(register, slot, said, near, "is part of the name of")
    raise unknown(register, slot, said, await nearest(ctx, register, said))


async def found(ctx: ToolContext, register: Register[R], said: str) -> Matches[R]:
    """Records of exactly this code or name, and records in whose name it occurs.

    One word is asked alone as a code first: the assistant knows it, and a part of a name reads
    every name. Several words are a name, and everything is asked at once.
    """
    names = register.called(said) if " " in said else []
    coded, *pages = await ctx.many([register.coded(said), *names])
    if coded.rows:
        return list(coded.rows), []
    return matching(register, said, pages) if pages else await called(ctx, register, said)


async def called(ctx: ToolContext, register: Register[R], said: str) -> Matches[R]:
    """Records of exactly this name, and records in whose name it occurs."""
    return matching(register, said, await ctx.many(register.called(said)))


def matching(register: Register[R], said: str, pages: Sequence[Page[R]]) -> Matches[R]:
    wanted = folded(said)
    rows = {register.rows.key_of(row): row for page in pages for row in page.rows}
    exact = [row for row in rows.values() if folded(getattr(row, register.name.name)) == wanted]
    return exact, by_likeness(register, said, list(rows.values()))


async def nearest(ctx: ToolContext, register: Register[R], said: str) -> list[R]:
    """Records whose names begin a word as this one does, the most alike first; else all of few."""
    stems = {word[:STEM] for word in folded(said).split() if len(word) >= STEM}
    pages = await ctx.many(
        [register.rows.where(contains(register.name, s), limit=LOOKED_AT) for s in sorted(stems)]
    )
    rows = {register.rows.key_of(row): row for page in pages for row in page.rows}
    if not rows:
        known = await ctx.rows(register.rows.where(order_by=(register.name,), limit=FEW))
        return [] if known.truncated else list(known.rows)
    return by_likeness(register, said, list(rows.values()))[:SHOWN]


def by_likeness(register: Register[R], said: str, rows: list[R]) -> list[R]:
    def unlike(row: R) -> tuple[float, str]:
        name = getattr(row, register.name.name)
        return -SequenceMatcher(None, folded(said), folded(name)).ratio(), name

    return sorted(rows, key=unlike)


def which(register: Register[R], slot: str, said: str, rows: list[R], why: str) -> Refused:
    options = tuple(map(register.candidate, rows[:SHOWN]))
    names = " or ".join(f"{option.label} ({option.detail})" for option in options)
    many = counted(len(rows), register.noun)
    reason = f"“{shortened(said)}” {why} {many}: is it {names}?"
    asks = f"Which {register.noun}?"
    evidence = Candidates(slot=slot, asks=asks, options=options, total=len(rows))
    return Refused(reason, f"which_{register.slot}", evidence)


def unknown(register: Register[R], slot: str, said: str, near: list[R]) -> Refused:
    options = tuple(map(register.candidate, near))
    names = listed([option.label for option in options])
    help_ = f" The nearest names are {names}." if names else " Check the name or the code."
    reason = f"There is no {register.noun} called “{shortened(said)}”.{help_}"
    asks = f"Which {register.noun}?"
    evidence = Candidates(slot=slot, asks=asks, options=options, total=len(options))
    return Refused(reason, f"unknown_{register.slot}", evidence)


def missing(slot: str, asks: str, reason: str, options: tuple[Candidate, ...] = ()) -> Refused:
    """A value is needed that nobody gave; the options are what the record offers for it."""
    code = f"which_{slot}" if options else f"missing_{slot}"
    evidence = Candidates(slot=slot, asks=asks, options=options[:SHOWN], total=len(options))
    return Refused(reason, code, evidence)


async def must_be_new(ctx: ToolContext, register: Register[R], name: str) -> None:
    """Nothing is registered a second time under the name of another."""
    exact, _ = await found(ctx, register, name)
    if exact:
        known = register.candidate(exact[0])
        reason = f"Not drafted. {known.label} is {register.article} {register.noun} already"
        raise Refused(f"{reason}, {known.value}.", "known")


def folded(name: str) -> str:
    return " ".join(name.casefold().split())


def shortened(said: str) -> str:
    return said if len(said) <= ECHOED else f"{said[:ECHOED]}…"
