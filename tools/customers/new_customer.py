"""New customer: one that was not on record before."""

from typing import Annotated

from domain.customers.customer import RegisterCustomer
from domain.customers.customer import customer as decider
from domain.kernel import Step
from domain.preview import DraftCard
from tools.slots import Line, text
from tools.toolkit import Edit, Plan, ToolContext, draft

NewName = Annotated[str, Line, text("What is it called?", "The full name of the new customer.")]


@draft(
    title="New customer",
    edits=(Edit("name", "Name", "text"),),
    says=(
        "new customer {name}",
        "add customer {name}",
        "add {name} as a customer",
        "create customer {name}",
        "create a customer called {name}",
        "register {name} as a customer",
        "set up customer {name}",
        "enter the customer {name}",
    ),
)
async def draft_new_customer(ctx: ToolContext, name: NewName) -> DraftCard:
    """Draft the registration of a customer; a code is given out with it."""
    code = f"CUS-{await ctx.number(decider.name)}"
    command = RegisterCustomer(customer=code, name=name)
    plan = Plan(
        steps=(Step(decider.stream(code), command),),
        title=f"Register {name} as a customer",
        kind="New customer",
    )
    return await ctx.propose(plan)
