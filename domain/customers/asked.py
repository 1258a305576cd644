"""What may be asked freely of customers' rows, in the words that people have for them."""

from typing import get_args

from domain.customers.consents import consents
from domain.customers.customers import CustomerRow, customers
from domain.customers.letter import CALLED, Status
from domain.customers.messages import MessageRow, messages
from domain.customers.tickets import TicketRow, tickets
from domain.kernel.askable import Askable, Narrowed, Told, askable

HIDDEN = Told(role="hidden")
CUSTOMER = Told(words=("customer", "client"))

ASKED: tuple[Askable, ...] = (
    askable(
        customers,
        "customer",
        {
            "customer": CUSTOMER,
            "kind": Told(words=("kind of customer",), values=("consumer", "dealer")),
            "status": Told(
                words=("customer status",), values=("applied", "active", "on_hold", "closed")
            ),
            "contact": HIDDEN,
            "email": HIDDEN,
            "phone": HIDDEN,
            "street": HIDDEN,
            "city": Told(words=("city", "city of customer", "customer city")),
            "postcode": Told(words=("postcode",)),
            "country": Told(words=("country", "country of customer", "customer country")),
            "vat_number": HIDDEN,
            "currency": Told(words=("customer currency",)),
            "payment_days": Told(words=("payment days of customers", "customer payment term")),
            "price_list": Told(words=("price list",)),
            "segment": Told(words=("segment", "customer segment")),
            "territory": Told(words=("territory", "sales territory")),
            "since": Told(words=("customer since",)),
            "waiting": HIDDEN,
            "hold_reason": HIDDEN,
            "closed_reason": HIDDEN,
        },
        narrowed=(
            Narrowed("dealers", ("dealer",), CustomerRow.kind == "dealer"),
            Narrowed("consumers", ("consumer", "private"), CustomerRow.kind == "consumer"),
        ),
        usual=(CustomerRow.status != "closed",),
        usual_words="closed accounts left out",
        also=("client",),
    ),
    askable(
        tickets,
        "ticket",
        {
            "ticket": Told(words=("ticket number",)),
            "customer": CUSTOMER,
            "customer_name": HIDDEN,
            "subject": HIDDEN,
            "order": Told(words=("order of ticket",)),
            "severity": Told(words=("severity",), values=("low", "normal", "high", "urgent")),
            "status": Told(words=("ticket status",), values=("open", "answered", "resolved")),
            "note": HIDDEN,
            "opened_on": Told(words=("ticket date", "opening date")),
            "last_on": Told(words=("date of last step",)),
            "resolution_days": Told(words=("resolution time", "time to resolve")),
        },
        narrowed=(
            Narrowed("open", ("open", "unanswered"), TicketRow.status == "open"),
            Narrowed("resolved", ("resolved", "solved"), TicketRow.status == "resolved"),
        ),
        also=("support ticket", "complaint"),
    ),
    askable(
        consents,
        "consent",
        {
            "customer": CUSTOMER,
            "customer_name": HIDDEN,
            "channel": Told(words=("channel",), values=("email", "phone", "sms", "post")),
            "purpose": Told(
                words=("purpose",),
                values=("newsletter", "offers", "surveys", "orders", "accounts", "service"),
            ),
            "status": Told(words=("consent status",), values=("granted", "withdrawn")),
            "source": HIDDEN,
            "since": Told(words=("consent date",)),
        },
    ),
    askable(
        messages,
        "message",
        {
            "message": Told(words=("message number",)),
            "customer": CUSTOMER,
            "customer_name": HIDDEN,
            "kind": Told(words=("kind of message",), values=tuple(CALLED)),
            "about": Told(words=("record of message",)),
            "subject": HIDDEN,
            "email": HIDDEN,
            "body": HIDDEN,
            "file": HIDDEN,
            "digest": HIDDEN,
            "status": Told(words=("message status",), values=get_args(Status)),
            "reason": HIDDEN,
            "attempts": Told(words=("tries", "tries of message")),
            "at": HIDDEN,
            "until": HIDDEN,
        },
        narrowed=(Narrowed("sent", ("sent",), MessageRow.status == "sent"),),
    ),
)
