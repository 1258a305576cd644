"""Complaints: the tickets of the demo business, among them those of a dealer who may leave."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from assistant.demo.buyers import buyers
from domain.customers.customer import customer
from domain.customers.customer_events import HoldCustomer
from domain.customers.ticket import ticket
from domain.customers.ticket_events import AnswerTicket, OpenTicket, ResolveTicket
from domain.kernel import Step

ASKED = (
    # Who, so many days ago, how severe, about what, answered and resolved after so many days.
    ("C-3", 610, "normal", "Which wax is good for Noir leather?", 1, 1),
    ("LINDQVIST", 540, "low", "Please send the new price list as a table", 2, 3),
    ("C-14", 455, "normal", "The dust bag was missing in the parcel", 1, 4),
    ("KRAMERHAUS", 390, "normal", "Two belts were 95 cm, not 90 cm", 1, 6),
    ("C-21", 300, "low", "Can the card holder be embossed?", 2, 2),
    ("GRANDBAZAR", 212, "high", "A tote came with a torn lining", 1, 9),
    ("C-9", 140, "normal", "May I pick my order up myself?", 1, 1),
    ("BOTTEGAFIUME", 75, "normal", "The invoice names our old address", 3, 5),
    ("MERIDIAN", 40, "high", "Wallets arrived with scuffed corners: we pay once replaced", 2, 0),
    ("OLDQUAY", 26, "high", "Nobody answered about the missing display stands", 0, 0),
    ("OLDQUAY", 12, "normal", "Should we look for another maker?", 0, 0),
    ("C-30", 4, "normal", "When will my belt leave?", 0, 0),
)
HELD = "MERIDIAN"  # On hold since we answered what it complained about.
Act = Callable[[date], Iterator[Step]]


def complaints(today: date) -> Iterator[tuple[date, Act]]:
    """What is said and answered, with the day on which it is."""
    names = {buyer.code: buyer.name for buyer in buyers()}
    for number, (who, ago, severity, subject, answered, resolved) in enumerate(ASKED, 1):
        opened = today - timedelta(days=ago)
        stream = ticket.stream(f"T-{number}")
        known = {
            "ticket": f"T-{number}",
            "customer": who,
            "customer_name": names[who],
            "subject": subject,
            "severity": severity,
            "opened_on": opened,
        }
        command = OpenTicket.model_validate(known)
        yield opened, partial(once, Step(stream, command))
        if answered:
            on = opened + timedelta(days=answered)
            note = AnswerTicket(note="We look into it and call you", on=on)
            yield on, partial(once, Step(stream, note))
            if who == HELD:
                held = HoldCustomer(reason="Disputes its last invoices and pays none of them")
                yield on, partial(once, Step(customer.stream(HELD), held))
        if resolved:
            on = opened + timedelta(days=resolved)
            done = ResolveTicket(note="Settled with the customer", on=on)
            yield on, partial(once, Step(stream, done))


def once(step: Step, on: date) -> Iterator[Step]:
    yield step
