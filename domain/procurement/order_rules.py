"""Order rules: what must be true of an order and of a delivery, whatever has happened before."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from domain.kernel import Refused
from domain.kernel.words import counted, day, figure
from domain.procurement.order import Delivered, Delivery, Line, Order, TakenOrder

LINES = 500
TOLERANCE = Decimal("0.1")  # So much more than ordered may come, and is then doubted.


def orderable(order: Order) -> None:
    """Refuse what nobody could order."""
    with_lines(order)
    for line in order.lines:
        orderable_line(order, line)


def with_lines(order: Order) -> None:
    """Refuse an order without lines, with too many, or with two of one number."""
    if not order.lines:
        raise Refused(f"Not ordered. {order.number} has no lines: add at least one.", "no_lines")
    if len(order.lines) > LINES:
        many = counted(len(order.lines), "line")
        reason = f"Not ordered. {order.number} has {many}; divide it into orders of {LINES}."
        raise Refused(reason, "too_many_lines")
    if twice := repeated(line.line for line in order.lines):
        raise Refused(f"Not ordered. {order.number} has two lines {twice}.", "line_twice")


def orderable_line(order: Order, line: Line) -> None:
    """Refuse a quantity, price, currency or day that no order can have."""
    sound_line(order, line)
    if line.due_on < order.ordered_on:
        reason = (
            f"Not ordered. {line.item_name} is due {day(line.due_on)}, before it is "
            f"ordered on {day(order.ordered_on)}: give a later day."
        )
        raise Refused(reason, "due_before_ordered")


def sound_line(order: Order, line: Line) -> None:
    """Refuse a quantity, price or currency that no order can have."""
    where = f"line {line.line}, {line.item_name}"
    if line.quantity.amount <= 0:
        reason = f"Not ordered. {line.quantity} in {where} is not a quantity: give more than 0."
        raise Refused(reason, "no_quantity")
    if line.price.amount < 0:
        reason = f"Not ordered. {line.price} in {where} is below zero: give the price of one."
        raise Refused(reason, "negative_price")
    if line.price.currency != order.currency:
        reason = (
            f"Not ordered. {where} is priced in {line.price.currency} and {order.number} is in "
            f"{order.currency}: use one currency."
        )
        raise Refused(reason, "mixed_currencies")


def takeable(taken: TakenOrder) -> None:
    """Refuse an order from another system that could not have been ordered or received.

    Its days are history, and stay as they are even where they contradict each other.
    """
    with_lines(taken)
    for line in taken.lines:
        sound_line(taken, line)
        if not 0 <= line.rejected <= line.received:
            reason = (
                f"Not taken over. Of {line.item_name} in line {line.line} of {taken.number} "
                f"{figure(line.received)} were received and {figure(line.rejected)} rejected, "
                f"which cannot be: correct it where it comes from."
            )
            raise Refused(reason, "rejected_beyond_received")


def receivable(delivery: Delivery) -> None:
    """Refuse a delivery that does not add up in itself."""
    if not delivery.lines:
        raise Refused("Not received. Say of which line how many came.", "no_lines")
    if twice := repeated(line.line for line in delivery.lines):
        reason = f"Not received. Line {twice} is there twice: give one figure for each line."
        raise Refused(reason, "line_twice")
    for line in delivery.lines:
        if line.quantity.amount <= 0:
            reason = f"Not received. {line.quantity} of line {line.line} is nothing to receive."
            raise Refused(reason, "no_quantity")
        if not 0 <= line.damaged <= line.quantity.amount:
            reason = (
                f"Not received. {figure(line.damaged)} damaged of {line.quantity} in line "
                f"{line.line} cannot be: the damaged are among those that came."
            )
            raise Refused(reason, "damaged_beyond_received")


def within_tolerance(number: str, line: Line, received: Decimal, delivered: Delivered) -> None:
    """Refuse another unit, and more than a supplier may reasonably send."""
    if delivered.quantity.unit != line.quantity.unit:
        reason = (
            f"Not received. {line.item_name} is ordered in {line.quantity.unit} and "
            f"{delivered.quantity} came: give the figure in {line.quantity.unit}."
        )
        raise Refused(reason, "wrong_unit")
    most = line.quantity.amount * (1 + TOLERANCE) - received
    if delivered.quantity.amount > most:
        left = line.quantity.same(max(line.quantity.amount - received, Decimal(0)))
        over = line.quantity.same(max(most, Decimal(0)))
        reason = (
            f"Not received. {left} of line {line.line} of {number} are outstanding and "
            f"{delivered.quantity} were given; with a tolerance of {TOLERANCE:.0%} at most {over}. "
            f"Check the delivery note, or change the order first."
        )
        raise Refused(reason, "over_delivered")


def repeated(numbers: Iterable[int]) -> int:
    """A number that is there more than once, or 0."""
    number, times = Counter(numbers).most_common(1)[0]
    return number if times > 1 else 0
