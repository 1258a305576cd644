"""What is said at another surface is found in the chat, by who said it and by nobody else."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.surfaces.exchange import Exchange
from tests.assistant.surfaces.chat.plain_front import Person, order

ASKED = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
ANSWERED = datetime(2026, 11, 30, 9, 1, tzinfo=UTC)
CHART = {"title": "Spend", "x": ["a"], "y": ["1.00"], "kind": "bar"}
VIEW = {
    "headline": "Two orders *are* late.",
    "evidence": "from 2 lines",
    "chart": CHART,
    "cards": [order("D-7")],
}


def exchange(name: str = "1.1", said: str = "what is late", view: Any = None) -> Exchange:
    answer: Any = {"kind": "answer", "text": "said", "view": VIEW if view is None else view}
    return Exchange(name, said, answer, ASKED, ANSWERED)


def speaking_for(tenant: str) -> Any:
    from assistant.surfaces.chat import speaking

    return speaking.speaking_for(tenant)


@pytest.fixture
def elsewhere(conversations: Any) -> Any:
    from assistant.surfaces.chat.elsewhere import Elsewhere

    return Elsewhere(conversations)


@pytest.fixture
def buyer(tenant: str) -> Person:
    return Person(tenant, "buyer", "Buyer", ("buyer",))


@pytest.fixture
def owner(tenant: str) -> Person:
    return Person(tenant, "owner", "Owner", ("owner",))


@pytest.fixture
def talk() -> str:
    return str(uuid.uuid4())


async def listed(conversations: Any, person: Person) -> list[Any]:
    from chainlit.types import Pagination, ThreadFilter

    user = await conversations.get_user(f"{person.user}@{person.tenant}")
    if user is None:
        return []
    with speaking_for(person.tenant):
        found = await conversations.list_threads(Pagination(first=20), ThreadFilter(userId=user.id))
    return [(thread["id"], thread["name"]) for thread in found.data]


async def opened(conversations: Any, person: Person, talk: str) -> Any:
    with speaking_for(person.tenant):
        return await conversations.get_thread(talk)


async def test_a_conversation_is_in_the_list_of_who_had_it(
    conversations: Any, elsewhere: Any, buyer: Person, owner: Person, talk: str
) -> None:
    await elsewhere.keep(buyer, talk, exchange())
    assert await listed(conversations, buyer) == [(talk, "what is late")]
    assert await listed(conversations, owner) == []


async def test_it_reads_like_one_that_was_had_in_the_chat(
    conversations: Any, elsewhere: Any, buyer: Person, talk: str
) -> None:
    await elsewhere.keep(buyer, talk, exchange())
    await elsewhere.keep(buyer, talk, exchange("1.2", "and by month", {"headline": "None."}))
    thread = await opened(conversations, buyer, talk)
    assert [(step["type"], step["output"]) for step in thread["steps"]] == [
        ("user_message", "what is late"),
        ("user_message", "and by month"),
        ("assistant_message", r"Two orders \*are\* late."),
        ("assistant_message", "None."),
    ]
    drawn = {element["name"]: element for element in thread["elements"]}
    assert set(drawn) == {"Answer", "Spend", "DraftCard"}
    assert drawn["DraftCard"]["props"]["id"] == "D-7"
    assert drawn["Answer"]["props"] == {"kind": "answer", "evidence": "from 2 lines"}


async def test_its_chart_is_read_by_its_owner_alone(
    conversations: Any, elsewhere: Any, buyer: Person, talk: str
) -> None:
    await elsewhere.keep(buyer, talk, exchange())
    thread = await opened(conversations, buyer, talk)
    [chart] = [element for element in thread["elements"] if element["type"] == "plotly"]
    key = chart["url"].removeprefix("/chat/files/")
    with speaking_for(buyer.tenant):
        read = await conversations.read_file(key, f"buyer@{buyer.tenant}")
        assert read is not None and b"Spend" in read
        assert await conversations.read_file(key, f"owner@{buyer.tenant}") is None


async def test_what_is_delivered_twice_is_kept_once(
    conversations: Any, elsewhere: Any, buyer: Person, talk: str
) -> None:
    await elsewhere.keep(buyer, talk, exchange())
    await elsewhere.keep(buyer, talk, exchange())
    thread = await opened(conversations, buyer, talk)
    assert (len(thread["steps"]), len(thread["elements"])) == (2, 3)


async def test_nobody_writes_into_the_conversation_of_somebody_else(
    conversations: Any, elsewhere: Any, buyer: Person, owner: Person, talk: str
) -> None:
    await elsewhere.keep(buyer, talk, exchange())
    with pytest.raises(PermissionError):
        await elsewhere.keep(owner, talk, exchange("1.2"))
    assert len((await opened(conversations, buyer, talk))["steps"]) == 2


async def test_one_that_was_deleted_begins_anew(
    conversations: Any, elsewhere: Any, buyer: Person, talk: str
) -> None:
    await elsewhere.keep(buyer, talk, exchange())
    with speaking_for(buyer.tenant):
        await conversations.delete_thread(talk)
    await elsewhere.keep(buyer, talk, exchange("1.2", "what is on order", {"headline": "None."}))
    assert await listed(conversations, buyer) == [(talk, "what is on order")]
    assert len((await opened(conversations, buyer, talk))["steps"]) == 2
