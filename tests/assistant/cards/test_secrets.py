"""An account is never shown in full: not on a card, not as text, not as JSON, not in a batch."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.cards import batch_view, draft_object, text, view
from assistant.cards.concealment import ending, hidden, spaced
from assistant.cards.page import page
from assistant.cards.secrecy import declared, may_name, secrets_in
from domain.catalog import EVENTS
from domain.fulfillment.order_events import SalesOrderPlaced
from domain.governance.proposal import Planned, Proposal
from domain.inventory.reservation import StockReserved
from domain.preview import Preview
from tests.assistant.atelier import NEW, OLD, House

SPACED = "LT12 1000 0111 0100 1000"
NOT_AN_IBAN = "CHASUS33-8841-552290"


@pytest.mark.parametrize("account", [NEW, SPACED, NOT_AN_IBAN])
async def test_no_rendering_shows_an_account_in_full(house: House, account: str) -> None:
    title = f"Pay Tannerie Aurel to {account}"
    name = await house.change_account(account, title=title, because=f"The letter says {SPACED}.")
    shown = await house.shown(name)
    card = view(shown)
    batch = batch_view([shown])
    told = [json.dumps(card), json.dumps(draft_object(shown)), text(card), page(card)]
    told += [json.dumps(batch), text(batch)]
    for said in told:
        bare = "".join(said.split()).replace("-", "")
        assert "".join(account.split()).replace("-", "") not in bare
    assert account[-4:] in card["title"], "its ending is enough to compare it with a letter"


async def test_both_accounts_of_a_change_are_shortened(house: House) -> None:
    await house.sign(await house.change_account(OLD), "max")
    card = view(await house.shown(await house.change_account(NEW), "olivia"))
    row = next(row for row in card["balances"]["rows"] if row["label"] == "Account")
    assert (row["before"], row["after"]) == ("ending in 0003", "ending in 1000")
    assert OLD not in json.dumps(card) and NEW not in json.dumps(card)


async def test_a_signed_and_an_undone_change_stay_concealed(house: House) -> None:
    name = await house.change_account(NEW)
    await house.sign(name, "max")
    assert NEW not in json.dumps(view(await house.shown(name)))
    reversal = await house.undo(name, "olivia")
    await house.sign(reversal, "max")
    for draft in (name, reversal):
        shown = await house.shown(draft)
        assert NEW not in json.dumps(view(shown)) + json.dumps(draft_object(shown))


def test_whatever_declares_a_secret_is_looked_into_and_a_long_order_is_not() -> None:
    secret = {name for name, event in EVENTS.items() if [*declared(event)]}
    assert secret
    assert all(may_name(EVENTS[name]) for name in secret)
    assert may_name(Proposal) and may_name(Preview), "they hold what was asked in any form"
    assert not may_name(SalesOrderPlaced) and not may_name(StockReserved)


def test_secrets_are_found_wherever_a_draft_repeats_them() -> None:
    step = {"account": "LT12 1000", "deeper": [{"account": "7788"}, {"account": "12"}]}
    planned = Planned(stream="s-1", command="C", arguments=step)
    assert secrets_in([planned]) == ("LT121000", "7788"), "one of two figures is no secret"


def test_a_long_item_code_is_not_taken_for_an_account() -> None:
    assert hidden("FR92-B58-BLACK-FRAME", []) == "FR92-B58-BLACK-FRAME"
    assert hidden("AB12CDEFGHIJKLMNOP", []) == "AB12CDEFGHIJKLMNOP"


@given(
    some.text("ABCDEFGH0123456789", min_size=8, max_size=30),
    some.integers(min_value=1, max_value=7),
)
def test_however_it_is_spaced_only_the_ending_is_left(secret: str, every: int) -> None:
    grouped = " ".join(secret[n : n + every] for n in range(0, len(secret), every))
    said = hidden(f"Pay to {grouped}, please.", [spaced(secret)])
    assert said == f"Pay to {ending(secret)}, please."
