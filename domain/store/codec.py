"""The codec: events to text and back, by type name, with older forms lifted to today's."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pydantic_core import PydanticSerializationError, from_json, to_json

from domain.kernel import Cause, Event, Fact, Refused
from domain.store.data_keys import Ask, DataKeys
from domain.store.event_store import StoreUnavailable
from domain.store.forgetting import just_forgotten
from domain.store.sealing import (
    MARK,
    Place,
    holds,
    key_ids,
    looks_sealed,
    may_hold,
    private_in,
    sealed,
    subjects_of,
    unsealed,
)

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
COLUMNS = "stream, stream_version, type, schema_version, payload, metadata, position, recorded_at"
NUL = "\\u0000"


class Codec:
    """Type names are storage format: renaming an event needs an upcaster under its old name."""

    def __init__(
        self,
        events: Iterable[type[Event]],
        upcasters: Mapping[tuple[str, int], Upcaster] | None = None,
    ) -> None:
        """An upcaster for (name, version) lifts that payload to the next version."""
        self.types: dict[str, type[Event]] = {}
        self.upcasters = dict(upcasters or {})
        for event in events:
            if self.types.setdefault(event.__name__, event) is not event:
                raise ValueError(f"Two events are called {event.__name__}: rename one of them.")
        self.personal = {name for name, event in self.types.items() if holds(event)}
        self.keys = DataKeys()

    def anew(self) -> "Codec":
        """The same codec, which remembers no key yet."""
        return Codec(self.types.values(), self.upcasters)

    def texts(self, facts: Iterable[Fact]) -> list[str]:
        """The events as JSON, with personal data still in the open."""
        return [self.payload(fact.event) for fact in facts]

    async def payloads(
        self, tenant: str, facts: Sequence[Fact], ask: Ask, change: Ask
    ) -> list[str]:
        """The events as JSON, with personal data sealed; `change` keeps keys that are new."""
        texts = self.texts(facts)
        trees = {
            n: from_json(texts[n])
            for n, fact in enumerate(facts)
            if type(fact.event).__name__ in self.personal and may_hold(fact.event, texts[n])
        }
        private = {}
        for n, tree in trees.items():
            if MARK in texts[n] and looks_sealed(tree):
                raise unstorable()  # It would be taken for sealed when it is read.
            if found := private_in(type(facts[n].event), facts[n].stream, tree):
                private[n] = found
        if private:
            subjects = {s for found in private.values() for one in found for s in one.subjects}
            keys = await self.keys.given(tenant, subjects, ask, change)
            for n, found in private.items():
                sealed(found, keys, Place(tenant, facts[n].stream, facts[n].version))
                texts[n] = to_json(trees[n]).decode()
        return texts

    def about_somebody(self, facts: Iterable[Fact]) -> bool:
        """Whether any of them can hold personal data."""
        return not self.personal.isdisjoint(type(fact.event).__name__ for fact in facts)

    async def must_stand(self, tenant: str, facts: Sequence[Fact], ask: Ask) -> None:
        """Refuse facts about somebody who was forgotten after they had been sealed.

        Called once nobody can forget any more before these facts are recorded.
        """
        private = [f for f in facts if type(f.event).__name__ in self.personal]
        subjects = {s for fact in private for s in subjects_of(fact)}
        if subjects and (gone := subjects - await self.keys.standing(tenant, subjects, ask)):
            raise just_forgotten(min(gone))

    async def facts(self, tenant: str, records: Iterable[Any], ask: Ask) -> list[Fact]:
        """Facts from the values of COLUMNS; their keys are asked for together, if any is needed."""
        rows = list(records)
        closed = [n for n, row in enumerate(rows) if self._is_sealed(row)]
        if closed:
            for n, text in zip(closed, await self._opened(tenant, rows, closed, ask), strict=True):
                rows[n] = (*rows[n][:4], text, *rows[n][5:])
        return [self.fact(row) for row in rows]

    def are_sealed(self, records: Iterable[Any]) -> bool:
        """Whether any of these cannot be read without a key."""
        return any(map(self._is_sealed, records))

    def _is_sealed(self, record: Any) -> bool:
        return record[2] in self.personal and MARK in record[4]

    async def _opened(
        self, tenant: str, rows: Sequence[Any], closed: Sequence[int], ask: Ask
    ) -> list[str]:
        trees: list[Any] = [from_json(rows[n][4]) for n in closed]
        places = [Place(tenant, rows[n][0], rows[n][1]) for n in closed]
        needed = {key for tree in trees for key in key_ids(tree)}
        keys = await self.keys.known(tenant, needed, ask)
        pairs = zip(trees, places, strict=True)
        return [to_json(unsealed(tree, keys, place)).decode() for tree, place in pairs]

    def beside(self, of: tuple[Any, ...]) -> list[str]:
        """The names of all known events but those of these types, or of what types share."""
        return [name for name, event in self.types.items() if not issubclass(event, of)]

    def payload(self, event: Event) -> str:
        """The event as JSON; every stored type must be one that can be read again."""
        if self.types.get(type(event).__name__) is not type(event):
            raise ValueError(f"{type(event).__name__} is not among the events of the catalog.")
        return written(event)

    def fact(self, record: Iterable[Any]) -> Fact:
        """A fact from the values of COLUMNS."""
        stream, version, name, schema, payload, metadata, position, recorded_at = record
        known = self.types.get(name)
        if known is not None and schema == known.schema_version:
            event = known.model_validate_json(payload)
        else:
            event = self._lifted(name, schema, from_json(payload))
        return Fact(stream, version, event, cause(metadata), position, recorded_at)

    def _lifted(self, name: str, schema: int, payload: dict[str, Any]) -> Event:
        while (name, schema) in self.upcasters:
            payload, schema = self.upcasters[name, schema](payload), schema + 1
        known = self.types.get(name)
        if known is None or known.schema_version != schema:
            raise StoreUnavailable(
                f"The store holds a {name} in form {schema}, which this program cannot read: "
                "start the version of Countersign that wrote it."
            )
        return known.model_validate(payload)


def written(event: Event) -> str:
    """The event as JSON text that Postgres can hold."""
    try:
        # Without a look at settings that no event has, this takes two thirds of the time.
        return storable(event.__pydantic_serializer__.to_json(event).decode())
    except (PydanticSerializationError, UnicodeError) as error:
        raise unstorable() from error


@lru_cache(maxsize=4096)
def metadata(cause: Cause) -> str:
    """The hands, draft and trace as JSON; what is empty is left out."""
    filled = {"by": list(cause.by), "draft": cause.draft, "trace": cause.trace}
    return storable(to_json({name: kept for name, kept in filled.items() if kept}).decode())


@lru_cache(maxsize=4096)
def cause(text: str) -> Cause:
    """The cause behind stored metadata; the facts of one command share it."""
    stored = from_json(text)
    return Cause(tuple(stored.get("by", ())), stored.get("draft", ""), stored.get("trace", ""))


def storable(text: str) -> str:
    """The same JSON text, or a refusal of the one character that Postgres cannot hold."""
    if NUL in text and NUL in text.replace("\\\\", ""):
        raise unstorable()
    return text


def unstorable() -> Refused:
    return Refused(
        "The text contains a character that cannot be stored: type it again without it.",
        "unstorable",
    )
