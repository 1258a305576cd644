"""Messages: what was written to which customer, and whether it left."""

from datetime import datetime
from typing import ClassVar

from domain.customers.letter import Mailing, Standing
from domain.customers.message_events import MessageReleased, Moved
from domain.kernel import Fact, Internal, Personal, Projection, Public, Row
from domain.kernel.subjects import CUSTOMER


class MessageRow(Row):
    data_subject: ClassVar[str] = CUSTOMER
    subject_in: ClassVar[str] = "customer"

    message: Public[str]
    customer: Public[str]
    customer_name: Personal[str] = ""
    kind: Public[str] = ""
    about: Public[str] = ""
    subject: Internal[str] = ""
    email: Personal[str] = ""
    body: Personal[str] = ""
    file: Internal[str] = ""
    digest: Internal[str] = ""
    status: Internal[str] = "waiting"
    reason: Internal[str] = ""
    attempts: Internal[int] = 0
    at: Internal[datetime | None] = None
    """When it last moved, as the post says; unknown while nobody has tried."""
    until: Internal[datetime | None] = None


def touches(fact: Fact) -> list[MessageRow]:
    match fact.event:
        case Mailing() as event:
            return [MessageRow(**dict(event.mailing))]
        case _:
            return []


def project(row: MessageRow, fact: Fact) -> MessageRow | None:
    match fact.event:
        case MessageReleased() as event:
            said = {name: getattr(event, name) for name in ("subject", "email", "body", "digest")}
            file = event.paper.file if event.paper else ""
            return row.model_copy(update=said | {"file": file})
        case Moved(after=after):
            return row.model_copy(
                update={name: getattr(after, name) for name in Standing.model_fields}
            )
        case _:
            return row


messages = Projection(
    name="messages",
    row=MessageRow,
    key=(MessageRow.message,),
    indexes=(
        (MessageRow.customer,),
        (MessageRow.status, MessageRow.until),
        (MessageRow.about,),
    ),
    of=(Mailing,),
    touches=touches,
    project=project,
)
