"""Letter checks: whether a customer still wants the letter that is about to be signed."""

from collections.abc import Sequence
from typing import Any

from domain.analysis.doubt import Check, Doubt, doubt
from domain.customers.consent import SPOKEN
from domain.customers.consents import ConsentRow, consents
from domain.customers.customers import CustomerRow, customers
from domain.customers.letter import PURPOSES
from domain.customers.message_events import MessageReleased
from domain.kernel import Fact, Page, Query
from domain.kernel.words import day


def ask_wanted(fact: Fact) -> Sequence[Query[Any]]:
    """Their last word against such letters, and the address that is on record."""
    match fact.event:
        case MessageReleased(customer=code, kind=kind):
            word = ConsentRow
            against = consents.where(
                word.customer == code,
                word.channel == "email",
                word.purpose == PURPOSES[kind],
                word.status == "withdrawn",
                limit=1,
                counted=False,
            )
            return [against, customers.where(CustomerRow.customer == code, limit=1, counted=False)]
        case _:
            return ()


def judge_wanted(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    """The post would hold it back: whoever signs is told before, and not afterwards."""
    match fact.event:
        case MessageReleased() as letter:
            against, known = (page.first for page in pages)
            return [*unwanted(letter, against), *moved(letter, known)]
        case _:
            return []


def unwanted(letter: MessageReleased, no: ConsentRow | None) -> list[Doubt]:
    if no is None:
        return []
    since = f" since {day(no.since)}" if no.since else ""
    bold = f"{letter.customer_name} wants no {SPOKEN[PURPOSES[letter.kind]]} by e-mail{since}:"
    return [doubt("block", "no_consent", bold, "reject the draft, and write by post.", "consents")]


def moved(letter: MessageReleased, known: CustomerRow | None) -> list[Doubt]:
    if known is None or known.email == letter.email:
        return []
    bold = f"The e-mail address of {letter.customer_name} has changed since it was drafted:"
    text = "reject the draft, and draft the letter again."
    return [doubt("block", "address_changed", bold, text, "customers")]


LETTER_CHECKS = (Check("letter", (MessageReleased,), ask_wanted, judge_wanted),)
