"""Examples: the declared sentences of a tool, each expanded to everything it stands for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from assistant.phrasebook.declaration import Declaration, Slot
from assistant.phrasebook.politeness import without_courtesies
from assistant.phrasebook.tokens import TOKEN, folds_of
from assistant.phrasebook.vocabulary.document_kinds import DOCUMENT_KINDS
from assistant.phrasebook.vocabulary.fillers import FILLERS
from assistant.phrasebook.vocabulary.operators import AUXILIARIES, QUESTION_WORDS

PART = re.compile(r"\{(\w+)\}|([^{}]+)")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
MOST_EXPANSIONS = 2_048
"""No sentence of the house has as many; a test holds that none is cut short."""


@dataclass(frozen=True)
class Example:
    """One expansion: its words, the slots it fills, the values it fixes."""

    tool: Declaration
    source: str  # the declared sentence
    said: str  # this expansion, slots still in braces
    words: tuple[str, ...]
    slots: tuple[str, ...]
    fixed: Mapping[str, str]
    claimed: frozenset[str] = frozenset()  # the words that stand for an enum's value

    @cached_property
    def content(self) -> frozenset[str]:
        return content_of(self.words)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        return tuple(self.tool.slots[name].kind for name in self.slots)

    @cached_property
    def first_word(self) -> str:
        """As it is written, in small letters; empty where a slot stands there."""
        found = TOKEN.match(self.said)
        return found.group().lower() if found else ""

    @cached_property
    def verb_of_value(self) -> str:
        """The one word before its first slot, as "order" in "order {quantity} {item}"."""
        head, slot, _ = self.said.partition(" {")
        return head.lower() if slot and TOKEN.fullmatch(head) else ""

    @cached_property
    def text_cue(self) -> tuple[str, ...]:
        """What stands between the last two slots, if the last is a text and ends the example."""
        if not self.slots or self.tool.slots[self.slots[-1]].kind != "text":
            return ()
        before, _, behind = self.said.rpartition("{" + self.slots[-1] + "}")
        return () if behind.strip() else folds_of(before.rpartition("}")[2].removeprefix("'s"))

    @cached_property
    def text_pair(self) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """What stands before and between two texts that end it: "new customer" and "in"."""
        kinds = self.kinds[-2:]
        if kinds != ("text", "text") or not self.text_cue:
            return None
        before = self.said.partition("{" + self.slots[-2] + "}")[0]
        cue = folds_of(before.rpartition("}")[2])
        return (cue, self.text_cue) if cue else None

    @property
    def asks(self) -> bool:
        """Begins as a question does."""
        return self.begins_with(QUESTION_WORDS | AUXILIARIES)

    @property
    def begins_with_auxiliary(self) -> bool:
        return self.begins_with(AUXILIARIES)

    def begins_with(self, words: frozenset[str]) -> bool:
        return not self.said.startswith("{") and self.words[:1] != () and self.words[0] in words


def content_of(words: tuple[str, ...]) -> frozenset[str]:
    """What is left without filler; a sentence of nothing but filler keeps its words."""
    return frozenset(word for word in words if word not in FILLERS)


def expansions(tool: Declaration, source: str) -> Iterator[Example]:
    """Every sentence the example stands for: with and without its options, with each word."""
    sentence, _, fixings = source.partition(" @ ")
    fixed = dict(part.strip().split("=", 1) for part in fixings.split(" @ ") if "=" in part)
    seen: set[str] = set()
    for variant in without_brackets(sentence):
        for said, values, claimed in with_words(tool, variant):
            if said not in seen and len(seen) < MOST_EXPANSIONS:
                seen.add(said)
                yield expansion(tool, source, said, fixed | values, claimed)


def without_brackets(sentence: str) -> Iterator[str]:
    """The sentence with each optional part and without it, the longest first."""
    found = OPTIONAL.search(sentence)
    if not found:
        yield " ".join(sentence.split())
        return
    for inside in (found[1], ""):
        yield from without_brackets(sentence[: found.start()] + inside + sentence[found.end() :])


def with_words(
    tool: Declaration, variant: str
) -> Iterator[tuple[str, dict[str, str], frozenset[str]]]:
    """The variant with every word of its enum slots written out: values fixed, words claimed."""
    enums = [name for name in slot_names(variant) if tool.slots[name].words]
    choices = [
        [
            (name, value, " ".join(phrase))
            for value, phrases in words_of(tool, name)
            for phrase in phrases
        ]
        for name in enums
    ]
    for chosen in product(*choices):
        said = variant
        for name, _, phrase in chosen:
            said = said.replace("{" + name + "}", phrase)
        claimed = (word for _, _, phrase in chosen for word in phrase.split())
        yield said, {name: value for name, value, _ in chosen}, content_of(tuple(claimed))


def words_of(tool: Declaration, name: str) -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
    return list((tool.slots[name].words or {}).items())


def slot_names(sentence: str) -> list[str]:
    return [found[1] for found in PART.finditer(sentence) if found[1]]


def expansion(
    tool: Declaration,
    source: str,
    said: str,
    fixed: Mapping[str, str],
    claimed: frozenset[str],
) -> Example:
    words: list[str] = []
    slots: list[str] = []
    for found in PART.finditer(said):
        if found[1]:
            drop_noun(words, tool.slots[found[1]])
            slots.append(found[1])
        else:
            words.extend(folds_of(found[2].removeprefix("'s")))
    return Example(
        tool, source, said, without_courtesies(tuple(words)), tuple(slots), dict(fixed), claimed
    )


def drop_noun(words: list[str], slot: Slot) -> None:
    """ "Invoice {invoice}" is read as one mention, so the noun is no word of the example."""
    noun = folds_of(DOCUMENT_KINDS[slot.kind][1]) if slot.kind in DOCUMENT_KINDS else ()
    if noun and tuple(words[-len(noun) :]) == noun:
        del words[-len(noun) :]
