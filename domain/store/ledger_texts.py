"""The texts of ledger entries: what people typed, kept beside the chain, where it can be erased."""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from domain.kernel import FORGOTTEN

SKELETON = frozenset(
    {
        *("what", "surface", "user", "roles", "agent", "kind", "tool"),
        *("verdict", "control", "outcome", "code", "elapsed_ms"),
        *("tier", "model", "drafts", "passed"),
        *("subject", "deleted", "conversations", "drawn_conversations", "ledger_entries_kept"),
        *("texts_deleted", "texts_gone"),
    }
)
"""Who did what, when, with which tool, and what came of it: chained, and kept for good."""
TEXTS = frozenset({"text", "arguments", "origins", "reason", "nearest"})
"""What somebody typed, and what may repeat it. A field of neither list is treated as a text."""

DIGEST = "text_sha256"
SALT = "salt"
ARGUMENT = re.compile(r"[a-z][a-z0-9_]{0,39}")
RECORD = re.compile(r"[A-Z]{1,4}-[0-9]{1,12}")
JSON = json.JSONEncoder(default=str)
Entry = Mapping[str, Any]


def divided(entry: Entry) -> tuple[dict[str, Any], dict[str, Any]]:
    """The entry as it reads without its texts, and the texts."""
    skeleton, texts = {}, {}
    for name, value in entry.items():
        if name in SKELETON or not value:
            skeleton[name] = value
        else:
            skeleton[name] = gone(value)
            texts[name] = value
    return skeleton, texts


def gone(value: Any) -> Any:
    """What is read in the place of a text; which record it was about is no text."""
    match value:
        case dict():
            return {name: _gone(name, v) for name, v in value.items() if ARGUMENT.fullmatch(name)}
        case list() | tuple():
            return [FORGOTTEN]
        case _:
            return FORGOTTEN


def _gone(name: str, value: Any) -> Any:
    record = name == "draft" and isinstance(value, str) and RECORD.fullmatch(value)
    return value if record else FORGOTTEN


def written(entry: Entry) -> tuple[str, str | None]:
    """An entry and its text as they go to the database; the entry is chained."""
    skeleton, texts = divided(entry)
    if not texts:
        return JSON.encode(skeleton), None
    texts[SALT] = os.urandom(16).hex()
    text = JSON.encode(texts)
    skeleton[DIGEST] = hashlib.sha256(text.encode()).hexdigest()
    return JSON.encode(skeleton), text


def read(entry: str, text: str | None) -> dict[str, Any]:
    """An entry with its text, or with the word that stands for it."""
    found: dict[str, Any] = json.loads(entry)
    if found.pop(DIGEST, None) and text is not None:
        found |= texts_of(text)
    return found


def said_in(tree: Any) -> Iterator[str]:
    """Every text in a tree, and every name of a field: callers may have made up names too."""
    match tree:
        case str():
            yield tree
        case Mapping():
            for name, value in tree.items():
                yield str(name)
                yield from said_in(value)
        case list() | tuple():
            for value in tree:
                yield from said_in(value)


def texts_of(text: str) -> dict[str, Any]:
    """The texts of an entry as they were entered."""
    found: dict[str, Any] = json.loads(text)
    found.pop(SALT, None)
    return found
