"""Anchors: signed lines outside the database that say how far a chain had come, and to what hash.

Whoever can rewrite every row can make a chain that agrees with itself; it cannot agree with these.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from domain.store.anchor_places import Places, catch_up, in_thread, lines_of, second_lines
from domain.store.chain import CHAINS, shortened
from domain.store.cipher import is_signed, public_key, signed
from domain.store.connections import Connection, Connections
from domain.store.key_file import known_key, made_key
from domain.store.naming import checked

# The newest ledger entries may not be on the disk yet. A message in the write-ahead log is, and
# everything before it, when its transaction has been committed.
FLUSH = "select pg_logical_emit_message(true, 'countersign', 'anchor')"
HEAD = "select position, hash from {table} where tenant = $1 order by position desc limit 1"
THERE = "select position, hash from {table} where tenant = $1 and position = any($2::bigint[])"
SIGNATURE = "signature"


@dataclass(frozen=True)
class Head:
    """How far a chain had come."""

    tenant: str
    chain: str
    position: int
    hash: str


async def anchor(connections: Connections, places: Places, tenants: Sequence[str]) -> int:
    """Add a line for each chain that has grown; answers how many were added."""

    async def read(connection: Connection) -> list[Head]:
        found = [head for tenant in tenants for head in await heads(connection, tenant)]
        await connection.execute(FLUSH)
        return found

    newest = await connections.run(read, again=True)
    # A new key beside old lines would make liars of them all.
    known = known_key if lines_of(places.file) else made_key
    key = known(places.key, "the anchors")
    before = 0

    def following(there: list[str]) -> list[str]:
        nonlocal before
        before = len(there)
        return list(continued(key, there, newest))

    lines = await in_thread(places.file, following)
    if places.database_url:
        await catch_up(places.database_url, lines)
    return len(lines) - before


async def heads(connection: Connection, tenant: str) -> list[Head]:
    """The newest position of each chain of a tenant that has begun."""
    found = []
    async with connection.transaction():
        await connection.execute(f"set local app.tenant = '{checked(tenant)}'")
        for name, chain in CHAINS.items():
            for record in await connection.fetch(HEAD.format(table=chain.table), tenant):
                found.append(Head(tenant, name, record["position"], record["hash"].hex()))
    return found


def continued(key: bytes, there: Sequence[str], newest: Sequence[Head]) -> Iterator[str]:
    """The lines that follow; each names the digest of the one before it."""
    known = {(said["tenant"], said["chain"]): said["position"] for said in map(said_in, there)}
    previous = there[-1] if there else ""
    for head in newest:
        if known.get((head.tenant, head.chain), 0) < head.position:
            at = datetime.now(UTC).isoformat(timespec="seconds")
            content = {**vars(head), "at": at, "previous": digest(previous)}
            signature = signed(key, canonical(content)).hex()
            previous = json.dumps({**content, SIGNATURE: signature})
            yield previous


def digest(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()


def canonical(content: dict[str, Any]) -> bytes:
    """The bytes that are signed, whatever the order in which the fields were written."""
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def said_in(line: str) -> dict[str, Any]:
    """What a line says, in the types that it must have; an unreadable line says nothing."""
    nothing = {"tenant": "", "chain": "", "position": 0, "hash": "", "at": "", SIGNATURE: ""}
    try:
        said = json.loads(line)
    except ValueError:
        return nothing
    kinds = {name: type(value) for name, value in nothing.items()}
    if not isinstance(said, dict) or any(type(said.get(n)) is not k for n, k in kinds.items()):
        return nothing
    return said


@dataclass(frozen=True)
class Anchored:
    """What the anchors say, and what is wrong with the anchors themselves."""

    lines: list[dict[str, Any]]
    findings: list[str]

    async def differing(self, connection: Connection, tenant: str) -> list[str]:
        """Where this tenant's chains are not those that were anchored."""
        found = list(self.findings)
        for name in CHAINS:
            mine = [s for s in self.lines if s["tenant"] == tenant and s["chain"] == name]
            found += await missed(connection, tenant, name, mine)
        return found


async def anchored(places: Places) -> Anchored:
    """Read and check the anchors; without any there is nothing to compare."""
    lines = lines_of(places.file)
    other = await second_lines(places.database_url) if places.database_url else lines
    if not lines and not other:
        return Anchored([], [])
    public = public_key(known_key(places.key, "the anchors"))
    findings = list(faults(public, lines, str(places.file)))
    if other != lines:
        findings += faults(public, other, "the second store of anchors")
        findings += parting(lines, other, str(places.file))
    both = {line: None for line in (*lines, *other)}
    said = [said for said in map(said_in, both) if honest(public, said)]
    findings = shortened(findings, "the anchors")
    return Anchored(said, [*findings, advice(places)] if findings else [])


def advice(places: Places) -> str:
    """What to do about damaged anchors, which is nothing to do with the record."""
    second = (
        " The second store takes no lines of the new one until its table countersign_anchors is "
        "renamed."
        if places.database_url
        else ""
    )
    return (
        "So the anchors are damaged; whether the record is, only the other findings say. Keep "
        f"{places.file} for whoever examines it, move it away, and begin a new one with "
        f"`countersign anchor`.{second}"
    )


def parting(lines: list[str], other: list[str], file: str) -> Iterator[str]:
    """Where the two stores no longer say the same; the second may only be behind."""
    pairs = enumerate(zip(lines, other, strict=False), 1)
    wrong = next((number for number, (here, there) in pairs if here != there), None)
    if wrong is not None:
        yield f"From line {wrong} on, {file} and the second store of anchors differ."
    elif len(other) > len(lines):
        gone = len(other) - len(lines)
        yield f"{file} ends {gone} before the second store of anchors: its last were removed."


def honest(public: bytes, said: dict[str, Any]) -> bool:
    """Whether the holder of the key has said this."""
    content = {name: value for name, value in said.items() if name != SIGNATURE}
    try:
        return is_signed(public, canonical(content), bytes.fromhex(said[SIGNATURE]))
    except ValueError:
        return False


def faults(public: bytes, lines: Sequence[str], where: str) -> Iterator[str]:
    """Lines that were changed, removed or added by somebody without the key."""
    previous = ""
    for number, line in enumerate(lines, 1):
        said = said_in(line)
        if not honest(public, said):
            yield f"Line {number} of {where} was not signed with the key of this installation."
        elif said["previous"] != digest(previous):
            yield f"Before line {number} of {where} a line was changed, removed or added."
        previous = line


async def missed(
    connection: Connection, tenant: str, name: str, mine: Sequence[dict[str, Any]]
) -> list[str]:
    """The first anchor that a chain does not keep; those after it say nothing more."""
    chain = CHAINS[name]
    positions = [said["position"] for said in mine]
    records = await connection.fetch(THERE.format(table=chain.table), tenant, positions)
    there = {record["position"]: record["hash"].hex() for record in records}
    length = await chain.length(connection, tenant)
    kept = 0
    for said in mine:
        position, at = said["position"], said["at"]
        which = f"The {chain.noun} at position {position} of {tenant}, anchored at {at},"
        if position > length:
            return [f"{which} is missing: the newest were removed behind {length}."]
        if position not in there:
            return [f"{which} is missing."]
        if there[position] != said["hash"]:
            return [f"{which} is another now: rewritten behind position {kept}."]
        kept = position
    return []
