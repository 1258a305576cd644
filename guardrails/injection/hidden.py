"""Hidden: what a reply held that nobody could see, counted before it is taken out."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from guardrails.injection.normalise import HIDING, scan


def unseen(content: Any) -> tuple[str, ...]:
    """As a person is told: 2 invisible characters. What they spell is for nobody to follow."""
    found: Counter[str] = Counter()
    for text in texts(content):
        if not text.isascii():
            found.update(scan(text).findings)
    return tuple(f"{count} {kind}" for kind, count in found.items() if kind in HIDING)


def texts(content: Any) -> Iterator[str]:
    match content:
        case str(text):
            yield text
        case list(items):
            for item in items:
                yield from texts(item)
        case dict(fields):
            for name, value in fields.items():
                yield str(name)
                yield from texts(value)
