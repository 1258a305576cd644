"""A letter that a customer does not want any more cannot be signed, and the card says why."""

from datetime import date

import pytest

from domain.analysis.doubt import Doubt
from domain.customers.consent import Purpose, WithdrawConsent, consent
from domain.customers.customer import customer
from domain.customers.customer_events import ChangeCustomer
from domain.customers.message import message
from tests.domain.analysis.world import World
from tests.domain.customer_lives import register
from tests.domain.message_lives import letter

KNOWN = World().after(customer, "C-7", register(email="anna@rossi.example"))


def doubted(world: World) -> list[Doubt]:
    return world.doubts(world.does(message, "C-7", letter()))


def no(purpose: Purpose, **other: str) -> WithdrawConsent:
    about = {"customer": "C-7", "name": "Anna Rossi", "channel": "email", "purpose": purpose}
    said = {"source": "By telephone", "on": date(2026, 11, 20)}
    return WithdrawConsent.model_validate(about | said | other)


def test_a_letter_without_a_word_against_it_raises_no_doubt() -> None:
    assert doubted(KNOWN) == []


def test_a_word_against_it_after_the_draft_stops_the_signature() -> None:
    [found] = doubted(KNOWN.after(consent, "C-7", no("accounts")))
    assert (found.code, found.severity) == ("no_consent", "block")
    assert str(found) == (
        "Anna Rossi wants no letters about the account by e-mail since 20 Nov 2026: reject the "
        "draft, and write by post. (consents)"
    )


@pytest.mark.parametrize("other", [no("orders"), no("accounts", channel="phone")])
def test_a_word_against_other_letters_does_not(other: WithdrawConsent) -> None:
    assert doubted(KNOWN.after(consent, "C-7", other)) == []


def test_an_address_that_changed_since_is_not_signed_either() -> None:
    moved = KNOWN.after(customer, "C-7", ChangeCustomer(email="anna@larga.example"))
    assert [(one.code, one.severity) for one in doubted(moved)] == [("address_changed", "block")]
