"""A schedule: the base prices of one product by the day from which each of them holds."""

from collections.abc import Sequence
from datetime import date

from domain.kernel import Internal, Message, Money
from domain.kernel.words import Reason


class Dated(Message):
    """One price, the day from which it holds, why, and the day on which that was decided."""

    price: Internal[Money]
    effective_from: date
    decided_on: date
    reason: Reason


class Standing(Message):
    """The price that held when the last one was decided, and the one that was still to come."""

    now: Dated | None = None
    ahead: Dated | None = None


Schedule = tuple[Dated, ...]


def with_price(schedule: Sequence[Dated], new: Dated) -> Schedule:
    """The schedule with a price, instead of the one of the same day if there is any."""
    return in_order((*without(schedule, new.effective_from), new))


def without(schedule: Sequence[Dated], day: date) -> Schedule:
    return tuple(each for each in schedule if each.effective_from != day)


def in_order(schedule: Sequence[Dated]) -> Schedule:
    return tuple(sorted(schedule, key=lambda each: each.effective_from))


def at(schedule: Sequence[Dated], day: date) -> Dated | None:
    """The price of this very day on which it begins."""
    return next((each for each in schedule if each.effective_from == day), None)


def before(schedule: Sequence[Dated], day: date) -> Dated | None:
    """The price that held until this day."""
    return next((each for each in reversed(schedule) if each.effective_from < day), None)


def after(schedule: Sequence[Dated], day: date) -> Dated | None:
    """The price that takes over after this day."""
    return next((each for each in schedule if each.effective_from > day), None)


def ahead(schedule: Sequence[Dated]) -> Schedule:
    """The prices that were still to come when the last of all was decided: rules ask no clock."""
    decided = max((each.decided_on for each in schedule), default=date.min)
    return tuple(each for each in schedule if each.effective_from > decided)


def standing(schedule: Sequence[Dated]) -> Standing:
    """What holds and what comes; together they tell the price of every day from then on."""
    coming = ahead(schedule)
    held = schedule[: len(schedule) - len(coming)]
    return Standing(now=held[-1] if held else None, ahead=coming[0] if coming else None)


def is_history(schedule: Sequence[Dated], day: date) -> bool:
    """Whether the price of this day ended before the last decision: it has been charged."""
    found = standing(schedule)
    return all(each is None or each.effective_from != day for each in (found.now, found.ahead))
