"""Declarations: what the phrasebook knows of a tool, taken from its listing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from assistant.phrasebook.tokens import folds_of
from assistant.phrasebook.vocabulary.document_kinds import DOCUMENT_KINDS

Kind = Literal["read", "draft"]
Folds = tuple[str, ...]
VALUE_KINDS = frozenset(
    {"quantity", "money", "count", "period", "day", "clock", "text", "unit", "enum"}
)


@dataclass(frozen=True)
class Slot:
    """One argument: which reader fills it, how it is asked for, which words point at it."""

    name: str
    kind: str
    asks: str
    required: bool = False
    words: Mapping[str, tuple[Folds, ...]] | None = None  # of an enum: value -> what people say
    before: tuple[Folds, ...] = ()
    after: tuple[Folds, ...] = ()
    meant: tuple[str, ...] = ()  # of an enum: what stands for itself where nothing is said

    @property
    def names_a_record(self) -> bool:
        return self.kind not in VALUE_KINDS and self.kind not in DOCUMENT_KINDS

    @property
    def names_a_document(self) -> bool:
        return self.kind in DOCUMENT_KINDS

    @property
    def is_over(self) -> bool:
        """Whether it holds the day of something that has happened, as received_on does."""
        return self.kind == "day" and self.name.endswith("_on") and self.name != "due_on"

    @property
    def has_cues(self) -> bool:
        return bool(self.before or self.after)

    @cached_property
    def phrases(self) -> Mapping[str, tuple[tuple[Folds, str], ...]]:
        """What people say for each value, the longest first, by the first word of it."""
        told = (self.words or {}).items()
        said = [(phrase, value) for value, phrases in told for phrase in phrases if phrase]
        found: dict[str, tuple[tuple[Folds, str], ...]] = {}
        for phrase, value in sorted(said, key=lambda pair: -len(pair[0])):
            found[phrase[0]] = (*found.get(phrase[0], ()), (phrase, value))
        return found

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        phrases = [*self.before, *self.after]
        phrases += [phrase for said in (self.words or {}).values() for phrase in said]
        return frozenset(word for phrase in phrases for word in phrase)


@dataclass(frozen=True, eq=False)
class Declaration:
    """A tool as the phrasebook sees it; two of one form are still two."""

    name: str
    kind: Kind
    slots: Mapping[str, Slot]
    says: tuple[str, ...]
    composed: bool = False
    """Whether its sentences are put together from the words of its arguments."""

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of all its slots."""
        return frozenset[str]().union(*(slot.vocabulary for slot in self.slots.values()))

    @property
    def required(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots.values() if slot.required)


def declaration(
    name: str,
    kind: Kind,
    input_schema: Mapping[str, Any],
    says: Sequence[str],
    composed: bool = False,
) -> Declaration:
    """The declaration of a tool from its listing; properties without x-slot are not spoken of."""
    required = set(input_schema.get("required", ()))
    slots = {
        field: slot_of(field, schema["x-slot"], schema, field in required or asked_for(schema))
        for field, schema in input_schema.get("properties", {}).items()
        if "x-slot" in schema
    }
    return Declaration(name, kind, slots, tuple(says), composed)


def asked_for(schema: Mapping[str, Any]) -> bool:
    """Not required of a program, which is told the choices, but asked of a person."""
    return bool(schema.get("x-needed"))


def slot_of(name: str, said: Mapping[str, Any], schema: Mapping[str, Any], required: bool) -> Slot:
    words = said.get("words") or {}
    asks = said.get("asks") or schema.get("description") or f"Which {name.replace('_', ' ')}?"
    return Slot(
        name=name,
        kind="enum" if words else str(said["kind"]),
        asks=str(asks),
        required=required,
        words={value: phrases_of(phrases) for value, phrases in words.items()} or None,
        before=phrases_of(said.get("before", ())),
        after=phrases_of(said.get("after", ())),
        meant=tuple(said.get("meant", ())),
    )


def phrases_of(phrases: Sequence[str]) -> tuple[Folds, ...]:
    return tuple(folds_of(phrase) for phrase in phrases)
