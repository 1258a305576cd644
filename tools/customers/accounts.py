"""Accounts: what changes about a customer, and whether they may buy."""

from domain.customers.customer import customer as decider
from domain.customers.customer_events import (
    ChangeCustomer,
    CloseCustomer,
    HoldCustomer,
    ReleaseCustomer,
    ReopenCustomer,
)
from domain.customers.customers import CustomerRow
from domain.kernel import Command, Step
from domain.preview import DraftCard
from tools.customers.arguments import (
    City,
    Land,
    Mail,
    PaymentDays,
    Person,
    Phone,
    Postcode,
    Segment,
    Street,
    Territory,
    Vat,
)
from tools.drafting import REASON, must_say, reason_of
from tools.resolve import CUSTOMERS, PRICE_LISTS, named, one
from tools.slots import Customer, PriceList, Reason
from tools.toolkit import Edit, Plan, ToolContext, draft


@draft(
    title="Customer change",
    edits=(Edit("payment_days", "Payment days", "number"), Edit("price_list", "Prices", "text")),
    says=(
        "put the customer {customer} on the price list {price_list}",
        "give {customer} the price list {price_list}",
        "{customer} buys from the price list {price_list}",
        "change the price list of {customer} to {price_list}",
        "set the payment term of {customer} to {payment_days}",
        "let {customer} pay within {payment_days}",
        "the customer {customer} has the email {email}",
        "change the customer {customer} with the email {email}",
        "the customer {customer} is now in {city}",
        "put the customer {customer} in the segment {segment}",
        "give {customer} {payment_days} to pay",
        "give {customer} {payment_days}",
        "put the customer {customer} in the territory {territory}",
    ),
)
async def draft_customer_change(
    ctx: ToolContext,
    customer: Customer,
    price_list: PriceList | None = None,
    payment_days: PaymentDays | None = None,
    email: Mail | None = None,
    phone: Phone | None = None,
    contact: Person | None = None,
    street: Street | None = None,
    postcode: Postcode | None = None,
    city: City | None = None,
    country: Land | None = None,
    vat_number: Vat | None = None,
    segment: Segment | None = None,
    territory: Territory | None = None,
) -> DraftCard:
    """Draft another price list, payment term, address or contact of a customer."""
    row = await one(ctx, CUSTOMERS, customer)
    prices = await named(ctx, PRICE_LISTS, price_list, "price_list")
    said = {
        "price_list": prices.price_list if prices else None,
        "payment_days": payment_days,
        "email": email,
        "phone": phone,
        "contact": contact,
        "street": street,
        "postcode": postcode,
        "city": city,
        "country": country,
        "vat_number": vat_number,
        "segment": segment,
        "territory": territory,
    }
    must_say("Which price list?", "Not drafted. Say what is to be different.", **said)
    command = ChangeCustomer.model_validate(said)
    return await proposed(ctx, row, command, f"Change {row.name}", "Customer change")


@draft(
    title="Customer hold",
    edits=(REASON,),
    says=(
        "put the customer {customer} on hold [because {reason}]",
        "hold the customer {customer} [because {reason}]",
        "block the customer {customer} [because {reason}]",
        "suspend the customer {customer}",
        "stop selling to {customer} [because {reason}]",
        "stop delivering to {customer} [because {reason}]",
        "sell nothing more to {customer} [because {reason}]",
        "freeze the account of {customer} [because {reason}]",
        "put {customer} on hold [because {reason}]",
        "block {customer} [because {reason}]",
        "hold {customer} [because {reason}]",
        "set {customer} on hold [because {reason}]",
    ),
)
async def draft_customer_hold(
    ctx: ToolContext, customer: Customer, reason: Reason | None = None
) -> DraftCard:
    """Draft a hold on a customer, while which nothing should be sold to them."""
    row = await one(ctx, CUSTOMERS, customer)
    why, origins = reason_of(reason)
    step = Step(decider.stream(row.customer), HoldCustomer(reason=why))
    plan = Plan(
        steps=(step,), title=f"Put {row.name} on hold", kind="Customer hold", origins=origins
    )
    return await ctx.propose(plan)


@draft(
    title="Customer release",
    says=(
        "release the customer {customer}",
        "release the customer {customer} from hold",
        "take the customer {customer} off hold",
        "lift the hold on the customer {customer}",
        "unblock the customer {customer}",
        "resume selling to {customer}",
        "sell to {customer} again",
        "end the hold on the customer {customer}",
        "take {customer} off hold",
        "take the hold off {customer}",
        "lift the hold on {customer}",
        "{customer} can order again",
        "{customer} may order again",
        "let {customer} order again",
        "unblock {customer}",
    ),
)
async def draft_customer_release(ctx: ToolContext, customer: Customer) -> DraftCard:
    """Draft the release of a customer who is on hold."""
    row = await one(ctx, CUSTOMERS, customer)
    title = f"Release {row.name} from hold"
    return await proposed(ctx, row, ReleaseCustomer(), title, "Customer release")


@draft(
    title="Customer closing",
    edits=(REASON,),
    says=(
        "close the account of {customer} [because {reason}]",
        "close the customer {customer} [because {reason}]",
        "end the account of {customer} [because {reason}]",
        "end business with the customer {customer} [because {reason}]",
        "the customer {customer} left us [because {reason}]",
        "the customer {customer} is gone [because {reason}]",
        "shut the customer account of {customer} [because {reason}]",
        "terminate the customer {customer} [because {reason}]",
    ),
)
async def draft_customer_closing(
    ctx: ToolContext, customer: Customer, reason: Reason | None = None
) -> DraftCard:
    """Draft that the account of a customer is closed; its history stays."""
    row = await one(ctx, CUSTOMERS, customer)
    why, origins = reason_of(reason)
    step = Step(decider.stream(row.customer), CloseCustomer(reason=why))
    plan = Plan(
        steps=(step,),
        title=f"Close the account of {row.name}",
        kind="Customer closing",
        origins=origins,
    )
    return await ctx.propose(plan)


@draft(
    title="Customer reopening",
    says=(
        "reopen the account of {customer}",
        "reopen the customer {customer}",
        "open the account of {customer} again",
        "the customer {customer} is back",
        "reactivate the customer {customer}",
        "restore the customer account of {customer}",
        "look at the application of {customer} again",
        "bring back the customer {customer}",
    ),
)
async def draft_customer_reopening(ctx: ToolContext, customer: Customer) -> DraftCard:
    """Draft that a closed account, or an application that was turned down, is open again."""
    row = await one(ctx, CUSTOMERS, customer)
    title = f"Reopen the account of {row.name}"
    return await proposed(ctx, row, ReopenCustomer(), title, "Customer reopening")


async def proposed(
    ctx: ToolContext, row: CustomerRow, command: Command, title: str, kind: str
) -> DraftCard:
    step = Step(decider.stream(row.customer), command)
    return await ctx.propose(Plan(steps=(step,), title=title, kind=kind))
