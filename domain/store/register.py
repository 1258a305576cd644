"""The register of the forgotten, outside the database: a restore brings none of them back."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain.store.anchor_places import in_thread, lines_of
from domain.store.connections import Connections, owner
from domain.store.event_store import StoreUnavailable
from domain.store.key_file import known_key, made_key

GONE = (
    "select subject, max(forgotten_at) as at from es.forgotten where tenant = $1 group by subject"
)
TABLE = "create table if not exists countersign_forgotten (line text primary key)"
LINES = "select line from countersign_forgotten"
ADD = (
    "insert into countersign_forgotten (line) select unnest($1::text[])"
    " on conflict (line) do nothing"
)
WHAT, OF_WHAT = "The lines of the register of the forgotten", "the register of the forgotten"


@dataclass(frozen=True)
class Known:
    """Who was forgotten when, under a name that only the holder of the key can make."""

    key: bytes = b""
    times: Mapping[str, datetime] | None = None

    def at(self, tenant: str, subject: str) -> datetime | None:
        """When somebody was forgotten last, or nothing."""
        return self.times.get(alias(self.key, tenant, subject)) if self.times else None


@dataclass(frozen=True)
class Register:
    """A file beside the anchors, and the second store that these have."""

    file: Path
    key: Path
    second_url: str = ""

    @classmethod
    def of(cls, home: Path, second_url: str = "") -> "Register":
        """One for all databases of this home: a backup may be restored into another than its own.

        Who has the same name in two of them, and is forgotten in one, stays so in both.
        """
        return cls(home / "forgotten.jsonl", home / "forgotten.key", second_url)

    async def keep(self, connections: Connections, tenant: str) -> None:
        """Write down who was forgotten in a business and is not here yet."""
        found = await connections.fetch(tenant, GONE, tenant)
        if not found:
            return
        key = self._key(lines_of(self.file, WHAT))
        lines = [line(key, tenant, record["subject"], record["at"]) for record in found]

        def following(there: list[str]) -> list[str]:
            known = set(there)
            return [each for each in lines if each not in known]

        everything = await in_thread(self.file, following, WHAT)
        if self.second_url:
            async with owner(self.second_url) as connection:
                await connection.execute(TABLE)
                await connection.execute(ADD, everything)

    async def known(self) -> Known:
        """All who are in either place; raises StoreUnavailable rather than leave one out."""
        lines = lines_of(self.file, WHAT)
        if self.second_url:
            async with owner(self.second_url) as connection:
                await connection.execute(TABLE)
                lines += [record["line"] for record in await connection.fetch(LINES)]
        times: dict[str, datetime] = {}
        for number, each in enumerate(lines, 1):
            who, at = self._read(each, number)
            times[who] = max(at, times.get(who, at))
        return Known(known_key(self.key, OF_WHAT) if lines else b"", times)

    def _key(self, lines: Sequence[str]) -> bytes:
        """A new key beside old lines would let everybody in them come back."""
        return known_key(self.key, OF_WHAT) if lines else made_key(self.key, OF_WHAT)

    def _read(self, text: str, number: int) -> tuple[str, datetime]:
        try:
            said = json.loads(text)
            return str(said["who"]), datetime.fromisoformat(said["at"]).astimezone(UTC)
        except (ValueError, LookupError, TypeError) as error:
            raise StoreUnavailable(
                f"Line {number} of {self.file} cannot be read, so nobody knows who must stay "
                "forgotten: put back a copy of the file, or take that line out of it."
            ) from error


def line(key: bytes, tenant: str, subject: str, at: datetime) -> str:
    return json.dumps({"who": alias(key, tenant, subject), "at": at.astimezone(UTC).isoformat()})


def alias(key: bytes, tenant: str, subject: str) -> str:
    """HMAC-SHA256 (RFC 2104): nobody can try out names on it who has not the key."""
    return hmac.new(key, f"{tenant}\n{subject}".encode(), hashlib.sha256).hexdigest()
