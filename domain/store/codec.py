"""The codec: events to text and back, by type name, with older forms lifted to today's."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from pydantic_core import PydanticSerializationError, from_json, to_json

from domain.kernel import Cause, Event, Fact, Refused
from domain.store.event_store import StoreUnavailable

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
        return storable(event.model_dump_json())
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
