"""New supplier invoice: one that was not on record before."""

from typing import Annotated

from domain.kernel import Step
from domain.payables.supplier_invoice import RegisterSupplierInvoice
from domain.payables.supplier_invoice import supplier_invoice as decider
from domain.preview import DraftCard
from tools.slots import Line, text
from tools.toolkit import Edit, Plan, ToolContext, draft

NewName = Annotated[
    str, Line, text("What is it called?", "The full name of the new supplier invoice.")
]


@draft(
    title="New supplier invoice",
    edits=(Edit("name", "Name", "text"),),
    says=(
        "new supplier invoice {name}",
        "add supplier invoice {name}",
        "add {name} as a supplier invoice",
        "create supplier invoice {name}",
        "create a supplier invoice called {name}",
        "register {name} as a supplier invoice",
        "set up supplier invoice {name}",
        "enter the supplier invoice {name}",
    ),
)
async def draft_new_supplier_invoice(ctx: ToolContext, name: NewName) -> DraftCard:
    """Draft the registration of a supplier invoice; a code is given out with it."""
    code = f"SUP-{await ctx.number(decider.name)}"
    command = RegisterSupplierInvoice(supplier_invoice=code, name=name)
    plan = Plan(
        steps=(Step(decider.stream(code), command),),
        title=f"Register {name} as a supplier invoice",
        kind="New supplier invoice",
    )
    return await ctx.propose(plan)
