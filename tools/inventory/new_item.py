"""New item: something we have not bought, made or sold before."""

from typing import Annotated, Literal

from domain.governance.proposal import Origin
from domain.inventory.item import RegisterItem
from domain.inventory.item import item as decider
from domain.inventory.units import UnitRow, units
from domain.kernel import Money, Step
from domain.kernel.words import listed
from domain.preview import DraftCard
from tools.drafting import money_of, usual
from tools.inventory.items import Kind
from tools.readings import Said
from tools.resolve import ITEMS, Candidate, missing, must_be_new
from tools.slots import Line, Price, Slot, choice, text
from tools.toolkit import Edit, Plan, ToolContext, draft

PIECE = "EA"
OFFERED = 20

NewName = Annotated[str, Line, text("What is the item called?", "The full name of the new item.")]
Code = Annotated[
    str,
    Line,
    text(
        "Under which code?", "A code of its own; one is given out without.", before=("code", "sku")
    ),
]
UnitCode = Annotated[
    str,
    Line,
    Slot(
        kind="unit",
        asks="In which unit is it counted?",
        hint="The code of a unit of measure, such as EA.",
        before=("in", "counted in", "unit"),
    ),
]
Category = Annotated[
    str, Line, text("In which category?", "The category of the item.", before=("category",))
]
Supply = Annotated[
    Literal["made", "bought"],
    choice(
        "Made or bought?",
        "Whether we make it or buy it.",
        made=("made", "we make it", "manufactured"),
        bought=("bought", "we buy it", "purchased"),
    ),
]


@draft(
    title="New item",
    edits=(
        Edit("name", "Name", "text"),
        Edit("unit", "Unit", "text"),
        Edit("category", "Category", "text"),
    ),
    says=(
        "new item {name}",
        "add {name} as an item",
        "create item {name}",
        "create an item called {name}",
        "register {name} as a new item",
        "set up item {name}",
        "enter the item {name}",
        "add the {kind} item {name}",
    ),
)
async def draft_new_item(
    ctx: ToolContext,
    name: NewName,
    unit: UnitCode | None = None,
    category: Category | None = None,
    kind: Kind | None = None,
    supply: Supply | None = None,
    cost: Price | None = None,
    code: Code | None = None,
) -> DraftCard:
    """Draft the registration of an item; its unit stays for good, as stock is counted in it."""
    await must_be_new(ctx, ITEMS, name)
    measured = await unit_of(ctx, unit)
    price, currency = priced(ctx, cost)
    number = code or f"I-{await ctx.number(decider.name)}"
    command = RegisterItem(
        item=number,
        name=name,
        unit=measured,
        category=category or "",
        kind=kind or "component",
        supply=supply or "bought",
        standard_cost=price,
    )
    said = {"unit": unit, "kind": kind, "supply": supply}
    plan = Plan(
        steps=(Step(decider.stream(number), command),),
        title=f"Register {name} as an item",
        kind="New item",
        origins=(*usual(said, command), *currency),
    )
    return await ctx.propose(plan)


def priced(ctx: ToolContext, cost: Said | None) -> tuple[Money | None, tuple[Origin, ...]]:
    return money_of("cost", cost, ctx.currency, "the business") if cost else (None, ())


async def unit_of(ctx: ToolContext, said: str | None) -> str:
    """A code of the unit table, by its code or its name."""
    if said is None:
        return PIECE
    page = await ctx.rows(units.where(order_by=(UnitRow.code,), limit=OFFERED * OFFERED))
    wanted = said.casefold()
    for row in page.rows:
        if wanted in (row.code.casefold(), row.name.casefold()):
            return row.code
    options = tuple(Candidate(value=row.code, label=row.name) for row in page.rows[:OFFERED])
    names = listed([f"{row.code} ({row.name})" for row in page.rows[:OFFERED]]) or "none yet"
    reason = f"Not drafted. There is no such unit of measure; there are {names}."
    raise missing("unit", "In which unit is it counted?", reason, options)
