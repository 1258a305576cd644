"""Cloud events: a fact in the form in which it leaves for other systems (CloudEvents 1.0)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from typing import Any, get_args
from urllib.parse import quote

from pydantic import BaseModel

from domain.kernel import Event, Fact, Sensitivity, function_of
from domain.kernel.sensitivity import sensitivity_of

CONTENT_TYPE = "application/cloudevents+json"
FAMILY = "countersign"
LARGEST = 900_000  # Bytes; NATS takes a megabyte unless it is told otherwise.
LONGEST_SENTENCE = 4_000
STAYING = frozenset({Sensitivity.PERSONAL, Sensitivity.SECRET})
COPIED = frozenset({"origins"})
"""What repeats the arguments of a command without the marks of its fields."""

# CloudEvents 1.0.2, section 3.1.2: a string has no control characters, no half of a surrogate
# pair, and no code point that is no character.
UNSAYABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)


@dataclass(frozen=True)
class Publication:
    """What goes out for one fact: under which subject, with which id, and the words."""

    id: str
    subject: str
    body: bytes


def publication(tenant: str, fact: Fact, source: str, mark: str = "") -> Publication:
    """A recorded fact, ready to be sent; what is too large for the bus goes without its data.

    `mark` is that of the restore from which the history went on to this fact, if there was one.
    """
    sent = envelope(tenant, fact, source, mark)
    body = encoded(sent)
    if len(body) > LARGEST:
        del sent["data"], sent["datacontenttype"]
        body = encoded(sent | {"toolarge": True})
    return Publication(sent["id"], subject(tenant, type(fact.event)), body)


def envelope(tenant: str, fact: Fact, source: str, mark: str = "") -> dict[str, Any]:
    """The fact as a JSON object with its data; an attribute that would be empty is not there."""
    if fact.recorded_at is None:
        raise ValueError(f"{fact.name} is not recorded yet, so it cannot be published.")
    kind = type(fact.event)
    data, withheld = public(fact.event)
    attributes = {
        "specversion": "1.0",
        "id": identity(tenant, fact.position, mark),
        "source": source,
        "type": type_of(kind),
        "subject": sayable(fact.stream),
        "time": fact.recorded_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "dataschema": schema_of(kind),
        "tenant": sayable(tenant),
        "position": str(fact.position),  # An integer of CloudEvents ends at two milliards.
        "streamversion": fact.version,
        "trace": sayable(fact.cause.trace),
        "draft": sayable(fact.cause.draft),
        "withheld": ",".join(withheld),
        # A sentence may repeat in words what stays here.
        "sentence": "" if any(withheld.values()) else sayable(str(fact.event))[:LONGEST_SENTENCE],
    }
    return {name: value for name, value in attributes.items() if value != ""} | {"data": data}


def identity(tenant: str, position: int, mark: str) -> str:
    """By which an event is known again, on the bus and to whoever hears of it."""
    return ":".join((token(tenant), str(position), *([mark] if mark else [])))


def encoded(sent: Mapping[str, Any]) -> bytes:
    return json.dumps(sent, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def type_of(kind: type[Event]) -> str:
    return f"{FAMILY}.{function_of(kind)}.{kind.__name__}"


def schema_of(kind: type[Event]) -> str:
    """The name of the form of the data; a new form has a new name."""
    return f"urn:{FAMILY}:{function_of(kind)}:{kind.__name__}:{kind.schema_version}"


def subject(tenant: str, kind: type[Event]) -> str:
    """Where subscribers of the bus find events of this kind."""
    return ".".join((FAMILY, token(tenant), token(function_of(kind)), token(kind.__name__)))


def subjects(tenant: str) -> str:
    """Where subscribers of the bus find all events of a business."""
    return f"{FAMILY}.{token(tenant)}.>"


def token(name: str) -> str:
    """A name as one token of a subject; two names never share one."""
    return quote(name, safe="", errors="surrogatepass").replace(".", "%2E") or "%"


def sayable(text: str) -> str:
    return UNSAYABLE.sub(" ", text)


def public(event: Event) -> tuple[Any, dict[str, bool]]:
    """The event as JSON without what stays here; and each field that stays, and if it is filled."""
    withheld: dict[str, bool] = {}
    return without(event, event.model_dump(mode="json"), "", withheld), withheld


def without(value: Any, dumped: Any, path: str, withheld: dict[str, bool]) -> Any:
    match value:
        case BaseModel():
            for name in staying(type(value)):
                place = f"{path}{name}"
                withheld[place] = bool(getattr(value, name)) or withheld.get(place, False)
            return {
                name: without(getattr(value, name), inner, f"{path}{name}.", withheld)
                for name, inner in dumped.items()
                if name not in staying(type(value))
            }
        case Mapping():
            inside = zip(value.values(), dumped.items(), strict=True)
            return {key: without(part, inner, path, withheld) for part, (key, inner) in inside}
        case tuple() | list() | set() | frozenset():
            both = zip(value, dumped, strict=True)
            return [without(part, inner, path, withheld) for part, inner in both]
        case _:
            return dumped


@cache
def staying(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields that do not leave: personal, secret, or of a kind that nobody has declared."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if sensitivity_of(field) in STAYING or name in COPIED or keeps(field.annotation)
    )


def keeps(annotation: Any) -> bool:
    """Whether a part of it is marked, as in `Secret[str] | None`, or may be anything at all."""
    marks = getattr(annotation, "__metadata__", ())
    return (
        annotation is Any
        or any(isinstance(mark, Sensitivity) and mark in STAYING for mark in marks)
        or any(map(keeps, get_args(annotation)))
    )
