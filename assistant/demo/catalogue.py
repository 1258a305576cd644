"""The catalogue of the demo business: its invented suppliers, materials and finished pieces."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files

CURRENCY = "EUR"
UNITS = (("EA", "each"), ("SQFT", "square foot"), ("M", "metre"), ("SPL", "spool"))
PLACES = (
    ("MAIN", "Main store", "store"),
    ("LEATHER", "Leather room", "store"),
    ("CAGE", "Quarantine cage", "store"),
    ("CUTTING", "Cutting", "workcentre"),
    ("ATELIER", "Atelier", "workcentre"),
)


@dataclass(frozen=True)
class Partner:
    """A supplier; so many percent of its deliveries are late, and of its goods flawed."""

    code: str
    name: str
    city: str
    country: str
    payment_days: int
    late_percent: int
    flawed_percent: int
    iban: str

    @property
    def email(self) -> str:
        """An address below a top-level domain that nobody can own (RFC 2606)."""
        return f"orders@{self.code.lower()}.example"


@dataclass(frozen=True)
class Material:
    """Something bought; `monthly_use` is what production takes of it, `lot` what is ordered."""

    code: str
    name: str
    category: str
    unit: str
    cost: Decimal
    monthly_use: int
    lot: int
    lead_days: int
    suppliers: tuple[str, ...]

    @property
    def reorder_point(self) -> int:
        """What is used in the lead time and two weeks more."""
        return self.monthly_use * (self.lead_days + 14) // 30


@dataclass(frozen=True)
class Piece:
    """Something made and sold; some cost dealers less by the dozen."""

    code: str
    name: str
    category: str
    cost: Decimal
    in_stock: int
    description: str
    by_the_dozen: Decimal | None


def lines(name: str) -> Iterator[dict[str, str]]:
    text = (files(__name__.rpartition(".")[0]) / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def partners() -> tuple[Partner, ...]:
    return tuple(
        Partner(
            code=line["code"],
            name=line["name"],
            city=line["city"],
            country=line["country"],
            payment_days=int(line["payment_days"]),
            late_percent=int(line["late_percent"]),
            flawed_percent=int(line["flawed_percent"]),
            iban=line["iban"],
        )
        for line in lines("suppliers.csv")
    )


def materials() -> tuple[Material, ...]:
    return tuple(
        Material(
            code=line["code"],
            name=line["name"],
            category=line["category"],
            unit=line["unit"],
            cost=Decimal(line["cost"]),
            monthly_use=int(line["monthly_use"]),
            lot=int(line["lot"]),
            lead_days=int(line["lead_days"]),
            suppliers=tuple(line["suppliers"].split()),
        )
        for line in lines("materials.csv")
    )


def pieces() -> tuple[Piece, ...]:
    return tuple(
        Piece(
            code=line["code"],
            name=line["name"],
            category=line["category"],
            cost=Decimal(line["cost"]),
            in_stock=int(line["in_stock"]),
            description=line["description"],
            by_the_dozen=Decimal(line["by_the_dozen"]) if line["by_the_dozen"] else None,
        )
        for line in lines("pieces.csv")
    )
