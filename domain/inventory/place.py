"""A place: where goods lie and in what condition; everything that is not ours is outside."""

from typing import Literal

from domain.kernel import Internal, Message, Quantity
from domain.kernel.words import Code, Label, Name

Status = Literal["available", "quarantine", "hold", "rejected"]
SPOKEN = {"quarantine": "quarantine", "hold": "on hold", "rejected": "rejected"}


class Place(Message):
    """A location with its name, and the condition of what lies there."""

    location: Code
    name: Name
    status: Status = "available"

    @property
    def key(self) -> tuple[str, str]:
        return self.location, self.status

    @property
    def is_outside(self) -> bool:
        return self.location == OUTSIDE.location

    def __str__(self) -> str:
        if self.is_outside:
            return "outside"
        return f"{self.name}, {SPOKEN[self.status]}" if self.status in SPOKEN else self.name


OUTSIDE = Place(location="OUTSIDE", name="Outside")
"""Suppliers, customers and the scales of a count: it never runs out."""
MAIN = Place(location="MAIN", name="Main store")
"""Where goods go that nobody said anything else about."""
QUARANTINE = MAIN.model_copy(update={"status": "quarantine"})


class Move(Message):
    """So much of an item from one place to another; one of the two may be outside."""

    item: Code
    item_name: Name
    quantity: Internal[Quantity]
    source: Place
    target: Place
    lot: Label = ""

    @property
    def goods(self) -> str:
        return f"{self.quantity} {self.item_name}" + (f" of lot {self.lot}" if self.lot else "")
