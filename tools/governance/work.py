"""Work: how the commands that a standing order may cover are called in a request."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator

from domain.catalog import COMMAND_BY_NAME
from domain.governance.coverage import COVERABLE, why_not
from domain.kernel import Refused, function_of
from tools import readings
from tools.governance.words import limit
from tools.readings import Said
from tools.slots import NUMBER_OR_TEXT, Slot, choice

CALLED: Mapping[str, tuple[str, ...]] = {
    "PlacePurchaseOrder": ("purchase orders", "reordering", "PlacePurchaseOrder"),
    "SetReorderPoint": ("reorder points", "SetReorderPoint"),
    "BackOrderGoods": ("back orders", "BackOrderGoods"),
    "FillBackOrder": ("back order filling", "FillBackOrder"),
    "IssueCustomerInvoice": ("customer invoices", "IssueCustomerInvoice"),
    "OpenTicket": ("new tickets", "OpenTicket"),
    "RateTicket": ("ticket severity", "RateTicket"),
}


def known_work(said: str) -> str:
    """A command that may be covered, or the reason why this one never is."""
    if said in COVERABLE:
        return said
    kind = COMMAND_BY_NAME.get(said)
    if kind is None:
        raise ValueError(f"give one of {', '.join(COVERABLE)}.")
    raise ValueError(f"{why_not(function_of(kind), said, kind.separated)}.")


Work = Annotated[
    str,
    AfterValidator(known_work),
    Slot(
        kind="enum",
        asks="For which work?",
        hint="A command that a standing order may cover, as PlacePurchaseOrder.",
        words=CALLED,
        wire={"type": "string", "enum": list(CALLED)},
    ),
]
OrderRung = Annotated[
    Literal["L4", "L5"],
    choice(
        "Submitted to be signed together, or executed within limits?",
        "L4 submitted to be signed together, L5 executed within limits.",
        L4=("submit", "L4"),
        L5=("execute", "L5"),
    ),
]
Each = Annotated[
    Said,
    BeforeValidator(readings.money),
    limit("Up to what amount each?", "The largest draft that it covers, in the own currency."),
]
Daily = Annotated[
    Said,
    BeforeValidator(readings.money),
    limit("Up to what amount a day?", "The most of all drafts of a day.", "daily", "a day up to"),
]
Drafts = Annotated[
    Said,
    BeforeValidator(readings.quantity),
    Slot(
        kind="quantity",
        asks="How many drafts a day?",
        hint="The most drafts of a day that it covers: 10.",
        wire=NUMBER_OR_TEXT,
        after=("drafts a day", "drafts per day"),
    ),
]


def function_for(work: str) -> str:
    return function_of(COMMAND_BY_NAME[work])


def called(work: str) -> str:
    """As people call it; a command that nobody found words for keeps its name."""
    return CALLED.get(work, (work,))[0]


def whole(said: Said) -> int:
    if said.amount != int(said.amount) or said.amount < 1:
        raise Refused("Not drafted. Give a whole number of drafts a day, 1 or more.", "no_count")
    return int(said.amount)
