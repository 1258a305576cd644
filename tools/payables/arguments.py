"""Arguments: what an invoice is told by, each with its question."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from domain.kernel import Internal, Secret
from domain.kernel.words import Label
from domain.payables.invoice import Billed, TaxShare
from tools import readings
from tools.from_file import listing, told
from tools.readings import ONE_LINE, Said
from tools.slots import Line, Slot, choice, day, reading, text

InvoiceNumber = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60, pattern=ONE_LINE),
    text(
        "Which invoice?",
        "The number that the supplier gave the invoice.",
        before=("invoice", "credit note", "bill", "invoice number", "invoice no"),
    ),
]


def amount(asks: str, before: tuple[str, ...] = ()) -> Slot:
    hint = "An amount, with its currency where it is not the supplier's own: 529.87 or 529.87 EUR."
    wire = {"type": ["string", "number"]}
    return Slot(kind="money", asks=asks, hint=hint, wire=wire, before=before)


Gross = Annotated[Said, reading(readings.money), amount("Over how much?", ("over", "for", "about"))]
Net = Annotated[Said, reading(readings.money), amount("How much is it without tax?", ("net",))]
Tax = Annotated[Said, reading(readings.money), amount("How much of it is tax?", ("tax", "vat"))]
IssuedOn = Annotated[readings.Day, reading(readings.day), day("On which day was it written?")]
PayableOn = Annotated[readings.Day, reading(readings.day), day("By which day is it to be paid?")]
TaxId = Annotated[
    str,
    Line,
    reading(readings.tax_id),
    text("Which VAT number?", "The supplier's VAT number on it.", before=("vat id",)),
]
AccountOnIt = Secret[
    Annotated[
        str,
        StringConstraints(min_length=4, max_length=60, pattern=ONE_LINE),
        reading(readings.account),
        text("Which account stands on it?", "The account on the invoice, which changes nothing."),
    ]
]
What = Annotated[
    Literal["invoice", "credit_note"],
    choice(
        "An invoice or a credit note?",
        "What it is.",
        invoice=("invoice", "bill"),
        credit_note=("credit note", "credit"),
    ),
]


class GivenLine(Billed):
    """A line with the place that it was read from."""

    where: Label = ""


Lines = Internal[
    Annotated[
        tuple[GivenLine, ...],
        Field(max_length=1_000),
        reading(told),
        listing(
            "Which lines has it?",
            "Its lines: position, item, description, quantity, unit, price, net, tax_rate, where.",
        ),
    ]
]
Taxes = Internal[
    Annotated[
        tuple[TaxShare, ...],
        Field(max_length=50),
        reading(told),
        listing("Which taxes has it?", "Its taxes: rate, base and amount of each."),
    ]
]
