"""Consents: the last word of every customer for each channel and purpose."""

from datetime import date
from typing import ClassVar

from domain.customers.consent import (
    About,
    Channel,
    ConsentGranted,
    ConsentRestored,
    ConsentWithdrawn,
    Purpose,
    Said,
)
from domain.kernel import Fact, Internal, Personal, Projection, Public, Query, Row, among
from domain.kernel.ownership import owned_by
from domain.kernel.subjects import CUSTOMER


class ConsentRow(Row):
    data_subject: ClassVar[str] = CUSTOMER

    customer: Public[str]
    customer_name: Personal[str] = ""
    channel: Public[str]
    purpose: Public[str]
    status: Internal[str] = ""
    source: Internal[str] = ""
    since: Internal[date | None] = None


def touches(fact: Fact) -> list[ConsentRow]:
    match fact.event:
        case About() as event:
            about = {"channel": event.channel, "purpose": event.purpose}
            return [ConsentRow(customer=event.customer, customer_name=event.name, **about)]
        case _:
            return []


def project(row: ConsentRow, fact: Fact) -> ConsentRow | None:
    match fact.event:
        case ConsentGranted(source=source, on=on):
            return told(row, Said(granted=True, source=source, on=on))
        case ConsentWithdrawn(source=source, on=on):
            return told(row, Said(granted=False, source=source, on=on))
        case ConsentRestored(said=said):
            return told(row, said) if said else None
        case _:
            return row


def told(row: ConsentRow, said: Said) -> ConsentRow:
    status = "granted" if said.granted else "withdrawn"
    return row.model_copy(update={"status": status, "source": said.source, "since": said.on})


consents = Projection(
    name="consents",
    row=ConsentRow,
    key=(ConsentRow.customer, ConsentRow.channel, ConsentRow.purpose),
    indexes=((ConsentRow.status,),),
    of=(About,),
    touches=touches,
    project=project,
    told=owned_by(ConsentRow.customer),
)


def granted(customers: list[str], channel: Channel, purpose: Purpose) -> Query[ConsentRow]:
    """Who of these customers may be written to; who never said anything may not."""
    return consents.where(
        among(ConsentRow.customer, customers),
        ConsentRow.channel == channel,
        ConsentRow.purpose == purpose,
        ConsentRow.status == "granted",
        limit=max(1, len(customers)),
    )
