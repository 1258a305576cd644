"""Whose conversation it is: the checks that Chainlit's own layer does not make."""

import uuid
from typing import Any

import pytest

from assistant.surfaces.chat.gate import VISITOR, Visitor


class Owner:
    """A person with a session, a conversation in it, and an answer in that."""

    def __init__(self, layer: Any, name: str) -> None:
        self.layer, self.name = layer, name
        self.session: Any = None
        self.step_id = str(uuid.uuid4())

    async def settle_in(self) -> "Owner":
        import chainlit as cl

        user = await self.layer.create_user(cl.User(identifier=self.name))
        self.session = session_of(user)
        self.speak()
        await self.layer.update_thread(self.thread_id, name="A question", user_id=user.id)
        await self.layer.create_step(
            {
                "id": self.step_id,
                "name": "Countersign",
                "type": "assistant_message",
                "threadId": self.thread_id,
                "streaming": False,
                "output": "Forty-two Chainrings",
                "createdAt": "2026-11-20T10:00:00Z",
            }
        )
        return self

    @property
    def thread_id(self) -> str:
        return str(self.session.thread_id)

    def speak(self) -> None:
        from chainlit.context import init_ws_context

        init_ws_context(self.session)
        VISITOR.set(Visitor(self.name, "10.0.0.7"))

    def card(self, thread_id: str | None = None, element_id: str | None = None) -> Any:
        import chainlit as cl

        return cl.CustomElement(
            id=element_id or str(uuid.uuid4()),
            name="DraftCard",
            props={"id": "D-1"},
            thread_id=thread_id or self.thread_id,
            for_id=self.step_id,
        )


def session_of(user: Any) -> Any:
    from chainlit.session import WebsocketSession

    async def emit(event: str, data: Any) -> None:
        return None

    async def emit_call(event: str, data: Any, timeout: int | None) -> None:
        return None

    session = WebsocketSession(
        id=str(uuid.uuid4()),
        socket_id=uuid.uuid4().hex,
        emit=emit,
        emit_call=emit_call,
        client_type="webapp",
        user_env={},
        user=user,
    )
    session.has_first_interaction = True
    return session


@pytest.fixture
async def owner(conversations: Any, tenant: str) -> Owner:
    return await Owner(conversations, f"owner@{tenant}").settle_in()


@pytest.fixture
async def buyer(conversations: Any, owner: Owner, tenant: str) -> Owner:
    return await Owner(conversations, f"buyer@{tenant}").settle_in()


async def test_a_conversation_comes_back_as_it_was(conversations: Any, owner: Owner) -> None:
    owner.speak()
    await conversations.create_element(owner.card())
    thread = await conversations.get_thread(owner.thread_id)
    assert [step["output"] for step in thread["steps"]] == ["Forty-two Chainrings"]
    assert [element["name"] for element in thread["elements"]] == ["DraftCard"]
    assert thread["elements"][0]["url"].startswith("/chat/files/")


async def test_nobody_writes_into_another_persons_conversation(
    conversations: Any, owner: Owner, buyer: Owner
) -> None:
    buyer.speak()
    with pytest.raises(PermissionError):
        await conversations.create_element(buyer.card(owner.thread_id))


async def test_nobody_takes_over_another_persons_card(
    conversations: Any, owner: Owner, buyer: Owner
) -> None:
    owner.speak()
    card = owner.card()
    await conversations.create_element(card)
    buyer.speak()
    with pytest.raises(PermissionError):
        await conversations.create_element(buyer.card(element_id=card.id))
    with pytest.raises(PermissionError):
        await conversations.delete_element(card.id, buyer.thread_id)
    with pytest.raises(PermissionError):
        await conversations.delete_element(card.id, owner.thread_id)
    assert (await conversations.get_thread(owner.thread_id))["elements"]


async def test_an_unknown_conversation_is_nobodys_to_write(
    conversations: Any, buyer: Owner
) -> None:
    buyer.speak()
    with pytest.raises(PermissionError):
        await conversations.create_element(buyer.card(str(uuid.uuid4())))
    with pytest.raises(PermissionError):
        await conversations.delete_element(str(uuid.uuid4()))


async def test_a_click_before_the_first_word_makes_the_conversation_first(
    conversations: Any, buyer: Owner
) -> None:
    buyer.session = session_of(buyer.session.user)
    buyer.speak()
    await conversations.create_element(buyer.card())
    thread = await conversations.get_thread(buyer.thread_id)
    assert thread["userIdentifier"] == buyer.name


async def test_only_the_author_of_a_question_judges_its_answer(
    conversations: Any, owner: Owner, buyer: Owner
) -> None:
    from chainlit.types import Feedback

    given = Feedback(forId=owner.step_id, threadId=owner.thread_id, value=1)
    buyer.speak()
    with pytest.raises(PermissionError):
        await conversations.upsert_feedback(given)
    owner.speak()
    given.id = await conversations.upsert_feedback(given)
    buyer.speak()
    theirs = Feedback(id=given.id, forId=buyer.step_id, threadId=buyer.thread_id, value=0)
    with pytest.raises(PermissionError):
        await conversations.upsert_feedback(theirs)
    with pytest.raises(PermissionError):
        await conversations.delete_feedback(given.id)
    VISITOR.set(None)
    with pytest.raises(PermissionError):
        await conversations.delete_feedback(given.id)
    owner.speak()
    assert await conversations.delete_feedback(given.id)


async def test_a_stored_part_is_read_by_its_owner_only(conversations: Any, owner: Owner) -> None:
    owner.speak()
    card = owner.card()
    await conversations.create_element(card)
    element = (await conversations.get_thread(owner.thread_id))["elements"][0]
    key, mine = element["objectKey"], owner.name
    assert await conversations.read_file(key, mine) == b'{"id": "D-1"}'
    assert await conversations.read_file(key, mine.replace("owner", "buyer")) is None
    assert await conversations.read_file(key, None) is None
    assert await conversations.read_file("no/such/file", mine) is None


async def test_an_unreadable_database_is_an_error_and_not_an_empty_answer(
    conversations: Any,
) -> None:
    from assistant.surfaces.chat.data_layer import ConversationsDown

    with pytest.raises(ConversationsDown):
        await conversations.rows("SELECT * FROM no_such_table")


async def test_a_list_of_conversations_is_the_persons_own_and_comes_in_pages(
    conversations: Any, owner: Owner, buyer: Owner
) -> None:
    from chainlit.types import Pagination, ThreadFilter

    mine = ThreadFilter(userId=owner.session.user.id)
    for number in range(3):
        thread_id = str(uuid.uuid4())
        await conversations.update_thread(thread_id, f"Question {number}", mine.userId)
    first = await conversations.list_threads(Pagination(first=3), mine)
    rest = await conversations.list_threads(
        Pagination(first=3, cursor=first.pageInfo.endCursor), mine
    )
    names = [thread["name"] for thread in [*first.data, *rest.data]]
    assert sorted(names) == ["A question", "Question 0", "Question 1", "Question 2"]
    assert (first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage) == (True, False)


@pytest.mark.parametrize(("search", "found"), [("CHAINRINGS", 1), ("100%", 0)])
async def test_conversations_are_found_by_what_was_said(
    conversations: Any, owner: Owner, search: str, found: int
) -> None:
    from chainlit.types import Pagination, ThreadFilter

    wanted = ThreadFilter(userId=owner.session.user.id, search=search)
    page = await conversations.list_threads(Pagination(first=9), wanted)
    assert len(page.data) == found


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ("draft_decide", "Waiting for you"),
        ("what is\n on order", "what is on order"),
        ("x" * 200, "x" * 79 + "…"),
    ],
)
async def test_a_conversation_has_a_name_that_a_person_would_give_it(
    conversations: Any, owner: Owner, named: str, shown: str
) -> None:
    await conversations.update_thread(owner.thread_id, name=named)
    assert (await conversations.get_thread(owner.thread_id))["name"] == shown


async def test_a_conversation_without_an_author_is_not_found(conversations: Any) -> None:
    assert await conversations.get_thread_author(str(uuid.uuid4())) == ""


async def test_the_log_never_repeats_what_people_said(conversations: Any, caplog: Any) -> None:
    from assistant.surfaces.chat.data_layer import ConversationsDown

    secret = "the margin of Tannerie Aurel"
    with pytest.raises(ConversationsDown):
        await conversations.rows("SELECT CAST(:said AS uuid)", said=secret)
    assert "could not be read or written" in caplog.text
    assert secret not in caplog.text
