"""An item's card: what it is, what it is counted in, and when more of it is ordered."""

from decimal import Decimal
from typing import Literal

from domain.kernel import Amount, Internal, Message, Money, Unit
from domain.kernel.words import Code, Label, Name

Kind = Literal["raw", "component", "finished"]
Supply = Literal["made", "bought"]


class Reorder(Message):
    """Order more when less than the point is available, up to the level; 0 is no rule."""

    reorder_point: Internal[Amount] = Decimal(0)
    order_up_to: Internal[Amount] = Decimal(0)


class Description(Message):
    name: Name
    category: Label = ""
    kind: Kind = "component"
    supply: Supply = "bought"
    shelf: Label = ""
    """Where in the main store it lies, by aisle, bay and level: A-3-2; nothing if nobody said."""


class Named(Message):
    """What every fact about an item repeats."""

    item: Code
    name: Name
    unit: Unit


class ItemCard(Description, Reorder):
    """All that is known of an item; a cost of None is not known."""

    item: Code
    unit: Unit
    standard_cost: Internal[Money | None] = None
