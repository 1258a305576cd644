"""What the small trade has written to its customers: one letter that is held back."""

from collections.abc import Iterator
from datetime import UTC, datetime

from domain.customers.message_events import HoldMessage, ReleaseMessage
from domain.kernel import Step
from tests.steps import on


def mailed() -> Iterator[Step]:
    """An answer to Anna Rossi that did not leave, because her address changed in between."""
    letter = ReleaseMessage(
        message="MSG-1",
        customer="C-1",
        customer_name="Anna Rossi",
        kind="ticket_answer",
        about="T-1",
        email="anna@old.example",
        subject="Your question T-1",
        body="Dear Anna Rossi,\n\nwe send another lock.",
    )
    yield on(letter, "C-1")
    at = datetime(2026, 11, 19, 9, tzinfo=UTC)
    yield on(HoldMessage(message="MSG-1", reason="The address has changed since", at=at), "C-1")
