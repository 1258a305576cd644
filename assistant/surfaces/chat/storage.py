"""The files of a conversation: charts and element data, on the local disk under one folder."""

import asyncio
from pathlib import Path
from typing import Any

from assistant.surfaces.chat.shell import PATH


class LocalFiles:
    """What Chainlit asks of a store of files; a key that leads out of the root is refused."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def path(self, object_key: str) -> Path:
        path = (self.root / object_key).resolve()
        if not path.is_relative_to(self.root) or path == self.root:
            raise PermissionError(f"{object_key} is not a file of a conversation.")
        return path

    async def upload_file(
        self,
        object_key: str,
        data: bytes | str,
        mime: str = "application/octet-stream",
        overwrite: bool = True,
        content_disposition: str | None = None,
    ) -> dict[str, Any]:
        content = data.encode("utf-8") if isinstance(data, str) else data
        await asyncio.to_thread(self.write, self.path(object_key), content)
        return {"object_key": object_key, "url": await self.get_read_url(object_key)}

    def write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    async def delete_file(self, object_key: str) -> bool:
        path = self.path(object_key)
        await asyncio.to_thread(path.unlink, missing_ok=True)
        return True

    async def get_read_url(self, object_key: str) -> str:
        """An address that the gate opens to the owner of the conversation only."""
        return f"{PATH}/files/{object_key}"

    async def close(self) -> None:
        """Nothing stays open between two files."""
