"""Evidence: the files that drafts were read from, kept under the digest of their content."""

from dataclasses import dataclass, field
from hashlib import sha256

from domain.store.connections import Connections
from domain.store.naming import checked

KEEP = (
    "insert into es.evidence (tenant, file, name, form, size, content, kept_by)"
    " values ($1, $2, $3, $4, $5, $6, $7) on conflict (tenant, file) do nothing"
)
GIVE = "select name, content from es.evidence where tenant = $1 and file = $2"


class PostgresFiles:
    """The files of each tenant; the same content is kept once, under the name it first came with.

    Nothing here changes a file that is kept, and retention alone deletes it.
    """

    def __init__(self, connections: Connections) -> None:
        self.connections = connections

    async def keep_file(self, tenant: str, content: bytes, name: str, form: str, by: str) -> str:
        file = named(content)
        values = (checked(tenant), file, name, form, len(content), content, by)
        await self.connections.change(tenant, KEEP, *values)
        return file

    async def give_file(self, tenant: str, file: str) -> tuple[str, bytes] | None:
        found = await self.connections.fetch(tenant, GIVE, checked(tenant), file)
        return (found[0]["name"], found[0]["content"]) if found else None


@dataclass
class MemoryFiles:
    """The same for as long as the process lives."""

    kept: dict[tuple[str, str], tuple[str, bytes]] = field(default_factory=dict)

    async def keep_file(self, tenant: str, content: bytes, name: str, form: str, by: str) -> str:
        file = named(content)
        self.kept.setdefault((tenant, file), (name, content))
        return file

    async def give_file(self, tenant: str, file: str) -> tuple[str, bytes] | None:
        return self.kept.get((tenant, file))


def named(content: bytes) -> str:
    return sha256(content).hexdigest()
