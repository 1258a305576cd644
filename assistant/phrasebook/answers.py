"""Answers: a sentence that answers the question still open."""

import re

from assistant.phrasebook.book import Book
from assistant.phrasebook.context import Context, Question
from assistant.phrasebook.declaration import Slot
from assistant.phrasebook.fitting import cue_places, fit
from assistant.phrasebook.folding import folded
from assistant.phrasebook.mention import Mention, Sense
from assistant.phrasebook.outcome import Act, Ask, Control, Revise, Understood, Verb
from assistant.phrasebook.questions import (
    ask_about,
    complete,
    labels,
    origin_of,
    origins,
    wires,
)
from assistant.phrasebook.reading import Reading
from assistant.phrasebook.vocabulary.cardinals import ORDINALS
from assistant.phrasebook.vocabulary.cues import LAST
from assistant.phrasebook.vocabulary.fillers import FILLERS
from assistant.phrasebook.vocabulary.kind_words import KIND_WORDS
from assistant.phrasebook.vocabulary.word_list import word_set

CHOSEN = "chosen"
CHOOSING = word_set(
    "one number option choice candidate take use make it's yes yep yeah right correct exactly"
)
YES = word_set("yes yep yeah right correct exactly")
LONGEST_TEXT = 400
SPELT_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
VERBS: tuple[Verb, ...] = ("approve", "reject", "undo", "show")


def answer(book: Book, reading: Reading, context: Context) -> Understood | None:
    """The finished call, the next question, or nothing if this is no answer."""
    question = context.question
    if question and question.slot == "draft" and question.tool in VERBS:
        return card_meant(question, reading)
    tool = book.tools.get(question.tool) if question else None
    slot = tool.slots.get(question.slot) if tool and question else None
    if question is None or tool is None or slot is None:
        return None
    if slot.kind == "text":
        said = reading.text.strip()[:LONGEST_TEXT]
        return filled(book, question, said, said, "typed") if said else None
    chosen = choice(question, reading)
    if chosen:
        return filled(book, question, chosen, chosen, CHOSEN)
    enum = enum_value(slot, reading)
    if enum:
        return filled(book, question, enum, enum, "typed")
    return by_mention(book, question, slot, reading)


def asks_for_text(book: Book, context: Context) -> bool:
    """Whether nearly anything that is said now would be an answer."""
    question = context.question
    tool = book.tools.get(question.tool) if question else None
    slot = tool.slots.get(question.slot) if tool and question else None
    return slot is not None and slot.kind == "text"


def card_meant(question: Question, reading: Reading) -> Control | None:
    """Which of the cards a decision was about."""
    named = [m.sure("draft") for m in reading.mentions if "draft" in m.senses]
    said = [sense.wire for sense in named if sense]
    chosen = said[0] if len(said) == 1 and not reading.content else choice(question, reading)
    verb = next(verb for verb in VERBS if verb == question.tool)
    return Control(verb, chosen) if chosen else None


def choice(question: Question, reading: Reading) -> str | None:
    """ "The second", "number 2", "the last one": one of the candidates that were shown."""
    heard = [token.fold for token in reading.tokens if token.fold not in FILLERS]
    words = [word for word in heard if word not in CHOOSING]
    if not words and YES & set(heard) and len(question.candidates) == 1:
        return question.candidates[0]
    if len(words) != 1 or not question.candidates:
        return None
    if words[0] in LAST:
        return question.candidates[-1]
    said = SPELT_ORDINAL.sub(r"\1", words[0])
    number = ORDINALS.get(said, int(said) if said.isdecimal() and len(said) < 3 else 0)
    return question.candidates[number - 1] if 0 < number <= len(question.candidates) else None


def enum_value(slot: Slot, reading: Reading) -> str | None:
    said = tuple(word for word in reading.words if word not in FILLERS)
    for value, phrases in (slot.words or {}).items():
        if said in phrases or said == tuple(folded([value])):
            return value
    return None


def by_mention(book: Book, question: Question, slot: Slot, reading: Reading) -> Understood | None:
    """One value of the slot's kind, and around it nothing but filler and the slot's own words.

    Who is asked how many percent says a number alone.
    """
    kind = slot.kind
    if kind == "percent" and not any(kind in mention.senses for mention in reading.mentions):
        kind = "count"
    mentions = [mention for mention in reading.mentions if kind in mention.senses]
    if len(reading.mentions) > 1 and not question.draft:
        return by_mentions(book, question, slot, reading)
    if len(mentions) != 1:
        return None
    mention = mentions[0]
    nouns = folded(KIND_WORDS.get(slot.kind, ())) | folded(slot.name.split("_")) | CHOOSING
    cues = {reading.behind(at) for at in cue_places(slot, mention, reading)}
    if not all(word in FILLERS or word in nouns or word in cues for word in reading.words):
        return None
    known = mention.fills(slot) if kind == slot.kind else mention.sure(kind)
    sense = known or narrowed(question, slot, mention)
    if sense is None:
        return ask_again(book, question, slot, mention)
    return filled(book, question, sense.wire, sense.label, origin_of(sense, mention))


def by_mentions(book: Book, question: Question, slot: Slot, reading: Reading) -> Understood | None:
    """ "500 from Ostermark": the answer, and with it what would have been asked next."""
    tool = book.tools[question.tool]
    placed = fit(tool, (slot.name,), reading)
    known = all(word in FILLERS for at, word in reading.said if at not in placed.cues)
    found = {name: m.fills(tool.slots[name]) for name, m in placed.filled.items()}
    sure = {name: sense for name, sense in found.items() if sense}
    if not known or placed.homeless or len(sure) < len(found) or slot.name not in sure:
        return None
    done = Act(
        question.tool,
        question.arguments | wires(sure),
        question.origins | origins(sure, placed.filled),
        question.labels | labels(sure),
    )
    return complete(tool, done)


def narrowed(question: Question, slot: Slot, mention: Mention) -> Sense | None:
    """ "The ecru one": a part of a name is enough for one of the few that were offered."""
    senses = mention.senses[slot.kind]
    offered = [sense for sense in senses if sense.wire in question.candidates]
    complete = mention.total(slot.kind) == len(senses)
    return offered[0] if complete and mention.doubt == "partial" and len(offered) == 1 else None


def ask_again(book: Book, question: Question, slot: Slot, mention: Mention) -> Ask:
    """The answer was no clear one; after two of those the form is better."""
    done = Act(question.tool, question.arguments, question.origins, question.labels)
    asked = question.asked + 1
    again = ask_about(book.tools[question.tool], slot, mention, done)
    return Ask(**{**vars(again), "draft": question.draft, "asked": asked, "form": asked > 2})


def filled(book: Book, question: Question, wire: str, label: str, origin: str) -> Understood:
    """The call with this answer in it; a changed draft, or what is still missing."""
    name = question.slot
    if question.draft:
        return Revise(question.draft, {name: wire}, {name: origin}, {name: label})
    done = Act(
        question.tool,
        question.arguments | {name: wire},
        question.origins | {name: origin},
        question.labels | {name: label},
    )
    return complete(book.tools[question.tool], done)
