"""Sourcing: the price, minimum and lead time that are agreed with a supplier for an item."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from domain.governance.proposal import Origin
from domain.inventory.items import ItemRow
from domain.kernel import Command, Money, Step
from domain.kernel.wording import price as price_words
from domain.preview import DraftCard
from domain.procurement.sourcing import (
    AgreeSourcing,
    ChangeSourcing,
    ReinstateSourcing,
    key_of,
    sourcing,
)
from domain.procurement.sourcing_terms import SourcingRow, sourcing_terms
from domain.procurement.suppliers import SupplierRow
from tools import readings
from tools.drafting import PRICE, in_unit, money_of
from tools.readings import Said
from tools.resolve import ITEMS, SUPPLIERS, both, missing
from tools.slots import Item, Price, Slot, Supplier, quantity
from tools.toolkit import Edit, Plan, ToolContext, draft

MinOrder = Annotated[
    Said,
    BeforeValidator(readings.quantity),
    quantity("How many at least?", before=("minimum", "at least", "min")),
]
LeadDays = Annotated[
    int,
    Field(ge=0, le=1000),
    Slot(
        kind="count",
        asks="In how many days?",
        hint="Days from order to delivery.",
        before=("lead time", "in", "within"),
        after=("days", "days lead time"),
    ),
]


@draft(
    title="Sourcing terms",
    edits=(
        PRICE,
        Edit("min_order", "Minimum order", "number"),
        Edit("lead_days", "Lead time in days", "number"),
    ),
    says=(
        "{supplier} supplies {item} at {price}",
        "{supplier} charges {price} for {item} from now on",
        "agree {price} with {supplier} for {item}",
        "set the price of {item} at {supplier} to {price}",
        "new price of {item} from {supplier} is {price}",
        "change the agreed price of {item} with {supplier} to {price}",
        "set the lead time of {item} from {supplier} to {lead_days} days",
        "minimum order of {item} at {supplier} is {min_order}",
        "new terms with {supplier} for {item}: {price}",
        "terms {supplier} {item} {price}",
    ),
)
async def draft_sourcing_terms(
    ctx: ToolContext,
    supplier: Supplier,
    item: Item,
    price: Price | None = None,
    min_order: MinOrder | None = None,
    lead_days: LeadDays | None = None,
) -> DraftCard:
    """Draft new or other terms with a supplier for an item; what is left out stays as it is."""
    who, what = await both(ctx, (SUPPLIERS, supplier), (ITEMS, item))
    known = await agreed(ctx, who, what)
    if price is None and known is None:
        reason = (
            f"Not drafted. Nothing is agreed with {who.name} for {what.name} yet: give a price."
        )
        raise missing("price", "At what price?", reason)
    if price is None and min_order is None and lead_days is None:
        reason = "Not drafted. Say what is agreed: a price, a minimum order or a lead time."
        raise missing("price", "At what price?", reason)
    stream = sourcing.stream(key_of(who.supplier, what.item))
    each, origins = priced(price, known, who, ctx)
    least = in_unit(min_order, known.unit if known else what.unit, what.name) if min_order else None
    wanted = Wanted(each, least.amount if least else None, lead_days)
    commands = commands_for(wanted, who, what, known)
    plan = Plan(
        steps=tuple(Step(stream, command) for command in commands),
        title=title_of(wanted, who, what, known),
        kind="Sourcing terms",
        origins=origins,
    )
    return await ctx.propose(plan)


@dataclass(frozen=True)
class Wanted:
    """What is agreed from now on, each part of it only where it was said."""

    price: Money | None
    min_order: Decimal | None
    lead_days: int | None


async def agreed(ctx: ToolContext, who: SupplierRow, what: ItemRow) -> SourcingRow | None:
    """The terms as they stand, or as they stood before they ended."""
    asked = sourcing_terms.where(
        SourcingRow.supplier == who.supplier, SourcingRow.item == what.item
    )
    return (await ctx.rows(asked)).first


def priced(
    price: Said | None, known: SourcingRow | None, who: SupplierRow, ctx: ToolContext
) -> tuple[Money | None, tuple[Origin, ...]]:
    if price is None:
        return None, ()
    usual = known.currency if known else who.currency or ctx.currency
    return money_of("price", price, usual, who.name)


def commands_for(
    wanted: Wanted, who: SupplierRow, what: ItemRow, known: SourcingRow | None
) -> tuple[Command, ...]:
    """Agree anew, or change what is known; terms that have ended are reinstated first."""
    if known is None and wanted.price is not None:
        return (first_terms(wanted, wanted.price, who, what),)
    change = ChangeSourcing(
        price=wanted.price, min_order=wanted.min_order, lead_days=wanted.lead_days
    )
    if known is not None and known.status != "active":
        return ReinstateSourcing(), change
    return (change,)


def first_terms(wanted: Wanted, price: Money, who: SupplierRow, what: ItemRow) -> AgreeSourcing:
    return AgreeSourcing(
        supplier=who.supplier,
        supplier_name=who.name,
        item=what.item,
        item_name=what.name,
        price=price,
        unit=what.unit,
        min_order=wanted.min_order or Decimal(0),
        lead_days=wanted.lead_days or 0,
    )


def title_of(wanted: Wanted, who: SupplierRow, what: ItemRow, known: SourcingRow | None) -> str:
    unit = known.unit if known else what.unit
    if wanted.price is None:
        return f"Change the terms with {who.name} for {what.name}"
    shown = price_words(wanted.price.amount, wanted.price.currency, unit)
    return f"Agree {shown} with {who.name} for {what.name}"
