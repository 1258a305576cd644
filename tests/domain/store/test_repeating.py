"""A large command that is sent again is known by its key before anything else is done for it."""

import pytest

from domain.store.connections import Speaking
from domain.store.event_store import WrongVersion
from domain.store.groups import LARGE
from domain.store.history import KEY
from tests.domain.store.orders import bare, orders, placed, received


@pytest.fixture
def heard(monkeypatch):
    """Every statement that the program sends."""
    statements: list[str] = []

    def listen(name: str) -> None:
        original = getattr(Speaking, name)

        async def listening(self, query, *arguments, **options):
            statements.append(query)
            return await original(self, query, *arguments, **options)

        monkeypatch.setattr(Speaking, name, listening)

    for name in ("fetch", "fetchrow", "fetchval", "execute"):
        listen(name)
    return statements


def many(count: int = LARGE):
    return [placed(f"order-{number}") for number in range(count)]


async def test_a_large_command_sent_again_reads_none_of_its_rows(postgres, tenant, heard):
    once = await postgres.append(tenant, many(), key="k")
    heard.clear()
    again = await postgres.append(tenant, many(), key="k")
    assert again.replayed and again.facts == once.facts
    assert heard[0] == KEY or heard[1] == KEY
    assert not [sent for sent in heard if "read_models" in sent or "append_" in sent]


async def test_what_the_key_recorded_is_answered_whatever_is_sent_with_it(postgres, tenant):
    await postgres.append(tenant, many(), key="k")
    other = [placed(f"other-{number}") for number in range(LARGE)]
    assert bare((await postgres.append(tenant, other, key="k")).facts) == bare(many())
    assert (await postgres.rows(tenant, orders.where())).total == LARGE


async def test_a_large_command_with_a_new_key_is_recorded_with_its_rows(postgres, tenant):
    await postgres.append(tenant, many(), key="k")
    more = [received(f"order-{number}") for number in range(LARGE)]
    assert not (await postgres.append(tenant, more, key="l")).replayed
    with pytest.raises(WrongVersion):
        await postgres.append(tenant, more, key="m")
    assert (await postgres.append(tenant, more, key="l")).replayed


async def test_a_small_command_is_not_asked_about_before(postgres, tenant, heard):
    await postgres.append(tenant, many(LARGE - 1), key="k")
    assert (await postgres.append(tenant, many(LARGE - 1), key="k")).replayed
    assert KEY not in heard
