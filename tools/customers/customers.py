"""Customers: which ones there are."""

from domain.customers.customer import customer as decider
from domain.customers.customers import CustomerRow, customers
from domain.kernel import Message, Public
from domain.kernel.words import counted
from tools.reply import Reply, columns, table
from tools.toolkit import ToolContext, read

SHOWN = 100
COLUMNS = columns(("name", "Name"), ("customer", "Code"))


class ListedCustomer(Message):
    """A customer as a list shows it."""

    customer: Public[str]
    name: Public[str]


@read(
    title="Customers",
    says=(
        "list customers",
        "list all customers",
        "show all customers",
        "show me the customers",
        "which customers are there",
        "what customers do we have",
        "how many customers are there",
        "all customers",
        "our customers",
    ),
)
async def list_customers(ctx: ToolContext) -> Reply[ListedCustomer]:
    """List customers by name."""
    page = await ctx.rows(customers.where(order_by=(CustomerRow.name,), limit=SHOWN))
    verb = "is" if page.total == 1 else "are"
    return table(
        ctx,
        f"{counted(page.total, 'customer')} {verb} on record.",
        page,
        (ListedCustomer(**dict(row)) for row in page.rows),
        COLUMNS,
        noun="customer",
        query="customers",
        streams=[decider.stream(row.customer) for row in page.rows],
    )
