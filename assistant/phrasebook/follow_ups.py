"""Follow-ups: "make it 50", "and for Q3?", "only open ones" change what was asked last."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.phrasebook.book import Book
from assistant.phrasebook.context import Context, LastCall
from assistant.phrasebook.declaration import Declaration, Folds, Slot
from assistant.phrasebook.fitting import cue_places
from assistant.phrasebook.folding import folded
from assistant.phrasebook.mention import Mention, Sense
from assistant.phrasebook.outcome import Act, Ask, Revise, Understood
from assistant.phrasebook.questions import ask_about, labels, origins, wires
from assistant.phrasebook.reading import Reading, contains
from assistant.phrasebook.vocabulary import cues
from assistant.phrasebook.vocabulary.kind_words import KIND_WORDS

KEPT = "from the conversation"
Change = tuple[Slot, Mention | Sense]
NO_DRAFT = "There is no draft on the table that I could change."
PARTS = frozenset({("of", "them"), ("of", "those"), ("of", "these")})


@dataclass(frozen=True)
class FollowUp:
    """A sentence that is nothing but values and cues, read against the last call."""

    tool: Declaration
    last: LastCall
    reading: Reading
    draft: str | None

    def understood(self) -> Understood | None:
        """The changed call or draft, one question, or nothing if it is no follow-up."""
        enums = self.enum_changes()
        mentions = self.mentions_meant()
        if not self.only_cues(enums) or not (mentions or enums) or not self.is_change(enums):
            return None
        changes: list[Change] = [(slot, sense) for slot, sense, _ in enums]
        for mention in mentions:
            slots = self.slots_for(mention)
            if len(slots) != 1:
                return self.ask_field(mention, slots)
            changes.append((slots[0], mention))
        return self.changed(changes)

    def mentions_meant(self) -> list[Mention]:
        """The new values; what stands behind "rather than" is the old one."""
        return [mention for mention in self.reading.mentions if not self.is_old(mention)]

    def is_old(self, mention: Mention) -> bool:
        for phrase in cues.INSTEAD_OF:
            start = mention.start - len(phrase)
            if tuple(self.reading.behind(at) for at in range(start, mention.start)) == phrase:
                wires = {sense.wire for senses in mention.senses.values() for sense in senses}
                return not wires.isdisjoint(self.last.arguments.values())
        return False

    def only_cues(self, enums: Iterable[tuple[Slot, Sense, Folds]]) -> bool:
        said = {word for _, _, phrase in enums for word in phrase}
        nouns = self.slot_words()
        old = any(self.is_old(mention) for mention in self.reading.mentions)
        return all(
            word in cues.FOLLOW_UP_CUES or word in said or word in nouns
            for word in self.reading.words
            if not (old and word in ("not", "rather", "than", "instead", "of"))
        )

    def slot_words(self) -> frozenset[str]:
        """What the slots of the last tool are called."""
        words: set[str] = set()
        for slot in self.tool.slots.values():
            words |= folded(slot.name.split("_")) | folded(KIND_WORDS.get(slot.kind, ()))
            words |= {word for phrase in (*slot.before, *slot.after) for word in phrase}
        return frozenset(words)

    def is_change(self, enums: list[tuple[Slot, Sense, Folds]]) -> bool:
        """A bare name or number is no follow-up; a draft changes only when told to."""
        words = set(self.reading.words)
        if self.tool.kind == "draft":
            corrected = any(self.is_old(mention) for mention in self.reading.mentions)
            told = words & cues.CHANGE_CUES or self.adds() or self.parts()
            return corrected or bool(told)
        timed = any("period" in mention.senses for mention in self.reading.mentions)
        return bool(words or enums or timed or self.reading.text.rstrip().endswith("?"))

    def adds(self) -> bool:
        """ "By Friday", "from X": a preposition and values that are more than a bare number."""
        told = all("count" not in mention.senses for mention in self.reading.mentions)
        return told and self.reading.tokens[0].fold in cues.ADDING

    def parts(self) -> bool:
        """ "20 of them": so many of what is on the table."""
        ends = (mention.end for mention in self.reading.mentions)
        return any((self.reading.behind(at), self.reading.behind(at + 1)) in PARTS for at in ends)

    def enum_changes(self) -> list[tuple[Slot, Sense, Folds]]:
        """The words of the last tool's enums that the sentence says, the longest first."""
        said = self.reading.words
        found = []
        for slot in self.tool.slots.values():
            phrases = [(p, value) for value, ps in (slot.words or {}).items() for p in ps]
            for phrase, value in sorted(phrases, key=lambda pair: -len(pair[0])):
                if contains(said, phrase):
                    found.append((slot, Sense(value, " ".join(phrase)), phrase))
                    break
        return found

    def slots_for(self, mention: Mention) -> list[Slot]:
        """Where the value may go: where its cue or noun points, else where one is filled."""
        slots = [slot for slot in self.tool.slots.values() if slot.kind in mention.senses]
        cued = [slot for slot in slots if cue_places(slot, mention, self.reading)]
        named = [slot for slot in slots if self.names_slot(slot, mention)]
        if cued or named:
            return cued or named
        plain = [slot for slot in slots if not slot.has_cues] or slots
        filled = [slot for slot in plain if slot.name in self.last.arguments]
        return filled or plain

    def names_slot(self, slot: Slot, mention: Mention) -> bool:
        """ "The quantity to 35": the noun of the slot stands shortly before the value."""
        before = {self.reading.behind(at) for at in range(mention.start - 3, mention.start)}
        return bool(before & (folded(slot.name.split("_")) | folded(KIND_WORDS.get(slot.kind, ()))))

    def ask_field(self, mention: Mention, slots: list[Slot]) -> Understood | None:
        """A value that fits no slot or several: which field is meant?"""
        if not slots and (mention.naming or self.tool.kind == "read"):
            return self.nothing_to_change()
        names = ", ".join(slot.name.replace("_", " ") for slot in slots)
        question = f"Which value should become {mention.said}" + (f": {names}?" if names else "?")
        arguments = self.last.arguments
        return Ask(question, "field", self.tool.name, arguments, draft=self.draft)

    def nothing_to_change(self) -> Ask | None:
        """ "Make it 50" behind a question: nothing is on the table that could become 50."""
        if self.tool.kind == "draft" or not self.words_of_change():
            return None
        return Ask(NO_DRAFT, "field", self.tool.name)

    def words_of_change(self) -> bool:
        return not cues.CHANGES.isdisjoint(self.reading.words)

    def changed(self, changes: list[Change]) -> Understood:
        sure: dict[str, Sense] = {}
        filled = {slot.name: value for slot, value in changes if isinstance(value, Mention)}
        for slot, value in changes:
            sense = value if isinstance(value, Sense) else value.fills(slot)
            if sense is None and isinstance(value, Mention):
                return self.ask_value(slot, value)
            if sense is not None:
                sure[slot.name] = sense
        found = origins(sure, filled)
        if self.draft:
            return Revise(self.draft, wires(sure), found, labels(sure))
        kept = dict.fromkeys(self.last.arguments, KEPT)
        arguments = self.last.arguments | wires(sure)
        return Act(self.tool.name, arguments, kept | found, labels(sure), continues=True)

    def ask_value(self, slot: Slot, mention: Mention) -> Ask:
        arguments = {n: value for n, value in self.last.arguments.items() if n != slot.name}
        done = Act(self.tool.name, arguments, dict.fromkeys(arguments, KEPT))
        question = ask_about(self.tool, slot, mention, done)
        return Ask(**{**vars(question), "draft": self.draft})


def follow_up(book: Book, reading: Reading, context: Context) -> Understood | None:
    """What a sentence means as a change of the last call, if it can be one."""
    last = context.last
    if last is None or last.tool not in book.tools:
        return None
    tool = book.tools[last.tool]
    draft = context.drafts[-1] if tool.kind == "draft" and context.drafts else None
    if tool.kind == "draft" and draft is None:
        return None
    return FollowUp(tool, last, reading, draft).understood()
