"""Buying: a purchase order for one item, on the agreed terms where nothing else is said."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from domain.governance.proposal import Origin
from domain.inventory.items import ItemRow
from domain.kernel import Money, Quantity, Refused, Step, falling
from domain.kernel.wording import price as price_words
from domain.kernel.wording import short_day
from domain.kernel.words import counted, day
from domain.preview import DraftCard
from domain.procurement.order import Line
from domain.procurement.order_commands import PlacePurchaseOrder
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.purchase_order import purchase_order
from domain.procurement.sourcing_terms import SourcingRow, sourcing_terms
from domain.procurement.suppliers import SupplierRow
from tools.drafting import PRICE, QUANTITY, goods, in_unit, money_of, origin, positive
from tools.readings import Said
from tools.resolve import ITEMS, SUPPLIERS, Candidate, both, missing, one
from tools.slots import DueOn, Item, Price, SomeSupplier
from tools.slots import Quantity as QuantitySlot
from tools.toolkit import Edit, Plan, ToolContext, draft

OFFERED = 5


@dataclass(frozen=True)
class Found:
    """A value for the order, and where it was found when nobody said it."""

    price: Money
    due_on: date
    origins: tuple[Origin, ...]


@draft(
    title="Purchase order",
    core=True,
    edits=(QUANTITY, PRICE, Edit("due", "Due", "date")),
    says=(
        "order {quantity} {item} from {supplier} [at {price}] [by {due}]",
        "order {quantity} {item} from {supplier} [at {price}] due {due}",
        "create a purchase order for {supplier} for {quantity} {item} [at {price}]",
        "purchase order for {supplier}: {quantity} {item} [at {price} each]",
        "buy {quantity} {item} from {supplier} [at {price}]",
        "raise a PO to {supplier} for {quantity} {item}",
        "we need {quantity} {item} from {supplier} [by {due}]",
        "get {quantity} more {item} from {supplier}",
        "let us get {quantity} {item} from {supplier}",
        "we need another {quantity} {item} from {supplier}",
        "reorder {quantity} {item} from {supplier}",
        "purchase {quantity} {item} at {supplier}",
        "PO {supplier} {quantity} {item}",
        "draft an order of {quantity} {item} from {supplier}",
        "{quantity} {item} is what we need from {supplier}",
        "place an order with {supplier} for {quantity} {item}",
        "procure {quantity} {item} from {supplier}",
    ),
)
async def draft_purchase_order(
    ctx: ToolContext,
    item: Item,
    quantity: QuantitySlot,
    supplier: SomeSupplier | None = None,
    price: Price | None = None,
    due: DueOn | None = None,
) -> DraftCard:
    """Draft a purchase order for one item. Nothing is ordered until a person signs the card.

    Leave out price and due day to take them from the agreed terms. Never choose a supplier that
    nobody named: without one, the suppliers of the item come back to choose from.
    """
    if supplier is None:
        raise await choice_of_supplier(ctx, await one(ctx, ITEMS, item))
    what, who = await both(ctx, (ITEMS, item), (SUPPLIERS, supplier))
    positive(quantity, "The quantity")
    terms = await terms_with(ctx, who, what)
    amount = in_unit(quantity, terms.unit if terms else what.unit, what.name)
    found = await values(ctx, who, what, terms, price, due)
    number = f"PO-{await ctx.number(purchase_order.name)}"
    command = PlacePurchaseOrder(
        number=number,
        supplier=who.supplier,
        supplier_name=who.name,
        ordered_on=ctx.today,
        currency=found.price.currency,
        lines=(line(what, amount, found),),
    )
    plan = Plan(
        steps=(Step(purchase_order.stream(number), command),),
        title=f"Order {goods(amount, what)} from {who.name}",
        kind="Purchase order",
        origins=found.origins,
    )
    return await ctx.propose(plan)


def line(item: ItemRow, quantity: Quantity, found: Found) -> Line:
    return Line(
        line=1,
        item=item.item,
        item_name=item.name,
        category=item.category,
        quantity=quantity,
        price=found.price,
        due_on=found.due_on,
    )


async def terms_with(ctx: ToolContext, who: SupplierRow, what: ItemRow) -> SourcingRow | None:
    agreed = sourcing_terms.where(
        SourcingRow.supplier == who.supplier,
        SourcingRow.item == what.item,
        SourcingRow.status == "active",
    )
    return (await ctx.rows(agreed)).first


async def values(
    ctx: ToolContext,
    who: SupplierRow,
    what: ItemRow,
    terms: SourcingRow | None,
    price: Said | None,
    due: date | None,
) -> Found:
    """Price and due day as they were said, else as they are agreed; otherwise we have to ask."""
    with_whom = f"terms with {who.name}"
    if price:
        usual = terms.currency if terms else who.currency or ctx.currency
        each, price_origins = money_of("price", price, usual, who.name)
    elif terms:
        each = Money(amount=terms.price, currency=terms.currency)
        shown = price_words(terms.price, terms.currency, terms.unit)
        price_origins = (origin("price", shown, with_whom),)
    else:
        raise await price_needed(ctx, who, what)
    if due:
        return Found(each, due, price_origins)
    if terms is None:
        reason = f"Not drafted. No lead time is agreed with {who.name} for {what.name}."
        raise missing("due", "By which day?", f"{reason} Say by which day it is needed.")
    on = ctx.today + timedelta(days=terms.lead_days)
    lead = f"lead time of {counted(terms.lead_days, 'day')} in the {with_whom}"
    return Found(each, on, (*price_origins, origin("due", day(on), lead)))


async def price_needed(ctx: ToolContext, who: SupplierRow, what: ItemRow) -> Refused:
    """Nothing is agreed, so a price must be said; what was last paid helps to say it."""
    paid = order_lines.where(
        OrderLineRow.item == what.item,
        OrderLineRow.supplier == who.supplier,
        OrderLineRow.price > Decimal(0),
        order_by=(falling(OrderLineRow.ordered_on),),
        limit=1,
        counted=False,
    )
    last = (await ctx.rows(paid)).first
    reason = f"Not drafted. No price is agreed with {who.name} for {what.name}."
    if last is None:
        return missing("price", "At what price?", f"{reason} Give the price of one {what.unit}.")
    shown = price_words(last.price, last.currency, last.unit)
    when = short_day(last.ordered_on, ctx.today)
    hint = f"{reason} It was last bought there for {shown} on {when}. Give a price."
    option = Candidate(
        value=f"{last.price} {last.currency}", label=shown, detail=f"paid on {when}, {last.number}"
    )
    return missing("price", "At what price?", hint, (option,))


async def choice_of_supplier(ctx: ToolContext, what: ItemRow) -> Refused:
    """The person chooses, even when there is only one to choose."""
    agreed = sourcing_terms.where(
        SourcingRow.item == what.item,
        SourcingRow.status == "active",
        order_by=(SourcingRow.price, SourcingRow.supplier_name),
        limit=OFFERED,
    )
    page = await ctx.rows(agreed)
    options = tuple(map(offer, page.rows))
    if not options:
        reason = f"Not drafted. Nobody has terms for {what.name}: name a supplier and a price."
        return missing("supplier", "From which supplier?", reason)
    names = " or ".join(f"{option.label} ({option.detail})" for option in options)
    reason = f"Not drafted. Say from which supplier {what.name} is to come: {names}."
    return missing("supplier", "From which supplier?", reason, options)


def offer(terms: SourcingRow) -> Candidate:
    asks = price_words(terms.price, terms.currency, terms.unit)
    detail = f"{asks}, {counted(terms.lead_days, 'day')}"
    return Candidate(value=terms.supplier, label=terms.supplier_name, detail=detail)
