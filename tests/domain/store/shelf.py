"""A shelf that only counts, for tests of streams that grow long."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.kernel import Cause, Command, Decider, Fact
from tests.domain.store.orders import GoodsReceived, OrderCancelled, OrderPlaced


@dataclass(frozen=True)
class Shelf:
    received: int = 0
    deliveries: int = 0


def evolve(shelf: Shelf, event: OrderPlaced | GoodsReceived | OrderCancelled) -> Shelf:
    match event:
        case GoodsReceived(quantity=quantity):
            return Shelf(shelf.received + quantity, shelf.deliveries + 1)
        case _:
            return shelf


def decide(shelf: Shelf, command: Command) -> list[GoodsReceived]:
    return [GoodsReceived()]


shelf = Decider(
    name="shelf",
    commands=Command,
    events=OrderPlaced | GoodsReceived | OrderCancelled,
    initial=Shelf(),
    decide=decide,
    evolve=evolve,
)


def deliveries(stream: str, quantities: Sequence[int], behind: int = 0) -> list[Fact]:
    """One delivery of each quantity, behind so many that have come before."""
    return [
        Fact(stream, version, GoodsReceived(quantity=quantity), Cause(("ana",)))
        for version, quantity in enumerate(quantities, behind + 1)
    ]
