"""Onboarding: a new customer, or a dealer who applies until somebody says yes or no."""

from typing import Annotated

from domain.customers.customer import customer as decider
from domain.customers.customer_events import (
    ApplyAsDealer,
    ApproveDealer,
    CloseCustomer,
    RegisterCustomer,
)
from domain.kernel import Personal, Refused, Step
from domain.preview import DraftCard
from tools.customers.arguments import (
    City,
    CurrencyCode,
    Kind,
    Land,
    Mail,
    PaymentDays,
    Person,
    Phone,
    Postcode,
    Street,
    Vat,
)
from tools.drafting import REASON, origin, reason_of, usual
from tools.resolve import CUSTOMERS, PRICE_LISTS, must_be_new, named, one
from tools.slots import Customer, Line, PriceList, Reason, text
from tools.toolkit import Edit, Plan, ToolContext, draft

DEALERS_PAY = 30
NewName = Personal[
    Annotated[str, Line, text("What is the customer called?", "The full name of the customer.")]
]
WHO = (Edit("name", "Name", "text"), Edit("city", "City", "text"), Edit("email", "E-mail", "text"))


@draft(
    title="New customer",
    edits=WHO,
    says=(
        "new customer {name}",
        "add {name} as a customer",
        "create customer {name}",
        "register {name} as a customer",
        "set up a customer called {name}",
        "new client {name}",
        "add customer {name} in {city}",
        "enter the customer {name}",
        "register {name} as a {kind} customer",
        "new {kind} {name} from {country}",
        "new customer {name} in {city}",
        "add {name} from {country} as a {kind} customer",
        "new {kind} {name} in {city}",
        "new dealer {name} @ kind=dealer",
    ),
)
async def draft_new_customer(
    ctx: ToolContext,
    name: NewName,
    kind: Kind | None = None,
    city: City | None = None,
    country: Land | None = None,
    street: Street | None = None,
    postcode: Postcode | None = None,
    contact: Person | None = None,
    email: Mail | None = None,
    phone: Phone | None = None,
    vat_number: Vat | None = None,
    currency: CurrencyCode | None = None,
    payment_days: PaymentDays | None = None,
) -> DraftCard:
    """Draft the registration of a customer who may buy at once; a new dealer usually applies."""
    command = RegisterCustomer(
        customer=await new_code(ctx, name, kind),
        name=name,
        kind=kind or "consumer",
        city=city or "",
        country=country or "",
        street=street or "",
        postcode=postcode or "",
        contact=contact or "",
        email=email or "",
        phone=phone or "",
        vat_number=vat_number or "",
        currency=currency or ctx.currency,
        payment_days=usual_days(kind, payment_days),
        since=ctx.today,
    )
    said = {"kind": kind, "currency": currency, "payment_days": payment_days}
    plan = Plan(
        steps=(first_step(command),),
        title=f"Register {name} as a customer",
        kind="New customer",
        origins=usual(said, command, currency="the business's own", payment_days="usual"),
    )
    return await ctx.propose(plan)


@draft(
    title="Dealer application",
    edits=WHO,
    says=(
        "{name} applies to become a dealer",
        "{name} would like to become a dealer",
        "{name} wants to become a dealer",
        "new dealer application of {name}",
        "dealer application from {name}",
        "record the dealer application of {name}",
        "enter {name} as a dealer applicant",
        "take down the dealer application of {name}",
        "note that {name} applies as a dealer",
    ),
)
async def draft_dealer_application(
    ctx: ToolContext,
    name: NewName,
    city: City | None = None,
    country: Land | None = None,
    contact: Person | None = None,
    email: Mail | None = None,
    phone: Phone | None = None,
    vat_number: Vat | None = None,
    currency: CurrencyCode | None = None,
    payment_days: PaymentDays | None = None,
) -> DraftCard:
    """Draft that a dealer applies; nothing may be sold to them before they are approved."""
    command = ApplyAsDealer(
        customer=await new_code(ctx, name, "dealer"),
        name=name,
        kind="dealer",
        city=city or "",
        country=country or "",
        contact=contact or "",
        email=email or "",
        phone=phone or "",
        vat_number=vat_number or "",
        currency=currency or ctx.currency,
        payment_days=usual_days("dealer", payment_days),
        since=ctx.today,
    )
    said = {"currency": currency, "payment_days": payment_days}
    plan = Plan(
        steps=(first_step(command),),
        title=f"Record the dealer application of {name}",
        kind="Dealer application",
        origins=usual(said, command, currency="the business's own", payment_days="usual"),
    )
    return await ctx.propose(plan)


@draft(
    title="Dealer approval",
    edits=(Edit("payment_days", "Payment days", "number"), Edit("price_list", "Prices", "text")),
    says=(
        "approve the dealer {customer}",
        "accept the dealer {customer}",
        "approve the application of {customer}",
        "approve {customer} as a dealer [with the price list {price_list}]",
        "let the dealer {customer} buy",
        "onboard the dealer {customer}",
        "admit {customer} as a dealer",
        "accept {customer} as a dealer",
        "take on the dealer {customer}",
        "approve {customer} as a dealer with {payment_days}",
    ),
)
async def draft_dealer_approval(
    ctx: ToolContext,
    customer: Customer,
    price_list: PriceList | None = None,
    payment_days: PaymentDays | None = None,
) -> DraftCard:
    """Draft that a dealer who applied may buy, with the days to pay and the price list."""
    row = await one(ctx, CUSTOMERS, customer)
    prices = await named(ctx, PRICE_LISTS, price_list, "price_list")
    days = row.payment_days if payment_days is None else payment_days
    command = ApproveDealer(
        approved_on=ctx.today,
        payment_days=days,
        price_list=prices.price_list if prices else row.price_list,
    )
    told = [origin("payment_days", days, "as applied for")] if payment_days is None else []
    if prices is None:
        told.append(origin("price_list", row.price_list or "none", "as applied for"))
    plan = Plan(
        steps=(Step(decider.stream(row.customer), command),),
        title=f"Approve {row.name} as a dealer",
        kind="Dealer approval",
        origins=tuple(told),
    )
    return await ctx.propose(plan)


@draft(
    title="Dealer rejection",
    edits=(REASON,),
    says=(
        "turn down the dealer {customer} [because {reason}]",
        "reject the dealer {customer} [because {reason}]",
        "reject the application of {customer} [because {reason}]",
        "decline the dealer {customer} [because {reason}]",
        "decline the application of {customer} [because {reason}]",
        "refuse the dealer application of {customer} [because {reason}]",
        "turn down the application of {customer} [because {reason}]",
        "send the dealer {customer} away [because {reason}]",
    ),
)
async def draft_dealer_rejection(
    ctx: ToolContext, customer: Customer, reason: Reason | None = None
) -> DraftCard:
    """Draft that the application of a dealer is turned down."""
    row = await one(ctx, CUSTOMERS, customer)
    if row.status != "applied":
        text = f"Not drafted. {row.name} does not wait for approval: close the account instead."
        raise Refused(text, "not_applied")
    why, origins = reason_of(reason)
    plan = Plan(
        steps=(Step(decider.stream(row.customer), CloseCustomer(reason=why)),),
        title=f"Turn down the dealer application of {row.name}",
        kind="Dealer rejection",
        origins=origins,
    )
    return await ctx.propose(plan)


async def new_code(ctx: ToolContext, name: str, kind: str | None) -> str:
    """The next code; two people may have one name, which the card then says, and two firms not."""
    if kind == "dealer":
        await must_be_new(ctx, CUSTOMERS, name)
    return f"C-{await ctx.number(decider.name)}"


def first_step(command: RegisterCustomer | ApplyAsDealer) -> Step:
    return Step(decider.stream(command.customer), command)


def usual_days(kind: str | None, said: int | None) -> int:
    """A consumer pays at once, a dealer within a month, unless somebody says otherwise."""
    if said is not None:
        return said
    return DEALERS_PAY if kind == "dealer" else 0
