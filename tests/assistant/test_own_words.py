"""The names of an account follow what is recorded, and stay those of this account alone."""

import asyncio
from decimal import Decimal
from typing import Any

import pytest

from assistant.master_data import MANY, TELLING, Known, MasterData
from assistant.own_words import Words
from domain.category.product import ListProduct
from domain.command_handler import CommandHandler
from domain.customers.customer_events import ChangeCustomer
from domain.fulfillment.order_commands import PlaceSalesOrder
from domain.inventory.reservation import ReserveStock
from domain.kernel import Cause, Command
from tests.proving.two_accounts import LOCK, outsider, two_accounts
from tests.selling import sold
from tests.steps import of, on
from tests.trade import TENANT, TODAY, in_memory

MARTIN, VELO = ("MARTIN", "Maison Martin"), ("VELO", "Velo")
DEALER = outsider("martin")


class Account:
    """What the words of one dealer are made of, as one sentence after the other is read."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.words = self.anew()

    def anew(self) -> Words:
        handler = lambda tenant: CommandHandler(self.store, tenant)  # noqa: E731
        return Words(MasterData(handler, self.store.newest))

    async def known(self) -> Known:
        after = self.words.position(DEALER)
        _, news = await self.store.begin(TENANT, "talk", after, MANY + 1, TELLING)
        return await self.words.of(DEALER, news)

    async def record(self, key: str, command: Command) -> None:
        handler = CommandHandler(self.store, TENANT)
        await handler.record([on(command, key)], Cause(("ada",)))

    async def order(self, number: str, who: tuple[str, str]) -> None:
        code, name = who
        line = sold(1, LOCK, of(3, "EA"), "9").model_copy(update={"back_ordered": Decimal(3)})
        whose = {"customer": code, "customer_name": name, "currency": "EUR"}
        command = PlaceSalesOrder(order=number, ordered_on=TODAY, lines=(line,), **whose)
        await self.record(number, command)


@pytest.fixture
async def account() -> Account:
    store = in_memory()
    await two_accounts(store)
    return Account(store)


async def test_an_order_of_ones_own_is_known_at_once_and_that_of_another_never(
    account: Account,
) -> None:
    before = await account.known()
    await account.order("SO-77", MARTIN)
    await account.order("SO-78", VELO)
    after = await account.known()
    assert after is before, "no name is read again"
    numbers = account.words.numbers(DEALER)
    await numbers.look_up("sales orders so-77, SO-78")
    assert numbers.exists("sales_order", "SO-77")
    assert not numbers.exists("sales_order", "SO-78")
    assert after.position == await account.store.newest(TENANT)


async def test_what_is_sold_from_now_on_is_named_at_once(account: Account) -> None:
    before = await account.known()
    assert not before.names.knows("velvet")
    await account.record("VELV", ListProduct(product="VELV", item="LOCK", name="Velvet lock"))
    assert (await account.known()).names.knows("velvet")


async def test_only_a_change_of_the_account_itself_is_a_reason_to_read_its_names_again(
    account: Account,
) -> None:
    before = await account.known()
    await account.record("VELO", ChangeCustomer(city="Kiel"))
    assert await account.known() is before
    await account.record("MARTIN", ChangeCustomer(city="Kiel"))
    assert await account.known() is not before


async def test_reservations_however_many_are_no_news_of_any_name(account: Account) -> None:
    before = await account.known()
    kept = {"item": LOCK[0], "item_name": LOCK[1], "quantity": of("0.01", "EA")}
    for number in range(MANY + 10):
        await account.record(LOCK[0], ReserveStock(order=f"SO-{number}", **kept))
    after = await account.known()
    assert after is before
    assert after.position == await account.store.newest(TENANT)


async def test_people_of_one_account_who_ask_at_once_wait_for_one_reading(
    account: Account,
) -> None:
    first = await asyncio.gather(*(account.known() for _ in range(5)))
    assert len({id(known) for known in first}) == 1
    await account.record("MARTIN", ChangeCustomer(city="Nantes"))
    after = await asyncio.gather(*(account.known() for _ in range(5)))
    assert len({id(known) for known in after}) == 1 and after[0] is not first[0]
