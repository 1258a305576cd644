"""What another process records is heard here, once, and what this one records is heard at once."""

import asyncio

import pytest

from assistant.following import AT_A_LOOK, Following
from domain import catalog
from domain.governance.member import AddMember, GiveRole, member
from domain.kernel import Step
from domain.store.memory import MemoryStore
from tests.assistant.conftest import approvals_of

ADD = Step(member.stream("ida"), AddMember(user="ida", name="Ida", roles=("buyer",)))
BY = ("owner",)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(catalog.PROJECTIONS)


@pytest.fixture
def heard() -> list[tuple[str, int]]:
    return []


@pytest.fixture
def following(store, heard) -> Following:
    def tell(tenant, facts) -> None:
        heard.extend((tenant, fact.position) for fact in facts)

    return Following(store, tell)


async def record(store, role: str) -> None:
    step = Step(member.stream("ida"), GiveRole(role=role))
    await approvals_of(store).record("atelier", [step], BY)


async def test_what_was_there_before_is_not_news(store, following, heard):
    await approvals_of(store).record("atelier", [ADD], BY)
    await following.look()
    assert heard == []


async def test_what_others_record_is_heard_at_the_next_look_and_once(store, following, heard):
    await approvals_of(store).record("atelier", [ADD], BY)
    await following.look()
    await record(store, "staff")
    await record(store, "manager")
    await following.look()
    await following.look()
    assert heard == [("atelier", 2), ("atelier", 3)]


async def test_what_this_process_records_is_heard_at_once_and_not_again(store, following, heard):
    await approvals_of(store).record("atelier", [ADD], BY)
    await following.look()
    store.on_commit(following.heard)
    await record(store, "staff")
    assert heard == [("atelier", 2)]
    await following.look()
    assert heard == [("atelier", 2)]


async def test_nothing_is_missed_when_others_come_in_between(store, following, heard):
    await approvals_of(store).record("atelier", [ADD], BY)
    await following.look()
    await record(store, "staff")
    store.on_commit(following.heard)
    await record(store, "manager")
    await following.look()
    assert {position for _, position in heard} == {2, 3}


async def test_a_signal_from_another_process_is_looked_into_at_once(store, following, heard):
    await approvals_of(store).record("atelier", [ADD], BY)
    await following.look()
    waiting = asyncio.create_task(following.look_when_woken())
    await record(store, "staff")
    following.wake("atelier")
    await asyncio.wait_for(waiting, 20)
    assert heard == [("atelier", 2)]


async def test_two_looks_at_the_same_moment_tell_everything_once(store, following, heard):
    await approvals_of(store).record("atelier", [ADD], BY)
    await following.look()
    await record(store, "staff")
    following.wake("atelier")
    await asyncio.gather(following.look(), following.look_when_woken(), following.look())
    assert heard == [("atelier", 2)]


async def test_of_very_many_tenants_some_are_looked_at_each_time_by_one_question(
    store, following, heard, monkeypatch
):
    for number in range(2 * AT_A_LOOK + 2):
        await store.open_tenant(f"quiet-{number}", {})
    await approvals_of(store).record("atelier", [ADD], BY)
    questions = []
    newest_of = store.newest_of

    async def asked(tenants):
        questions.append(len(tenants))
        return await newest_of(tenants)

    monkeypatch.setattr(store, "newest_of", asked)
    for _ in range(3):
        await following.look()
    await record(store, "staff")
    for _ in range(3):
        await following.look()
    assert questions == [AT_A_LOOK, AT_A_LOOK, 3] * 2
    assert heard == [("atelier", 2)]
