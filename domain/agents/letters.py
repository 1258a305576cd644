"""Letters that the customers agent drafts: what was ordered, what has left, what was billed."""

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.agents.agent import MOST, Asked, Found, Looking, Rule, Suggestion, occasion
from domain.customers.consents import ConsentRow, consents
from domain.customers.customers import CustomerRow, customers
from domain.customers.letter import PURPOSES, LetterKind
from domain.customers.messages import MessageRow, messages
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.fulfillment.shipments import ShipmentRow, shipments
from domain.kernel import among, falling
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices

NAME = "customers-agent"
FRESH = timedelta(days=3)
"""What is older is no news to a customer: it was told in another way, or came with an import.

Each rule looks at the newest first, so that what was told already hides nothing.
"""


@dataclass(frozen=True)
class Event:
    """One thing that a customer should be told, and how many letters about it make it told."""

    customer: str
    about: str
    told_by: int
    state: str
    because: str
    asked: dict[str, Any]


Writing = Generator[Asked, Found, tuple[Suggestion, ...]]


def confirm(today: date) -> Looking:
    """Confirm what was ordered lately."""
    row = SalesOrderRow
    since: Any = row.ordered_on
    [found] = yield [
        sales_orders.where(
            row.status != "cancelled",
            since >= today - FRESH,
            order_by=(falling(row.ordered_on), falling(row.order)),
            limit=MOST,
            counted=False,
        )
    ]
    news = [
        Event(
            customer=each.customer,
            about=each.order,
            told_by=1,
            state=each.order,
            because=f"{each.order} was ordered and is not confirmed.",
            asked={"sales_order": each.order},
        )
        for each in reversed(found.rows)
    ]
    return (yield from written("confirm", "draft_order_confirmation", "order_confirmation", news))


def announce(today: date) -> Looking:
    """Tell that goods have left, of each order with its newest shipment."""
    row = ShipmentRow
    since: Any = row.shipped_on
    [found] = yield [
        shipments.where(
            since >= today - FRESH,
            order_by=(falling(row.shipped_on), falling(row.order), falling(row.shipment)),
            limit=MOST * 5,
            counted=False,
        )
    ]
    newest: dict[str, ShipmentRow] = {}
    for line in reversed(found.rows):
        newest[line.order] = max(newest.get(line.order, line), line, key=lambda each: each.shipment)
    news = [
        Event(
            customer=each.customer,
            about=each.order,
            told_by=each.shipment,
            state=f"{each.order}-{each.shipment}",
            because=f"Shipment {each.shipment} of {each.order} has left and is not announced.",
            asked={"sales_order": each.order, "shipment": each.shipment},
        )
        for each in sorted(newest.values(), key=lambda each: (each.shipped_on, each.order))
    ]
    return (yield from written("announce", "draft_shipping_notice", "shipping_notice", news))


def send_invoice(today: date) -> Looking:
    """Send what was billed lately and is still to be paid."""
    row = CustomerInvoiceRow
    since: Any = row.issued_on
    [found] = yield [
        customer_invoices.where(
            among(row.status, OPEN),
            since >= today - FRESH,
            order_by=(falling(row.issued_on), falling(row.invoice)),
            limit=MOST,
            counted=False,
        )
    ]
    news = [
        Event(
            customer=each.customer,
            about=each.invoice,
            told_by=1,
            state=each.invoice,
            because=f"{each.invoice} was issued and the customer does not have it by e-mail.",
            asked={"invoice": each.invoice},
        )
        for each in reversed(found.rows)
    ]
    return (yield from written("send_invoice", "draft_invoice_letter", "invoice", news))


def written(rule: str, tool: str, kind: LetterKind, news: Sequence[Event]) -> Writing:
    """A letter for each that was not told yet, where the customer can be written to.

    The matter is the customer: while one letter of a kind waits for a signature, the next one to
    the same customer is not drafted beside it.
    """
    if not news:
        return ()
    who = sorted({each.customer for each in news})
    mail, known, word = MessageRow, CustomerRow, ConsentRow
    had, reachable, against = yield [
        messages.where(
            among(mail.about, sorted({each.about for each in news})),
            mail.kind == kind,
            order_by=(mail.message,),
            limit=MOST * 10,
            counted=False,
        ),
        customers.where(among(known.customer, who), known.email != "", limit=len(who)),
        consents.where(
            among(word.customer, who),
            word.channel == "email",
            word.purpose == PURPOSES[kind],
            word.status == "withdrawn",
            limit=len(who),
        ),
    ]
    told = Counter(row.about for row in had.rows)
    may = {row.customer for row in reachable.rows} - {row.customer for row in against.rows}
    untold = (each for each in news if each.customer in may and told[each.about] < each.told_by)
    return tuple(suggested(rule, tool, untold))


def suggested(rule: str, tool: str, news: Iterable[Event]) -> Iterator[Suggestion]:
    for each in news:
        yield Suggestion(
            occasion=occasion(NAME, rule, each.customer, each.state),
            about=each.about,
            tool=tool,
            arguments=each.asked,
            because=each.because,
            subject={"customer": each.customer},
        )


RULES = (
    Rule(
        name="confirm",
        says="Confirm an order to the customer.",
        reads=("customers", "fulfillment"),
        drafts="draft_order_confirmation",
        command="ReleaseMessage",
        look=confirm,
    ),
    Rule(
        name="announce",
        says="Tell the customer that goods have left.",
        reads=("customers", "fulfillment"),
        drafts="draft_shipping_notice",
        command="ReleaseMessage",
        look=announce,
    ),
    Rule(
        name="send_invoice",
        says="Send an invoice to the customer.",
        reads=("customers", "receivables"),
        drafts="draft_invoice_letter",
        command="ReleaseMessage",
        look=send_invoice,
    ),
)
