"""An account is never shown in full: not on a card, not as text, not as JSON, not in a batch."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.cards import batch_view, draft_object, text, view
from assistant.cards.concealment import ending, hidden, spaced
from assistant.cards.page import page
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
