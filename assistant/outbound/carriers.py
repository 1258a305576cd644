"""Carriers: who takes a shipment to its recipient, and the three things that can come of asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True)
class Piece:
    """So much of what is in the parcel."""

    description: str
    quantity: str
    unit: str


@dataclass(frozen=True)
class Consignment:
    """A shipment as a carrier is told it; `key` is the same at every try, and in no other one."""

    key: str
    reference: str
    name: str
    address: str
    country: str
    shipped_on: date
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Taken:
    """The carrier takes it, under this number; the label is a link to what is to be printed."""

    carrier: str
    tracking: str
    label: str = ""


@dataclass(frozen=True)
class Later:
    """It could not be asked, or not answer: the same may be asked again."""

    why: str


@dataclass(frozen=True)
class Never:
    """It was understood and is not taken; a person decides."""

    why: str


Answer = Taken | Later | Never


class Carrier(Protocol):
    """Whoever takes shipments; asked twice with one key it books once and answers the same."""

    async def book(self, consignment: Consignment) -> Answer: ...
