"""From a file: the arguments that the house fills in when it has read a document."""

import json
from collections.abc import Iterator
from typing import Annotated, Any

from domain.governance.proposal import Origin
from domain.kernel import Internal
from domain.kernel.document import Document
from tools.drafting import origin
from tools.slots import Slot, reading


def told(value: Any) -> Any:
    """A list or an object, also as the text in which a conversation remembers it."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise ValueError("give it as JSON.") from None


def listing(asks: str, hint: str, kind: str = "array") -> Slot:
    of: dict[str, Any] = {"type": [kind, "string"]}
    wire = {**of, "items": {"type": "object"}} if kind == "array" else of
    return Slot(kind="text", asks=asks, hint=hint, wire=wire)


FromFile = Internal[
    Annotated[
        Document,
        reading(told),
        listing("From which file?", "The file it was read from, filled in by the house.", "object"),
    ]
]


def kept_file(document: Document | None) -> Iterator[Origin]:
    """The file itself, for whoever wants to compare."""
    if document:
        yield origin("document", document.name, "record of the house")
