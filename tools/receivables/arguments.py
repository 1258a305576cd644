"""Arguments: what invoices, payments and customers are called by, each with its question."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from domain.kernel import Internal
from domain.receivables.invoice import SoldLine
from tools import readings
from tools.from_file import listing, told
from tools.readings import Said
from tools.slots import WHOLE_OR_TEXT, Line, Slot, choice, day, reading, record, text


def numbered(prefix: str, noun: str) -> Callable[[Any], str]:
    """Reads the number of a document, with or without its prefix."""
    form = re.compile(rf"(?:{prefix})?[\s#-]*(\d{{1,12}})", re.IGNORECASE)

    def read(value: Any) -> str:
        found = form.fullmatch(readings.short(value))
        if not found:
            raise ValueError(f"give the number of {noun}, such as {prefix}-7.")
        return f"{prefix}-{int(found[1])}"

    return read


def document(kind: str, asks: str, hint: str) -> Slot:
    return Slot(kind=kind, asks=asks, hint=hint, wire=WHOLE_OR_TEXT)


def money(asks: str, before: tuple[str, ...] = ()) -> Slot:
    hint = "An amount, with its currency where it is not the customer's own: 400 or 400 EUR."
    wire = {"type": ["string", "number"]}
    return Slot(kind="money", asks=asks, hint=hint, wire=wire, before=before)


Customer = Annotated[
    str, Line, record("customer", "Which customer?", "The name or code of one customer.")
]
Invoice = Annotated[
    str,
    reading(numbered("INV", "an invoice to a customer")),
    document("invoice", "Which invoice?", "The number of an invoice of ours: INV-7 or 7."),
]
Payment = Annotated[
    str,
    reading(numbered("CP", "a customer's payment")),
    document("customer_payment", "Which payment?", "The number of a payment: CP-7 or 7."),
]
CreditNote = Annotated[
    str,
    reading(numbered("CN", "a credit note of ours")),
    document("credit_note", "Which credit note?", "The number of a credit note: CN-7 or 7."),
]
SalesOrder = Annotated[
    str,
    reading(numbered("SO", "a sales order")),
    document("sales_order", "For which order?", "The number of a sales order: SO-7 or 7."),
]
Amount = Annotated[Said, reading(readings.money), money("How much?", ("over", "for", "of"))]
Net = Annotated[Said, reading(readings.money), money("Over how much without tax?", ("over", "for"))]
Limit = Annotated[Said, reading(readings.money), money("Up to how much?", ("to", "of"))]
IssuedOn = Annotated[readings.Day, reading(readings.day), day("On which day is it written?")]
PayBy = Annotated[readings.Day, reading(readings.day), day("By which day is it to be paid?")]
PaidOn = Annotated[readings.Day, reading(readings.day), day("On which day did it come?")]
SentOn = Annotated[readings.Day, reading(readings.day), day("On which day is it sent?")]
Reference = Annotated[
    str, Line, text("With which words?", "What stands on the payment.", before=("reference",))
]
What = Annotated[
    str, Line, text("For what?", "What is billed, where no lines are given: two calf bags.")
]
Status = Annotated[
    Literal["open", "overdue", "paid", "partly_paid", "credited", "cancelled"],
    choice(
        "In which status?",
        "How far they have come; open are all of which something is still to be paid.",
        open=("open", "unpaid", "outstanding"),
        overdue=("overdue", "past due", "late"),
        paid=("paid", "settled"),
        partly_paid=("partly paid", "part paid"),
        credited=("credited",),
        cancelled=("cancelled", "canceled"),
    ),
]


def rate(value: Any) -> Decimal:
    said = readings.quantity(str(value).removesuffix("%") if isinstance(value, str) else value)
    if said.of or not 0 <= said.amount <= 100:
        raise ValueError("give a rate between 0 and 100, such as 22.")
    return said.amount


TaxRate = Annotated[
    Decimal,
    reading(rate),
    Slot(
        kind="percent",
        asks="At which tax rate?",
        hint="The rate in percent, 0 to 100: 22.",
        wire={"type": ["string", "number"]},
        before=("tax", "vat"),
    ),
]
Lines = Internal[
    Annotated[
        tuple[SoldLine, ...],
        Field(max_length=1_000),
        reading(told),
        listing(
            "Which lines has it?",
            "Its lines: position, product, description, quantity, price, tax_rate.",
        ),
    ]
]
