"""Data keys: one for each data subject of a tenant, kept in memory for a minute at most."""

import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from time import monotonic

from domain.store.cipher import new_key
from domain.store.connections import Record
from domain.store.forgetting import QUIET, just_forgotten

KEPT = 10_000  # Keys that a process remembers, and
SECONDS = 60.0  # how long: a key that another process destroyed must not live on here.
KNOWN = "select key_id, subject, key from es.data_keys where tenant = $1 and key_id = any($2)"
OF_SUBJECTS = (
    "select key_id, subject, key from es.data_keys where tenant = $1 and subject = any($2)"
)
RECENT = (
    "select subject from es.forgotten where tenant = $1 and subject = any($2)"
    " and forgotten_at > clock_timestamp() - make_interval(secs => $3) limit 1"
)
MAKE = (
    "insert into es.data_keys (tenant, subject, key_id, key)"
    " select $1, * from unnest($2::text[], $3::text[], $4::bytea[]) on conflict do nothing"
)
Ask = Callable[..., Awaitable[list[Record]]]
"""Sends a statement with its values for one tenant, and answers its records."""


@dataclass(frozen=True)
class DataKey:
    """The key of one data subject; its id stands beside all that it seals."""

    key_id: str
    subject: str
    key: bytes = field(repr=False)


class DataKeys:
    """What this process remembers; a key that is no longer there is remembered as None."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.clock = clock
        self.given_away: dict[str, DataKey | None] = {}
        """Keys that are taken for what is said here, whatever the table says."""
        self.remembered: OrderedDict[tuple[str, str], tuple[float, DataKey | None]] = OrderedDict()

    async def known(self, tenant: str, ids: Collection[str], ask: Ask) -> dict[str, DataKey | None]:
        """The keys with these ids, by one question for all that are not remembered."""
        found = {key_id: kept for key_id in ids for kept in self._remembered(tenant, key_id)}
        found |= {key_id: kept for key_id, kept in self.given_away.items() if key_id in ids}
        if missing := [key_id for key_id in ids if key_id not in found]:
            asked = {key.key_id: key for key in keys(await ask(KNOWN, tenant, missing))}
            for key_id in missing:
                found[key_id] = asked.get(key_id)
                self.remember(tenant, key_id, found[key_id])
        return found

    async def given(
        self, tenant: str, subjects: Collection[str], ask: Ask, change: Ask
    ) -> dict[str, DataKey]:
        """The keys to seal with, made where there are none; never from memory.

        Sealed with a key that is destroyed already, new data would be lost as it is written.
        """
        found = await self._of(tenant, subjects, ask)
        if new := sorted(set(subjects) - found.keys()):
            for gone in await ask(RECENT, tenant, new, QUIET):
                raise just_forgotten(gone["subject"])
        while new := sorted(set(subjects) - found.keys()):
            ids, made = [secrets.token_hex(8) for _ in new], [new_key() for _ in new]
            await change(MAKE, tenant, new, ids, made)
            found |= await self._of(tenant, new, ask)  # Another process may have been first.
        return found

    async def _of(self, tenant: str, subjects: Collection[str], ask: Ask) -> dict[str, DataKey]:
        records = await ask(OF_SUBJECTS, tenant, list(subjects))
        return {key.subject: key for key in keys(records)}

    async def standing(self, tenant: str, subjects: Collection[str], ask: Ask) -> set[str]:
        """Those among them who have a key at this moment."""
        return set(await self._of(tenant, subjects, ask))

    def drop(self, tenant: str) -> None:
        """Remember nothing of this tenant any more."""
        for place in [place for place in self.remembered if place[0] == tenant]:
            del self.remembered[place]

    def _remembered(self, tenant: str, key_id: str) -> list[DataKey | None]:
        until, kept = self.remembered.get((tenant, key_id), (0.0, None))
        return [kept] if self.clock() < until else []

    def remember(self, tenant: str, key_id: str, key: DataKey | None) -> None:
        place = tenant, key_id
        self.remembered[place] = self.clock() + SECONDS, key
        self.remembered.move_to_end(place)
        if len(self.remembered) > KEPT:
            self.remembered.popitem(last=False)


def keys(records: list[Record]) -> list[DataKey]:
    return [DataKey(*record) for record in records]
