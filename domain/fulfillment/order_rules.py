"""Order rules: what must be true of a sales order, whatever has happened before."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal
from typing import TypeVar

from domain.fulfillment.order import (
    LotPortion,
    Portion,
    ReturnedPortion,
    Sale,
    SalesLine,
)
from domain.fulfillment.order_state import amount_of, line_of
from domain.kernel import Refused
from domain.kernel.words import counted, day, figure

T = TypeVar("T", bound=Hashable)
LINES = 10_000


def sellable(sale: Sale) -> None:
    """Refuse what nobody could order."""
    if not sale.lines:
        raise Refused(f"Not ordered. {sale.order} has no lines: add at least one.", "no_lines")
    if len(sale.lines) > LINES:
        many = counted(len(sale.lines), "line")
        reason = f"Not ordered. {sale.order} has {many}; divide it into orders of {LINES:,}."
        raise Refused(reason, "too_many_lines")
    if twice := repeated(line.line for line in sale.lines):
        raise Refused(f"Not ordered. {sale.order} has two lines {twice}.", "line_twice")
    if sale.requested_on and sale.requested_on < sale.ordered_on:
        reason = (
            f"Not ordered. {sale.order} is wanted by {day(sale.requested_on)}, before it is "
            f"ordered on {day(sale.ordered_on)}: give a later day."
        )
        raise Refused(reason, "wanted_before_ordered")
    for line in sale.lines:
        sellable_line(sale, line)


def sellable_line(sale: Sale, line: SalesLine) -> None:
    """Refuse a quantity, a price or a currency that no order can have."""
    where = f"line {line.line}, {line.product_name}"
    if line.quantity.amount <= 0:
        reason = f"Not ordered. {line.quantity} in {where} is not a quantity: give more than 0."
        raise Refused(reason, "no_quantity")
    if line.price.amount <= 0:
        reason = f"Not ordered. {line.price} in {where} is not a price: give more than 0."
        raise Refused(reason, "no_price")
    if line.price.currency != sale.currency:
        reason = (
            f"Not ordered. {where} is priced in {line.price.currency} and {sale.order} is in "
            f"{sale.currency}: use one currency."
        )
        raise Refused(reason, "mixed_currencies")
    if not 0 <= line.back_ordered <= line.quantity.amount:
        reason = (
            f"Not ordered. {figure(line.back_ordered)} of {line.quantity} in {where} cannot wait: "
            f"give between 0 and {line.quantity}."
        )
        raise Refused(reason, "waiting_beyond_ordered")


def within(
    sale: Sale,
    portions: tuple[Portion, ...],
    limit: Callable[[SalesLine], Decimal],
    done: str,
    state: str,
) -> None:
    """Refuse portions that are none, are there twice, or are more than the line has for this."""
    if not portions:
        raise Refused(f"Not {done}. Say of which line of {sale.order} how many.", "no_lines")
    if twice := repeated(map(told_apart, portions)):
        reason = f"Not {done}. Line {twice[0]} is there twice: give one figure for each line."
        raise Refused(reason, "line_twice")
    for portion in portions:
        sound_portion(line_of(sale, portion.line), portion, done)
    for number in sorted({portion.line for portion in portions}):
        line = line_of(sale, number)
        asked = amount_of(number, portions)
        most = line.quantity.same(limit(line))
        if asked > most.amount:
            reason = (
                f"Not {done}. {most} of {line.product_name} in {sale.order} are {state} and "
                f"{line.quantity.same(asked)} were given: give {most} or less."
            )
            raise Refused(reason, f"more_than_{state.replace(' ', '_')}")


def sound_portion(line: SalesLine, portion: Portion, done: str) -> None:
    if portion.quantity.amount <= 0:
        reason = f"Not {done}. {portion.quantity} of {line.product_name} is nothing."
        raise Refused(f"{reason[:-1]}: give more than 0.", "no_quantity")
    if portion.quantity.unit != line.quantity.unit:
        reason = (
            f"Not {done}. {line.product_name} is sold in {line.quantity.unit} and "
            f"{portion.quantity} were given: give the figure in {line.quantity.unit}."
        )
        raise Refused(reason, "wrong_unit")
    damaged = portion.damaged if isinstance(portion, ReturnedPortion) else Decimal(0)
    if not 0 <= damaged <= portion.quantity.amount:
        reason = (
            f"Not {done}. {figure(damaged)} damaged of {portion.quantity} {line.product_name} "
            f"cannot be: the damaged are among those that came back."
        )
        raise Refused(reason, "damaged_beyond_returned")


def told_apart(portion: Portion) -> tuple[int, str]:
    """One line may leave in several lots, and each of them once."""
    return portion.line, portion.lot if isinstance(portion, LotPortion) else ""


def repeated(values: Iterable[T]) -> T | None:
    """A value that is there more than once, if any is."""
    return next((value for value, times in Counter(values).items() if times > 1), None)
