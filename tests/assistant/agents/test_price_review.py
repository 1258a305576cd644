"""The category agent brings a price to the queue, and rests once a person has decided."""

from datetime import date

from domain.category.base_price import SetBasePrice, WithdrawBasePrice
from domain.inventory.item import SetStandardCost
from domain.kernel import Money
from tests import trade
from tests.assistant.agents.conftest import Business
from tests.steps import euros, on

NAME = "category-agent"


def costs(amount: str) -> SetStandardCost:
    return SetStandardCost(standard_cost=euros(amount))


async def dearer(business: Business, cost: str) -> None:
    """The lock costs more than it brings, and no other price is planned for it."""
    coming = WithdrawBasePrice(effective_from=date(2027, 1, 1))
    await business.record(on(coming, "TURN"), on(costs(cost), "LOCK"))


async def titles(business: Business) -> list[str]:
    return [row.title for row in await business.waiting(NAME)]


async def test_a_price_below_cost_waits_for_a_person_once(business: Business) -> None:
    await business.work("category")
    assert await titles(business) == []
    await dearer(business, "33.40")
    await business.work("category")
    [row] = await business.waiting(NAME)
    assert row.title == "Sell Turn-lock at €33.40 / EA"
    assert row.agent == NAME and row.signed == 0
    await business.another().run(trade.TENANT)
    assert len(await titles(business)) == 1


async def test_a_no_rests_the_matter_until_the_cost_moves_again(business: Business) -> None:
    await dearer(business, "33.40")
    await business.work("category")
    [row] = await business.waiting(NAME)
    await business.reject(row.draft, "A loss leader")
    await business.another().run(trade.TENANT)
    assert await titles(business) == []
    await business.record(on(costs("35"), "LOCK"))
    await business.another().run(trade.TENANT)
    assert await titles(business) == ["Sell Turn-lock at €35.00 / EA"]


async def test_whoever_sets_another_price_has_settled_it(business: Business) -> None:
    await dearer(business, "33.40")
    price = SetBasePrice(
        product="TURN",
        product_name="Turn-lock",
        item="LOCK",
        price=Money(amount=euros("39").amount, currency="EUR"),
        effective_from=trade.TODAY,
        decided_on=trade.TODAY,
        reason="Dearer brass",
    )
    await business.record(on(price, "TURN"))
    await business.work("category")
    assert await titles(business) == []
