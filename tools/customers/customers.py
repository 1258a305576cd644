"""Customers: who buys from us, on what terms, with whom we speak there."""

from datetime import date
from typing import Annotated, Literal

from domain.customers.customer import customer as decider
from domain.customers.customers import CustomerRow, customers
from domain.customers.tickets import TicketRow, tickets
from domain.kernel import Internal, Message, Personal, Public, among, measure
from domain.kernel.words import counted, day, ended, measured
from tools import resolve
from tools.customers.arguments import Kind
from tools.reply import Reply, asked, columns, counting, table
from tools.slots import Customer, Line, choice, record
from tools.toolkit import ToolContext, read

SHOWN = 100
Standing = Annotated[
    Literal["applied", "active", "on_hold", "closed"],
    choice(
        "Applied, active, on hold or closed?",
        "Which accounts: applied, active, on_hold or closed.",
        applied=("applied", "waiting", "not yet approved"),
        active=("active", "current"),
        on_hold=("on hold", "held", "blocked"),
        closed=("closed", "former"),
    ),
]
Country = Annotated[
    str, Line, record("country", "In which country?", "The country of the customers.", ("in",))
]


class ListedCustomer(Message):
    """A customer with terms and address."""

    customer: Public[str]
    name: Personal[str]
    kind: Public[str]
    status: Internal[str]
    contact: Personal[str]
    email: Personal[str]
    phone: Personal[str]
    street: Personal[str]
    postcode: Personal[str]
    city: Public[str]
    country: Public[str]
    vat_number: Internal[str]
    payment_days: Internal[int]
    currency: Public[str]
    price_list: Internal[str]
    segment: Internal[str]
    since: Internal[date | None]
    hold_reason: Internal[str]
    closed_reason: Internal[str]


LIST_COLUMNS = columns(
    ("name", "Customer"),
    ("customer", "Code"),
    ("kind", "Kind"),
    ("city", "City"),
    ("status", "Status", "status"),
    ("payment_days", "Payment", "days"),
    ("price_list", "Price list"),
)
CARD_COLUMNS = columns(
    ("name", "Customer"),
    ("customer", "Code"),
    ("kind", "Kind"),
    ("status", "Status", "status"),
    ("contact", "Contact"),
    ("email", "E-mail"),
    ("phone", "Telephone"),
    ("street", "Street"),
    ("postcode", "Postcode"),
    ("city", "City"),
    ("country", "Country"),
    ("vat_number", "VAT number"),
    ("payment_days", "Payment", "days"),
    ("currency", "Currency"),
    ("price_list", "Price list"),
    ("segment", "Segment"),
    ("since", "Since", "date"),
)


@read(
    title="Customers",
    says=(
        "list [{status}] customers [in {country}]",
        "show all customers",
        "which customers are in {country}",
        "which customers do we have in {country}",
        "which customers are {status}",
        "who are our customers",
        "who buys from us",
        "our clients",
        "how many customers do we have",
        "customer list",
        "list {kind} customers [in {country}]",
        "list our dealers @ kind=dealer",
        "show our consumers @ kind=consumer",
        "which dealers do we have @ kind=dealer",
        "who are our dealers @ kind=dealer",
        "which dealers have applied @ status=applied",
        "open dealer applications @ status=applied",
        "who wants to become a dealer @ status=applied",
        "which dealers wait for approval @ status=applied",
    ),
)
async def list_customers(
    ctx: ToolContext,
    status: Standing | None = None,
    kind: Kind | None = None,
    country: Country | None = None,
) -> Reply[ListedCustomer]:
    """List customers with their terms: all, dealers or consumers, by status or country."""
    spelt = (country, country.title(), country.upper()) if country else ()
    page = await ctx.rows(
        customers.where(
            status is None or CustomerRow.status == status,
            kind is None or CustomerRow.kind == kind,
            country is None or among(CustomerRow.country, spelt),
            order_by=(CustomerRow.name,),
            limit=SHOWN,
        )
    )
    noun = kind or "customer"
    what = counted(page.total, noun)
    there = "is" if page.total == 1 else "are"
    how = {"applied": " waiting for approval", "on_hold": " on hold"}.get(status or "", "")
    how = how or (f" {status}" if status else "")
    where = f" in {country}" if country else ""
    return table(
        ctx,
        f"There {there} {what}{how}{where}.",
        page,
        map(listed_customer, page.rows),
        LIST_COLUMNS,
        noun=noun,
        query=asked("customers", status=status, kind=kind, country=country),
        streams=[decider.stream(row.customer) for row in page.rows],
    )


@read(
    title="Customer",
    says=(
        "show customer {customer}",
        "who is the customer {customer}",
        "customer record of {customer}",
        "details of customer {customer}",
        "contact of customer {customer}",
        "address of customer {customer}",
        "email of customer {customer}",
        "which price list does {customer} have",
        "what are the terms of {customer}",
        "terms of {customer}",
        "when does {customer} have to pay us",
        "since when is {customer} a customer",
        "is the customer {customer} on hold",
        "tell me about customer {customer}",
        "{customer}",
        "who is {customer}",
    ),
)
async def show_customer(ctx: ToolContext, customer: Customer) -> Reply[ListedCustomer]:
    """Show one customer: terms, status, address, and how many tickets are not resolved."""
    row = await resolve.one(ctx, resolve.CUSTOMERS, customer)
    waiting = await ctx.summary(
        tickets.summary(
            TicketRow.customer == row.customer,
            TicketRow.status != "resolved",
            measures=(measure("tickets", "count"),),
        )
    )
    unresolved = sum(group["tickets"] for group in waiting.groups)
    return Reply(
        headline=f"{introduction(row)} {counted(unresolved, 'ticket').capitalize()} "
        f"{'is' if unresolved == 1 else 'are'} unresolved.",
        rows=(listed_customer(row),),
        columns=CARD_COLUMNS,
        total_rows=1,
        note=counting(ctx, 1, "customer"),
        query=asked("customers", customer=row.customer),
        streams=(decider.stream(row.customer),),
    )


def introduction(row: CustomerRow) -> str:
    """How the account stands, under its code: the name is a person's and stands in the row."""
    if row.status == "applied":
        asked_on = f" since {day(row.since)}" if row.since else ""
        return f"{row.customer} waits for approval as a dealer{asked_on}."
    days = f"within {measured(row.payment_days, 'day')}" if row.payment_days else "at once"
    prices = f", at the prices of {row.price_list}" if row.price_list else ""
    stands = {
        "on_hold": f" It is on hold: {ended(row.hold_reason)}.",
        "closed": f" It is closed: {ended(row.closed_reason)}.",
    }
    told = f"{row.customer} is a {row.kind} and pays in {row.currency} {days}{prices}."
    return told + stands.get(row.status, "")


def listed_customer(row: CustomerRow) -> ListedCustomer:
    return ListedCustomer(**row.model_dump(include=set(ListedCustomer.model_fields)))
