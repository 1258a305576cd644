"""Filling: the rows of one projection, made by Postgres as its folds would leave them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.kernel import AnyProjection

IS_OPEN = "status not in ('shipped', 'cancelled')"
GOODS = {
    "item": "product",
    "item_name": "product_name",
    "unit": "'EA'",
    "currency": "'EUR'",
}


@dataclass(frozen=True)
class Filling:
    """The rows of one projection: what is not told here is as a row first appears."""

    of: AnyProjection
    source: str
    told: Mapping[str, str]

    def statement(self, tenant: str) -> str:
        names = self.of.row.model_fields
        shown = ", ".join(f'"{name}"' for name in names)
        values = ", ".join(self.value(name, field) for name, field in names.items())
        table = f"read_models.{self.of.name}"
        return f"insert into {table} (tenant, {shown}) select '{tenant}', {values} {self.source}"

    def value(self, name: str, field: Any) -> str:
        if name in self.told:
            return self.told[name]
        if field.is_required():
            return f'"{name}"'
        match field.default:
            case None:
                return "null"
            case str() as text:
                return f"'{text}'"
            case bool() | int() | Decimal() as plain:
                return str(plain).lower()
            case other:
                raise ValueError(f"{self.of.name}.{name}: {other!r} has no literal")
