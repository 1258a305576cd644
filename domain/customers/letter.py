"""A letter to a customer: to which address, in what words, with which paper."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from domain.customers.consent import Purpose
from domain.customers.paper import Paper
from domain.kernel import Internal, Message, Personal
from domain.kernel.part import part
from domain.kernel.subjects import CUSTOMER
from domain.kernel.words import NO_CONTROL, Code, Email, Label, Name, Note

LetterKind = Literal[
    "order_confirmation",
    "shipping_notice",
    "invoice",
    "reminder",
    "statement",
    "ticket_answer",
]
Language = Literal["en", "de"]
Status = Literal[
    "waiting", "sending", "deferred", "sent", "held", "bounced", "unknown", "withdrawn"
]
LEAVING: tuple[Status, ...] = ("waiting", "deferred")
"""What the post takes when its time has come."""
STUCK: tuple[Status, ...] = ("held", "bounced", "unknown")
"""What waits for a person to decide: send it after all, or leave it."""
PURPOSES: dict[LetterKind, Purpose] = {
    "order_confirmation": "orders",
    "shipping_notice": "orders",
    "invoice": "accounts",
    "reminder": "accounts",
    "statement": "accounts",
    "ticket_answer": "service",
}
"""What a letter is for; a contract needs no consent, and a word against it always counts."""
CALLED: dict[LetterKind, str] = {
    "order_confirmation": "order confirmation",
    "shipping_notice": "shipping notice",
    "invoice": "invoice",
    "reminder": "reminder",
    "statement": "statement of account",
    "ticket_answer": "answer to a ticket",
}
LONGEST = 6_000  # Characters of one letter.
Body = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST, pattern=NO_CONTROL, strip_whitespace=True),
]


class Mailing(Message):
    """What every fact about a message repeats."""

    data_subject: ClassVar[str] = CUSTOMER

    message: Code
    customer: Code
    customer_name: Personal[Name]
    kind: LetterKind
    about: Label = ""
    """The record it is about: an order, an invoice, a ticket."""

    @property
    def mailing(self) -> "Mailing":
        return part(Mailing, self)

    @property
    def title(self) -> str:
        about = f" on {self.about}" if self.about else ""
        return f"{self.message}, the {CALLED[self.kind]}{about} to {self.customer_name},"


class Letter(Mailing):
    """The message word for word; `digest` is that of the file which is made of its paper."""

    email: Personal[Email]
    language: Language = "en"
    subject: Internal[Name]
    body: Personal[Body]
    paper: Paper | None = None
    digest: Label = ""

    @property
    def letter(self) -> "Letter":
        return part(Letter, self)


class Standing(Message):
    """How far a message is: why, after how many tries, until when it waits for the next."""

    status: Status = "waiting"
    reason: Internal[Note] = ""
    attempts: Annotated[int, Field(ge=0, le=1_000)] = 0
    at: datetime | None = None
    until: datetime | None = None
