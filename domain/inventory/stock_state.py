"""The state of a stock: how much lies at each place, of which some is kept back for orders."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer

from domain.inventory.place import MAIN, Place

Key = tuple[str, str, str]  # Location, status, lot.


def listed(at: Mapping[Key, Decimal]) -> list[tuple[Key, Decimal]]:
    return list(at.items())


def by_place(at: Mapping[Key, Decimal] | Iterable[tuple[Key, Decimal]]) -> dict[Key, Decimal]:
    """What lies where, from a list as JSON has it, which knows no keys of three parts."""
    pairs = at.items() if isinstance(at, Mapping) else at
    return {(key[0], key[1], key[2]): amount for key, amount in pairs}


@dataclass(frozen=True)
class Stock:
    """How much lies at each place; an empty place is not in it."""

    unit: str = ""
    at: Annotated[Mapping[Key, Decimal], PlainSerializer(listed), BeforeValidator(by_place)] = (
        field(default_factory=dict)
    )
    reserved: Mapping[str, Decimal] = field(default_factory=dict)
    """What is kept back for each order; goods of the main store, whichever lot they are of."""

    @property
    def free(self) -> Decimal:
        """What the main store could still promise; after a bad count this may be below nothing."""
        there = sum((a for key, a in self.at.items() if key[:2] == MAIN.key), Decimal(0))
        return there - sum(self.reserved.values())

    def there(self, place: Place, lot: str) -> Decimal:
        return self.at.get((*place.key, lot), Decimal(0))
