"""Words: how roles, functions, rungs and agents are named in a request, and in an answer."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator

from domain.catalog import DECIDERS
from domain.governance.authority import ANY, VERBS, Grant, Rung
from domain.kernel import function_of
from domain.kernel.measures import money
from domain.kernel.words import day
from tools import readings
from tools.readings import Said
from tools.slots import NUMBER_OR_TEXT, Line, Slot, choice, record, text

EVERY = "every"
CONNECTORS = "connectors"
"""Reading other people's servers is opened like a function, though none of its facts are ours."""
FUNCTIONS = tuple(
    sorted({CONNECTORS, *(function_of(kind) for each in DECIDERS for kind in each.accepts)})
)
SPOKEN: Mapping[str, tuple[str, ...]] = {
    **{function: (function.replace("_", " "),) for function in FUNCTIONS},
    EVERY: ("every function", "everything"),
}
"""A business function and what people call it."""


def known_function(said: str) -> str:
    if said not in SPOKEN:
        raise ValueError(f"give one of {', '.join(SPOKEN)}.")
    return said


Role = Annotated[
    Literal[
        "owner",
        "manager",
        "buyer",
        "sales",
        "warehouse",
        "accounting",
        "staff",
        "artisan",
        "admin",
        "dealer",
        "consumer",
    ],
    choice(
        "Which role?",
        "A role: owner, manager, buyer, sales, warehouse, accounting, staff, artisan, admin, "
        "dealer or consumer.",
        owner=("owner",),
        manager=("manager",),
        buyer=("buyer",),
        sales=("sales", "salesperson"),
        warehouse=("warehouse", "picker"),
        accounting=("accounting", "accountant"),
        staff=("staff",),
        artisan=("artisan",),
        admin=("admin",),
        dealer=("dealer",),
        consumer=("consumer",),
    ),
]
Function = Annotated[
    str,
    AfterValidator(known_function),
    Slot(
        kind="enum",
        asks="In which function?",
        hint="A business function, or every.",
        words=SPOKEN,
        wire={"type": "string", "enum": list(SPOKEN)},
    ),
]
RungOf = Annotated[
    Literal["L0", "L1", "L2", "L3", "L4"],
    choice(
        "May they do nothing, only read, be advised, draft, or sign?",
        "L0 nothing, L1 only read, L2 be advised, L3 draft, L4 sign.",
        L0=("do nothing",),
        L1=("only read",),
        L2=("be advised",),
        L3=("draft",),
        L4=("sign",),
    ),
]
AgentRung = Annotated[
    Literal["L1", "L3"],
    choice(
        "May it only read, or also draft?",
        "L1 only read, L3 draft.",
        L1=("only read",),
        L3=("draft",),
    ),
]
Agent = Annotated[str, Line, record("agent", "Which agent?", "The name of an agent: assistant.")]
Action = Annotated[
    str,
    Line,
    text("For which action?", "One command, as ChangeBankDetails.", before=("for", "action")),
]


def limit(asks: str, hint: str, *before: str) -> Slot:
    return Slot(kind="money", asks=asks, hint=hint, wire=NUMBER_OR_TEXT, before=before)


Limit = Annotated[
    Said,
    BeforeValidator(readings.money),
    limit("Up to what amount?", "The largest amount, in the currency of the business."),
]


def rung_of(said: str) -> Rung:
    return Rung(int(said.removeprefix("L")))


def function_named(said: str) -> str:
    """As grants call it."""
    return ANY if said == EVERY else said


def where(function: str) -> str:
    return "every function" if function == ANY else function.replace("_", " ")


def standing(grant: Grant | None, currency: str) -> str:
    """May sign up to €1,000.00."""
    if grant is None:
        return VERBS[Rung.NONE]
    most = "" if grant.limit is None else f" up to {amount(grant.limit, currency)}"
    return f"{VERBS[grant.rung]}{most}"


def amount(figure: Decimal, currency: str) -> str:
    return money(figure, currency)


def source(draft: str, since: datetime | None) -> str:
    """Where something that was signed comes from."""
    when = f" since {day(since.date())}" if since else ""
    return f"{draft or 'recorded'}{when}"


def beginning(on: date) -> datetime:
    """The first moment of a day, as moments are kept."""
    return datetime.combine(on, time(), UTC)


def ending(on: date) -> datetime:
    """The first moment after a day."""
    return beginning(on + timedelta(days=1))
