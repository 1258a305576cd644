"""Confidential: the names of each tenant that no model outside may read, as they stand today."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.master_data import Known, Rows
from assistant.phrasebook.vocabulary.document_kinds import DOCUMENT_KINDS
from assistant.phrasebook.vocabulary.legal_forms import LEGAL_FORMS
from domain.governance.member import MemberRow, members
from domain.kernel.uncollected import uncollected
from guardrails.redaction import Boundary, Endpoint, Name, NameIndex, Policy, Vault, recalled
from guardrails.redaction.boundary import Finds
from guardrails.redaction.names import Joined
from guardrails.redaction.own_numbers import OwnNumbers
from guardrails.redaction.previews import on_card

KINDS = frozenset({"supplier", "customer"})
"""Records with names that a policy may hide; the others are things and places."""
DOCUMENTS = OwnNumbers(frozenset(prefix for prefix, _ in DOCUMENT_KINDS.values()))
JOINING = ("&", "+")
FEW = 1_000  # More new names than these are put into the index that stays.
MOST_PEOPLE = 10_000


@dataclass
class Hidden:
    """The index of one tenant: which records it was built of, and what came since."""

    position: int
    records: dict[Any, Any]
    base: NameIndex
    joined: Joined


@dataclass
class Confidential:
    """Follows master data; every name is in it before the next text goes out."""

    reading: Callable[[str], Rows]
    kept: dict[str, Hidden] = field(default_factory=dict)
    building: dict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    detectors: Finds | None = None

    async def boundary(
        self,
        known: Known,
        tenant: str,
        conversation: str,
        vault: Vault | Mapping[str, Any],
        policy: Policy,
        endpoint: Endpoint,
        currency: str = "",
    ) -> Boundary:
        """The way of one conversation to one endpoint, with the pseudonyms it used so far."""
        if self.detectors is None:
            self.detectors = await asyncio.to_thread(loaded)
        names = await self.names(tenant, known)
        opened = vault if isinstance(vault, Vault) else recalled(vault, tenant, conversation)
        return Boundary(policy, endpoint, opened, self.detectors, names, on_card, currency)

    async def names(self, tenant: str, known: Known) -> Joined:
        """The tenant's names as of the position of what is known; built anew off the loop."""
        async with self.building[tenant]:
            hidden = self.kept.get(tenant)
            if hidden and hidden.position == known.position:
                return hidden.joined
            position, entries = known.position, dict(known.names.entries)
            if hidden is None or len(fresh(entries, hidden.records)) > FEW:
                base = await asyncio.to_thread(indexed, list(entries.values()))
                hidden = Hidden(position, entries, base, Joined())
            people = await self._people(tenant)
            new = [*map(named, fresh(entries, hidden.records)), *people]
            beside = await asyncio.to_thread(NameIndex, new)
            hidden.position, hidden.joined = position, Joined((hidden.base, beside, DOCUMENTS))
            self.kept[tenant] = hidden
            return hidden.joined

    async def _people(self, tenant: str) -> list[Name]:
        asked = members.where(limit=MOST_PEOPLE, counted=False)
        rows = (await self.reading(tenant).rows(asked)).rows
        return [person(row) for row in rows]


def loaded() -> Finds:
    """The detectors, whose library takes seconds to load and is of use with a model alone."""
    from guardrails.redaction.detectors import Detectors

    return Detectors()


def fresh(entries: Mapping[Any, Any], records: Mapping[Any, Any]) -> list[Any]:
    """The entries with names to hide that were not there, or read otherwise, before."""
    return [
        entry for key, entry in entries.items() if key[0] in KINDS and records.get(key) is not entry
    ]


def indexed(entries: Iterable[Any]) -> NameIndex:
    with uncollected():
        return NameIndex(named(entry) for entry in entries if entry.record.kind in KINDS)


def named(entry: Any) -> Name:
    record = entry.record
    aliases = (*record.aliases, *short_forms(record.name))
    return Name(record.kind, record.id, record.name, aliases, record.codes)


def short_forms(name: str) -> Iterator[str]:
    """The name without its legal form, as it is written."""
    words = name.split()
    while len(words) > 1 and (formal(words[-1]) or words[-1] in JOINING):
        words.pop()
        yield " ".join(words).rstrip(",")


def formal(word: str) -> bool:
    return word.replace(".", "").strip(",()").casefold() in LEGAL_FORMS


def person(row: MemberRow) -> Name:
    """Their name; the id they sign in with is often an ordinary word, such as "buyer"."""
    codes = () if row.user.isalpha() else (row.user,)
    return Name("person", row.user, row.name, (), codes)
