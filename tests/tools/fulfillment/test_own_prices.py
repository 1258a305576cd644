"""A customer reads what may be ordered, what it costs them, why, and whether it is there."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.category.base_price import SetBasePrice
from domain.category.product import ChangeProduct, ListProduct
from domain.command_handler import CommandHandler
from domain.inventory.place import MAIN, OUTSIDE, Place
from domain.inventory.stock import MoveStock
from domain.kernel import Cause, Money, Step
from domain.procurement.order_commands import ClosePurchaseOrder
from guardrails.call import Answer
from guardrails.gate import Gate
from mcp_servers.visit import House
from tests.promoted import promotion
from tests.proving.two_accounts import outsider, two_accounts
from tests.steps import of, on
from tests.tools.conftest import TOOLS
from tests.trade import TENANT, TODAY, in_memory

THIS_MONTH = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
async def house() -> House:
    store = in_memory()
    await two_accounts(store)
    return House(lambda name: CommandHandler(store, name), Gate(store.enter, float), lambda: TODAY)


async def record(house: House, *steps: Step) -> None:
    await house.handler(TENANT).record(list(steps), Cause(("demo",)))


async def told(house: House, user: str, **arguments: Any) -> dict[str, Any]:
    answer: Answer = await house.visit(outsider(user)).use(TOOLS["own_prices"], arguments)
    assert answer.outcome == "answered", answer
    return answer.content


async def lock(house: House, user: str) -> dict[str, Any]:
    [row] = (await told(house, user, product="TURN"))["rows"]
    return row


def moved(amount: int, source: Place, target: Place) -> Step:
    name = {"item": "LOCK", "item_name": "Brass turn-lock"}
    move = MoveStock(**name, quantity=of(amount, "EA"), source=source, target=target)
    return on(move, "LOCK")


async def test_a_dealer_pays_what_the_price_list_takes_off(house: House) -> None:
    row = await lock(house, "martin")
    assert (row["price"], row["currency"]) == ("28.8", "EUR")
    assert row["reason"] == "base price since 1 Mar 2026, less 10 % for Dealers gold"


async def test_a_consumer_pays_the_base_price(house: House) -> None:
    row = await lock(house, "anna")
    assert (row["price"], row["reason"]) == ("32", "base price since 1 Mar 2026")
    assert row["volume"] == ""


async def test_a_column_that_says_nothing_is_not_shown(house: House) -> None:
    found = await told(house, "anna")
    assert [column["label"] for column in found["columns"]] == [
        *("Product", "Code", "Category", "Your price", "Because", "Availability"),
    ]


async def test_a_price_of_the_list_for_more_is_shown_beside_that_of_one(house: House) -> None:
    found = await told(house, "martin", product="TURN")
    assert found["rows"][0]["volume"] == "from 50 EA €26.00"
    assert found["headline"].startswith("Turn-lock costs you €28.80 / EA, from 50 EA €26.00;")
    assert "volume" in [column["name"] for column in found["columns"]]


async def test_a_promotion_of_the_day_lowers_the_price_and_says_so(house: House) -> None:
    await record(house, promotion("PRO-8", "Black week", *THIS_MONTH, "25"))
    row = await lock(house, "anna")
    assert row["price"] == "24"
    assert "less 25 % for Black week" in row["reason"]


async def test_a_promotion_for_many_is_a_price_for_more(house: House) -> None:
    many = promotion("PRO-8", "By the dozen", *THIS_MONTH, "25", from_quantity=Decimal(12))
    await record(house, many)
    row = await lock(house, "anna")
    assert (row["price"], row["volume"]) == ("32", "from 12 EA €24.00")


async def test_it_says_whether_it_is_there_and_never_how_many(house: House) -> None:
    await record(house, moved(7_391, OUTSIDE, MAIN))
    found = await told(house, "anna", product="TURN")
    assert found["rows"][0]["stock"] == "in stock"
    assert "7391" not in str(found) and "7,391" not in str(found)


async def test_what_is_gone_is_on_back_order_until_more_is_due(house: House) -> None:
    """What is late already is due on no day; once nobody waits for it, the next order counts."""
    await record(house, moved(39, MAIN, OUTSIDE))
    assert (await lock(house, "anna"))["stock"] == "on back order"
    await record(house, on(ClosePurchaseOrder(reason="Never came"), "PO-3"))
    assert (await lock(house, "anna"))["stock"] == "on back order, expected 4 Dec"


async def test_what_is_known_of_a_product_is_told_with_its_price(house: House) -> None:
    text = "Solid brass, for straps of 30 mm."
    await record(house, on(ChangeProduct(description=text), "TURN"))
    found = await told(house, "anna", product="TURN")
    assert found["headline"].endswith("Solid brass, for straps of 30 mm.")
    assert found["rows"][0]["description"] == text
    labels = [column["label"] for column in found["columns"]]
    assert labels[-1] == "About" and "Category" not in labels


async def test_a_product_priced_in_other_money_is_asked_for_and_hides_no_other(
    house: House,
) -> None:
    listing = ListProduct(product="STRAP", name="Strap", item="LOCK", category="Fittings")
    price = Money(amount=Decimal(9), currency="USD")
    since = date(2026, 1, 1)
    cost = SetBasePrice(
        product="STRAP",
        product_name="Strap",
        item="LOCK",
        price=price,
        effective_from=since,
        decided_on=since,
        reason="First price",
    )
    await record(house, on(listing, "STRAP"), on(cost, "STRAP"))
    for user in ("martin", "anna"):
        rows = {row["product"]: row for row in (await told(house, user))["rows"]}
        assert (rows["STRAP"]["price"], rows["STRAP"]["reason"]) == (None, "ask for a price")
        assert rows["TURN"]["price"] is not None
    alone = await told(house, "anna", product="STRAP")
    assert alone["headline"].startswith("Strap has no price for you yet: open a ticket to ask.")


async def test_only_what_is_sold_of_a_category_is_listed(house: House) -> None:
    listing = ListProduct(product="STRAP", name="Strap", item="LOCK", category="Fittings")
    await record(house, on(listing, "STRAP"))
    found = await told(house, "anna", category="Fittings")
    assert [row["product"] for row in found["rows"]] == ["STRAP", "TURN"]
    assert found["headline"] == "2 products in Fittings are on sale for you."
