"""Pairing: which line of an order a line of an invoice or of a delivery note is about."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from domain.procurement.order_lines import OrderLineRow

SHORTEST = 4  # A shorter name may be part of any other.


class Read(Protocol):
    """A line as a supplier writes it."""

    @property
    def item(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def quantity(self) -> Decimal: ...


def pairs(
    lines: Sequence[Read], ordered: Sequence[OrderLineRow], codes: Mapping[str, str]
) -> tuple[int, ...]:
    """For each line the number of the order's line, 0 where none is certain.

    `codes` are the supplier's own codes, each with our item. What is left over on both sides is
    a pair when it is one of each.
    """
    found = [certain(line, ordered, codes) for line in lines]
    left = [row.line for row in ordered if row.line not in found]
    if found.count(0) == 1 and len(left) == 1 and like(lines[found.index(0)], ordered, left[0]):
        found[found.index(0)] = left[0]
    return tuple(found)


def certain(line: Read, ordered: Sequence[OrderLineRow], codes: Mapping[str, str]) -> int:
    said = folded(line.item)
    item = folded(codes.get(said, line.item))
    coded = [row for row in ordered if item and folded(row.item) == item]
    named = coded or [row for row in ordered if alike(row.item_name, line.description)]
    if len(named) > 1:  # One item in two lines: the one of this quantity.
        named = [row for row in named if row.ordered == line.quantity] or named
    return named[0].line if len({row.item for row in named}) == 1 else 0


def alike(ours: str, theirs: str) -> bool:
    one, other = folded(ours), folded(theirs)
    if min(len(one), len(other)) < SHORTEST:
        return bool(one) and one == other
    return one in other or other in one


def like(line: Read, ordered: Sequence[OrderLineRow], number: int) -> bool:
    row = next(row for row in ordered if row.line == number)
    return line.quantity in (row.ordered, row.received) and not line.item


def folded(text: str) -> str:
    return " ".join(text.casefold().split())
