"""What the files of Northwind say, counted with nothing but a reader of CSV and decimals."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

Row = dict[str, str]
CENT = Decimal("0.01")


def table(folder: Path, name: str) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def summed(pairs: Iterable[tuple[Any, Decimal]]) -> dict[Any, Decimal]:
    found: dict[Any, Decimal] = defaultdict(Decimal)
    for key, amount in pairs:
        found[key] += amount
    return dict(found)


@dataclass(frozen=True)
class Files:
    folder: Path

    @cached_property
    def orders(self) -> dict[str, Row]:
        return {row["order_id"]: row for row in table(self.folder, "orders")}

    @cached_property
    def products(self) -> dict[str, Row]:
        return {row["product_id"]: row for row in table(self.folder, "products")}

    @cached_property
    def customers(self) -> list[Row]:
        return table(self.folder, "customers")

    @cached_property
    def carriers(self) -> dict[str, str]:
        return {r["shipper_id"]: r["company_name"] for r in table(self.folder, "shippers")}

    @cached_property
    def categories(self) -> dict[str, str]:
        return {r["category_id"]: r["category_name"] for r in table(self.folder, "categories")}

    @cached_property
    def lines(self) -> list[tuple[Row, Row, Decimal, Decimal]]:
        """Each line with its order, its amount and its quantity."""
        return [
            (
                self.orders[row["order_id"]],
                self.products[row["product_id"]],
                worth(row),
                pieces(row),
            )
            for row in table(self.folder, "order_details")
        ]

    @property
    def shipped(self) -> list[Row]:
        return [order for order in self.orders.values() if order["shipped_date"]]

    @property
    def waiting(self) -> list[Row]:
        return [order for order in self.orders.values() if not order["shipped_date"]]

    @cached_property
    def billed(self) -> dict[str, Decimal]:
        """What each shipped order comes to when every line is rounded to the cent."""
        gone = ((o, amount) for o, _, amount, _ in self.lines if o["shipped_date"])
        return summed(
            (order["order_id"], amount.quantize(CENT, ROUND_HALF_UP)) for order, amount in gone
        )


def worth(row: Row) -> Decimal:
    return Decimal(row["unit_price"]) * pieces(row) * (1 - Decimal(row["discount"]))


def pieces(row: Row) -> Decimal:
    return Decimal(row["quantity"])
