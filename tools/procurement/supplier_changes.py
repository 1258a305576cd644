"""Supplier changes: a new supplier, and one that is held or released."""

from typing import Annotated

from pydantic import Field

from domain.kernel import Currency, Step
from domain.kernel.words import Email
from domain.preview import DraftCard
from domain.procurement.supplier import HoldSupplier, RegisterSupplier, ReleaseSupplier, supplier
from tools import readings
from tools.drafting import REASON, reason_of, usual
from tools.resolve import SUPPLIERS, must_be_new, one
from tools.slots import Line, Reason, Slot, Supplier, reading, text
from tools.toolkit import Edit, Plan, ToolContext, draft

PAYMENT_DAYS = 30

NewName = Annotated[
    str, Line, text("What is the supplier called?", "The full name of the new supplier.")
]
City = Annotated[str, Line, text("In which city?", "The city of the supplier.", before=("in",))]
Country = Annotated[str, Line, text("In which country?", "The country of the supplier.")]
Mail = Annotated[
    Email,
    reading(readings.email),
    text("Which e-mail address?", "An e-mail address of the supplier.", before=("email", "mail")),
]
CurrencyCode = Annotated[
    Currency,
    text("In which currency?", "An ISO code such as EUR.", before=("paid in", "currency")),
]
PaymentDays = Annotated[
    int,
    Field(ge=0, le=365),
    Slot(
        kind="count",
        asks="Within how many days do we pay?",
        hint="Days until payment, 0 to 365.",
        before=("within", "payment"),
        after=("days",),
    ),
]


@draft(
    title="Supplier hold",
    edits=(REASON,),
    says=(
        "put {supplier} on hold [because {reason}]",
        "hold {supplier} [because {reason}]",
        "block {supplier}",
        "suspend {supplier}",
        "stop buying from {supplier}",
        "stop ordering from {supplier}",
        "set {supplier} on hold",
        "freeze {supplier}",
        "no more orders to {supplier}",
        "place a hold on {supplier}",
        "bar {supplier}",
    ),
)
async def draft_supplier_hold(
    ctx: ToolContext, supplier: Supplier, reason: Reason | None = None
) -> DraftCard:
    """Draft a hold on a supplier, while which nothing should be ordered from it."""
    return await standing(ctx, supplier, reason, hold=True)


@draft(
    title="Supplier release",
    says=(
        "release {supplier}",
        "release {supplier} from hold",
        "take {supplier} off hold",
        "lift the hold on {supplier}",
        "unblock {supplier}",
        "resume buying from {supplier}",
        "end the hold on {supplier}",
        "reactivate {supplier}",
        "allow orders to {supplier} again",
    ),
)
async def draft_supplier_release(ctx: ToolContext, supplier: Supplier) -> DraftCard:
    """Draft the release of a supplier that is on hold."""
    return await standing(ctx, supplier, None, hold=False)


async def standing(ctx: ToolContext, said: str, reason: str | None, hold: bool) -> DraftCard:
    row = await one(ctx, SUPPLIERS, said)
    stream = supplier.stream(row.supplier)
    if not hold:
        step = Step(stream, ReleaseSupplier())
        title = f"Release {row.name} from hold"
        return await ctx.propose(Plan(steps=(step,), title=title, kind="Supplier release"))
    why, origins = reason_of(reason)
    plan = Plan(
        steps=(Step(stream, HoldSupplier(reason=why)),),
        title=f"Put {row.name} on hold",
        kind="Supplier hold",
        origins=origins,
    )
    return await ctx.propose(plan)


@draft(
    title="New supplier",
    edits=(
        Edit("name", "Name", "text"),
        Edit("city", "City", "text"),
        Edit("currency", "Currency", "text"),
    ),
    says=(
        "new supplier {name}",
        "add {name} as a supplier",
        "create supplier {name}",
        "register {name} as a supplier",
        "set up a supplier called {name}",
        "new vendor {name}",
        "add supplier {name} in {city}",
        "enter the supplier {name}",
    ),
)
async def draft_new_supplier(
    ctx: ToolContext,
    name: NewName,
    city: City | None = None,
    country: Country | None = None,
    email: Mail | None = None,
    currency: CurrencyCode | None = None,
    payment_days: PaymentDays | None = None,
) -> DraftCard:
    """Draft the registration of a supplier; its bank account is a draft of its own."""
    await must_be_new(ctx, SUPPLIERS, name)
    code = f"S-{await ctx.number(supplier.name)}"
    command = RegisterSupplier(
        supplier=code,
        name=name,
        city=city or "",
        country=country or "",
        email=email or "",
        currency=currency or ctx.currency,
        payment_days=PAYMENT_DAYS if payment_days is None else payment_days,
    )
    said = {"currency": currency, "payment_days": payment_days}
    plan = Plan(
        steps=(Step(supplier.stream(code), command),),
        title=f"Register {name} as a supplier",
        kind="New supplier",
        origins=usual(said, command, currency="the business's own", payment_days="usual"),
    )
    return await ctx.propose(plan)
