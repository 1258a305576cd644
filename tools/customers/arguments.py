"""Arguments: what customers, tickets, consents are told by, each with its question."""

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from domain.kernel import Currency, Personal
from domain.kernel.words import Email
from tools import readings
from tools.slots import NUMBER_OR_TEXT, WHOLE_OR_TEXT, Line, Prose, Slot, choice, day, reading, text

TICKET = re.compile(r"(?:T)?[\s#-]*(\d{1,12})", re.IGNORECASE)
MESSAGE = re.compile(r"(?:MSG)?[\s#-]*(\d{1,12})", re.IGNORECASE)
PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)\s*(?:%|percent)?", re.IGNORECASE)


def ticket(value: Any) -> str:
    found = TICKET.fullmatch(readings.short(value))
    if not found:
        raise ValueError("give the number of a ticket, such as T-7.")
    return f"T-{int(found[1])}"


def message(value: Any) -> str:
    found = MESSAGE.fullmatch(readings.short(value))
    if not found:
        raise ValueError("give the number of a message, such as MSG-7.")
    return f"MSG-{int(found[1])}"


def percent(value: Any) -> Any:
    found = PERCENT.fullmatch(readings.short(value))
    if not found:
        raise ValueError("give a percentage such as 10 or 12.5.")
    return Decimal(found[1])


Kind = Annotated[
    Literal["consumer", "dealer"],
    choice(
        "A consumer or a dealer?",
        "Who it is: consumer or dealer.",
        consumer=("consumer", "private", "consumers"),
        dealer=("dealer", "dealers", "business", "reseller", "resellers"),
    ),
]
Channel = Annotated[
    Literal["email", "phone", "sms", "post"],
    choice(
        "On which channel?",
        "How they are reached: email, phone, sms or post.",
        email=("by email", "by mail", "via email", "email"),
        phone=("by phone", "by telephone", "phone"),
        sms=("by sms", "by text message", "sms"),
        post=("by post", "by letter", "post"),
    ),
]
Purpose = Annotated[
    Literal["newsletter", "offers", "surveys", "orders", "accounts", "service"],
    choice(
        "For what purpose?",
        "What they are sent: newsletter, offers, surveys, or what belongs to a contract.",
        newsletter=("newsletter", "newsletters"),
        offers=("offers", "advertising", "marketing"),
        surveys=("surveys", "survey", "questionnaires"),
        orders=("order letters", "letters about orders"),
        accounts=("account letters", "letters about the account"),
        service=("ticket answers", "answers to tickets"),
    ),
]
Severity = Annotated[
    Literal["low", "normal", "high", "urgent"],
    choice(
        "How severe is it?",
        "How severe: low, normal, high or urgent.",
        low=("low", "minor"),
        normal=("normal",),
        high=("high", "severe", "serious"),
        urgent=("urgent", "critical"),
    ),
]
Ticket = Annotated[
    str,
    reading(ticket),
    Slot(
        kind="ticket",
        asks="Which ticket?",
        hint="The number of a ticket: T-7 or 7.",
        wire=WHOLE_OR_TEXT,
    ),
]
Message = Annotated[
    str,
    reading(message),
    Slot(
        kind="message",
        asks="Which message?",
        hint="The number of a message to a customer: MSG-7 or 7.",
        wire=WHOLE_OR_TEXT,
    ),
]
Percent = Annotated[
    Decimal,
    Field(ge=0, lt=100),
    BeforeValidator(percent),
    Slot(
        kind="percent",
        asks="How many percent below the base price?",
        hint="A percentage from 0 to below 100, such as 12.5.",
        wire=NUMBER_OR_TEXT,
    ),
]
Person = Personal[
    Annotated[str, Line, text("Whom do we know there?", "The person to speak to.", ("contact",))]
]
Mail = Personal[
    Annotated[
        Email,
        reading(readings.email),
        text("Which e-mail address?", "An e-mail address.", before=("email", "mail")),
    ]
]
Phone = Personal[
    Annotated[str, Line, text("Which telephone number?", "A telephone number.", ("phone",))]
]
Street = Personal[
    Annotated[str, Line, text("In which street?", "Street with house number.", ("street",))]
]
Postcode = Personal[
    Annotated[str, Line, text("Which postcode?", "The postcode.", ("postcode", "zip"))]
]
City = Annotated[str, Line, text("In which city?", "The city.", before=("in", "city"))]
Land = Annotated[str, Line, text("In which country?", "The country.", before=("country", "from"))]
Vat = Annotated[
    str, Line, reading(readings.tax_id), text("Which VAT number?", "A VAT number.", ("vat",))
]
CurrencyCode = Annotated[
    Currency, text("In which currency?", "An ISO code such as EUR.", before=("currency",))
]
PaymentDays = Annotated[
    int,
    Field(ge=0, le=365),
    Slot(
        kind="count",
        asks="Within how many days do they pay?",
        hint="Days until they pay, 0 to 365.",
        before=("within", "payment"),
        after=("days",),
    ),
]
Segment = Annotated[str, Line, text("Which segment?", "A group of customers.", ("segment",))]
Territory = Annotated[str, Line, text("Which territory?", "Where it is sold.", ("territory",))]
Words = Annotated[
    str, Prose, text("What is to be said?", "The words, in a line or two.", ("saying", "with"))
]
SaidOn = Annotated[readings.Day, reading(readings.day), day("On which day did they say so?")]
