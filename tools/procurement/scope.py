"""Scope: the supplier, the item and the period that a question is about, each or none of them."""

from dataclasses import dataclass
from typing import Any

from domain.inventory.items import ItemRow
from domain.procurement.suppliers import SupplierRow
from tools import periods
from tools.readings import Span
from tools.reply import asked
from tools.resolve import ITEMS, SUPPLIERS, both, named
from tools.toolkit import ToolContext


@dataclass(frozen=True)
class Scope:
    """What was named in the question, as records of ours."""

    supplier: SupplierRow | None = None
    item: ItemRow | None = None
    period: Span | None = None

    def on(self, row: Any, day: Any = None) -> tuple[bool, ...]:
        """The conditions on a table's rows; `day` is the column that the period is about."""
        return (
            self.supplier is None or row.supplier == self.supplier.supplier,
            self.item is None or row.item == self.item.item,
            *(() if day is None else periods.within(day, self.period)),
        )

    def words(self, of: str = "of", who: str = "from") -> str:
        """As it follows a noun: of Chainring from Beaumont Bikes in 2024."""
        named = (
            f"{of} {self.item.name}" if self.item else "",
            f"{who} {self.supplier.name}" if self.supplier else "",
            periods.spoken(self.period),
        )
        return "".join(f" {part}" for part in named if part)

    def query(self, table: str, **more: str | None) -> str:
        return asked(
            table,
            supplier=self.supplier,
            item=self.item,
            days=periods.spoken(self.period),
            **more,
        )


async def scope(
    ctx: ToolContext,
    supplier: str | None = None,
    item: str | None = None,
    period: Span | None = None,
) -> Scope:
    if supplier is not None and item is not None:
        return Scope(*await both(ctx, (SUPPLIERS, supplier), (ITEMS, item)), period)
    who = await named(ctx, SUPPLIERS, supplier)
    return Scope(who, await named(ctx, ITEMS, item), period)
