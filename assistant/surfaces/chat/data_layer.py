"""The memory of conversations: Chainlit's own layer, with the ownership checks it lacks."""

import logging
import re
import sys
from typing import Any

from chainlit.context import context
from chainlit.data.sql_alchemy import SQLAlchemyDataLayer
from chainlit.element import Element
from chainlit.types import (
    Feedback,
    PageInfo,
    PaginatedResponse,
    Pagination,
    ThreadDict,
    ThreadFilter,
)
from chainlit.user import PersistedUser, User

from assistant.surfaces.chat import wording
from assistant.surfaces.chat.gate import VISITOR
from assistant.surfaces.chat.speaking import ROLE, Told, speaking_for, tenant_of
from assistant.surfaces.chat.storage import Files

SCHEMA = "chat"
LONGEST_NAME = 80
BY_ID = re.compile(r'ON CONFLICT \("?id"?\)')
WITHIN_THE_TENANT = 'ON CONFLICT ("tenant", "id")'

OWNER_OF_THREAD = 'SELECT "userIdentifier" AS owner FROM threads WHERE id = CAST(:id AS uuid)'
THREAD_OF_ELEMENT = 'SELECT "threadId" AS thread FROM elements WHERE id = CAST(:id AS uuid)'
OWNER_OF_STEP = """
    SELECT t."userIdentifier" AS owner
    FROM steps s JOIN threads t ON t.id = s."threadId" WHERE s.id = CAST(:id AS uuid)"""
OWNER_OF_FEEDBACK = """
    SELECT t."userIdentifier" AS owner
    FROM feedbacks f JOIN steps s ON s.id = f."forId" JOIN threads t ON t.id = s."threadId"
    WHERE f.id = CAST(:id AS uuid)"""
FILE_OF = """
    SELECT f."content" FROM elements e JOIN threads t ON t.id = e."threadId"
    JOIN files f ON f."objectKey" = e."objectKey"
    WHERE e."objectKey" = :key AND t."userIdentifier" = :identifier"""
DELETE_THREAD = "DELETE FROM threads WHERE id = CAST(:id AS uuid)"
DELETE_CONTENTS = """
    DELETE FROM files f USING elements e
    WHERE e."forId" = CAST(:id AS uuid) AND f."objectKey" = e."objectKey" """
THREADS_OF_USER = """
    SELECT t.id, t.name, t."createdAt", t."userId", t."userIdentifier",
           coalesce(s.last, t."createdAt") AS last
    FROM threads t
    LEFT JOIN LATERAL (
        SELECT max("createdAt") AS last FROM steps WHERE "threadId" = t.id
    ) s ON true
    WHERE t."userId" = CAST(:user AS uuid) AND (:search = '' OR EXISTS (
        SELECT FROM steps
        WHERE "threadId" = t.id AND strpos(lower("output"), lower(:search)) > 0))
    ORDER BY last DESC NULLS LAST, t.id
    LIMIT :first OFFSET :skip"""


class ConversationsDown(RuntimeError):
    """The conversations could not be read or written."""


class Foreign(PermissionError):
    """Somebody reached for a part of another person's conversation."""


class Discreet(logging.Filter):
    """Chainlit logs a failing statement with its values, and these are what people said."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = sys.exception()
        if error is not None and record.module == "sql_alchemy":
            cause = type(getattr(error, "orig", None) or error)
            record.msg = f"The conversations could not be read or written: {cause.__qualname__}"
            record.args, record.exc_info, record.exc_text = (), None, None
        return True


DISCREET = Discreet()


class Conversations(SQLAlchemyDataLayer):
    """Fails closed: an error is an error, and a check that finds nothing says no."""

    def __init__(self, database_url: str) -> None:
        settings = {"role": ROLE, "search_path": SCHEMA, "timezone": "UTC"}
        connection = {
            "dsn": database_url,
            "server_settings": settings,
            "target_session_attrs": "read-write",  # Of several servers the one that is in charge.
        }
        self.files = Files(self.execute_sql)
        storage: Any = self.files  # It has the methods, and need not inherit them.
        super().__init__("postgresql+asyncpg://", connection, storage_provider=storage)
        opened: Any = self.async_session
        told: Any = lambda: Told(opened())  # noqa: E731
        self.async_session = told
        logging.getLogger(SQLAlchemyDataLayer.__module__.partition(".")[0]).addFilter(DISCREET)

    async def execute_sql(
        self, query: str, parameters: dict[str, Any]
    ) -> list[dict[str, Any]] | int:
        """Chainlit's keys are the id alone; here the business leads each of them."""
        result = await super().execute_sql(BY_ID.sub(WITHIN_THE_TENANT, query), parameters)
        if result is None:
            raise ConversationsDown("The conversations could not be read or written.")
        return result

    async def rows(self, query: str, **parameters: object) -> list[dict[str, Any]]:
        result = await self.execute_sql(query, parameters)
        return result if isinstance(result, list) else []

    async def owner(self, query: str, key: str) -> str | None:
        rows = await self.rows(query, id=key)
        return rows[0]["owner"] if rows else None

    async def get_user(self, identifier: str) -> PersistedUser | None:
        """Chainlit asks for whom a cookie has proved, before there is a session."""
        with speaking_for(tenant_of(identifier)):
            return await super().get_user(identifier)

    async def create_user(self, user: User) -> PersistedUser | None:
        """Chainlit does so when the password was right; an older cookie may name somebody else."""
        with speaking_for(tenant_of(user.identifier)):
            return await super().create_user(user)

    async def get_thread_author(self, thread_id: str) -> str:
        """The author's identifier; empty, and so not found, when there is none."""
        return await self.owner(OWNER_OF_THREAD, thread_id) or ""

    async def update_thread(
        self,
        thread_id: str,
        name: str | None = None,
        user_id: str | None = None,
        metadata: dict[str, Any] | None = None,
        tags: list[str] | None = None,
    ) -> None:
        if name is None and user_id is None and tags is None:
            owned = bool(await self.get_thread_author(thread_id))
            # Chainlit asks for the mere thread before each step, and leaves metadata at the end.
            # One that was deleted meanwhile begins anew with a step, and not with its end.
            if owned == (metadata is None):
                return
            user_id = None if owned else my_id()
        title = None if name is None else readable(name)
        await super().update_thread(thread_id, title, user_id, metadata, tags)

    async def list_threads(
        self, pagination: Pagination, filters: ThreadFilter
    ) -> PaginatedResponse[ThreadDict]:
        """One page of names; the stock layer reads every step of a thousand conversations."""
        skip = int(pagination.cursor or 0)
        found = await self.rows(
            THREADS_OF_USER,
            user=filters.userId,
            search=filters.search or "",
            first=pagination.first + 1,
            skip=skip,
        )
        page = found[: pagination.first]
        end = str(skip + len(page))
        info = PageInfo(hasNextPage=len(found) > len(page), startCursor=str(skip), endCursor=end)
        return PaginatedResponse(pageInfo=info, data=[summary(row) for row in page])

    async def delete_thread(self, thread_id: str) -> None:
        """All of it goes, or nothing."""
        await self.execute_sql(DELETE_THREAD, {"id": thread_id})

    async def delete_step(self, step_id: str) -> None:
        """The stock layer deletes its parts, and leaves their contents behind."""
        await self.execute_sql(DELETE_CONTENTS, {"id": step_id})
        await super().delete_step(step_id)

    async def create_element(self, element: Element) -> None:
        """A file that somebody dropped is kept as evidence, with its hash, and not here again."""
        if element.path:
            return
        await self.check_element(element.id, element.thread_id)
        if context.session.has_first_interaction:
            # A click can come before any message: the conversation must exist before its parts.
            await self.update_thread(element.thread_id, user_id=my_id())
        await super().create_element(element)

    async def delete_element(self, element_id: str, thread_id: str | None = None) -> None:
        await self.check_element(element_id, thread_id)
        await super().delete_element(element_id, thread_id)

    async def check_element(self, element_id: str, thread_id: str | None) -> None:
        stored = await self.rows(THREAD_OF_ELEMENT, id=element_id)
        moved = bool(stored) and str(stored[0]["thread"]) != thread_id
        if thread_id is None or moved or not await self.mine(thread_id):
            raise Foreign("This element belongs to another conversation.")

    async def mine(self, thread_id: str) -> bool:
        """Mine by name, or still nobody's and the conversation of this very session."""
        owner = await self.owner(OWNER_OF_THREAD, thread_id)
        user = context.session.user
        if owner is None:
            return bool(context.session.thread_id == thread_id)
        return user is not None and owner == user.identifier

    async def upsert_feedback(self, feedback: Feedback) -> str:
        await self.check_feedback(OWNER_OF_STEP, feedback.forId)
        if feedback.id:
            await self.check_feedback(OWNER_OF_FEEDBACK, feedback.id)
        return await super().upsert_feedback(feedback)

    async def delete_feedback(self, feedback_id: str) -> bool:
        await self.check_feedback(OWNER_OF_FEEDBACK, feedback_id)
        return await super().delete_feedback(feedback_id)

    async def check_feedback(self, query: str, key: str) -> None:
        """These routes have no session of Chainlit's; the gate knows who is calling."""
        visitor = VISITOR.get()
        owner = await self.owner(query, key)
        if visitor is None or owner is None or owner != visitor.identifier:
            raise Foreign("This answer belongs to another conversation.")

    async def read_file(self, key: str, identifier: str | None) -> bytes | None:
        """The content of an element, for the owner of its conversation."""
        rows = await self.rows(FILE_OF, key=key, identifier=identifier)
        return rows[0]["content"] if rows else None


def my_id() -> str | None:
    user = context.session.user
    return user.id if isinstance(user, PersistedUser) else None


def readable(name: str) -> str:
    """A conversation that began with a click is named after the queue, not after the callback."""
    if name.startswith(("batch_", "draft_")):
        return wording.WAITING
    line = " ".join(name.split())
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"


def summary(row: dict[str, Any]) -> ThreadDict:
    return ThreadDict(
        id=row["id"],
        createdAt=row["last"],
        name=row["name"],
        userId=row["userId"],
        userIdentifier=row["userIdentifier"],
        tags=[],
        metadata={},
        steps=[],
        elements=[],
    )
