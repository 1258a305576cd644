"""Tickets: what customers asked or complained about, and how far each of it is."""

from datetime import date
from typing import ClassVar

from domain.customers.ticket_events import (
    AUTHOR,
    Asked,
    Called,
    Moved,
    Standing,
    TicketOpened,
    TicketWithdrawn,
)
from domain.kernel import Fact, Internal, Personal, Projection, Public, Row
from domain.kernel.ownership import owned_by


class TicketRow(Row):
    data_subject: ClassVar[str] = AUTHOR

    ticket: Public[str]
    customer: Public[str]
    customer_name: Personal[str] = ""
    subject: Personal[str] = ""
    order: Public[str] = ""
    severity: Internal[str] = "normal"
    status: Internal[str] = "open"
    opened_on: Internal[date | None] = None
    last_on: Internal[date | None] = None
    note: Personal[str] = ""
    resolution_days: Internal[int | None] = None
    """From the day it was opened to that on which it was resolved; unknown while it is not."""


def touches(fact: Fact) -> list[TicketRow]:
    match fact.event:
        case Called(ticket=ticket, customer=customer, customer_name=name):
            return [TicketRow(ticket=ticket, customer=customer, customer_name=name)]
        case _:
            return []


def project(row: TicketRow, fact: Fact) -> TicketRow | None:
    match fact.event:
        case TicketWithdrawn():
            return None
        case TicketOpened() as opened:
            asked = {name: getattr(opened, name) for name in Asked.model_fields}
            return row.model_copy(update=asked | {"last_on": opened.opened_on})
        case Moved(after=after):
            return stood(row, after)
        case _:
            return row


def stood(row: TicketRow, standing: Standing) -> TicketRow:
    resolved = standing.status == "resolved" and row.opened_on
    days = (standing.on - row.opened_on).days if resolved and row.opened_on else None
    told = {"status": standing.status, "severity": standing.severity, "note": standing.note}
    return row.model_copy(update=told | {"last_on": standing.on, "resolution_days": days})


tickets = Projection(
    name="tickets",
    row=TicketRow,
    key=(TicketRow.ticket,),
    indexes=((TicketRow.customer,), (TicketRow.status,), (TicketRow.opened_on,)),
    of=(Called,),
    touches=touches,
    project=project,
    told=owned_by(TicketRow.customer),
)
