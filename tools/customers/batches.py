"""Batches: a whole file of customers, taken over as one draft."""

from datetime import date
from typing import Annotated

from domain.customers.customer import customer
from domain.customers.customer_events import RegisterCustomer
from domain.customers.customers import CustomerRow, customers
from domain.kernel import Internal, Message, Personal, Public, Step
from tools.taking_over import MOST, BatchDraft, Title, every, take_over
from tools.toolkit import ToolContext, draft, read


class KnownCustomer(Message):
    customer: Public[str]
    name: Personal[str]
    kind: Public[str]
    contact: Personal[str]
    phone: Personal[str]
    street: Personal[str]
    city: Public[str]
    postcode: Personal[str]
    country: Public[str]
    currency: Public[str]
    payment_days: Internal[int]
    territory: Internal[str]
    since: Internal[date | None]


class KnownCustomers(Message):
    """Who is there already, in the form in which they are taken over."""

    customers: Internal[tuple[KnownCustomer, ...]]


@draft(says=(), title="Customers", listed=False)
async def draft_customer_batch(
    ctx: ToolContext, title: Title, records: Annotated[tuple[RegisterCustomer, ...], MOST]
) -> BatchDraft:
    """Draft the customers of a file, all of them in one draft."""
    steps = (Step(customer.stream(record.customer), record) for record in records)
    return await take_over(ctx, title, steps)


@read(says=(), title="Customers as they stand", listed=False)
async def known_customers(ctx: ToolContext) -> KnownCustomers:
    """Every customer that a file to be taken over may hold already, or refer to."""
    rows = await every(ctx, customers.where())
    return KnownCustomers(customers=tuple([known(row) for row in rows]))


def known(row: CustomerRow) -> KnownCustomer:
    return KnownCustomer(**{name: getattr(row, name) for name in KnownCustomer.model_fields})


BATCHES = (draft_customer_batch, known_customers)
