"""The files of a conversation: charts and element data, in the database beside their elements."""

from collections.abc import Awaitable, Callable
from typing import Any

from chainlit.context import context

from assistant.surfaces.chat.shell import PATH

KEEP = """
    INSERT INTO files ("objectKey", "threadId", "content")
    VALUES (:key, CAST(:thread AS uuid), :content)
    ON CONFLICT ("tenant", "objectKey") DO UPDATE SET "content" = EXCLUDED."content" """
DELETE = 'DELETE FROM files WHERE "objectKey" = :key'
Execute = Callable[[str, dict[str, Any]], Awaitable[Any]]


class Files:
    """What Chainlit asks of a store of files."""

    def __init__(self, execute: Execute) -> None:
        self.execute = execute

    async def upload_file(
        self,
        object_key: str,
        data: bytes | str,
        mime: str = "application/octet-stream",
        overwrite: bool = True,
        content_disposition: str | None = None,
    ) -> dict[str, Any]:
        await self.keep(object_key, context.session.thread_id, data)
        return {"object_key": object_key, "url": await self.get_read_url(object_key)}

    async def keep(self, object_key: str, thread_id: str, data: bytes | str) -> None:
        """It goes with its conversation, whoever deletes that."""
        content = data.encode("utf-8") if isinstance(data, str) else data
        await self.execute(KEEP, {"key": object_key, "thread": thread_id, "content": content})

    async def delete_file(self, object_key: str) -> bool:
        await self.execute(DELETE, {"key": object_key})
        return True

    async def get_read_url(self, object_key: str) -> str:
        """An address that the gate opens to the owner of the conversation only."""
        return f"{PATH}/files/{object_key}"

    async def close(self) -> None:
        """Nothing stays open between two files."""
