"""History: everything that happened to the record of one customer, by whose hands."""

from domain.customers.customer import customer as decider
from domain.kernel import Personal
from tools import resolve
from tools.happened import Happened, told
from tools.reply import Reply
from tools.slots import Customer
from tools.toolkit import ToolContext, read


class HappenedToSomebody(Happened):
    """One event of a customer's record, whose sentence may hold their name and address."""

    sentence: Personal[str]


@read(
    title="Customer history",
    says=(
        "history of customer {customer}",
        "history of {customer}",
        "what happened to customer {customer}",
        "what happened to {customer}",
        "show the history of customer {customer}",
        "show the history of {customer}",
        "who registered customer {customer}",
        "who registered {customer}",
        "who approved customer {customer}",
        "who changed customer {customer}",
        "who changed the terms of {customer}",
        "events of customer {customer}",
        "log of customer {customer}",
    ),
)
async def customer_history(ctx: ToolContext, customer: Customer) -> Reply[HappenedToSomebody]:
    """Tell everything on record about a customer's account, the oldest first: what, when, by whom.

    What they ordered, paid and were written stands in the histories of those records.
    """
    row = await resolve.one(ctx, resolve.CUSTOMERS, customer)
    return await told(ctx, row.customer, decider.stream(row.customer), HappenedToSomebody)
