"""Conversations of one business do not exist for another, whatever of the memory is called."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from assistant.surfaces.chat.gate import VISITOR, Visitor
from tests.assistant.surfaces.chat.test_data_layer import Owner, session_of

TABLES = ("users", "threads", "steps", "elements", "feedbacks", "files")


@pytest.fixture
async def keeper(database_url: str) -> AsyncIterator[Any]:
    """Whoever owns the tables, and sees all of them."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


@pytest.fixture
async def ours(conversations: Any, tenant: str) -> Owner:
    """A conversation with a part of every kind."""
    from chainlit.types import Feedback

    owner = await Owner(conversations, f"owner@{tenant}").settle_in()
    await conversations.create_element(owner.card())
    await conversations.upsert_feedback(
        Feedback(forId=owner.step_id, threadId=owner.thread_id, value=1, comment="Good")
    )
    return owner


@pytest.fixture
async def stranger(conversations: Any, ours: Owner, tenant: str) -> Owner:
    return await Owner(conversations, f"owner@{tenant}-other").settle_in()


async def counted(keeper: Any, tenant: str) -> dict[str, int]:
    await keeper.execute("select set_config('app.tenant', $1, false)", tenant)
    return {
        table: await keeper.fetchval(f"select count(*) from chat.{table} where tenant = $1", tenant)
        for table in TABLES
    }


async def test_every_part_of_a_conversation_is_of_the_business_that_speaks(
    ours: Owner, keeper: Any, tenant: str
) -> None:
    assert await counted(keeper, tenant) == dict.fromkeys(TABLES, 1)


async def test_a_stranger_sees_and_changes_nothing(
    conversations: Any, ours: Owner, stranger: Owner, keeper: Any, tenant: str
) -> None:
    from chainlit.types import Pagination, ThreadFilter

    element = (await keeper.fetchrow("select * from chat.elements where tenant = $1", tenant))["id"]
    stranger.speak()
    assert await conversations.get_thread(ours.thread_id) is None
    assert await conversations.get_thread_author(ours.thread_id) == ""
    assert await conversations.get_step(ours.step_id) is None
    assert await conversations.get_element(ours.thread_id, str(element)) is None
    theirs = ThreadFilter(userId=ours.session.user.id)
    assert (await conversations.list_threads(Pagination(first=9), theirs)).data == []
    before = await counted(keeper, tenant)
    await conversations.delete_thread(ours.thread_id)
    await conversations.delete_step(ours.step_id)
    await conversations.update_thread(ours.thread_id, name="Taken over")
    assert await counted(keeper, tenant) == before
    ours.speak()
    assert (await conversations.get_thread(ours.thread_id))["name"] == "A question"


async def test_two_businesses_may_have_parts_of_the_same_number(
    conversations: Any, ours: Owner, stranger: Owner
) -> None:
    stranger.speak()
    mine = stranger.step_id
    stranger.step_id = ours.step_id
    await conversations.create_step(
        {
            "id": ours.step_id,
            "name": "Countersign",
            "type": "assistant_message",
            "threadId": stranger.thread_id,
            "streaming": False,
            "output": "Ours",
        }
    )
    assert (await conversations.get_step(mine))["output"] == "Forty-two Chainrings"
    assert (await conversations.get_step(ours.step_id))["output"] == "Ours"
    ours.speak()
    assert (await conversations.get_step(ours.step_id))["output"] == "Forty-two Chainrings"


async def test_of_nobody_nothing_is_seen_and_nothing_is_kept(
    conversations: Any, ours: Owner, keeper: Any
) -> None:
    from assistant.surfaces.chat.data_layer import ConversationsDown

    ours.session = session_of(None)
    ours.speak()
    VISITOR.set(None)
    for table in TABLES:
        assert await conversations.rows(f"SELECT * FROM {table}") == []
    with pytest.raises(ConversationsDown):
        await conversations.update_thread(str(uuid.uuid4()), name="Of nobody")


async def test_the_session_counts_before_whoever_came_in_last(
    conversations: Any, ours: Owner, stranger: Owner
) -> None:
    """A session that times out is closed in the time of another visitor."""
    ours.speak()
    VISITOR.set(Visitor(stranger.name, "10.0.0.8"))
    assert await conversations.get_thread(ours.thread_id)


async def test_signing_in_again_is_done_for_the_new_name(
    conversations: Any, ours: Owner, tenant: str
) -> None:
    import chainlit as cl

    VISITOR.set(Visitor(f"owner@{tenant}-other", "10.0.0.7"))
    created = await conversations.create_user(cl.User(identifier=ours.name))
    assert created.id == ours.session.user.id
    assert (await conversations.get_user(ours.name)).id == created.id
    assert await conversations.get_user(f"nobody@{tenant}") is None
    assert await conversations.get_user("owner") is None


async def test_the_chat_speaks_as_the_role_that_the_walls_bind(conversations: Any) -> None:
    [told] = await conversations.rows("SELECT current_user AS role")
    assert told["role"] == "countersign_app"
    bound = "SELECT rolsuper OR rolbypassrls AS above FROM pg_roles WHERE rolname = current_user"
    assert await conversations.rows(bound) == [{"above": False}]


async def test_a_conversation_is_deleted_with_every_part(
    conversations: Any, ours: Owner, keeper: Any, tenant: str
) -> None:
    ours.speak()
    await conversations.delete_thread(ours.thread_id)
    assert await counted(keeper, tenant) == dict.fromkeys(TABLES, 0) | {"users": 1}


async def test_a_page_that_is_closed_does_not_bring_back_what_was_deleted(
    conversations: Any, ours: Owner, keeper: Any, tenant: str
) -> None:
    ours.speak()
    await conversations.update_thread(ours.thread_id, metadata={"client_type": "webapp"})
    assert (await conversations.get_thread(ours.thread_id))["metadata"]
    await conversations.delete_thread(ours.thread_id)
    await conversations.update_thread(ours.thread_id, metadata={"client_type": "webapp"})
    assert (await counted(keeper, tenant))["threads"] == 0


async def test_who_goes_on_in_a_conversation_that_was_deleted_keeps_what_follows(
    conversations: Any, ours: Owner
) -> None:
    from chainlit.types import Pagination, ThreadFilter

    ours.speak()
    await conversations.delete_thread(ours.thread_id)
    await conversations.create_step(
        {
            "id": str(uuid.uuid4()),
            "name": "Countersign",
            "type": "assistant_message",
            "threadId": ours.thread_id,
            "streaming": False,
            "output": "Said since",
        }
    )
    mine = ThreadFilter(userId=ours.session.user.id)
    [thread] = (await conversations.list_threads(Pagination(first=9), mine)).data
    steps = (await conversations.get_thread(thread["id"]))["steps"]
    assert [step["output"] for step in steps] == ["Said since"]


async def test_a_step_is_deleted_with_its_parts_and_their_contents(
    conversations: Any, ours: Owner, keeper: Any, tenant: str
) -> None:
    ours.speak()
    await conversations.delete_step(ours.step_id)
    left = {"users": 1, "threads": 1}
    assert await counted(keeper, tenant) == dict.fromkeys(TABLES, 0) | left


async def test_a_card_that_is_drawn_again_keeps_its_newest_content(
    conversations: Any, ours: Owner, keeper: Any, tenant: str
) -> None:
    ours.speak()
    card = ours.card()
    await conversations.create_element(card)
    card.content = '{"id": "D-2"}'
    await conversations.create_element(card)
    await keeper.execute("select set_config('app.tenant', $1, false)", tenant)
    key = f"\"objectKey\" like '%{card.id}%'"
    found = await keeper.fetch(
        f"select content from chat.files where tenant = $1 and {key}", tenant
    )
    assert [row["content"] for row in found] == [b'{"id": "D-2"}']


async def test_files_that_earlier_versions_kept_on_the_disk_move_in(
    conversations: Any, ours: Owner, keeper: Any, tenant: str, tmp_path: Path
) -> None:
    import asyncio

    from assistant.surfaces.chat.moving import move_in

    await keeper.execute("select es.open_tenant($1, null)", tenant)
    await keeper.execute("select set_config('app.tenant', $1, false)", tenant)
    await keeper.execute("delete from chat.files where tenant = $1", tenant)
    of = 'select "objectKey" from chat.elements where tenant = $1'
    key = await keeper.fetchval(of, tenant)
    for name, content in ((key, b"as it was"), ("unknown/element", b"of nobody")):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(content)
    await asyncio.gather(move_in(tmp_path, conversations), move_in(tmp_path, conversations))
    assert await conversations.read_file(key, ours.name) == b"as it was"
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert left == [tmp_path / "unknown/element"]
    await move_in(tmp_path / "nowhere", conversations)
