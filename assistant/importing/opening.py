"""Opening: what must have lain in the main store, so that today's stock is left after all sales."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from assistant.importing.entry import Entry
from assistant.importing.values import Unfit, amount
from domain.inventory.place import MAIN


def present(entries: Iterable[Entry]) -> dict[str, Decimal]:
    """What the file says lies in the main store now; a figure that cannot be read is nothing."""
    found: dict[str, Decimal] = {}
    for entry in entries:
        if entry.values.get("location") == MAIN.location:
            item = entry.values.get("item", "")
            found[item] = found.get(item, Decimal(0)) + counted(entry)
    return found


def raised(entries: Iterable[Entry], leaving: Mapping[str, Decimal]) -> Iterator[Entry]:
    """Each balance of the main store with what will have left of it."""
    for entry in entries:
        more = leaving.get(entry.values.get("item", ""), Decimal(0))
        if entry.values.get("location") == MAIN.location and more:
            quantity = str(counted(entry) + more)
            yield replace(entry, values={**entry.values, "quantity": quantity})
        else:
            yield entry


def counted(entry: Entry) -> Decimal:
    try:
        return amount(entry.values.get("quantity", ""))
    except Unfit:
        return Decimal(0)
