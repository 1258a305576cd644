"""When the world moves between reading and signing, the card sets both side by side."""

from assistant.cards import view
from domain.kernel import Step
from domain.procurement.order_commands import ClosePurchaseOrder
from tests.assistant.atelier import House


async def closing(house: House) -> str:
    """A draft to close an order of which nothing has come yet."""
    await house.ordered(60)
    intent = house.intent(
        Step("purchase_order-PO-1", ClosePurchaseOrder(reason="Enough has come")),
        title="Close PO-1",
        kind="Order closing",
    )
    return (await house.handler.propose(intent)).draft


async def moved(house: House) -> str:
    name = await closing(house)
    house.later(minutes=23)
    await house.sign(await house.receive(40, 0), "olivia")
    return name


async def test_what_differs_is_compared_and_the_rest_is_called_unchanged(house: House) -> None:
    card = view(await house.shown(await moved(house)))
    assert (card["status"], card["status_word"]) == ("read_again", "Read again")
    compare = card["compare"]
    assert (compare["read"], compare["now"]) == ("As drafted, 09:12", "Now, 09:35")
    rows = {row["what"]: row for row in compare["rows"]}
    closed = rows["Purchase order closed"]
    assert "€1,230.00 outstanding" in closed["read"]
    assert "€410.00 outstanding" in closed["now"]
    assert rows["Signatures"]["now"] == "unchanged"
    assert compare["rows"][0]["now"] != "unchanged"


async def test_a_signature_for_what_was_read_is_not_used(house: House) -> None:
    name = await moved(house)
    card = view(await house.shown(name, read_at=house.now))
    assert card["happens"]["title"] == "Not recorded"
    assert card["happens"]["items"][0]["sentence"].startswith("Your signature was not used.")
    assert card["compare"]["read"] == "You read, 09:35"


async def test_a_new_signature_is_for_todays_figures(house: House) -> None:
    name = await moved(house)
    shown = await house.shown(name)
    card = view(shown)
    assert shown.today is not None
    assert card["digest"] == shown.today.digest != shown.proposal.digest
    assert card["sign_label"] == "Sign as it is now"
    assert card["signatures"][-1]["note"] == "for today's figures"
    await house.sign(name, "olivia", card["digest"])
    assert view(await house.shown(name))["status"] == "signed"


async def test_a_balance_that_only_moved_asks_nobody_to_read_again(house: House) -> None:
    await house.ordered(60)
    await house.ordered(60, number="PO-2")
    small = await house.receive(5, 0)
    large = await house.receive(7, 0, order="PO-2", note="88-2208")
    await house.sign(small, "olivia")
    card = view(await house.shown(large))
    assert card["status"] == "waiting"
    rows = {row["label"]: row for row in card["balances"]["rows"]}
    assert (rows["Available"]["before"], rows["Available"]["after"]) == ("5", "12 EA")


async def test_a_difference_no_sentence_mentions_is_still_found(house: House) -> None:
    await house.ordered(60)
    first, second = await house.receive(40, 0), await house.receive(22, 0)
    await house.sign(first, "olivia")
    shown = await house.shown(second)
    assert shown.moved, "the second delivery now settles less than it brings"
    compare = view(shown)["compare"]
    settles = next(row for row in compare["rows"] if "settles" in row["what"].lower())
    assert (settles["read"], settles["now"]) == ("22", "20")
