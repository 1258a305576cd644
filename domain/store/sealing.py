"""Sealing: personal data in the JSON of an event, closed with the key of whom it is about."""

import re
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic_core import from_json, to_json

from domain.kernel import FORGOTTEN, Event, Fact, Repeating
from domain.kernel.subjects import EVERY, Path, held_by, key_of
from domain.store.cipher import Unreadable, opened, seal
from domain.store.data_keys import DataKey
from domain.store.event_store import StoreUnavailable

ENVELOPE = frozenset({"sealed", "keys"})
MARK = '"sealed"'
WORD = re.compile(r"\w+")
Keys = Mapping[str, DataKey | None]


class SealBroken(StoreUnavailable):
    """What is sealed cannot be opened where it stands."""


@dataclass(frozen=True)
class Place:
    """The event that something is sealed in; sealed text that is moved does not open elsewhere."""

    tenant: str
    stream: str
    version: int

    def name(self, whose: str, spot: str) -> bytes:
        return to_json([self.tenant, whose, self.stream, self.version, spot])


@dataclass(frozen=True)
class Spot:
    """A value inside a JSON tree that can be replaced."""

    inside: Any
    at: Any
    name: str

    @property
    def value(self) -> Any:
        return self.inside[self.at]

    def put(self, value: Any) -> None:
        self.inside[self.at] = value


@dataclass(frozen=True)
class Private:
    """A text that must not stand in the open, and everybody whom it is about."""

    spot: Spot
    subjects: tuple[str, ...]


def holds(kind: type[Event]) -> bool:
    """Whether events of this type can hold personal data at all."""
    return bool(held_by(kind)) or issubclass(kind, Repeating)


def may_hold(event: Event, text: str) -> bool:
    """Whether it is worth looking into an event of such a type: most drafts are about goods."""
    return not isinstance(event, Repeating) or bool(event.personal) or MARK in text


def private_in(kind: type[Event], stream: str, tree: dict[str, Any]) -> list[Private]:
    """All personal texts in an event that is a JSON tree."""
    key, found = key_of(stream), []
    for held in held_by(kind):
        for spot in spots(tree, held.path):
            if isinstance(spot.value, str) and spot.value not in ("", FORGOTTEN):
                found.append(Private(spot, (held.whose(spot.inside, key),)))
    if issubclass(kind, Repeating) and tree["personal"]:
        found += list(repeated_in(kind, tree))
    return found


def subjects_of(fact: Fact) -> set[str]:
    """Everybody whom a fact holds personal data about."""
    if isinstance(fact.event, Repeating):
        told = fact.event.personal.items()
        return {whose for whose, texts in told if {*texts} - {"", FORGOTTEN}}
    if not (held := held_by(type(fact.event))):
        return set()
    needed = {name for each in held for name in each.needs}
    tree = fact.event.model_dump(mode="json", include=needed)
    found = private_in(type(fact.event), fact.stream, tree)
    return {whose for one in found for whose in one.subjects}


def without(fact: Fact, whose: str) -> Fact:
    """The same fact, with all that is about this data subject forgotten."""
    tree = fact.event.model_dump(mode="json")
    found = private_in(type(fact.event), fact.stream, tree)
    mine = [one for one in found if whose in one.subjects]
    if not mine:
        return fact
    for one in mine:
        one.spot.put(FORGOTTEN)
    return replace(fact, event=type(fact.event).model_validate_json(to_json(tree)))


def repeated_in(kind: type[Repeating], tree: dict[str, Any]) -> Iterator[Private]:
    mentions = Mentions(tree["personal"])
    for path in (("personal",), *kind.repeats):
        for spot in strings(spots(tree, path)):
            if whose := mentions.whole(spot.value):
                yield Private(spot, whose)
    for path in kind.tells:
        for spot in strings(spots(tree, path)):
            if whose := mentions.inside(spot.value):
                yield Private(spot, whose)


class Mentions:
    """Finds personal texts in other texts, however many there are to look for."""

    def __init__(self, personal: Mapping[str, Collection[str]]) -> None:
        self.texts: dict[str, set[str]] = defaultdict(set)
        self.beginning: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for whose, texts in personal.items():
            for text in {*texts} - {"", FORGOTTEN}:
                self.texts[text].add(whose)
                if first := WORD.search(text):
                    self.beginning[first.group()].add((text[first.start() :], whose))

    def whole(self, text: str) -> tuple[str, ...]:
        """Whose text this is."""
        return tuple(sorted(self.texts.get(text, ())))

    def inside(self, text: str) -> tuple[str, ...]:
        """Whose texts stand in this one, as whole words."""
        found = set(self.texts.get(text, ()))
        for word in WORD.finditer(text):
            for part, whose in self.beginning.get(word.group(), ()):
                end = word.start() + len(part)
                if text.startswith(part, word.start()) and not WORD.match(text[end : end + 1]):
                    found.add(whose)
        return tuple(sorted(found))


def sealed(private: Collection[Private], keys: Mapping[str, DataKey], place: Place) -> None:
    """Close every text where it stands; one about several people is closed once for each."""
    for one in private:
        closed, used = to_json(one.spot.value), []
        for whose in one.subjects:
            closed = seal(keys[whose].key, closed, place.name(whose, one.spot.name))
            used.append(keys[whose].key_id)
        one.spot.put({"sealed": b64encode(closed).decode(), "keys": used})


def looks_sealed(tree: Any) -> bool:
    """Whether a part of a tree would be taken for something sealed."""
    match tree:
        case dict():
            return tree.keys() == ENVELOPE or any(map(looks_sealed, tree.values()))
        case list():
            return any(map(looks_sealed, tree))
        case _:
            return False


def key_ids(tree: Any) -> Iterator[str]:
    """The keys that are needed to open a tree."""
    match tree:
        case dict() if tree.keys() == ENVELOPE:
            yield from tree["keys"]
        case dict():
            for value in tree.values():
                yield from key_ids(value)
        case list():
            for value in tree:
                yield from key_ids(value)


def unsealed(tree: Any, keys: Keys, place: Place, name: str = "") -> Any:
    """The tree with everything opened; what has lost a key says that it is forgotten."""
    match tree:
        case dict() if tree.keys() == ENVELOPE:
            return _open(tree, keys, place, name)
        case dict():
            return {at: unsealed(v, keys, place, f"{name}.{at}") for at, v in tree.items()}
        case list():
            return [unsealed(v, keys, place, f"{name}.{at}") for at, v in enumerate(tree)]
        case _:
            return tree


def _open(envelope: dict[str, Any], keys: Keys, place: Place, name: str) -> Any:
    found = [keys[key_id] for key_id in envelope["keys"]]
    used = [key for key in found if key is not None]
    if len(used) < len(found):
        return FORGOTTEN
    try:
        plain = b64decode(envelope["sealed"], validate=True)
        for key in reversed(used):
            plain = opened(key.key, plain, place.name(key.subject, name))
        return from_json(plain)
    except (Unreadable, ValueError) as error:
        raise SealBroken(
            f"What is sealed at {name[1:]} in version {place.version} of {place.stream} was not "
            "sealed there: somebody changed the table. Restore a backup."
        ) from error


def spots(tree: Any, path: Path, name: str = "") -> Iterator[Spot]:
    """Where a path leads in a tree; `EVERY` is each part of a list or a dict."""
    if not isinstance(tree, dict | list):
        return
    every = list(tree if isinstance(tree, dict) else range(len(tree)))
    for at in [at for at in every if path[0] in (EVERY, at)]:
        if len(path) == 1:
            yield Spot(tree, at, f"{name}.{at}")
        else:
            yield from spots(tree[at], path[1:], f"{name}.{at}")


def strings(found: Iterator[Spot]) -> Iterator[Spot]:
    """Every text at these spots, and inside what stands there."""
    for spot in found:
        if isinstance(spot.value, str):
            yield spot
        else:
            parts = list(spots(spot.value, (EVERY,), spot.name))
            yield from strings(iter(parts))


def strings_in(tree: Any) -> Iterator[str]:
    """Every text in a tree, but for the names of its fields."""
    return (spot.value for spot in strings(spots(tree, (EVERY,))))
