"""Founding: the steps that give the demo business its units, places, items and suppliers."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from assistant.demo.catalogue import (
    CURRENCY,
    PLACES,
    UNITS,
    Material,
    Partner,
    materials,
    partners,
    pieces,
)
from domain.inventory.item import RegisterItem, item
from domain.inventory.location import RegisterLocation, location
from domain.inventory.place import MAIN
from domain.inventory.stock import OpenStock, stock
from domain.inventory.unit import RegisterUnit, unit
from domain.kernel import Money, Quantity, Step
from domain.procurement.sourcing import AgreeSourcing, sourcing
from domain.procurement.supplier import ChangeBankDetails, RegisterSupplier, supplier

DEARER = Decimal("1.06")  # A second source asks so much more than the first.
RAW = frozenset({"Leather", "Lining leather", "Textile", "Thread", "Finishing"})


def founding(opened: date) -> Iterator[Step]:
    """Everything the house knows before its first order, on the day the books open."""
    for code, name in UNITS:
        yield Step(unit.stream(code), RegisterUnit(code=code, name=name))
    for code, name, kind in PLACES:
        place = RegisterLocation.model_validate({"location": code, "name": name, "kind": kind})
        yield Step(location.stream(code), place)
    yield from items()
    yield from stocks(opened)
    for partner in partners():
        yield from registered(partner)
    for material in materials():
        yield from sourced(material)


def items() -> Iterator[Step]:
    for material in materials():
        command = RegisterItem(
            item=material.code,
            name=material.name,
            unit=material.unit,
            category=material.category,
            kind="raw" if material.category in RAW else "component",
            standard_cost=Money(amount=material.cost, currency=CURRENCY),
            reorder_point=Decimal(material.reorder_point),
            order_up_to=Decimal(material.reorder_point + 2 * material.lot),
        )
        yield Step(item.stream(material.code), command)
    for piece in pieces():
        command = RegisterItem(
            item=piece.code,
            name=piece.name,
            unit="EA",
            category=piece.category,
            kind="finished",
            supply="made",
            standard_cost=Money(amount=piece.cost, currency=CURRENCY),
        )
        yield Step(item.stream(piece.code), command)


def stocks(opened: date) -> Iterator[Step]:
    """Opening balances: two months of each material, and the finished pieces."""
    for material in materials():
        amount = Decimal(material.reorder_point + 2 * material.monthly_use)
        yield opening(material.code, material.name, amount, material.unit, opened)
    for piece in pieces():
        yield opening(piece.code, piece.name, Decimal(piece.in_stock), "EA", opened)


def opening(code: str, name: str, amount: Decimal, unit_code: str, opened: date) -> Step:
    command = OpenStock(
        item=code,
        item_name=name,
        quantity=Quantity(amount=amount, unit=unit_code),
        place=MAIN,
        counted_on=opened,
    )
    return Step(stock.stream(code), command)


def registered(partner: Partner) -> Iterator[Step]:
    stream = supplier.stream(partner.code)
    yield Step(
        stream,
        RegisterSupplier(
            supplier=partner.code,
            name=partner.name,
            city=partner.city,
            country=partner.country,
            email=partner.email,
            currency=CURRENCY,
            payment_days=partner.payment_days,
            preferred=partner.late_percent < 10,
        ),
    )
    if partner.iban:
        yield Step(stream, ChangeBankDetails(account=partner.iban))


def sourced(material: Material) -> Iterator[Step]:
    names = {partner.code: partner.name for partner in partners()}
    for rank, code in enumerate(material.suppliers):
        price = material.cost if rank == 0 else round(material.cost * DEARER, 2)
        command = AgreeSourcing(
            supplier=code,
            supplier_name=names[code],
            item=material.code,
            item_name=material.name,
            price=Money(amount=price, currency=CURRENCY),
            unit=material.unit,
            min_order=Decimal(material.lot) / 2,
            lead_days=material.lead_days,
        )
        yield Step(sourcing.stream(f"{code}.{material.code}"), command)
