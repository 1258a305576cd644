"""Explaining: the two rules that keep wrong actions away, and the mood of a sentence."""

from collections import Counter

from assistant.phrasebook.book import GATHERING, Book
from assistant.phrasebook.declaration import Declaration, Folds
from assistant.phrasebook.examples import Example
from assistant.phrasebook.fitting import Fit, cue_places
from assistant.phrasebook.folding import fold, folded
from assistant.phrasebook.mention import Mention
from assistant.phrasebook.reading import Reading, contains
from assistant.phrasebook.vocabulary.cues import BECAUSE
from assistant.phrasebook.vocabulary.fillers import FILLERS, READ_FILLERS
from assistant.phrasebook.vocabulary.kind_words import KIND_WORDS
from assistant.phrasebook.vocabulary.operators import OPERATORS, QUESTION_WORDS, VAGUE
from assistant.phrasebook.vocabulary.tenses import PRESENT
from assistant.phrasebook.vocabulary.word_list import word_set

NOUNS = {kind: folded(words) for kind, words in KIND_WORDS.items()}
WORDS_OF_BECAUSE = frozenset(word for cue in BECAUSE for word in cue)
PRICE_BEFORE = word_set("at for to is was of price cost costs paying paid")
PRICE_BEHIND = word_set("each apiece per a an")
MEASURED_BY = frozenset({"money", "quantity", "percent"})
BY = ("by",)
NEW_FIGURE = frozenset({"to", "at"})
WHEN = ("when",)
LONGEST_BECAUSE = max(map(len, BECAUSE))
PLAIN_IN_READS = READ_FILLERS | QUESTION_WORDS
NO_DAY = frozenset({"today", "tonight", "this morning", "this afternoon", "this evening"})


def objection(book: Book, example: Example, fit: Fit, reading: Reading) -> str:
    """Why this example does not mean this sentence; empty if nothing speaks against it."""
    return (
        mood(book, example, reading)
        or operator(example, reading)
        or torn(example, reading)
        or stranded(example, fit)
        or difference(example, fit, reading)
        or another_line(example, fit, reading)
        or unexplained(book, example, fit, reading)
    )


def mood(book: Book, example: Example, reading: Reading) -> str:
    """A question is never a draft, an order never a read, a statement never a yes-or-no."""
    verb = reading.order_word
    if example.tool.kind == "draft":
        if reading.asks and not opens_alike(example, reading):
            return "question"
        return "order" if another_order(book, example, verb) else ""
    gathers = example.first_word == verb and example.tool.name.endswith(GATHERING)
    orders_a_value = reading.orders_a_value and verb in book.verbs_of_values
    if orders_a_value or (verb in book.draft_verbs and not gathers):
        return "order"
    if example.words[:1] == WHEN and reading.asks_other_than("when"):
        return "question"
    if example.begins_with_auxiliary and not (reading.asks or reading.requested):
        return "statement"
    return ""


def another_order(book: Book, example: Example, verb: str) -> bool:
    """ "Release it from hold" begins with one order and is none to hold it."""
    orders = verb in book.draft_verbs and example.first_word in book.draft_verbs
    return orders and fold(verb) not in example.words


def opens_alike(example: Example, reading: Reading) -> bool:
    """ "Have PO-7 placed" begins like a question and is none, if an example begins so too."""
    opening = "" if reading.opening is None else reading.tokens[reading.opening].fold
    return example.asks and example.words[0] == opening


def operator(example: Example, reading: Reading) -> str:
    """Each operator must stand in the example as often as in the sentence."""
    changing = OPERATORS | QUESTION_WORDS if example.tool.kind == "draft" else OPERATORS
    said = Counter(word for word in reading.words if word in changing)
    more = said - Counter(example.words)
    return f"operator {min(more)}" if more else ""


def torn(example: Example, reading: Reading) -> str:
    """A choice in an order that the example does not take: "for dealers" is not for everybody."""
    if example.tool.kind == "read":
        return ""
    for name, slot in example.tool.slots.items():
        for value, phrases in (slot.words or {}).items():
            other = value != example.fixed.get(name)
            if other and any(said_besides(phrase, example, reading) for phrase in phrases):
                return f"also {value}"
    return ""


def said_besides(phrase: Folds, example: Example, reading: Reading) -> bool:
    return contains(reading.words, phrase) and example.content.isdisjoint(phrase)


def stranded(example: Example, fit: Fit) -> str:
    """A value without a slot; only "today" goes without saying in a draft, or as a time limit."""
    for mention in fit.homeless:
        limit = "period" not in mention.senses
        idle = (example.tool.kind == "draft" or limit) and mention.said.lower() in NO_DAY
        crowded = any(
            slot.has_cues and slot.kind in mention.senses and slot.name not in fit.filled
            for slot in example.tool.required
        )
        if not (idle or crowded or mention is fit.wrong_kind(example.tool)):
            return f"no place for {mention.said}"
    return ""


def difference(example: Example, fit: Fit, reading: Reading) -> str:
    """ "Lower it by 5" says how much less, "to 5" the new figure; a slot for the one has "by"."""
    if example.tool.kind == "read":
        return ""
    for name, mention in fit.filled.items():
        slot, word = example.tool.slots[name], reading.behind(mention.start - 1)
        other = word == "by" if BY not in slot.before else word in NEW_FIGURE
        if slot.kind in MEASURED_BY and other:
            return f"no place for {word} {mention.said}"
    return ""


def another_line(example: Example, fit: Fit, reading: Reading) -> str:
    """Beside a quantity, a bare number is a price only if a word says so; else a second line."""
    slots = example.tool.slots
    if not any(slots[name].kind == "quantity" for name in fit.filled):
        return ""
    for name, mention in fit.filled.items():
        bare = slots[name].kind == "money" and "quantity" in mention.senses
        if bare and not priced(mention, reading) and not cue_places(slots[name], mention, reading):
            return f"no place for {mention.said}"
    return ""


def priced(mention: Mention, reading: Reading) -> bool:
    """Whether a word before or behind a number makes a price of it: at 4.50, 4.50 apiece."""
    return (
        reading.behind(mention.start - 1) in PRICE_BEFORE
        or reading.behind(mention.end) in PRICE_BEHIND
    )


def nouns_meant(tool: Declaration, fit: Fit) -> frozenset[str]:
    """ "As a supplier" explains itself if one is named or will be asked; "by supplier" does not."""
    slots = [slot for slot in tool.slots.values() if slot.required or slot.name in fit.filled]
    return frozenset(word for slot in slots for word in NOUNS.get(slot.kind, ()))


def because(fit: Fit, reading: Reading) -> frozenset[int]:
    """The places of the "because" or "due to" in front of a text that found its slot."""
    return frozenset(
        at
        for mention in fit.filled.values()
        if "text" in mention.senses
        for at in range(mention.start - LONGEST_BECAUSE, mention.start)
        if reading.behind(at) in WORDS_OF_BECAUSE
    )


def unexplained(book: Book, example: Example, fit: Fit, reading: Reading) -> str:
    """Every content word must belong to the tool: "Anna said we received 40" does not."""
    tool = example.tool
    known = book.words_of[tool.name] | nouns_meant(tool, fit)
    reasons = because(fit, reading)
    for at, word in zip(reading.places, reading.words, strict=True):
        if word in FILLERS or word in known or word in OPERATORS or at in fit.cues | reasons:
            continue
        if tool.kind == "read" and (word in PLAIN_IN_READS or PRESENT.get(word) in known):
            continue
        if word in VAGUE and any(slot.kind == "quantity" for slot in tool.slots.values()):
            continue
        return f"unexplained {word}"
    return ""
