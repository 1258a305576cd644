"""Fitting: giving every mention of a sentence a slot of a tool, by kind and by cue word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.phrasebook.declaration import Declaration, Folds, Slot
from assistant.phrasebook.mention import Mention
from assistant.phrasebook.reading import Reading
from assistant.phrasebook.vocabulary.cues import BECAUSE
from assistant.phrasebook.vocabulary.fillers import FILLERS
from assistant.phrasebook.vocabulary.word_list import word_set

ARTICLES = word_set("the a an our my your this that these those")
CUE_REACH = 4  # words between a value and the cue behind it: "5 of them are damaged"


@dataclass(frozen=True)
class Fit:
    """Which mention fills which slot, and which mentions found none."""

    filled: Mapping[str, Mention]
    homeless: tuple[Mention, ...] = ()
    cues: frozenset[int] = field(default_factory=frozenset)  # places of the cue words used

    def wrong_kind(self, tool: Declaration) -> Mention | None:
        """A record named exactly where the tool needs another kind of record, or a document."""
        for mention in self.homeless:
            if mention.naming and not mention.doubt and missing_record(tool, self.filled):
                return mention
        return None


def missing_record(tool: Declaration, filled: Mapping[str, Mention]) -> Slot | None:
    """The first slot for a record that is still empty, required ones first."""
    empty = [
        slot
        for slot in tool.slots.values()
        if slot.name not in filled
        and (slot.names_a_record or (slot.required and slot.names_a_document))
    ]
    return min(empty, key=lambda slot: not slot.required, default=None)


def fit(tool: Declaration, preferred: Sequence[str], reading: Reading) -> Fit:
    """Each mention to the slot its cue points at, else to the one the example prefers."""
    filled: dict[str, Mention] = {}
    homeless: list[Mention] = []
    cues: set[int] = set()
    choices = [(mention, *choices_of(tool, mention, reading)) for mention in reading.mentions]
    for mention, slots, places in sorted(choices, key=lambda choice: len(choice[1])):
        free = [slot for slot in slots if slot.name not in filled]
        same = next((slot for slot in slots if repeats(filled.get(slot.name), mention, slot)), None)
        if free:
            slot = min(free, key=lambda slot: (slot.name not in preferred, not slot.required))
            filled[slot.name] = mention
            cues |= places
        elif same is None:
            homeless.append(mention)
    return Fit(filled, tuple(homeless), frozenset(cues))


def repeats(earlier: Mention | None, mention: Mention, slot: Slot) -> bool:
    """ "PO-7 is late, cancel PO-7" names one order twice."""
    if earlier is None:
        return False
    return earlier.sure(slot.kind) is not None and earlier.sure(slot.kind) == mention.sure(
        slot.kind
    )


def choices_of(
    tool: Declaration, mention: Mention, reading: Reading
) -> tuple[list[Slot], frozenset[int]]:
    """The slots this mention may fill; one with a matching cue shuts out the others."""
    suitable = [slot for slot in tool.slots.values() if slot.kind in mention.senses]
    cued = [(slot, places) for slot in suitable if (places := cue_places(slot, mention, reading))]
    if cued:
        return [slot for slot, _ in cued], frozenset().union(*(places for _, places in cued))
    if part_of_text(tool, mention, reading):
        return [], frozenset()
    lone = [slot for slot in suitable if not slot.has_cues or alone(tool, slot)]
    if "text" in mention.senses and loosely_joined(mention, reading):
        lone = [slot for slot in lone if slot.required or not slot.has_cues]
    needed = [slot for slot in suitable if slot.required]
    return lone or (needed if len(needed) == 1 else []), frozenset()


def part_of_text(tool: Declaration, mention: Mention, reading: Reading) -> bool:
    """ "Tracking 0815" is a number of the carrier's, whatever else the tool takes numbers for."""
    texts = [slot for slot in tool.slots.values() if slot.kind == "text"]
    return not mention.naming and any(cue_places(slot, mention, reading) for slot in texts)


def loosely_joined(mention: Mention, reading: Reading) -> bool:
    """ "To workshop" is no lot: a text has no form, so an everyday word does not announce it."""
    reasons = (words_at(reading, mention.start - len(cue), len(cue)) for cue in BECAUSE)
    announced = any(reason in BECAUSE for reason in reasons)
    return reading.behind(mention.start - 1) in FILLERS and not announced


def alone(tool: Declaration, slot: Slot) -> bool:
    """Without a sibling of its kind a slot needs no cue."""
    return sum(sibling.kind == slot.kind for sibling in tool.slots.values()) == 1


def cue_places(slot: Slot, mention: Mention, reading: Reading) -> frozenset[int]:
    """Where the cue words stand that give this mention to the slot; empty: nowhere."""
    start = mention.start
    while reading.behind(start - 1) in ARTICLES:
        start -= 1
    for cue in slot.before:
        if words_at(reading, start - len(cue), len(cue)) == cue:
            return frozenset(range(start - len(cue), start))
    for cue in slot.after:
        for at in range(mention.end, mention.end + CUE_REACH):
            if words_at(reading, at, len(cue)) == cue:
                return frozenset(range(at, at + len(cue)))
            if reading.behind(at) not in FILLERS:
                break
    return frozenset()


def words_at(reading: Reading, at: int, count: int) -> Folds:
    return tuple(reading.behind(place) for place in range(at, at + count))
